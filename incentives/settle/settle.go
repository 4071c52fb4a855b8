package settle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

var (
	// ErrNothing reports that a channel has no voucher above what was claimed.
	ErrNothing = errors.New("nothing to redeem")
	// ErrClosed reports that a channel no longer exists on the chain: what was not redeemed is lost.
	ErrClosed = errors.New("channel is closed")
)

// Redeemer makes and follows the transactions of one account.
type Redeemer interface {
	// Build returns a signed transaction that redeems the claim, without sending it. With replaces, it takes that
	// transaction's nonce and bids at least an eighth more for both tip and fee cap; otherwise the account's next nonce.
	Build(ctx context.Context, c incentives.Claim, replaces *incentives.Transaction) (incentives.Transaction, error)
	// Broadcast sends a transaction. It may have been sent before; whether it arrived, Status tells.
	Broadcast(ctx context.Context, t incentives.Transaction) error
	// Status returns what the chain says of a transaction.
	Status(ctx context.Context, t incentives.Transaction) (incentives.TxState, error)
}

// Store is what a Settler needs of package store.
type Store interface {
	// CommitNow makes all operations durable at once, or fails with the outcome unknown.
	CommitNow(ops ...store.Op) error
	// Each walks over a table.
	Each(t store.Table, f func(key, value []byte) error) error
}

// Options configures a Settler.
type Options struct {
	Store    Store
	Redeemer Redeemer
	// Claims returns the latest voucher of every channel; a payee has them.
	Claims func() []incentives.Claim
	// State reads a channel from the chain.
	State func(context.Context, incentives.ChannelRef) (incentives.ChannelState, error)
	// Seen, when set, hears of every state that was read.
	Seen func(channel incentives.Hash, state incentives.ChannelState) error
	// Cost estimates what one redemption costs, gas turned into base units of the token. Nil leaves Threshold alone.
	Cost func(context.Context) (incentives.Amount, error)
	// Multiple is how many times Cost a redemption must bring; zero means 20.
	Multiple uint64
	// Threshold is the least that a redemption must bring, base units. With neither Cost nor Threshold nothing is redeemed
	// unless asked for.
	Threshold incentives.Amount
	// Poll is how often vouchers and transactions are looked at; zero means 5 seconds.
	Poll time.Duration
	// ReplaceAfter is how long a transaction may stay pending before it is replaced, twice as long before it is replaced again,
	// and so on; zero means 3 minutes.
	ReplaceAfter time.Duration
	Logger       *slog.Logger // nil discards
}

const (
	defaultMultiple     = 20
	defaultPoll         = 5 * time.Second
	defaultReplaceAfter = 3 * time.Minute
	longestWait         = 5 * time.Minute // between attempts that fail
	shortestPause       = time.Minute     // after a first revert
	longestPause        = time.Hour       // after many
	longestPatience     = 6 * time.Hour   // between replacements
)

// Settler is safe for concurrent use; Run does the work.
type Settler struct {
	opts Options
	wake chan struct{} // holds one token while a demand is new

	mu       sync.Mutex // guards all below; no I/O under it
	records  map[incentives.Hash]record
	demands  map[incentives.Hash]demand
	progress map[incentives.Hash]progress
}

// demand asks for a channel to be redeemed whatever it brings.
type demand struct {
	reason  string
	waiting []chan error // of Redeem calls, each with room for one result
}

// progress is what need not survive a crash.
type progress struct {
	signedAt time.Time         // when the latest transaction was first broadcast by this process
	retryAt  time.Time         // when to try again after a failure
	wait     time.Duration     // the last pause after a failure
	err      error             // the last failure
	claimed  incentives.Amount // as the chain told last

	signAt      time.Time     // when a transaction may be made again after a revert
	afterRevert time.Duration // the last pause after a revert
}

// New restores a Settler from its store. It starts nothing.
func New(opts Options) (*Settler, error) {
	if opts.Store == nil || opts.Redeemer == nil || opts.Claims == nil || opts.State == nil {
		return nil, errors.New("new settler: Store, Redeemer, Claims and State must be set")
	}
	if opts.Multiple == 0 {
		opts.Multiple = defaultMultiple
	}
	if opts.Poll == 0 {
		opts.Poll = defaultPoll
	}
	if opts.ReplaceAfter == 0 {
		opts.ReplaceAfter = defaultReplaceAfter
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Settler{
		opts:     opts,
		wake:     make(chan struct{}, 1),
		records:  make(map[incentives.Hash]record),
		demands:  make(map[incentives.Hash]demand),
		progress: make(map[incentives.Hash]progress),
	}
	if err := s.restore(); err != nil {
		return nil, fmt.Errorf("new settler: %w", err)
	}
	return s, nil
}

// Run settles until ctx ends, which is no error, or the disk fails. Settlements that are under way then go on after the next
// start.
func (s *Settler) Run(ctx context.Context) error {
	ticker := time.NewTicker(s.opts.Poll)
	defer ticker.Stop()
	for {
		if err := s.pass(ctx); err != nil {
			return fmt.Errorf("settle: %w", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		case <-s.wake:
		}
	}
}

// Demand asks to redeem a channel soon, whatever it brings, and does not wait. The reason is for the log.
func (s *Settler) Demand(channel incentives.Hash, reason string) { s.demand(channel, reason, nil) }

func (s *Settler) demand(channel incentives.Hash, reason string, result chan error) {
	s.mu.Lock()
	d := s.demands[channel]
	d.reason = reason
	if result != nil {
		d.waiting = append(d.waiting, result)
	}
	s.demands[channel] = d
	p := s.progress[channel]
	p.retryAt = time.Time{} // somebody is waiting: try at once
	s.progress[channel] = p
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Redeem asks to redeem a channel whatever it brings, and waits until that is in a block. It needs Run. It fails with
// ErrNothing when there is no voucher to redeem, with ErrClosed when it is too late, and when ctx ends; the demand then stands.
func (s *Settler) Redeem(ctx context.Context, channel incentives.Hash) error {
	result := make(chan error, 1)
	s.demand(channel, "on request", result)
	select {
	case err := <-result:
		if err != nil {
			return fmt.Errorf("redeem channel %s: %w", channel.Hex(), err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("redeem channel %s: %w", channel.Hex(), ctx.Err())
	}
}

// RedeemAll redeems every channel that has something to redeem, as Redeem does.
func (s *Settler) RedeemAll(ctx context.Context) error {
	var all error
	for _, c := range s.opts.Claims() {
		if err := s.Redeem(ctx, c.Channel.Key()); err != nil && !errors.Is(err, ErrNothing) {
			all = errors.Join(all, err)
		}
	}
	return all
}

// answer tells everybody who waits for a channel, and drops the demand.
func (s *Settler) answer(channel incentives.Hash, err error) {
	s.mu.Lock()
	d := s.demands[channel]
	delete(s.demands, channel)
	s.mu.Unlock()
	for _, result := range d.waiting {
		result <- err
	}
}
