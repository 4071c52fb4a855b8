package p2p

import (
	"context"
	"maps"
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

	maxAnchorsAsked = 4 // that worked before, whatever they carry
)

// FindCarriers returns who may carry a stream: the origin and the entry relays of its announcement, this node's own view if it
// carries the stream, the providers that the table names, and whom each of these names in turn, at most eight of them. Hints are
// multiaddrs with /p2p/<id> to ask besides, as an invite link has them. The first are those with the least lag that somebody told,
// within the bounds of rank; those of whom nothing is known come last. It takes three seconds at most, half of one more once
// somebody has answered, and finding nobody is no error.
func (h *Host) FindCarriers(ctx context.Context, id [wire.StreamIDSize]byte, hints ...string) ([]Carrier, error) {
	if err := h.ready(ctx); err != nil {
		return nil, err
	}
	looking, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	s := search{host: h, id: id, found: make(map[string]candidate), asked: make(map[string]bool), results: make(chan heard)}
	s.take(looking, s.hinted(hints))
	s.take(looking, s.announced())
	s.take(looking, told(h.Learn(h.views.sample(id, maxFromOne)), h.host.ID()))
	for _, p := range h.memory.anchors(maxAnchorsAsked) {
		s.look(looking, p)
	}
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
	return rank(slices.Collect(maps.Values(s.found))), ctx.Err()
}

// search is one look for carriers. Only the goroutine that began it uses its fields; others send to results.
type search struct {
	host    *Host
	id      [wire.StreamIDSize]byte
	found   map[string]candidate
	asked   map[string]bool
	pending int // goroutines that will send to results
	results chan heard
	grace   *time.Timer
}

// heard is what one source told.
type heard struct {
	carriers []candidate
	alive    bool // a peer has answered
}

func (s *search) start(look func() heard) {
	s.pending++
	go func() { s.results <- look() }()
}

// take adds carriers and asks the new ones for their view.
func (s *search) take(ctx context.Context, carriers []candidate) {
	for _, c := range carriers {
		known, old := s.found[c.Peer]
		if old {
			c.vouched = c.vouched || known.vouched
			if !known.Seen.IsZero() || c.Seen.IsZero() { // else somebody tells more than the name
				known.vouched = c.vouched
				c = known
			}
			s.found[c.Peer] = c
			continue
		}
		if len(s.found) < maxCarriers {
			s.found[c.Peer] = c
			s.look(ctx, c.Peer)
		}
	}
}

// look asks a peer for its view, unless enough are asked.
func (s *search) look(ctx context.Context, peerID string) {
	if !s.asked[peerID] && len(s.asked) < maxViews && ctx.Err() == nil {
		s.asked[peerID] = true
		s.start(func() heard { return s.view(ctx, peerID) })
	}
}

// hinted returns the peers of an invite link.
func (s *search) hinted(hints []string) (out []candidate) {
	for _, hint := range hints {
		if info, err := peer.AddrInfoFromString(hint); err == nil {
			for _, c := range s.named(*info) {
				out = append(out, candidate{Carrier: c, vouched: true})
			}
		}
	}
	return out
}

// announced returns the origin and the entry relays of the newest announcement.
func (s *search) announced() (out []candidate) {
	a, ok := s.host.LookupStream(s.id)
	if !ok {
		return nil
	}
	for _, p := range append([]*wire.Peer{a.GetOrigin()}, a.GetEntryRelays()...) {
		if info, ok := s.host.learn(p.GetPeerId(), p.GetAddrs()); ok {
			out = append(out, candidate{Carrier: carrierAt(info), vouched: true})
		}
	}
	return out
}

// provided returns the providers that the table names before ctx ends.
func (s *search) provided(ctx context.Context) (out []candidate) {
	for info := range s.host.routing.find(ctx, s.id) {
		for _, c := range s.named(info) {
			out = append(out, candidate{Carrier: c})
		}
	}
	return out
}

// named returns a peer of which nothing but the address is known.
func (s *search) named(info peer.AddrInfo) []Carrier {
	if info.ID == s.host.host.ID() {
		return nil
	}
	s.host.host.Peerstore().AddAddrs(info.ID, info.Addrs, learnFor)
	return []Carrier{carrierAt(info)}
}

func carrierAt(info peer.AddrInfo) Carrier {
	return Carrier{Peer: info.ID.String(), Addrs: addrTexts(info.Addrs), addrs: info.Addrs}
}

// told names who told of carriers.
func told(carriers []Carrier, teller peer.ID) (out []candidate) {
	for _, c := range carriers {
		out = append(out, candidate{Carrier: c, teller: teller})
	}
	return out
}

// view asks a peer whom it knows. The announcement that comes along passes the gate; a wrong one discredits the whole view.
func (s *search) view(ctx context.Context, peerID string) heard {
	rep, err := s.host.View(ctx, peerID, &wire.ViewRequest{StreamId: s.id[:], Want: wire.MaxCarriers})
	if err != nil {
		return heard{}
	}
	p, err := peer.Decode(peerID)
	if err != nil {
		return heard{}
	}
	if a := rep.GetAnnounce(); a != nil && [wire.StreamIDSize]byte(a.GetStreamId()) == s.id {
		if v, _ := s.host.judge.announce(a, askedFor, time.Now()); v == reject {
			s.host.standing.fault(p, time.Now())
			return heard{}
		}
	}
	return heard{told(s.host.Learn(rep.GetCarriers()[:min(len(rep.GetCarriers()), maxFromOne)]), p), true}
}
