package main

import (
	"math/rand/v2"
	"slices"
	"time"
)

// decider is what a node decides with.
type decider struct {
	m       *member
	ticking bool
	path    []id
}

func (n *node) retire() { n.m = nil }

func (w *world) start(i int32) {
	if i == root {
		n := &w.nodes[i]
		n.carrying = true
		n.m = &member{self: idOf(i), root: true, path: nil, rand: w.rand}
		w.at(0, event{kind: evKeepalive, a: i})
	}
}

func (w *world) carry(i int32) {
	n := &w.nodes[i]
	if n.carrying {
		return
	}
	n.carrying = true
	n.m = &member{self: idOf(i), rand: rand.New(rand.NewPCG(w.cfg.seed, uint64(i)))}
	w.tick(i)
	w.at(keepaliveEvery, event{kind: evKeepalive, a: i})
}

func (w *world) resign(i int32) {
	n := &w.nodes[i]
	for len(n.up) > 0 {
		p := n.up[0].parent
		w.send(i, p, message{kind: msgLeave})
		w.unlink(i, p)
	}
	n.carrying, n.m, n.stopped, n.beacon = false, nil, 0, 0
	w.announce(i)
}

func (w *world) tick(i int32) {
	n := &w.nodes[i]
	n.ticking = false
	if !n.alive || n.m == nil {
		return
	}
	w.do(i, n.m.tick(w.now, nil))
	if n.m != nil && !n.ticking {
		n.ticking = true
		w.at(n.m.next-w.now, event{kind: evTick, a: i})
	}
}

func (w *world) roomForViewer(i int32) bool {
	n := &w.nodes[i]
	return w.taken(i) < n.slots*9/10
}

func (w *world) taken(i int32) int32 {
	n := &w.nodes[i]
	used := int32(len(n.viewers))
	for k := range n.down {
		if n.down[k].duty != warm {
			used++
		}
	}
	return used
}

func (w *world) rank(i int32) {
	v := &w.viewers[i]
	var buf [24]int32
	var cs [24]candidate
	list := w.sampleAll(v.region, none, buf[:0])
	for k, c := range list {
		cs[k] = w.candidate(&v.place, c, w.nodes[c].published)
	}
	for k := range v.choices {
		v.choices[k] = none
		if at := pickBest(cs[:len(list)], w.rand, func(c *candidate) bool { return c.ID != 0 && c.ID != 1 }); at >= 0 {
			v.choices[k] = nodeOf(cs[at].ID)
			cs[at].ID = 0
		}
	}
	v.first = 0
}

func (w *world) candidate(from *place, c int32, said claim) candidate {
	n := &w.nodes[c]
	x := candidate{ID: idOf(c), RTT: w.net.rtt(from, &n.place), Lag: said.lag, Load: said.load, Cold: !n.carrying, Home: n.class == home || n.class == streamer}
	switch w.cfg.policy {
	case random:
		x.RTT = 0
		fallthrough
	case nearest:
		x.Lag, x.Load, x.Cold, x.Home = 0, 0, false, false
	}
	return x
}

func (w *world) found(i int32) {
	n := &w.nodes[i]
	if !n.alive || n.m == nil {
		return
	}
	var buf [24]int32
	list := w.sampleAll(n.region, i, buf[:0])
	if w.nodes[root].published.load < fullLoad && !slices.Contains(list, root) {
		list = append(list, root)
	}
	cs := make([]candidate, 0, len(list))
	for _, c := range list {
		if w.nodes[c].carrying {
			x := w.candidate(&n.place, c, w.claimOf(c))
			x.Path = w.saysPath(c)
			cs = append(cs, x)
		}
	}
	w.do(i, n.m.found(w.now, cs, nil))
}

func (w *world) saysPath(i int32) []id {
	n := &w.nodes[i]
	if n.lies == pathLie || n.lies == everyLie {
		return []id{1, idOf(i)}
	}
	return append(slices.Clone(n.m.path), idOf(i))
}

func (w *world) do(i int32, as []action) {
	n := &w.nodes[i]
	for _, a := range as {
		p := nodeOf(a.ID)
		switch a.Kind {
		case doFind:
			w.count.finds++
			w.bytes.probes += wanted * probeBytes
			w.at(w.lookUp(&n.place), event{kind: evFound, a: i})
		case doJoin:
			w.count.relayAsks++
			w.send(i, p, message{kind: msgJoin, duty: a.Duty})
		case doLeave:
			w.send(i, p, message{kind: msgLeave})
			w.unlink(i, p)
		case doPromote:
			if l := n.linkTo(p); l != nil {
				w.count.promotes++
				l.duty = source
				w.settle(i)
				w.send(i, p, message{kind: msgPromote})
			}
		case doTell:
			for k := range n.down {
				w.send(i, n.down[k].child, message{kind: a.Tell, path: w.saysPath(i), eta: a.Eta})
			}
		}
	}
}

func (w *world) signal(i, from int32, m *message) {
	n := &w.nodes[i]
	if !n.alive {
		return
	}
	switch m.kind {
	case msgJoin:
		w.asks(i, from, m)
	case msgAccept:
		w.at(6*w.net.oneWay(&n.place, &w.nodes[from].place), event{kind: evAccepted, a: i, b: from, msg: &message{path: m.path, claim: m.claim, duty: m.duty}})
	case msgReject:
		if n.m != nil {
			w.count.relayRefusals++
			w.do(i, n.m.refused(w.now, idOf(from), nil))
		}
	case msgLeave:
		w.childGone(i, from)
	case msgPromote:
		if e := n.edgeTo(from); e != nil {
			e.duty = source
			w.feed(i, e, true)
			w.loadChanged(i)
		}
	case msgDownward:
		if n.m != nil {
			if p := n.m.parent(idOf(from)); p != nil {
				p.Load = m.claim.load
			}
		}
	case msgPath:
		if n.m != nil && !slices.Contains(n.up, link{}) {
			w.do(i, n.m.pathHeard(idOf(from), m.path, nil))
		}
	}
}

func (w *world) asks(i, child int32, m *message) {
	n := &w.nodes[i]
	old := n.edgeTo(child)
	if n.draining || n.m == nil || slices.Contains(n.m.path, idOf(child)) || w.taken(i) >= n.slots && m.duty != warm || old != nil {
		w.send(i, child, message{kind: msgReject})
		return
	}
	n.down = append(n.down, edge{child: child, delay: w.net.oneWay(&n.place, &w.nodes[child].place), duty: m.duty})
	w.send(i, child, message{kind: msgAccept, path: w.saysPath(i), claim: w.claimOf(i), duty: m.duty})
}

func (w *world) accepted(i, p int32, m *message) {
	n := &w.nodes[i]
	e := w.nodes[p].edgeTo(i)
	if !n.alive || n.m == nil || e == nil || !w.nodes[p].alive {
		return
	}
	if n.linkTo(p) == nil {
		n.up = append(n.up, link{parent: p, duty: m.duty, delay: e.delay, up: true})
	}
	if m.duty != warm {
		w.feed(p, e, true)
	}
	w.do(i, n.m.accepted(w.now, idOf(p), m.path, m.claim.lag, 2*e.delay, nil))
}

func (w *world) childGone(i, child int32) {
	w.drop(i, child)
	w.loadChanged(i)
}

func (w *world) lost(i, p int32) {
	n := &w.nodes[i]
	if !n.alive || n.m == nil || n.linkTo(p) == nil {
		return
	}
	w.unlink(i, p)
	w.do(i, n.m.silent(w.now, idOf(p), nil))
}

func (w *world) tellSilent(i, p int32) {
	w.do(i, w.nodes[i].m.silent(w.now, idOf(p), nil))
}

func (w *world) heardBeacon(i, p int32, seq int64, lag time.Duration) {
	if x := w.nodes[i].m.parent(idOf(p)); x != nil {
		x.beat, x.Lag = w.now, lag
	}
}

func (w *world) tellDrain(i int32) {}

func (w *world) loadChanged(i int32) {}
