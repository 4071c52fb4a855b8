package relay_test

import (
	"encoding/binary"
	"encoding/hex"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

const (
	dependencyURI  = "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension"
	orientationURI = "urn:3gpp:video-orientation"
)

// l3t3 is the dependency descriptor of a key frame as libwebrtc writes it for three spatial and three temporal layers.
const l3t3 = "c1000080081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820ac1282503157f974000ca8" +
	"64330e222222eca8655304224230eca87752"

// scalability is a way to send layers.
type scalability struct {
	name              string
	mime              string
	spatial, temporal int
	flexible          bool // VP9
}

func scalabilities() []scalability {
	return []scalability{
		{"VP8 L1T3", webrtc.MimeTypeVP8, 1, 3, false},
		{"VP9 L3T3", webrtc.MimeTypeVP9, 3, 3, false},
		{"VP9 L3T3 flexible", webrtc.MimeTypeVP9, 3, 3, true},
		{"AV1 L3T3", webrtc.MimeTypeAV1, 3, 3, false},
	}
}

// temporalOf is the temporal layer of a picture by its place after the key frame.
func temporalOf(since int) int { return []int{0, 2, 1, 2}[since%4] }

// refsOf are how many pictures before it those are that a picture refers to. In every second period the middle layer refers to its own
// past, except in AV1, whose structure has no such frame.
func (s scalability) refsOf(since int) []int {
	switch {
	case since == 0:
		return nil
	case since%4 == 0:
		return []int{4}
	case since%4 == 2 && since/4%2 == 1 && s.mime != webrtc.MimeTypeAV1:
		return []int{2, 4}
	case since%4 == 2:
		return []int{2}
	}
	return []int{1}
}

// layered publishes layers, two packets to a frame. Each payload ends with the number of its picture, its layers and its own number.
type layered struct {
	scalability
	*relay.Session
	pc      *webrtc.PeerConnection
	ip      string
	sender  *webrtc.RTPSender
	track   *webrtc.TrackLocalStaticRTP
	wantKey atomic.Bool

	picture, since int
	keys           []int // pictures
	frame          uint16
	seq, pid       uint16
	ts             uint32
	tl0            uint8
}

const (
	layeredPackets = 2
	layeredPayload = 200
)

// layeredPeer is a peer that knows one codec and some header extensions, and answers NACKs.
func layeredPeer(t *testing.T, mime string, uris ...string) func(*webrtc.MediaEngine, *interceptor.Registry) {
	return func(me *webrtc.MediaEngine, reg *interceptor.Registry) {
		for _, c := range []webrtc.RTPCodecParameters{
			{PayloadType: 96, RTPCodecCapability: webrtc.RTPCodecCapability{
				MimeType: mime, ClockRate: 90000, RTCPFeedback: []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}},
			}},
			{PayloadType: 97, RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeRTX, ClockRate: 90000, SDPFmtpLine: "apt=96"}},
		} {
			if err := me.RegisterCodec(c, webrtc.RTPCodecTypeVideo); err != nil {
				t.Fatal(err)
			}
		}
		for _, uri := range uris {
			if err := me.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, webrtc.RTPCodecTypeVideo); err != nil {
				t.Fatal(err)
			}
		}
		responder, err := nack.NewResponderInterceptor()
		if err != nil {
			t.Fatal(err)
		}
		reg.Add(responder)
	}
}

func (w *world) newLayered(s scalability) *layered {
	w.t.Helper()
	p := &layered{scalability: s, seq: 65000, pid: 32700, ts: 1 << 31, frame: 65500}
	p.pc, p.ip = w.peer(layeredPeer(w.t, s.mime, dependencyURI, orientationURI))
	var err error
	if p.track, err = webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: s.mime, ClockRate: 90000}, "video", "p"); err != nil {
		w.t.Fatal(err)
	}
	tr, err := p.pc.AddTransceiverFromTrack(p.track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		w.t.Fatal(err)
	}
	p.sender = tr.Sender()
	p.wantKey.Store(true)
	go func() {
		for {
			packets, _, err := p.sender.ReadRTCP()
			if err != nil {
				return
			}
			for _, pkt := range packets {
				if _, ok := pkt.(*rtcp.PictureLossIndication); ok {
					p.wantKey.Store(true)
				}
			}
		}
	}()
	return p
}

func (p *layered) publish(t *testing.T, r *relay.Relay, stream string) {
	t.Helper()
	s, err := r.Publish(t.Context(), stream, offer(t, p.pc))
	if err != nil {
		t.Fatal(err)
	}
	p.Session = s
	accept(t, p.pc, s.AnswerSDP())
}

// send sends n pictures at their pace.
func (p *layered) send(n int) {
	for range n {
		if p.wantKey.Swap(false) {
			p.since = 0
			p.keys = append(p.keys, p.picture)
		}
		temporal := temporalOf(p.since)
		if temporal == 0 {
			p.tl0++
		}
		for s := range p.spatial {
			for i := range layeredPackets {
				p.sendPacket(s, temporal, i)
			}
			p.frame++
		}
		p.picture++
		p.since++
		p.pid = (p.pid + 1) & 0x7fff
		p.ts += 90 * 33
		time.Sleep(frameTime)
	}
}

func (p *layered) sendPacket(s, temporal, i int) {
	last := i == layeredPackets-1
	pkt := &rtp.Packet{
		Header:  rtp.Header{Version: 2, SequenceNumber: p.seq, Timestamp: p.ts, Marker: last && s == p.spatial-1},
		Payload: p.descriptor(s, temporal, i == 0, last),
	}
	pkt.Payload = append(pkt.Payload, make([]byte, layeredPayload-len(pkt.Payload))...)
	mark := pkt.Payload[layeredPayload-7:]
	binary.BigEndian.PutUint32(mark, uint32(p.picture))
	mark[4], mark[5], mark[6] = byte(s), byte(temporal), byte(i)
	for _, e := range p.sender.GetParameters().HeaderExtensions {
		switch {
		case e.URI == dependencyURI && p.mime == webrtc.MimeTypeAV1:
			d := p.dependency(s, temporal, i == 0, last)
			if len(d) > 16 {
				pkt.Header.Extension, pkt.ExtensionProfile = true, rtp.ExtensionProfileTwoByte
			}
			_ = pkt.SetExtension(uint8(e.ID), d)
		case e.URI == orientationURI:
			_ = pkt.SetExtension(uint8(e.ID), []byte{byte(p.picture % 4)})
		}
	}
	_ = p.track.WriteRTP(pkt)
	p.seq++
}

func bit(b bool, mask byte) byte {
	if b {
		return mask
	}
	return 0
}

// descriptor is the payload descriptor and the first byte of a frame.
func (p *layered) descriptor(s, temporal int, first, last bool) []byte {
	key := p.since == 0
	even := p.since/4%2 == 0
	pid := []byte{0x80 | byte(p.pid>>8), byte(p.pid)}
	switch p.mime {
	case webrtc.MimeTypeVP8:
		sync := p.since%4 == 1 || p.since%4 == 2 && even
		return []byte{0x80 | bit(first, 0x10), 0xe0, pid[0], pid[1], p.tl0, byte(temporal)<<6 | bit(sync, 0x20), bit(!key, 1)}
	case webrtc.MimeTypeVP9:
		up := temporal > 0 || even
		b := []byte{
			0xa0 | bit(!key, 0x40) | bit(p.flexible, 0x10) | bit(first, 0x08) | bit(last, 0x04), pid[0], pid[1],
			byte(temporal)<<5 | bit(up, 0x10) | byte(s)<<1 | bit(s > 0, 1),
		}
		refs := p.refsOf(p.since)
		if !p.flexible {
			b = append(b, p.tl0)
		} else {
			for i, r := range refs {
				b = append(b, byte(r)<<1|bit(i < len(refs)-1, 1))
			}
		}
		return append(b, 0x80|bit(!key, 0x04))
	}
	return []byte{0x10 | bit(key && s == 0 && first, 0x08), 0x32}
}

// dependency is the dependency descriptor.
func (p *layered) dependency(s, temporal int, first, last bool) []byte {
	template := 5 * s
	switch {
	case p.since == 0:
		template++
	case temporal == 1:
		template += 2
	case temporal == 2 && p.since%4 == 1:
		template += 3
	case temporal == 2:
		template += 4
	}
	b := []byte{bit(first, 0x80) | bit(last, 0x40) | byte(template), byte(p.frame >> 8), byte(p.frame)}
	if p.since == 0 && s == 0 && first {
		structure, _ := hex.DecodeString(l3t3)
		b = append(b, structure[3:]...)
	}
	return b
}
