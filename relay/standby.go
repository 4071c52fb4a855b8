package relay

import (
	"fmt"
	"time"
)

// Standby is what a session with a parent is beside the stream's source.
type Standby uint8

// How a standby stands by.
const (
	StandbyNone Standby = iota // it does not: it is the source
	StandbyWarm                // connected, and sent nothing
	StandbyHot                 // sent what the source sends; each packet counts that comes first
)

const (
	// maxStandbys is how many a stream may have.
	maxStandbys = 4
	// handover is how long a former source goes on sending at most, if the present one does not begin.
	handover = time.Second
	// overtaken is how many numbers a standby's parent must be ahead of what has come from a silent source, to be believed that it is not the
	// publisher who is silent.
	overtaken = 16
)

// Promote makes a standby the stream's source, and what was its source a standby of the same kind, once this one sends; its owner may close
// it. Both carry the source's numbers, so that viewers notice nothing but the time it takes: the new source is asked, in one message, for each layer
// from the first number on that is missing here. If it carries another epoch, of a publisher who has returned, that one begins. On the source itself
// Promote does nothing. One that has to be made first, because there was no standby, had better be hot: its media comes with the connection,
// where a promotion waits for the data channel. Errors: ErrUnsupported for a session that is not with a parent, ErrClosed for one that has ended, ErrBusy if
// the stream is published here.
func (s *Session) Promote() error {
	if err := s.promote(time.Now()); err != nil {
		return fmt.Errorf("promote: %w", err)
	}
	return nil
}

func (s *Session) promote(now time.Time) error {
	if s.role != RoleParent {
		return fmt.Errorf("%w: the session is with a %s", ErrUnsupported, s.role)
	}
	changed, err := s.relay.promote(s, now)
	if err != nil || !changed {
		return err
	}
	s.log.Info("promoted to the stream's source")
	connected := s.connectedAt.Load()
	s.watch.promoted.Store(connected != nil && now.Sub(*connected) > firstMedia)
	s.watch.measure()
	s.watch.expect()
	s.link.demand(now)
	s.spawn(func() { s.link.insist(now) })
	s.st.wake()
	return nil
}

// promote makes s the source of its stream. It is false if it is that already.
func (r *Relay) promote(s *Session, now time.Time) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	st := s.st
	if st.source == s {
		return false, nil
	}
	if _, stands := st.standbys[s]; !stands {
		return false, ErrClosed
	}
	old := st.source
	if old != nil && old.role != RoleParent {
		return false, ErrBusy
	}
	kind := s.Duty()
	delete(st.standbys, s)
	st.source, st.expects = s, s.link.kinds
	s.duty.Store(uint32(StandbyNone))
	s.barred.Store(false)
	switch {
	case old == nil:
	case old.link == nil:
		old.closeFor("replaced by another parent")
	default:
		st.standbys[old] = struct{}{}
		old.duty.Store(uint32(kind))
		old.link.stepDown(now)
	}
	s.link.stepUp(now, old == nil)
	st.notify()
	return true, nil
}

// stepUp makes the link the source's. Late is one that comes when there has been none for a while. The caller holds the relay's mutex.
func (k *link) stepUp(now time.Time, late bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if epoch := k.session.st.epoch(); epoch == k.said.Epoch {
		k.held, k.follows = epoch, true
		k.session.origin = k.session.st.originOf(epoch)
	} else {
		k.held, k.follows = epoch, false
	}
	k.hasty.Store(now.Sub(k.promoted) < handover)
	k.promoted, k.until, k.taking, k.looked = now, time.Time{}, true, time.Time{}
	if k.since = now; k.follows && !late {
		k.since = now.Add(-warm) // what is needed is known
	}
	k.lead()
	for _, slot := range k.slots {
		if slot.layer != nil && slot.track != nil {
			slot.track.takeOver()
		} else if slot.layer != nil {
			slot.layer.feeder.Store(nil)
		}
	}
}

// stepDown makes the link a standby's. The caller holds the relay's mutex.
func (k *link) stepDown(now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.until = now.Add(handover)
	k.nudge()
}

// settle brings a standby in line with what has become of the stream, and ends a former source's sending once the present one sends.
func (k *link) settle(now time.Time) {
	s := k.session
	if s.Duty() == StandbyNone {
		return
	}
	s.relay.mu.Lock()
	defer s.relay.mu.Unlock()
	if _, stands := s.st.standbys[s]; !stands {
		return
	}
	delivered := false
	if source := s.st.source; source != nil && source.link != nil {
		delivered = source.link.delivers()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if delivered || now.After(k.until) {
		k.until = time.Time{}
	}
	k.follow()
}

// delivers says whether all that was asked for since the promotion, and that there is, has begun to come.
func (k *link) delivers() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.taking {
		return false // nothing has been asked for yet
	}
	for _, slot := range k.slots {
		if slot.wanted && slot.said.Live && slot.layer != nil && (slot.track == nil || slot.track.heard.Load() < k.promoted.UnixNano()) {
			return false
		}
	}
	return true
}

// feeds says whether what comes goes into the rings. The caller holds the mutex.
func (k *link) feeds() bool {
	duty := k.session.Duty()
	return duty == StandbyNone || !k.session.barred.Load() && (duty == StandbyHot || !k.until.IsZero())
}

// retire takes the link's tracks from the rings. The caller holds the relay's mutex.
func (k *link) retire() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.retired = true
	for _, slot := range k.slots {
		if slot.layer == nil {
			continue
		}
		slot.layer.link.CompareAndSwap(k, nil)
		if slot.track != nil {
			slot.track.enter(false, false)
		}
	}
}

// Demote makes a standby one of another kind: StandbyWarm or StandbyHot. The source remains what it is: promote another in its place.
// Errors: ErrUnsupported for the source, a session that is not with a parent, and another kind; ErrClosed for one that has ended.
func (s *Session) Demote(to Standby) error {
	r := s.relay
	if s.role != RoleParent || to != StandbyWarm && to != StandbyHot {
		return fmt.Errorf("demote: %w", ErrUnsupported)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.st.source == s {
		return fmt.Errorf("demote: %w: it is the source", ErrUnsupported)
	}
	if _, stands := s.st.standbys[s]; !stands {
		return fmt.Errorf("demote: %w", ErrClosed)
	}
	s.duty.Store(uint32(to))
	s.link.nudge()
	return nil
}

// Duty says what a session with a parent is: StandbyNone for the source.
func (s *Session) Duty() Standby { return Standby(s.duty.Load()) }

// Conflicts counts what a standby has contradicted the source in: packets of the same number that differ. One is proof that one of the
// two parents lies; the standby's media is not used any more, unless it is promoted.
func (s *Session) Conflicts() uint64 { return s.conflicts.Load() }

// contradicted notes that a packet of the session differs from that of another parent.
func (s *Session) contradicted() {
	if s.conflicts.Add(1) == 1 {
		s.log.Warn("standby contradicts the stream's source")
	}
	if s.Duty() != StandbyNone && !s.barred.Swap(true) {
		s.link.nudge()
	}
}

// LastMedia returns when the peer last sent media of any layer, the zero time if it never has.
func (s *Session) LastMedia() time.Time {
	if at := s.heard.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// epoch returns that of the stream's present or last origin, empty if there has been none. The caller holds the relay's mutex.
func (st *stream) epoch() string {
	if st.source != nil && st.source.link != nil {
		for _, kind := range []string{"video", "audio"} {
			if f := st.feed(kind).Load(); f != nil && f.origin == st.source.origin {
				return f.origin.epoch
			}
		}
	}
	for _, kind := range []string{"video", "audio"} {
		if f := st.feed(kind).Load(); f != nil && f.origin != nil {
			return f.origin.epoch
		}
	}
	return ""
}

// stand makes s a standby of a stream. It is false if the stream has no source for it to stand by.
func (r *Relay) stand(s *Session, name string, kind Standby) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return false, ErrClosed
	}
	st := r.streams[name]
	switch {
	case st == nil || st.source == nil:
		return false, nil
	case st.source.role != RoleParent:
		return false, ErrBusy
	case len(st.standbys) >= maxStandbys:
		return false, fmt.Errorf("%w and %d standbys", ErrBusy, maxStandbys)
	}
	st.standbys[s] = struct{}{}
	s.st = st
	s.duty.Store(uint32(kind))
	return true, nil
}
