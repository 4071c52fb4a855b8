package node

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/turn"
)

// Node is one CASTO process. Its methods may be called concurrently once Run has been called.
type Node struct {
	opts     Options
	log      *slog.Logger
	hot      incentives.KeySigner // signs grants, reports, vouchers and announcements
	identity incentives.Address   // the wallet's address; in pool mode the hot key's
	domain   incentives.Domain
	binding  *wire.Binding
	terms    *wire.SignedTerms // nil when this relay asks nothing
	pathID   []byte
	lock     *flock.Flock // of the data folder

	publishToken, adminToken string

	relay  *relay.Relay
	turn   *turn.Server // nil where nobody could reach it
	relays *relayAddrs
	around *surroundings
	// readvertise has the advert go out anew at once.
	readvertise chan struct{}
	host        *p2p.Host
	bank        *bank // nil in pool mode
	viewers     *viewers
	carrier     *carrier
	own         *ownStreams
	elsewhere   *alternatives
	metrics     *metrics
	tasks       tasks

	drainsUntil atomic.Pointer[time.Time]

	public, admin net.Listener
}

// New opens the data folder, checks keys and contracts, registers the relay if it was told to, and binds all ports. It
// serves nothing before Run. An address in use is ErrPortBusy.
func New(ctx context.Context, opts Options) (_ *Node, err error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	opts.defaults()
	n := &Node{opts: opts, log: opts.Logger}
	n.viewers = &viewers{node: n, live: map[string]*viewer{}}
	n.carrier = &carrier{node: n, streams: map[incentives.StreamID]*carried{}}
	n.own = &ownStreams{node: n, live: map[incentives.StreamID]*ownStream{}}
	n.elsewhere = &alternatives{node: n, siblings: map[incentives.StreamID][]p2p.Carrier{}}
	n.around, n.readvertise = &surroundings{node: n}, make(chan struct{}, 1)
	n.relays = &relayAddrs{adverts: func() []*wire.RelayAdvert { return n.host.Adverts() },
		connected: func() []netip.Addr { return n.host.RemoteAddrs() }}
	n.metrics = newMetrics(n)
	defer func() {
		if err != nil {
			n.closeAll()
		}
	}()
	if err := n.openKeys(); err != nil {
		return nil, err
	}
	if err := n.bind(); err != nil {
		return nil, err
	}
	if err := n.openBinding(); err != nil {
		return nil, err
	}
	if !opts.Pool {
		if n.bank, err = openBank(ctx, n); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// openKeys loads or makes the secrets of the data folder.
func (n *Node) openKeys() (err error) {
	if err := openDataDir(n.opts.DataDir); err != nil {
		return err
	}
	if n.lock, err = lockDataDir(n.opts.DataDir); err != nil {
		return err
	}
	if n.hot, err = loadHotKey(n.opts.DataDir); err != nil {
		return err
	}
	if n.publishToken, err = PublishToken(n.opts.DataDir); err != nil {
		return err
	}
	if n.adminToken, err = AdminToken(n.opts.DataDir); err != nil {
		return err
	}
	n.identity = n.wallet().Address()
	if n.opts.Chain != nil {
		n.domain = n.opts.Chain.Domain()
	}
	return nil
}

// wallet signs for the account: the wallet, or in pool mode the hot key.
func (n *Node) wallet() incentives.KeySigner {
	if n.opts.Pool {
		return n.hot
	}
	return n.opts.Wallet
}

// bind opens all ports.
func (n *Node) bind() (err error) {
	if n.public, err = listen("--http", n.opts.HTTP); err != nil {
		return err
	}
	if n.admin, err = listen("--admin", n.opts.Admin); err != nil {
		return err
	}
	n.relay, err = relay.New(n.opts.relay())
	if errors.Is(err, relay.ErrAddrInUse) {
		err = fmt.Errorf("--media %s: %w", n.opts.Media, ErrPortBusy)
	}
	if err != nil {
		return err
	}
	if err := n.openTURN(); err != nil {
		return err
	}
	key, err := p2p.LoadKey(filepath.Join(n.opts.DataDir, p2pKeyFile))
	if err != nil {
		return err
	}
	n.host, err = p2p.New(p2p.Options{Key: key, Network: networkName(n.domain), Listen: n.opts.Listen, Peers: n.opts.Peers, StateFile: filepath.Join(n.opts.DataDir, networkFile),
		MDNS: !n.opts.NoMDNS, DHT: !n.opts.NoDHT, NAT: !n.opts.NoNAT, Public: len(n.publicIPs(false)) > 0, VerifyAnnounce: n.verifyAnnounce, VerifyAdvert: n.verifyAdvert,
		View: n, Signal: n, Admit: n, Pay: n, Turn: n, Logger: n.log})
	if errors.Is(err, syscall.EADDRINUSE) {
		err = fmt.Errorf("--listen %s: %w", strings.Join(n.opts.Listen, ", "), ErrPortBusy)
	}
	return err
}

// relay are the options of the media relay.
func (o *Options) relay() relay.Options {
	return relay.Options{MediaAddr: o.Media, NoTCP: o.NoMediaTCP, PublicIPs: o.PublicIPs, Hold: o.Hold, Logger: o.Logger,
		MaxViewers: o.MaxViewers, MaxPublishers: o.MaxPublishers, MaxStreams: o.MaxStreams, MaxLayers: o.MaxLayers,
		MaxBitrate: uint64(o.MaxBitrateMbit) * 1_000_000, MaxLag: o.MaxLag}
}

// listen binds a TCP address that a flag gave.
func listen(flag, addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s %s: %w", flag, addr, ErrPortBusy)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", flag, err)
	}
	return l, nil
}

// networkName keeps nodes of different deployments apart: they could neither pay nor verify one another.
func networkName(d incentives.Domain) string {
	if d == (incentives.Domain{}) {
		return "pool"
	}
	return fmt.Sprintf("%x-%x", d.ChainID, d.Contract[:3])
}

// bindingLife is how long a binding stands; a node that runs longer signs a new one at its next start.
const bindingLife = 365 * 24 * time.Hour

// openBinding ties the libp2p key to the account, signed by both, and signs the relay's terms.
func (n *Node) openBinding() error {
	self, err := p2p.EncodePeer(n.host.ID())
	if err != nil {
		return err
	}
	id := wire.PathID(self)
	n.pathID = id[:]
	b := &wire.Binding{Wallet: n.identity[:], ChainId: n.domain.ChainID, NotAfterS: uint64(time.Now().Add(bindingLife).Unix())}
	if err := n.host.SignBinding(b); err != nil {
		return err
	}
	payload, err := b.SigningBytes()
	if err != nil {
		return err
	}
	sig, err := incentives.SignBlob(n.wallet(), wire.BindingTag, n.domain.ChainID, payload)
	if err != nil {
		return err
	}
	b.WalletSignature = sig[:]
	n.binding = b
	if n.opts.Pool || n.opts.Price.IsZero() {
		return nil
	}
	terms, err := incentives.RelayTerms{Relay: n.identity, PricePerGiB: incentives.Amount(n.opts.Price), MaxUnpaid: n.maxUnpaid(),
		ValidUntil: b.NotAfterS}.Sign(n.wallet(), n.domain)
	n.terms = termsToWire(terms)
	return err
}

// maxUnpaid is the price of MaxUnpaid's traffic at full uplink, at least one base unit.
func (n *Node) maxUnpaid() incentives.Amount {
	bytes := uint64(n.opts.MaxUnpaid.Seconds() * float64(n.opts.UplinkMbit) * 1e6 / 8)
	cost, err := n.opts.Price.Cost(bytes)
	if err != nil || cost.IsZero() {
		return incentives.NewAmount(1)
	}
	return cost
}

// Run serves until ctx ends or a part fails, and returns after everything has ended.
func (n *Node) Run(ctx context.Context) error {
	defer n.closeAll()
	public, err := n.publicHandler()
	if err != nil {
		return err
	}
	told := ctx
	serving, stop := context.WithCancel(context.WithoutCancel(ctx)) // outlives ctx by the drain
	defer stop()
	group, ctx := errgroup.WithContext(serving)
	group.Go(func() error {
		select {
		case <-told.Done():
			n.drain(ctx)
			stop()
		case <-ctx.Done():
		}
		return nil
	})
	n.tasks.open(ctx)
	hosting, stopHost := context.WithCancel(context.WithoutCancel(ctx)) // outlives ctx: ended streams are announced over it
	defer stopHost()
	hosted := make(chan error, 1)
	go func() { hosted <- n.host.Run(hosting) }()
	group.Go(func() error {
		select {
		case err := <-hosted:
			hosted <- err
			return errors.Join(errors.New("libp2p host has ended"), err)
		case <-ctx.Done():
			return nil
		}
	})
	group.Go(func() error { return n.relay.Run(ctx) })
	group.Go(func() error { return n.runTURN(ctx) })
	group.Go(func() error { return n.around.run(ctx) })
	group.Go(func() error { return n.around.keepOpen(ctx) })
	group.Go(func() error { return n.viewers.run(ctx) })
	group.Go(func() error { return n.advertise(ctx) })
	group.Go(func() error { return n.elsewhere.run(ctx) })
	if n.bank != nil {
		group.Go(func() error { return n.bank.run(ctx) })
	}
	group.Go(func() error { return serve(ctx, n.public, public) })
	group.Go(func() error { return serve(ctx, n.admin, n.adminHandler()) })
	n.log.Info("node runs", "account", n.identity, "peer", n.host.ID(), "http", n.public.Addr(), "media", n.relay.MediaAddr(), "pool", n.opts.Pool)
	err = group.Wait()
	n.tasks.wait()
	stopHost()
	err = errors.Join(err, <-hosted)
	n.log.Info("node has stopped")
	return err
}

// serve answers HTTP until ctx ends, then gives requests under way two seconds.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10, BaseContext: func(net.Listener) context.Context { return ctx }}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		stopped <- errors.Join(s.Shutdown(grace), s.Close())
	})
	err := s.Serve(l)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("http %s: %w", l.Addr(), err)
}

// closeAll releases what New opened; what Run has ended already does not mind.
func (n *Node) closeAll() {
	for _, l := range []net.Listener{n.public, n.admin} {
		if l != nil {
			_ = l.Close()
		}
	}
	if n.turn != nil {
		n.turn.Close()
	}
	if n.host != nil {
		_ = n.host.Close()
	}
	if n.bank != nil {
		n.bank.close()
	}
	if n.lock != nil {
		_ = n.lock.Close()
	}
}

// advertise offers this relay on gossip until ctx ends, the more rarely the more relays there are.
func (n *Node) advertise(ctx context.Context) error {
	for n.draining().IsZero() {
		now := uint64(time.Now().UnixMilli())
		every, ttl := wire.AdvertPace(n.host.Population())
		err := n.host.Advertise(ctx, &wire.RelayAdvert{Binding: n.binding, Seq: now, Issued: now, TtlS: uint32(ttl / time.Second),
			Slots: uint32(n.opts.MaxViewers), LoadBucket: n.loadBucket(), Terms: n.terms, HttpUrl: n.baseURL(), MediaAddrs: n.mediaAddrs(), TurnAddrs: n.turnAddrs()})
		if err != nil && ctx.Err() == nil {
			n.log.Warn("relay is not advertised", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(every):
		case <-n.readvertise:
		}
	}
	<-ctx.Done() // its end has been told
	return nil
}

// loadBucket is how full this node is, 0 to 7, by its viewers or by its bitrate.
func (n *Node) loadBucket() uint32 {
	load := n.relay.Load()
	full := 8 * load.Viewers / max(1, n.opts.MaxViewers)
	if n.opts.MaxBitrateMbit > 0 {
		full = max(full, int(8*load.Bitrate/(uint64(n.opts.MaxBitrateMbit)*1_000_000)))
	}
	return uint32(min(7, full))
}
