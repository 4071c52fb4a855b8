package payee

import (
	"context"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/ledger"
)

// Next waits until something is to be done and returns all of it in order. Of several limits of one session only the last is
// returned, and nothing is asked for twice. One goroutine should call it and carry out what it returns; it fails only when
// ctx ends.
func (p *Payee) Next(ctx context.Context) ([]ledger.Effect, error) {
	for {
		p.mu.Lock()
		effects := p.effects.take()
		p.mu.Unlock()
		if len(effects) > 0 {
			return effects, nil
		}
		select {
		case <-p.effects.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// queue holds effects until Next takes them. It is as long as there are sessions, streams and channels at most.
type queue struct {
	waiting []ledger.Effect
	place   map[any]int   // of what an effect is about, in waiting
	wake    chan struct{} // holds one token while something waits
}

// about is the subject of an effect: a later one replaces an earlier one.
func about(e ledger.Effect) any {
	switch e := e.(type) {
	case ledger.Limit:
		return e.Session
	case ledger.AskVoucher:
		return e.Stream
	case ledger.Redeem:
		return e.Channel
	default:
		return e
	}
}

func (q *queue) add(effects []ledger.Effect) {
	for _, e := range effects {
		if i, ok := q.place[about(e)]; ok {
			q.waiting[i] = e
			continue
		}
		if q.place == nil {
			q.place = make(map[any]int)
		}
		q.place[about(e)] = len(q.waiting)
		q.waiting = append(q.waiting, e)
	}
	if len(q.waiting) > 0 {
		select {
		case q.wake <- struct{}{}:
		default:
		}
	}
}

func (q *queue) take() []ledger.Effect {
	effects := q.waiting
	q.waiting, q.place = nil, nil
	return effects
}

// Channels returns all channels, in the order of their keys.
func (p *Payee) Channels() []ledger.ChannelView {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ledger.Channels()
}

// Owed returns what receipts acknowledge beyond the vouchers held, over all channels.
func (p *Payee) Owed() incentives.Amount {
	var sum incentives.Amount
	for _, c := range p.Channels() {
		if next, err := sum.Add(c.Owed.Beyond(c.Voucher)); err == nil {
			sum = next
		}
	}
	return sum
}

// Claims returns the latest voucher of every channel that has one.
func (p *Payee) Claims() []incentives.Claim {
	p.mu.Lock()
	defer p.mu.Unlock()
	var claims []incentives.Claim
	for _, view := range p.ledger.Channels() {
		if c := p.channels[view.Channel.Key()]; c.record.Voucher != nil {
			claims = append(claims, incentives.Claim{Channel: c.record.Channel, Voucher: *c.record.Voucher})
		}
	}
	return claims
}

// Explain says in a few lines how a connection is served and what it waits for.
func (p *Payee) Explain(id string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ledger.Explain(ledger.SessionID(id))
}
