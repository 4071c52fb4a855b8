package p2p

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/casto-network/casto/node/wire"
)

// How FindCarriers looks.
const (
	findTimeout = 3 * time.Second        // for all of it
	findGrace   = 500 * time.Millisecond // for the rest once somebody has answered
	maxViews    = 12                     // peers asked
	maxFromOne  = wire.MaxCarriers / 2   // taken from one peer's view
	maxCarriers = 64
)

// FindCarriers returns who may carry a stream: the origin and the entry relays of its announcement, the providers that the
// table names, and whom each of these names in turn, at most eight of them. Hints are multiaddrs with /p2p/<id> to ask besides,
// as an invite link has them. The first are those with the least lag that somebody told; those of whom nothing is known come
// last. It takes three seconds at most, half of one more once somebody has answered, and finding nobody is no error.
func (h *Host) FindCarriers(ctx context.Context, id [wire.StreamIDSize]byte, hints ...string) ([]Carrier, error) {
	if err := h.ready(ctx); err != nil {
		return nil, err
	}
	looking, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	s := search{host: h, id: id, found: make(map[string]Carrier), results: make(chan heard)}
	s.take(looking, s.hinted(hints))
	s.take(looking, s.announced())
	if h.routing != nil {
		s.start(func() heard { return heard{carriers: s.provided(looking)} })
	}
	for s.pending > 0 {
		more := <-s.results
		s.pending--
		if more.alive && s.grace == nil {
			s.grace = time.AfterFunc(findGrace, cancel)
			defer s.grace.Stop()
		}
		s.take(looking, more.carriers)
		s.take(looking, s.announced()) // a view may have brought the announcement
	}
	return s.sorted(), ctx.Err()
}

// search is one look for carriers. Only the goroutine that began it uses its fields; others send to results.
type search struct {
	host    *Host
	id      [wire.StreamIDSize]byte
	found   map[string]Carrier
	views   int
	pending int // goroutines that will send to results
	results chan heard
	grace   *time.Timer
}

// heard is what one source told.
type heard struct {
	carriers []Carrier
	alive    bool // a peer has answered
}

func (s *search) start(look func() heard) {
	s.pending++
	go func() { s.results <- look() }()
}

// take adds carriers and asks the new ones for their view.
func (s *search) take(ctx context.Context, carriers []Carrier) {
	for _, c := range carriers {
		known, old := s.found[c.Peer]
		switch {
		case old && known.Seen.IsZero():
			s.found[c.Peer] = c // somebody tells more than the name
			continue
		case old || len(s.found) >= maxCarriers:
			continue
		}
		s.found[c.Peer] = c
		if s.views < maxViews && ctx.Err() == nil {
			s.views++
			s.start(func() heard { return s.view(ctx, c.Peer) })
		}
	}
}

// hinted returns the peers of an invite link.
func (s *search) hinted(hints []string) (out []Carrier) {
	for _, hint := range hints {
		if info, err := peer.AddrInfoFromString(hint); err == nil {
			out = append(out, s.named(*info)...)
		}
	}
	return out
}

// announced returns the origin and the entry relays of the newest announcement.
func (s *search) announced() (out []Carrier) {
	a, ok := s.host.LookupStream(s.id)
	if !ok {
		return nil
	}
	for _, p := range append([]*wire.Peer{a.GetOrigin()}, a.GetEntryRelays()...) {
		if info, ok := s.host.learn(p.GetPeerId(), p.GetAddrs()); ok {
			out = append(out, Carrier{Peer: info.ID.String(), Addrs: addrTexts(info.Addrs)})
		}
	}
	return out
}

// provided returns the providers that the table names before ctx ends.
func (s *search) provided(ctx context.Context) (out []Carrier) {
	for info := range s.host.routing.find(ctx, s.id) {
		out = append(out, s.named(info)...)
	}
	return out
}

// named returns a peer of which nothing but the address is known.
func (s *search) named(info peer.AddrInfo) []Carrier {
	if info.ID == s.host.host.ID() {
		return nil
	}
	s.host.host.Peerstore().AddAddrs(info.ID, info.Addrs, learnFor)
	return []Carrier{{Peer: info.ID.String(), Addrs: addrTexts(info.Addrs)}}
}

// view asks a peer whom it knows. The announcement that comes along passes the gate; a wrong one discredits the whole view.
func (s *search) view(ctx context.Context, peerID string) heard {
	rep, err := s.host.View(ctx, peerID, &wire.ViewRequest{StreamId: s.id[:], Want: wire.MaxCarriers})
	if err != nil {
		return heard{}
	}
	if a := rep.GetAnnounce(); a != nil && [wire.StreamIDSize]byte(a.GetStreamId()) == s.id {
		if v, _ := s.host.judge.announce(a, askedFor, time.Now()); v == reject {
			if p, err := peer.Decode(peerID); err == nil {
				s.host.standing.fault(p, time.Now())
			}
			return heard{}
		}
	}
	return heard{s.host.Learn(rep.GetCarriers()[:min(len(rep.GetCarriers()), maxFromOne)]), true}
}

// sorted returns what was found, the most promising first.
func (s *search) sorted() []Carrier {
	out := make([]Carrier, 0, len(s.found))
	for _, c := range s.found {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Carrier) int {
		unknown := func(c Carrier) int {
			if c.Seen.IsZero() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(unknown(a), unknown(b)), cmp.Compare(a.Lag, b.Lag), cmp.Compare(a.Load, b.Load), cmp.Compare(a.Peer, b.Peer))
	})
	return out
}
