package main

import (
	"slices"

	"github.com/casto-network/casto/node/tree"
)

// leaks tells what should not be: slots used by nobody, sessions and leases that only one side knows, lists that disagree.
func (w *world) leaks() (bad []string) {
	crossed := make([]int32, len(w.net.border))
	for i := range w.nodes {
		n := &w.nodes[i]
		if !n.alive {
			continue
		}
		bad = append(bad, w.sessionLeaks(int32(i))...)
		used := int32(len(n.viewers))
		for at, id := range n.viewers {
			v := &w.viewers[id]
			if v.relay != int32(i) || v.spot != int32(at) || v.state != watching && v.state != starting {
				bad = append(bad, "a viewer that sits elsewhere")
			}
			if v.region != n.region {
				crossed[n.region]++
			}
		}
		for k := range n.down {
			if e := &n.down[k]; e.media {
				used++
				if w.nodes[e.child].region != n.region {
					crossed[n.region]++
				}
			}
		}
		if used != n.uplink.used {
			bad = append(bad, "an uplink that counts streams that are not sent")
		}
		if int32(len(n.viewers)) > n.slots {
			bad = append(bad, "more viewers than slots")
		}
	}
	for r, line := range w.net.border {
		if crossed[r] != line.used {
			bad = append(bad, "a border that counts streams that do not cross it")
		}
	}
	return bad
}

// sessionLeaks compares what a node knows of its children with what those and its member know.
func (w *world) sessionLeaks(i int32) (bad []string) {
	n := &w.nodes[i]
	for k := range n.down {
		c := &w.nodes[n.down[k].child]
		if c.alive && c.linkTo(i) == nil && !slices.Contains(c.asking, i) {
			bad = append(bad, "a session that only the parent knows")
		}
	}
	for k := range n.up {
		if p := &w.nodes[n.up[k].parent]; p.alive && p.edgeTo(i) == nil {
			bad = append(bad, "a session that only the child knows")
		}
	}
	if n.member != nil {
		n.member.Children(func(id tree.ID, _ tree.Role) {
			if n.edgeTo(nodeOf(id)) == nil {
				bad = append(bad, "a lease without a session")
			}
		})
	}
	return bad
}
