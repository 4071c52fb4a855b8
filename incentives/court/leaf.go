package court

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/casto-network/casto/incentives"
)

var (
	// ErrTree reports entries that are not what a report sums.
	ErrTree = errors.New("entries do not make the report's tree")
	// ErrNoLeaf reports a leaf that a report does not have.
	ErrNoLeaf = errors.New("the report has no such leaf")
)

// Report is a report as a relay signed it, with the entries that it came with. Whether the one sums the other is to be seen.
type Report struct {
	Signed  incentives.SignedReport  `json:"report"`
	Entries []incentives.ReportEntry `json:"entries,omitempty"`
}

// Sums fails with ErrTree unless the entries are what the report sums. Nobody but the relay knows the leaves of another tree, and
// it must show each when it is challenged.
func (r Report) Sums(d incentives.Domain) error {
	_, err := leaf(r.Signed.Message, r.Entries, 0, d)
	return err
}

// Leaf is one entry of a report with its way up the tree.
type Leaf struct {
	Receipt  incentives.Receipt
	Charged  uint64               // bytes
	Index    uint32               // its place among the leaves, from 0
	Siblings []incentives.SumNode // as incentives.SumPath returns them
}

// SiblingBytes returns the siblings as the court reads them, 40 bytes each: hash (32), bytes (8, big-endian).
func (l Leaf) SiblingBytes() []byte {
	b := make([]byte, 0, 40*len(l.Siblings))
	for _, s := range l.Siblings {
		b = append(b, s.Hash[:]...)
		b = binary.BigEndian.AppendUint64(b, s.Bytes)
	}
	return b
}

// leaves returns the leaves of entries.
func leaves(entries []incentives.ReportEntry, d incentives.Domain) []incentives.SumNode {
	nodes := make([]incentives.SumNode, len(entries))
	for i, e := range entries {
		nodes[i] = incentives.SumLeaf(e.Receipt.Message.Digest(d), e.Bytes)
	}
	return nodes
}

// leaf cuts one leaf out of a report's entries. It fails with ErrNoLeaf or ErrTree.
func leaf(m incentives.UsageReport, entries []incentives.ReportEntry, index int, d incentives.Domain) (Leaf, error) {
	if index < 0 || index >= len(entries) {
		return Leaf{}, fmt.Errorf("leaf %d of %d: %w", index, len(entries), ErrNoLeaf)
	}
	nodes := leaves(entries, d)
	root, err := incentives.SumRoot(nodes)
	if err != nil || root != (incentives.SumNode{Hash: m.SumRoot, Bytes: m.BytesTotal}) || uint64(len(entries)) != uint64(m.Sessions) {
		return Leaf{}, fmt.Errorf("leaf %d: %w", index, ErrTree)
	}
	path, err := incentives.SumPath(nodes, index)
	if err != nil {
		return Leaf{}, err
	}
	return Leaf{Receipt: entries[index].Receipt.Message, Charged: entries[index].Bytes, Index: uint32(index), Siblings: path}, nil
}
