package relay_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/transport/v5/vnet"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// world is a virtual network with relays and Pion peers, all within one synctest bubble.
type world struct {
	t      *testing.T
	router *vnet.Router
	next   byte
	close  []func()

	mu   sync.Mutex
	drop func(from, to string, b []byte) bool
}

// newWorld makes a network whose links each add delay.
func newWorld(t *testing.T, delay time.Duration) *world {
	t.Helper()
	router, err := vnet.NewRouter(&vnet.RouterConfig{
		CIDR: "10.0.0.0/24", MinDelay: delay, LoggerFactory: quiet(),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, router: router, next: 10}
	router.AddChunkFilter(func(c vnet.Chunk) bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.drop == nil || !w.drop(host(c.SourceAddr()), host(c.DestinationAddr()), c.UserData())
	})
	return w
}

func host(a net.Addr) string {
	h, _, _ := net.SplitHostPort(a.String())
	return h
}

func quiet() *logging.DefaultLoggerFactory {
	f := logging.NewDefaultLoggerFactory()
	f.Writer, f.DefaultLogLevel = io.Discard, logging.LogLevelDisabled
	return f
}

// lose drops the datagrams that f says.
func (w *world) lose(f func(from, to string, b []byte) bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop = f
}

func (w *world) net() (*vnet.Net, string) {
	w.t.Helper()
	ip := fmt.Sprintf("10.0.0.%d", w.next)
	w.next++
	n, err := vnet.NewNet(&vnet.NetConfig{StaticIPs: []string{ip}})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.router.AddNet(n); err != nil {
		w.t.Fatal(err)
	}
	return n, ip
}

// start begins the network, after all hosts are there.
func (w *world) start() {
	w.t.Helper()
	if err := w.router.Start(); err != nil {
		w.t.Fatal(err)
	}
}

// end closes everything, peers before relays.
func (w *world) end() {
	for i := len(w.close) - 1; i >= 0; i-- {
		w.close[i]()
	}
	if err := w.router.Stop(); err != nil {
		w.t.Error(err)
	}
}

// relay runs a relay on a host of its own.
func (w *world) relay(o relay.Options) (*relay.Relay, string) {
	w.t.Helper()
	n, ip := w.net()
	o.Net, o.MediaAddr = n, ip+":5000"
	if o.Shards == 0 {
		o.Shards = 2
	}
	r, err := relay.New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	w.close = append(w.close, func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error("relay run:", err)
		}
	})
	return r, ip
}

// peer makes a Pion peer connection on a host of its own, with Pion's default codecs.
func (w *world) peer(configure func(*webrtc.MediaEngine, *interceptor.Registry)) (*webrtc.PeerConnection, string) {
	w.t.Helper()
	n, ip := w.net()
	me, reg := &webrtc.MediaEngine{}, &interceptor.Registry{}
	configure(me, reg)
	se := webrtc.SettingEngine{LoggerFactory: quiet()}
	se.SetNet(n)
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	// Pion's close for DTLS can wait for a timer while another of its goroutines waits for a mutex, which stops a bubble's clock.
	se.DisableCloseByDTLS(true)
	se.SetICETimeouts(2*time.Second, 2*time.Second, 500*time.Millisecond)
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(reg), webrtc.WithSettingEngine(se)).
		NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.close = append(w.close, func() { _ = pc.GracefulClose() })
	return pc, ip
}

func defaults(t *testing.T) func(*webrtc.MediaEngine, *interceptor.Registry) {
	return func(me *webrtc.MediaEngine, reg *interceptor.Registry) {
		if err := me.RegisterDefaultCodecs(); err != nil {
			t.Fatal(err)
		}
		if err := webrtc.RegisterDefaultInterceptors(me, reg); err != nil {
			t.Fatal(err)
		}
	}
}

// offer returns a complete offer of pc.
func offer(t *testing.T, pc *webrtc.PeerConnection) string {
	t.Helper()
	o, err := pc.CreateOffer(nil)
	if err != nil {
		t.Fatal(err)
	}
	done := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(o); err != nil {
		t.Fatal(err)
	}
	<-done
	return pc.LocalDescription().SDP
}

func accept(t *testing.T, pc *webrtc.PeerConnection, answer string) {
	t.Helper()
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		t.Fatal(err)
	}
}

// publisher sends synthetic VP8 and Opus: each payload carries the number of its frame and packet.
type publisher struct {
	*relay.Session
	pc      *webrtc.PeerConnection
	ip      string
	video   *webrtc.TrackLocalStaticRTP
	audio   *webrtc.TrackLocalStaticRTP
	wantKey atomic.Bool
	plis    atomic.Int32
	nacks   atomic.Int32 // sequence numbers asked for

	frame, keys int
	seq, aseq   uint16
	pic         uint16
	ts, ats     uint32
}

func vp8() webrtc.RTPCodecCapability {
	return webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
}

func opus() webrtc.RTPCodecCapability {
	return webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
}

// newPublisher makes a publisher whose numbers start at seq and ts.
func (w *world) newPublisher(seq uint16, ts uint32) *publisher {
	w.t.Helper()
	pc, ip := w.peer(defaults(w.t))
	p := &publisher{pc: pc, ip: ip, seq: seq, ts: ts, aseq: seq, ats: ts, pic: 100}
	p.wantKey.Store(true)
	for _, track := range []struct {
		c    webrtc.RTPCodecCapability
		kind string
		to   **webrtc.TrackLocalStaticRTP
	}{{vp8(), "video", &p.video}, {opus(), "audio", &p.audio}} {
		t, err := webrtc.NewTrackLocalStaticRTP(track.c, track.kind, "publisher")
		if err != nil {
			w.t.Fatal(err)
		}
		*track.to = t
		tr, err := pc.AddTransceiverFromTrack(t, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			w.t.Fatal(err)
		}
		go p.readRTCP(tr.Sender())
	}
	return p
}

func (p *publisher) readRTCP(s *webrtc.RTPSender) {
	for {
		packets, _, err := s.ReadRTCP()
		if err != nil {
			return
		}
		for _, pkt := range packets {
			switch pkt := pkt.(type) {
			case *rtcp.PictureLossIndication:
				p.plis.Add(1)
				p.wantKey.Store(true)
			case *rtcp.TransportLayerNack:
				for _, n := range pkt.Nacks {
					p.nacks.Add(int32(len(n.PacketList())))
				}
			}
		}
	}
}

// publish connects p to r.
func (p *publisher) publish(t *testing.T, r *relay.Relay, stream string) {
	t.Helper()
	s, err := r.Publish(t.Context(), stream, offer(t, p.pc))
	if err != nil {
		t.Fatal(err)
	}
	p.Session = s
	accept(t, p.pc, s.AnswerSDP())
}

const (
	frameTime       = 33 * time.Millisecond
	packetsPerFrame = 4
	payloadSize     = 500
)

// send sends n frames at their pace, each with two audio packets. A key frame goes out when asked for.
func (p *publisher) send(n int) {
	for range n {
		p.sendFrame(p.wantKey.Swap(false))
		time.Sleep(frameTime)
	}
}

func (p *publisher) sendFrame(key bool) {
	if key {
		p.keys++
	}
	for i := range packetsPerFrame {
		_ = p.video.WriteRTP(&rtp.Packet{
			Header: rtp.Header{
				Version: 2, SequenceNumber: p.seq, Timestamp: p.ts, Marker: i == packetsPerFrame-1,
			},
			Payload: vp8Payload(p.pic, key, i, p.frame),
		})
		p.seq++
	}
	for range 2 {
		payload := make([]byte, 80)
		binary.BigEndian.PutUint32(payload, uint32(p.frame))
		_ = p.audio.WriteRTP(&rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: p.aseq, Timestamp: p.ats}, Payload: payload})
		p.aseq, p.ats = p.aseq+1, p.ats+48*33/2
	}
	p.frame++
	p.pic = (p.pic + 1) & 0x7fff
	p.ts += 90 * 33
}

// vp8Payload is packet i of a frame: descriptor with a 15-bit picture id, then the frame's header.
func vp8Payload(pic uint16, key bool, i, frame int) []byte {
	b := make([]byte, payloadSize)
	b[0], b[1] = 0x80, 0x80
	b[2], b[3] = 0x80|byte(pic>>8), byte(pic)
	if i == 0 {
		b[0] |= 0x10
		if !key {
			b[4] = 1
		}
	}
	binary.BigEndian.PutUint32(b[8:], uint32(frame))
	b[12] = byte(i)
	return b
}

// got is one packet a viewer received.
type got struct {
	kind    string
	at      time.Time
	seq     uint16
	ts      uint32
	pic     uint16
	marker  bool
	frame   int
	index   int
	key     bool
	payload int
}

// viewer is a Pion peer that receives.
type viewer struct {
	*relay.Session
	pc      *webrtc.PeerConnection
	ip      string
	started time.Time
	dc      *webrtc.DataChannel

	mu      sync.Mutex
	packets []got
	reports map[string][]*rtcp.SenderReport
	ssrc    map[string]uint32
}

func (w *world) newViewer(configure func(*webrtc.MediaEngine, *interceptor.Registry)) *viewer {
	w.t.Helper()
	pc, ip := w.peer(configure)
	v := &viewer{pc: pc, ip: ip, ssrc: map[string]uint32{}, reports: map[string][]*rtcp.SenderReport{}}
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		if _, err := pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
			w.t.Fatal(err)
		}
	}
	pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		v.mu.Lock()
		v.ssrc[t.Kind().String()] = uint32(t.SSRC())
		v.mu.Unlock()
		go v.readRTCP(t.Kind().String(), r)
		v.read(t)
	})
	return v
}

func (v *viewer) read(t *webrtc.TrackRemote) {
	for {
		p, _, err := t.ReadRTP()
		if err != nil {
			return
		}
		g := got{
			kind: t.Kind().String(), at: time.Now(), seq: p.SequenceNumber, ts: p.Timestamp, marker: p.Marker,
			payload: len(p.Payload),
		}
		if g.kind == "video" && len(p.Payload) > 12 {
			g.pic = binary.BigEndian.Uint16(p.Payload[2:]) & 0x7fff
			g.frame, g.index = int(binary.BigEndian.Uint32(p.Payload[8:])), int(p.Payload[12])
			g.key = p.Payload[0]&0x10 != 0 && p.Payload[4]&1 == 0
		} else if len(p.Payload) >= 4 {
			g.frame = int(binary.BigEndian.Uint32(p.Payload))
		}
		v.mu.Lock()
		v.packets = append(v.packets, g)
		v.mu.Unlock()
	}
}

func (v *viewer) readRTCP(kind string, r *webrtc.RTPReceiver) {
	for {
		packets, _, err := r.ReadRTCP()
		if err != nil {
			return
		}
		for _, p := range packets {
			if sr, ok := p.(*rtcp.SenderReport); ok {
				v.mu.Lock()
				if sr.SSRC == v.ssrc[kind] {
					v.reports[kind] = append(v.reports[kind], sr)
				}
				v.mu.Unlock()
			}
		}
	}
}

// watch connects v to r.
func (v *viewer) watch(t *testing.T, r *relay.Relay, stream string, o relay.SubscribeOptions) {
	t.Helper()
	v.started = time.Now()
	s, err := r.Subscribe(t.Context(), stream, offer(t, v.pc), o)
	if err != nil {
		t.Fatal(err)
	}
	v.Session = s
	accept(t, v.pc, s.AnswerSDP())
}

// received returns the packets of a kind so far.
func (v *viewer) received(kind string) []got {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []got
	for _, g := range v.packets {
		if g.kind == kind {
			out = append(out, g)
		}
	}
	return out
}

// reset forgets what was received.
func (v *viewer) reset() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.packets = nil
}

// exchange subscribes to stream on parent.
func exchange(parent *relay.Relay, stream string, o relay.SubscribeOptions) relay.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		s, err := parent.Subscribe(ctx, stream, offer, o)
		if err != nil {
			return "", err
		}
		return s.AnswerSDP(), nil
	}
}

// pull makes child pull stream from parent.
func pull(t *testing.T, child, parent *relay.Relay, stream string) *relay.Session {
	t.Helper()
	s, err := child.Pull(t.Context(), stream, exchange(parent, stream, relay.SubscribeOptions{}), relay.PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func lines(s string) []string { return strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

// cutCandidate returns the address of an SDP candidate line of the first component.
func cutCandidate(line string) (string, bool) {
	f := strings.Fields(line)
	if len(f) < 6 || !strings.HasPrefix(f[0], "a=candidate:") || f[1] != "1" {
		return "", false
	}
	return net.JoinHostPort(f[4], f[5]), true
}
