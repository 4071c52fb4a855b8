package congestion

import (
	"testing"
	"time"
)

// Two minutes on each path, after twenty seconds to find out: the layer that fits, nearly all the time, and no more than a few changes.
func TestLayersFitThePath(t *testing.T) {
	for _, test := range []struct {
		name  string
		link  link
		layer int
		share float64       // of the time, at least
		delay time.Duration // that 95 % of packets stay below
		lost  float64       // at most
	}{
		{"wide", link{rate: 5e6}, 2, 1, 60 * time.Millisecond, 0},
		{"jitter of 30 ms", link{rate: 5e6, jitter: 30 * time.Millisecond}, 2, 1, 80 * time.Millisecond, 0},
		{"jitter of 80 ms", link{rate: 5e6, jitter: 80 * time.Millisecond}, 2, 1, 130 * time.Millisecond, 0},
		{"stands still for 150 ms", link{rate: 5e6, stall: 150 * time.Millisecond}, 2, 1, 150 * time.Millisecond, 0},
		{"stands still for 300 ms", link{rate: 5e6, stall: 300 * time.Millisecond}, 2, 1, 300 * time.Millisecond, 0},
		{"just wide enough for the highest", link{rate: 2e6}, 2, 0.95, 150 * time.Millisecond, 0},
		{"not wide enough for it", link{rate: 1.6e6}, 1, 0.95, 100 * time.Millisecond, 0},
		{"medium", link{rate: 8e5}, 1, 0.95, 150 * time.Millisecond, 0},
		{"medium, with a buffer of two seconds", link{rate: 7e5, queue: 2 * time.Second}, 1, 0.95, 200 * time.Millisecond, 0},
		{"narrow", link{rate: 3e5}, 0, 0.95, 200 * time.Millisecond, 0},
		{"narrow, with jitter", link{rate: 4e5, jitter: 40 * time.Millisecond}, 0, 0.95, 200 * time.Millisecond, 0},
		{"shared with a constant flow", link{rate: 2e6, cross: 1.2e6}, 1, 0.95, 150 * time.Millisecond, 0},
		{"hardly any buffer", link{rate: 7e5, queue: 60 * time.Millisecond}, 1, 0.9, 100 * time.Millisecond, 0.05},
		{"2 % loss", link{rate: 3e6, loss: 0.02}, 2, 1, 80 * time.Millisecond, 0.03},
		{"5 % loss", link{rate: 3e6, loss: 0.05}, 2, 1, 80 * time.Millisecond, 0.06},
		{"10 % loss", link{rate: 3e6, loss: 0.1}, 2, 0.9, 80 * time.Millisecond, 0.11},
		{"20 % loss", link{rate: 3e6, loss: 0.2}, 2, 0.8, 80 * time.Millisecond, 0.22},
		{"10 % loss, jitter, and stands still", link{rate: 3e6, loss: 0.1, jitter: 20 * time.Millisecond, stall: 150 * time.Millisecond}, 2, 0.8,
			150 * time.Millisecond, 0.11},
		{"beyond repair", link{rate: 3e6, loss: 0.6}, 0, 0.95, 60 * time.Millisecond, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSession(test.link)
			s.run(20 * time.Second)
			s.measure()
			s.run(2 * time.Minute)
			lost, delay := float64(s.lost)/float64(s.sent), s.delayAt(0.95)
			t.Logf("layers %.0f %%, %.0f %%, %.0f %% of the time, %d changes; delay %v, %v; %.1f %% lost, %.1f %% probes",
				100*s.share(0), 100*s.share(1), 100*s.share(2), s.changes, s.delayAt(0.5).Round(time.Millisecond),
				delay.Round(time.Millisecond), 100*lost, 100*float64(s.padded)/float64(s.sent))
			if s.share(test.layer) < test.share || s.changes > 12 || delay > test.delay || lost > test.lost {
				t.Errorf("want layer %d for %.0f %% of the time, delay up to %v, loss up to %.0f %%", test.layer, 100*test.share, test.delay, 100*test.lost)
			}
		})
	}
}

// A path too narrow for the lowest layer gets what it carries. The rest waits, and is left out, here, not in front of the path, where
// sound waits too.
func TestWhatDoesNotFitWaitsHere(t *testing.T) {
	s := newSession(link{rate: 110_000, queue: 2 * time.Second})
	s.run(20 * time.Second)
	s.measure()
	s.run(time.Minute)
	t.Logf("delay %v, %v; %d gaps in a minute", s.delayAt(0.5), s.delayAt(0.95), s.skipped)
	if s.delayAt(0.95) > 500*time.Millisecond || s.lost > 0 {
		t.Errorf("delay %v, %d lost", s.delayAt(0.95), s.lost)
	}
	if s.skipped == 0 || s.sent < 300 {
		t.Errorf("%d gaps, %d packets sent", s.skipped, s.sent)
	}
}

// A probe that does not fit hardly delays what there is.
func TestFailedProbesDisturbLittle(t *testing.T) {
	s := newSession(link{rate: 4e5, queue: 2 * time.Second})
	s.run(20 * time.Second)
	s.measure()
	s.run(time.Minute)
	if s.padded == 0 {
		t.Fatal("no probes")
	}
	if worst := s.delayAt(1); worst > 400*time.Millisecond || s.changes > 0 {
		t.Errorf("delay up to %v, %d changes of layer", worst, s.changes)
	}
	if s.padded*15 > s.sent {
		t.Errorf("%d of %d packets are probes", s.padded, s.sent)
	}
}

// A route that becomes longer, once, is no congestion.
func TestLongerRouteIsNoCongestion(t *testing.T) {
	s := newSession(link{rate: 5e6})
	s.run(20 * time.Second)
	s.measure()
	s.l.delay += 100 * time.Millisecond
	s.run(40 * time.Second)
	if s.share(2) < 0.7 || s.layer != 2 {
		t.Errorf("layer %d in the end, the highest for %.0f %% of the time, estimate %d", s.layer, 100*s.share(2), s.e.Estimate())
	}
}

// Where reports cease, less is sent; where they come again, more.
func TestSilenceIsAnswered(t *testing.T) {
	s := newSession(link{rate: 5e6})
	s.run(5 * time.Second)
	s.l.loss = 1
	took := s.until(10*time.Second, func() bool { return s.layer == 0 })
	if took > 5*time.Second {
		t.Errorf("layer %d after %v without a report", s.layer, took)
	}
	s.l.loss = 0
	if took := s.until(30*time.Second, func() bool { return s.layer == 2 }); s.layer != 2 {
		t.Errorf("layer %d after %v with reports", s.layer, took)
	}
}
