package p2p

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/net/connmgr"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"github.com/casto-network/casto/node/wire"
)

// Connections are trimmed to lowWater when there are more than highWater; peers that were asked for, and connections younger than
// graceOfConns, are spared. See resources for what is not even taken.
const (
	lowWater     = 160
	highWater    = 256
	graceOfConns = 20 * time.Second
)

// requestTimeout bounds each step of a request: the dial, the wait for a message, the work of a handler.
const requestTimeout = 10 * time.Second

// Host is a node in the network. Its methods may be called concurrently. What needs gossip or routing waits for Run to have
// started them.
type Host struct {
	opts Options
	log  *slog.Logger
	key  crypto.PrivKey
	host host.Host

	dir   *directory
	judge judge
	links *links
	calls *callLimits

	memory     *memory
	before     remembered // of the last run
	views      *views
	standing   *standing
	prover     *prover
	dialler    *dialler
	voices     voices
	advertises atomic.Bool // Advertise has been called

	running atomic.Bool
	started chan struct{} // closed once gossip and routing are set
	ended   chan struct{} // closed once the host is closed
	close   func() error
	gossip  *gossip
	routing *routing
}

// New validates the options and binds the listen addresses; from then on libp2p answers its own protocols, and Run or Close
// must be called to end it. A busy port is an error that wraps syscall.EADDRINUSE.
func New(o Options) (*Host, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	if err := checkFree(o.Listen); err != nil {
		return nil, err
	}
	limits, err := resources()
	if err != nil {
		return nil, err
	}
	h, err := newHost(o, libp2p.ResourceManager(limits))
	if err != nil {
		return nil, errors.Join(err, limits.Close())
	}
	return h, nil
}

// newHost takes libp2p options besides, which replace those of New.
func newHost(o Options, replace ...libp2p.Option) (*Host, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o.defaults()
	key, err := crypto.UnmarshalEd25519PrivateKey(o.Key)
	if err != nil {
		return nil, fmt.Errorf("p2p key: %w", err)
	}
	conns, err := connmgr.NewConnManager(lowWater, highWater, connmgr.WithGracePeriod(graceOfConns))
	if err != nil {
		return nil, fmt.Errorf("p2p connections: %w", err)
	}
	options := []libp2p.Option{
		libp2p.Identity(key),
		libp2p.ListenAddrStrings(o.Listen...),
		libp2p.ConnectionManager(conns),
		libp2p.UserAgent("casto"),
		libp2p.DisableMetrics(),
	}
	var made atomic.Pointer[Host]
	if o.NAT {
		options = append(options, natOptions(o.Public, func() host.Host {
			if h := made.Load(); h != nil {
				return h.host
			}
			return nil
		})...)
	} else {
		options = append(options, libp2p.DisableRelay())
	}
	lh, err := libp2p.New(append(options, replace...)...)
	if err != nil {
		return nil, fmt.Errorf("p2p host: %w", err)
	}
	h := &Host{
		opts: o, log: o.Logger, key: key, host: lh,
		dir: newDirectory(o.Region), calls: newCallLimits(), standing: newStanding(), views: newViews(),
		started: make(chan struct{}), ended: make(chan struct{}),
	}
	made.Store(h)
	h.judge = judge{dir: h.dir, log: o.Logger, clockHint: rate.Sometimes{Interval: time.Minute}, verifyAnnounce: o.VerifyAnnounce, verifyAdvert: o.VerifyAdvert}
	h.memory, h.before = openMemory(o.StateFile, o.Logger)
	h.dialler = newDialler(o.dialback...)
	h.prover = newProver(lh, h.dir, h.dialler.dial)
	if !o.believe {
		h.judge.prover = h.prover
	}
	h.close = sync.OnceValue(func() error {
		close(h.ended)
		return errors.Join(h.dialler.close(), lh.Close())
	})
	h.links = newLinks(lh, h.log)
	for _, p := range o.Peers {
		info, err := peer.AddrInfoFromString(p)
		if err != nil { // Validate has seen to it
			return nil, errors.Join(err, h.close())
		}
		h.links.keep(*info, true)
	}
	return h, nil
}

// ID returns the node's peer id.
func (h *Host) ID() string { return h.host.ID().String() }

// Addrs returns the multiaddrs that this node is reached at as far as it knows, each with /p2p/<id>.
func (h *Host) Addrs() []string {
	addrs, err := peer.AddrInfoToP2pAddrs(&peer.AddrInfo{ID: h.host.ID(), Addrs: h.host.Addrs()})
	if err != nil {
		return nil
	}
	out := make([]string, len(addrs))
	for i, a := range addrs {
		out[i] = a.String()
	}
	return out
}

// Reachable returns the same addresses, those that most can reach first.
func (h *Host) Reachable() (out []string) {
	for _, a := range multiaddrs(addrBytes(h.host.Addrs())) {
		out = append(out, a.String()+"/p2p/"+h.ID())
	}
	return out
}

// Peers returns the ids of the peers connected now, in order.
func (h *Host) Peers() []string {
	var out []string
	for _, p := range h.host.Network().Peers() {
		out = append(out, p.String())
	}
	slices.Sort(out)
	return out
}

// Connect dials a multiaddr that ends in /p2p/<id>, unless that peer is connected, and keeps the connection: a lost one is
// dialled again until ten attempts in a row have failed. An error of the first dial is returned and nothing kept.
func (h *Host) Connect(ctx context.Context, addr string) error {
	info, err := peer.AddrInfoFromString(addr)
	if err != nil {
		return fmt.Errorf("connect %.100q: %w", addr, err)
	}
	if info.ID == h.host.ID() {
		return fmt.Errorf("connect %s: that is this node", addr)
	}
	h.links.forgive(info.ID)
	if err := h.host.Connect(ctx, *info); err != nil {
		return fmt.Errorf("connect %s: %w", addr, err)
	}
	h.links.keep(*info, false)
	return nil
}

// Close ends a host that Run was never called for; after Run it does nothing. It may be called more than once.
func (h *Host) Close() error { return h.close() }

// Run serves until ctx ends, then returns nil once all that it and New started has ended. Any other error is a failure to
// start. It can be called once.
func (h *Host) Run(ctx context.Context) (err error) {
	if h.running.Swap(true) {
		return errors.New("p2p: Run called twice")
	}
	select {
	case <-h.ended:
		return ErrClosed
	default:
	}
	ctx, cancel := context.WithCancel(ctx)
	group, ctx := errgroup.WithContext(ctx)
	stop := func() {}
	defer func() {
		if ctx.Err() != nil {
			err = nil // the end was asked for, be it in the middle of the start
		}
		cancel()
		stop()
		err = errors.Join(err, group.Wait(), h.close())
	}()

	if h.gossip, err = newGossip(ctx, h); err != nil {
		return err
	}
	if h.opts.DHT {
		if h.routing, err = newRouting(ctx, h.host, h.opts.Network, h.log); err != nil {
			return err
		}
		group.Go(func() error { return h.routing.run(ctx) })
	}
	events, err := h.host.EventBus().Subscribe(peerEvents())
	if err != nil {
		return fmt.Errorf("p2p events: %w", err)
	}
	group.Go(func() error { return h.watchPeers(ctx, events) })
	group.Go(func() error { return h.links.run(ctx) })
	group.Go(func() error { return h.sweep(ctx) })
	group.Go(func() error { return h.gather(ctx) })
	group.Go(func() error { return h.exchange(ctx) })
	group.Go(func() error { return h.remember(ctx, h.before) })
	if h.opts.MDNS {
		group.Go(func() error { return h.searchLocally(ctx) })
	}
	stop = h.serve(ctx)
	close(h.started)
	h.log.Info("p2p host runs", "id", h.ID(), "addrs", h.Addrs())
	<-ctx.Done()
	return nil
}

// sweep lets the directory forget, once a second.
func (h *Host) sweep(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			h.dir.sweep(last, now)
			h.calls.sweep(now)
			h.prover.sweep(now)
			h.standing.sweep(now)
			last = now
		}
	}
}

// ready waits until Run has started gossip and routing.
func (h *Host) ready(ctx context.Context) error {
	select {
	case <-h.ended:
		return ErrClosed
	default:
	}
	select {
	case <-h.started:
		return nil
	case <-h.ended:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// SignBinding sets the peer's half of a binding: its id and its signature. Every other field but the wallet's signature has to
// be set before.
func (h *Host) SignBinding(b *wire.Binding) error {
	b.PeerId = []byte(h.host.ID())
	payload, err := b.SigningBytes()
	if err == nil {
		b.PeerSignature, err = h.key.Sign(signable(wire.BindingTag, payload))
	}
	if err != nil {
		return fmt.Errorf("sign binding: %w", err)
	}
	return nil
}

// connected reports whether p is connected, even if only over a relay.
func (h *Host) connected(p peer.ID) bool {
	c := h.host.Network().Connectedness(p)
	return c == network.Connected || c == network.Limited
}
