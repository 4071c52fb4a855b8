package node

import (
	"time"

	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

// parentEar hears what a parent says: control frames as any viewer does, and signals.
type parentEar struct {
	*acknowledger
	branch *branch
	id     tree.ID
}

// Signal implements relay.SignalHandler. A parent whose signals are malformed is left.
func (e *parentEar) Signal(s *relay.Session, signal []byte) {
	var m wire.Signal
	if err := wire.Decode(signal, &m, wire.MaxSignal); err != nil {
		e.branch.node.log.Debug("session closed: malformed signal", "session", s.ID(), "err", err)
		_ = s.Close()
		return
	}
	e.branch.fromParent(e.id, &m)
}

// fromParent takes what a parent says. Of one that has been left it counts for nothing.
func (b *branch) fromParent(id tree.ID, m *wire.Signal) {
	if m := m.GetBeacon(); m != nil {
		b.beaconFrom(id, m)
		return
	}
	b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
		u := b.parents[id]
		if u == nil {
			return do
		}
		switch m := m.GetMessage().(type) {
		case *wire.Signal_Keepalive:
			k := m.Keepalive
			if !b.rooted(k.GetPath()) {
				return b.member.Lost(now, id, do)
			}
			u.lag = time.Duration(k.GetLagMs()) * time.Millisecond
			return b.member.Heard(now, id, tree.Report{Path: treePath(k.GetPath()), Lag: u.lag, Load: float64(k.GetLoadBucket()) / 8}, do)
		case *wire.Signal_Repairing:
			return b.member.Repairing(now, id, time.Duration(m.Repairing.GetEtaMs())*time.Millisecond, do)
		case *wire.Signal_Move:
			return b.member.MoveAsked(now, id, b.candidates(b.node.host.Learn(m.Move.GetAlternatives())), do)
		case *wire.Signal_Leave:
			return b.member.Lost(now, id, do)
		}
		return do
	})
}

// Signal implements relay.SignalHandler: what a child relay says.
func (w *viewer) Signal(s *relay.Session, signal []byte) {
	n := w.set.node
	var m wire.Signal
	if err := wire.Decode(signal, &m, wire.MaxSignal); err != nil || w.peer == "" {
		n.log.Debug("session closed: malformed signal", "session", s.ID(), "err", err)
		_ = s.Close()
		return
	}
	b, id := n.branchOf(w.stream), tree.ID(0)
	if b != nil {
		id, _ = treeIDOf(w.peer)
	}
	if b == nil {
		return
	}
	switch m := m.GetMessage().(type) {
	case *wire.Signal_Keepalive:
		b.fromChild(id, m.Keepalive)
	case *wire.Signal_Leave:
		_ = s.Close()
	}
}

// fromChild takes a child's keepalive.
func (b *branch) fromChild(id tree.ID, k *wire.Keepalive) {
	b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
		if c := b.children[id]; c != nil && c.carrier != nil {
			c.carrier.LagMs, c.carrier.LoadBucket, c.carrier.Seen = k.GetLagMs(), k.GetLoadBucket(), uint64(time.Now().UnixMilli())
		}
		if role := tree.Role(k.GetRole()); role != 0 {
			b.member.ChildHeard(now, id, role)
		}
		return do
	})
}

// sendSignal sends a signal; one that cannot be sent belongs to a session that is ending.
func sendSignal(s *relay.Session, m *wire.Signal) {
	if b, err := wire.Encode(m, wire.MaxSignal); err == nil {
		_ = s.SendSignal(b)
	}
}

// tellChildren sends a signal to all children. The caller holds mu.
func (b *branch) tellChildren(m *wire.Signal) func() {
	var to []*relay.Session
	for _, c := range b.children {
		if c.session != nil {
			to = append(to, c.session)
		}
	}
	return func() {
		for _, s := range to {
			sendSignal(s, m)
		}
	}
}

// placed is a keepalive for children. The caller holds mu.
func (b *branch) placed(path [][]byte) *wire.Keepalive {
	return &wire.Keepalive{BeaconSeq: b.beacon.seq, LagMs: uint32(b.member.Lag().Milliseconds()), LoadBucket: b.loadBucket(), Path: path}
}

// keepalive renews the leases at the parents, and tells the children how this node is placed.
func (b *branch) keepalive() {
	b.mu.Lock()
	type letter struct {
		to *relay.Session
		m  *wire.Keepalive
	}
	var letters []letter
	for _, u := range b.parents {
		if u.session != nil {
			k := b.placed(nil)
			k.Role = wire.Role(u.role)
			letters = append(letters, letter{u.session, k})
		}
	}
	down := b.tellChildren(&wire.Signal{Message: &wire.Signal_Keepalive{Keepalive: b.placed(wirePath(b.member.Path(nil)))}})
	b.mu.Unlock()
	for _, l := range letters {
		sendSignal(l.to, &wire.Signal{Message: &wire.Signal_Keepalive{Keepalive: l.m}})
	}
	down()
}
