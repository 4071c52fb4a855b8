package payee

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/store"
)

var (
	// ErrUnknownStream reports a stream that no channel was named for; see Open.
	ErrUnknownStream = errors.New("no payment channel is known for the stream")
	// ErrUnknownChannel reports a channel that no stream was opened with.
	ErrUnknownChannel = errors.New("unknown payment channel")
	// ErrGrant reports a grant that admits nobody here: for another relay, out of its window, or not by the stream's key.
	ErrGrant = errors.New("grant is not valid here")
	// ErrWarrant reports a stream key that its streamer did not sign for the stream.
	ErrWarrant = errors.New("stream key is not warranted")
	// ErrChannel reports a channel that cannot pay this relay.
	ErrChannel = errors.New("channel cannot pay this relay")
	// ErrDamaged reports stored data that contradicts itself; move casto.db aside to rebuild from heads.snap.
	ErrDamaged = errors.New("stored data does not verify")
)

// Verdict is what becomes of a receipt or voucher. After Reject the peer should be left.
type Verdict = ledger.Verdict

// The verdicts.
const (
	Accept = ledger.Accept
	Ignore = ledger.Ignore
	Reject = ledger.Reject
)

// Store is what a Payee needs of package store.
type Store interface {
	// Commit makes all operations durable, or fails with the outcome unknown.
	Commit(ops ...store.Op) error
	// Each walks over a table.
	Each(t store.Table, f func(key, value []byte) error) error
}

// Evidence is what a Payee needs of package evidence.
type Evidence interface {
	// Keep makes durable what a challenge of the report may ask for.
	Keep(key incentives.Address, r court.Kept) error
}

// Options configures a Payee.
type Options struct {
	Domain    incentives.Domain
	Relay     incentives.Address // the relay's account, payee of every channel
	ReportKey incentives.Signer  // signs usage reports
	// Price is asked of channels that are new to this relay; an older channel keeps the price it began with.
	Price incentives.Price
	// MaxUnpaid is how much is served on credit, for channels that are new likewise. Not zero unless Price is.
	// It must last for all viewers of a streamer together until a voucher comes: a few receipt intervals of their traffic.
	MaxUnpaid incentives.Amount
	// ForgiveEvery is how often what viewers left unacknowledged is written off, so that viewers who vanish do not stop a stream
	// for good. It bounds that loss to MaxUnpaid in such a time. Zero means 10 minutes.
	ForgiveEvery time.Duration
	Store        Store
	Evidence     Evidence // of the reports that are signed
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

const defaultForgive = 10 * time.Minute

// Payee is safe for concurrent use. It starts no goroutine.
type Payee struct {
	opts Options

	mu       sync.Mutex // guards all below but what a session's or channel's own lock guards; no I/O or signature under it
	ledger   *ledger.Ledger
	channels map[incentives.Hash]*channel
	streams  map[incentives.StreamID]*stream
	grants   map[incentives.Hash]*grant
	sessions map[ledger.SessionID]*session
	effects  queue
	forgiven time.Time // when losses were last written off
	sweepAt  int       // when grants holds so many, those that are over are dropped
}

// channel is a payment channel with what has been billed on it.
type channel struct {
	key incentives.Hash

	commit sync.Mutex // held from judging a voucher until it is committed; taken before Payee.mu
	record channelRecord
}

// stream is a stream and who pays for it.
type stream struct {
	id      incentives.StreamID
	commit  sync.Mutex // held while a report is made or billed; taken before channel.commit and Payee.mu
	record  streamRecord
	pending *report // the last report, until it is billed; guarded by commit
}

// grant is a viewer's admission with how far it is acknowledged, charged and billed.
type grant struct {
	hash    incentives.Hash
	signed  incentives.SignedGrant
	key     incentives.Address        // who signed it: one of the stream's keys
	receipt *incentives.SignedReceipt // the latest, or nil
	charged uint64                    // bytes to be paid: acknowledged, and not written off before
	billed  uint64                    // of those, in reports that vouchers cover
	session *session                  // the connection that uses it, or nil
}

// mark returns the number and total of the latest receipt.
func (g *grant) mark() ledger.Mark {
	if g.receipt == nil {
		return ledger.Mark{}
	}
	return ledger.Mark{Seq: g.receipt.Message.Seq, Bytes: g.receipt.Message.BytesTotal}
}

// session is one viewer's connection.
type session struct {
	id     ledger.SessionID
	stream incentives.StreamID
	commit sync.Mutex // held from judging a receipt until it is committed; taken before Payee.mu
}

// New restores a Payee from its store. It fails when a stored signature does not verify.
func New(opts Options) (*Payee, error) {
	if err := opts.validate(); err != nil {
		return nil, fmt.Errorf("new payee: %w", err)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.ForgiveEvery <= 0 {
		opts.ForgiveEvery = defaultForgive
	}
	p := &Payee{
		opts:     opts,
		forgiven: opts.Now(),
		ledger:   ledger.New(),
		channels: make(map[incentives.Hash]*channel),
		streams:  make(map[incentives.StreamID]*stream),
		grants:   make(map[incentives.Hash]*grant),
		sessions: make(map[ledger.SessionID]*session),
		effects:  queue{wake: make(chan struct{}, 1)},
	}
	if err := p.restore(); err != nil {
		return nil, fmt.Errorf("new payee: %w", err)
	}
	return p, nil
}

func (o Options) validate() error {
	switch {
	case o.Domain.Contract == incentives.Address{}:
		return errors.New("no contract in the domain")
	case o.Relay == incentives.Address{}:
		return errors.New("no relay address")
	case o.ReportKey == nil:
		return errors.New("no report key")
	case o.Store == nil:
		return errors.New("no store")
	case o.Evidence == nil:
		return errors.New("nowhere to keep evidence")
	case !incentives.Amount(o.Price).Fits96() || !o.MaxUnpaid.Fits96():
		return fmt.Errorf("price or credit: %w", incentives.ErrOverflow)
	case !o.Price.IsZero() && o.MaxUnpaid.IsZero():
		return errors.New("a price needs some credit to begin with: set MaxUnpaid")
	}
	return nil
}

// Stream tells who pays for a stream.
type Stream struct {
	Warrant incentives.Warrant    // whose stream it is, and the key that signs its grants
	Channel incentives.ChannelRef // pays this relay
	State   incentives.ChannelState
}

// Open takes a stream on, or notes that its key, channel or the channel's state has changed. The caller has the state from
// the chain. It fails with ErrChannel or ErrWarrant; whether the warrant still stands is for the caller to see.
func (p *Payee) Open(s Stream) error {
	id := s.Warrant.Key.Message.StreamID
	if s.Channel.Payee != p.opts.Relay || s.State.Deposit.IsZero() {
		return fmt.Errorf("open stream %s: %w: payee %s, deposit %s", id, ErrChannel, s.Channel.Payee.Hex(), s.State.Deposit)
	}
	if err := s.Warrant.Verify(p.opts.Domain); err != nil {
		return fmt.Errorf("open stream %s: %w: %w", id, ErrWarrant, err)
	}
	key := s.Channel.Key()
	p.mu.Lock()
	c, st := p.channels[key], p.streams[id]
	if c == nil {
		c = &channel{key: key, record: channelRecord{Channel: s.Channel, Price: p.opts.Price, MaxUnpaid: p.opts.MaxUnpaid, State: s.State}}
		p.channels[key] = c
	}
	if st == nil {
		st = &stream{id: id, record: streamRecord{Channel: key}}
		p.streams[id] = st
	}
	p.mu.Unlock()

	st.commit.Lock()
	defer st.commit.Unlock()
	c.commit.Lock()
	defer c.commit.Unlock()
	p.mu.Lock()
	c.record.State = s.State
	st.record.Channel = key
	st.record.warrant(s.Warrant)
	p.apply(ledger.ChannelSeen{Channel: s.Channel, Price: c.record.Price, MaxUnpaid: c.record.MaxUnpaid, State: s.State})
	p.apply(ledger.StreamSeen{Stream: id, Channel: key})
	ops := []store.Op{store.PutJSON(store.PayeeChannels, key[:], c.record), store.PutJSON(store.PayeeStreams, id[:], st.record)}
	p.mu.Unlock()
	if err := p.opts.Store.Commit(ops...); err != nil {
		return fmt.Errorf("open stream %s: %w", id, err)
	}
	return nil
}

// Channel notes what the chain now says of a channel: a top-up, a claim, a started or cancelled close. The zero state tells
// that the channel is closed.
func (p *Payee) Channel(key incentives.Hash, state incentives.ChannelState) error {
	p.mu.Lock()
	c := p.channels[key]
	p.mu.Unlock()
	if c == nil {
		return fmt.Errorf("channel %s: %w", key.Hex(), ErrUnknownChannel)
	}
	c.commit.Lock()
	defer c.commit.Unlock()
	p.mu.Lock()
	c.record.State = state
	if state.Deposit.IsZero() {
		p.apply(ledger.ChannelGone{Channel: key})
	} else {
		p.apply(ledger.ChannelSeen{Channel: c.record.Channel, State: state})
	}
	op := store.PutJSON(store.PayeeChannels, key[:], c.record)
	p.mu.Unlock()
	if err := p.opts.Store.Commit(op); err != nil {
		return fmt.Errorf("channel %s: %w", key.Hex(), err)
	}
	return nil
}

// Streams returns the streams that this relay has been paid for, in the order of their ids.
func (p *Payee) Streams() []incentives.StreamID {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.SortedFunc(maps.Keys(p.streams), func(a, b incentives.StreamID) int { return bytes.Compare(a[:], b[:]) })
}

// Forgive writes off at once what ended sessions left unacknowledged on a channel.
func (p *Payee) Forgive(key incentives.Hash) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.apply(ledger.Forgiven{Channel: key})
}

// forgive writes off losses on all channels when it is time. The caller holds mu.
func (p *Payee) forgive() {
	now := p.opts.Now()
	if now.Sub(p.forgiven) < p.opts.ForgiveEvery {
		return
	}
	p.forgiven = now
	for key := range p.channels {
		p.apply(ledger.Forgiven{Channel: key})
	}
}

// apply hands a fact to the ledger and queues the effects. The caller holds mu.
func (p *Payee) apply(f ledger.Fact) { p.effects.add(p.ledger.Apply(f)) }
