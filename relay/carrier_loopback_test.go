package relay_test

import (
	"testing"
	"time"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// The cascade over the kernel's sockets, where packets come and leave in batches.
func TestCascadeOverLoopback(t *testing.T) {
	var relays []*relay.Relay
	for range 3 {
		relays = append(relays, running(t, relay.Options{MediaAddr: "127.0.0.1:0"}))
	}
	out := real(t, webrtc.NetworkTypeUDP4)
	track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "p")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}); err != nil {
		t.Fatal(err)
	}
	s, err := relays[0].Publish(t.Context(), "s", offer(t, out))
	if err != nil {
		t.Fatal(err)
	}
	accept(t, out, s.AnswerSDP())
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for seq, frame := uint16(65400), 0; ; frame++ {
			for i := range 8 {
				marker := byte(0)
				if i == 7 {
					marker = 0x80
				}
				ts := uint32(frame * 900)
				b := append([]byte{0x80, marker, byte(seq >> 8), byte(seq), byte(ts >> 24), byte(ts >> 16), byte(ts >> 8), byte(ts), 0, 0, 0, 0},
					vp8Payload(uint16(frame), frame%50 == 0, i, frame)...)
				_, _ = track.Write(b)
				seq++
			}
			select {
			case <-tick.C:
			case <-stop:
				return
			}
		}
	}()
	for i := range relays[1:] {
		carry(t, relays[i+1], relays[i], relay.PullOptions{Keep: relay.KeepAll})
	}
	wait(t, func() bool {
		h, ok := relay.HeldOf(relays[2], "s")[""]
		return ok && h.Ring.Head() > 1000
	})
	close(stop)
	<-stopped
	wait(t, func() bool {
		last := relay.HeldOf(relays[0], "s")[""].Ring.Last().Seq
		return relay.HeldOf(relays[1], "s")[""].Ring.Find(last) != nil && relay.HeldOf(relays[2], "s")[""].Ring.Find(last) != nil
	})
	top := relay.HeldOf(relays[0], "s")[""]
	for hop, r := range relays[1:] {
		held := relay.HeldOf(r, "s")[""]
		n, _ := alike(t, "video", top, held)
		if n < 1000 {
			t.Errorf("hop %d: %d packets", hop+1, n)
		}
	}
}

// wait returns once done is true.
func wait(t *testing.T, done func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	enough := time.After(30 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-enough:
			t.Fatal("nothing comes of it")
		}
	}
}
