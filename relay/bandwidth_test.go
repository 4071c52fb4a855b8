package relay_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

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
	for _, test := range []struct {
		name      string
		configure func(*webrtc.MediaEngine, *interceptor.Registry)
		remote    bool          // the viewer estimates its path itself
		frames    int           // for which the path is narrow; the viewer may take ten seconds to settle
		share     float64       // of the rest of them that it gets, at least, and of the lowest layer
		back      time.Duration // at most, until the highest layer is back
	}{
		{"transport-wide feedback", defaults(t), false, 420, 0.85, time.Minute},
		{"receiver reports", quickNACK(t, true), false, 1500, 0.75, 2 * time.Minute},
		{"receiver reports, no RTX", quickNACK(t, false), false, 1500, 0.75, 2 * time.Minute},
		{"REMB", quickNACK(t, true), true, 1500, 0.75, 2 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 10*time.Millisecond)
				defer w.end()
				r, _ := w.relay(relay.Options{Shards: 1})
				p, narrow, wide := w.newSimulcaster(), w.newViewer(test.configure), w.newViewer(defaults(t))
				w.start()
				p.publish(t, r, "s")
				time.Sleep(500 * time.Millisecond)
				p.send(40)
				narrow.watch(t, r, "s", relay.SubscribeOptions{})
				wide.watch(t, r, "s", relay.SubscribeOptions{})
				if test.remote {
					go narrow.estimate(t.Context())
				}
				p.send(60)
				if got := narrow.last(20); !slices.Equal(got, []int{4}) {
					t.Fatalf("on a wide path: layers %v", got)
				}
				wide.reset()
				w.lose((&policer{to: narrow.ip, rate: 180_000, last: time.Now()}).drop) // the layers are 120, 240 and 480 kbit/s
				p.send(300)
				before := narrow.received("video")
				narrow.reset()
				p.send(test.frames - 300)
				frames, lowest := 0, 0
				for _, g := range fresh(narrow.received("video"), before) {
					if g.index == 0 {
						frames++
					}
					if g.frame == 1 {
						lowest++
					}
				}
				t.Logf("on the narrow path: %d frames of %d, %d of the lowest layer", frames, test.frames-300, lowest)
				if least := int(test.share * float64(test.frames-300)); frames < least || lowest < least {
					t.Errorf("on the narrow path: %d frames of %d, %d of the lowest layer", frames, test.frames-300, lowest)
				}
				w.lose(nil)
				widened := time.Now()
				for !slices.Equal(narrow.last(8), []int{4}) && time.Since(widened) < test.back {
					p.send(10)
				}
				if took := time.Since(widened); took >= test.back {
					t.Errorf("after %v on the wide path: layers %v", took, narrow.last(8))
				} else {
					t.Logf("the highest layer is back after %v", took)
				}
				video := wide.received("video")
				contiguous(t, video)
				if layers := layersOf(video); len(layers) != 1 || layers[0] != 4 {
					t.Errorf("the other viewer got layers %v", layers)
				}
			})
		})
	}
}

// last returns the layers of the last n packets.
func (v *viewer) last(n int) []int {
	video := v.received("video")
	return slices.Compact(layersOf(fresh(video[max(0, len(video)-n):], video[:max(1, len(video)-n)])))
}

// estimate sends REMB once a second, as receivers reckon it: a share of what arrives while numbers are missing, else more each time.
func (v *viewer) estimate(ctx context.Context) {
	claim := 0.0
	for last := len(v.received("video")); ; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
		video := v.received("video")
		got := video[min(last, len(video)):]
		last = len(video)
		if len(got) == 0 {
			continue
		}
		rate := float64(len(got)*(payloadSize+40)) * 8
		if claim = min(claim*1.08, 1.5*rate); claim == 0 {
			claim = rate
		}
		if numbers := int(int16(got[len(got)-1].seq-got[0].seq)) + 1; len(unique(got))*10 < numbers*9 {
			claim = 0.85 * rate
		}
		v.mu.Lock()
		ssrc := v.ssrc["video"]
		v.mu.Unlock()
		_ = v.pc.WriteRTCP([]rtcp.Packet{&rtcp.ReceiverEstimatedMaximumBitrate{Bitrate: float32(claim), SSRCs: []uint32{ssrc}}})
	}
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
