package relay_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay"
)

// The clock of sender reports is the source's at every hop, so that lips move with the voice below the last as at the first.
func TestSenderReportsCarryTheSourcesClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		var relays []*relay.Relay
		for range 3 {
			r, _ := w.relay(relay.Options{})
			relays = append(relays, r)
		}
		p, v := w.newPublisher(1000, 1<<31), w.newViewer(defaults(t))
		w.start()
		p.publish(t, relays[0], "s")
		time.Sleep(500 * time.Millisecond)
		p.send(10)
		carry(t, relays[1], relays[0], relay.PullOptions{})
		carry(t, relays[2], relays[1], relay.PullOptions{})
		p.send(30)
		v.watch(t, relays[2], "s", relay.SubscribeOptions{})
		p.send(200)

		v.mu.Lock()
		video, audio := v.reports["video"], v.reports["audio"]
		v.mu.Unlock()
		if len(video) < 4 || len(audio) != len(video) {
			t.Fatalf("%d reports on video, %d on audio", len(video), len(audio))
		}
		sr, other := video[len(video)-1], audio[len(audio)-1]
		if sr.NTPTime != other.NTPTime {
			t.Error("the tracks' reports are of different instants")
		}
		// A frame's first video packet and its first audio packet were sent together.
		instant := func(sr *rtcp.SenderReport, g got, rate float64) float64 {
			return float64(sr.NTPTime)/(1<<32) + float64(int32(g.ts-sr.RTPTime))/rate
		}
		first := map[int]got{}
		for _, g := range v.received("audio") {
			if _, ok := first[g.frame]; !ok {
				first[g.frame] = g
			}
		}
		n := 0
		for _, g := range v.received("video") {
			a, ok := first[g.frame]
			if !ok || g.index != 0 || g.frame < 120 {
				continue
			}
			n++
			if skew := instant(other, a, 48000) - instant(sr, g, 90000); skew > 0.02 || skew < -0.02 {
				t.Errorf("frame %d: audio is %.3f s from video", g.frame, skew)
			}
		}
		if n < 60 {
			t.Errorf("%d frames compared", n)
		}
	})
}
