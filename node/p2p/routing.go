package p2p

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ipfs/go-cid"
	dht "github.com/libp2p/go-libp2p-kad-dht"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/multiformats/go-multihash"

	"github.com/casto-network/casto/node/wire"
)

// Provider records live for two days where they are stored, but a table changes faster than that in a network of home
// connections. A failed attempt, as a node without peers makes it, is repeated after a pause that doubles.
const (
	provideEvery   = time.Hour
	provideTimeout = time.Minute
	provideRetry   = time.Second
	maxFound       = 48 // providers of one look-up
)

// routing is the distributed hash table: who carries which stream.
type routing struct {
	dht  *dht.IpfsDHT
	log  *slog.Logger
	wake chan struct{}

	mu       sync.Mutex // guards provided
	provided map[[wire.StreamIDSize]byte]*provision
}

// provision is a stream to keep a record of.
type provision struct {
	next  time.Time
	pause time.Duration // before the next attempt if this one fails
}

// newRouting starts the table as a server, which it remains unless the host is found to be unreachable. Addresses are not
// filtered: a network may be one room.
func newRouting(ctx context.Context, h host.Host, network string, log *slog.Logger) (*routing, error) {
	table, err := dht.New(ctx, h, dht.ProtocolPrefix(protocol.ID("/casto/1/"+network)), dht.Mode(dht.ModeAutoServer), dht.DisableValues(), dht.BootstrapPeers())
	if err != nil {
		return nil, fmt.Errorf("routing: %w", err)
	}
	return &routing{dht: table, log: log, wake: make(chan struct{}, 1), provided: make(map[[wire.StreamIDSize]byte]*provision)}, nil
}

// run keeps the records until ctx ends.
func (r *routing) run(ctx context.Context) error {
	defer r.dht.Close()
	if err := r.dht.Bootstrap(ctx); err != nil {
		return fmt.Errorf("routing: %w", err)
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-r.wake:
		}
		timer.Reset(r.provideDue(ctx))
	}
}

// provideDue puts every record that is due and returns the time until the next one.
func (r *routing) provideDue(ctx context.Context) time.Duration {
	for {
		id, wait := r.due(time.Now())
		if wait > 0 || ctx.Err() != nil {
			return max(wait, time.Millisecond)
		}
		attempt, cancel := context.WithTimeout(ctx, provideTimeout)
		err := r.dht.Provide(attempt, key(id), true)
		cancel()
		r.done(id, err, time.Now())
	}
}

// due returns a stream whose record is due, or the time until one is.
func (r *routing) due(now time.Time) (id [wire.StreamIDSize]byte, wait time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	wait = provideEvery
	for _, at := range slices.Collect(maps.Keys(r.provided)) {
		if w := r.provided[at].next.Sub(now); w < wait {
			id, wait = at, w
		}
	}
	return id, max(wait, 0)
}

// done notes how an attempt ended.
func (r *routing) done(id [wire.StreamIDSize]byte, err error, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.provided[id]
	switch {
	case p == nil: // no longer wanted
	case err == nil:
		*p = provision{next: now.Add(provideEvery), pause: provideRetry}
	default:
		r.log.Debug("no provider record put", "stream", fmt.Sprintf("%x", id[:8]), "error", err)
		*p = provision{next: now.Add(p.pause), pause: min(2*p.pause, time.Minute)}
	}
}

// provide adds a stream to the records kept, or takes it off.
func (r *routing) provide(id [wire.StreamIDSize]byte, wanted bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !wanted:
		delete(r.provided, id)
	case r.provided[id] == nil:
		r.provided[id] = &provision{next: time.Now(), pause: provideRetry}
		r.nudge()
	}
}

// retry puts the records that failed at once; new peers may have made it possible.
func (r *routing) retry() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range r.provided {
		if p.pause > provideRetry {
			*p = provision{next: time.Now(), pause: provideRetry}
		}
	}
	r.nudge()
}

func (r *routing) nudge() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// find yields providers until the look-up ends.
func (r *routing) find(ctx context.Context, id [wire.StreamIDSize]byte) <-chan peer.AddrInfo {
	return r.dht.FindProvidersAsync(ctx, key(id), maxFound)
}

// key is the CID under which a stream stands in the table: its id, which is a Keccak-256 hash, as raw content.
func key(id [wire.StreamIDSize]byte) cid.Cid {
	mh, err := multihash.Encode(id[:], multihash.KECCAK_256)
	if err != nil {
		return cid.Undef // not for 32 bytes of a known code
	}
	return cid.NewCidV1(cid.Raw, mh)
}

// Provide says that this host carries a stream, from now until Unprovide or the end of Run: it keeps a provider record in the table,
// and a partial view of the others that carry it. It returns at once.
func (h *Host) Provide(ctx context.Context, id [wire.StreamIDSize]byte) error {
	return h.provide(ctx, id, true)
}

// Unprovide stops keeping the record and the view. Copies that others hold are not taken back; they end within two days.
func (h *Host) Unprovide(ctx context.Context, id [wire.StreamIDSize]byte) error {
	return h.provide(ctx, id, false)
}

func (h *Host) provide(ctx context.Context, id [wire.StreamIDSize]byte, wanted bool) error {
	if err := h.ready(ctx); err != nil {
		return fmt.Errorf("provide: %w", err)
	}
	h.views.open(id, wanted, time.Now())
	if h.routing != nil {
		h.routing.provide(id, wanted)
	}
	return nil
}
