package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node"
)

// settleTime is how long the last receipts and vouchers may take after the source has stopped.
const settleTime = 20 * time.Second

// snapshot reads the state of everybody.
func (e *economy) snapshot(ctx context.Context) Snapshot {
	s := Snapshot{Viewers: len(e.watchers)}
	for _, w := range e.watchers {
		if w.isDecodable() {
			s.Decodable++
		}
	}
	for _, r := range e.relays {
		s.Relays = append(s.Relays, e.relay(ctx, r))
	}
	for _, c := range e.streamer.node.Channels().Paying {
		s.Deposits, _ = s.Deposits.Add(c.Deposit)
	}
	s.Streamer, _ = e.clients[0].TokenBalance(ctx, e.streamer.key.Address())
	return s
}

func (e *economy) relay(ctx context.Context, m *member) Relay {
	r := Relay{Name: m.name, Tier: m.tier, Account: m.key.Address(), Sent: m.node.PaidBytes()}
	for _, c := range m.node.Channels().Earning {
		r.Sessions += c.Sessions
		r.Acked += c.Bytes
		r.Vouchers += c.Vouchers
		r.Voucher, _ = r.Voucher.Add(c.Voucher)
		r.Redeemed, _ = r.Redeemed.Add(c.Claimed)
	}
	r.Balance, _ = e.clients[0].TokenBalance(ctx, m.key.Address())
	return r
}

// settle lets the last receipts turn into vouchers, redeems all of them and holds the books against the chain.
func (e *economy) settle(ctx context.Context) (Summary, error) {
	for _, w := range e.watchers {
		w.leave()
	}
	if err := e.drain(ctx); err != nil {
		return Summary{}, err
	}
	for _, r := range e.relays {
		if _, err := r.node.Redeem(ctx, ""); err != nil {
			return Summary{}, fmt.Errorf("%s: redeem: %w", r.name, err)
		}
	}
	return e.audit(ctx)
}

// drain waits until nothing moves any more: no relay is owed anything beyond its vouchers, and no bytes flow.
func (e *economy) drain(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	quiet, last := 0, uint64(0)
	for quiet < 6 { // three seconds: one receipt interval and one of reports
		select {
		case <-ctx.Done():
			return nil // what is still owed will show in the audit
		case <-tick.C:
		}
		var owed incentives.Amount
		var moved uint64
		for _, r := range e.relays {
			moved += r.node.PaidBytes()
			for _, c := range r.node.Channels().Earning {
				moved += c.Bytes
				owed, _ = owed.Add(c.Owed)
			}
		}
		quiet++
		if moved != last || !owed.IsZero() {
			quiet, last = 0, moved
		}
	}
	return nil
}

// audit compares what the nodes say with what the chain says. Its rules: the token's supply is where it should be; each
// relay's balance rose by what the contract paid it; what was paid is the price of the bytes that viewers acknowledged, as
// the relay and the streamer both count them.
func (e *economy) audit(ctx context.Context) (Summary, error) {
	s := Summary{Viewers: len(e.watchers)}
	problem := func(format string, args ...any) { s.Problems = append(s.Problems, fmt.Sprintf(format, args...)) }
	paying := map[incentives.Hash]node.PayingChannel{}
	for _, c := range e.streamer.node.Channels().Paying {
		paying[c.Key] = c
	}
	for _, m := range e.relays {
		r := e.relay(ctx, m)
		r.Redeemed = incentives.Amount{} // what the chain says, not what the relay has heard of it
		for _, c := range m.node.Channels().Earning {
			cost, err := c.Price.Cost(c.Bytes)
			if err != nil {
				return s, err
			}
			s.Owed, _ = s.Owed.Add(cost)
			state, err := e.clients[0].Channel(ctx, c.Ref)
			if err != nil {
				return s, err
			}
			r.Redeemed, _ = r.Redeemed.Add(state.Claimed)
			if p := paying[c.Key]; p.Bytes != c.Bytes || p.Promised != state.Claimed {
				problem("%s: the streamer counts %d bytes and promised %s, the relay %d bytes and claimed %s", m.name, p.Bytes, p.Promised, c.Bytes, state.Claimed)
			}
			if state.Claimed != cost {
				problem("%s: redeemed %s for bytes that cost %s", m.name, state.Claimed, cost)
			}
		}
		s.Relays = append(s.Relays, r)
		s.Delivered += r.Sent
		s.Receipted += r.Acked
		s.Vouchers += r.Vouchers
		s.Redeemed, _ = s.Redeemed.Add(r.Redeemed)
		if want, _ := m.before.Add(r.Redeemed); r.Balance != want {
			problem("%s: balance %s, expected %s", m.name, r.Balance, want)
		}
		if r.Sent > 0 && r.Acked == 0 {
			problem("%s: sent %d bytes, none was acknowledged", m.name, r.Sent)
		}
	}
	if s.Receipted == 0 {
		problem("no byte was acknowledged")
	}
	if s.Receipted > s.Delivered {
		problem("%d bytes acknowledged, only %d delivered", s.Receipted, s.Delivered)
	}
	for _, w := range e.watchers {
		if w.isDecodable() {
			s.Decodable++
		} else {
			problem("%s got no decodable video: %v", w.name, w.lastError())
		}
	}
	if err := e.auditSupply(ctx, s.Redeemed, problem); err != nil {
		return s, err
	}
	s.Conserved = len(s.Problems) == 0 && s.Redeemed == s.Owed
	return s, nil
}

// auditSupply checks that the supply is unchanged and that the contract holds what is locked and not claimed.
func (e *economy) auditSupply(ctx context.Context, redeemed incentives.Amount, problem func(string, ...any)) error {
	client := e.clients[0]
	supply, err := client.TokenSupply(ctx)
	if err != nil {
		return err
	}
	if supply != e.supply {
		problem("the token's supply went from %s to %s", e.supply, supply)
	}
	held, err := client.TokenBalance(ctx, e.contracts.PaymentChannels)
	if err != nil {
		return err
	}
	var locked incentives.Amount
	for _, c := range e.streamer.node.Channels().Paying {
		state, err := client.Channel(ctx, c.Ref)
		if err != nil {
			return err
		}
		locked, _ = locked.Add(state.Available())
	}
	if held != locked {
		problem("the contract holds %s, its channels are worth %s", held, locked)
	}
	balance, err := client.TokenBalance(ctx, e.streamer.key.Address())
	if err != nil {
		return err
	}
	spent := e.streamer.before.Beyond(balance)
	if want, _ := redeemed.Add(locked); spent != want {
		problem("the streamer spent %s, of which %s was claimed and %s is still its own", spent, redeemed, locked)
	}
	return nil
}
