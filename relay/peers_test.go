package relay_test

import (
	"encoding/binary"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/internal/ntp"
)

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
	trips   []time.Duration // round trips, by the answers to reference times
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
			if xr, ok := p.(*rtcp.ExtendedReport); ok {
				v.answered(xr)
			}
		}
	}
}

// answered notes the round trips that an answer to the viewer's reference times tells of.
func (v *viewer) answered(xr *rtcp.ExtendedReport) {
	now := uint32(ntp.FromTime(time.Now()) >> 16)
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, b := range xr.Reports {
		if b, ok := b.(*rtcp.DLRRReportBlock); ok {
			for _, r := range b.Reports {
				v.trips = append(v.trips, time.Duration(now-r.LastRR-r.DLRR)*time.Second/65536)
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
