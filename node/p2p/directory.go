package p2p

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/casto-network/casto/node/wire"
)

// Bounds of a directory. Records are at most 1 KiB, so that a full one holds 16 MiB.
const (
	maxStreams         = 8192
	maxRelays          = 8192
	maxPerStreamer     = 16 // live streams of one streamer
	maxRelaysPerWallet = 16
	rememberedPerLive  = 4 // expired ones may still be remembered, up to so many times the live ones

	announceEvery = 10 * time.Second // of one stream, on gossip
	advertEvery   = 30 * time.Second // of one relay, on gossip, where there are few
	recordBurst   = 3

	clockSkew = 30 * time.Second
)

// remember is how long a number is kept after its record has expired: as long as an older record, of at most so many seconds, could
// still be fresh.
func remember(maxTTL int) time.Duration { return time.Duration(maxTTL)*time.Second + 2*clockSkew }

// Why a directory does not take a record; none of it is a fault of who sent it.
var (
	errEnded    = errors.New("stream or relay ended before it was known")
	errFull     = errors.New("directory full")
	errCrowded  = errors.New("too many records of one owner")
	errTooOften = errors.New("records come too often")
	errPlace    = errors.New("too many relays at one place")
)

// directory is what a node has heard of: the newest record of each stream and of each relay. Its methods take the time from the
// caller and may be called concurrently.
type directory struct {
	mu      sync.Mutex // guards shelves, changed and population
	streams shelf[*wire.StreamAnnounce]
	relays  shelf[*wire.RelayAdvert]
	changed map[chan<- struct{}]struct{}

	region     string // whose relays are the population, as of the last sweep
	population int
}

// shelf holds the records of one kind by key: stream id or binary peer id.
type shelf[R record] struct {
	byKey    map[string]*entry[R]
	byOwner  map[string]map[string]struct{} // keys
	byPlace  map[string]map[string]struct{} // keys
	most     int
	perOwner int
	remember time.Duration
	places   func(R) []string // of which none holds more than mayHold says; nil: no place
	every    time.Duration
	key      func(R) string
	owner    func(R) string
}

// record is what streams' announcements and relays' adverts have in common.
type record interface {
	wire.Message
	comparable
	GetSeq() uint64
	GetIssued() uint64
	GetTtlS() uint32
}

// entry is the newest record of its key, or the memory of one that has expired.
type entry[R record] struct {
	record  R
	expires time.Time
	rate    *rate.Limiter // of what comes by gossip
}

func newDirectory(region string) *directory {
	return &directory{
		streams: shelf[*wire.StreamAnnounce]{
			byKey: make(map[string]*entry[*wire.StreamAnnounce]), byOwner: make(map[string]map[string]struct{}),
			most: maxStreams, perOwner: maxPerStreamer, every: announceEvery, remember: remember(wire.MaxTTL),
			key:   func(a *wire.StreamAnnounce) string { return string(a.GetStreamId()) },
			owner: func(a *wire.StreamAnnounce) string { return string(a.GetStreamer()) },
		},
		relays: shelf[*wire.RelayAdvert]{
			byKey: make(map[string]*entry[*wire.RelayAdvert]), byOwner: make(map[string]map[string]struct{}),
			most: maxRelays, perOwner: maxRelaysPerWallet, every: advertEvery, remember: remember(wire.MaxAdvertTTL), byPlace: make(map[string]map[string]struct{}), places: placesOf,
			key:   func(a *wire.RelayAdvert) string { return string(a.GetBinding().GetPeerId()) },
			owner: func(a *wire.RelayAdvert) string { return string(a.GetBinding().GetWallet()) },
		},
		changed: make(map[chan<- struct{}]struct{}), region: region,
	}
}

// issuedAt is the time that a validated record carries.
func issuedAt[R record](r R) time.Time { return time.UnixMilli(int64(r.GetIssued())) }

// expiry is when a validated record ends.
func expiry[R record](r R) time.Time {
	return issuedAt(r).Add(time.Duration(r.GetTtlS()) * time.Second)
}

// admits tells why the shelf would not take r now, or nil. It is the question to ask before a signature is checked.
func (s *shelf[R]) admits(r R, now time.Time, gossip bool) error {
	e := s.byKey[s.key(r)]
	if e == nil {
		switch {
		case r.GetTtlS() == 0:
			return errEnded
		case len(s.byKey) >= s.most:
			return errFull
		case s.crowded(s.owner(r), now):
			return errCrowded
		case s.packed(r, now):
			return errPlace
		}
		return nil
	}
	switch {
	case r.GetSeq() <= e.record.GetSeq():
		return ErrStale
	case gossip && e.rate.TokensAt(now) < 1:
		return errTooOften
	case !e.expires.After(now) && s.crowded(s.owner(r), now):
		return errCrowded
	case s.packed(r, now):
		return errPlace
	}
	return nil
}

// packed reports whether a place that r names holds as many other live records as it may.
func (s *shelf[R]) packed(r R, now time.Time) bool {
	if s.places == nil || r.GetTtlS() == 0 {
		return false
	}
	own := s.key(r)
	for _, place := range s.places(r) {
		others := 0
		for key := range s.byPlace[place] {
			if key != own && s.byKey[key].expires.After(now) {
				others++
			}
		}
		if others >= mayHold(place) {
			return true
		}
	}
	return false
}

// mayHold is how many relays a place may hold: one that is a circuit relay's holds those that have no other.
func mayHold(place string) int {
	if strings.HasPrefix(place, circuitPlace) {
		return 4 * maxRelaysPerNet
	}
	return maxRelaysPerNet
}

// crowded reports whether the owner has as many live records as one may, or too many remembered ones besides.
func (s *shelf[R]) crowded(owner string, now time.Time) bool {
	keys := s.byOwner[owner]
	if len(keys) < s.perOwner {
		return false
	}
	live := 0
	for key := range keys {
		if s.byKey[key].expires.After(now) {
			live++
		}
	}
	return live >= s.perOwner || len(keys) >= s.perOwner*rememberedPerLive
}

// put stores r unless admits would refuse it.
func (s *shelf[R]) put(r R, now time.Time, gossip bool) error {
	if why := s.admits(r, now, gossip); why != nil {
		return why
	}
	key := s.key(r)
	e := s.byKey[key]
	if e == nil {
		e = &entry[R]{rate: rate.NewLimiter(rate.Every(s.every), recordBurst)}
		s.byKey[key] = e
	} else {
		s.disown(key)
	}
	e.record, e.expires = r, expiry(r)
	owner := s.owner(r)
	if s.byOwner[owner] == nil {
		s.byOwner[owner] = make(map[string]struct{})
	}
	s.byOwner[owner][key] = struct{}{}
	if s.places != nil {
		for _, place := range s.places(r) {
			if s.byPlace[place] == nil {
				s.byPlace[place] = make(map[string]struct{})
			}
			s.byPlace[place][key] = struct{}{}
		}
	}
	if gossip {
		e.rate.SetLimitAt(now, rate.Every(s.every))
		e.rate.AllowN(now, 1)
	}
	return nil
}

// disown takes key off the lists of its owner and of its places.
func (s *shelf[R]) disown(key string) {
	if s.places != nil {
		for _, place := range s.places(s.byKey[key].record) {
			delete(s.byPlace[place], key)
			if len(s.byPlace[place]) == 0 {
				delete(s.byPlace, place)
			}
		}
	}
	owner := s.owner(s.byKey[key].record)
	delete(s.byOwner[owner], key)
	if len(s.byOwner[owner]) == 0 {
		delete(s.byOwner, owner)
	}
}

// page returns at most want live records in the order of their keys, from after the given key; want below zero means all.
func (s *shelf[R]) page(after string, want int, now time.Time) []R {
	var out []R
	for _, key := range slices.Sorted(maps.Keys(s.byKey)) {
		if len(out) == want {
			break
		}
		if e := s.byKey[key]; key > after && e.expires.After(now) {
			out = append(out, e.record)
		}
	}
	return out
}

// get returns the live record of key, or the zero value.
func (s *shelf[R]) get(key string, now time.Time) (r R) {
	if e := s.byKey[key]; e != nil && e.expires.After(now) {
		return e.record
	}
	return r
}

// sweep forgets what expired long ago and reports whether a record has expired since the given time.
func (s *shelf[R]) sweep(since, now time.Time) (expired bool) {
	for key, e := range s.byKey {
		if e.expires.After(since) && !e.expires.After(now) {
			expired = true
		}
		if now.Sub(e.expires) > s.remember {
			s.disown(key)
			delete(s.byKey, key)
		}
	}
	return expired
}

// offer stores a record, or says why not.
func offer[R record](d *directory, s *shelf[R], r R, now time.Time, gossip bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	why := s.put(r, now, gossip)
	if why == nil {
		d.notify()
	}
	return why
}

// wants says why a record would not be stored now, or nil.
func wants[R record](d *directory, s *shelf[R], r R, now time.Time, gossip bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.admits(r, now, gossip)
}

// pageOf returns live records; see shelf.page.
func pageOf[R record](d *directory, s *shelf[R], after string, want int, now time.Time) []R {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.page(after, want, now)
}

// recordOf returns the live record of key, or the zero value.
func recordOf[R record](d *directory, s *shelf[R], key string, now time.Time) R {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.get(key, now)
}

// sweep forgets what expired long ago, and notifies when a record has expired since the given time.
func (d *directory) sweep(since, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	streams, relays := d.streams.sweep(since, now), d.relays.sweep(since, now)
	if streams || relays {
		d.notify()
	}
	d.population = 0
	for _, e := range d.relays.byKey {
		if e.expires.After(now) && e.record.GetRegion() == d.region {
			d.population++
		}
	}
	pace, _ := wire.AdvertPace(d.population)
	d.relays.every = max(advertEvery, pace/2) // others may know fewer relays
}

// watch makes every change send to ch, without waiting, until stop is called.
func (d *directory) watch(ch chan<- struct{}) (stop func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.changed[ch] = struct{}{}
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.changed, ch)
	}
}

// notify wakes the watchers; d.mu is held.
func (d *directory) notify() {
	for ch := range d.changed {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}
