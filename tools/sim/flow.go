package main

import (
	"time"

	"github.com/casto-network/casto/node/tree"
)

// Media is not simulated packet by packet. A link arrives or does not, a node flows while a link that it uses arrives, and changes travel
// down the tree with the delay of each link.

// link is a session of a child with a parent, as the child has it.
type link struct {
	parent   int32
	role     tree.Role
	delay    time.Duration // one-way, without queues
	arriving bool          // media comes
	silences uint32        // how often it ceased to
}

// edge is the same session as the parent has it.
type edge struct {
	child int32
	delay time.Duration
	media bool // is sent
	role  tree.Role
	bytes int64 // of control, since meterAll
}

func (n *node) linkTo(parent int32) *link {
	for k := range n.up {
		if n.up[k].parent == parent {
			return &n.up[k]
		}
	}
	return nil
}

func (n *node) edgeTo(child int32) *edge {
	for k := range n.down {
		if n.down[k].child == child {
			return &n.down[k]
		}
	}
	return nil
}

// feed starts or stops what a parent sends over one edge.
func (w *world) feed(parent int32, e *edge, on bool) {
	if e.media == on {
		return
	}
	n := &w.nodes[parent]
	e.media = on
	step := int32(1)
	if !on {
		step = -1
	}
	n.uplink.used += step
	w.cross(n.region, w.nodes[e.child].region, step)
	if n.flowing || !on {
		w.at(e.delay+hopDelay, event{kind: evFlow, a: e.child, b: parent, n: oneIf(on)})
	}
}

func oneIf(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

// flow is media of a parent that begins or ends to arrive at a child.
func (w *world) flow(child, parent int32, on bool) {
	n := &w.nodes[child]
	if !n.alive {
		return
	}
	l := n.linkTo(parent)
	if l == nil || l.arriving == on {
		return
	}
	l.arriving = on
	if on {
		n.member.Flows(idOf(parent))
	} else {
		w.watch(child, l, silenceAfter)
	}
	w.settle(child)
}

// watch looks after a while whether media of a link has come.
func (w *world) watch(i int32, l *link, after time.Duration) {
	l.silences++
	w.at(after+time.Duration(w.rand.Int64N(int64(silenceLook))), event{kind: evSilence, a: i, b: l.parent, n: int64(l.silences)})
}

// settle finds whether a node flows, and tells its children when that has changed.
func (w *world) settle(i int32) {
	n := &w.nodes[i]
	flows := false
	for k := range n.up {
		l := &n.up[k]
		flows = flows || l.arriving && l.role != tree.StandbyWarm
	}
	if flows == n.flowing || i == root {
		return
	}
	n.flowing = flows
	if flows {
		if n.stopped > 0 {
			w.outages = append(w.outages, outage{node: i, from: n.stopped, to: w.now})
			w.froze(n, w.now-n.stopped)
		}
		n.stopped = 0
	} else {
		n.stopped = w.now
		n.silences++
		w.at(sourceless, event{kind: evSourceless, a: i, n: int64(n.silences)})
	}
	for k := range n.down {
		if e := &n.down[k]; e.media {
			w.at(e.delay+hopDelay, event{kind: evFlow, a: e.child, b: i, n: oneIf(flows)})
		}
	}
}

// froze notes for how long the pictures of a relay's viewers stood still because the relay had none.
func (w *world) froze(n *node, d time.Duration) {
	for _, v := range n.viewers {
		if w.viewers[v].state == watching {
			w.below.add(float64(d) / float64(time.Millisecond))
		}
	}
}

const (
	silenceAfter = 100 * time.Millisecond // and no shorter than three frames
	silenceLook  = 10 * time.Millisecond  // how late it may be noticed
)

// silence is a link that should bring media and does not. A parent that lives has said, at four fifths of the time, that it has nothing
// itself: so the relay below the failure acts, and those below that do not.
func (w *world) silence(i, parent int32, gen uint32) {
	n := &w.nodes[i]
	if !n.alive || !n.carrying {
		return
	}
	l := n.linkTo(parent)
	if l == nil || l.arriving || l.silences != gen || l.role == tree.StandbyWarm {
		return
	}
	if p := &w.nodes[parent]; !p.alive || p.edgeTo(i) == nil {
		w.do(i, n.member.Silent(w.now, idOf(parent), w.todo()))
	}
}

// kill ends a node without a word: its packets in flight still arrive, the last of which left phase ago.
func (w *world) kill(i int32, phase time.Duration) {
	n := &w.nodes[i]
	n.alive, n.died = false, w.now
	w.net.widen(n.region, -float64(n.slots))
	w.forgetCarrier(i)
	for k := range n.down {
		e := &n.down[k]
		if e.media && n.flowing {
			w.at(max(0, e.delay+hopDelay-phase), event{kind: evFlow, a: e.child, b: i})
		}
		w.at(e.delay+sessionTimeout, event{kind: evLost, a: e.child, b: i})
		if e.media {
			w.cross(n.region, w.nodes[e.child].region, -1)
		}
	}
	for k := range n.up {
		w.at(n.up[k].delay+sessionTimeout, event{kind: evChildLost, a: n.up[k].parent, b: i})
	}
	for _, v := range n.viewers {
		w.orphan(v, i, phase)
	}
	n.viewers, n.down, n.up = nil, nil, nil
	n.flowing, n.carrying = false, false
	w.deaths++
	n.member = nil
}

// sessionTimeout is when a session whose peer is silent is given up: the relay's own, not ICE's.
const sessionTimeout = 4 * time.Second

// orphan is what a viewer whose relay was killed goes through. It looks, and asks both its relays; when the one does not answer and the other
// does, it has that one play. If neither answers it could be its own line, so that it only leaves when HTTP does not answer either.
func (w *world) orphan(i, dead int32, phase time.Duration) {
	v, n := &w.viewers[i], &w.nodes[dead]
	w.cross(n.region, v.region, -1)
	one := w.net.oneWay(&v.place, &n.place)
	if v.state != watching {
		w.at(one+time.Second, event{kind: evViewerSilent, a: i, b: dead})
		return
	}
	if v.lost == 0 {
		v.lost = w.now + one - phase
		if n.stopped > 0 {
			v.lost = n.stopped + one
		}
	}
	w.renewStandby(i)
	wait := silenceAsked + time.Duration(w.rand.Int64N(int64(silenceTick)))
	switch s := v.standby; {
	case s == none:
		wait += mostGrace
	case w.nodes[s].alive:
		wait += max(leastGrace, min(mostGrace, max(4*one, w.net.rtt(&v.place, &w.nodes[s].place))))
	default:
		wait = goneAfter + time.Duration(w.rand.Int64N(int64(goneTick))) + goneGrace
	}
	w.at(one-min(one, phase)+wait, event{kind: evViewerSilent, a: i, b: dead})
}
