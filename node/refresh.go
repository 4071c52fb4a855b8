package node

import (
	"context"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/payer"
)

// refresh keeps the streamer's side in step with the chain until ctx ends: a channel that somebody closes by the command line
// pays no more, and one that is nearly used up is topped up within the budget.
func (b *bank) refresh(ctx context.Context) error {
	tick := time.NewTicker(refreshEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		for _, c := range b.payer.Channels() {
			if err := b.refreshChannel(ctx, c); err != nil && ctx.Err() == nil {
				b.node.log.Warn("channel is not refreshed", "channel", c.Channel, "err", err)
			}
		}
	}
}

// refreshChannel reads one channel that this streamer pays on, and tops it up when three quarters of it are promised.
func (b *bank) refreshChannel(ctx context.Context, c payer.ChannelView) error {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	state, err := b.node.opts.Chain.Channel(ctx, c.Channel)
	if err != nil {
		return err
	}
	if state.CloseAt.IsZero() && nearlyUsed(c.Promised, state.Deposit) && b.withinBudget() == nil {
		if err := b.account.TopUp(ctx, c.Channel, b.node.opts.Deposit); err != nil {
			return fmt.Errorf("top up: %w", err)
		}
		if state, err = b.node.opts.Chain.Channel(ctx, c.Channel); err != nil {
			return err
		}
		b.node.log.Info("channel is topped up", "relay", c.Channel.Payee, "deposit", state.Deposit.Tokens())
	}
	if state == c.State {
		return nil
	}
	relay, err := b.node.opts.Chain.Relay(ctx, c.Channel.Payee)
	if err != nil {
		return err
	}
	b.mu.Lock()
	if f := b.channels[c.Channel.Payee]; f != nil && f.ref == c.Channel {
		f.state = state
	}
	b.mu.Unlock()
	return b.payer.Open(payer.Channel{Ref: c.Channel, State: state, Price: c.Price, ReportKey: relay.ReportKey})
}

// nearlyUsed reports whether three quarters of a deposit are promised.
func nearlyUsed(promised, deposit incentives.Amount) bool {
	most, err := deposit.MulDiv(3, 4)
	return err == nil && !deposit.IsZero() && promised.Cmp(most) >= 0
}
