package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"

	"github.com/casto-network/casto/incentives"
)

// view calls a function that changes nothing, at the latest block.
func view[T any](ctx context.Context, c *Client, to incentives.Address, question []byte, unpack func([]byte) (T, error)) (T, error) {
	return viewAt(ctx, c, to, question, latest(), unpack)
}

// viewAt calls a function that changes nothing on the state after the given block.
func viewAt[T any](ctx context.Context, c *Client, to incentives.Address, question []byte, block *big.Int, unpack func([]byte) (T, error)) (T, error) {
	var none T
	answer, err := c.eth.CallContract(ctx, ethereum.CallMsg{To: &to, Data: question}, block)
	if err != nil {
		return none, c.refusal(err)
	}
	value, err := unpack(answer)
	if err != nil {
		return none, fmt.Errorf("%w: contract %s: %w", ErrAnswer, to, err)
	}
	return value, nil
}

// viewAmount calls a function that returns a number of base units, or of wei.
func (c *Client) viewAmount(ctx context.Context, to incentives.Address, question []byte, unpack func([]byte) (*big.Int, error)) (incentives.Amount, error) {
	n, err := view(ctx, c, to, question, unpack)
	if err != nil {
		return incentives.Amount{}, err
	}
	return baseUnits(n)
}

// baseUnits converts a number that the chain reported.
func baseUnits(n *big.Int) (incentives.Amount, error) {
	a, err := incentives.AmountFromBig(n)
	if err != nil {
		return incentives.Amount{}, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	return a, nil
}

// baseUnits96 converts a number that the contracts keep in 96 bits.
func baseUnits96(n *big.Int) (incentives.Amount, error) {
	a, err := baseUnits(n)
	if err == nil && !a.Fits96() {
		return incentives.Amount{}, fmt.Errorf("%w: %s base units where 96 bits are the most", ErrAnswer, a)
	}
	return a, err
}

// moment converts Unix seconds that the chain reported; nought is the zero time.
func moment(n *big.Int) (time.Time, error) {
	switch {
	case n == nil || n.Sign() < 0 || n.BitLen() > 40:
		return time.Time{}, fmt.Errorf("%w: time %v", ErrAnswer, n)
	case n.Sign() == 0:
		return time.Time{}, nil
	}
	return time.Unix(n.Int64(), 0), nil
}

// Channel returns a channel as of the latest block; all zero when it is not open.
func (c *Client) Channel(ctx context.Context, ref incentives.ChannelRef) (incentives.ChannelState, error) {
	state, err := c.channelAt(ctx, ref, latest())
	if err != nil {
		return incentives.ChannelState{}, fmt.Errorf("read channel %s: %w", ref, err)
	}
	return state, nil
}

// ConfirmedChannel returns a channel as a careful payee sees it: the deposit counts once it is Depth blocks old, while a claim or a
// started close counts at once.
func (c *Client) ConfirmedChannel(ctx context.Context, ref incentives.ChannelRef) (incentives.ChannelState, error) {
	state, err := c.Channel(ctx, ref)
	if err != nil || c.opts.Depth <= 1 || state.Deposit.IsZero() {
		return state, err
	}
	block, err := c.deepBlock(ctx)
	if err != nil {
		return incentives.ChannelState{}, fmt.Errorf("read channel %s: %w", ref, err)
	}
	deep, err := c.channelAt(ctx, ref, block)
	if err != nil {
		return incentives.ChannelState{}, fmt.Errorf("read channel %s: %w", ref, err)
	}
	if deep.Deposit.Cmp(state.Deposit) < 0 {
		state.Deposit = deep.Deposit
	}
	return state, nil
}

func (c *Client) channelAt(ctx context.Context, ref incentives.ChannelRef, block *big.Int) (incentives.ChannelState, error) {
	raw, err := viewAt(ctx, c, c.opts.Contracts.PaymentChannels, c.channels.PackChannelOf(ref.Key()), block, c.channels.UnpackChannelOf)
	if err != nil {
		return incentives.ChannelState{}, err
	}
	var state incentives.ChannelState
	if state.Deposit, err = baseUnits96(raw.Deposit); err == nil {
		if state.Claimed, err = baseUnits96(raw.Claimed); err == nil {
			state.CloseAt, err = moment(raw.CloseAt)
		}
	}
	return state, err
}

// Relay is what the registry knows of a relay.
type Relay struct {
	Stake     incentives.Amount  // base units
	ReportKey incentives.Address // signs usage reports; zero when not registered
	UnbondAt  time.Time          // when the stake can be withdrawn; zero while bonded
	active    bool
}

// Registered reports whether the relay is in the registry, unbonding or not.
func (r Relay) Registered() bool { return r.ReportKey != incentives.Address{} }

// Active reports whether the relay is registered with at least the least stake, and not unbonding.
func (r Relay) Active() bool { return r.active }

// Relay reads the registry.
func (c *Client) Relay(ctx context.Context, relay incentives.Address) (Relay, error) {
	at := c.opts.Contracts.RelayRegistry
	raw, err := view(ctx, c, at, c.registry.PackRelayOf(relay), c.registry.UnpackRelayOf)
	if err != nil {
		return Relay{}, fmt.Errorf("read relay %s: %w", relay, err)
	}
	r := Relay{ReportKey: raw.ReportKey}
	if r.Stake, err = baseUnits96(raw.Stake); err == nil {
		if r.UnbondAt, err = moment(raw.UnbondAt); err == nil && r.Registered() {
			r.active, err = view(ctx, c, at, c.registry.PackIsActive(relay), c.registry.UnpackIsActive)
		}
	}
	if err != nil {
		return Relay{}, fmt.Errorf("read relay %s: %w", relay, err)
	}
	return r, nil
}

// MinStake returns the least stake of a relay, base units.
func (c *Client) MinStake(ctx context.Context) (incentives.Amount, error) {
	a, err := c.viewAmount(ctx, c.opts.Contracts.RelayRegistry, c.registry.PackMinStake(), c.registry.UnpackMinStake)
	if err != nil {
		return a, fmt.Errorf("read least stake: %w", err)
	}
	return a, nil
}

// ChallengePeriod returns how long a payee has to redeem after the payer starts a close.
func (c *Client) ChallengePeriod(ctx context.Context) (time.Duration, error) {
	d, err := c.viewPeriod(ctx, c.opts.Contracts.PaymentChannels, c.channels.PackChallengePeriod(), c.channels.UnpackChallengePeriod)
	if err != nil {
		return 0, fmt.Errorf("read challenge period: %w", err)
	}
	return d, nil
}

// TokenBalance returns the tokens of an account outside the contracts, base units.
func (c *Client) TokenBalance(ctx context.Context, account incentives.Address) (incentives.Amount, error) {
	a, err := c.viewAmount(ctx, c.opts.Contracts.Token, c.token.PackBalanceOf(account), c.token.UnpackBalanceOf)
	if err != nil {
		return a, fmt.Errorf("read tokens of %s: %w", account, err)
	}
	return a, nil
}

// FreeBalance returns what an account holds inside PaymentChannels outside any channel, base units. It pays for its next channels, and
// WithdrawFree takes it out.
func (c *Client) FreeBalance(ctx context.Context, account incentives.Address) (incentives.Amount, error) {
	raw, err := view(ctx, c, c.opts.Contracts.PaymentChannels, c.channels.PackAccountOf(account), c.channels.UnpackAccountOf)
	if err != nil {
		return incentives.Amount{}, fmt.Errorf("read free balance of %s: %w", account, err)
	}
	return baseUnits96(raw.Free)
}

// TokenSupply returns how many base units of the token there are.
func (c *Client) TokenSupply(ctx context.Context) (incentives.Amount, error) {
	a, err := c.viewAmount(ctx, c.opts.Contracts.Token, c.token.PackTotalSupply(), c.token.UnpackTotalSupply)
	if err != nil {
		return a, fmt.Errorf("read token supply: %w", err)
	}
	return a, nil
}

// EtherBalance returns the ether of an account, in wei.
func (c *Client) EtherBalance(ctx context.Context, account incentives.Address) (incentives.Amount, error) {
	wei, err := c.eth.BalanceAt(ctx, account, latest())
	if err != nil {
		return incentives.Amount{}, fmt.Errorf("read ether of %s: %w", account, plain(err))
	}
	return baseUnits(wei)
}
