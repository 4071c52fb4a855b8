package relay

import (
	"context"
	"errors"
	"time"
)

const (
	// vacant is how long a publisher sends nothing until another may take its place: whoever crashed is back before ICE misses them.
	vacant = time.Second
	// vacantLook is how often that is looked at while another one waits.
	vacantLook = 50 * time.Millisecond
)

// succeed claims a stream for a publisher. Where there is one that has just fallen silent, it waits to see whether that one is gone. Errors:
// ErrBusy if it is not.
func (r *Relay) succeed(ctx context.Context, s *Session, name string) error {
	present := r.publisherOf(name)
	var heard time.Time
	if present != nil {
		heard = present.LastMedia()
	}
	tick := time.NewTicker(vacantLook)
	defer tick.Stop()
	for {
		err := r.claim(s, name)
		if !errors.Is(err, ErrBusy) || present == nil || heard.IsZero() || present.LastMedia().After(heard) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-tick.C:
		}
	}
}

// publisherOf returns who publishes a stream here, nil if nobody does.
func (r *Relay) publisherOf(name string) *Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	if st := r.streams[name]; st != nil && st.source != nil && st.source.role == RolePublisher {
		return st.source
	}
	return nil
}

// vacate ends a publisher that has sent media, and none for as long as vacant. The caller holds the relay's mutex.
func (r *Relay) vacate(st *stream) bool {
	s := st.source
	if last := s.LastMedia(); s.role != RolePublisher || last.IsZero() || time.Since(last) < vacant {
		return false
	}
	st.source, st.lost = nil, time.Now()
	s.closeFor("silent, and another publisher has come")
	return true
}
