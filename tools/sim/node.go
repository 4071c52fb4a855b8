package main

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/casto-network/casto/node/tree"
)

// node is a relay, or the streamer's node.
type node struct {
	place
	class    class
	lies     lie
	alive    bool
	draining bool
	carrying bool // wants the stream
	flowing  bool // has media
	slots    int32
	silences uint32
	uplink   line // what of its slots is sent now, and what it can carry
	viewers  []int32
	up       []link
	down     []edge
	stopped  time.Duration // since when it is without media that it had; 0: it has, or never had
	idleFrom time.Duration
	died     time.Duration
	lag      time.Duration // behind the source, by the latest beacon

	listed    listed
	published claim

	member *tree.Member
	tickAt time.Duration // the member is to be asked then; 0: no tick is scheduled
	asking []int32       // parents, that have not answered or whose session is not up yet
	life   int64         // how often it has begun to carry the stream
}

const (
	idleAfter = 15 * time.Second // a relay that nobody watches at leaves the tree
	drainFor  = 30 * time.Second
)

func (w *world) lagOf(i int32) time.Duration { return w.nodes[i].lag }

// children is how many children that are sent media a node takes at most: half of what it can send.
func (n *node) children() int32 {
	if n.class == streamer {
		return n.slots
	}
	return n.slots / 2
}

// kept is how many of its slots a node keeps from viewers.
func (n *node) kept() int32 {
	if n.member == nil {
		return 2
	}
	return max(int32(n.member.Places()), n.sent())
}

// sent counts the children that are sent media, or will be.
func (n *node) sent() int32 {
	sent := int32(0)
	for k := range n.down {
		if n.down[k].role != tree.StandbyWarm {
			sent++
		}
	}
	return sent
}

// loadOf is how much a node has given away of the places that relays can still get.
func (w *world) loadOf(i int32) float64 {
	n := &w.nodes[i]
	places := min(n.children(), n.slots-int32(len(n.viewers)))
	return float64(n.sent()) / float64(max(places, 1))
}

// viewerLoadOf is the same of the places for viewers; the streamer's node has none.
func (w *world) viewerLoadOf(i int32) float64 {
	n := &w.nodes[i]
	if i == root || n.kept() >= n.slots {
		return 1
	}
	return float64(len(n.viewers)) / float64(n.slots-n.kept())
}

// claimOf is what node i says of itself now.
func (w *world) claimOf(i int32) claim {
	c := claim{lag: w.lagOf(i), load: w.loadOf(i), viewers: w.viewerLoadOf(i)}
	w.nodes[i].lie(&c)
	return c
}

// admitViewer gives a viewer a slot, or does not, and has the relay fetch the stream if it has not. One that stood by and whose own relay
// has died may have one of those that are kept for relays.
func (w *world) admitViewer(i int32, stoodBy bool) bool {
	n := &w.nodes[i]
	if i == root || n.full() || !stoodBy && int32(len(n.viewers)) >= n.slots-n.kept() {
		return false
	}
	w.carry(i)
	return true
}

// full tells whether not even a viewer that stands by can have a slot.
func (n *node) full() bool { return n.draining || int32(len(n.viewers)) >= n.slots-n.sent() }

// carry has a relay fetch the stream.
func (w *world) carry(i int32) {
	n := &w.nodes[i]
	if n.carrying {
		return
	}
	n.carrying = true
	n.life++
	n.member = tree.New(tree.Options{
		Self: idOf(i), Root: i == root, Children: int(n.children()),
		Rand: rand.New(rand.NewPCG(w.cfg.seed, uint64(i))),
	})
	w.tick(i)
	w.at(time.Duration(w.rand.Int64N(int64(tree.KeepaliveEvery))), event{kind: evKeepalive, a: i, n: n.life})
}

// idle lets a relay leave the tree that nobody has used for a while.
func (w *world) idle(i int32) {
	n := &w.nodes[i]
	switch {
	case i == root || !n.carrying || len(n.viewers) > 0 || len(n.down) > 0:
		n.idleFrom = 0
	case n.idleFrom == 0:
		n.idleFrom = w.now
	case w.now-n.idleFrom >= idleAfter:
		w.resign(i)
	}
}

// resign leaves the tree.
func (w *world) resign(i int32) {
	n := &w.nodes[i]
	for len(n.up) > 0 {
		w.partFrom(i, n.up[0].parent)
	}
	n.carrying, n.member, n.stopped, n.idleFrom, n.tickAt, n.lag = false, nil, 0, 0, 0, 0
	n.asking = n.asking[:0]
	w.announce(i)
}

// drop takes the session with a child away, at the parent.
func (w *world) drop(parent, child int32) {
	n := &w.nodes[parent]
	k := slices.IndexFunc(n.down, func(e edge) bool { return e.child == child })
	if k < 0 {
		return
	}
	w.feed(parent, &n.down[k], false)
	n.down = slices.Delete(n.down, k, k+1)
}

// unlink takes the session with a parent away, at the child.
func (w *world) unlink(child, parent int32) {
	n := &w.nodes[child]
	k := slices.IndexFunc(n.up, func(l link) bool { return l.parent == parent })
	if k < 0 {
		return
	}
	n.up = slices.Delete(n.up, k, k+1)
	w.settle(child)
}

// drain has a relay leave in order: its children and viewers are told where to go, and it ends after a while.
func (w *world) drain(i int32) {
	n := &w.nodes[i]
	n.draining = true
	w.dir.strike(w.nodes, i)
	if n.carrying {
		w.do(i, n.member.Drain(w.todo()))
	}
	for _, v := range n.viewers {
		w.at(time.Duration(w.rand.Int64N(int64(5*time.Second))), event{kind: evMoveViewer, a: v, b: i})
	}
	w.at(drainFor, event{kind: evDrained, a: i})
}

func (w *world) forgetCarrier(i int32) { w.dir.strike(w.nodes, i) }

// moveViewer lets a viewer whose relay drains go to another, which it plays before it leaves the first.
func (w *world) moveViewer(i, from int32) {
	v := &w.viewers[i]
	if v.relay != from || !w.nodes[from].alive || v.state != watching && v.state != starting {
		return
	}
	w.rank(i)
	v.first = int32(len(v.choices))
	for _, c := range v.choices {
		if c == none || c == from || !w.nodes[c].alive || !w.nodes[c].flowing || !w.admitViewer(c, false) {
			continue
		}
		w.rise(i)
		w.sit(i, c)
		if v.state == starting {
			w.at(frameInterval, event{kind: evPlay, a: i, b: c})
		}
		return
	}
	w.at(time.Second, event{kind: evMoveViewer, a: i, b: from})
}

// impatient sends viewers elsewhere whose relay lives and has been without media for too long.
func (w *world) impatient(i int32, gen uint32) {
	n := &w.nodes[i]
	if !n.alive || n.flowing || n.silences != gen {
		return
	}
	for _, v := range slices.Clone(n.viewers) {
		x := &w.viewers[v]
		if x.state != watching || x.standby == none || !w.nodes[x.standby].alive || !w.nodes[x.standby].flowing {
			continue
		}
		x.lost = n.stopped + w.net.oneWay(&x.place, &n.place)
		s := x.standby
		w.rise(v)
		x.standby, x.state, x.relay = none, asking, s
		w.at(w.net.oneWay(&x.place, &w.nodes[s].place), event{kind: evTakeOver, a: v, b: s})
	}
	w.at(sourceless, event{kind: evSourceless, a: i, n: int64(gen)})
}
