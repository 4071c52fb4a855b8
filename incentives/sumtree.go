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

// SumLeaf returns the leaf of one reported session, with hash keccak256(0x00 || receipt digest (32) || bytes (8, big-endian)).
// Bytes are those which the report newly charges, not the receipt's total.
func SumLeaf(receipt Hash, bytes uint64) SumNode {
	b := append([]byte{sumLeafPrefix}, receipt[:]...)
	return SumNode{crypto.Keccak256Hash(binary.BigEndian.AppendUint64(b, bytes)), bytes}
}

// SumRoot builds the Merkle-sum tree over leaves in their order and returns its root; the zero node when there are none.
// Neighbours are joined in pairs from the left, level by level, and an odd last node rises as it is. An inner node has
//
//	hash  = keccak256(0x01 || left hash (32) || left bytes (8) || right hash (32) || right bytes (8))
//	bytes = left bytes + right bytes
//
// which a contract can check from one leaf and the siblings on its way up. It fails with ErrOverflow beyond 2^64 bytes.
func SumRoot(leaves []SumNode) (SumNode, error) {
	if len(leaves) == 0 {
		return SumNode{}, nil
	}
	level := append([]SumNode(nil), leaves...)
	for len(level) > 1 {
		above := level[:0]
		for i := 0; i+1 < len(level); i += 2 {
			node, err := joinSum(level[i], level[i+1])
			if err != nil {
				return SumNode{}, err
			}
			above = append(above, node)
		}
		if len(level)%2 == 1 {
			above = append(above, level[len(level)-1])
		}
		level = above
	}
	return level[0], nil
}

// joinSum returns the inner node above left and right.
func joinSum(left, right SumNode) (SumNode, error) {
	if left.Bytes+right.Bytes < left.Bytes {
		return SumNode{}, fmt.Errorf("sum tree: %w", ErrOverflow)
	}
	b := append([]byte{sumInnerPrefix}, left.Hash[:]...)
	b = binary.BigEndian.AppendUint64(b, left.Bytes)
	b = append(b, right.Hash[:]...)
	b = binary.BigEndian.AppendUint64(b, right.Bytes)
	return SumNode{crypto.Keccak256Hash(b), left.Bytes + right.Bytes}, nil
}
