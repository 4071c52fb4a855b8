package congestion

import (
	"math/rand/v2"
	"testing"
	"time"
)

// link is a bottleneck with a queue, in simulated time.
type link struct {
	rate  uint64        // bits per second
	queue time.Duration // the longest; beyond it packets are dropped
	delay time.Duration
	loss  float64
	free  time.Duration // when the queue is empty
	rng   *rand.Rand
}

// carry returns when a packet arrives, or false if it is lost.
func (l *link) carry(size int, now time.Duration) (time.Duration, bool) {
	l.free = max(l.free, now)
	if l.free-now > l.queue {
		return 0, false
	}
	l.free += time.Duration(uint64(size) * 8 * uint64(time.Second) / l.rate)
	return l.free + l.delay, l.rng.Float64() >= l.loss
}

// layers are what the simulated sender can send, in bits per second.
var layers = []uint64{150_000, 500_000, 1_500_000}

// session is a sender of layered video with a Controller, over a link.
type session struct {
	c       Controller
	l       *link
	now     time.Duration
	seq     uint16
	pending []report
	layer   int
	top     uint64 // highest rate sent in the last second
	lost    int
	sent    int
	delay   time.Duration // the most in the last second
}

type report struct {
	seq     uint16
	arrival time.Duration
	ok      bool
}

// run simulates d: 30 frames a second, feedback every 100 ms.
func (s *session) run(d time.Duration) {
	end := s.now + d
	nextFrame, nextReport := s.now, s.now
	for ; s.now < end; s.now += time.Millisecond {
		if s.now >= nextFrame {
			nextFrame += time.Second / 30
			s.choose()
			for bytes := int(layers[s.layer] / 8 / 30); bytes > 0; bytes -= 1100 {
				s.send(min(bytes, 1100) + 100)
			}
		}
		if n, _ := s.c.Padding(s.now); n > 0 {
			s.send(min(n, 1200))
		}
		if s.now >= nextReport {
			nextReport += 100 * time.Millisecond
			s.report()
		}
	}
}

func (s *session) choose() {
	estimate := s.c.Estimate()
	for s.layer > 0 && layers[s.layer] > estimate {
		s.layer--
	}
	if s.layer+1 < len(layers) {
		if next := layers[s.layer+1]; next*12/10 < estimate {
			s.layer++
		} else {
			s.c.Probe(next*13/10, s.now)
		}
	}
}

func (s *session) send(size int) {
	s.c.Sent(s.seq, size, s.now)
	at, ok := s.l.carry(size, s.now)
	s.pending = append(s.pending, report{s.seq, at, ok})
	s.seq++
	s.sent++
	if !ok {
		s.lost++
	} else {
		s.delay = max(s.delay, at-s.now)
	}
}

func (s *session) report() {
	n := 0
	for n < len(s.pending) && (!s.pending[n].ok || s.pending[n].arrival <= s.now-s.l.delay) {
		if r := s.pending[n]; r.ok {
			s.c.Received(r.seq, r.arrival)
		} else {
			s.c.Lost(r.seq)
		}
		n++
	}
	s.pending = s.pending[n:]
	if n > 0 {
		s.c.Reported(s.now, 2*s.l.delay)
	}
}

func newSession(rate uint64, loss float64) *session {
	return &session{now: time.Second, layer: len(layers) - 1, l: &link{
		rate: rate, queue: 500 * time.Millisecond, delay: 25 * time.Millisecond, loss: loss, rng: rand.New(rand.NewPCG(1, 2)),
	}}
}

// A path that narrows is noticed within two seconds, one that widens within ten.
func TestEstimateFollowsThePath(t *testing.T) {
	s := newSession(2_500_000, 0)
	s.run(10 * time.Second)
	if s.layer != 2 || s.lost > 0 {
		t.Fatalf("on a wide path: layer %d, estimate %d, %d lost", s.layer, s.c.Estimate(), s.lost)
	}
	s.l.rate = 300_000
	begun := s.now
	for s.layer > 0 && s.now-begun < 10*time.Second {
		s.run(100 * time.Millisecond)
	}
	if took := s.now - begun; took > 2*time.Second {
		t.Errorf("a path of 300 kbit/s is noticed after %v", took)
	} else {
		t.Logf("narrow: lowest layer after %v", took)
	}
	s.run(3 * time.Second)
	s.delay, s.lost = 0, 0
	s.run(20 * time.Second)
	if s.layer != 0 || s.delay > 300*time.Millisecond || s.lost > s.sent/100 {
		t.Errorf("on the narrow path: layer %d, delay %v, %d lost, estimate %d", s.layer, s.delay, s.lost, s.c.Estimate())
	}
	s.l.rate = 2_500_000
	begun = s.now
	for s.layer < 2 && s.now-begun < 60*time.Second {
		s.run(100 * time.Millisecond)
	}
	if took := s.now - begun; took > 40*time.Second {
		t.Errorf("a path of 2.5 Mbit/s is noticed after %v, estimate %d", took, s.c.Estimate())
	} else {
		t.Logf("wide: highest layer after %v", took)
	}
}

// Loss that sending less does not cure is no reason to send less.
func TestRandomLossDoesNotCollapseTheEstimate(t *testing.T) {
	for _, loss := range []float64{0.02, 0.05, 0.1, 0.2} {
		s := newSession(3_000_000, loss)
		s.run(60 * time.Second)
		low := time.Duration(0)
		for range 300 {
			s.run(100 * time.Millisecond)
			if s.layer == 0 {
				low += 100 * time.Millisecond
			}
		}
		t.Logf("%.0f %% loss: layer %d, estimate %d, %v of 30 s in the lowest layer", 100*loss, s.layer, s.c.Estimate(), low)
		if loss <= 0.1 && s.layer != 2 {
			t.Errorf("at %.0f %% loss the layer is %d, the estimate %d", 100*loss, s.layer, s.c.Estimate())
		}
		if low > 10*time.Second {
			t.Errorf("at %.0f %% loss %v of 30 s are in the lowest layer", 100*loss, low)
		}
	}
}

// A router that drops what is too much, without a queue, shows by loss alone.
func TestPolicedPath(t *testing.T) {
	s := newSession(2_500_000, 0)
	s.run(5 * time.Second)
	s.l.rate, s.l.queue = 700_000, 20*time.Millisecond
	s.run(15 * time.Second)
	s.sent, s.lost = 0, 0
	s.run(20 * time.Second)
	if s.layer == 2 || s.lost > s.sent/10 {
		t.Errorf("layer %d, %d of %d lost, estimate %d", s.layer, s.lost, s.sent, s.c.Estimate())
	}
}

// A path of its own accord, before anything is known, is not limited.
func TestUnknownPathIsUnlimited(t *testing.T) {
	var c Controller
	if c.Estimate() != Unlimited || c.Probe(1e6, time.Second) {
		t.Error("a new path is limited")
	}
	if n, probing := c.Padding(time.Second); n != 0 || probing {
		t.Error("a new path is probed")
	}
}

func TestFeedbackAllocatesNothing(t *testing.T) {
	s := newSession(300_000, 0.01)
	s.run(5 * time.Second)
	seq, now := s.seq, s.now
	if n := testing.AllocsPerRun(100, func() {
		for range 20 {
			s.c.Sent(seq, 1200, now)
			s.c.Received(seq, now+20*time.Millisecond)
			seq++
			now += time.Millisecond
		}
		s.c.Reported(now, 50*time.Millisecond)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzController feeds whatever a receiver may claim.
func FuzzController(f *testing.F) {
	f.Add([]byte{1, 2, 3, 200, 100, 0, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Controller
		now := time.Second
		for i, v := range b {
			now += time.Duration(v) * time.Millisecond
			switch v % 5 {
			case 0:
				c.Received(uint16(i-int(v)), time.Duration(int64(v)-100)*time.Duration(i)*time.Second)
			case 1:
				c.Lost(uint16(i - 1))
			case 2:
				c.Reported(now, time.Duration(v)*time.Millisecond)
			case 3:
				c.Probe(uint64(v)*10_000, now)
			default:
				c.Sent(uint16(i), int(v)*10, now)
			}
			if c.Estimate() < Floor {
				t.Fatal("below the floor")
			}
		}
	})
}

func BenchmarkController(b *testing.B) {
	var c Controller
	seq, now := uint16(0), time.Second
	for b.Loop() {
		c.Sent(seq, 1200, now)
		c.Received(seq, now+20*time.Millisecond)
		if seq++; seq%30 == 0 {
			c.Reported(now, 50*time.Millisecond)
		}
		now += 3 * time.Millisecond
	}
}
