package relay_test

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

func TestHeaderExtensionsPassFromHopToHop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		var relays []*relay.Relay
		for range 3 {
			r, _ := w.relay(relay.Options{})
			relays = append(relays, r)
		}
		pc, _ := w.peer(func(me *webrtc.MediaEngine, reg *interceptor.Registry) {
			defaults(t)(me, reg)
			level := webrtc.RTPHeaderExtensionCapability{URI: sdp.AudioLevelURI}
			if err := me.RegisterHeaderExtension(level, webrtc.RTPCodecTypeAudio); err != nil {
				t.Fatal(err)
			}
		})
		track, err := webrtc.NewTrackLocalStaticRTP(opus(), "audio", "publisher")
		if err != nil {
			t.Fatal(err)
		}
		sender, err := pc.AddTrack(track)
		if err != nil {
			t.Fatal(err)
		}
		w.start()
		s, err := relays[0].Publish(t.Context(), "s", offer(t, pc))
		if err != nil {
			t.Fatal(err)
		}
		accept(t, pc, s.AnswerSDP())
		time.Sleep(500 * time.Millisecond)
		id := uint8(0)
		for _, e := range sender.GetParameters().HeaderExtensions {
			if e.URI == sdp.AudioLevelURI {
				id = uint8(e.ID)
			}
		}
		seq := uint16(7)
		send := func(n int) {
			for range n {
				p := &rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: uint32(seq) * 960}, Payload: make([]byte, 80)}
				if err := p.SetExtension(id, []byte{byte(seq)}); err != nil {
					t.Fatal(err)
				}
				_ = track.WriteRTP(p)
				seq++
				time.Sleep(20 * time.Millisecond)
			}
		}
		send(20)
		carry(t, relays[1], relays[0], relay.PullOptions{Keep: relay.KeepAll})
		carry(t, relays[2], relays[1], relay.PullOptions{Keep: relay.KeepAll})
		send(100)
		for hop, r := range relays {
			n := 0
			for seq, p := range relay.HeldOf(r, "s")["audio"].Packets() {
				if !bytes.HasSuffix(p.Extensions, []byte{1, byte(seq)}) {
					t.Errorf("hop %d: number %d has extensions %v", hop, seq, p.Extensions)
				}
				n++
			}
			if n < 40 {
				t.Errorf("hop %d: %d packets", hop, n)
			}
		}
	})
}
