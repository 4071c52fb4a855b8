package settle

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

// pass moves every settlement that is under way by what the chain says, and begins those that are due. It returns an error
// only when the disk has failed for good; everything else is tried again.
func (s *Settler) pass(ctx context.Context) error {
	for _, key := range s.underWay() {
		if err := s.attempt(key, func() error { return s.advance(ctx, key) }); err != nil {
			return err
		}
	}
	worth, err := s.worth(ctx)
	if err != nil {
		s.opts.Logger.Warn("cost of a redemption is unknown; only what is asked for is redeemed", "err", err)
	}
	for _, c := range s.opts.Claims() {
		if err := s.attempt(c.Channel.Key(), func() error { return s.begin(ctx, c, worth) }); err != nil {
			return err
		}
	}
	s.dropVain()
	return nil
}

// underWay returns the channels with an unfinished settlement: those with a transaction first, so that its nonce is free
// before the next one is planned.
func (s *Settler) underWay() []incentives.Hash {
	s.mu.Lock()
	defer s.mu.Unlock()
	var signed, planned []incentives.Hash
	for _, key := range slices.SortedFunc(maps.Keys(s.records), incentives.Hash.Cmp) {
		switch r := s.records[key]; {
		case r.Step == Planned:
			planned = append(planned, key)
		case !r.done():
			signed = append(signed, key)
		}
	}
	return append(signed, planned...)
}

// attempt does one thing for a channel, unless a failure is too recent. It returns only an error that ends the Settler.
func (s *Settler) attempt(key incentives.Hash, do func() error) error {
	s.mu.Lock()
	early := time.Now().Before(s.progress[key].retryAt)
	s.mu.Unlock()
	if early {
		return nil
	}
	err := do()
	switch {
	case errors.Is(err, store.ErrFailed), errors.Is(err, store.ErrClosed):
		return err
	case errors.Is(err, context.Canceled): // we are asked to end
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.progress[key]
	p.err = err
	if err != nil {
		p.wait = min(max(2*p.wait, s.opts.Poll), longestWait)
		p.retryAt = time.Now().Add(p.wait)
		s.opts.Logger.Warn("settlement does not get on", "channel", key.Hex(), "err", err, "again in", p.wait)
	} else {
		p.wait, p.retryAt = 0, time.Time{}
	}
	s.progress[key] = p
	return nil
}

// worth returns what a redemption must bring without being asked for, or nil when nothing is redeemed unless asked for.
func (s *Settler) worth(ctx context.Context) (*incentives.Amount, error) {
	worth := s.opts.Threshold
	if s.opts.Cost != nil {
		cost, err := s.opts.Cost(ctx)
		if err != nil {
			return nil, err
		}
		if cost, err = cost.MulDiv(s.opts.Multiple, 1); err != nil {
			return nil, err
		}
		if cost.Cmp(worth) > 0 {
			worth = cost
		}
	}
	if worth.IsZero() {
		return nil, nil
	}
	return &worth, nil
}

// begin plans a settlement of c if it is due and none is under way.
func (s *Settler) begin(ctx context.Context, c incentives.Claim, worth *incentives.Amount) error {
	key, cumulative := c.Channel.Key(), c.Voucher.Message.Cumulative
	s.mu.Lock()
	last := s.records[key]
	d, demanded := s.demands[key]
	claimed := s.progress[key].claimed
	s.mu.Unlock()
	if !last.done() {
		return nil
	}
	if last.Step == Final && last.Claim.Voucher.Message.Cumulative.Cmp(claimed) > 0 {
		claimed = last.Claim.Voucher.Message.Cumulative
	}
	brings := cumulative.Beyond(claimed)
	if !demanded && (worth == nil || brings.Cmp(*worth) < 0) || last.Step == Failed && !demanded {
		return nil
	}
	state, err := s.state(ctx, c.Channel)
	if err != nil {
		return err
	}
	brings = cumulative.Beyond(state.Claimed)
	switch {
	case state.Deposit.IsZero():
		return s.finish(key, record{Claim: c}, Failed, ErrClosed)
	case brings.IsZero():
		return s.finish(key, record{Claim: c}, Final, ErrNothing)
	case !demanded && brings.Cmp(*worth) < 0:
		return nil
	}
	s.opts.Logger.Info("redeeming", "channel", c.Channel.String(), "amount", brings.String(), "why", why(d, demanded))
	if err := s.commit(key, record{Claim: c, Step: Planned}); err != nil {
		return err
	}
	return s.advance(ctx, key)
}

func why(d demand, demanded bool) string {
	if demanded {
		return d.reason
	}
	return "worth the gas"
}

// state reads a channel from the chain and passes the news on.
func (s *Settler) state(ctx context.Context, c incentives.ChannelRef) (incentives.ChannelState, error) {
	state, err := s.opts.State(ctx, c)
	if err != nil {
		return state, fmt.Errorf("read channel: %w", err)
	}
	s.mu.Lock()
	p := s.progress[c.Key()]
	p.claimed = state.Claimed
	s.progress[c.Key()] = p
	s.mu.Unlock()
	if s.opts.Seen != nil {
		if err := s.opts.Seen(c.Key(), state); err != nil {
			s.opts.Logger.Warn("channel's state is not noted", "channel", c.String(), "err", err)
		}
	}
	return state, nil
}

// dropVain answers demands for channels that have no voucher.
func (s *Settler) dropVain() {
	known := make(map[incentives.Hash]bool)
	for _, c := range s.opts.Claims() {
		known[c.Channel.Key()] = true
	}
	s.mu.Lock()
	var vain []incentives.Hash
	for key := range s.demands {
		if !known[key] && s.records[key].done() {
			vain = append(vain, key)
		}
	}
	s.mu.Unlock()
	for _, key := range vain {
		s.answer(key, ErrNothing)
	}
}
