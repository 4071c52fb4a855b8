package relay

import (
	"sync"
	"sync/atomic"
	"time"
)

const (
	// silence is how long a source may send nothing, at least, before it counts as silent; beats is the same in frames.
	silence = 100 * time.Millisecond
	beats   = 3
	// plainSilence is the same for a parent that does not say when it has nothing itself.
	plainSilence = time.Second
	// maxBeat bounds the time from one frame to the next that is believed, and beatMemory is how many frames a long one is remembered for.
	maxBeat    = 500 * time.Millisecond
	beatMemory = 64
	// excused is how long a source that says it has nothing itself is believed, if another parent knows better.
	excused = 300 * time.Millisecond
	// firstMedia is how long a new parent may take to begin: it may need a key frame.
	firstMedia = time.Second
	// minLook is the least time between two looks.
	minLook = 2 * time.Millisecond
)

// watch notices when a source falls silent. A layer's lull, which is told to children, comes at four fifths of the time after which the source counts
// as silent: so a child hears that its parent has nothing before it would suspect the parent.
type watch struct {
	session  *Session
	silent   func(*Session) // nil if nobody is to hear of it
	resting  atomic.Bool    // the timer is not set: there is nothing to watch
	promoted atomic.Bool    // of a standby that was connected: it needs no more than a round trip
	rtt      atomic.Int64   // as last measured, in nanoseconds
	accused  atomic.Bool    // another parent has more than this one admits
	asked    atomic.Int64   // when media was asked for, in Unix nanoseconds
	due      atomic.Int64   // it comes by then

	mu      sync.Mutex // guards the fields below
	timer   *time.Timer
	told    int64 // when silent was called, in Unix nanoseconds
	stopped bool
}

func newWatch(s *Session) *watch {
	w := &watch{session: s}
	w.resting.Store(true)
	w.timer = time.AfterFunc(time.Hour, w.look)
	w.timer.Stop()
	return w
}

// stir sets the timer, now that there is something to watch.
func (w *watch) stir() {
	if w != nil && w.resting.Load() && w.resting.CompareAndSwap(true, false) {
		w.timer.Reset(silence / 2)
	}
}

// expect notes that media has been asked for, which takes a round trip, and longer from a parent that is new.
func (w *watch) expect() {
	if w == nil {
		return
	}
	now, wait := time.Now(), connectTimeout
	if w.session.connectedAt.Load() != nil {
		rtt := time.Duration(w.rtt.Load())
		if wait = rtt + rtt/2; w.session.heard.Load() == 0 && !w.promoted.Load() {
			wait += firstMedia
		}
	}
	w.asked.Store(now.UnixNano())
	w.due.Store(now.Add(wait).UnixNano())
	w.stir()
}

// measure notes the session's round trip, for which Pion has to be asked: no mutex may be held.
func (w *watch) measure() { w.rtt.Store(int64(w.session.roundTrip())) }

// overrule notes that another parent has more than this one admits.
func (w *watch) overrule() {
	if w == nil || time.Since(w.session.LastMedia()) < excused {
		return
	}
	w.accused.Store(true)
	w.stir()
}

// stop ends the watch. It may be called on nil.
func (w *watch) stop() {
	if w == nil {
		return
	}
	w.mu.Lock()
	w.stopped = true
	w.timer.Stop()
	w.mu.Unlock()
	for _, u := range w.session.arrivals.all() {
		u.lull.Store(true)
	}
}

// look is the timer's call.
func (w *watch) look() {
	s, now := w.session, time.Now()
	w.mu.Lock()
	if w.stopped {
		w.mu.Unlock()
		return
	}
	next, lulled := w.lulls(now)
	silent, at := w.isSilent(now)
	if at != 0 && (next == 0 || at < next) {
		next = at
	}
	if next == 0 {
		w.resting.Store(true)
	} else {
		w.timer.Reset(min(max(time.Duration(next-now.UnixNano()), minLook), silence)) // what is due may change
	}
	w.mu.Unlock()
	if lulled {
		s.relay.mu.Lock()
		s.st.notify()
		s.relay.mu.Unlock()
	}
	if silent {
		s.log.Info("source is silent", "since", now.Sub(s.LastMedia()))
		s.spawn(func() { w.silent(s) })
	}
}

// lulls finds the tracks that have begun to say nothing, and returns when the next may.
func (w *watch) lulls(now time.Time) (next int64, lulled bool) {
	for _, u := range w.session.arrivals.all() {
		heard := u.heard.Load()
		if heard == 0 || u.lull.Load() {
			continue
		}
		at := heard + int64(u.patience())*4/5
		switch {
		case at <= now.UnixNano():
			u.lull.Store(true)
			lulled = true
		case next == 0 || at < next:
			next = at
		}
	}
	return next, lulled
}

// patience is how long the track may say nothing.
func (u *upTrack) patience() time.Duration {
	u.mu.Lock()
	l := u.layer
	u.mu.Unlock()
	return l.patience()
}

func (l *layer) patience() time.Duration { return max(silence, beats*time.Duration(l.beat.Load())) }

// isSilent says whether the source owes media and sends none, or when it may be found to. The caller holds the mutex.
func (w *watch) isSilent(now time.Time) (silent bool, at int64) {
	s := w.session
	heard := s.heard.Load()
	asked := w.asked.Load()
	if w.silent == nil || s.role != RoleParent || w.told != 0 && heard <= w.told && asked <= w.told {
		return false, 0
	}
	patience, owes := plainSilence, heard != 0
	if s.link != nil {
		patience, owes = s.link.owed(w.accused.Load())
	}
	if !owes {
		return false, 0
	}
	if at = heard; heard <= asked {
		at = w.due.Load()
	}
	if at += int64(patience); at > now.UnixNano() {
		return false, at
	}
	w.told = now.UnixNano()
	w.accused.Store(false)
	return true, 0
}

// owed says whether the parent owes media of any layer, and how long it may be silent. One that has sent all it has owes nothing, unless it
// is accused of more.
func (k *link) owed(accused bool) (patience time.Duration, owes bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, slot := range k.slots {
		if !slot.wanted || !slot.said.Live || slot.layer == nil {
			continue
		}
		if !accused && slot.said.Quiet && (slot.track == nil || slot.track.reached.Load() <= slot.said.Seq) {
			continue
		}
		if p := slot.layer.patience(); !owes || p < patience {
			patience, owes = p, true
		}
	}
	return patience, owes
}
