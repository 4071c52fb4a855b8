package node

import (
	"context"
	"errors"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

// retryAfter is when a node that was refused may ask again.
const retryAfter = 2 * time.Second

// crowded is the load, of wire.MaxLoadBucket, above which places for children are only for relays with a stake: whoever makes up a hundred
// nodes has not a hundred stakes.
const crowded = 4

// Join implements p2p.SignalHandler: a node asks to become a child of this one.
func (n *Node) Join(ctx context.Context, from string, join *wire.Join) (*wire.JoinReply, error) {
	id, known := treeIDOf(from)
	if !known || id != treeID(join.GetPathId()) {
		return reject(wire.RejectReason_REJECT_REASON_BAD, "path_id is not that of the peer who asks", nil), nil
	}
	b := n.branchOf(streamIDOf(join.GetStreamId()))
	if b == nil {
		return reject(wire.RejectReason_REJECT_REASON_NOT_CARRYING, "this node does not carry the stream", nil), nil
	}
	return b.joined(ctx, id, from, join), nil
}

// joined takes a child, or refuses it with a reason and others to ask.
func (b *branch) joined(ctx context.Context, id tree.ID, peer string, join *wire.Join) *wire.JoinReply {
	n, role := b.node, max(tree.Role(join.GetRole()), tree.Primary)
	c := &downward{peer: peer, carrier: n.carrierOf(peer)}
	if !b.mayCrowd(n.loadBucket(), id, peer, join.GetBinding()) {
		return reject(wire.RejectReason_REJECT_REASON_FULL, "this node is busy, and the places left are for registered relays", b.carriers())
	}
	path, lag, why := b.reserve(id, c, role, treePath(join.GetAvoid()))
	if why != tree.NoReason {
		return reject(rejectReasons[why], refusals[why], b.carriers())
	}
	served := n.viewers.handler(b.id, peer)
	session, err := n.relay.Subscribe(ctx, b.id.String(), join.GetOffer(), relay.SubscribeOptions{Control: served, Child: true})
	if err != nil {
		b.gone(id, c)
		return reject(rejectReason(err), err.Error(), b.carriers())
	}
	n.viewers.add(served, session)
	b.mu.Lock()
	c.session = session
	kept := b.children[id] == c && !b.ended
	b.mu.Unlock()
	session.OnDone(func() { b.gone(id, c) })
	if !kept { // the same peer has asked again meanwhile, or the stream has ended
		_ = session.Close()
	}
	n.log.Info("child relay joined", "stream", b.id, "peer", peer, "role", role)
	return &wire.JoinReply{Result: &wire.JoinReply_Accept{Accept: &wire.JoinAccept{Answer: session.AnswerSDP(), Path: path, Session: session.ID(),
		LagMs: uint32(lag.Milliseconds()), LeaseMs: uint32(tree.Lease.Milliseconds())}}}
}

// mayCrowd tells whether a peer may become a child of a node as busy as that. Who is one already may stay, and change its role.
func (b *branch) mayCrowd(load uint32, id tree.ID, peer string, binding *wire.Binding) bool {
	n := b.node
	if n.bank == nil || load <= crowded {
		return true
	}
	b.mu.Lock()
	_, child := b.children[id]
	b.mu.Unlock()
	if child {
		return true
	}
	account, err := n.verifyBinding(binding, time.Now())
	if err != nil {
		return false
	}
	named, err := p2p.DecodePeer(binding.GetPeerId())
	return err == nil && named == peer && n.bank.relays.bonded(account)
}

// reserve takes a place for a child; an earlier session of the same peer is closed.
func (b *branch) reserve(id tree.ID, c *downward, role tree.Role, avoid []tree.ID) (path [][]byte, lag time.Duration, why tree.Reason) {
	var old *downward
	b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
		if why = b.member.Asks(now, id, role, avoid); why == tree.NoReason {
			old = b.children[id]
			b.children[id] = c
			path, lag = wirePath(b.member.Path(nil)), b.member.Lag()
		}
		return do
	})
	if len(path) == 0 && why == tree.NoReason {
		why = tree.NotCarrying // it has just ended
	}
	if old != nil && old.session != nil {
		_ = old.session.Close()
	}
	return path, lag, why
}

// gone gives a child's place back, if it is still that session's.
func (b *branch) gone(id tree.ID, c *downward) {
	b.fact(func(_ time.Duration, do []tree.Action) []tree.Action {
		if b.children[id] == c {
			delete(b.children, id)
			b.member.ChildGone(id)
		}
		return do
	})
}

// What a refused child is told.
var (
	rejectReasons = map[tree.Reason]wire.RejectReason{
		tree.Full: wire.RejectReason_REJECT_REASON_FULL, tree.Overloaded: wire.RejectReason_REJECT_REASON_FULL,
		tree.Loop: wire.RejectReason_REJECT_REASON_LOOP, tree.Deep: wire.RejectReason_REJECT_REASON_LOOP,
		tree.NotCarrying: wire.RejectReason_REJECT_REASON_NOT_CARRYING, tree.Draining: wire.RejectReason_REJECT_REASON_DRAINING,
	}
	refusals = map[tree.Reason]string{
		tree.Full: "as many child relays as this node takes", tree.Overloaded: "one more child would harm those that are served",
		tree.Loop: "the path to this node leads through you", tree.Deep: "the tree is as deep as it may be here",
		tree.NotCarrying: "this node has no parent for the stream now", tree.Draining: "this node is about to stop",
	}
)

func rejectReason(err error) wire.RejectReason {
	switch {
	case errors.Is(err, relay.ErrNoStream):
		return wire.RejectReason_REJECT_REASON_NOT_CARRYING
	case errors.Is(err, relay.ErrFull), errors.Is(err, relay.ErrOverloaded):
		return wire.RejectReason_REJECT_REASON_FULL
	case errors.Is(err, relay.ErrBadSDP), errors.Is(err, relay.ErrNoCodec), errors.Is(err, relay.ErrUnsupported):
		return wire.RejectReason_REJECT_REASON_BAD
	default:
		return wire.RejectReason_REJECT_REASON_INTERNAL
	}
}

func reject(reason wire.RejectReason, text string, alternatives []*wire.Carrier) *wire.JoinReply {
	return &wire.JoinReply{Result: &wire.JoinReply_Reject{Reject: &wire.JoinReject{Reason: reason, Text: clip(text), Alternatives: alternatives,
		RetryMs: uint32(retryAfter.Milliseconds())}}}
}

// carrierOf describes a node to others, with the addresses that this one knows.
func (n *Node) carrierOf(peer string) *wire.Carrier {
	p, err := n.host.Describe(peer)
	if err != nil {
		return nil
	}
	return &wire.Carrier{PeerId: p.GetPeerId(), Addrs: p.GetAddrs(), Seen: uint64(time.Now().UnixMilli())}
}

// below lists the children of a stream here, at most 16.
func (n *Node) below(id incentives.StreamID) []*wire.Carrier {
	if b := n.branchOf(id); b != nil {
		return b.carriers()
	}
	return nil
}

// entries lists them as an announcement does, at most 8.
func (n *Node) entries(id incentives.StreamID) []*wire.Peer {
	var peers []*wire.Peer
	for _, carrier := range n.below(id) {
		if len(peers) < wire.MaxEntryRelays {
			peers = append(peers, &wire.Peer{PeerId: carrier.GetPeerId(), Addrs: carrier.GetAddrs()})
		}
	}
	return peers
}

// View implements p2p.ViewHandler: who carries a stream, as far as this node knows, itself first.
func (n *Node) View(_ context.Context, _ string, req *wire.ViewRequest) (*wire.ViewReply, error) {
	var list []*wire.Carrier
	if b := n.branchOf(streamIDOf(req.GetStreamId())); b != nil {
		if path, carried := b.path(); carried {
			if self := n.carrierOf(n.host.ID()); self != nil {
				self.Path, self.LagMs, self.LoadBucket = path, uint32(b.lag().Milliseconds()), b.load()
				list = append(list, self)
			}
		}
		list = append(list, b.carriers()...)
	}
	most := wire.MaxCarriers
	if want := int(req.GetWant()); want > 0 && want < most {
		most = want
	}
	return &wire.ViewReply{Carriers: list[:min(len(list), most)]}, nil
}
