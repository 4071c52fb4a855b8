package relay_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// real makes a peer connection on the host's own network.
func real(t *testing.T, network webrtc.NetworkType) *webrtc.PeerConnection {
	t.Helper()
	me, reg := &webrtc.MediaEngine{}, &interceptor.Registry{}
	defaults(t)(me, reg)
	se := webrtc.SettingEngine{LoggerFactory: quiet()}
	se.SetIncludeLoopbackCandidate(true)
	se.SetNetworkTypes([]webrtc.NetworkType{network})
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(reg), webrtc.WithSettingEngine(se)).
		NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pc.GracefulClose() })
	return pc
}

// running runs r until the test ends.
func running(t *testing.T, o relay.Options) *relay.Relay {
	t.Helper()
	r, err := relay.New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error("run:", err)
		}
	})
	return r
}

// The same path once over real sockets, on a wildcard address as an operator would bind it.
func TestLoopback(t *testing.T) {
	for _, test := range []struct {
		addr    string
		network webrtc.NetworkType
	}{{"127.0.0.1:0", webrtc.NetworkTypeUDP4}, {":0", webrtc.NetworkTypeUDP4}, {"[::1]:0", webrtc.NetworkTypeUDP6}, {":0", webrtc.NetworkTypeUDP6},
		{"127.0.0.1:0", webrtc.NetworkTypeTCP4}, {":0", webrtc.NetworkTypeTCP4}, {":0", webrtc.NetworkTypeTCP6}} {
		t.Run(test.addr+" "+test.network.String(), func(t *testing.T) {
			if c, err := net.ListenPacket("udp6", "[::1]:0"); err != nil && (test.network == webrtc.NetworkTypeUDP6 || test.network == webrtc.NetworkTypeTCP6) {
				t.Skip("no IPv6 on this machine:", err)
			} else if err == nil {
				_ = c.Close()
			}
			r := running(t, relay.Options{MediaAddr: test.addr})
			if !r.MediaAddr().IsValid() || r.MediaAddr().Port() == 0 {
				t.Fatalf("bound to %v", r.MediaAddr())
			}
			out, in := real(t, test.network), real(t, test.network)
			track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "p")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := out.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			s, err := r.Publish(ctx, "s", offer(t, out))
			if err != nil {
				t.Fatal(err)
			}
			accept(t, out, s.AnswerSDP())
			sending := make(chan struct{})
			go func() {
				defer close(sending)
				tick := time.NewTicker(10 * time.Millisecond)
				defer tick.Stop()
				for seq := uint16(0); ; seq++ {
					b := append([]byte{0x80, 0x80, byte(seq >> 8), byte(seq), 0, 0, byte(seq), 0, 0, 0, 0, 0}, vp8Payload(seq, seq%10 == 0, 0, int(seq))...)
					_, _ = track.Write(b)
					select {
					case <-tick.C:
					case <-ctx.Done():
						return
					}
				}
			}()

			if _, err := in.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
				t.Fatal(err)
			}
			got := make(chan uint16, 100)
			in.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
				for {
					p, _, err := t.ReadRTP()
					if err != nil {
						close(got)
						return
					}
					select {
					case got <- p.SequenceNumber:
					default:
					}
				}
			})
			v, err := r.Subscribe(ctx, "s", offer(t, in), relay.SubscribeOptions{})
			if err != nil {
				t.Fatal(err)
			}
			accept(t, in, v.AnswerSDP())
			for range 30 {
				select {
				case <-got:
				case <-ctx.Done():
					t.Fatal("no media")
				}
			}
			cancel()
			<-sending
			if err := v.Close(); err != nil {
				t.Fatal(err)
			}
			<-v.Done()
		})
	}
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	r := running(t, relay.Options{MediaAddr: "127.0.0.1:0"})
	if _, err := relay.New(relay.Options{MediaAddr: r.MediaAddr().String()}); !errors.Is(err, relay.ErrAddrInUse) {
		t.Errorf("busy port: %v", err)
	}
	for name, o := range map[string]relay.Options{
		"no address":       {MediaAddr: "nonsense"},
		"negative viewers": {MaxViewers: -1},
		"negative shards":  {Shards: -1},
		"no IP":            {PublicIPs: []string{"example.org"}},
		"unspecified IP":   {PublicIPs: []string{"0.0.0.0"}},
	} {
		if _, err := relay.New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestPublicAddressesReplaceTheHosts(t *testing.T) {
	r := running(t, relay.Options{MediaAddr: "127.0.0.1:0", PublicIPs: []string{"203.0.113.7"}})
	pc := real(t, webrtc.NetworkTypeUDP4)
	track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "p")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pc.AddTrack(track); err != nil {
		t.Fatal(err)
	}
	s, err := r.Publish(t.Context(), "s", offer(t, pc))
	if err != nil {
		t.Fatal(err)
	}
	var candidates []string
	for _, l := range lines(s.AnswerSDP()) {
		if c, ok := cutCandidate(l); ok {
			candidates = append(candidates, c)
		}
	}
	want := netip.AddrPortFrom(netip.MustParseAddr("203.0.113.7"), r.MediaAddr().Port()).String()
	if len(candidates) == 0 {
		t.Fatal("no candidates")
	}
	for _, c := range candidates {
		if c != want {
			t.Errorf("candidate %s, want %s", c, want)
		}
	}
}

func TestRunEndsOnce(t *testing.T) {
	r, err := relay.New(relay.Options{MediaAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Run(ctx); err != nil {
		t.Error(err)
	}
	if err := r.Run(ctx); !errors.Is(err, relay.ErrClosed) {
		t.Errorf("second run: %v", err)
	}
	if _, err := r.Subscribe(t.Context(), "s", receivingOffer, relay.SubscribeOptions{}); !errors.Is(err, relay.ErrClosed) {
		t.Errorf("subscribe after the end: %v", err)
	}
	again, err := relay.New(relay.Options{MediaAddr: r.MediaAddr().String()})
	if err != nil {
		t.Fatal("port is not free again:", err)
	}
	_ = again.Run(ctx)
}

const receivingOffer = "v=0\r\no=- 1 2 IN IP4 0\r\ns=-\r\nt=0 0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n" +
	"a=fingerprint:sha-256 00\r\na=rtcp-mux\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=rtpmap:96 VP8/90000\r\n"

// Viewers who send RTCP from their first moment join like others; under the race detector this looks at what is set when.
func TestFeedbackFromTheFirstMoment(t *testing.T) {
	r := running(t, relay.Options{MediaAddr: "127.0.0.1:0"})
	out := real(t, webrtc.NetworkTypeUDP4)
	track, err := webrtc.NewTrackLocalStaticRTP(vp8(), "video", "p")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err := r.Publish(ctx, "s", offer(t, out))
	if err != nil {
		t.Fatal(err)
	}
	accept(t, out, s.AnswerSDP())
	sending := make(chan struct{})
	go func() {
		defer close(sending)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for seq := uint16(0); ctx.Err() == nil; seq++ {
			b := append([]byte{0x80, 0x80, byte(seq >> 8), byte(seq), 0, 0, byte(seq), 0, 0, 0, 0, 0}, vp8Payload(seq, seq%10 == 0, 0, int(seq))...)
			_, _ = track.Write(b)
			<-tick.C
		}
	}()
	for range 6 {
		in := real(t, webrtc.NetworkTypeUDP4)
		if _, err := in.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
			t.Fatal(err)
		}
		media := make(chan struct{})
		in.OnTrack(func(*webrtc.TrackRemote, *webrtc.RTPReceiver) { close(media) })
		v, err := r.Subscribe(ctx, "s", offer(t, in), relay.SubscribeOptions{})
		if err != nil {
			t.Fatal(err)
		}
		accept(t, in, v.AnswerSDP())
		tick := time.NewTicker(100 * time.Microsecond)
		for waiting := true; waiting; {
			_ = in.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: 1}})
			select {
			case <-tick.C:
			case <-media:
				waiting = false
			case <-ctx.Done():
				t.Fatal("no media")
			}
		}
		tick.Stop()
		_ = v.Close()
	}
	cancel()
	<-sending
}
