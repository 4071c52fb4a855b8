package main

import (
	"time"

	"github.com/casto-network/casto/node/tree"
)

// figures are what one run came to.
type figures struct {
	Viewers, Relays, Carrying int
	Depth, OneWay             sample // of viewers
	RelayDepth                sample
	NoPicture                 float64 // share of viewers that have come and see nothing
	Lossy                     float64 // share of viewers behind a link that carries less than it should
	Standby                   float64 // share of relays with a standby on a disjoint path
	Loops                     int
}

// measure looks at the tree as it is.
func (w *world) measure() figures {
	f := figures{}
	depth, lag, lossy := w.walk()
	for i := range w.nodes {
		n := &w.nodes[i]
		if !n.alive || int32(i) == root {
			continue
		}
		f.Relays++
		if !n.carrying {
			continue
		}
		f.Carrying++
		if depth[i] > 0 {
			f.RelayDepth.add(float64(depth[i]))
		}
	}
	come, seeing, behind := 0, 0, 0
	for i := range w.viewers {
		v := &w.viewers[i]
		if v.state == gone || v.state == refused {
			continue
		}
		come++
		if v.state != watching || depth[v.relay] < 0 || !w.nodes[v.relay].flowing {
			continue
		}
		seeing++
		n := &w.nodes[v.relay]
		border := &w.net.border[n.region]
		hop := w.net.oneWay(&n.place, &v.place) + hopDelay + n.uplink.delay()
		lost := lossy[v.relay] || n.uplink.short() > 0.02
		if n.region != v.region {
			hop += border.delay()
			lost = lost || border.short() > 0.02
		}
		if lost {
			behind++
		}
		f.Depth.add(float64(depth[v.relay] + 1))
		f.OneWay.add(float64(lag[v.relay]+hop) / float64(time.Millisecond))
	}
	f.Viewers = come
	f.NoPicture = 1 - float64(seeing)/float64(max(come, 1))
	f.Lossy = float64(behind) / float64(max(seeing, 1))
	f.Standby = w.standbyShare()
	f.Loops = w.cycles()
	return f
}

// walk finds depth and lag of every relay along its source; -1 where that does not lead to the root. Lossy is whether a link on the way
// loses what does not fit.
func (w *world) walk() (depth []int32, lag []time.Duration, lossy []bool) {
	depth, lag, lossy = make([]int32, len(w.nodes)), make([]time.Duration, len(w.nodes)), make([]bool, len(w.nodes))
	for i := range depth {
		depth[i] = -1
	}
	depth[root] = 0
	next := []int32{root}
	for len(next) > 0 {
		i := next[len(next)-1]
		next = next[:len(next)-1]
		n := &w.nodes[i]
		for k := range n.down {
			e := &n.down[k]
			l := w.nodes[e.child].linkTo(i)
			if !e.media || l == nil || l.role != tree.Primary || depth[e.child] >= 0 || !w.nodes[e.child].alive {
				continue
			}
			depth[e.child] = depth[i] + 1
			lag[e.child] = lag[i] + w.hop(i, e)
			lossy[e.child] = lossy[i] || n.uplink.short() > 0.02 || n.region != w.nodes[e.child].region && w.net.border[n.region].short() > 0.02
			next = append(next, e.child)
		}
	}
	return depth, lag, lossy
}

// hop is what one hop adds to the lag now.
func (w *world) hop(parent int32, e *edge) time.Duration {
	n := &w.nodes[parent]
	d := e.delay + hopDelay + n.uplink.delay()
	if n.region != w.nodes[e.child].region {
		d += w.net.border[n.region].delay()
	}
	return d
}

// sourceOf is the parent that i has its media from, or none.
func (w *world) sourceOf(i int32) int32 {
	n := &w.nodes[i]
	for k := range n.up {
		if n.up[k].role == tree.Primary {
			return n.up[k].parent
		}
	}
	return none
}

// cycles counts relays that are their own ancestor by way of their sources.
func (w *world) cycles() int {
	const unseen, done = 0, -1
	mark := make([]int32, len(w.nodes))
	found := 0
	for i := range w.nodes {
		turn := int32(i + 1)
		at := int32(i)
		for at != none && mark[at] == unseen && w.nodes[at].alive {
			mark[at] = turn
			at = w.sourceOf(at)
		}
		if at != none && mark[at] == turn {
			found++
		}
		for at := int32(i); at != none && mark[at] == turn; at = w.sourceOf(at) {
			mark[at] = done
		}
	}
	return found
}

// standbyShare is how many of the relays that carry the stream own a standby whose way to the root shares no relay with that of their source.
func (w *world) standbyShare() float64 {
	have, all := 0, 0
	for i := range w.nodes {
		n := &w.nodes[i]
		if !n.alive || !n.carrying || int32(i) == root || !n.flowing {
			continue
		}
		all++
		for k := range n.up {
			if l := &n.up[k]; l.role != tree.Primary && w.nodes[l.parent].alive && w.disjoint(int32(i), l.parent) {
				have++
				break
			}
		}
	}
	return float64(have) / float64(max(all, 1))
}

// disjoint reports whether the way from the root to the standby parent holds neither relay i nor one of the relays above it.
func (w *world) disjoint(i, standby int32) bool {
	const most = 64
	for s, steps := standby, 0; s != root; s, steps = w.sourceOf(s), steps+1 {
		if s == none || s == i || steps > most {
			return false
		}
		for p, up := w.sourceOf(i), 0; p != root && p != none && up < most; p, up = w.sourceOf(p), up+1 {
			if p == s {
				return false
			}
		}
	}
	return true
}
