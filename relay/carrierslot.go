package relay

import (
	"encoding/binary"
	"slices"
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/feedback"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/rewrite"
	"github.com/casto-network/casto/relay/internal/seal"
)

// carrierSlot sends one layer to a child as it came: a cursor into the ring, no numbers of its own. It belongs to the child's shard, and
// uses its downTrack for the way out only.
type carrierSlot struct {
	*downTrack
	carrier *carrier
	mid     string

	layer   *layer
	shift   uint64 // the wire's sequence numbers less the source's: zero until the slot's layer is replaced
	resume  uint64 // where the child wants the layer to begin; zero for the last key frame
	running bool
	waiting bool // for another shift
	ran     bool // cursor is where it stopped
	cursor  uint64
	first   uint64        // the lowest number that is sent
	highest atomic.Uint64 // sent, on the wire; written by the shard
	newest  *packet.Packet
	counted seal.Window // source numbers sent
}

func newCarrierSlot(c *carrier, m negotiate.Media, mime negotiate.Codec) *carrierSlot {
	return &carrierSlot{downTrack: newDownTrack(m.Kind, mime), carrier: c, mid: m.MID}
}

// maxLeap is how far numbers may jump on the wire: SRTP loses count of its rollovers beyond 2^15 (RFC 3711, section 3.3.1).
const maxLeap = 1 << 14

// put gives the slot a layer, in place of any before, or of the same after a leap.
func (s *carrierSlot) put(l *layer, shift, resume uint64) {
	if l != s.layer {
		s.counted, s.newest = seal.Window{}, nil
	}
	s.layer, s.shift, s.resume = l, shift, resume
	s.running, s.ran, s.waiting = false, false, false
}

// leaps says whether a number is too far from the last. Then the slot waits for another shift.
func (s *carrierSlot) leaps(seq uint64) bool {
	if highest := s.highest.Load(); highest == 0 || int64(seq+s.shift-highest) <= maxLeap {
		return false
	}
	s.running, s.ran, s.waiting = false, false, true
	s.carrier.reseat(s.mid)
	return true
}

// wanted says whether the child is to have the layer. Low is the slot of the lowest.
func (s *carrierSlot) wanted(d *cascade.Demand, low *carrierSlot, limit Limit) bool {
	switch {
	case s.layer == nil || limit == LimitPaused:
		return false
	case s.kind == "audio":
		return d.Audio
	case limit == LimitLowest:
		return s == low && (d.All || d.Lowest || len(d.RIDs) > 0)
	}
	return d.All || d.Lowest && s == low || slices.Contains(d.RIDs, s.layer.rid)
}

// forward sends what is new of the layer. More is true if older packets are left for the next turn.
func (s *carrierSlot) forward(t *turn, wanted bool) (bytes uint64, more bool) {
	if s.layer == nil || s.waiting || !wanted {
		s.running = false
		return 0, false
	}
	s.layer.need(t.now)
	if !s.running && !s.begin(t) {
		return 0, false
	}
	budget := replayBurst
	for ring, head := s.layer.ring, s.layer.ring.Head(); s.cursor < head; s.cursor++ {
		p := ring.At(s.cursor)
		if p == nil { // overtaken
			s.running, s.ran = false, false
			return bytes, true
		}
		if t.now.Sub(p.Arrival) > stale {
			if budget == 0 {
				return bytes, true
			}
			budget--
		}
		if s.leaps(p.Seq) {
			return bytes, true
		}
		bytes += s.send(t, p)
	}
	return bytes, false
}

// begin finds where to start, or asks for a key frame.
func (s *carrierSlot) begin(t *turn) bool {
	cursor, first, ok := s.start(t.now)
	if !ok {
		if s.kind == "video" {
			t.wantKeyFrame(s.layer)
		}
		return false
	}
	if s.leaps(first) {
		return false
	}
	s.cursor, s.first, s.resume = cursor, first, 0
	s.running, s.ran = true, true
	if s.highest.Load() == 0 {
		s.highest.Store(first + s.shift - 1)
	}
	s.carrier.began(s.mid, first)
	return true
}

// start returns the position to forward from, and the lowest number to send.
func (s *carrierSlot) start(now time.Time) (cursor, first uint64, ok bool) {
	ring := s.layer.ring
	last := ring.Last()
	if last == nil {
		return 0, 0, false
	}
	key, fresh := ring.Key()
	fresh = fresh && now.Sub(key.Arrival) <= maxReplay
	if s.resume != 0 {
		if pos, found := since(ring, s.resume); found || s.kind == "audio" {
			return pos, s.resume, true
		}
	}
	if s.ran { // what has come since is all there is to make up for, unless a key frame makes it needless
		p := ring.At(s.cursor)
		switch {
		case s.kind == "video" && fresh && key.Position > s.cursor:
		case s.cursor == ring.Head(), p != nil && now.Sub(p.Arrival) <= maxReplay:
			return s.cursor, s.first, true
		}
	}
	switch {
	case s.kind == "audio" && now.Sub(last.Arrival) < stale:
		return last.Position, last.Seq, true
	case s.kind == "audio":
		return ring.Head(), last.Seq + 1, true
	case fresh:
		return key.Position, key.Seq, true
	}
	return 0, 0, false
}

// since returns the position of the first packet to arrive with a number of at least seq. It is false if packets between are gone.
func since(ring *packet.Ring, seq uint64) (pos uint64, ok bool) {
	lowest := ^uint64(0)
	for pos = ring.Tail(); pos < ring.Head(); pos++ {
		p := ring.At(pos)
		if p == nil {
			continue
		}
		if lowest = min(lowest, p.Seq); p.Seq >= seq {
			break
		}
	}
	return pos, lowest <= seq
}

// send forwards a packet and returns its payload bytes, unless the child has had it.
func (s *carrierSlot) send(t *turn, p *packet.Packet) uint64 {
	if p.Seq < s.first || !s.counted.Use(p.Seq) {
		return 0
	}
	wire := p.Seq + s.shift
	if wire > s.highest.Load() {
		s.highest.Store(wire)
		s.newest = p
	} else {
		s.mayResend(t.now, wire, 0) // it comes late: the child's NACK for it is under way
	}
	t.out = outgoing{
		ssrc: s.ssrc, payloadType: s.codec.PayloadType, marker: p.Marker,
		seq: wire, timestamp: uint32(p.Timestamp), payload: p.Payload,
	}
	s.extend(t, p, rewrite.Segment{})
	if err := t.egress.Send(s.downTrack, &t.out); err != nil {
		return 0
	}
	s.packets++
	s.octets += uint32(len(p.Payload))
	return uint64(len(p.Payload))
}

// retransmit answers NACKs from the ring, also for what another parent sent or lost.
func (s *carrierSlot) retransmit(t *turn, missing []feedback.Message, rtt time.Duration) {
	var bytes uint64
	for _, m := range missing {
		bytes += s.resend(t, m.Seq, rtt)
		for i := range uint16(16) {
			if m.Mask>>i&1 != 0 {
				bytes += s.resend(t, m.Seq+i+1, rtt)
			}
		}
	}
	s.carrier.add(bytes)
}

// resend returns the payload bytes of a packet that had not been sent before.
func (s *carrierSlot) resend(t *turn, seq uint16, rtt time.Duration) (bytes uint64) {
	if s.layer == nil || s.highest.Load() == 0 {
		return 0
	}
	wire := packet.Near16(s.highest.Load(), seq)
	p := s.layer.ring.Find(wire - s.shift)
	if p == nil || s.running && p.Position >= s.cursor || !s.mayResend(t.now, wire, rtt) {
		return 0
	}
	fresh := s.counted.Use(p.Seq)
	t.out = outgoing{
		ssrc: s.ssrc, payloadType: s.codec.PayloadType, marker: p.Marker, again: !fresh,
		seq: wire, timestamp: uint32(p.Timestamp), payload: p.Payload,
	}
	s.extend(t, p, rewrite.Segment{})
	if s.rtxSSRC != 0 {
		s.rtxSeq++
		binary.BigEndian.PutUint16(t.rtx[:], seq)
		t.out.payload = t.rtx[:2+copy(t.rtx[2:], p.Payload)]
		t.out.ssrc, t.out.payloadType, t.out.seq, t.out.again = s.rtxSSRC, s.codec.RTX, s.rtxSeq, false
	}
	if err := t.egress.Send(s.downTrack, &t.out); err != nil || !fresh {
		return 0 // a lost retransmission is asked for again
	}
	return uint64(len(p.Payload))
}

// pictureLost passes the child's wish for a key frame on.
func (s *carrierSlot) pictureLost(t *turn) {
	if s.layer != nil && s.kind == "video" {
		t.wantKeyFrame(s.layer)
	}
}
