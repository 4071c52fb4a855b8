package losslab

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// DefaultQueue is the longest that a packet waits for a limited rate, as in the first hop of a home.
const DefaultQueue = 200 * time.Millisecond

// Shape is what one direction of a link does to packets. The zero Shape passes them on at once.
type Shape struct {
	// Delay is how long each packet is on its way. Packets never overtake one another.
	Delay time.Duration
	// Loss is the share of packets lost at random, each on its own, from 0 to 1.
	Loss float64
	// Enter and Leave are the Gilbert model of losses in bursts, beside Loss: before each packet the link turns bad with
	// probability Enter, or good again with probability Leave, and a bad link loses everything. Bursts are 1/Leave packets
	// long in the mean.
	Enter, Leave float64
	// Rate is in bits per second of whole IP packets. Zero means no limit.
	Rate int64
	// Queue is the longest that a packet waits because of Rate; one that would wait longer is lost. Zero means DefaultQueue.
	Queue time.Duration
}

// Validate reports the first figure that makes no sense.
func (s Shape) Validate() error {
	for _, p := range []struct {
		name  string
		value float64
	}{{"loss", s.Loss}, {"enter", s.Enter}, {"leave", s.Leave}} {
		if math.IsNaN(p.value) || p.value < 0 || p.value > 1 {
			return fmt.Errorf("%s %v: not a probability", p.name, p.value)
		}
	}
	switch {
	case s.Enter > 0 && s.Leave == 0:
		return fmt.Errorf("enter %v: bursts never end without leave", s.Enter)
	case s.Delay < 0:
		return fmt.Errorf("delay %v: negative", s.Delay)
	case s.Rate < 0:
		return fmt.Errorf("rate %d: negative", s.Rate)
	case s.Queue < 0:
		return fmt.Errorf("queue %v: negative", s.Queue)
	}
	return nil
}

// verdict is what becomes of one packet.
type verdict int

const (
	pass  verdict = iota
	lost          // by Loss, or in a burst
	spilt         // the queue was full
)

// shaper applies a Shape to packets in the order of their arrival. It keeps no clock: time is what it is told.
type shaper struct {
	shape Shape
	rng   *rand.Rand
	bad   bool      // in a burst
	free  time.Time // when the line has sent all that it holds
	last  time.Time // when the packet before comes out
}

// arrive decides on a packet, and when it comes out at the other end. Lost packets use up no rate: they are lost before the
// queue, so that Loss is the share of what was sent.
func (s *shaper) arrive(now time.Time, bytes int) (time.Time, verdict) {
	if s.bad {
		s.bad = s.rng.Float64() >= s.shape.Leave
	} else if s.shape.Enter > 0 {
		s.bad = s.rng.Float64() < s.shape.Enter
	}
	if s.bad || s.shape.Loss > 0 && s.rng.Float64() < s.shape.Loss {
		return time.Time{}, lost
	}
	out := now
	if s.shape.Rate > 0 {
		queue := s.shape.Queue
		if queue == 0 {
			queue = DefaultQueue
		}
		if s.free.Before(now) {
			s.free = now
		}
		if s.free.Sub(now) > queue {
			return time.Time{}, spilt
		}
		s.free = s.free.Add(time.Duration(float64(bytes) * 8 / float64(s.shape.Rate) * float64(time.Second)))
		out = s.free
	}
	out = out.Add(s.shape.Delay)
	if out.Before(s.last) { // the delay was shortened meanwhile
		out = s.last
	}
	s.last = out
	return out, pass
}

// become changes the shape. What is under way keeps its time, so a shorter delay or a higher rate shows once that is out.
func (s *shaper) become(shape Shape) {
	s.shape = shape
	s.bad = s.bad && shape.Enter > 0
}
