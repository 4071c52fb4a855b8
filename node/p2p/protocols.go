package p2p

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/protocol"

	"github.com/casto-network/casto/node/wire"
)

// The protocols. That of the directory is directoryProtocol.
const (
	viewProtocol   protocol.ID = "/casto/view/1"
	signalProtocol protocol.ID = "/casto/signal/1"
	admitProtocol  protocol.ID = "/casto/admit/1"
	payProtocol    protocol.ID = "/casto/pay/1"
)

// serve offers the protocols until the returned function has returned. Admissions come in the name of every viewer of the
// asking relay, hence so many.
func (h *Host) serve(ctx context.Context) (stop func()) {
	s := &server{host: h}
	s.answer(ctx, directoryProtocol(h.opts.Network), allowance{perSecond: 2, burst: 2 * maxPages, atOnce: 4}, h.answerDirectory)
	s.answer(ctx, dialbackProtocol, allowance{perSecond: 1. / 30, burst: 2, atOnce: 1}, h.answerDialback)
	if h.opts.View != nil {
		s.answer(ctx, viewProtocol, allowance{perSecond: 10, burst: 40, atOnce: 8}, h.answerView)
	}
	if h.opts.Signal != nil {
		s.answer(ctx, signalProtocol, allowance{perSecond: 10, burst: 40, atOnce: 8}, h.answerSignal)
	}
	if h.opts.Admit != nil {
		s.answer(ctx, admitProtocol, allowance{perSecond: 200, burst: 1000, atOnce: 64}, h.answerAdmit)
	}
	if h.opts.Pay != nil {
		s.answer(ctx, payProtocol, allowance{perSecond: 10, burst: 40, atOnce: 8}, h.answerPay)
	}
	if h.opts.Turn != nil {
		s.answer(ctx, turnProtocol, allowance{perSecond: 1, burst: 8, atOnce: 2}, h.answerTurn)
	}
	return s.stop
}

func (h *Host) answerView(ctx context.Context, x *exchange) error {
	handle := func(ctx context.Context, peer string, req *wire.ViewRequest) (*wire.ViewReply, error) {
		rep, err := h.opts.View.View(ctx, peer, req)
		if err != nil || rep.GetError() != nil {
			return rep, err
		}
		id, most := [wire.StreamIDSize]byte(req.GetStreamId()), int(req.GetWant())
		if most == 0 {
			most = wire.MaxCarriers
		}
		if req.GetCarries() {
			h.carriesToo(id, x.peer)
		}
		full := &wire.ViewReply{Carriers: h.viewFor(id, rep.GetCarriers(), most, x.peer), Announce: rep.GetAnnounce()}
		if a, ok := h.LookupStream(id); ok && full.Announce == nil {
			full.Announce = a
		}
		return full, nil
	}
	_, _, err := respond(ctx, h, x, handle, func(e *wire.Error) *wire.ViewReply { return &wire.ViewReply{Error: e} })
	return err
}

func (h *Host) answerSignal(ctx context.Context, x *exchange) error {
	_, _, err := respond(ctx, h, x, h.opts.Signal.Join, func(e *wire.Error) *wire.JoinReply {
		return &wire.JoinReply{Result: &wire.JoinReply_Reject{Reject: &wire.JoinReject{Reason: rejection(e.GetCode()), Text: e.GetText()}}}
	})
	return err
}

// rejection is the reason of a JoinReject that comes nearest to an error.
func rejection(code wire.ErrorCode) wire.RejectReason {
	switch code {
	case wire.ErrorCode_ERROR_CODE_BAD:
		return wire.RejectReason_REJECT_REASON_BAD
	case wire.ErrorCode_ERROR_CODE_UNKNOWN:
		return wire.RejectReason_REJECT_REASON_NOT_CARRYING
	case wire.ErrorCode_ERROR_CODE_RATE:
		return wire.RejectReason_REJECT_REASON_RATE
	case wire.ErrorCode_ERROR_CODE_UNAVAILABLE:
		return wire.RejectReason_REJECT_REASON_FULL
	case wire.ErrorCode_ERROR_CODE_PRICE, wire.ErrorCode_ERROR_CODE_FUNDS:
		return wire.RejectReason_REJECT_REASON_PRICE
	}
	return wire.RejectReason_REJECT_REASON_INTERNAL
}

func (h *Host) answerAdmit(ctx context.Context, x *exchange) error {
	_, _, err := respond(ctx, h, x, h.opts.Admit.Admit, func(e *wire.Error) *wire.AdmitReply {
		return &wire.AdmitReply{Result: &wire.AdmitReply_Error{Error: e}}
	})
	return err
}

func (h *Host) answerPay(ctx context.Context, x *exchange) error {
	_, rep, err := respond(ctx, h, x, h.opts.Pay.Pay, func(e *wire.Error) *wire.PayReply {
		return &wire.PayReply{Result: &wire.PayReply_Error{Error: e}}
	})
	if err != nil || rep.GetVoucher() == nil {
		return err
	}
	var ack wire.PayAck
	if err := x.read(&ack); err != nil {
		return err
	}
	if !bytes.Equal(ack.GetCumulative(), rep.GetVoucher().GetVoucher().GetCumulative()) {
		return fmt.Errorf("%w: acknowledged another amount", ErrProtocol)
	}
	h.opts.Pay.Acked(ctx, x.peer.String(), rep.GetVoucher())
	return nil
}

// View asks a peer who carries a stream. Its carriers are untrusted; see Learn. A refusal is an error.
func (h *Host) View(ctx context.Context, peerID string, req *wire.ViewRequest) (*wire.ViewReply, error) {
	connected, began := h.isConnected(peerID), time.Now()
	rep, err := ask[wire.ViewReply](ctx, h, peerID, viewProtocol, req)
	if err != nil {
		return nil, err
	}
	if connected { // a dial would be in it
		h.roundTrip(peerID, time.Since(began))
	}
	if err := errorOf(rep.GetError()); err != nil {
		return nil, fmt.Errorf("view of %s: %w", peerID, err)
	}
	return rep, nil
}

// Join asks a peer to become this node's parent. Both an acceptance and a rejection are replies, not errors.
func (h *Host) Join(ctx context.Context, peerID string, req *wire.Join) (*wire.JoinReply, error) {
	return ask[wire.JoinReply](ctx, h, peerID, signalProtocol, req)
}

// Admit asks the streamer's node for a viewer's session: an admission or a free one. A refusal is an error, a *Refusal.
func (h *Host) Admit(ctx context.Context, peerID string, req *wire.AdmitRequest) (*wire.AdmitReply, error) {
	rep, err := ask[wire.AdmitReply](ctx, h, peerID, admitProtocol, req)
	if err != nil {
		return nil, err
	}
	if err := errorOf(rep.GetError()); err != nil {
		return nil, fmt.Errorf("admission by %s: %w", peerID, err)
	}
	return rep, nil
}

// Pay sends a usage report to the streamer's node, passes the voucher to commit, and acknowledges it once commit has returned
// nil. A refusal is an error, a *Refusal. An error after commit has returned means only that the acknowledgement did not go out:
// the voucher holds.
func (h *Host) Pay(ctx context.Context, peerID string, req *wire.PayRequest, commit func(*wire.SignedVoucher) error) error {
	return h.call(ctx, peerID, payProtocol, req, func(x *exchange) error {
		var rep wire.PayReply
		if err := x.read(&rep); err != nil {
			return err
		}
		if err := errorOf(rep.GetError()); err != nil {
			return err
		}
		if err := commit(rep.GetVoucher()); err != nil {
			return err
		}
		return x.write(&wire.PayAck{Cumulative: rep.GetVoucher().GetVoucher().GetCumulative()})
	})
}
