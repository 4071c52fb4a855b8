package relay

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/lag"
)

func TestPromisesCountUntilTheyShow(t *testing.T) {
	var a admission
	now, sent := time.Unix(1e9, 0), uint64(0)
	second := func(bits uint64) {
		now, sent = now.Add(time.Second), sent+bits/8
		a.measure(now, sent)
	}
	want := func(bits uint64, when string) {
		t.Helper()
		if got := a.expected(); got < bits*95/100 || got > bits*105/100 {
			t.Errorf("%s: %d bit/s expected, want about %d", when, got, bits)
		}
	}
	second(0)
	for range 10 {
		second(10e6)
	}
	want(10e6, "steady")
	for range 5 {
		a.promise(2e6)
	}
	want(20e6, "a crowd has come")
	second(12e6)
	second(20e6)
	a.promise(1e6)
	want(21e6, "half of it shows")
	for range 5 {
		second(21e6)
	}
	want(21e6, "all of it shows")
	for range 15 {
		second(3e6)
	}
	want(3e6, "the crowd has left")
}

// loaded is a relay with one stream of a video layer of 1 Mbit/s.
func loaded(t *testing.T, o Options) (*Relay, *stream) {
	t.Helper()
	b := newBench(t, 0)
	b.layer.rate.Store(1e6 / 8)
	r := &Relay{o: o, log: slog.New(slog.DiscardHandler), shards: []*shard{b.shard}, streams: map[string]*stream{"s": b.stream}}
	return r, b.stream
}

func TestAdmissionOfViewers(t *testing.T) {
	now := time.Unix(1e9, 0)
	late := func(e *lag.Estimator, turn time.Duration) {
		at := now.Add(-100 * max(turn, 33*time.Millisecond))
		for range 100 {
			e.Woken(func() time.Time { return at })
			e.Began(at)
			e.Ended(at.Add(turn))
			at = at.Add(max(turn, 33*time.Millisecond))
		}
	}
	for _, test := range []struct {
		name    string
		options Options
		viewers int
		turn    time.Duration
		want    error
	}{
		{"no bounds", Options{}, 5000, 0, nil},
		{"below the number", Options{MaxViewers: 10}, 9, 0, nil},
		{"the number is reached", Options{MaxViewers: 10}, 10, 0, ErrFull},
		{"below the rate", Options{MaxBitrate: 12e6}, 10, 0, nil},
		{"the rate would be exceeded", Options{MaxBitrate: 10e6}, 9, 0, ErrOverloaded},
		{"in time", Options{}, 10, 20 * time.Millisecond, nil},
		{"late", Options{}, 10, 80 * time.Millisecond, ErrOverloaded},
		{"as late as allowed", Options{MaxLag: 100 * time.Millisecond}, 10, 80 * time.Millisecond, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, st := loaded(t, test.options)
			late(&r.shards[0].lag, test.turn)
			for range test.viewers {
				r.admitted(st, false)
			}
			if err := r.crowded(st, false, now); !errors.Is(err, test.want) {
				t.Errorf("there is room: got %v, want %v", err, test.want)
			}
			if err := r.admitViewer(st, false, now); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			refused := uint64(0)
			if test.want != nil {
				refused = 1
			}
			if l := r.Load(); l.Refused != refused || l.Viewers != test.viewers {
				t.Errorf("load is %+v", l)
			}
		})
	}
}

func TestAChildRelayCostsEveryLayer(t *testing.T) {
	r, st := loaded(t, Options{})
	f := st.video.Load()
	low := newLayer(nil, f.codec, "low")
	low.rate.Store(1e6 / 8 / 4)
	st.video.Store(f.with(low))
	viewer, child := st.demand(false), st.demand(true)
	if viewer < 1e6 || viewer > 1.1e6 || child < 1.25e6 || child > 1.4e6 {
		t.Errorf("a viewer costs %d bit/s, a child %d", viewer, child)
	}
	if got := newStream("t", r.shards).demand(false); got != 0 {
		t.Errorf("a stream without tracks costs %d bit/s", got)
	}
	f.layers[0].rate.Store(0)
	low.rate.Store(0)
	if got := st.demand(false); got != unknownRate {
		t.Errorf("a stream not yet measured costs %d bit/s", got)
	}
}
