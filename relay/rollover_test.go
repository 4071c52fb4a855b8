package relay_test

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtp"

	"github.com/casto-network/casto/relay"
)

// TestHoursOfRollovers sends three hours of video, whose sequence numbers pass zero six times, out of order about each pass and
// elsewhere, and with losses. A stock Pion viewer decrypts every packet: one sealed under a wrong rollover counter would be lost.
func TestHoursOfRollovers(t *testing.T) {
	hours, rollovers := 3.0, 6
	if raceDetector {
		hours, rollovers = 0.25, 0
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, ip := w.relay(relay.Options{})
		p, v := w.newPublisher(65000, 1), w.newViewer(quickNACK(t, false))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(3)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(3)

		const perFrame, gap = 20, 500 * time.Millisecond
		rng, losses := rand.New(rand.NewPCG(5, 6)), rand.New(rand.NewPCG(7, 8))
		w.lose(func(src, dst string, b []byte) bool {
			return src == ip && dst == v.ip && rtpOnly(b) && len(b) > 100 && losses.IntN(50) == 0
		})
		count, arrived := 0, map[uint32]bool{}
		collect := func() {
			for _, g := range v.received("video") {
				if g.payload == 100 {
					arrived[uint32(g.frame)] = true
				}
			}
			v.reset()
		}
		collect()
		for i := range int(hours * float64(time.Hour/gap)) {
			order := rng.Perm(perFrame)
			if rng.IntN(3) > 0 {
				for j := range order {
					order[j] = j
				}
			}
			for _, j := range order {
				payload := vp8Payload(p.pic, false, j, count+j)[:100]
				_ = p.video.WriteRTP(&rtp.Packet{
					Header:  rtp.Header{Version: 2, SequenceNumber: p.seq + uint16(j), Timestamp: p.ts, Marker: j == perFrame-1},
					Payload: payload,
				})
			}
			p.seq, p.ts, p.pic, count = p.seq+perFrame, p.ts+45000, (p.pic+1)&0x7fff, count+perFrame
			time.Sleep(gap)
			if i%100 == 0 {
				collect()
			}
		}
		w.lose(nil)
		time.Sleep(time.Second)
		collect()
		if n := (count + 65000) >> 16; n < rollovers {
			t.Fatalf("only %d rollovers", n)
		}
		if len(arrived) != count {
			t.Errorf("%d packets of %d arrived", len(arrived), count)
		}
	})
}
