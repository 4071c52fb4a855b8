package node

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/settle"
)

// settlePoll is how often vouchers and transactions are looked at.
const settlePoll = time.Second

// newSettler makes what turns this relay's vouchers into tokens.
func (b *bank) newSettler() (*settle.Settler, error) {
	return settle.New(settle.Options{Store: b.store, Redeemer: b.account, Claims: b.payee.Claims, State: b.node.opts.Chain.Channel,
		Seen: b.payee.Channel, Threshold: b.node.opts.RedeemAt, Poll: settlePoll, Logger: b.node.log})
}

// follow tells the payee of what happens on the chain to its channels, until ctx ends: a close that the payer starts makes
// the ledger redeem at once.
func (b *bank) follow(ctx context.Context) error {
	for ctx.Err() == nil {
		err := b.node.opts.Chain.Follow(ctx, chain.FollowOptions{Payee: b.node.identity}, b.event)
		if ctx.Err() != nil {
			return nil
		}
		b.node.log.Warn("the chain is not followed; trying again", "err", err)
		select {
		case <-ctx.Done():
		case <-time.After(5 * time.Second):
		}
	}
	return nil
}

// event reads a channel anew after something happened to it.
func (b *bank) event(ctx context.Context, e chain.Event) error {
	for _, c := range b.payee.Channels() {
		if c.Channel.Key() != e.Channel {
			continue
		}
		state, err := b.node.opts.Chain.Channel(ctx, c.Channel)
		if err != nil {
			return err
		}
		b.mu.Lock()
		b.seen[e.Channel] = seenChannel{state, time.Now()}
		b.mu.Unlock()
		return b.payee.Channel(e.Channel, state)
	}
	return nil
}

// Channels are the payment channels of a node, by its two sides.
type Channels struct {
	Earning []EarningChannel `json:"earning"`
	Paying  []PayingChannel  `json:"paying"`
}

// EarningChannel is one that pays this relay. Amounts are token base units.
type EarningChannel struct {
	Key      incentives.Hash       `json:"key"`
	Ref      incentives.ChannelRef `json:"ref"`
	Price    incentives.Price      `json:"price"`   // per GiB
	Bytes    uint64                `json:"bytes"`   // acknowledged by viewers
	Earned   incentives.Amount     `json:"earned"`  // price of those bytes
	Owed     incentives.Amount     `json:"owed"`    // earned and not covered by a voucher yet
	Voucher  incentives.Amount     `json:"voucher"` // cumulative, of the latest voucher
	Unpaid   incentives.Amount     `json:"unpaid"`  // price of what was sent beyond the voucher, acknowledged or not
	Credit   incentives.Amount     `json:"credit"`  // how far unpaid may go
	Vouchers uint64                `json:"vouchers"`
	Deposit  incentives.Amount     `json:"deposit"`
	Claimed  incentives.Amount     `json:"claimed"` // redeemed on the chain
	Sessions int                   `json:"sessions"`
	Level    string                `json:"level"` // none, lowest or paused
	Waiting  string                `json:"waiting"`
}

// PayingChannel is one that this streamer pays through. Amounts are token base units.
type PayingChannel struct {
	Key      incentives.Hash       `json:"key"`
	Ref      incentives.ChannelRef `json:"ref"`
	Price    incentives.Price      `json:"price"`
	Bytes    uint64                `json:"bytes"` // reported
	Deposit  incentives.Amount     `json:"deposit"`
	Promised incentives.Amount     `json:"promised"` // cumulative, of the latest voucher
	Acked    incentives.Amount     `json:"acked"`    // what the relay says it has on disk
}

// Channels lists what this node earns and pays.
func (n *Node) Channels() Channels {
	list := Channels{Earning: []EarningChannel{}, Paying: []PayingChannel{}}
	if n.bank == nil {
		return list
	}
	n.bank.mu.Lock()
	defer n.bank.mu.Unlock()
	for _, c := range n.bank.payee.Channels() {
		key := c.Channel.Key()
		list.Earning = append(list.Earning, EarningChannel{Key: key, Ref: c.Channel, Price: c.Price, Bytes: c.Bytes, Earned: c.Owed,
			Owed: c.Owed.Beyond(c.Voucher), Voucher: c.Voucher, Unpaid: c.Unpaid, Credit: c.Credit, Vouchers: n.bank.vouchers[key], Deposit: c.State.Deposit,
			Claimed: c.State.Claimed, Sessions: c.Sessions, Level: c.Level, Waiting: c.Waiting})
	}
	for _, c := range n.bank.payer.Channels() {
		list.Paying = append(list.Paying, PayingChannel{Key: c.Channel.Key(), Ref: c.Channel, Price: c.Price, Bytes: c.Bytes,
			Deposit: c.State.Deposit, Promised: c.Promised, Acked: c.Acked})
	}
	slices.SortFunc(list.Paying, func(a, b PayingChannel) int { return a.Key.Cmp(b.Key) })
	return list
}

// PaidBytes is what this relay has sent to sessions that a streamer pays for, in payload bytes, since the node started.
func (n *Node) PaidBytes() uint64 { return n.viewers.paidBytes() }

// Redemption is the result of redeeming one channel.
type Redemption struct {
	Key     incentives.Hash   `json:"key"`
	Claimed incentives.Amount `json:"claimed"` // in all, base units
}

// Redeem claims the latest voucher of one channel, named by its key in hex, or of all when the key is empty, and waits until
// that is in a block. ErrUnknownChannel reports a channel that this node does not earn on.
func (n *Node) Redeem(ctx context.Context, key string) ([]Redemption, error) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	n.bank.reportNow(ctx)
	done := []Redemption{}
	found := false
	var failed error
	for _, c := range n.Channels().Earning {
		if key != "" && c.Key.Hex() != key {
			continue
		}
		found = true
		err := n.bank.settler.Redeem(ctx, c.Key)
		if errors.Is(err, settle.ErrNothing) {
			continue
		}
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		state, err := n.opts.Chain.Channel(ctx, c.Ref)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		done = append(done, Redemption{c.Key, state.Claimed})
	}
	if key != "" && !found {
		return nil, fmt.Errorf("channel %.80s: %w", key, ErrUnknownChannel)
	}
	return done, failed
}

// whole is an amount in whole tokens, for metrics only.
func whole(a incentives.Amount) float64 {
	f, _ := a.Big().Float64()
	return f / 1e18
}
