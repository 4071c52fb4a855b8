package load

import (
	"encoding/binary"
	"net/netip"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/lossmap"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/reception"
)

// early is a packet that came before the keys.
type early struct {
	data []byte
	at   time.Time
}

// media is what a viewer knows of its packets. The viewer's mutex guards it.
type media struct {
	answer answer
	opener *srtp.Context
	sealer *srtp.Context
	remote netip.AddrPort
	early  []early

	begun, connected, first, whole time.Time

	tracks   []*track
	recorder *twcc.Recorder
	numbered bool // packets have transport-wide sequence numbers

	last    uint64 // number of the last synthetic packet that was checked
	counts  Counts
	asked   time.Time // for a key frame
	reports int       // ticks of the reports so far
	buf     [readMTU]byte
	header  rtp.Header
}

const (
	readMTU = 2048
	// oldJoin is for how long after its connection a viewer's latencies do not count: a join replays what is old already.
	oldJoin = 2 * time.Second
)

// track is one SSRC of media.
type track struct {
	ssrc, rtxSSRC uint32
	payload       payload
	seqs          window
	times         packet.Timestamps
	since         time.Time // of the first packet
	missing       lossmap.Map
	reception     reception.Statistics

	// Of the first key frame.
	keyTime  uint32
	keyFirst uint64
	keyEnd   uint64
	keyGot   map[uint64]bool
}

// packet takes one SRTP or SRTCP packet.
func (v *viewer) packet(b []byte, at time.Time) {
	if b[1] >= 192 && b[1] <= 223 { // RFC 5761
		v.control(b, at)
		return
	}
	p := v.answer.payloads[b[1]&0x7f]
	ssrc := binary.BigEndian.Uint32(b[8:])
	if p.rtx {
		v.retransmitted(b, ssrc, at)
		return
	}
	if p.clock == 0 {
		v.counts.Unknown++
		return
	}
	if v.hostile && b[3]%10 != 0 { // loses nine of ten, and knows which
		return
	}
	t := v.track(ssrc, p, at)
	v.arrived(t, b, at)
	if v.first.IsZero() {
		v.first = at
	}
	marker := b[1]&0x80 != 0
	if v.whole.IsZero() || v.checked || marker && p.kind != codec.Opus {
		v.open(t, b, at)
	}
}

// arrived counts a packet by its header.
func (v *viewer) arrived(t *track, b []byte, at time.Time) {
	seq, fresh := t.seqs.add(binary.BigEndian.Uint16(b[2:]))
	if !fresh {
		v.counts.Duplicates++
		return
	}
	v.counts.Packets++
	v.counts.Bytes += uint64(len(b))
	t.missing.Received(seq, at)
	t.reception.Received(seq, t.times.Extend(binary.BigEndian.Uint32(b[4:])), at, t.payload.clock)
	if v.run.o.Feedback && v.answer.transport {
		v.note(t, b, at)
	}
}

// note keeps a packet for transport-wide feedback. A server that negotiates it and numbers no packets gets the media's numbers,
// so that feedback costs it what it would cost.
func (v *viewer) note(t *track, b []byte, at time.Time) {
	n := binary.BigEndian.Uint16(b[2:])
	if v.answer.transportID != 0 && b[0]&0x10 != 0 {
		if h, _, err := packet.Parse(b); err == nil {
			if e := h.Extension(v.answer.transportID); len(e) >= 2 {
				n = binary.BigEndian.Uint16(e)
				if !v.numbered {
					v.numbered, v.recorder = true, nil
				}
			} else if v.numbered {
				return
			}
		}
	}
	if v.recorder == nil {
		v.recorder = twcc.NewRecorder(viewerSSRC)
	}
	if v.numbered || t == v.tracks[0] {
		v.recorder.Record(t.ssrc, n, at.UnixMicro())
	}
}

func (v *viewer) track(ssrc uint32, p payload, at time.Time) *track {
	for _, t := range v.tracks {
		if t.ssrc == ssrc {
			return t
		}
	}
	t := &track{ssrc: ssrc, payload: p, since: at}
	v.tracks = append(v.tracks, t)
	return t
}

// retransmitted takes a packet of RFC 4588, whose original number is in its encrypted payload.
func (v *viewer) retransmitted(b []byte, ssrc uint32, at time.Time) {
	v.counts.Retransmitted++
	out, err := v.opener.DecryptRTP(v.buf[:0], b, &v.header)
	if err != nil {
		v.counts.Unreadable++
		return
	}
	h, body, err := packet.Parse(out)
	if err != nil || len(body) < 2 { // empty ones probe for bandwidth
		return
	}
	for _, t := range v.tracks {
		if t.rtxSSRC != ssrc && (t.rtxSSRC != 0 || t.payload.kind == codec.Opus) {
			continue
		}
		t.rtxSSRC = ssrc
		seq, fresh := t.seqs.add(binary.BigEndian.Uint16(body))
		if !fresh {
			v.counts.Duplicates++
			return
		}
		v.counts.Repaired++
		v.counts.Packets++
		v.counts.Bytes += uint64(len(b))
		t.missing.Received(seq, at)
		if v.whole.IsZero() {
			t.assemble(v, seq, h, body[2:], at)
		}
		return
	}
}

// open decrypts a packet and looks at what is in it.
func (v *viewer) open(t *track, b []byte, at time.Time) {
	out, err := v.opener.DecryptRTP(v.buf[:0], b, &v.header)
	if err != nil {
		v.counts.Unreadable++
		return
	}
	h, body, err := packet.Parse(out)
	if err != nil {
		v.counts.Unreadable++
		return
	}
	if v.whole.IsZero() && t.payload.kind != codec.Opus {
		t.assemble(v, t.seqs.extend(h.Seq), h, body, at)
	}
	v.inspect(body, at)
}

// inspect takes latency and integrity from a payload.
func (v *viewer) inspect(body []byte, at time.Time) {
	sent, known := v.run.sent(body)
	if !known {
		return
	}
	if v.checked {
		v.check(body)
	}
	if !v.hostile && sent.After(v.connected.Add(oldJoin)) {
		v.run.latencies.add(at.Sub(sent))
	}
}

// check compares a synthetic packet with what was sent.
func (v *viewer) check(body []byte) {
	s, ok := readStamp(body)
	if !ok {
		return
	}
	v.counts.Checked++
	if !intact(body) {
		v.counts.Damaged++
	}
	if s.number > v.last {
		if v.last != 0 {
			v.counts.Gaps += s.number - v.last - 1
		}
		v.last = s.number
	} else if v.counts.Gaps > 0 {
		v.counts.Gaps-- // it came late, or again
	}
}

// assemble looks whether the first key frame is complete: from the packet that shows that it is one to the one with the marker.
func (t *track) assemble(v *viewer, seq uint64, h packet.Header, body []byte, at time.Time) {
	key := codec.Inspect(t.payload.kind, body).KeyFrame
	if key && (t.keyGot == nil || h.Timestamp != t.keyTime && int32(h.Timestamp-t.keyTime) > 0) {
		t.keyTime, t.keyFirst, t.keyEnd, t.keyGot = h.Timestamp, seq, 0, map[uint64]bool{}
	}
	if t.keyGot == nil || h.Timestamp != t.keyTime {
		return
	}
	if key {
		t.keyFirst = min(t.keyFirst, seq)
	}
	t.keyGot[seq] = true
	if h.Marker {
		t.keyEnd = seq
	}
	if t.keyEnd == 0 {
		return
	}
	for s := t.keyFirst; s <= t.keyEnd; s++ {
		if !t.keyGot[s] {
			return
		}
	}
	v.whole, t.keyGot = at, nil
}

// control takes the server's RTCP: sender reports are what receiver reports refer to.
func (v *viewer) control(b []byte, at time.Time) {
	out, err := v.opener.DecryptRTCP(nil, b, nil)
	if err != nil {
		v.counts.Unreadable++
		return
	}
	parts, err := rtcp.Unmarshal(out)
	if err != nil {
		return
	}
	for _, p := range parts {
		sr, ok := p.(*rtcp.SenderReport)
		if !ok {
			continue
		}
		for _, t := range v.tracks {
			if t.ssrc == sr.SSRC {
				t.reception.SenderReport(sr.NTPTime, at)
			}
		}
	}
}
