package losslab

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func shaperOf(s Shape) *shaper { return &shaper{shape: s, rng: rand.New(rand.NewPCG(1, 2))} }

func TestShapeIsRefused(t *testing.T) {
	for name, s := range map[string]Shape{
		"loss above one":       {Loss: 1.01},
		"loss below nought":    {Loss: -0.1},
		"loss not a number":    {Loss: math.NaN()},
		"bursts without end":   {Enter: 0.1},
		"a negative delay":     {Delay: -1},
		"a negative rate":      {Rate: -1},
		"a negative queue":     {Queue: -1},
		"leave above one":      {Enter: 0.1, Leave: 2},
		"enter not in bounds":  {Enter: 7, Leave: 0.5},
		"infinitely much loss": {Loss: math.Inf(1)},
	} {
		if s.Validate() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if err := (Shape{Loss: 1, Enter: 0.01, Leave: 0.3, Delay: time.Second, Rate: 1, Queue: 1}).Validate(); err != nil {
		t.Error(err)
	}
}

func TestLossIsTheShareAskedFor(t *testing.T) {
	const packets = 200_000
	for _, want := range []float64{0, 0.01, 0.05, 0.1, 0.2, 1} {
		s, gone := shaperOf(Shape{Loss: want}), 0
		for range packets {
			if _, v := s.arrive(time.Time{}, 1200); v == lost {
				gone++
			}
		}
		// Four standard deviations: one seed in 16,000 is outside.
		if got, slack := float64(gone)/packets, 4*math.Sqrt(want*(1-want)/packets); math.Abs(got-want) > slack {
			t.Errorf("loss %v of %v, want within %v", got, want, slack)
		}
	}
}

func TestBurstsAreAsLongAsGilbertSays(t *testing.T) {
	const packets = 400_000
	s := shaperOf(Shape{Enter: 0.01, Leave: 0.3})
	gone, bursts, bad := 0, 0, false
	for range packets {
		_, v := s.arrive(time.Time{}, 100)
		if v == lost {
			gone++
			if !bad {
				bursts++
			}
		}
		bad = v == lost
	}
	if mean := float64(gone) / float64(bursts); math.Abs(mean-1/0.3) > 0.15 {
		t.Errorf("bursts of %.2f packets, want %.2f", mean, 1/0.3)
	}
	// In the long run the share of time in the bad state is enter/(enter+leave).
	if share, want := float64(gone)/packets, 0.01/0.31; math.Abs(share-want) > 0.003 {
		t.Errorf("loss %.4f, want %.4f", share, want)
	}
}

func TestRateSpacesPacketsAndSpillsOverTheBrim(t *testing.T) {
	start := time.Unix(0, 0)
	s := shaperOf(Shape{Rate: 300_000, Queue: 100 * time.Millisecond, Delay: 25 * time.Millisecond})
	var bits, spills int
	var last time.Time
	// 1000 byte packets, one every 10 ms, are 800 kbit/s.
	for i := range 1000 {
		now := start.Add(time.Duration(i) * 10 * time.Millisecond)
		out, v := s.arrive(now, 1000)
		if v == spilt {
			spills++
			continue
		}
		bits += 8000
		if wait := out.Sub(now) - 25*time.Millisecond; wait > 100*time.Millisecond+time.Second*8000/300_000 {
			t.Fatalf("packet %d waits %v", i, wait)
		}
		if gap := out.Sub(last); !last.IsZero() && gap < time.Second*8000/300_000-1 {
			t.Fatalf("packet %d comes %v after the one before", i, gap)
		}
		last = out
	}
	if rate := float64(bits) / last.Sub(start).Seconds(); math.Abs(rate-300_000) > 3000 {
		t.Errorf("%.0f bit/s came out, want 300000", rate)
	}
	if want := 1000 * 5 / 8; spills < want-20 || spills > want {
		t.Errorf("%d packets spilt, want about %d", spills, want)
	}
}

func TestChangeOfShapeKeepsOrderAndBacklog(t *testing.T) {
	now := time.Unix(0, 0)
	s := shaperOf(Shape{Delay: 100 * time.Millisecond})
	first, _ := s.arrive(now, 100)
	s.become(Shape{})
	if second, _ := s.arrive(now.Add(time.Millisecond), 100); second.Before(first) {
		t.Error("a packet overtook the one before")
	}

	s = shaperOf(Shape{Rate: 80_000, Queue: time.Second})
	for range 5 { // 100 ms each
		s.arrive(now, 1000)
	}
	s.become(Shape{Rate: 800_000, Queue: time.Second})
	if out, _ := s.arrive(now, 1000); out.Sub(now) != 510*time.Millisecond {
		t.Errorf("behind a backlog of 500 ms the next packet comes after %v, want 510ms", out.Sub(now))
	}
	s.become(Shape{Enter: 1, Leave: 0.1})
	s.arrive(now, 1)
	s.become(Shape{})
	if _, v := s.arrive(now, 1); v != pass {
		t.Error("a burst outlives the bursts")
	}
}
