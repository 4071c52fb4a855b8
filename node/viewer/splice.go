package viewer

import (
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/record"
)

// splice makes one sequence of frames of those that several connections bring, one after the other: it goes over to the next at its
// first key frame, and keeps the source's clock.
type splice struct {
	mu     sync.Mutex // guards all below
	sink   client.Sink
	active *strand
	armed  *strand // goes on where active ends
	video  bool    // there have been pictures
	shift  time.Duration
	last   map[string]time.Duration // PTS by MIME type
	at     time.Time                // when a frame came last
}

// strand is the Sink of one connection.
type strand struct {
	splice  *splice
	watcher func() *client.Watcher
	begun   func(pause time.Duration) // called when the splice has gone over to this strand, so long after the last frame
}

// arm makes the splice go over to t with its next key frame; nil takes that back.
func (s *splice) arm(t *strand) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.armed = t
}

// WriteFrame implements client.Sink.
func (t *strand) WriteFrame(f record.Frame) error {
	s := t.splice
	s.mu.Lock()
	defer s.mu.Unlock()
	pictures := strings.HasPrefix(f.MIME, "video/")
	switch {
	case t == s.active:
	case t == s.armed && (pictures || !s.video):
		pause := time.Duration(0)
		if s.active != nil {
			pause = time.Since(s.at)
		}
		s.shift = s.begin(t, f)
		s.active, s.armed = t, nil
		t.begun(pause)
	default:
		return nil
	}
	s.video = s.video || pictures
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
	if d, ok := t.watcher().After(s.active.watcher()); ok {
		return s.shift + d
	}
	var newest time.Duration
	for _, pts := range s.last {
		newest = max(newest, pts)
	}
	return newest + time.Since(s.at) - first.PTS
}
