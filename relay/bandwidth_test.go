package relay_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// policer lets rate bits per second through to one host, and drops the rest, with a tolerance of 50 ms.
type policer struct {
	to   string
	rate int
	last time.Time
	room float64
}

func (p *policer) drop(_, to string, b []byte) bool {
	if to != p.to || p.rate == 0 {
		return false
	}
	now := time.Now()
	p.room = min(p.room+float64(p.rate)/8*now.Sub(p.last).Seconds(), float64(p.rate)/8/20)
	p.last = now
	if p.room < float64(len(b)) {
		return true
	}
	p.room -= float64(len(b))
	return false
}

// A viewer whose path carries the lowest layer only gets that one, within seconds; when the path widens it gets the highest again. The
// other viewer of the same shard notices nothing.
func TestLayersFollowThePath(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{Shards: 1})
		p, narrow, wide := w.newSimulcaster(), w.newViewer(defaults(t)), w.newViewer(defaults(t))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(40)
		narrow.watch(t, r, "s", relay.SubscribeOptions{})
		wide.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(60)
		last := func(v *viewer, n int) []int {
			video := v.received("video")
			return slices.Compact(layersOf(fresh(video[max(0, len(video)-n):], video[:max(1, len(video)-n)])))
		}
		if got := last(narrow, 20); !slices.Equal(got, []int{4}) {
			t.Fatalf("on a wide path: layers %v", got)
		}
		wide.reset()

		limit := &policer{to: narrow.ip, rate: 180_000, last: time.Now()} // the layers are 120, 240 and 480 kbit/s
		w.lose(limit.drop)
		p.send(30 * 10)
		before := narrow.received("video")
		narrow.reset()
		p.send(30 * 4)
		got := fresh(narrow.received("video"), before)
		if layers := layersOf(got); len(layers) != 1 || layers[0] != 1 {
			t.Errorf("on the narrow path: layers %v", layers)
		}
		if len(got) < 100 {
			t.Errorf("on the narrow path: %d frames of 120", len(got))
		}
		w.lose(nil)
		widened := time.Now()
		for !slices.Equal(last(narrow, 8), []int{4}) && time.Since(widened) < time.Minute {
			p.send(10)
		}
		if took := time.Since(widened); took >= time.Minute {
			t.Errorf("after %v on the wide path: layers %v", took, last(narrow, 8))
		} else {
			t.Logf("the highest layer is back after %v", took)
		}
		video := wide.received("video")
		contiguous(t, video)
		if layers := layersOf(video); len(layers) != 1 || layers[0] != 4 {
			t.Errorf("the other viewer got layers %v", layers)
		}
	})
}

// fresh drops what was repeated, for repair or as padding, and what is older than packets received before.
func fresh(packets, before []got) []got {
	newest := before[0].seq
	for _, g := range before {
		if int16(g.seq-newest) > 0 {
			newest = g.seq
		}
	}
	return slices.DeleteFunc(unique(packets), func(g got) bool { return int16(g.seq-newest) <= 0 })
}

// A viewer that reports nothing of its path gets what it is sent.
func TestViewersWithoutReportsAreNotLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newSimulcaster(), w.newViewer(quickNACK(t, true))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(40)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(300)
		video := v.received("video")
		contiguous(t, video)
		if layers := layersOf(video[len(video)-200:]); len(layers) != 1 || layers[0] != 4 {
			t.Errorf("layers %v", layers)
		}
	})
}
