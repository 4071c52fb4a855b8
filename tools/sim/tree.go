package main

import (
	"slices"
	"time"

	"github.com/casto-network/casto/node/tree"
)

// handleTree is for what has to do with the tree: facts go to members, and what those want done is done.
func (w *world) handleTree(e *event) {
	switch e.kind {
	case evPulse:
		w.pulse++
		w.forward(root, w.pulse)
		w.at(tree.BeaconEvery, event{kind: evPulse})
	case evBeacon:
		w.beaconAt(e.a, e.b, e.n)
	case evSignal:
		w.signal(e.a, e.b, e.msg)
		w.release(e.msg)
	case evTick:
		if w.nodes[e.a].tickAt == w.now {
			w.tick(e.a)
		}
	case evKeepalive:
		w.keepalive(e.a, e.n)
	case evFound:
		w.searched(e.a, tree.Role(e.n))
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

// todo is an empty list of actions. There is one: do ends with it before anybody asks again.
func (w *world) todo() []tree.Action { return w.actions[:0] }

// do does what the member of node i wants.
func (w *world) do(i int32, list []tree.Action) {
	w.actions = list[:0]
	n := &w.nodes[i]
	for _, a := range list {
		peer := nodeOf(a.Peer)
		switch a.Kind {
		case tree.Find:
			w.count.finds++
			w.bytes.probes += tree.Candidates * probeBytes
			w.at(w.lookUp(&n.place), event{kind: evFound, a: i, n: int64(a.Role)})
		case tree.Join:
			w.count.relayAsks++
			n.answered(peer)
			n.asking = append(n.asking, peer)
			w.send(i, peer, message{kind: msgJoin, role: a.Role, path: w.avoid(i, a)})
		case tree.Leave:
			w.count.left[a.Reason]++
			w.partFrom(i, peer)
		case tree.Promote:
			w.promote(i, peer)
		case tree.Drop:
			w.send(i, peer, message{kind: msgDrop})
			w.drop(i, peer)
		case tree.TellPath:
			w.tell(i, message{kind: msgPath, path: w.pathOf(i), claim: w.claimOf(i)})
		case tree.TellRepairing:
			w.tell(i, message{kind: msgRepairing, eta: a.ETA})
		case tree.TellMove:
			w.tell(i, message{kind: msgMove})
		}
	}
	w.schedule(i)
}

// tell sends a message to all children.
func (w *world) tell(i int32, m message) {
	n := &w.nodes[i]
	for k := range n.down {
		w.send(i, n.down[k].child, m)
	}
}

// schedule has the member asked when it wants to be.
func (w *world) schedule(i int32) {
	n := &w.nodes[i]
	if n.member == nil {
		return
	}
	if next := max(n.member.Next(w.now), w.now+time.Millisecond); n.tickAt == 0 || next < n.tickAt {
		n.tickAt = next
		w.queue.push(event{at: next, kind: evTick, a: i})
	}
}

func (w *world) tick(i int32) {
	n := &w.nodes[i]
	n.tickAt = 0
	if n.alive && n.member != nil {
		w.do(i, n.member.Tick(w.now, w.todo()))
	}
}

// promote makes a link the source. One that was joined as such is being fed already.
func (w *world) promote(i, parent int32) {
	n := &w.nodes[i]
	l := n.linkTo(parent)
	if l == nil || l.role == tree.Primary {
		return
	}
	w.count.promotes++
	wasWarm := l.role == tree.StandbyWarm
	l.role = tree.Primary
	w.send(i, parent, message{kind: msgPromote})
	if wasWarm {
		w.watch(i, l, 3*l.delay+silenceAfter)
	}
	w.settle(i)
}

// partFrom ends the session with a parent.
func (w *world) partFrom(i, parent int32) {
	w.nodes[i].answered(parent)
	w.send(i, parent, message{kind: msgLeave})
	w.unlink(i, parent)
}

// searched gives a member the candidates that a search has found.
func (w *world) searched(i int32, role tree.Role) {
	n := &w.nodes[i]
	if !n.alive || n.member == nil {
		return
	}
	var buf [32]int32
	var own []tree.ID
	if role != tree.Primary {
		own = n.member.Path(nil)
	}
	list := w.sampleAll(n.region, i, forRelays, own, buf[:0])
	if !slices.Contains(list, root) { // every announcement names it
		list = append(list, root)
	}
	cs := w.found[:0]
	for _, c := range list {
		if o := &w.nodes[c]; o.carrying && o.member.Carrying() {
			said := w.claimOf(c)
			x := w.candidate(&n.place, c, said.lag, said.load)
			x.Path = w.pathOf(c)
			x.Depth = len(x.Path)
			cs = append(cs, x)
		}
	}
	w.found = cs
	w.do(i, n.member.Found(w.now, cs, w.todo()))
}

// avoid is whom a standby must not have above it, as a join says.
func (w *world) avoid(i int32, a tree.Action) []tree.ID {
	own := w.nodes[i].member.Path(nil)
	if a.Role == tree.Primary || len(own) < 2 {
		return nil
	}
	if a.Meets {
		own = own[max(0, len(own)-3):]
	}
	return own[1 : len(own)-1]
}

// candidate is what a probe tells of a node, as far as the policy looks at it.
func (w *world) candidate(from *place, c int32, lag time.Duration, load float64) tree.Candidate {
	n := &w.nodes[c]
	x := tree.Candidate{
		ID: idOf(c), Lag: lag, RTT: w.net.rtt(from, &n.place), Load: min(load, 1),
		Near: n.region == from.region, Cold: !n.carrying, Home: n.class == home || n.class == streamer,
	}
	if w.cfg.policy == ours || x.Load > fullLoad {
		return x
	}
	x.Lag, x.Load, x.Cold, x.Home = 0, 0, false, false
	if w.cfg.policy == random {
		x.RTT = 0
	}
	return x
}

// pathOf is what node i says of its way to the root.
func (w *world) pathOf(i int32) []tree.ID {
	n := &w.nodes[i]
	if n.lies == pathLie || n.lies == everyLie {
		return []tree.ID{idOf(root), idOf(i)}
	}
	return n.member.Path(nil)
}

// signal is a message that has come to node i.
func (w *world) signal(i, from int32, m *message) {
	n := &w.nodes[i]
	if m.kind == msgJoin {
		w.asked(i, from, m)
		return
	}
	if !n.alive || n.member == nil {
		return
	}
	switch m.kind {
	case msgAccept:
		ready := *m
		w.at(2*setupRTTs*w.net.oneWay(&n.place, &w.nodes[from].place), event{kind: evAccepted, a: i, b: from, msg: &ready})
	case msgReject:
		w.count.relayRefusals++
		n.answered(from)
		w.do(i, n.member.Refused(w.now, idOf(from), m.reason, nil, 0, w.todo()))
	case msgLeave:
		w.childGone(i, from)
	case msgDrop:
		w.unlink(i, from)
		w.do(i, n.member.Lost(w.now, idOf(from), w.todo()))
	case msgPromote:
		if e := n.edgeTo(from); e != nil {
			e.role = tree.Primary
			n.member.ChildHeard(w.now, idOf(from), tree.Primary)
			w.feed(i, e, true)
		}
	case msgUpward:
		n.member.ChildHeard(w.now, idOf(from), m.role)
	case msgDownward, msgPath:
		r := tree.Report{Path: m.path, Lag: m.claim.lag, Load: m.claim.load}
		w.blind(&r)
		w.do(i, n.member.Heard(w.now, idOf(from), r, w.todo()))
	case msgRepairing:
		w.do(i, n.member.Repairing(w.now, idOf(from), m.eta, w.todo()))
	case msgMove:
		w.do(i, n.member.MoveAsked(w.now, idOf(from), nil, w.todo()))
	}
}

// blind hides from a member what its policy does not look at. What it measures itself hides nothing: it is used against liars alone.
func (w *world) blind(r *tree.Report) {
	if w.cfg.policy != ours {
		r.Load = 0
	}
}
