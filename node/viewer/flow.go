package viewer

import (
	"sync"
	"time"
)

const (
	// silence is the least time without a packet that makes a relay suspect.
	silence = 150 * time.Millisecond
	// slowest is the most that the usual pause makes it: who sends less than two packets a second is not watched for its motion.
	slowest = 1500 * time.Millisecond
	// longest is the most that a long pause of late makes it. To suspect costs a question.
	longest = 400 * time.Millisecond
	// burst is how close packets of one frame follow one another.
	burst = 3 * time.Millisecond
	// memory is how long a long pause is remembered, at least.
	memory = 5 * time.Second
)

// flow knows how packets have been coming, and so what pause is out of the ordinary: more than silence, than three usual times between
// frames, and than the longest pause of late.
type flow struct {
	mu      sync.Mutex // guards the fields below
	last    time.Time
	usual   time.Duration    // between frames, on average
	pauses  [2]time.Duration // the longest of the present and of the past span of memory
	since   time.Time        // of the present span
	packets uint64
	excused bool // the present pause has its reason
}

// packet notes one that came.
func (f *flow) packet(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.packets++
	gap := now.Sub(f.last)
	first, excused := f.last.IsZero(), f.excused
	f.last, f.excused = now, false
	switch {
	case first:
		f.since = now
		return
	case excused:
		return
	case gap < burst:
		return
	case f.usual == 0:
		f.usual = gap
	}
	f.usual += (min(gap, 2*f.usual+silence/3) - f.usual) / 8
	if now.Sub(f.since) > memory {
		f.pauses[0], f.pauses[1], f.since = 0, f.pauses[0], now
	}
	f.pauses[0] = max(f.pauses[0], gap)
}

// silent returns for how long nothing has come, and whether that is out of the ordinary. It is not before the first packet.
func (f *flow) silent(now time.Time) (time.Duration, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last.IsZero() {
		return 0, false
	}
	pause := now.Sub(f.last)
	bound := max(silence, min(slowest, 3*f.usual), min(longest, max(f.pauses[0], f.pauses[1])))
	return pause, pause >= bound
}

// count is how many packets have come.
func (f *flow) count() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.packets
}

// excuse has the present pause not count among the usual ones.
func (f *flow) excuse() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.excused = true
}
