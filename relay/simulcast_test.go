package relay_test

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// simulcaster publishes VP8 in layers of 1, 2 and 4 packets a frame, each with numbers of its own.
type simulcaster struct {
	pc     *webrtc.PeerConnection
	sender *webrtc.RTPSender
	mid    string
	layers []*simulcastLayer
}

type simulcastLayer struct {
	rid    string
	track  *webrtc.TrackLocalStaticRTP
	size   int // packets a frame
	seq    uint16
	ts     uint32
	pic    uint16
	paused bool
	key    atomic.Bool
	plis   atomic.Int32
}

func (w *world) newSimulcaster() *simulcaster {
	w.t.Helper()
	pc, _ := w.peer(defaults(w.t))
	s := &simulcaster{pc: pc}
	for i, rid := range []string{"q", "h", "f"} {
		track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "publisher", webrtc.WithRTPStreamID(rid))
		if err != nil {
			w.t.Fatal(err)
		}
		l := &simulcastLayer{rid: rid, track: track, size: 1 << i, seq: uint16(20000 * i), ts: uint32(1e9 * i), pic: uint16(500 * i)}
		l.key.Store(true)
		s.layers = append(s.layers, l)
		if i == 0 {
			tr, err := pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
			if err != nil {
				w.t.Fatal(err)
			}
			s.sender = tr.Sender()
		} else if err := s.sender.AddEncoding(track); err != nil {
			w.t.Fatal(err)
		}
	}
	return s
}

func (s *simulcaster) publish(t *testing.T, r *relay.Relay, stream string) {
	t.Helper()
	session, err := r.Publish(t.Context(), stream, offer(t, s.pc))
	if err != nil {
		t.Fatal(err)
	}
	accept(t, s.pc, session.AnswerSDP())
	s.mid = s.pc.GetTransceivers()[0].Mid()
	for i, l := range s.layers {
		ssrc := uint32(s.sender.GetParameters().Encodings[i].SSRC)
		go func() {
			for {
				packets, _, err := s.sender.ReadSimulcastRTCP(l.rid)
				if err != nil {
					return
				}
				for _, p := range packets {
					if pli, ok := p.(*rtcp.PictureLossIndication); ok && pli.MediaSSRC == ssrc {
						l.plis.Add(1)
						l.key.Store(true)
					}
				}
			}
		}()
	}
}

// send sends n frames of every layer that is not paused. Layer sizes tell them apart.
func (s *simulcaster) send(n int) {
	ids := map[string]uint8{}
	for _, e := range s.sender.GetParameters().HeaderExtensions {
		ids[e.URI] = uint8(e.ID)
	}
	for range n {
		for _, l := range s.layers {
			l.ts += 90 * 33
			if l.paused {
				continue
			}
			key := l.key.Swap(false)
			for i := range l.size {
				p := &rtp.Packet{
					Header: rtp.Header{
						Version: 2, SequenceNumber: l.seq, Timestamp: l.ts, Marker: i == l.size-1,
					},
					Payload: vp8Payload(l.pic, key, i, l.size),
				}
				_ = p.SetExtension(ids[sdp.SDESMidURI], []byte(s.mid))
				_ = p.SetExtension(ids[sdp.SDESRTPStreamIDURI], []byte(l.rid))
				_ = l.track.WriteRTP(p)
				l.seq++
			}
			l.pic = (l.pic + 1) & 0x7fff
		}
		time.Sleep(frameTime)
	}
}

// layerOf returns the layers, by packets a frame, in the order they were received.
func layersOf(video []got) (layers []int) {
	for _, g := range video {
		if n := len(layers); n == 0 || layers[n-1] != g.frame {
			layers = append(layers, g.frame)
		}
	}
	return layers
}

func TestSimulcastViewerGetsTheHighestLayerAndFollowsLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newSimulcaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(40)
		if s := r.Streams(); len(s) != 1 || len(s[0].Tracks) != 3 {
			t.Fatalf("streams: %+v", s)
		}
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(40)

		check := func(step string, want ...int) {
			t.Helper()
			video := v.received("video")
			contiguous(t, video)
			rising(t, video)
			got := layersOf(video)
			if len(got) == 0 || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
				t.Errorf("%s: layers %v, want %v", step, got, want)
			}
			v.reset()
		}
		check("join", 4)
		v.SetLimit(relay.LimitLowest)
		p.send(60)
		check("limit lowest", 4, 1)
		v.SetLimit(relay.LimitNone)
		p.send(60)
		check("limit none", 1, 4)

		// The publisher drops its top layer, and brings it back.
		p.layers[2].paused = true
		p.send(90)
		check("top layer paused", 2)
		p.layers[2].paused = false
		p.send(90)
		check("top layer back", 2, 4)
		for _, l := range p.layers {
			if n := l.plis.Load(); n > 4 {
				t.Errorf("layer %s was asked for %d key frames", l.rid, n)
			}
		}
	})
}

// rising checks that timestamps rise from frame to frame, by no more than two seconds, and picture ids by one.
func rising(t *testing.T, video []got) {
	t.Helper()
	for i := 1; i < len(video); i++ {
		a, b := video[i-1], video[i]
		if !a.marker {
			if b.ts != a.ts || b.pic != a.pic {
				t.Errorf("seq %d: timestamp or picture id changes within a frame", b.seq)
			}
			continue
		}
		if d := int32(b.ts - a.ts); d <= 0 || d > 4*90000 { // a DTLS flight repeated after a second is in it
			t.Errorf("seq %d: timestamp moves by %d", b.seq, d)
		}
		if b.pic != (a.pic+1)&0x7fff {
			t.Errorf("seq %d: picture id goes from %d to %d", b.seq, a.pic, b.pic)
		}
		if a.frame != b.frame && !b.key {
			t.Errorf("seq %d: layer changes without a key frame", b.seq)
		}
	}
}

// TestAnswerTakesEveryLayer reads the answer to a browser's kind of offer (RFC 8853): every RID is accepted, with the extensions by
// which packets tell their layer.
func TestAnswerTakesEveryLayer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p := w.newSimulcaster()
		w.start()
		s, err := r.Publish(t.Context(), "s", offer(t, p.pc))
		if err != nil {
			t.Fatal(err)
		}
		answer := lines(s.AnswerSDP())
		for _, want := range []string{"a=simulcast:recv q;h;f", "a=rid:q recv", "a=rid:h recv", "a=rid:f recv"} {
			if !slices.Contains(answer, want) {
				t.Errorf("no %q in the answer:\n%s", want, s.AnswerSDP())
			}
		}
		for _, uri := range []string{sdp.SDESMidURI, sdp.SDESRTPStreamIDURI, sdp.SDESRepairRTPStreamIDURI} {
			if !strings.Contains(s.AnswerSDP(), " "+uri) {
				t.Errorf("no %q in the answer:\n%s", uri, s.AnswerSDP())
			}
		}
		accept(t, p.pc, s.AnswerSDP())
	})
}
