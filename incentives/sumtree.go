package incentives

import (
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/crypto"
)

// Prefixes that keep leaves and inner nodes of a Merkle-sum tree apart.
const (
	sumLeafPrefix  = 0x00
	sumInnerPrefix = 0x01
)

// SumNode is a node of a Merkle-sum tree: a hash, and the bytes that all leaves below it add up to.
type SumNode struct {
	Hash  Hash
	Bytes uint64
}

// SumLeaf returns the leaf of one reported session, whose hash is that of SumLeafPreimage. Bytes are those which the report newly
// charges, not the receipt's total.
func SumLeaf(receipt Hash, bytes uint64) SumNode {
	return SumNode{crypto.Keccak256Hash(SumLeafPreimage(receipt, bytes)), bytes}
}

// SumLeafPreimage returns 0x00 || receipt digest (32) || bytes (8, big-endian).
func SumLeafPreimage(receipt Hash, bytes uint64) []byte {
	b := append(make([]byte, 0, 41), sumLeafPrefix)
	b = append(b, receipt[:]...)
	return binary.BigEndian.AppendUint64(b, bytes)
}

// SumInnerPreimage returns 0x01 || left hash (32) || left bytes (8) || right hash (32) || right bytes (8), big-endian.
func SumInnerPreimage(left, right SumNode) []byte {
	b := append(make([]byte, 0, 81), sumInnerPrefix)
	b = append(b, left.Hash[:]...)
	b = binary.BigEndian.AppendUint64(b, left.Bytes)
	b = append(b, right.Hash[:]...)
	return binary.BigEndian.AppendUint64(b, right.Bytes)
}

// SumRoot builds the Merkle-sum tree over leaves in their order and returns its root; the zero node when there are none.
// Neighbours are joined in pairs from the left, level by level, and an odd last node rises as it is. An inner node's hash is that
// of SumInnerPreimage, its bytes are both children's together, which a contract can check from one leaf and the siblings on its
// way up. It fails with ErrOverflow beyond 2^64 bytes.
func SumRoot(leaves []SumNode) (SumNode, error) {
	if len(leaves) == 0 {
		return SumNode{}, nil
	}
	level := append([]SumNode(nil), leaves...)
	for len(level) > 1 {
		if err := raise(&level); err != nil {
			return SumNode{}, err
		}
	}
	return level[0], nil
}

// SumPath returns the siblings of the leaf at index and of the nodes above it, from the bottom up. A level where the node rises
// as it is has none. It fails with ErrOverflow as SumRoot does; an index without a leaf is the caller's error and panics.
func SumPath(leaves []SumNode, index int) ([]SumNode, error) {
	var path []SumNode
	level := append([]SumNode(nil), leaves...)
	for ; len(level) > 1; index /= 2 {
		if sibling := index ^ 1; sibling < len(level) {
			path = append(path, level[sibling])
		}
		if err := raise(&level); err != nil {
			return nil, err
		}
	}
	return path, nil
}

// raise replaces a level of the tree by the one above, in place.
func raise(level *[]SumNode) error {
	below, above := *level, (*level)[:0]
	for i := 0; i+1 < len(below); i += 2 {
		left, right := below[i], below[i+1]
		if left.Bytes+right.Bytes < left.Bytes {
			return fmt.Errorf("sum tree: %w", ErrOverflow)
		}
		above = append(above, SumNode{crypto.Keccak256Hash(SumInnerPreimage(left, right)), left.Bytes + right.Bytes})
	}
	if len(below)%2 == 1 {
		above = append(above, below[len(below)-1])
	}
	*level = above
	return nil
}
