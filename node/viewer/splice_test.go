package viewer

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay/record"
)

// shown notes when frames come, and of which connection.
type shown struct {
	from []string
	pts  []time.Duration
	at   []time.Time
}

func (s *shown) WriteFrame(f record.Frame) error {
	s.from, s.pts, s.at = append(s.from, string(f.Data)), append(s.pts, f.PTS), append(s.at, time.Now())
	return nil
}

const ms = time.Millisecond

// pair are two strands of a splice, the second of which begins so much later by the source's clock.
func pair(sink *shown, later time.Duration, known bool) (s *splice, a, b func(pts time.Duration), begun *[]time.Duration) {
	s = &splice{sink: sink, last: map[string]time.Duration{}}
	begun = &[]time.Duration{}
	strandOf := func() *strand {
		return &strand{splice: s, begun: func(pause time.Duration) { *begun = append(*begun, pause) },
			after: func(*strand) (time.Duration, bool) { return later, known }}
	}
	first, second := strandOf(), strandOf()
	s.arm(first)
	send := func(t *strand, name string) func(pts time.Duration) {
		return func(pts time.Duration) {
			_ = t.WriteFrame(record.Frame{MIME: "video/VP8", Data: []byte(name), PTS: pts})
		}
	}
	return s, send(first, "a"), func(pts time.Duration) {
		if s.armed == nil && s.active == first {
			s.arm(second)
		}
		send(second, "b")(pts)
	}, begun
}

// TestTheNextConnectionCatchesUpBeforeItIsShown: its first key frame is one that was shown a second ago.
func TestTheNextConnectionCatchesUpBeforeItIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sink := &shown{}
		_, a, b, begun := pair(sink, 1000*ms, true)
		now := time.Duration(0)
		for ; now < 2000*ms; now += 40 * ms {
			a(now)
			time.Sleep(40 * ms)
		}
		for past := time.Duration(0); past < 3000*ms; past += 40 * ms { // three frames in the time of one
			b(past)
			if past%120 == 80*ms%120 {
				a(now)
				now += 40 * ms
				time.Sleep(40 * ms)
			}
		}
		if n := len(*begun); n != 2 {
			t.Fatalf("%d connections were shown", n)
		}
		for i := 1; i < len(sink.at); i++ {
			if gap := sink.at[i].Sub(sink.at[i-1]); gap > 40*ms {
				t.Errorf("the picture stands still for %v", gap)
			}
			if sink.pts[i] <= sink.pts[i-1] {
				t.Fatalf("frame %d is of %v, after %v", i, sink.pts[i], sink.pts[i-1])
			}
		}
		first := slices.Index(sink.from, "b")
		if slices.Contains(sink.from[first:], "a") {
			t.Error("the first connection goes on beside the second")
		}
		if caught := sink.at[first]; sink.at[first-1].Sub(caught).Abs() > 40*ms {
			t.Error("the second connection is late")
		}
	})
}

// TestTheNextConnectionIsShownAtOnce where there is nothing to wait with, or no telling how far it is.
func TestTheNextConnectionIsShownAtOnce(t *testing.T) {
	for _, c := range []struct {
		name  string
		quiet time.Duration
		known bool
	}{
		{"the present one is silent", 200 * ms, true},
		{"the source's clock is not known", 10 * ms, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			sink := &shown{}
			_, a, b, begun := pair(sink, 0, c.known)
			a(0)
			a(2000 * ms)
			time.Sleep(c.quiet)
			b(0)
			if len(*begun) != 2 || (*begun)[1] != c.quiet || !slices.Equal(sink.from, []string{"a", "a", "b"}) {
				t.Errorf("%s: shown are %v after pauses of %v", c.name, sink.from, *begun)
			}
		})
	}
}

// TestAConnectionThatStaysBehindIsShownAllTheSame: the next relay may be far away.
func TestAConnectionThatStaysBehindIsShownAllTheSame(t *testing.T) {
	for _, c := range []struct{ behind, within time.Duration }{{80 * ms, 0}, {300 * ms, mostHeldFor + 40*ms}} {
		synctest.Test(t, func(t *testing.T) {
			sink := &shown{}
			_, a, b, begun := pair(sink, 0, true)
			began := time.Now()
			for now := time.Duration(0); len(*begun) < 2 && now < 5*time.Second; now += 40 * ms {
				a(now)
				if now >= c.behind {
					b(now - c.behind)
				}
				time.Sleep(40 * ms)
			}
			if took := time.Since(began) - c.behind; len(*begun) != 2 || took > c.within+40*ms {
				t.Errorf("%v behind: %d connections shown after %v", c.behind, len(*begun), took)
			}
		})
	}
}

// TestAChangeIsTakenBack: what was held of the next connection is not shown later.
func TestAChangeIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sink := &shown{}
		s, a, b, _ := pair(sink, 0, true)
		a(0)
		a(2000 * ms)
		b(0)
		s.arm(nil)
		a(2040 * ms)
		time.Sleep(time.Second)
		b(2080 * ms)
		if want := []string{"a", "a", "a", "b"}; !slices.Equal(sink.from, want) {
			t.Errorf("shown are %v, want %v", sink.from, want)
		}
	})
}
