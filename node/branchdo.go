package node

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

// joinTimeout bounds one candidate: a libp2p dial, a Join and ICE. The member does not wait that long.
const joinTimeout = 10 * time.Second

// carryOut begins what the member wants, and returns what is to be done without the mutex, which the caller holds.
func (b *branch) carryOut(do []tree.Action) (later []func()) {
	for _, a := range do {
		switch a.Kind {
		case tree.Find:
			if b.searches++; b.searches > 1 && b.found != nil {
				later = append(later, b.inVain())
			}
			later = append(later, func() { b.node.tasks.start(b.search) })
		case tree.Join:
			later = append(later, b.ask(a))
		case tree.Leave:
			later = append(later, b.leave(a.Peer, a.Reason))
		case tree.Promote:
			later = append(later, b.promote(a.Peer, a.Reason))
		case tree.Drop:
			later = append(later, b.drop(a.Peer, a.Reason))
		case tree.TellPath:
			path := wirePath(b.member.Path(nil))
			later = append(later, b.tellChildren(&wire.Signal{Message: &wire.Signal_Keepalive{Keepalive: b.placed(path)}}))
		case tree.TellRepairing:
			later = append(later, b.tellChildren(&wire.Signal{Message: &wire.Signal_Repairing{Repairing: &wire.Repairing{EtaMs: uint32(a.ETA.Milliseconds())}}}))
		case tree.TellMove:
			later = append(later, b.tellMove())
		}
	}
	return later
}

// patience is how long whoever waits for a stream is kept waiting while searches find nobody: the stream may have begun just now, and
// its announcement be on the way.
const patience = time.Second

// inVain returns what tells whoever waits that no parent is found, once that has been so for long enough.
func (b *branch) inVain() func() {
	if time.Since(b.from) < patience {
		return func() {}
	}
	return b.firstRound()
}

// firstRound returns what tells whoever waits that it is known whether there is a parent.
func (b *branch) firstRound() func() {
	found := b.found
	b.found = nil
	if found == nil {
		return func() {}
	}
	return found
}

// search looks for carriers.
func (b *branch) search(ctx context.Context) {
	list, err := b.node.host.FindCarriers(ctx, b.id, b.node.carrier.hints(b.id)...)
	if err != nil && ctx.Err() == nil {
		b.node.log.Debug("no carriers found", "stream", b.id, "err", err)
	}
	first := func() {}
	b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
		if len(list) == 0 {
			first = b.inVain()
		}
		b.known = b.known || len(list) > 0
		return b.member.Found(now, b.candidates(list), do)
	})
	first()
}

// ask asks a candidate to become a parent.
func (b *branch) ask(a tree.Action) func() {
	id, role, peer := a.Peer, a.Role, b.peers[a.Peer]
	ctx, cancel := context.WithCancel(context.Background())
	u := &upward{peer: peer, role: role, cancel: cancel}
	b.parents[id] = u
	own := b.member.Path(nil)
	if a.Meets { // of this node's way it must not have the primary above it
		own = own[max(0, len(own)-3):]
	}
	path := wirePath(own)
	return func() {
		b.node.tasks.start(func(running context.Context) {
			stop := context.AfterFunc(running, cancel)
			defer stop()
			b.join(ctx, id, u, path)
		})
	}
}

// refusal is a parent's no.
type refusal struct{ *wire.JoinReject }

func (r refusal) Error() string { return fmt.Sprintf("refused: %s: %s", r.GetReason(), r.GetText()) }

// join asks one candidate, and tells the member what came of it.
func (b *branch) join(ctx context.Context, id tree.ID, u *upward, own [][]byte) {
	ctx, cancel := context.WithTimeout(ctx, joinTimeout)
	defer cancel()
	n := b.node
	var accepted *wire.JoinAccept
	exchange := func(ctx context.Context, offer string) (string, error) {
		join := &wire.Join{StreamId: b.id[:], Offer: offer, PathId: n.pathID, Nonce: nonce(), Role: wire.Role(u.role), Binding: n.binding}
		if u.role != tree.Primary && len(own) > 1 {
			join.Avoid = own[1 : len(own)-1] // a standby above or below the primary would fail with it
		}
		reply, err := n.host.Join(ctx, u.peer, join)
		if err != nil {
			return "", err
		}
		if no := reply.GetReject(); no != nil {
			return "", refusal{no}
		}
		accepted = reply.GetAccept()
		return accepted.GetAnswer(), nil
	}
	standby := relay.StandbyWarm
	if u.role == tree.StandbyHot {
		standby = relay.StandbyHot
	}
	hear := &parentEar{acknowledger: newAcknowledger(), branch: b, id: id}
	session, err := n.relay.Pull(ctx, b.id.String(), exchange, relay.PullOptions{Control: hear, Standby: standby, ICE: n.around.help(ctx, u.peer), Silent: func(*relay.Session) {
		b.fact(func(now time.Duration, do []tree.Action) []tree.Action { return b.member.Silent(now, id, do) })
	}})
	if err != nil || accepted == nil {
		b.refused(id, u, err)
		return
	}
	if !b.rooted(accepted.GetPath()) {
		_ = session.Close()
		b.refused(id, u, errors.New("its path does not begin at the streamer's node"))
		return
	}
	n.tasks.start(func(ctx context.Context) { hear.run(ctx, session) })
	b.accepted(id, u, session, accepted)
}

// accepted tells the member that a candidate has become a parent.
func (b *branch) accepted(id tree.ID, u *upward, session *relay.Session, a *wire.JoinAccept) {
	lag := time.Duration(a.GetLagMs()) * time.Millisecond
	gone := false
	b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
		if b.parents[id] != u {
			gone = true
			return do
		}
		u.session, u.lag = session, lag
		return b.member.Accepted(now, id, treePath(a.GetPath()), lag, session.RTT(), do)
	})
	b.mu.Lock()
	gone = gone || b.ended || b.parents[id] != u
	b.mu.Unlock()
	if gone {
		_ = session.Close()
		return
	}
	session.OnDone(func() {
		b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
			if b.parents[id] != u {
				return do
			}
			return b.member.Lost(now, id, do)
		})
	})
	b.keepalive()
}

// refused tells the member that nothing came of a candidate.
func (b *branch) refused(id tree.ID, u *upward, err error) {
	b.node.log.Debug("not taken as a child", "stream", b.id, "peer", u.peer, "err", err)
	var no refusal
	b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
		if b.parents[id] != u {
			return do
		}
		delete(b.parents, id)
		if !errors.As(err, &no) {
			return b.member.Lost(now, id, do)
		}
		alternatives := b.candidates(b.node.host.Learn(no.GetAlternatives()))
		return b.member.Refused(now, id, treeReason(no.GetReason()), alternatives, time.Duration(no.GetRetryMs())*time.Millisecond, do)
	})
}

// leave ends the session with a parent, or the attempt at one.
func (b *branch) leave(id tree.ID, why tree.Reason) func() {
	u := b.parents[id]
	if u == nil {
		return func() {}
	}
	delete(b.parents, id)
	return func() {
		u.cancel()
		b.node.log.Info("parent left", "stream", b.id, "parent", u.peer, "role", u.role, "reason", why)
		if u.session != nil {
			sendSignal(u.session, &wire.Signal{Message: &wire.Signal_Leave{Leave: &wire.Leave{Text: why.String()}}})
			_ = u.session.Close()
		}
	}
}

// promote makes a parent the source.
func (b *branch) promote(id tree.ID, why tree.Reason) func() {
	u := b.parents[id]
	if u == nil || u.session == nil {
		return func() {}
	}
	u.role = tree.Primary
	b.searches = 0
	b.move = lastMove{time.Now(), why, b.move.count + 1}
	first := b.firstRound()
	return func() {
		if err := u.session.Promote(); err != nil {
			b.node.log.Debug("parent not promoted", "stream", b.id, "parent", u.peer, "err", err)
		}
		b.node.log.Info("stream is pulled", "stream", b.id, "parent", u.peer, "reason", why)
		b.keepalive()
		_ = b.node.host.Provide(context.Background(), b.id)
		first()
	}
}

// drop ends a child.
func (b *branch) drop(id tree.ID, why tree.Reason) func() {
	c := b.children[id]
	if c == nil {
		return func() {}
	}
	delete(b.children, id)
	return func() {
		b.node.log.Info("child relay dropped", "stream", b.id, "peer", c.peer, "reason", why)
		if c.session != nil {
			_ = c.session.Close()
		}
	}
}

// tellMove asks the children to go elsewhere: to this node's parent, or to one another.
func (b *branch) tellMove() func() {
	return func() {
		deadline := uint32(max(0, time.Until(b.node.draining()).Milliseconds()))
		var list []*wire.Carrier
		if parent, _ := b.position(); parent != "" {
			if c := b.node.carrierOf(parent); c != nil {
				list = append(list, c)
			}
		}
		siblings := b.carriers()
		list = append(list, siblings[:min(len(siblings), wire.MaxMoves-len(list))]...)
		b.mu.Lock()
		tell := b.tellChildren(&wire.Signal{Message: &wire.Signal_Move{Move: &wire.Move{Alternatives: list, DeadlineMs: deadline}}})
		b.mu.Unlock()
		tell()
	}
}

// position tells the primary parent's libp2p id and how many hops this node is below the root; the root's own streams have neither.
func (b *branch) position() (parent string, depth int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, u := range b.parents {
		if u.session != nil && u.role == tree.Primary {
			parent = u.peer
		}
	}
	return parent, max(0, len(b.member.Path(nil))-1)
}

// treeReason is a refusal's reason as package tree has it.
func treeReason(r wire.RejectReason) tree.Reason {
	switch r {
	case wire.RejectReason_REJECT_REASON_FULL:
		return tree.Full
	case wire.RejectReason_REJECT_REASON_LOOP:
		return tree.Loop
	case wire.RejectReason_REJECT_REASON_DRAINING:
		return tree.Draining
	default:
		return tree.NotCarrying
	}
}

// hints are the addresses that invite links named.
func (c *carrier) hints(id [wire.StreamIDSize]byte) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.streams[id]; s != nil {
		return s.via
	}
	return nil
}
