package viewer

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/record"
)

const (
	// alive is how long ago the last frame of a connection may be that is still worth waiting with.
	alive = 60 * time.Millisecond
	// abreast is how far behind the present connection the next one may be that has caught up: its way may be longer.
	abreast = 100 * time.Millisecond
	// What the next connection brings is held back up to these bounds until it has caught up: relays send what is past much faster than it was.
	mostHeld, mostHeldBytes, mostHeldFor = 2048, 16 << 20, 500 * time.Millisecond
)

// splice makes one sequence of frames of those that several connections bring, one after the other, on the source's clock. The next one begins at a
// key frame of the past: it is held back until it has caught up, as long as the present one goes on.
type splice struct {
	mu     sync.Mutex // guards all below
	sink   client.Sink
	active *strand
	armed  *strand // goes on where active ends
	held   []record.Frame
	size   int // bytes of held
	since  time.Time
	video  bool // there have been pictures
	shift  time.Duration
	last   map[string]time.Duration // PTS by MIME type
	at     time.Time                // when a frame came last
}

// strand is the Sink of one connection.
type strand struct {
	splice  *splice
	watcher func() *client.Watcher
	after   func(other *strand) (time.Duration, bool) // how much later its PTS zero is than another's, if both know the source's clock
	begun   func(pause time.Duration)                 // called when the splice has gone over to this strand, so long after the last frame
}

// arm makes the splice go over to t, at a key frame; nil takes that back.
func (s *splice) arm(t *strand) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.armed, s.held, s.size = t, nil, 0
}

// WriteFrame implements client.Sink.
func (t *strand) WriteFrame(f record.Frame) error {
	s := t.splice
	s.mu.Lock()
	defer s.mu.Unlock()
	pictures := strings.HasPrefix(f.MIME, "video/")
	switch {
	case t == s.active:
		return s.write(f)
	case t != s.armed, len(s.held) == 0 && s.video && !pictures:
		return nil
	}
	if len(s.held) == 0 {
		s.since = time.Now()
	}
	f.Data = bytes.Clone(f.Data)
	s.held, s.size = append(s.held, f), s.size+len(f.Data)
	if s.waits(t, f) {
		return nil
	}
	pause := time.Duration(0)
	if s.active != nil {
		pause = time.Since(s.at)
	}
	s.shift = s.begin(t, s.held[0])
	held := s.held
	s.active, s.armed, s.held, s.size = t, nil, nil, 0
	t.begun(pause)
	for _, f := range held {
		if err := s.write(f); err != nil {
			return err
		}
	}
	return nil
}

// waits tells whether the present connection goes on, and is well ahead of the newest frame of the next one.
func (s *splice) waits(t *strand, newest record.Frame) bool {
	if s.active == nil || time.Since(s.at) > alive || len(s.held) >= mostHeld || s.size >= mostHeldBytes || time.Since(s.since) >= mostHeldFor {
		return false
	}
	d, known := t.after(s.active)
	if !known {
		return false
	}
	if s.video && !strings.HasPrefix(newest.MIME, "video/") {
		return true
	}
	return newest.PTS+s.shift+d < s.last[newest.MIME]-abreast
}

// write hands a frame of the active connection on.
func (s *splice) write(f record.Frame) error {
	s.video = s.video || strings.HasPrefix(f.MIME, "video/")
	f.PTS += s.shift
	if last, ok := s.last[f.MIME]; ok && f.PTS <= last {
		f.PTS = last + time.Millisecond // shown before: decoders need it all the same
	}
	s.last[f.MIME], s.at = f.PTS, time.Now()
	if s.sink == nil {
		return nil
	}
	return s.sink.WriteFrame(f)
}

// begin returns what is to be added to the times of t: by the source's clock if both connections know it, else as if its first frame
// had followed the last without a gap in time.
func (s *splice) begin(t *strand, first record.Frame) time.Duration {
	if s.active == nil {
		return 0
	}
	if d, ok := t.after(s.active); ok {
		return s.shift + d
	}
	var newest time.Duration
	for _, pts := range s.last {
		newest = max(newest, pts)
	}
	return newest + time.Since(s.at) - first.PTS
}
