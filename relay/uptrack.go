package relay

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/extension"
	"github.com/casto-network/casto/relay/internal/lossmap"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/ntp"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/reception"
	"github.com/casto-network/casto/relay/internal/seal"
)

const (
	// hold is the longest that the packets of an unfinished frame wait for the rest of it, by default. Shards then have a run of
	// packets per viewer to write, which is where batching gains.
	hold    = time.Millisecond
	maxHold = 100 * time.Millisecond
	// nackPoll is how often an up track with losses looks for retransmissions and for NACKs to send.
	nackPoll = 5 * time.Millisecond
	// rateWindow is the time over which a layer's bitrate is measured.
	rateWindow = 500 * time.Millisecond
	// maxPacket is the largest RTP packet accepted, above any path MTU in use.
	maxPacket = 1600
	// maxBadReads in a row end a track: its source sends nothing that was agreed.
	maxBadReads = 1000
)

// upTrack receives one incoming RTP stream into its layer's ring. Its packets come from the session's path, or from Pion.
type upTrack struct {
	*layer      // of a carried slot it may change, under mu
	source      *Session
	ssrc        uint32
	codec       negotiate.Codec // as the source calls it
	track       *webrtc.TrackRemote
	stream      *stream
	audio       bool
	hold        time.Duration
	nack        bool          // the source answers NACKs
	extensions  extension.IDs // that the source has negotiated
	transportID uint8         // of the header extension with transport-wide numbers, zero if there is none

	mu        sync.Mutex // guards the fields below, and is held to write to the ring
	seq       packet.Sequence
	times     packet.Timestamps
	reception reception.Statistics
	missing   lossmap.Map
	polling   bool // poll is set
	poll      *time.Timer
	ended     bool
	rtt       time.Duration
	rttAt     time.Time
	nacks     []uint16
	slot      *slotNumbers // of a carried slot
	away      bool         // it does not fill the ring: a standby's

	flush *time.Timer // wakes the shards for an unfinished frame
	armed time.Time

	heard   atomic.Int64  // when the last packet came, in Unix nanoseconds; zero before the first
	reached atomic.Uint64 // the highest number
	behind  atomic.Int64  // how long after the first of several feeders a packet comes, in nanoseconds, on average
	lull    atomic.Bool   // nothing has come for a while; see watch
	brought seal.Window   // of a standby: what it has put into the ring; the layer's write guards it

	look look // of a publisher
}

func newUpTrack(s *Session, t *webrtc.TrackRemote, c negotiate.Codec, l *layer) *upTrack {
	audio := t.Kind() == webrtc.RTPCodecTypeAudio
	u := &upTrack{
		layer:  l,
		source: s,
		ssrc:   uint32(t.SSRC()),
		codec:  c,
		track:  t,
		stream: s.st,
		audio:  audio,
		nack:   c.HasFeedback("nack", ""),
		hold:   hold,
	}
	if s.role == RolePublisher && s.relay.o.Hold > 0 {
		u.hold = s.relay.o.Hold
	}
	u.flush = time.AfterFunc(time.Hour, u.stream.wake)
	u.poll = time.AfterFunc(time.Hour, u.polled)
	return u
}

// run reads what Pion has of the track until the track ends: all of it without a path, else what the path has not claimed.
func (u *upTrack) run() {
	defer u.end()
	buf := make([]byte, maxPacket)
	for bad := 0; bad < maxBadReads; {
		n, _, err := u.track.Read(buf)
		switch {
		case err == nil:
			bad = 0
			u.receive(buf[:n], time.Now())
			u.claim()
		case errors.Is(err, os.ErrDeadlineExceeded): // see polled
			_ = u.track.SetReadDeadline(time.Time{})
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrClosedPipe):
			return
		default: // a packet Pion cannot place, such as one of a payload type that was not negotiated
			bad++
		}
	}
}

// claim has the session's path take the track over, with the rollovers there have been.
func (u *upTrack) claim() {
	p := u.source.path.Load()
	if p == nil {
		return
	}
	u.mu.Lock()
	roc, ok := u.seq.Rollovers()
	u.mu.Unlock()
	if ok {
		p.claim(u.ssrc, roc, u)
		p.claimRTX(u)
	}
}

// end stops the timers.
func (u *upTrack) end() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.ended = true
	u.flush.Stop()
	u.poll.Stop()
}

// receive parses one packet, stores it and wakes the shards.
func (u *upTrack) receive(b []byte, now time.Time) {
	h, payload, err := packet.Parse(b)
	if err != nil {
		return
	}
	if number, ok := u.transportNumber(h); ok {
		u.source.arrivals.record(u.ssrc, number, now)
	}
	again := false
	switch h.PayloadType {
	case u.codec.PayloadType:
	case u.codec.RTX: // zero is no payload type of video
		if len(payload) < 2 || u.codec.RTX == 0 { // padding, to probe for bandwidth
			return
		}
		h.Seq, payload, again = binary.BigEndian.Uint16(payload), payload[2:], true
	default:
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	ext, timestamp, late, ok := u.number(h, again)
	if !ok || u.ended {
		return
	}
	u.hearing(ext, now)
	if u.slot != nil && u.slot.owed(ext, now) {
		u.source.payload.Add(uint64(len(payload))) // a parent is owed for what another has sent already
	}
	if u.away || u.source.barred.Load() {
		return
	}
	if twin := u.ring.Find(ext); twin != nil {
		u.repeated(twin, h.Marker, timestamp, payload, now)
		return
	}
	p := &packet.Packet{
		Seq:       ext,
		Timestamp: timestamp,
		Arrival:   now,
		Marker:    h.Marker,
		Payload:   append(make([]byte, 0, len(payload)), payload...),
		Info:      codec.Inspect(u.codec.Kind, payload),
	}
	stored, filled := u.put(p, h)
	if !stored {
		return
	}
	if u.slot == nil {
		u.source.payload.Add(uint64(len(payload)))
	}
	u.stream.bytesIn.Add(uint64(len(payload)))
	u.stream.packetsIn.Add(1)
	u.reception.Received(ext, p.Timestamp, now, u.codec.ClockRate)
	if p.Info.KeyFrame {
		u.keyFrameArrived()
	} else if !u.audio {
		u.keyFrameDue(now)
	}
	if u.source.role == RolePublisher && !u.audio {
		u.inspect(p.Payload, p.Info.KeyFrame)
	}
	u.signal(now, u.audio || p.Marker || late || filled)
	if u.nack {
		u.missing.Received(ext, now)
		u.recover(now)
	}
}

// number extends a packet's numbers. Late is one that others have overtaken, by a repair or on the way: it has waited long enough.
// Again is one that was sent before. The caller holds the mutex.
func (u *upTrack) number(h packet.Header, again bool) (seq, timestamp uint64, late, ok bool) {
	if u.slot != nil {
		if !again {
			u.seq.Extend(h.Seq) // for its rollovers: the wire's numbers may differ from the source's
		}
		return u.slot.number(u, h)
	}
	before := u.seq.Highest()
	if seq, ok = u.seq.Extend(h.Seq); !ok {
		return 0, 0, false, false
	}
	if packet.Restarted(before, seq) {
		return seq, u.times.Restart(h.Timestamp), false, true
	}
	return seq, u.times.Extend(h.Timestamp), seq < before, true
}

// transportNumber returns a packet's transport-wide sequence number, which packets of all tracks of a source share.
func (u *upTrack) transportNumber(h packet.Header) (uint16, bool) {
	if u.transportID == 0 {
		return 0, false
	}
	e := h.Extension(u.transportID)
	if len(e) != 2 {
		return 0, false
	}
	return binary.BigEndian.Uint16(e), true
}

// signal wakes the shards at the end of a frame, or hold after its first packet.
func (u *upTrack) signal(now time.Time, end bool) {
	if end {
		u.flush.Stop()
		u.armed = time.Time{}
		u.stream.wake()
		return
	}
	if u.armed.IsZero() || now.Sub(u.armed) >= u.hold {
		u.armed = now
		u.flush.Reset(u.hold)
	}
}

// recover asks for what is missing, and comes back while anything is. The caller holds the mutex.
func (u *upTrack) recover(now time.Time) {
	if u.missing.Len() == 0 || u.ended {
		return
	}
	if now.Sub(u.rttAt) > time.Second {
		u.rtt, u.rttAt = u.source.roundTrip(), now
	}
	if u.slot != nil {
		u.nacks = u.missing.DueBy(now, u.rtt+u.rtt/4, u.judge(now), u.nacks[:0])
	} else {
		u.nacks = u.missing.Due(now, u.rtt+u.rtt/4, u.nacks[:0])
	}
	if u.slot != nil {
		u.slot.toWire(u.nacks)
	}
	if len(u.nacks) > 0 {
		_ = u.source.pc.WriteRTCP([]rtcp.Packet{&rtcp.TransportLayerNack{
			MediaSSRC: u.ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(u.nacks),
		}})
	}
	if !u.polling {
		u.polling = true
		u.poll.Reset(nackPoll)
	}
}

// polled is recover, at the timer's call.
func (u *upTrack) polled() {
	if p := u.source.path.Load(); p != nil {
		p.claimRTX(u)
	} else {
		_ = u.track.SetReadDeadline(time.Now()) // Pion hands out retransmissions between two reads
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.polling = false
	u.recover(time.Now())
}

// readReports follows the source's sender reports until the track ends.
func (u *upTrack) readReports(r *webrtc.RTPReceiver) {
	buf := make([]byte, maxPacket)
	for {
		n, _, err := r.ReadSimulcast(buf, u.track.RID())
		if err != nil {
			return
		}
		packets, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		for _, p := range packets {
			if sr, ok := p.(*rtcp.SenderReport); ok && sr.SSRC == u.ssrc {
				u.reported(sr, time.Now())
			}
		}
	}
}

func (u *upTrack) reported(sr *rtcp.SenderReport, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.reception.SenderReport(sr.NTPTime, now)
	if u.feeder.Load() != u {
		return // the source's own alone say what its clock is
	}
	if last := u.ring.Last(); last != nil {
		u.report.Store(&ntp.Report{
			NTP: ntp.Time(sr.NTPTime), Timestamp: packet.Near32(last.Timestamp, sr.RTPTime), Arrival: now,
		})
	}
}
