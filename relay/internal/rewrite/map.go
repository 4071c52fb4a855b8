package rewrite

import (
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/packet"
)

// history is how many segments a NACK can reach back over. A switch needs a key frame, of which there are at most two a
// second, and receivers ask within a second.
const history = 8

// Haste is how much faster than it was recorded the past is shown to a receiver that joins. Frames sent for the sake of
// decoding later ones carry timestamps this much closer together, so that a receiver takes three seconds of them for a tenth
// of a second: else it would play them at their pace, late for ever, or hold audio back to match.
const Haste = 32

// Start says where a segment begins in its source.
type Start struct {
	Seq       uint64 // lowest sequence number that belongs to the segment
	Timestamp uint64 // of its first frame
	// Live is the timestamp from which on the segment is the present; frames before it are the past. The first frame's, if
	// that is later.
	Live uint64
	// Elapsed is the time in ticks between the last frame of the segment before and Live.
	Elapsed uint64
	Info    codec.Info // of the segment's first packet
}

// Numbers are a packet's numbers as the receiver sees them.
type Numbers struct {
	Seq       uint64
	Timestamp uint64
}

// Map numbers the packets of sources S for one receiver. The zero Map is ready. It belongs to one goroutine.
type Map[S comparable] struct {
	segments [history]segment[S]
	count    int // segments begun in all

	last      Numbers // highest sent
	pictureID uint16
	tl0PicIdx uint16
}

type segment[S comparable] struct {
	source    S
	first     uint64 // in the source's numbers
	out       uint64 // the same packet in the receiver's
	live      uint64 // timestamps below are the past
	timestamp uint64 // to add
	pictureID uint16
	tl0PicIdx uint16
}

// Last returns the highest numbers given out.
func (m *Map[S]) Last() Numbers { return m.last }

// Begin starts a segment of source. Its numbers follow those given out so far.
func (m *Map[S]) Begin(source S, at Start) {
	at.Live = max(at.Live, at.Timestamp)
	s := segment[S]{source: source, first: at.Seq, out: at.Seq, live: at.Live}
	if m.count > 0 {
		s.out = m.last.Seq + 1
		if first := s.shown(at.Timestamp) + at.Elapsed - at.Live; int64(first) < 1 {
			at.Elapsed += 1 - first // time must not stand still
		}
		s.timestamp = m.last.Timestamp + at.Elapsed - at.Live
		s.pictureID = m.pictureID + 1 - at.Info.PictureID.Value
		s.tl0PicIdx = m.tl0PicIdx + 1 - at.Info.TL0PicIdx.Value
	} else {
		m.last = Numbers{Seq: at.Seq - 1, Timestamp: s.shown(at.Timestamp)}
	}
	m.segments[m.count%history] = s
	m.count++
}

// shown returns the timestamp of the source with the past compressed.
func (s *segment[S]) shown(timestamp uint64) uint64 {
	if timestamp >= s.live {
		return timestamp
	}
	return s.live - (s.live-timestamp)/Haste
}

// Forward returns the receiver's numbers for a packet of source, and the segment they came by. It is false for a packet
// that belongs to no segment: one from before the receiver's first, or whose number a later segment has taken.
func (m *Map[S]) Forward(source S, p *packet.Packet) (Numbers, Segment, bool) {
	limit := ^uint64(0)
	for i := m.count - 1; i >= 0 && i >= m.count-history; i-- {
		s := &m.segments[i%history]
		if s.source == source && p.Seq >= s.first {
			n := Numbers{Seq: p.Seq - s.first + s.out, Timestamp: s.shown(p.Timestamp) + s.timestamp}
			if n.Seq >= limit {
				return Numbers{}, Segment{}, false
			}
			m.note(n, s, p)
			return n, Segment{s.pictureID, s.tl0PicIdx}, true
		}
		limit = s.out
	}
	return Numbers{}, Segment{}, false
}

func (m *Map[S]) note(n Numbers, s *segment[S], p *packet.Packet) {
	if n.Seq <= m.last.Seq {
		return
	}
	m.last = n
	if p.Info.PictureID.Bits != 0 {
		m.pictureID = p.Info.PictureID.Value + s.pictureID
	}
	if p.Info.TL0PicIdx.Bits != 0 {
		m.tl0PicIdx = p.Info.TL0PicIdx.Value + s.tl0PicIdx
	}
}

// Origin is where a number given out came from.
type Origin[S comparable] struct {
	Source  S
	Seq     uint64 // the source's extended sequence number
	Numbers Numbers
	Segment Segment
	segment segment[S]
}

// Reverse finds what a receiver means by a 16-bit sequence number, as in a NACK.
func (m *Map[S]) Reverse(seq uint16) (Origin[S], bool) {
	out := packet.Near16(m.last.Seq, seq)
	if m.count == 0 || out > m.last.Seq {
		return Origin[S]{}, false
	}
	for i := m.count - 1; i >= 0 && i >= m.count-history; i-- {
		s := &m.segments[i%history]
		if out >= s.out {
			return Origin[S]{
				Source:  s.source,
				Seq:     out - s.out + s.first,
				Numbers: Numbers{Seq: out},
				Segment: Segment{s.pictureID, s.tl0PicIdx},
				segment: *s,
			}, true
		}
	}
	return Origin[S]{}, false
}

// Timestamp returns the receiver's timestamp for a packet of this origin.
func (o Origin[S]) Timestamp(p *packet.Packet) uint64 {
	return o.segment.shown(p.Timestamp) + o.segment.timestamp
}

// Shift returns what the newest segment adds to its source's timestamps, the past apart.
func (m *Map[S]) Shift() uint64 {
	if m.count == 0 {
		return 0
	}
	return m.segments[(m.count-1)%history].timestamp
}
