package relay_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// media says whether a datagram is RTP or RTCP (RFC 7983).
func media(b []byte) bool { return len(b) > 1 && b[0] >= 128 && b[0] < 192 }

// rtpOnly says whether it is RTP (RFC 5761).
func rtpOnly(b []byte) bool { return media(b) && (b[1] < 192 || b[1] > 223) }

// quickNACK is a viewer that asks for losses every 20 ms, as browsers do, by RTX or without.
func quickNACK(t *testing.T, rtx bool) func(*webrtc.MediaEngine, *interceptor.Registry) {
	return func(me *webrtc.MediaEngine, reg *interceptor.Registry) {
		codecs := []webrtc.RTPCodecParameters{{PayloadType: 96, RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: webrtc.MimeTypeVP8, ClockRate: 90000, RTCPFeedback: []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}},
		}}}
		if rtx {
			codecs = append(codecs, webrtc.RTPCodecParameters{PayloadType: 97, RTPCodecCapability: webrtc.RTPCodecCapability{
				MimeType: webrtc.MimeTypeRTX, ClockRate: 90000, SDPFmtpLine: "apt=96",
			}})
		}
		for _, c := range codecs {
			if err := me.RegisterCodec(c, webrtc.RTPCodecTypeVideo); err != nil {
				t.Fatal(err)
			}
		}
		if err := me.RegisterCodec(webrtc.RTPCodecParameters{PayloadType: 111, RTPCodecCapability: opus()}, webrtc.RTPCodecTypeAudio); err != nil {
			t.Fatal(err)
		}
		generator, err := nack.NewGeneratorInterceptor(nack.GeneratorInterval(20*time.Millisecond), nack.GeneratorSize(1024),
			nack.GeneratorMaxNacksPerPacket(10))
		if err != nil {
			t.Fatal(err)
		}
		reg.Add(generator)
		if err := webrtc.ConfigureRTCPReports(reg); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLossesAreRepaired(t *testing.T) {
	for _, test := range []struct {
		name     string
		upstream bool
		rtx      bool
	}{
		{"on the publisher's path", true, false},
		{"on the viewer's path, by RTX", false, true},
		{"on the viewer's path, by plain resend", false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			prepare := func(w *world) *viewer { return w.newViewer(quickNACK(w.t, test.rtx)) }
			withStream(t, relay.Options{}, prepare, func(w *world, r *relay.Relay, ip string, p *publisher, v *viewer) {
				time.Sleep(500 * time.Millisecond)
				p.send(5)
				v.watch(w.t, r, "s", relay.SubscribeOptions{})
				p.send(30)
				v.reset()
				from, sent := p.seq, v.PayloadBytes()

				rng, dropped, resent := rand.New(rand.NewPCG(1, 2)), 0, 0
				w.lose(func(src, dst string, b []byte) bool {
					if dst == v.ip && rtpOnly(b) && b[1]&0x7f == 97 {
						resent++
					}
					path := src == p.ip && dst == ip
					if !test.upstream {
						path = src == ip && dst == v.ip
					}
					if path && rtpOnly(b) && len(b) > 400 && rng.IntN(10) == 0 {
						dropped++
						return true
					}
					return false
				})
				p.send(200)
				w.lose(nil)
				p.send(10) // reveals a loss at the very end
				time.Sleep(500 * time.Millisecond)

				video := v.received("video")
				if dropped < 50 {
					w.t.Fatalf("only %d datagrams lost", dropped)
				}
				if (resent > 0) != test.rtx {
					w.t.Errorf("%d packets by RTX, negotiated: %v", resent, test.rtx)
				}
				if test.rtx { // Pion's generator does not see that RTX repaired a loss, and asks on
					video = unique(video)
				}
				contiguous(w.t, video)
				if got, want := len(video), int(p.seq-from); got < want {
					w.t.Errorf("%d packets arrived of %d (%d datagrams lost)", got, want, dropped)
				}
				if got, want := v.PayloadBytes()-sent, uint64(len(video)*payloadSize+len(v.received("audio"))*80); got != want {
					w.t.Errorf("session counts %d payload bytes, %d arrived, each once", got, want)
				}
				if test.upstream && p.nacks.Load() == 0 {
					w.t.Error("publisher was never asked for a packet")
				}
			})
		})
	}
}

func TestLossesBetweenRelaysAreRepaired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, from := w.relay(relay.Options{})
		child, to := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(quickNACK(t, false))
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		pull(t, child, parent, "s")
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(30)
		v.reset()
		first, dropped := p.seq, 0
		rng := rand.New(rand.NewPCG(3, 4))
		w.lose(func(src, dst string, b []byte) bool {
			lost := src == from && dst == to && rtpOnly(b) && len(b) > 400 && rng.IntN(5) == 0
			if lost {
				dropped++
			}
			return lost
		})
		p.send(200)
		w.lose(nil)
		p.send(10)
		time.Sleep(500 * time.Millisecond)
		video := v.received("video")
		contiguous(t, video)
		if got, want := len(video), int(p.seq-first); got < want {
			t.Errorf("%d packets arrived of %d (%d datagrams lost)", got, want, dropped)
		}
		// A packet is late by a NACK and its answer, 40 ms and the reordering time, or that again if lost once more.
		late := 0
		sent := map[int]time.Time{}
		for _, g := range video {
			if at, ok := sent[g.frame]; !ok || g.at.Before(at) {
				sent[g.frame] = g.at
			}
		}
		for _, g := range video {
			if g.at.Sub(sent[g.frame]) > 150*time.Millisecond {
				late++
			}
		}
		if late*100 > len(video) {
			t.Errorf("%d packets of %d are later than 150 ms", late, len(video))
		}
	})
}

// unique drops repeated packets.
func unique(packets []got) []got {
	seen := map[uint16]bool{}
	return slices.DeleteFunc(packets, func(g got) bool {
		again := seen[g.seq]
		seen[g.seq] = true
		return again
	})
}
