package relay_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/dependency"
)

// watcher is a peer that keeps the video packets it receives.
type watcher struct {
	*relay.Session
	pc *webrtc.PeerConnection
	ip string
	// What it has negotiated: the ids of the dependency descriptor and of the video orientation.
	id, orientation uint8

	mu      sync.Mutex
	packets []*rtp.Packet
	asked   time.Time
}

func (w *world) newWatcher(mime string, uris ...string) *watcher {
	w.t.Helper()
	v := &watcher{}
	v.pc, v.ip = w.peer(layeredPeer(w.t, mime, uris...))
	if _, err := v.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
		w.t.Fatal(err)
	}
	v.pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		for _, e := range r.GetParameters().HeaderExtensions {
			switch e.URI {
			case dependencyURI:
				v.id = uint8(e.ID)
			case orientationURI:
				v.orientation = uint8(e.ID)
			}
		}
		for {
			p, _, err := t.ReadRTP()
			if err != nil {
				return
			}
			v.mu.Lock()
			v.packets = append(v.packets, p)
			v.mu.Unlock()
			v.repair(t.SSRC())
		}
	})
	return v
}

// repair asks for what is missing, every 50 ms at most; Pion's interceptor would ask on for what came by RTX.
func (v *watcher) repair(ssrc webrtc.SSRC) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if time.Since(v.asked) < 50*time.Millisecond {
		return
	}
	seen, first := map[int16]bool{}, v.packets[0].SequenceNumber
	lo, hi := int16(0), int16(0)
	for _, p := range v.packets {
		n := int16(p.SequenceNumber - first)
		seen[n] = true
		lo, hi = min(lo, n), max(hi, n)
	}
	var missing []uint16
	for n := lo; n < hi; n++ {
		if !seen[n] {
			missing = append(missing, first+uint16(n))
		}
	}
	if len(missing) > 0 {
		v.asked = time.Now()
		_ = v.pc.WriteRTCP([]rtcp.Packet{&rtcp.TransportLayerNack{MediaSSRC: uint32(ssrc), Nacks: rtcp.NackPairsFromSequenceNumbers(missing)}})
	}
}

func (v *watcher) watch(t *testing.T, r *relay.Relay, l relay.Layers) {
	t.Helper()
	s, err := r.Subscribe(t.Context(), "s", offer(t, v.pc), relay.SubscribeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	v.Session = s
	s.SetLayers(l)
	accept(t, v.pc, s.AnswerSDP())
}

// part is one packet as the publisher made it.
type part struct{ picture, spatial, temporal, index int }

func (p part) less(o part) bool {
	if p.picture != o.picture {
		return p.picture < o.picture
	}
	return p.spatial*layeredPackets+p.index < o.spatial*layeredPackets+o.index
}

func partOf(p *rtp.Packet) (part, bool) {
	if len(p.Payload) != layeredPayload {
		return part{}, false
	}
	mark := p.Payload[layeredPayload-7:]
	return part{int(binary.BigEndian.Uint32(mark)), int(mark[4]), int(mark[5]), int(mark[6])}, true
}

// inOrder returns what was received by sequence number, each once, and checks that no number stands for two packets and none is missing.
func (v *watcher) inOrder(t *testing.T) []*rtp.Packet {
	t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.packets) == 0 {
		t.Fatal("nothing received")
	}
	at := func(p *rtp.Packet) int { return int(int16(p.SequenceNumber - v.packets[0].SequenceNumber)) }
	by := map[int]*rtp.Packet{}
	lo, hi := 0, 0
	for _, p := range v.packets {
		if first := by[at(p)]; first != nil {
			a, _ := partOf(first)
			if b, _ := partOf(p); a != b {
				t.Fatalf("seq %d stands for %+v and %+v", p.SequenceNumber, a, b)
			}
			continue
		}
		by[at(p)] = p
		lo, hi = min(lo, at(p)), max(hi, at(p))
	}
	var out []*rtp.Packet
	missing := 0
	for i := lo; i <= hi; i++ {
		if by[i] == nil {
			missing++
			continue
		}
		out = append(out, by[i])
	}
	if missing > 0 {
		t.Errorf("%d numbers of %d are missing", missing, hi-lo+1)
	}
	return out
}

// exactly checks that the viewer has the packets of its layers, all of them, in order, and as a decoder needs them.
func (v *watcher) exactly(t *testing.T, p *layered, spatial, temporal int) (empty int) {
	t.Helper()
	var got []part
	var dependencies dependency.Parser
	var pictures []uint16
	for _, packet := range v.inOrder(t) {
		x, ok := partOf(packet)
		if !ok {
			empty++
			continue
		}
		if len(got) > 0 && !got[len(got)-1].less(x) {
			t.Fatalf("seq %d is %+v, after %+v", packet.SequenceNumber, x, got[len(got)-1])
		}
		got = append(got, x)
		if want := x.spatial == spatial && x.index == layeredPackets-1; packet.Marker != want {
			t.Fatalf("%+v has marker %v, want %v", x, packet.Marker, want)
		}
		if x.spatial == 0 && x.index == 0 {
			kind := codec.FromMIME(p.mime)
			pictures = append(pictures, codec.Inspect(kind, packet.Payload).PictureID.Value)
		}
		if p.mime == webrtc.MimeTypeAV1 {
			d, err := dependencies.Parse(packet.GetExtension(v.id))
			if err != nil {
				t.Fatalf("%+v: %v", x, err)
			}
			target := d.Structure.Target(uint8(spatial), uint8(temporal), d.Structure.All())
			if want := d.Structure.Covers(target); d.Active != want {
				t.Fatalf("%+v tells of targets %b, want %b", x, d.Active, want)
			}
			if int(d.Spatial) != x.spatial || int(d.Temporal) != x.temporal {
				t.Fatalf("%+v is described as S%dT%d", x, d.Spatial, d.Temporal)
			}
		}
	}
	var want []part
	for n := got[0].picture; n <= got[len(got)-1].picture; n++ {
		if temporalOf(n) > temporal {
			continue
		}
		for s := range spatial + 1 {
			for i := range layeredPackets {
				want = append(want, part{n, s, temporalOf(n), i})
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d packets from picture %d, want %d", len(got), got[0].picture, len(want))
	}
	if got[0].picture != 0 || got[len(got)-1].picture < p.picture-8 {
		t.Errorf("pictures %d to %d of %d", got[0].picture, got[len(got)-1].picture, p.picture)
	}
	for i := 1; i < len(pictures) && p.mime == webrtc.MimeTypeVP8; i++ {
		// A picture that was lost as a whole, and is not for this viewer once it comes, has had its id kept free.
		if gap := (pictures[i] - pictures[i-1] - 1) & 0x7fff; int(gap) > empty/layeredPackets {
			t.Fatalf("picture id %d after %d", pictures[i], pictures[i-1])
		}
	}
	return empty
}

func TestViewersGetExactlyTheLayersTheyWish(t *testing.T) {
	for _, s := range scalabilities() {
		for _, loss := range []string{"", "to the viewers", "from the publisher"} {
			t.Run(fmt.Sprintf("%s, loss %s", s.name, loss), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t, 10*time.Millisecond)
					defer w.end()
					r, ip := w.relay(relay.Options{})
					p := w.newLayered(s)
					type choice struct {
						*watcher
						spatial, temporal int
					}
					var viewers []choice
					for sp := range s.spatial {
						for tl := range s.temporal {
							viewers = append(viewers, choice{w.newWatcher(s.mime, dependencyURI), sp, tl})
						}
					}
					w.start()
					p.publish(t, r, "s")
					time.Sleep(500 * time.Millisecond)
					p.send(5)
					for _, v := range viewers {
						v.watch(t, r, relay.Layers{Spatial: uint8(v.spatial + 1), Temporal: uint8(v.temporal + 1)})
					}
					p.send(20)
					// The first packets may overtake one another on their way through Pion, until their track is known.
					overtaken := relay.HeldOf(r, "s")[""].Overtaken()
					rng, dropped := rand.New(rand.NewPCG(5, 6)), 0
					w.lose(func(src, dst string, b []byte) bool {
						upstream := src == p.ip && dst == ip
						if !rtpOnly(b) || loss == "" || upstream != (loss == "from the publisher") || rng.IntN(20) != 0 {
							return false
						}
						dropped++
						return true
					})
					p.send(150)
					w.lose(nil)
					p.send(12)
					time.Sleep(500 * time.Millisecond)
					if n := relay.HeldOf(r, "s")[""].Overtaken(); n > overtaken && loss != "from the publisher" {
						t.Errorf("%d packets were overtaken on their way in", n-overtaken)
					}
					if loss != "" && dropped < 10 {
						t.Fatalf("only %d packets lost", dropped)
					}
					if len(p.keys) != 1 {
						t.Fatalf("key frames at %v", p.keys)
					}
					for _, v := range viewers {
						empty := v.exactly(t, p, v.spatial, v.temporal)
						if empty > overtaken && loss != "from the publisher" || empty > 0 && v.spatial == s.spatial-1 && v.temporal == s.temporal-1 {
							t.Errorf("S%dT%d: %d packets without payload", v.spatial, v.temporal, empty)
						}
						if t.Failed() {
							t.Fatalf("viewer of S%dT%d", v.spatial, v.temporal)
						}
					}
				})
			})
		}
	}
}

// decodable checks that all a received picture refers to has been received: in its own layer, and below.
func (v *watcher) decodable(t *testing.T, p *layered) (frames map[part]bool) {
	t.Helper()
	frames = map[part]bool{}
	count := map[part]int{}
	for _, packet := range v.inOrder(t) {
		x, ok := partOf(packet)
		if !ok {
			t.Fatal("packet without payload")
		}
		x.index = 0
		if count[x]++; count[x] == layeredPackets {
			frames[x] = true
		}
	}
	for x := range frames {
		key := 0
		for _, k := range p.keys {
			if k <= x.picture {
				key = k
			}
		}
		since := x.picture - key
		for _, back := range p.refsOf(since) {
			if ref := (part{x.picture - back, x.spatial, temporalOf(since - back), 0}); !frames[ref] {
				t.Fatalf("%+v refers to %+v, which was not received", x, ref)
			}
		}
		if below := (part{x.picture, x.spatial - 1, x.temporal, 0}); x.spatial > 0 && !frames[below] {
			t.Fatalf("%+v refers to %+v, which was not received", x, below)
		}
	}
	return frames
}

func TestLayersChangeWhereTheDecoderCanFollow(t *testing.T) {
	for _, s := range scalabilities() {
		t.Run(s.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 10*time.Millisecond)
				defer w.end()
				r, _ := w.relay(relay.Options{})
				p, v := w.newLayered(s), w.newWatcher(s.mime, dependencyURI)
				w.start()
				p.publish(t, r, "s")
				time.Sleep(500 * time.Millisecond)
				p.send(5)
				v.watch(t, r, relay.Layers{})
				p.send(30)
				type step struct {
					layers relay.Layers
					from   int // picture
				}
				steps := []step{}
				for _, l := range []relay.Layers{
					{Spatial: 2, Temporal: 1}, {Temporal: 3}, {Spatial: 1, Temporal: 2}, {Spatial: 1, Temporal: 3}, {Spatial: 3, Temporal: 1},
					{Spatial: 2}, {Spatial: 1, Temporal: 1}, {},
				} {
					v.SetLayers(l)
					steps = append(steps, step{l, p.picture})
					p.send(37)
				}
				time.Sleep(time.Second)
				frames := v.decodable(t, p)
				for i, step := range steps {
					top := part{}
					for x := range frames {
						// Down at once: what follows the next picture is within the wish. Up after a key frame or a switching point.
						if x.picture < step.from+2 || x.picture >= step.from+37 {
							continue
						}
						if x.picture >= step.from+20 {
							top.spatial, top.temporal = max(top.spatial, x.spatial), max(top.temporal, x.temporal)
						}
						if l := step.layers; l.Spatial > 0 && x.spatial >= int(l.Spatial) || l.Temporal > 0 && x.temporal >= int(l.Temporal) {
							t.Errorf("step %d: %+v within %+v", i, x, l)
						}
					}
					want := part{spatial: s.spatial - 1, temporal: s.temporal - 1}
					if l := step.layers; l.Spatial > 0 {
						want.spatial = min(want.spatial, int(l.Spatial)-1)
					}
					if l := step.layers; l.Temporal > 0 {
						want.temporal = min(want.temporal, int(l.Temporal)-1)
					}
					if top != want {
						t.Errorf("step %d: up to %+v, want %+v", i, top, want)
					}
				}
			})
		})
	}
}
