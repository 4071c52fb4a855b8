package relay_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// contiguous checks that packets carry consecutive sequence numbers, none twice, and returns how many there are.
func contiguous(t *testing.T, packets []got) int {
	t.Helper()
	seen := map[uint16]bool{}
	for _, p := range packets {
		if seen[p.seq] {
			t.Errorf("%s seq %d received twice", p.kind, p.seq)
		}
		seen[p.seq] = true
	}
	if len(packets) == 0 {
		return 0
	}
	lo := packets[0].seq
	for _, p := range packets {
		if int16(p.seq-lo) < 0 {
			lo = p.seq
		}
	}
	for i := range len(seen) {
		if !seen[lo+uint16(i)] {
			t.Errorf("%s: seq %d missing of %d from %d", packets[0].kind, lo+uint16(i), len(seen), lo)
			break
		}
	}
	return len(seen)
}

func TestStreamReachesViewersThroughTwoRelays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p := w.newPublisher(65530, 1<<32-3000)
		near, far := w.newViewer(defaults(t)), w.newViewer(defaults(t))
		w.start()

		p.publish(t, parent, "s")
		done := make(chan struct{})
		go func() { p.send(100); close(done) }()
		near.watch(t, parent, "s", relay.SubscribeOptions{})
		pull(t, child, parent, "s")
		far.watch(t, child, "s", relay.SubscribeOptions{})
		<-done
		time.Sleep(time.Second)

		for name, v := range map[string]*viewer{"near": near, "far": far} {
			video, audio := v.received("video"), v.received("audio")
			if n := contiguous(t, video); n < 40*packetsPerFrame {
				t.Errorf("%s: %d video packets", name, n)
			}
			if n := contiguous(t, audio); n < 80 {
				t.Errorf("%s: %d audio packets", name, n)
			}
			if len(video) == 0 {
				continue
			}
			if !video[0].key {
				t.Errorf("%s: first packet %+v is no key frame", name, video[0])
			}
			// Sequence numbers are the publisher's own, through both relays.
			want := uint16(65530 + video[0].frame*packetsPerFrame)
			if video[0].seq != want {
				t.Errorf("%s: first seq %d, want the source's %d", name, video[0].seq, want)
			}
			var bytes uint64
			for _, g := range v.received("video") {
				bytes += uint64(g.payload)
			}
			for _, g := range v.received("audio") {
				bytes += uint64(g.payload)
			}
			if got := v.PayloadBytes(); got != bytes {
				t.Errorf("%s: session counts %d payload bytes, viewer got %d", name, got, bytes)
			}
			t.Logf("%s: first video %v after offer, frame %d", name, video[0].at.Sub(v.started), video[0].frame)
		}
	})
}
