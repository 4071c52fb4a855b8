package main

import (
	"time"
)

// handleTree is for what has to do with the tree: facts go to members, and what those want done is done.
func (w *world) handleTree(e *event) {
	switch e.kind {
	case evPulse:
		w.beat()
	case evBeacon:
		w.beaconAt(e.a, e.b, e.n)
	case evSignal:
		w.signal(e.a, e.b, e.msg)
		w.release(e.msg)
	case evTick:
		w.tick(e.a)
	case evKeepalive:
		w.keepalive(e.a)
	case evFound:
		w.found(e.a)
	case evAccepted:
		w.accepted(e.a, e.b, e.msg)
		w.release(e.msg)
	case evLost:
		w.lost(e.a, e.b)
	case evChildLost:
		if w.nodes[e.a].alive && !w.nodes[e.b].alive {
			w.childGone(e.a, e.b)
		}
	}
}

// beat sends a beacon from the streamer's node.
func (w *world) beat() {
	w.pulse++
	w.forward(root, w.pulse)
	w.at(beaconEvery, event{kind: evPulse})
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

// beaconAt is beacon seq, come from a parent: pulses are beaconEvery apart and the first is number one, at zero.
func (w *world) beaconAt(i, parent int32, seq int64) {
	n := &w.nodes[i]
	if !n.alive || !n.carrying {
		return
	}
	l := n.linkTo(parent)
	if l == nil || !l.up {
		return
	}
	lag := w.now - time.Duration(seq-1)*beaconEvery
	if seq > n.beacon {
		n.beacon = seq
		w.forward(i, seq)
	}
	if l.duty == source {
		n.lag = lag
	}
	w.heardBeacon(i, parent, seq, lag)
}

// keepalive tells parents and children how a relay is.
func (w *world) keepalive(i int32) {
	n := &w.nodes[i]
	if !n.alive || !n.carrying {
		return
	}
	c := w.claimOf(i)
	for k := range n.up {
		if n.up[k].up {
			w.send(i, n.up[k].parent, message{kind: msgUpward, claim: c})
		}
	}
	for k := range n.down {
		w.send(i, n.down[k].child, message{kind: msgDownward, claim: c})
	}
	w.at(keepaliveEvery-100*time.Millisecond+time.Duration(w.rand.Int64N(int64(200*time.Millisecond))), event{kind: evKeepalive, a: i})
}
