package rewrite

import (
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/packet"
)

// history is how many segments a NACK can reach back over. A switch needs a key frame, of which there are at most two a
// second, and receivers ask within a second.
const history = 8

// Start says where a segment begins in its source.
type Start struct {
	Seq       uint64 // lowest sequence number that belongs to the segment
	Timestamp uint64 // of its first frame
	// Elapsed is the time in ticks between the last frame of the segment before and this one.
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
	timestamp uint64 // to add
	pictureID uint16
	tl0PicIdx uint16
}

// Started says whether a segment has begun.
func (m *Map[S]) Started() bool { return m.count > 0 }

// Last returns the highest numbers given out.
func (m *Map[S]) Last() Numbers { return m.last }

// Begin starts a segment of source. Its numbers follow those given out so far.
func (m *Map[S]) Begin(source S, at Start) {
	s := segment[S]{source: source, first: at.Seq, out: at.Seq}
	if m.count > 0 {
		s.out = m.last.Seq + 1
		s.timestamp = m.last.Timestamp + max(at.Elapsed, 1) - at.Timestamp
		s.pictureID = m.pictureID + 1 - at.Info.PictureID.Value
		s.tl0PicIdx = m.tl0PicIdx + 1 - at.Info.TL0PicIdx.Value
	} else {
		m.last = Numbers{Seq: at.Seq - 1, Timestamp: at.Timestamp}
	}
	m.segments[m.count%history] = s
	m.count++
}

// Forward returns the receiver's numbers for a packet of source, and the segment they came by. It is false for a packet
// that belongs to no segment: one from before the receiver's first, or whose number a later segment has taken.
func (m *Map[S]) Forward(source S, p *packet.Packet) (Numbers, Segment, bool) {
	limit := ^uint64(0)
	for i := m.count - 1; i >= 0 && i >= m.count-history; i-- {
		s := &m.segments[i%history]
		if s.source == source && p.Seq >= s.first {
			n := Numbers{Seq: p.Seq - s.first + s.out, Timestamp: p.Timestamp + s.timestamp}
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
	shift   uint64
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
				shift:   s.timestamp,
			}, true
		}
	}
	return Origin[S]{}, false
}

// Timestamp returns the receiver's timestamp for a packet of this origin.
func (o Origin[S]) Timestamp(p *packet.Packet) uint64 { return p.Timestamp + o.shift }

// Shift returns what the newest segment adds to its source's timestamps.
func (m *Map[S]) Shift() uint64 {
	if m.count == 0 {
		return 0
	}
	return m.segments[(m.count-1)%history].timestamp
}
