package main

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/relay/record"
)

const (
	// patience is how long a picture may stand still until it counts as lost.
	patience = 15 * time.Second
	// calm is how long a picture has to move again for a trial to be over.
	calm = 700 * time.Millisecond
	// still is the most time between two frames of a picture that moves; the clip has 30 a second.
	still = 100 * time.Millisecond
)

// meter notes when frames come. It is the client.Sink of a viewer.
type meter struct {
	mu     sync.Mutex // guards the fields below
	frames []time.Time
}

// WriteFrame implements client.Sink: the frames that it gets can be decoded.
func (m *meter) WriteFrame(f record.Frame) error {
	if !strings.HasPrefix(f.MIME, "video/") {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.frames = append(m.frames, time.Now())
	if n := len(m.frames); n > 4096 {
		m.frames = append(m.frames[:0], m.frames[n-2048:]...)
	}
	return nil
}

// moves tells whether the picture has moved without a pause since a time, for as long as calm.
func (m *meter) moves(since time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	from := now.Add(-calm)
	if len(m.frames) == 0 || from.Before(since) || now.Sub(m.frames[len(m.frames)-1]) > still {
		return false
	}
	last := now
	for i := len(m.frames) - 1; i >= 0 && last.After(from); i-- {
		if last.Sub(m.frames[i]) > still {
			return false
		}
		last = m.frames[i]
	}
	return !last.After(from)
}

// frozen returns the longest time between two frames of which the second came after a time.
func (m *meter) frozen(since time.Time) (most time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := 1; i < len(m.frames); i++ {
		if m.frames[i].After(since) {
			most = max(most, m.frames[i].Sub(m.frames[i-1]))
		}
	}
	return most
}

// settle waits until the picture moves again after a fault, and returns how long it stood still. It is false, and patience, if it
// does not.
func (m *meter) settle(ctx context.Context, fault time.Time) (time.Duration, bool) {
	for time.Since(fault) < patience && ctx.Err() == nil {
		if m.moves(fault) {
			return m.frozen(fault), true
		}
		time.Sleep(20 * time.Millisecond)
	}
	return patience, false
}

// ready waits until the picture moves at all, since a time.
func (m *meter) ready(ctx context.Context, began time.Time, within time.Duration) bool {
	for time.Since(began) < within && ctx.Err() == nil {
		if m.moves(began) {
			return true
		}
		time.Sleep(20 * time.Millisecond)
	}
	return false
}
