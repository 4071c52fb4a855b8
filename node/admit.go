package node

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
)

// Admit implements p2p.AdmitHandler: the streamer's node decides whether it pays a relay for one viewer. The checks go from
// cheap to dear: is the stream mine, who asks, at what price, is it registered, is there a channel.
func (n *Node) Admit(ctx context.Context, from string, req *wire.AdmitRequest) (*wire.AdmitReply, error) {
	id := streamIDOf(req.GetStreamId())
	warrant, live := n.own.get(id)
	if !live {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_UNKNOWN, errors.New("that stream is not live here"))
	}
	if n.opts.Pool {
		return free("pool"), nil
	}
	account, err := n.verifyBinding(req.GetBinding(), time.Now())
	if peer, _ := p2p.DecodePeer(req.GetBinding().GetPeerId()); err == nil && peer != from {
		err = errors.New("the binding is another peer's")
	}
	if err != nil {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_BAD, err)
	}
	if req.GetTerms() == nil {
		return free("the relay asks nothing"), nil
	}
	if err := n.verifyTerms(req.GetTerms(), account, time.Now()); err != nil {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_BAD, err)
	}
	terms, err := termsFromWire(req.GetTerms())
	if err != nil {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_BAD, err)
	}
	price := terms.Message.Price()
	if price.IsZero() {
		return free("the relay asks nothing"), nil
	}
	if ceiling := n.opts.PriceCeiling; !ceiling.IsZero() && price.Cmp(ceiling) > 0 {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_PRICE, fmt.Errorf("%s a GiB is above the streamer's ceiling of %s", price, ceiling))
	}
	channel, deposit, err := n.bank.channelTo(ctx, account, price)
	if err != nil {
		if !errors.Is(err, errOpening) {
			n.log.Warn("relay is not admitted", "relay", account, "err", err)
		}
		return nil, refuse(admitCode(err), err)
	}
	grant, err := n.bank.payer.Admit(payer.AdmitRequest{StreamID: id, Relay: account, Viewer: addressOf(req.GetViewerKey()),
		MaxKbps: n.grantKbps(req.GetMaxKbps())})
	if err != nil {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_REFUSED, err)
	}
	return &wire.AdmitReply{Result: &wire.AdmitReply_Admission{Admission: &wire.Admission{Grant: grantToWire(grant),
		StreamKey: streamKeyToWire(warrant), Domain: domainToWire(n.domain), Channel: channelToWire(channel, deposit)}}}, nil
}

// grantKbps is the rate wanted, within what this streamer allows.
func (n *Node) grantKbps(wanted uint32) uint32 {
	if wanted == 0 {
		return n.opts.MaxKbps
	}
	return min(wanted, n.opts.MaxKbps)
}

// admitCode sorts the reasons why a relay gets no channel.
func admitCode(err error) wire.ErrorCode {
	switch {
	case errors.Is(err, errNotRegistered):
		return wire.ErrorCode_ERROR_CODE_REFUSED
	case errors.Is(err, errBudget), errors.Is(err, chain.ErrTokens), errors.Is(err, chain.ErrEther):
		return wire.ErrorCode_ERROR_CODE_FUNDS
	default:
		return wire.ErrorCode_ERROR_CODE_UNAVAILABLE
	}
}

func refuse(code wire.ErrorCode, err error) error { return &p2p.Refusal{Code: code, Text: err.Error()} }

func free(reason string) *wire.AdmitReply {
	return &wire.AdmitReply{Result: &wire.AdmitReply_Free{Free: &wire.Free{Reason: reason}}}
}

// admitViewer asks the streamer's node to admit a viewer at this relay. A refusal is an error, a *p2p.Refusal.
func (n *Node) admitViewer(ctx context.Context, id incentives.StreamID, viewer incentives.Address) (*wire.AdmitReply, error) {
	origin, err := n.origin(id)
	if err != nil {
		return nil, err
	}
	return n.host.Admit(ctx, origin, &wire.AdmitRequest{StreamId: id[:], ViewerKey: viewer[:], Binding: n.binding, Terms: n.terms})
}

// origin returns the libp2p id of the streamer's node, whose address the host learns on the way.
func (n *Node) origin(id incentives.StreamID) (string, error) {
	a, ok := n.host.LookupStream(id)
	if !ok {
		return "", fmt.Errorf("stream %s: %w", id, ErrUnknownStream)
	}
	o := a.GetOrigin()
	found := n.host.Learn([]*wire.Carrier{{PeerId: o.GetPeerId(), Addrs: o.GetAddrs()}})
	if len(found) != 1 {
		return "", fmt.Errorf("stream %s: its announcement names no usable node", id)
	}
	return found[0].Peer, nil
}
