package relay

import (
	"context"
	"fmt"
	"maps"
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/relay/internal/negotiate"
)

const (
	// grace is how long viewers outlive their source, which may return.
	grace = 10 * time.Second
	// partial is how long a subscriber waits for the second of two announced tracks once the first flows. A publisher whose
	// camera is off sends audio only.
	partial = time.Second
	// patience is how long a subscriber waits for the first.
	patience = 10 * time.Second
)

// stream is one live stream: at most one source, any number of viewers. It outlives its source by grace.
type stream struct {
	name   string
	shards []*shard

	video, audio atomic.Pointer[feed]
	shares       []share // one per shard

	packetsIn, bytesIn, bytesOut atomic.Uint64

	// Guarded by the relay's mutex.
	source   *Session // nil while there is none
	standbys map[*Session]struct{}
	expects  []string  // kinds of track the source announced
	flowing  time.Time // when the source's first track came
	lost     time.Time
	viewers  map[*Session]struct{}
	changed  chan struct{} // closed at the next change of source or feeds
}

// share is what a stream keeps per shard, so that only the shards with viewers of it are woken, and know why.
type share struct {
	viewers atomic.Int32
	news    atomic.Bool
}

func newStream(name string, shards []*shard) *stream {
	return &stream{
		name: name, shards: shards,
		shares:  make([]share, len(shards)),
		viewers: map[*Session]struct{}{}, standbys: map[*Session]struct{}{},
		changed: make(chan struct{}),
	}
}

// wake nudges the shards that have viewers of this stream. It never blocks.
func (st *stream) wake() {
	for i := range st.shares {
		if st.shares[i].viewers.Load() > 0 {
			st.shares[i].news.Store(true)
			st.shards[i].nudge()
		}
	}
}

func (st *stream) feed(kind string) *atomic.Pointer[feed] {
	if kind == "audio" {
		return &st.audio
	}
	return &st.video
}

// notify tells those who wait in ready. The caller holds the relay's mutex.
func (st *stream) notify() {
	close(st.changed)
	st.changed = make(chan struct{})
}

// codecs returns the codec of each track, if they are known: all that the source announced, or, partial after the first,
// those that came. The caller holds the relay's mutex.
func (st *stream) codecs(now time.Time) (map[string]negotiate.Codec, bool) {
	out := map[string]negotiate.Codec{}
	for _, kind := range st.expects {
		if f := st.feed(kind).Load(); f != nil && (st.source == nil || f.origin == st.source.origin) {
			out[kind] = f.codec
		}
	}
	complete := len(out) == len(st.expects) || !st.flowing.IsZero() && now.Sub(st.flowing) >= partial
	return out, len(out) > 0 && complete
}

// claim makes s the source of a stream, which it creates if need be.
func (r *Relay) claim(s *Session, name string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return ErrClosed
	}
	st := r.streams[name]
	if st != nil && st.source != nil && !(s.role == RolePublisher && r.vacate(st)) {
		return ErrBusy
	}
	if err := r.admitSource(s, st != nil, time.Now()); err != nil {
		return err
	}
	if st == nil {
		st = newStream(name, r.shards)
		r.streams[name] = st
	}
	st.source, st.expects, st.flowing, s.st = s, nil, time.Time{}, st
	st.notify()
	return nil
}

// release ends s as a source or a standby. The stream stays for as long as viewers may hope for another, or a standby for its promotion.
func (r *Relay) release(s *Session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	st := s.st
	delete(st.standbys, s)
	if s.link != nil {
		s.link.retire()
	}
	if st.source == s {
		st.source, st.lost = nil, time.Now()
		st.notify()
	}
	r.drop(st)
}

// drop forgets a stream that has nobody left. The caller holds the relay's mutex.
func (r *Relay) drop(st *stream) {
	if st.source == nil && len(st.viewers)+len(st.standbys) == 0 && r.streams[st.name] == st {
		delete(r.streams, st.name)
	}
}

// expect notes which kinds of track a source announced.
func (r *Relay) expect(s *Session, kinds []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.st.source == s {
		s.st.expects = kinds
		s.st.notify()
	}
}

// announce makes a track's codec known. Viewers who negotiated another, for a source before this one, are sent away: their
// codecs cannot be changed without a new offer.
func (r *Relay) announce(s *Session, kind string, c negotiate.Codec) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.announceLocked(s, kind, c)
}

func (r *Relay) announceLocked(s *Session, kind string, c negotiate.Codec) {
	st := s.st
	if st.source != s {
		return
	}
	slot := st.feed(kind)
	if f := slot.Load(); f != nil && f.origin == s.origin {
		return
	}
	slot.Store(&feed{origin: s.origin, codec: c})
	st.notify()
	for v := range st.viewers {
		if d := v.viewer.track(kind); d != nil {
			if _, ok := negotiate.Match(c, []negotiate.Codec{d.codec}); !ok {
				v.closeFor("stream changed its codec")
			}
		}
	}
}

// addLayer adds a layer to the track of its kind.
func (r *Relay) addLayer(s *Session, kind string, l *layer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.addLayerLocked(s, kind, l)
}

func (r *Relay) addLayerLocked(s *Session, kind string, l *layer) {
	if s.st.source != s {
		return
	}
	r.announceLocked(s, kind, l.codec)
	if s.st.flowing.IsZero() {
		s.st.flowing = time.Now()
	}
	slot := s.st.feed(kind)
	for _, old := range slot.Load().layers {
		if old.rid == l.rid {
			l.serial = max(l.serial, old.serial+1)
		}
	}
	slot.Store(slot.Load().with(l))
	s.st.notify()
}

// join adds s to the viewers of a stream once its codecs are known and s accepts them.
func (r *Relay) join(ctx context.Context, s *Session, name string, accept func(map[string]negotiate.Codec) error) error {
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for {
		r.mu.Lock()
		st := r.streams[name]
		switch {
		case r.closed:
			r.mu.Unlock()
			return ErrClosed
		case st == nil:
			r.mu.Unlock()
			return ErrNoStream
		}
		now, child := time.Now(), s.viewer.carrier != nil
		admit := func() error { return r.admitViewer(st, child, now) }
		if s.aside.Load() {
			admit = func() error { return r.admitStandby(now) }
		}
		if err := admit(); err != nil {
			r.mu.Unlock()
			return err
		}
		codecs, ok := st.codecs(now)
		if ok {
			err := accept(codecs)
			if err == nil {
				s.st = st
				st.viewers[s] = struct{}{}
				if s.aside.Load() {
					r.standbys++
				} else {
					r.admitted(st, child)
				}
			}
			r.mu.Unlock()
			return err
		}
		changed, flowing := st.changed, st.flowing
		r.mu.Unlock()

		var timer <-chan time.Time
		if !flowing.IsZero() {
			timer = time.After(flowing.Add(partial).Sub(now))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for its tracks: %w", ctx.Err())
		case <-enough.C:
			return fmt.Errorf("%w: its source sends no media yet", ErrNoStream)
		case <-changed:
		case <-timer:
		}
	}
}

// leave removes s from the viewers of its stream.
func (r *Relay) leave(s *Session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	st := s.st
	if _, ok := st.viewers[s]; !ok {
		return
	}
	delete(st.viewers, s)
	if s.aside.Load() {
		r.standbys--
	} else {
		r.viewers--
	}
	r.drop(st)
}

// expire ends the streams whose source has not returned within grace.
func (r *Relay) expire(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for name, st := range r.streams {
		if st.source != nil || now.Sub(st.lost) < grace {
			continue
		}
		delete(r.streams, name)
		st.notify()
		for v := range maps.Keys(st.viewers) {
			v.closeFor("stream ended")
		}
		for s := range maps.Keys(st.standbys) {
			s.closeFor("stream ended")
		}
	}
}
