package node

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/defend"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/incentives/settle"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/node/wire"
)

const (
	// grantWindow is how long an admission lasts before it is renewed.
	grantWindow = 10 * time.Minute
	// stateLife is how long the chain's word on a channel or a relay is taken before it is asked again; events shorten it.
	stateLife = 30 * time.Second
	// refreshEvery is how often the streamer's side looks at its own channels on the chain.
	refreshEvery = 10 * time.Second
	// maxFunding bounds the relays whose channels are being opened at one time: whoever asks costs us look-ups on the chain.
	maxFunding = 8
	// maxRefused bounds the relays that are remembered only because they got no channel.
	maxRefused = 1024
	// chainTimeout bounds one transaction with its confirmation.
	chainTimeout = 3 * time.Minute
)

var (
	errNotRegistered = errors.New("relay is not registered, or its stake is unbonding")
	errBudget        = errors.New("the streamer's budget for channels is used up")
	errOpening       = errors.New("a payment channel is being opened; ask again")
)

// bank is a node's money: its ledger on disk, both sides of payment, and the chain.
type bank struct {
	node    *Node
	store   *store.Store
	shown   *store.Store // what the court may ask for
	keeper  *evidence.Keeper
	account *chain.Account
	payee   *payee.Payee
	payer   *payer.Payer
	settler *settle.Settler
	defence *defend.Defender
	retired time.Duration // how long after its retirement a report key's evidence is kept
	relays  *registry

	mu       sync.Mutex                      // guards all below
	channels map[incentives.Address]*funding // of this streamer, by relay
	origins  map[incentives.StreamID]string  // libp2p id of who pays, by stream
	seen     map[incentives.Hash]seenChannel // by channel key
	vouchers map[incentives.Hash]uint64      // accepted since the start, by channel key
}

// funding is the channel that this streamer has, or opens, for one relay.
type funding struct {
	ref   incentives.ChannelRef
	state incentives.ChannelState
	busy  bool
	err   error     // of the last attempt
	after time.Time // no attempt before
}

type seenChannel struct {
	state incentives.ChannelState
	at    time.Time
}

// openBank opens the ledger, restores both sides from it, and registers the relay if it was told its stake.
func openBank(ctx context.Context, n *Node) (_ *bank, err error) {
	b := &bank{node: n, account: n.opts.Chain.Account(n.opts.Wallet), relays: openRegistry(n), channels: map[incentives.Address]*funding{}, origins: map[incentives.StreamID]string{},
		seen: map[incentives.Hash]seenChannel{}, vouchers: map[incentives.Hash]uint64{}}
	if b.store, err = store.Open(store.Options{Dir: filepath.Join(n.opts.DataDir, ledgerDir), Domain: n.domain, Logger: n.log}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			b.close()
		}
	}()
	if b.shown, err = store.Open(store.Options{Dir: filepath.Join(n.opts.DataDir, evidenceDir), Domain: n.domain, Logger: n.log, Unchecked: true}); err != nil {
		return nil, err
	}
	b.keeper = evidence.New(b.shown, n.domain)
	if b.payee, err = payee.New(payee.Options{Domain: n.domain, Relay: n.identity, ReportKey: n.hot, Price: n.opts.Price,
		MaxUnpaid: n.maxUnpaid(), Store: b.store, Evidence: b.keeper}); err != nil {
		return nil, err
	}
	if b.payer, err = payer.New(payer.Options{Domain: n.domain, Payer: n.identity, Signer: n.hot, PriceCeiling: n.ceiling(),
		Budget: n.opts.Budget, GrantWindow: grantWindow, Store: b.store}); err != nil {
		return nil, err
	}
	for _, c := range b.payee.Channels() {
		if c.Price != n.opts.Price && !c.State.Deposit.IsZero() {
			n.log.Warn("a channel keeps the price that it began with", "channel", c.Channel, "price", c.Price, "asked now", n.opts.Price)
		}
	}
	for _, c := range b.payer.Channels() {
		if c.State.CloseAt.IsZero() {
			b.channels[c.Channel.Payee] = &funding{ref: c.Channel, state: c.State}
		}
	}
	if b.settler, err = b.newSettler(); err != nil {
		return nil, err
	}
	if err = b.newDefence(ctx); err != nil {
		return nil, err
	}
	return b, b.register(ctx)
}

// ceiling is the highest price this streamer agrees to; without one, the largest that a channel can hold.
func (n *Node) ceiling() incentives.Price {
	if !n.opts.PriceCeiling.IsZero() {
		return n.opts.PriceCeiling
	}
	most, _ := incentives.ParseAmount("79228162514264337593543950335") // 2^96 - 1
	return incentives.Price(most)
}

// register puts the relay on chain with the stake it was told, unless it is there.
func (b *bank) register(ctx context.Context) error {
	if b.node.opts.Stake.IsZero() {
		return nil
	}
	relay, err := b.node.opts.Chain.Relay(ctx, b.node.identity)
	if err != nil {
		return err
	}
	if relay.Registered() {
		if relay.ReportKey != b.node.hot.Address() {
			return fmt.Errorf("relay %s is registered with report key %s, but this data folder holds %s: use the folder it was registered from, or rotate the key with casto-node relay update --rotate-key --data DIR",
				b.node.identity, relay.ReportKey, b.node.hot.Address())
		}
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	err = b.account.Register(ctx, chain.Registration{Stake: b.node.opts.Stake, ReportKey: b.node.hot.Address(), Endpoint: b.node.endpoint()})
	if err != nil {
		return fmt.Errorf("register relay %s with stake %s: %w", b.node.identity, b.node.opts.Stake.Tokens(), err)
	}
	b.node.log.Info("relay is registered", "account", b.node.identity, "stake", b.node.opts.Stake.Tokens())
	return nil
}

// run carries out the ledger's effects, reports receipts, redeems, and follows the chain, until ctx ends.
func (b *bank) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.settler.Run(ctx) })
	group.Go(func() error { return b.defence.Run(ctx) })
	group.Go(func() error { return b.forgetEvidence(ctx) })
	group.Go(func() error { return b.carryOut(ctx) })
	group.Go(func() error { return b.reportAll(ctx) })
	group.Go(func() error { return b.follow(ctx) })
	group.Go(func() error { return b.refresh(ctx) })
	group.Go(func() error { return b.relays.run(ctx) })
	return group.Wait()
}

func (b *bank) close() {
	for _, s := range []*store.Store{b.store, b.shown} {
		if s != nil {
			_ = s.Close()
		}
	}
}

// channelTo returns the channel that pays a relay, which is opened on first use: until then errOpening.
func (b *bank) channelTo(ctx context.Context, relay incentives.Address, price incentives.Price) (incentives.ChannelRef, incentives.Amount, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f := b.channels[relay]
	if f == nil {
		b.forgetRefused()
		f = &funding{}
		b.channels[relay] = f
	}
	switch {
	case f.open():
		return f.ref, f.state.Deposit, nil
	case f.busy || b.funding() >= maxFunding:
		return incentives.ChannelRef{}, incentives.Amount{}, errOpening
	case time.Now().Before(f.after):
		return incentives.ChannelRef{}, incentives.Amount{}, f.err
	}
	f.busy = true
	b.node.tasks.start(func(ctx context.Context) {
		ref, state, err := b.fund(ctx, relay, price)
		b.mu.Lock()
		defer b.mu.Unlock()
		f.ref, f.state, f.err, f.busy = ref, state, err, false
		if err != nil {
			f.after = time.Now().Add(10 * time.Second)
			b.node.log.Warn("no channel for relay", "relay", relay, "err", err)
		}
	})
	return incentives.ChannelRef{}, incentives.Amount{}, errOpening
}

// open reports whether the channel can pay.
func (f *funding) open() bool { return !f.state.Deposit.IsZero() && f.state.CloseAt.IsZero() }

// funding counts the channels being opened. The caller holds mu.
func (b *bank) funding() int {
	n := 0
	for _, f := range b.channels {
		if f.busy {
			n++
		}
	}
	return n
}

// forgetRefused keeps relays that got no channel from filling the memory. The caller holds mu.
func (b *bank) forgetRefused() {
	if len(b.channels) < maxRefused {
		return
	}
	for relay, f := range b.channels {
		if !f.busy && f.state.Deposit.IsZero() {
			delete(b.channels, relay)
		}
	}
}

// fund checks that the relay is registered and opens a channel for it.
func (b *bank) fund(ctx context.Context, relay incentives.Address, price incentives.Price) (incentives.ChannelRef, incentives.ChannelState, error) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	registered, err := b.node.opts.Chain.Relay(ctx, relay)
	if err != nil {
		return incentives.ChannelRef{}, incentives.ChannelState{}, err
	}
	if !registered.Active() {
		return incentives.ChannelRef{}, incentives.ChannelState{}, errNotRegistered
	}
	if err := b.withinBudget(); err != nil {
		return incentives.ChannelRef{}, incentives.ChannelState{}, err
	}
	ref, err := b.account.OpenChannel(ctx, relay, b.node.hot.Address(), b.node.opts.Deposit)
	if err != nil {
		return incentives.ChannelRef{}, incentives.ChannelState{}, fmt.Errorf("open a channel to relay %s: %w", relay, err)
	}
	state, err := b.node.opts.Chain.Channel(ctx, ref)
	if err != nil {
		return ref, state, err
	}
	b.node.log.Info("channel is open", "relay", relay, "deposit", state.Deposit.Tokens())
	return ref, state, b.payer.Open(payer.Channel{Ref: ref, State: state, Price: price, ReportKey: registered.ReportKey})
}

// withinBudget refuses another deposit that would exceed the budget.
func (b *bank) withinBudget() error {
	if b.node.opts.Budget.IsZero() {
		return nil
	}
	b.mu.Lock()
	under := max(1, b.funding())
	b.mu.Unlock()
	locked, err := b.node.opts.Deposit.MulDiv(uint64(under), 1) // every channel that is being opened counts
	if err != nil {
		return err
	}
	for _, c := range b.payer.Channels() {
		sum, err := locked.Add(c.State.Deposit)
		if err != nil {
			return err
		}
		locked = sum
	}
	if locked.Cmp(b.node.opts.Budget) > 0 {
		return errBudget
	}
	return nil
}

// open checks what an admission says about who pays, against the stream's announcement and the chain, and tells the payee.
func (b *bank) open(ctx context.Context, id incentives.StreamID, a *wire.Admission) error {
	announced, ok := b.node.host.LookupStream(id)
	if !ok {
		return fmt.Errorf("stream %s: %w", id, ErrUnknownStream)
	}
	warrant, err := streamKeyFromWire(a.GetStreamKey())
	if err != nil {
		return err
	}
	if err := checkWarrant(warrant, id, addressOf(announced.GetStreamer()), b.node.domain, time.Now()); err != nil {
		return err
	}
	ref := channelFromWire(a.GetChannel())
	state, err := b.stateOf(ctx, ref)
	if err != nil {
		return err
	}
	if origin, err := b.node.origin(id); err == nil {
		b.mu.Lock()
		b.origins[id] = origin
		b.mu.Unlock()
	}
	return b.payee.Open(payee.Stream{Warrant: incentives.Warrant{Key: warrant, Name: announced.GetName()}, Channel: ref, State: state})
}

// stateOf asks the chain about a channel, at most once in stateLife.
func (b *bank) stateOf(ctx context.Context, ref incentives.ChannelRef) (incentives.ChannelState, error) {
	key := ref.Key()
	b.mu.Lock()
	seen, ok := b.seen[key]
	b.mu.Unlock()
	if ok && time.Since(seen.at) < stateLife {
		return seen.state, nil
	}
	state, err := b.node.opts.Chain.ConfirmedChannel(ctx, ref)
	if err != nil || state.Deposit.IsZero() {
		return state, err
	}
	b.mu.Lock()
	b.seen[key] = seenChannel{state, time.Now()}
	b.mu.Unlock()
	return state, nil
}
