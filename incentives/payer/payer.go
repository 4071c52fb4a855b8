package payer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

var (
	// ErrNoChannel reports a relay or channel that nothing can be paid through; see Open.
	ErrNoChannel = errors.New("no payment channel")
	// ErrPrice reports a price above the ceiling or above what was agreed.
	ErrPrice = errors.New("price is too high")
	// ErrReport reports a request to pay that does not verify. The relay is at fault.
	ErrReport = errors.New("report does not verify")
	// ErrBudget reports that the total budget is used up.
	ErrBudget = errors.New("budget is used up")
	// ErrDamaged reports stored data that contradicts itself; move casto.db aside to rebuild from heads.snap.
	ErrDamaged = errors.New("stored data does not verify")
)

// Store is what a Payer needs of package store.
type Store interface {
	// Commit makes all operations durable, or fails with the outcome unknown.
	Commit(ops ...store.Op) error
	// Each walks over a table.
	Each(t store.Table, f func(key, value []byte) error) error
}

// Options configures a Payer.
type Options struct {
	Domain incentives.Domain
	Payer  incentives.Address // the account that opened the channels
	Signer incentives.Signer  // the stream key: signs grants and vouchers, and is the signer of every channel
	// PriceCeiling is the highest price agreed to, base units per GiB.
	PriceCeiling incentives.Price
	// Budget is the most that vouchers promise in sum, over the life of the store; zero means the deposits alone bound it.
	Budget incentives.Amount
	// GrantWindow is how long an admission lasts before it must be renewed; zero means 10 minutes.
	GrantWindow time.Duration
	Store       Store
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

const defaultWindow = 10 * time.Minute

// Payer is safe for concurrent use. It starts no goroutine.
type Payer struct {
	opts Options

	mu       sync.Mutex // guards all below but what a channel's own lock guards; no I/O or signature under it
	channels map[incentives.Hash]*channel
	reports  map[reportKey]incentives.SignedReport // the latest of each
	sessions map[incentives.Hash]session           // by grant hash; holds grants of which the signature is known to be good
	admitted map[admission]incentives.SignedGrant  // the latest of each viewer at each relay
	promised incentives.Amount                     // sum over all channels, with what is being committed
	budget   incentives.Amount
	sweepAt  int // when sessions holds so many, expired ones are dropped
}

// channel is a payment channel with what was promised on it.
type channel struct {
	key    incentives.Hash
	commit sync.Mutex    // held from judging a report until its promise is committed; taken before Payer.mu
	record channelRecord // changed under both locks, so either allows to read it
}

// session is what was paid under a grant, in memory and on disk.
type session struct {
	NotAfter uint64 `json:"notAfter,string"` // the grant's end, Unix seconds
	Paid     uint64 `json:"paid,string"`     // bytes
}

// admission names a viewer at a relay.
type admission struct {
	stream        incentives.StreamID
	relay, viewer incentives.Address
}

// reportKey names a relay's reports on a stream.
type reportKey struct {
	stream incentives.StreamID
	relay  incentives.Address
}

func keyOf(m incentives.UsageReport) reportKey { return reportKey{m.StreamID, m.Relay} }

// bytes returns the key under which the report is stored.
func (k reportKey) bytes() []byte { return append(k.stream[:], k.relay[:]...) }

// New restores a Payer from its store.
func New(opts Options) (*Payer, error) {
	if opts.GrantWindow == 0 {
		opts.GrantWindow = defaultWindow
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if err := opts.validate(); err != nil {
		return nil, fmt.Errorf("new payer: %w", err)
	}
	p := &Payer{
		opts:     opts,
		channels: make(map[incentives.Hash]*channel),
		reports:  make(map[reportKey]incentives.SignedReport),
		sessions: make(map[incentives.Hash]session),
		admitted: make(map[admission]incentives.SignedGrant),
		budget:   opts.Budget,
		sweepAt:  minSweep,
	}
	if err := p.restore(); err != nil {
		return nil, fmt.Errorf("new payer: %w", err)
	}
	return p, nil
}

func (o Options) validate() error {
	switch {
	case o.Domain.Contract == incentives.Address{}:
		return errors.New("no contract in the domain")
	case o.Payer == incentives.Address{}:
		return errors.New("no payer address")
	case o.Signer == nil:
		return errors.New("no signer")
	case o.Store == nil:
		return errors.New("no store")
	case o.GrantWindow < time.Second:
		return errors.New("a grant window below one second")
	}
	return nil
}

// Channel tells of a channel opened with a relay.
type Channel struct {
	Ref   incentives.ChannelRef
	State incentives.ChannelState // as the chain has it
	Price incentives.Price        // of the relay's terms
	// ReportKey signs the relay's reports, as the registry has it; zero means the relay's own account.
	ReportKey incentives.Address
}

// Open makes a channel usable, or notes that its state has changed. The price is agreed by the first Open and holds for the
// channel's life. It fails with ErrPrice above the ceiling and with ErrNoChannel when the channel is not this payer's.
func (p *Payer) Open(c Channel) error {
	if c.Ref.Payer != p.opts.Payer || c.Ref.Signer != p.opts.Signer.Address() {
		return fmt.Errorf("open %s: %w: payer %s, signer %s", c.Ref, ErrNoChannel, c.Ref.Payer.Hex(), c.Ref.Signer.Hex())
	}
	if c.Price.Cmp(p.opts.PriceCeiling) > 0 {
		return fmt.Errorf("open %s: %w: %s a GiB, ceiling %s", c.Ref, ErrPrice, c.Price, p.opts.PriceCeiling)
	}
	if c.ReportKey == (incentives.Address{}) {
		c.ReportKey = c.Ref.Payee
	}
	key := c.Ref.Key()
	p.mu.Lock()
	known := p.channels[key]
	if known == nil {
		known = &channel{key: key, record: channelRecord{Channel: c.Ref, Price: c.Price}}
		p.channels[key] = known
	}
	p.mu.Unlock()
	known.commit.Lock()
	defer known.commit.Unlock()
	p.mu.Lock()
	known.record.State, known.record.ReportKey = c.State, c.ReportKey
	record := known.record
	p.mu.Unlock()
	if err := p.opts.Store.Commit(store.PutJSON(store.PayerChannels, key[:], record)); err != nil {
		return fmt.Errorf("open %s: %w", c.Ref, err)
	}
	return nil
}

// SetBudget changes the total budget; zero means none but the deposits. What was promised stays promised.
func (p *Payer) SetBudget(budget incentives.Amount) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.budget = budget
}

// Promised returns the sum of all vouchers.
func (p *Payer) Promised() incentives.Amount {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.promised
}

// ChannelView is what a payer knows of a channel.
type ChannelView struct {
	Channel  incentives.ChannelRef   `json:"channel"`
	Price    incentives.Price        `json:"price"` // base units per GiB
	State    incentives.ChannelState `json:"state"`
	Owed     incentives.Amount       `json:"owed"`         // cost of all reports
	Promised incentives.Amount       `json:"promised"`     // cumulative, of the latest voucher
	Acked    incentives.Amount       `json:"acked"`        // what the relay says it has stored
	Bytes    uint64                  `json:"bytes,string"` // reported in total
}

// Channels returns all channels, in no particular order.
func (p *Payer) Channels() []ChannelView {
	p.mu.Lock()
	defer p.mu.Unlock()
	views := make([]ChannelView, 0, len(p.channels))
	for _, c := range p.channels {
		r := c.record
		views = append(views, ChannelView{r.Channel, r.Price, r.State, r.Meter.Cost(), r.Promised, r.Acked, r.Meter.Bytes()})
	}
	return views
}

// Reports returns the latest report of each relay and stream, in the order of relays, then streams.
func (p *Payer) Reports() []incentives.SignedReport {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := slices.Collect(maps.Values(p.reports))
	slices.SortFunc(list, func(a, b incentives.SignedReport) int {
		return cmp.Or(a.Message.Relay.Cmp(b.Message.Relay), bytes.Compare(a.Message.StreamID[:], b.Message.StreamID[:]))
	})
	return list
}
