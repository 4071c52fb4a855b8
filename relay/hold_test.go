package relay_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtp"

	"github.com/casto-network/casto/relay"
)

// A frame whose packets come 2 ms apart waits for its end if the relay is told so, and else 1 ms per packet at most.
func TestHoldGathersEvenlyPacedPackets(t *testing.T) {
	for _, hold := range []time.Duration{0, 20 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 10*time.Millisecond)
			defer w.end()
			r, _ := w.relay(relay.Options{Hold: hold})
			p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
			w.start()
			p.publish(t, r, "s")
			time.Sleep(500 * time.Millisecond)
			p.send(5)
			v.watch(t, r, "s", relay.SubscribeOptions{})
			p.send(10)
			v.reset()
			sent := map[int]time.Time{}
			for range 20 {
				for i := range packetsPerFrame {
					sent[p.frame*packetsPerFrame+i] = time.Now()
					_ = p.video.WriteRTP(&rtp.Packet{
						Header:  rtp.Header{Version: 2, SequenceNumber: p.seq, Timestamp: p.ts, Marker: i == packetsPerFrame-1},
						Payload: vp8Payload(p.pic, false, i, p.frame),
					})
					p.seq++
					time.Sleep(2 * time.Millisecond)
				}
				p.frame, p.pic, p.ts = p.frame+1, p.pic+1, p.ts+3000
				time.Sleep(25 * time.Millisecond)
			}
			video := v.received("video")
			if n := contiguous(t, video); n != 20*packetsPerFrame {
				t.Fatalf("%d packets arrived", n)
			}
			most := time.Duration(0)
			for _, g := range video {
				most = max(most, g.at.Sub(sent[g.frame*packetsPerFrame+g.index])-20*time.Millisecond) // two links
			}
			if hold == 0 && most > time.Millisecond {
				t.Errorf("a packet was held for %v", most)
			}
			if want := 2 * (packetsPerFrame - 1) * time.Millisecond; hold > 0 && most != want {
				t.Errorf("the first packet of a frame was held for %v, want %v", most, want)
			}
		})
	}
}
