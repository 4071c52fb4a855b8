package defend

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
)

const (
	// rescan is how many blocks are read again each time, since blocks can be taken back, and for how many a settled challenge is
	// looked at again.
	rescan = 128
	// atOnce is how many answers may be under way. Who makes many challenges pays for each.
	atOnce = 8
	// longestWait is the longest pause between two attempts to answer one challenge.
	longestWait = 5 * time.Minute
)

// Chain is what a Defender needs of package chain.
type Chain interface {
	// Challenges returns those made after block from, and the number of the last block that was read.
	Challenges(ctx context.Context, relay incentives.Address, from uint64) ([]court.Challenge, uint64, error)
	// Challenge returns one as it stands.
	Challenge(ctx context.Context, report incentives.Hash, index uint32) (court.Challenge, error)
	// BlockAgo returns the number of a block that is older than age.
	BlockAgo(ctx context.Context, age time.Duration) (uint64, error)
}

// Options configures a Defender.
type Options struct {
	Domain incentives.Domain
	Relay  incentives.Address
	Chain  Chain
	// Find returns what is kept of the report with that struct hash.
	Find func(report incentives.Hash) (court.Kept, error)
	// Answer sends an answer, and returns when it is in a block.
	Answer func(ctx context.Context, a court.Answer) error
	// Since is how old a challenge can be that nobody has judged yet; default 30 days.
	Since time.Duration
	// Poll is how often the chain is asked; default 10 s.
	Poll time.Duration
	// Patience bounds one attempt to answer; default 3 minutes.
	Patience time.Duration
	Logger   *slog.Logger // nil discards
}

// Defender is safe for concurrent use.
type Defender struct {
	opts Options

	mu       sync.Mutex // guards all below but what an attempt changes of its defence
	defences map[leaf]*defence
	answered uint64
}

type leaf struct {
	report incentives.Hash
	index  uint32
}

// defence is what is known of one challenge.
type defence struct {
	challenge court.Challenge
	settled   uint64        // the block at which it was first seen settled; 0 while it is open
	wait      time.Duration // before the next attempt after a failure
	next      time.Time     // no attempt before
	err       error         // of the last attempt
}

// New returns a Defender. It starts nothing.
func New(opts Options) (*Defender, error) {
	if opts.Chain == nil || opts.Find == nil || opts.Answer == nil || opts.Relay == (incentives.Address{}) {
		return nil, errors.New("new defender: chain, relay, evidence and answers are needed")
	}
	if opts.Since <= 0 {
		opts.Since = 30 * 24 * time.Hour
	}
	if opts.Poll <= 0 {
		opts.Poll = 10 * time.Second
	}
	if opts.Patience <= 0 {
		opts.Patience = 3 * time.Minute
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	return &Defender{opts: opts, defences: make(map[leaf]*defence)}, nil
}

// Run watches and answers until ctx ends, when it returns nil.
func (d *Defender) Run(ctx context.Context) error {
	var (
		from    uint64
		begun   bool
		trouble bool // the chain did not answer last time: once is enough to say
	)
	for ctx.Err() == nil {
		err := func() (err error) {
			if !begun {
				if from, err = d.opts.Chain.BlockAgo(ctx, d.opts.Since); err != nil {
					return err
				}
				begun = true
			}
			last, err := d.look(ctx, from)
			if err != nil {
				return err
			}
			from = max(from, last-min(last, rescan))
			return d.answerAll(ctx, last)
		}()
		if err != nil && ctx.Err() == nil && !trouble {
			d.opts.Logger.Warn("challenges of this relay's receipts are not seen; trying again", "err", err)
		}
		trouble = err != nil
		select {
		case <-ctx.Done():
		case <-time.After(d.opts.Poll):
		}
	}
	return nil
}

// look takes note of new challenges.
func (d *Defender) look(ctx context.Context, from uint64) (last uint64, err error) {
	found, last, err := d.opts.Chain.Challenges(ctx, d.opts.Relay, from)
	if err != nil {
		return 0, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, ch := range found {
		key := leaf{ch.Report, ch.Index}
		if d.defences[key] == nil {
			d.defences[key] = &defence{challenge: ch}
		}
	}
	return last, nil
}

// answerAll looks at every challenge that is not settled for good, those that end soonest first, and answers the open ones.
func (d *Defender) answerAll(ctx context.Context, block uint64) error {
	d.mu.Lock()
	var due []*defence
	now := time.Now()
	for _, f := range d.defences {
		if final := f.settled != 0 && block >= f.settled+rescan; !final && !now.Before(f.next) {
			due = append(due, f)
		}
	}
	d.mu.Unlock()
	slices.SortFunc(due, func(a, b *defence) int { return a.challenge.Deadline.Compare(b.challenge.Deadline) })
	var group errgroup.Group
	group.SetLimit(atOnce)
	for _, f := range due {
		group.Go(func() error {
			d.defend(ctx, f, block)
			return nil
		})
	}
	return group.Wait()
}

// defend does one step for a challenge, and notes how it went.
func (d *Defender) defend(ctx context.Context, f *defence, block uint64) {
	d.mu.Lock()
	known := *f
	d.mu.Unlock()
	ch, err := d.opts.Chain.Challenge(ctx, known.challenge.Report, known.challenge.Index)
	switch {
	case err != nil:
	case ch.Challenger == (incentives.Address{}): // its block was taken back
		d.mu.Lock()
		delete(d.defences, leaf{known.challenge.Report, known.challenge.Index})
		d.mu.Unlock()
		return
	case ch.Open():
		if err = d.answer(ctx, ch, known); err == nil {
			ch.Settled = true
		}
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return // we are asked to end
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	f.err = err
	if err != nil {
		f.wait = min(max(2*f.wait, d.opts.Poll), longestWait)
		f.next = time.Now().Add(f.wait)
		d.opts.Logger.Warn("challenged receipt is not shown yet", "report", known.challenge.Report.Hex(), "leaf", known.challenge.Index,
			"until", known.challenge.Deadline, "err", err, "again in", f.wait)
		return
	}
	f.challenge, f.wait, f.next = ch, 0, time.Time{}
	switch {
	case !ch.Settled:
		f.settled = 0
	case f.settled == 0:
		f.settled = max(block, 1)
	}
}

// answer shows the leaf of an open challenge.
func (d *Defender) answer(ctx context.Context, ch court.Challenge, known defence) error {
	log := d.opts.Logger.With("report", ch.Report.Hex(), "leaf", ch.Index)
	if known.err == nil {
		log.Info("a receipt of this relay is challenged", "challenger", ch.Challenger, "until", ch.Deadline)
	}
	kept, err := d.opts.Find(ch.Report)
	if err != nil {
		return err
	}
	a, err := kept.Answer(ch.Index, d.opts.Domain)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, d.opts.Patience)
	defer cancel()
	if err := d.opts.Answer(ctx, a); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	d.mu.Lock()
	d.answered++
	d.mu.Unlock()
	log.Info("challenged receipt is shown")
	return nil
}

// View is a challenge with how its defence goes.
type View struct {
	court.Challenge
	Error string `json:"error,omitempty"` // why it is not answered yet
}

// Challenges returns what is known of, the settled ones too, in the order of their deadlines.
func (d *Defender) Challenges() []View {
	d.mu.Lock()
	defer d.mu.Unlock()
	views := []View{}
	for _, f := range d.defences {
		v := View{Challenge: f.challenge}
		if f.err != nil {
			v.Error = f.err.Error()
		}
		views = append(views, v)
	}
	slices.SortFunc(views, func(a, b View) int { return a.Deadline.Compare(b.Deadline) })
	return views
}

// Answered returns how many challenges were answered since the start.
func (d *Defender) Answered() uint64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.answered
}
