package congestion

import (
	"math/rand/v2"
	"slices"
	"time"
)

// link is a bottleneck with a queue, in simulated time.
type link struct {
	rate   uint64        // bits per second
	queue  time.Duration // the longest; beyond it packets are dropped
	delay  time.Duration
	loss   float64
	jitter time.Duration // of each packet, at most; packets stay in order
	stall  time.Duration // how long the link stands still, every two seconds
	cross  uint64        // bits per second of others, in the same queue
	rng    *rand.Rand

	free    time.Duration // when the queue is empty
	crossed time.Duration
	newest  time.Duration
}

// carry returns when a packet arrives, or false if it is lost.
func (l *link) carry(size int, now time.Duration) (time.Duration, bool) {
	if l.cross > 0 {
		for ; l.crossed < now; l.crossed += time.Duration(1200 * 8 * uint64(time.Second) / l.cross) {
			l.free = max(l.free, l.crossed)
			if l.free-l.crossed <= l.queue {
				l.free += time.Duration(1200 * 8 * uint64(time.Second) / l.rate)
			}
		}
	}
	l.free = max(l.free, now)
	if l.free-now > l.queue {
		return 0, false
	}
	l.free += time.Duration(uint64(size) * 8 * uint64(time.Second) / l.rate)
	at := l.free + l.delay
	if l.jitter > 0 {
		at += time.Duration(l.rng.Int64N(int64(l.jitter)))
	}
	if period := 2 * time.Second; l.stall > 0 && at%period < l.stall {
		at += l.stall - at%period
	}
	at = max(at, l.newest+10*time.Microsecond)
	l.newest = at
	return at, l.rng.Float64() >= l.loss
}

// estimator is what a session asks: a Controller, or another's.
type estimator interface {
	Sent(seq uint16, size int, now time.Duration)
	report(reports []report, now, rtt time.Duration)
	Estimate() uint64
	Probe(rate uint64, now time.Duration) bool
	Padding(now time.Duration) (int, bool)
}

type report struct {
	seq     uint16
	arrival time.Duration
	ok      bool
}

type ours struct{ *Controller }

func (o ours) report(reports []report, now, rtt time.Duration) {
	for _, r := range reports {
		if r.ok {
			o.Received(r.seq, r.arrival)
		} else {
			o.Lost(r.seq)
		}
	}
	o.Reported(now, rtt)
}

// layers are what the simulated sender can send, in bits per second.
var layers = []uint64{150_000, 500_000, 1_500_000}

// session is a sender of layered video, over a link: 30 frames a second of uneven size, a key frame every four seconds.
type session struct {
	e     estimator
	c     *Controller // of ours
	l     *link
	now   time.Duration
	seq   uint16
	layer int
	rng   *rand.Rand
	pacer Pacer

	frames  int
	queue   []queued // packets to be sent
	skip    bool     // to the next key frame
	pending []report
	media   uint64 // bytes of media sent in the present interval, and the target that they come to
	lowered time.Duration
	tick    func()

	// Since measure was called last.
	changes, sent, lost int
	delays              []time.Duration
	at                  [3]time.Duration // time spent in each layer
	padded              int
	skipped             int
}

type queued struct {
	size int
	at   time.Duration
}

func newSession(l link) *session {
	l.rng = rand.New(rand.NewPCG(1, 2))
	if l.queue == 0 {
		l.queue = 500 * time.Millisecond
	}
	if l.delay == 0 {
		l.delay = 25 * time.Millisecond
	}
	c := &Controller{}
	return &session{
		e: ours{c}, c: c, l: &l, now: time.Second, layer: len(layers) - 1, rng: rand.New(rand.NewPCG(3, 4)), tick: func() {},
		lowered: -time.Hour,
	}
}

// run simulates d: feedback every 100 ms.
func (s *session) run(d time.Duration) {
	for end := s.now + d; s.now < end; s.now += time.Millisecond {
		s.tick()
		if s.now%(33*time.Millisecond) == 0 {
			s.choose()
			s.frame()
		}
		s.pacer.Refill(s.e.Estimate(), s.now)
		for len(s.queue) > 0 && s.pacer.Ready() {
			s.send(s.queue[0].size)
			s.queue = s.queue[1:]
		}
		if len(s.queue) > 0 && s.now-s.queue[0].at > time.Second {
			s.queue, s.skip = s.queue[:0], true
			s.skipped++
		}
		if n, _ := s.e.Padding(s.now); n > 0 {
			s.padded++
			s.send(1200)
		}
		if s.now%(100*time.Millisecond) == 0 {
			s.report()
		}
		s.at[s.layer] += time.Millisecond
	}
}

func (s *session) frame() {
	bytes := float64(layers[s.layer]) / 8 / 30
	if s.frames%120 == 0 {
		bytes *= 5
	} else {
		bytes *= 0.96 * (0.7 + 0.6*s.rng.Float64())
	}
	s.frames++
	if s.skip && s.frames%120 != 1 {
		return
	}
	s.skip = false
	for n := int(bytes); n > 0; n -= 1150 {
		s.queue = append(s.queue, queued{min(n, 1150) + 40, s.now})
	}
}

// choose does what the relay's choice of layers does.
func (s *session) choose() {
	before, estimate := s.layer, s.e.Estimate()
	if estimate == Unlimited {
		s.layer = len(layers) - 1
	} else {
		target := estimate / 10 * 9
		for s.layer > 0 && layers[s.layer] > target+target/20 {
			s.layer--
			s.lowered = s.now
		}
		if s.layer+1 < len(layers) {
			if next := layers[s.layer+1]; next <= target-target/7 {
				if s.now-s.lowered >= 2*time.Second {
					s.layer++
				}
			} else {
				s.e.Probe(next*14/10, s.now)
			}
		}
	}
	if s.layer != before {
		s.changes++
		s.frames, s.queue = 0, s.queue[:0] // a layer begins at a key frame
	}
}

func (s *session) send(size int) {
	s.e.Sent(s.seq, size, s.now)
	s.pacer.Spend(size)
	at, ok := s.l.carry(size, s.now)
	s.pending = append(s.pending, report{s.seq, at, ok})
	s.seq++
	s.sent++
	if !ok {
		s.lost++
	} else {
		s.delays = append(s.delays, at-s.now)
	}
}

func (s *session) report() {
	n := 0
	for n < len(s.pending) && (!s.pending[n].ok || s.pending[n].arrival <= s.now-s.l.delay) {
		n++
	}
	for n > 0 && !s.pending[n-1].ok {
		n-- // nobody knows yet that it is lost
	}
	if n > 0 {
		s.e.report(s.pending[:n], s.now, 2*s.l.delay)
		s.pending = s.pending[n:]
	}
}

// until runs until done, for at most d.
func (s *session) until(d time.Duration, done func() bool) time.Duration {
	begun := s.now
	for s.now-begun < d && !done() {
		s.run(50 * time.Millisecond)
	}
	return s.now - begun
}

// measure forgets what has been measured before.
func (s *session) measure() {
	s.changes, s.sent, s.lost, s.padded, s.skipped, s.delays, s.at = 0, 0, 0, 0, 0, s.delays[:0], [3]time.Duration{}
}

// delayAt returns the share q of delays is below.
func (s *session) delayAt(q float64) time.Duration {
	if len(s.delays) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s.delays))
	return sorted[int(q*float64(len(sorted)-1))]
}

// share is how much of the time went into layer i.
func (s *session) share(i int) float64 {
	return float64(s.at[i]) / float64(s.at[0]+s.at[1]+s.at[2])
}
