package relay

import (
	"slices"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/packet"
)

// sending has a layer get frames of n packets of 1000 bytes, 40 ms apart, from one time to another.
func sending(l *layer, n int, from, to time.Time) {
	for at := from; at.Before(to); at = at.Add(40 * time.Millisecond) {
		for range n {
			p := &packet.Packet{Seq: l.top + 1, Timestamp: uint64(at.UnixMilli()) * 90, Arrival: at, Payload: make([]byte, 1000)}
			l.top++
			l.ring.Put(p)
			l.measure(p, at)
		}
	}
}

func rids(layers []*layer) (names []string) {
	for _, l := range layers {
		names = append(names, l.rid)
	}
	return names
}

func TestSilenceOfASourceChangesNothingForItsLayers(t *testing.T) {
	begin := time.Unix(1e9, 0)
	at := func(d time.Duration) time.Time { return begin.Add(d) }
	for phase := time.Duration(0); phase < 600*time.Millisecond; phase += 40 * time.Millisecond { // of the larger layer's windows
		q, f := rated(t, "q", 0, begin), rated(t, "f", 0, begin)
		q.codec.ClockRate, f.codec.ClockRate = 90000, 90000
		q.top, f.top = 1, 1
		feed := &feed{layers: []*layer{q, f}}
		sending(q, 1, begin, at(4*time.Second))
		sending(f, 3, at(phase), at(4*time.Second))
		before, _ := feed.choose(at(4*time.Second), nil)
		check := func(now time.Duration, want ...string) {
			t.Helper()
			high, _ := feed.choose(at(now), before)
			if got := rids(feed.sent(at(now), nil)); !slices.Equal(got, want) || high != f {
				t.Errorf("phase %v, at %v: layers %v are sent, %q is the highest, want %v, %q", phase, now, got, high.rid, want, "f")
			}
		}
		check(4*time.Second, "q", "f")
		check(4900*time.Millisecond, "q", "f")
		check(6 * time.Second)
		sending(q, 1, at(24*time.Second), at(24001*time.Millisecond))
		check(24001*time.Millisecond, "q", "f") // the other is on its way
		sending(f, 3, at(24005*time.Millisecond), at(24006*time.Millisecond))
		check(24006*time.Millisecond, "q", "f")
		sending(q, 1, at(24040*time.Millisecond), at(26*time.Second))
		sending(f, 3, at(24045*time.Millisecond), at(26*time.Second))
		check(26*time.Second, "q", "f")
		if q, f := q.rate.Load(), f.rate.Load(); q < 23_000 || q > 28_000 || f < 69_000 || f > 84_000 {
			t.Errorf("phase %v: rates %d and %d after a silence, want 25000 and 75000", phase, q, f)
		}
	}
}

func TestPausedLayersAreNotActive(t *testing.T) {
	begin := time.Unix(1e9, 0)
	at := func(d time.Duration) time.Time { return begin.Add(d) }
	type span struct{ from, to time.Duration }
	const s, ms = time.Second, time.Millisecond
	for _, test := range []struct {
		name string
		q, f []span // in which they are sent
		now  time.Duration
		want []string
	}{
		{"both", []span{{0, 2 * s}}, []span{{0, 2 * s}}, 2 * s, []string{"q", "f"}},
		{"one paused a moment ago", []span{{0, 2 * s}}, []span{{0, 1600 * ms}}, 2 * s, []string{"q", "f"}},
		{"one paused", []span{{0, 2 * s}}, []span{{0, 1400 * ms}}, 2 * s, []string{"q"}},
		{"both silent, a frame apart", []span{{0, 1960 * ms}}, []span{{0, 2 * s}}, 2945 * ms, []string{"q", "f"}},
		{"both silent for long", []span{{0, 2 * s}}, []span{{0, 2 * s}}, 3 * s, nil},
		{"one has come back, the other not", []span{{0, 2 * s}, {9 * s, 9400 * ms}}, []span{{0, 2 * s}}, 9400 * ms, []string{"q", "f"}},
		{"only one comes back", []span{{0, 2 * s}, {9 * s, 9600 * ms}}, []span{{0, 2 * s}}, 9600 * ms, []string{"q"}},
		{"one was paused before", []span{{0, 4 * s}, {9 * s, 9100 * ms}}, []span{{0, 2 * s}}, 9100 * ms, []string{"q"}},
		{"the paused one alone comes back", []span{{0, 4 * s}}, []span{{0, 2 * s}, {9 * s, 9100 * ms}}, 9100 * ms, []string{"f"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q, f := rated(t, "q", 0, begin), rated(t, "f", 0, begin)
			q.top, f.top = 1, 1
			for _, w := range test.q {
				sending(q, 1, at(w.from), at(w.to))
			}
			for _, w := range test.f {
				sending(f, 3, at(w.from), at(w.to))
			}
			if got := rids((&feed{layers: []*layer{q, f}}).sent(at(test.now), nil)); !slices.Equal(got, test.want) {
				t.Errorf("%v are active, want %v", got, test.want)
			}
		})
	}
}
