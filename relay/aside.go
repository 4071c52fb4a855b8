package relay

import (
	"fmt"
	"time"
)

// SetStandby makes a viewer's session a standby one, which is connected, sent no media and counted apart, or ends that: the viewer then
// plays at once, from the last key frame in memory. Like a new viewer it may be refused then, by ErrFull or ErrOverloaded, and
// stays on standby. On other sessions, and for a child relay, SetStandby does nothing.
func (s *Session) SetStandby(on bool) error {
	if s.viewer == nil || s.viewer.carrier != nil {
		return nil
	}
	changed, err := s.relay.setAside(s, on)
	if err != nil {
		return fmt.Errorf("end standby: %w", err)
	}
	if changed {
		s.st.wake()
	}
	return nil
}

// Standby says whether SetStandby or SubscribeOptions made the session one that is sent nothing.
func (s *Session) Standby() bool { return s.aside.Load() }

// bound is what a viewer may be sent.
func (s *Session) bound() Limit {
	if s.aside.Load() {
		return LimitPaused
	}
	return Limit(s.limit.Load())
}

// setAside moves a viewer from those who are sent media to those on standby, or back.
func (r *Relay) setAside(s *Session, on bool) (changed bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, attending := s.st.viewers[s]; !attending || s.aside.Load() == on {
		return false, nil
	}
	if on {
		r.viewers--
		r.standbys++
	} else {
		if err := r.admitViewer(s.st, false, time.Now()); err != nil {
			return false, err
		}
		r.standbys--
		r.admitted(s.st, false)
	}
	s.aside.Store(on)
	return true, nil
}

// admitStandby says whether there is room for one more: there may be as many as viewers. The caller holds the relay's mutex.
func (r *Relay) admitStandby(now time.Time) error {
	if most := r.o.MaxViewers; most > 0 && r.standbys >= most {
		return r.refuse(now, fmt.Errorf("%w: it holds %d standby connections, as many as its operator allows viewers; use another relay", ErrFull, most))
	}
	return nil
}

// Flow is what a relay gets of a stream.
type Flow uint8

// The kinds of flow.
const (
	FlowNone Flow = iota // nothing, or there is no source
	FlowIdle             // nothing, because it is not asked for: there are no viewers but on standby
	FlowLive             // media
)

// Flows says what the source of a stream has sent within a time.
func (r *Relay) Flows(stream string, within time.Duration) Flow {
	r.mu.Lock()
	defer r.mu.Unlock()
	st := r.streams[stream]
	if st == nil || st.source == nil {
		return FlowNone
	}
	since, flow := time.Now().Add(-within), FlowIdle
	for _, kind := range []string{"audio", "video"} {
		f := st.feed(kind).Load()
		if f == nil {
			continue
		}
		for _, l := range f.layers {
			if p := l.ring.Last(); p != nil && p.Arrival.After(since) {
				return FlowLive
			}
			if !l.asleep.Load() {
				flow = FlowNone
			}
		}
	}
	return flow
}
