package main

import (
	"slices"
	"time"

	"github.com/casto-network/casto/node/tree"
)

// asked is a join that has come to node i.
func (w *world) asked(i, child int32, m *message) {
	n := &w.nodes[i]
	if !n.alive {
		return // the child's patience will end
	}
	why := tree.NotCarrying
	if n.member != nil && n.edgeTo(child) == nil {
		n.member.SetLoad(w.fullness(n))
		why = n.member.Asks(w.now, idOf(child), m.role, m.path)
	}
	if why != tree.NoReason {
		w.send(i, child, message{kind: msgReject, reason: why})
		return
	}
	n.down = append(n.down, edge{child: child, delay: w.net.oneWay(&n.place, &w.nodes[child].place), role: m.role})
	w.send(i, child, message{kind: msgAccept, role: m.role, path: w.pathOf(i), claim: w.claimOf(i)})
}

// fullness is how much of its slots a node has given away to whomever.
func (w *world) fullness(n *node) float64 {
	return float64(int32(len(n.viewers))+n.sent()) / float64(n.slots+1)
}

// accepted is a session that is up at last.
func (w *world) accepted(i, parent int32, m *message) {
	n, p := &w.nodes[i], &w.nodes[parent]
	e := p.edgeTo(i)
	if !n.alive || n.member == nil || !n.answered(parent) || !p.alive || e == nil {
		return
	}
	l := link{parent: parent, role: m.role, delay: e.delay}
	n.up = append(n.up, l)
	if m.role != tree.StandbyWarm {
		w.feed(parent, e, true)
		w.watch(i, &n.up[len(n.up)-1], 2*l.delay+time.Second)
	}
	w.do(i, n.member.Accepted(w.now, idOf(parent), m.path, m.claim.lag, 2*e.delay, w.todo()))
}

// answered forgets that a parent is being asked, and tells whether it was.
func (n *node) answered(parent int32) bool {
	k := slices.Index(n.asking, parent)
	if k >= 0 {
		n.asking = slices.Delete(n.asking, k, k+1)
	}
	return k >= 0
}

// childGone ends the session with a child, at the parent.
func (w *world) childGone(i, child int32) {
	if m := w.nodes[i].member; m != nil {
		m.ChildGone(idOf(child))
	}
	w.drop(i, child)
}

// lost is a session with a parent that has said nothing for too long.
func (w *world) lost(i, parent int32) {
	n := &w.nodes[i]
	if !n.alive || n.member == nil {
		return
	}
	w.unlink(i, parent)
	w.do(i, n.member.Lost(w.now, idOf(parent), w.todo()))
}

// forward sends a beacon to all children.
func (w *world) forward(i int32, seq int64) {
	n := &w.nodes[i]
	for k := range n.down {
		e := &n.down[k]
		e.bytes += beaconBytes
		w.bytes.beacons += beaconBytes
		w.at(w.hop(i, e), event{kind: evBeacon, a: e.child, b: i, n: seq})
	}
}

// beaconAt is beacon seq, come from a parent. The first was sent at zero.
func (w *world) beaconAt(i, parent int32, seq int64) {
	n := &w.nodes[i]
	if !n.alive || n.member == nil || n.linkTo(parent) == nil {
		return
	}
	age := w.now - time.Duration(seq-1)*tree.BeaconEvery
	if n.member.Beacon(w.now, idOf(parent), uint64(seq), age) {
		n.lag = age
		w.forward(i, seq)
	}
}

// keepalive tells parents and children how a relay is.
func (w *world) keepalive(i int32, life int64) {
	n := &w.nodes[i]
	if !n.alive || n.member == nil || n.life != life {
		return
	}
	for k := range n.up {
		w.send(i, n.up[k].parent, message{kind: msgUpward, role: n.up[k].role})
	}
	w.tell(i, message{kind: msgDownward, path: w.pathOf(i), claim: w.claimOf(i)})
	w.at(tree.KeepaliveEvery, event{kind: evKeepalive, a: i, n: life})
}

// rank looks for relays for viewer i, and puts them in the order in which it would ask them.
func (w *world) rank(i int32) {
	v := &w.viewers[i]
	var buf [32]int32
	list := w.sampleAll(v.region, none, forViewers, nil, buf[:0])
	cs := w.found[:0]
	for _, c := range list {
		said := w.claimOf(c)
		x := w.candidate(&v.place, c, said.lag, said.viewers)
		x.Suspend = slices.Contains(v.asked[:], c) || w.nodes[c].draining || w.nodes[c].carrying && !w.nodes[c].flowing && w.nodes[c].stopped > 0
		cs = append(cs, x)
	}
	w.found = cs
	for k := range v.choices {
		v.choices[k] = none
		if at := tree.Choose(cs, w.rand); at >= 0 {
			v.choices[k] = nodeOf(cs[at].ID)
			cs[at].Suspend = true
		}
	}
	v.first = 0
}
