package node

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

// maxPath is the depth of a tree that a path may describe, this node included.
const maxPath = 12

// children knows which nodes pull which stream from this one, to bound them and to name them to others.
type children struct {
	mu       sync.Mutex // guards byStream
	byStream map[incentives.StreamID]map[string]*child
}

type child struct {
	carrier *wire.Carrier
	session *relay.Session // nil while the join is under way
}

// reserve takes a place for a child, false when most are taken. A peer that joins anew keeps its place.
func (c *children) reserve(id incentives.StreamID, peer string, most int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	of := c.byStream[id]
	if of == nil {
		of = map[string]*child{}
		c.byStream[id] = of
	}
	if of[peer] == nil && len(of) >= most {
		return false
	}
	if of[peer] == nil {
		of[peer] = &child{}
	}
	return true
}

// settle fills the place with the session; an earlier one of the same peer is closed.
func (c *children) settle(id incentives.StreamID, peer string, carrier *wire.Carrier, session *relay.Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.byStream[id][peer]; old != nil && old.session != nil {
		_ = old.session.Close()
	}
	c.byStream[id][peer] = &child{carrier: carrier, session: session}
}

// leave gives the place back, if it is still that session's (nil: a join that came to nothing).
func (c *children) leave(id incentives.StreamID, peer string, session *relay.Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if of := c.byStream[id]; of[peer] != nil && of[peer].session == session {
		delete(of, peer)
		if len(of) == 0 {
			delete(c.byStream, id)
		}
	}
}

// carriers lists the children that carry a stream, at most 16.
func (c *children) carriers(id incentives.StreamID) []*wire.Carrier {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []*wire.Carrier
	for _, ch := range c.byStream[id] {
		if ch.carrier != nil && len(list) < 16 {
			list = append(list, ch.carrier)
		}
	}
	return list
}

// entries lists them as an announcement does, at most 8.
func (c *children) entries(id incentives.StreamID) []*wire.Peer {
	var peers []*wire.Peer
	for _, carrier := range c.carriers(id) {
		if len(peers) < 8 {
			peers = append(peers, &wire.Peer{PeerId: carrier.GetPeerId(), Addrs: carrier.GetAddrs()})
		}
	}
	return peers
}

// Join implements p2p.SignalHandler: a node asks to become a child of this one.
func (n *Node) Join(ctx context.Context, from string, join *wire.Join) (*wire.JoinReply, error) {
	id := streamIDOf(join.GetStreamId())
	path, carried := n.carrier.pathTo(id)
	switch {
	case !carried:
		return reject(wire.RejectReason_REJECT_REASON_NOT_CARRYING, "this node does not carry the stream", nil), nil
	case contains(path, join.GetPathId()):
		return reject(wire.RejectReason_REJECT_REASON_LOOP, "the path to this node leads through you", nil), nil
	case len(path) >= maxPath:
		return reject(wire.RejectReason_REJECT_REASON_LOOP, "the tree is as deep as it may be here", nil), nil
	case !n.children.reserve(id, from, n.opts.MaxChildren):
		return reject(wire.RejectReason_REJECT_REASON_FULL, "as many child relays as this node takes", n.children.carriers(id)), nil
	}
	served := n.viewers.handler(id, from)
	session, err := n.relay.Subscribe(ctx, id.String(), join.GetOffer(), relay.SubscribeOptions{Control: served, Child: true})
	if err != nil {
		n.children.leave(id, from, nil)
		return reject(rejectReason(err), err.Error(), n.children.carriers(id)), nil
	}
	n.viewers.add(served, session)
	n.children.settle(id, from, n.carrierOf(from), session)
	n.tasks.start(func(ctx context.Context) {
		select {
		case <-session.Done():
		case <-ctx.Done():
		}
		n.children.leave(id, from, session)
	})
	n.log.Info("child relay joined", "stream", id, "peer", from)
	return &wire.JoinReply{Result: &wire.JoinReply_Accept{Accept: &wire.JoinAccept{Answer: session.AnswerSDP(), Path: path, Session: session.ID()}}}, nil
}

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
	return &wire.JoinReply{Result: &wire.JoinReply_Reject{Reject: &wire.JoinReject{Reason: reason, Text: clip(text), Alternatives: alternatives}}}
}

// carrierOf describes a node to others, with the addresses that this one knows.
func (n *Node) carrierOf(peer string) *wire.Carrier {
	p, err := n.host.Describe(peer)
	if err != nil {
		return nil
	}
	return &wire.Carrier{PeerId: p.GetPeerId(), Addrs: p.GetAddrs(), Seen: uint64(time.Now().UnixMilli())}
}

// View implements p2p.ViewHandler: who carries a stream, as far as this node knows, itself first.
func (n *Node) View(_ context.Context, _ string, req *wire.ViewRequest) (*wire.ViewReply, error) {
	stream := streamIDOf(req.GetStreamId())
	var list []*wire.Carrier
	if _, carried := n.carrier.pathTo(stream); carried {
		list = append(list, n.carrierOf(n.host.ID()))
	}
	list = append(list, n.children.carriers(stream)...)
	most := 16
	if want := int(req.GetWant()); want > 0 && want < most {
		most = want
	}
	return &wire.ViewReply{Carriers: list[:min(len(list), most)]}, nil
}
