package relay_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtcp"

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

// run puts a publisher's stream on a relay and hands both to f while frames flow.
func withStream(t *testing.T, o relay.Options, prepare func(w *world) *viewer, f func(w *world, r *relay.Relay, ip string, p *publisher, v *viewer)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		w.t = t
		defer w.end()
		r, ip := w.relay(o)
		p := w.newPublisher(1000, 1<<31)
		v := prepare(w)
		w.start()
		p.publish(t, r, "s")
		f(w, r, ip, p, v)
	})
}

func oneViewer(w *world) *viewer { return w.newViewer(defaults(w.t)) }

func TestJoinReplaysTheLastKeyFrameWithoutAskingForOne(t *testing.T) {
	withStream(t, relay.Options{}, oneViewer, func(w *world, r *relay.Relay, _ string, p *publisher, v *viewer) {
		time.Sleep(500 * time.Millisecond)
		p.send(20) // the first is the key frame
		asked := p.plis.Load()
		v.watch(w.t, r, "s", relay.SubscribeOptions{})
		p.send(40)
		video := v.received("video")
		if len(video) == 0 || !video[0].key || video[0].frame != 0 {
			w.t.Fatalf("first packet is not the old key frame: %+v", video[:min(len(video), 1)])
		}
		contiguous(w.t, video)
		if got := p.plis.Load() - asked; got != 0 {
			w.t.Errorf("%d key frame requests, want 0", got)
		}
		// ICE takes two round trips and DTLS three here, at 40 ms each; then the ring answers at once.
		if d := video[0].at.Sub(v.started); d > 400*time.Millisecond {
			w.t.Errorf("first packet after %v", d)
		}
		if last := video[len(video)-1].frame; last < 55 {
			w.t.Errorf("last frame %d, want the live edge", last)
		}
	})
}

func TestKeyFrameRequestsOfManyViewersAreMerged(t *testing.T) {
	const viewers = 6
	var vs []*viewer
	withStream(t, relay.Options{}, func(w *world) *viewer {
		for range viewers {
			vs = append(vs, w.newViewer(defaults(w.t)))
		}
		return vs[0]
	}, func(w *world, r *relay.Relay, _ string, p *publisher, _ *viewer) {
		time.Sleep(500 * time.Millisecond)
		p.send(130) // the key frame is now older than a join may start from
		asked := p.plis.Load()
		for _, v := range vs {
			v.watch(w.t, r, "s", relay.SubscribeOptions{})
		}
		p.send(60)
		if got := p.plis.Load() - asked; got != 1 {
			w.t.Errorf("%d key frame requests for %d viewers, want 1", got, viewers)
		}
		for _, v := range vs {
			if video := v.received("video"); len(video) == 0 || !video[0].key {
				w.t.Error("viewer did not begin at a key frame")
			}
		}
	})
}

func TestSenderReportsAlignAudioWithVideo(t *testing.T) {
	watching(t, func(w *world, _ *relay.Relay, p *publisher, v *viewer) {
		v.SetLimit(relay.LimitPaused) // so that the viewer's numbers are no longer the source's
		p.send(60)
		v.SetLimit(relay.LimitNone)
		time.Sleep(100 * time.Millisecond)
		v.mu.Lock()
		clear(v.reports)
		v.mu.Unlock()
		v.reset()
		p.send(150)

		v.mu.Lock()
		video, audio := v.reports["video"], v.reports["audio"]
		v.mu.Unlock()
		if len(video) < 4 || len(audio) != len(video) {
			w.t.Fatalf("%d reports on video, %d on audio, want one a second of each", len(video), len(audio))
		}
		for i := range video {
			if video[i].NTPTime != audio[i].NTPTime {
				w.t.Errorf("report %d: the tracks' reports are of different instants", i)
			}
			if video[i].PacketCount == 0 || video[i].OctetCount < video[i].PacketCount*payloadSize {
				w.t.Errorf("report %d counts %d packets, %d bytes", i, video[i].PacketCount, video[i].OctetCount)
			}
		}
		// Frame n's first video packet and its first audio packet were sent together: the reports must say so too.
		instant := func(sr *rtcp.SenderReport, g got, rate float64) float64 {
			return float64(sr.NTPTime)/(1<<32) + float64(int32(g.ts-sr.RTPTime))/rate
		}
		last := len(video) - 1
		for _, f := range []int{150, 180, 205} {
			var fv, fa *got
			for _, g := range v.received("video") {
				if g.frame == f && fv == nil {
					fv = &g
				}
			}
			for _, g := range v.received("audio") {
				if g.frame == f && fa == nil {
					fa = &g
				}
			}
			if fv == nil || fa == nil {
				w.t.Fatalf("frame %d not received", f)
			}
			if skew := instant(audio[last], *fa, 48000) - instant(video[last], *fv, 90000); skew > 0.02 || skew < -0.02 {
				w.t.Errorf("frame %d: audio is %.3f s from video", f, skew)
			}
		}
	})
}
