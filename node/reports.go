package node

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

// reportInterval is how often a relay asks for vouchers when the ledger has not asked sooner: a session's receipts come
// every two seconds.
const reportInterval = 3 * time.Second

// carryOut does what the ledger decides: limits of sessions, requests for vouchers, redemptions.
func (b *bank) carryOut(ctx context.Context) error {
	for {
		effects, err := b.payee.Next(ctx)
		if err != nil {
			return nil // only the context ends it
		}
		for _, e := range effects {
			switch e := e.(type) {
			case ledger.Limit:
				limit, state := limitOf(e.Level)
				b.node.viewers.limited(string(e.Session), limit, state, e.Reason)
			case ledger.AskVoucher:
				b.node.tasks.start(func(ctx context.Context) { b.report(ctx, e.Stream) })
			case ledger.Redeem:
				b.settler.Demand(e.Channel, e.Reason)
			}
		}
	}
}

func limitOf(l ledger.Level) (relay.Limit, control.LimitState) {
	switch l {
	case ledger.Full:
		return relay.LimitNone, control.LimitNone
	case ledger.Lowest:
		return relay.LimitLowest, control.LimitLowest
	default:
		return relay.LimitPaused, control.LimitPaused
	}
}

// reportAll reports every stream that receipts have come for, at each interval.
func (b *bank) reportAll(ctx context.Context) error {
	tick := time.NewTicker(reportInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			b.reportNow(ctx)
		}
	}
}

// reportNow reports every stream once.
func (b *bank) reportNow(ctx context.Context) {
	var all sync.WaitGroup // one streamer that does not answer must not hold up the others
	for _, id := range b.payee.Streams() {
		all.Go(func() { b.report(ctx, id) })
	}
	all.Wait()
}

// report sends what is not billed yet of one stream to its payer, in as many requests as it takes, and commits the vouchers.
func (b *bank) report(ctx context.Context, id incentives.StreamID) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		req, more, err := b.payee.Report(id)
		if err != nil {
			b.node.log.Warn("no report", "stream", id, "err", err)
			return
		}
		if !more {
			return
		}
		if err := b.askVoucher(ctx, id, req); err != nil {
			b.node.log.Debug("no voucher", "stream", id, "err", err)
			return
		}
	}
}

// askVoucher sends one report and commits the voucher that answers it before it is acknowledged.
func (b *bank) askVoucher(ctx context.Context, id incentives.StreamID, req incentives.PayRequest) error {
	origin, err := b.node.origin(id)
	if err != nil { // the stream has ended; its streamer may still be there to pay the rest
		b.mu.Lock()
		known := b.origins[id]
		b.mu.Unlock()
		if known == "" {
			return err
		}
		origin = known
	}
	return b.node.host.Pay(ctx, origin, payRequestToWire(req), func(w *wire.SignedVoucher) error {
		v, err := voucherFromWire(w)
		if err != nil {
			return err
		}
		verdict, err := b.payee.Answer(req, v)
		switch {
		case verdict == payee.Accept:
			b.mu.Lock()
			b.vouchers[req.Channel.Key()]++
			b.mu.Unlock()
			return nil
		case verdict == payee.Reject:
			return fmt.Errorf("voucher rejected: %w", err)
		}
		return err // ignored: nothing new was paid
	})
}

// Pay implements p2p.PayHandler: the streamer's node answers a usage report with a voucher. The promise is on disk before it
// is signed.
func (n *Node) Pay(_ context.Context, _ string, w *wire.PayRequest) (*wire.PayReply, error) {
	if n.bank == nil {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_REFUSED, errors.New("a pool node pays nobody"))
	}
	req, err := payRequestFromWire(w)
	if err != nil {
		return nil, refuse(wire.ErrorCode_ERROR_CODE_BAD, err)
	}
	voucher, err := n.bank.payer.Report(req)
	if err != nil {
		n.log.Warn("report not paid", "relay", req.Report.Message.Relay, "err", err)
		n.accuse(err)
		return nil, refuse(payCode(err), err)
	}
	return &wire.PayReply{Result: &wire.PayReply_Voucher{Voucher: voucherToWire(voucher)}}, nil
}

func payCode(err error) wire.ErrorCode {
	switch {
	case errors.Is(err, payer.ErrNoChannel):
		return wire.ErrorCode_ERROR_CODE_UNKNOWN
	case errors.Is(err, payer.ErrPrice):
		return wire.ErrorCode_ERROR_CODE_PRICE
	case errors.Is(err, payer.ErrReport):
		return wire.ErrorCode_ERROR_CODE_BAD
	default:
		return wire.ErrorCode_ERROR_CODE_INTERNAL
	}
}

// Acked implements p2p.PayHandler: the relay has the voucher on its disk.
func (n *Node) Acked(_ context.Context, _ string, w *wire.SignedVoucher) {
	v, err := voucherFromWire(w)
	if err != nil || n.bank == nil {
		return
	}
	key := v.Message.Channel(n.hot.Address()).Key()
	if err := n.bank.payer.Acked(key, v.Message.Cumulative); err != nil {
		n.log.Warn("acknowledgement of a voucher", "err", err)
	}
}

var (
	_ p2p.ViewHandler   = (*Node)(nil)
	_ p2p.SignalHandler = (*Node)(nil)
	_ p2p.AdmitHandler  = (*Node)(nil)
	_ p2p.PayHandler    = (*Node)(nil)
)
