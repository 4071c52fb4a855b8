package court

import (
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
)

// place is a node's place in a tree: its level from the leaves up, and its index there.
type place struct{ level, index int }

// lie finds the one node of the report's tree that is said to hold other bytes than it does, if there is one: the relay added the
// difference between what it reports and what its entries sum there. Each node is tried in turn.
func (r Report) lie(d incentives.Domain) (Sum, bool) {
	nodes := leaves(r.Entries, d)
	var sum uint64
	for _, n := range nodes {
		sum += n.Bytes
	}
	m := r.Signed.Message
	extra := m.BytesTotal - sum
	if extra == 0 {
		return Sum{}, false
	}
	said := incentives.SumNode{Hash: m.SumRoot, Bytes: m.BytesTotal}
	for at, width := (place{}), len(nodes); ; {
		if t := grow(nodes, at, extra); t.root() == said {
			p := Sum{Report: r.Signed}
			p.Nodes, p.Path = t.descend(at, r.Entries, d)
			return p, true
		}
		if at.index++; at.index < width {
			continue
		}
		if width == 1 {
			return Sum{}, false
		}
		at, width = place{at.level + 1, 0}, (width+1)/2
	}
}

// tree is a Merkle-sum tree with all its levels, the leaves first.
type tree [][]incentives.SumNode

// grow builds the tree in which the node at liar is said to hold extra bytes more. Bytes wrap, as a liar's may.
func grow(nodes []incentives.SumNode, liar place, extra uint64) tree {
	var t tree
	level := append([]incentives.SumNode(nil), nodes...)
	for {
		if liar.level == len(t) {
			level[liar.index].Bytes += extra
		}
		t = append(t, level)
		if len(level) == 1 {
			return t
		}
		var above []incentives.SumNode
		for i := 0; i < len(level); i += 2 {
			if i+1 == len(level) {
				above = append(above, level[i])
				continue
			}
			hash := crypto.Keccak256Hash(incentives.SumInnerPreimage(level[i], level[i+1]))
			above = append(above, incentives.SumNode{Hash: hash, Bytes: level[i].Bytes + level[i+1].Bytes})
		}
		level = above
	}
}

func (t tree) root() incentives.SumNode { return t[len(t)-1][0] }

// descend returns the preimages of the nodes from the root to the liar, and which way to go at each.
func (t tree) descend(liar place, entries []incentives.ReportEntry, d incentives.Domain) (nodes []byte, path uint64) {
	steps := 0
	for level := len(t) - 1; level > liar.level; level-- {
		index := liar.index >> (level - liar.level)
		if 2*index+1 == len(t[level-1]) {
			continue // it rose as it is
		}
		nodes = append(nodes, incentives.SumInnerPreimage(t[level-1][2*index], t[level-1][2*index+1])...)
		if liar.index>>(level-1-liar.level)&1 == 1 {
			path |= 1 << steps
		}
		steps++
	}
	at := liar
	for at.level > 0 && 2*at.index+1 == len(t[at.level-1]) { // what rose as it is, is the node below
		at = place{at.level - 1, 2 * at.index}
	}
	if at.level == 0 {
		e := entries[at.index]
		return append(nodes, incentives.SumLeafPreimage(e.Receipt.Message.Digest(d), e.Bytes)...), path
	}
	return append(nodes, incentives.SumInnerPreimage(t[at.level-1][2*at.index], t[at.level-1][2*at.index+1])...), path
}
