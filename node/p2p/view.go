package p2p

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/node/wire"
)

// Bounds of a partial view: the carriers of one stream that a carrier knows.
const (
	maxView       = 128
	maxViewOfOne  = maxView / 2 // told by one peer
	maxViewOfArea = maxView / 4 // in one /16
	exchangeEvery = 10 * time.Second
	exchangeTime  = 3 * time.Second
	maxViewsHeld  = 256 // streams
	maxExchanges  = 8   // at a time
	viewFails     = 2   // exchanges in a row, of a carrier that worked twice as many
	seedEvery     = time.Minute
)

// views are the partial views of the streams that this host carries. Its methods may be called concurrently.
type views struct {
	mu   sync.Mutex // guards held and the views in it
	held map[[wire.StreamIDSize]byte]*view
}

// view is what is known of one stream's carriers.
type view struct {
	members map[peer.ID]*member
	next    time.Time // exchange
	seeded  time.Time
}

// member is a carrier in a view.
type member struct {
	carrier *wire.Carrier
	teller  peer.ID
	area    string
	worked  bool // it answered
	fails   int  // in a row
}

func newViews() *views { return &views{held: make(map[[wire.StreamIDSize]byte]*view)} }

// open begins the view of a stream, or ends it.
func (v *views) open(id [wire.StreamIDSize]byte, wanted bool, now time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case !wanted:
		delete(v.held, id)
	case v.held[id] == nil && len(v.held) < maxViewsHeld:
		v.held[id] = &view{members: make(map[peer.ID]*member), next: now.Add(jitter(exchangeEvery))}
	}
}

// add takes a carrier that teller named, unless a bound of the view says no. A carrier that is known is renewed. Whether it has a
// valid advert is for the caller to see.
func (v *views) add(id [wire.StreamIDSize]byte, c *wire.Carrier, teller peer.ID) bool {
	p, err := peerOf(c.GetPeerId())
	if err != nil {
		return false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	at := v.held[id]
	if at == nil {
		return false
	}
	if old := at.members[p]; old != nil {
		if c.GetSeen() > old.carrier.GetSeen() {
			old.carrier = c
		}
		return true
	}
	area := regionOf(multiaddrs(c.GetAddrs()))
	told, near := 0, 0
	for _, m := range at.members {
		if m.teller == teller {
			told++
		}
		if m.area == area && area != privatePlace {
			near++
		}
	}
	if told >= maxViewOfOne || near >= maxViewOfArea || len(at.members) >= maxView && !at.evict() {
		return false
	}
	at.members[p] = &member{carrier: c, teller: teller, area: area}
	return true
}

// evict makes room: a random carrier that never answered goes, and of those that did as many as there may be anchors stay.
func (v *view) evict() bool {
	worked := 0
	for p, m := range v.members {
		if !m.worked {
			delete(v.members, p)
			return true
		}
		worked++
	}
	for p := range v.members {
		if worked > maxAnchors {
			delete(v.members, p)
			return true
		}
	}
	return false
}

// sample returns at most n carriers in random order, without those left out.
func (v *views) sample(id [wire.StreamIDSize]byte, n int, without ...peer.ID) (out []*wire.Carrier) {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := v.held[id]
	if at == nil {
		return nil
	}
	skip := make(map[peer.ID]bool)
	for _, p := range without {
		skip[p] = true
	}
	for p, m := range at.members {
		if !skip[p] {
			out = append(out, m.carrier)
		}
	}
	rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(len(out), n)]
}

// met notes whether a carrier answered; one that does not is dropped soon.
func (v *views) met(id [wire.StreamIDSize]byte, p peer.ID, answered bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := v.held[id]
	if at == nil || at.members[p] == nil {
		return
	}
	m := at.members[p]
	if answered {
		m.worked, m.fails = true, 0
		return
	}
	m.fails++
	if m.fails >= 2*viewFails || m.fails >= viewFails && !m.worked {
		delete(at.members, p)
	}
}

// due returns the streams whose views are to be exchanged now.
func (v *views) due(now time.Time) (ids [][wire.StreamIDSize]byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for id, at := range v.held {
		if !at.next.After(now) {
			at.next = now.Add(exchangeEvery)
			ids = append(ids, id)
		}
	}
	return ids
}

// prune drops the carriers for which valid says no.
func (v *views) prune(id [wire.StreamIDSize]byte, valid func(peer.ID) bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := v.held[id]
	if at == nil {
		return
	}
	for p := range at.members {
		if !valid(p) {
			delete(at.members, p)
		}
	}
}

// unseeded reports whether the view is empty and has not been filled from elsewhere for a while.
func (v *views) unseeded(id [wire.StreamIDSize]byte, now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	at := v.held[id]
	if at == nil || len(at.members) > 0 || now.Sub(at.seeded) < seedEvery {
		return false
	}
	at.seeded = now
	return true
}

// exchange asks a random carrier of every stream carried here for its view, until ctx ends.
func (h *Host) exchange(ctx context.Context) error {
	var asks errgroup.Group
	asks.SetLimit(maxExchanges)
	defer asks.Wait()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			for _, id := range h.views.due(now) {
				asks.TryGo(func() error {
					h.exchangeOnce(ctx, id)
					return nil
				})
			}
		}
	}
}

func (h *Host) exchangeOnce(ctx context.Context, id [wire.StreamIDSize]byte) {
	now := time.Now()
	h.views.prune(id, func(p peer.ID) bool { return recordOf(h.dir, &h.dir.relays, string(p), now) != nil })
	if h.views.unseeded(id, now) {
		h.seed(ctx, id)
	}
	for _, c := range h.views.sample(id, 1) {
		ctx, cancel := context.WithTimeout(ctx, exchangeTime)
		defer cancel()
		p, _ := peerOf(c.GetPeerId())
		h.learn(c.GetPeerId(), c.GetAddrs())
		rep, err := h.View(ctx, p.String(), &wire.ViewRequest{StreamId: id[:], Want: wire.MaxCarriers, Carries: true})
		if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return
		}
		h.views.met(id, p, err == nil)
		if err != nil {
			h.log.Debug("no view", "peer", p, "error", err)
			return
		}
		h.admitCarriers(ctx, id, rep.GetCarriers(), p)
	}
}

// seed fills a view from the announcement and the table.
func (h *Host) seed(ctx context.Context, id [wire.StreamIDSize]byte) {
	found, err := h.FindCarriers(ctx, id)
	if err != nil {
		return
	}
	for _, c := range found {
		if p, err := peer.Decode(c.Peer); err == nil {
			var addrs [][]byte
			for _, a := range c.addrs {
				addrs = append(addrs, a.Bytes())
			}
			// Each stands for itself: nobody told more than one.
			h.admitCarriers(ctx, id, []*wire.Carrier{{PeerId: []byte(p), Addrs: addrs[:min(len(addrs), wire.MaxAddrs)]}}, p)
		}
	}
}

// admitCarriers adds to a view what teller named, each only with a valid advert: those that are not known teller is asked for.
func (h *Host) admitCarriers(ctx context.Context, id [wire.StreamIDSize]byte, carriers []*wire.Carrier, teller peer.ID) {
	var unknown [][]byte
	for _, c := range carriers {
		if p, err := peerOf(c.GetPeerId()); err == nil && p != h.host.ID() && recordOf(h.dir, &h.dir.relays, string(p), time.Now()) == nil {
			unknown = append(unknown, []byte(p))
		}
	}
	if len(unknown) > 0 {
		h.askAdverts(ctx, teller, unknown)
	}
	for _, c := range carriers {
		p, err := peerOf(c.GetPeerId())
		if err != nil || p == h.host.ID() {
			continue
		}
		if a := recordOf(h.dir, &h.dir.relays, string(p), time.Now()); a != nil {
			// The addresses are those that the carrier signed, not what somebody says.
			h.views.add(id, &wire.Carrier{PeerId: []byte(p), Addrs: a.GetAddrs(), LagMs: c.GetLagMs(), LoadBucket: a.GetLoadBucket(), Seen: c.GetSeen()}, teller)
		}
	}
}

// askAdverts has a peer show the adverts of others.
func (h *Host) askAdverts(ctx context.Context, p peer.ID, of [][]byte) {
	rep, err := ask[wire.DirectoryReply](ctx, h, p.String(), directoryProtocol(h.opts.Network), &wire.DirectoryRequest{Peers: of[:min(len(of), wire.MaxDirectoryPage)]})
	if err != nil {
		return
	}
	for _, a := range rep.GetAdverts() {
		if v, _ := h.judge.advert(a, "", time.Now()); v == reject {
			h.standing.fault(p, time.Now())
			return
		}
	}
}

// viewFor is the rest of an answer: what this host's view adds to what its handler named.
func (h *Host) viewFor(id [wire.StreamIDSize]byte, named []*wire.Carrier, most int, asker peer.ID) []*wire.Carrier {
	skip := []peer.ID{asker}
	for _, c := range named {
		if p, err := peerOf(c.GetPeerId()); err == nil {
			skip = append(skip, p)
		}
	}
	out := named[:min(len(named), most)]
	return append(out[:len(out):len(out)], h.views.sample(id, most-len(out), skip...)...)
}

// carriesToo adds whoever asks for a view and carries the stream itself, if it has a valid advert.
func (h *Host) carriesToo(id [wire.StreamIDSize]byte, p peer.ID) {
	if a := recordOf(h.dir, &h.dir.relays, string(p), time.Now()); a != nil {
		h.views.add(id, &wire.Carrier{PeerId: []byte(p), Addrs: a.GetAddrs(), LoadBucket: a.GetLoadBucket(), Seen: uint64(time.Now().UnixMilli())}, p)
	}
}
