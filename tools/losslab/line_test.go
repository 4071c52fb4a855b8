package losslab

import (
	"io"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// sink notes when packets come out.
type sink struct {
	mu    sync.Mutex
	at    []time.Duration
	sizes []int
	since time.Time
}

func (s *sink) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at, s.sizes = append(s.at, time.Since(s.since)), append(s.sizes, len(b))
	return len(b), nil
}

// inTime sends packets of the given sizes into a line, one every gap of virtual time, and returns what came out and when.
func inTime(t *testing.T, s Shape, gap time.Duration, sizes ...int) (out *sink, c Counters) {
	t.Helper()
	synctest.Test(t, func(*testing.T) {
		l := newLine(s, 1)
		r, w := io.Pipe()
		out = &sink{since: time.Now()}
		var carrying sync.WaitGroup
		carrying.Go(func() { l.carry(r, out) })
		for _, n := range sizes {
			_, _ = w.Write(make([]byte, n))
			time.Sleep(gap)
		}
		_ = w.Close()
		carrying.Wait()
		c = l.count()
	})
	return out, c
}

func TestLineDelaysEachPacketByTheSame(t *testing.T) {
	out, c := inTime(t, Shape{Delay: 25 * time.Millisecond}, 10*time.Millisecond, 100, 200, 300, 400)
	ms := time.Millisecond
	if want := []time.Duration{25 * ms, 35 * ms, 45 * ms, 55 * ms}; !slices.Equal(out.at, want) {
		t.Errorf("packets come at %v, want %v", out.at, want)
	}
	if want := []int{100, 200, 300, 400}; !slices.Equal(out.sizes, want) {
		t.Errorf("packets of %v bytes, want %v", out.sizes, want)
	}
	if want := (Counters{Packets: 4, Bytes: 1000, Passed: 4}); c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
}

func TestLineHoldsPacketsBackToItsRate(t *testing.T) {
	// 1000 bytes at 80 kbit/s take 100 ms; a queue of 250 ms takes three beside the one being sent.
	out, c := inTime(t, Shape{Rate: 80_000, Queue: 250 * time.Millisecond}, 0, 1000, 1000, 1000, 1000, 1000, 1000)
	ms := time.Millisecond
	if want := []time.Duration{100 * ms, 200 * ms, 300 * ms}; !slices.Equal(out.at, want) {
		t.Errorf("packets come at %v, want %v", out.at, want)
	}
	if want := (Counters{Packets: 6, Bytes: 6000, Passed: 3, Spilt: 3}); c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
}

func TestLineCountsWhatItLoses(t *testing.T) {
	sizes := slices.Repeat([]int{100}, 5000)
	out, c := inTime(t, Shape{Loss: 0.2, Delay: time.Second}, time.Millisecond, sizes...)
	if c.Packets != 5000 || c.Passed+c.Lost != 5000 || len(out.at) != int(c.Passed) {
		t.Errorf("counts %+v, %d came out", c, len(out.at))
	}
	if c.Lost < 890 || c.Lost > 1110 { // four standard deviations
		t.Errorf("%d of 5000 lost, want about 1000", c.Lost)
	}
	again, _ := inTime(t, Shape{Loss: 0.2, Delay: time.Second}, time.Millisecond, sizes...)
	if !slices.Equal(out.at, again.at) {
		t.Error("two runs with one seed lose different packets")
	}
}
