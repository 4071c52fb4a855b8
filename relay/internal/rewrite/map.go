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
	Frame   uint16     // its frame's number in the dependency descriptor, if it has one
	// Broken: the receiver has not had the end of the frame it was sent last. A number is left out, and never given, so that it sees as much.
	Broken bool
}

// Numbers are a packet's numbers as the receiver sees them.
type Numbers struct {
	Seq       uint64
	Timestamp uint64
}

// Style is what else changes in the packets of a receiver that does not get all layers.
type Style struct {
	// Top is one more than the spatial layer whose end is the end of the picture for the receiver; zero leaves that to the source.
	Top uint8
	// Targets are the decode targets to announce (package dependency), as a bit mask; zero leaves them to the source.
	Targets uint32
}

// Map numbers the packets of sources S for one receiver. The zero Map is ready. It belongs to one goroutine.
type Map[S comparable] struct {
	segments [history]segment[S]
	count    int    // segments begun in all
	high     uint64 // highest sequence number of the newest segment's source, sent or dropped
	dropped  bool   // the packet with that number was
	cuts     *cuts  // nil until a packet is dropped

	last      Numbers // highest sent
	pictureID uint16
	tl0PicIdx uint16
	frame     uint16
}

// segment is a part of the receiver's stream that comes from one source.
type segment[S comparable] struct {
	source    S
	run              // the first
	cut       int    // number of runs begun before it, apart from first runs
	live      uint64 // timestamps below are the past
	timestamp uint64 // to add
	tl0PicIdx uint16
	frame     uint16
	broken    bool // the number before out is left out
}

// Last returns the highest numbers given out.
func (m *Map[S]) Last() Numbers { return m.last }

// Begin starts a segment of source. Its numbers follow those given out so far.
func (m *Map[S]) Begin(source S, at Start) {
	at.Live = max(at.Live, at.Timestamp)
	s := segment[S]{source: source, run: run{first: at.Seq, out: at.Seq}, cut: m.cuts.begun(), live: at.Live}
	if m.count > 0 {
		s.out = m.last.Seq + 1
		if at.Broken {
			s.out, s.broken = s.out+1, true
		}
		if first := s.shown(at.Timestamp) + at.Elapsed - at.Live; int64(first) < 1 {
			at.Elapsed += 1 - first // time must not stand still
		}
		s.timestamp = m.last.Timestamp + at.Elapsed - at.Live
		s.pictureID = m.pictureID + 1 - at.Info.PictureID.Value
		s.tl0PicIdx = m.tl0PicIdx + 1 - at.Info.TL0PicIdx.Value
		s.frame = m.frame + 1 - at.Frame
	} else {
		m.last = Numbers{Seq: at.Seq - 1, Timestamp: s.shown(at.Timestamp)}
	}
	m.segments[m.count%history] = s
	m.count++
	m.high, m.dropped = at.Seq-1, false
}

// free returns the first of the receiver's numbers that no earlier segment gives out.
func (s *segment[S]) free() uint64 {
	if s.broken {
		return s.out - 1
	}
	return s.out
}

// shown returns the timestamp of the source with the past compressed.
func (s *segment[S]) shown(timestamp uint64) uint64 {
	if timestamp >= s.live {
		return timestamp
	}
	return s.live - (s.live-timestamp)/Haste
}

// Forward returns the receiver's numbers for a packet of source, and the segment they came by. Style is for packets in order; one
// that comes late has the style of its neighbours. It is false for a packet that belongs to no segment: one from before the
// receiver's first, or whose number another has taken.
func (m *Map[S]) Forward(source S, p *packet.Packet, style Style) (Numbers, Segment, bool) {
	if s := m.newest(); s != nil && s.source == source && p.Seq > m.high && p.Seq >= s.first { // in order
		r := m.newestRun()
		if r.style != style {
			m.begin(run{first: p.Seq, out: r.number(p.Seq), pictureID: r.pictureID, style: style})
			r = m.newestRun()
		}
		m.high, m.dropped = p.Seq, false
		n := Numbers{Seq: r.number(p.Seq), Timestamp: s.shown(p.Timestamp) + s.timestamp}
		m.note(n, s, r, p)
		return n, s.by(r), true
	}
	s, r, n, ok := m.locate(source, p)
	if !ok {
		return Numbers{}, Segment{}, false
	}
	m.note(n, s, r, p)
	return n, s.by(r), true
}

// locate finds the segment and the run that a packet belongs to, and its numbers.
func (m *Map[S]) locate(source S, p *packet.Packet) (*segment[S], *run, Numbers, bool) {
	limit, end := ^uint64(0), m.cuts.begun()
	for i := m.count - 1; i >= 0 && i >= m.count-history; i-- {
		s := &m.segments[i%history]
		if s.source == source && p.Seq >= s.first {
			r, next, ok := m.cuts.bySource(&s.run, s.cut, end, p.Seq, limit)
			if !ok || r.number(p.Seq) >= next {
				return nil, nil, Numbers{}, false
			}
			return s, r, Numbers{Seq: r.number(p.Seq), Timestamp: s.shown(p.Timestamp) + s.timestamp}, true
		}
		limit, end = s.free(), s.cut
	}
	return nil, nil, Numbers{}, false
}

func (m *Map[S]) newest() *segment[S] {
	if m.count == 0 {
		return nil
	}
	return &m.segments[(m.count-1)%history]
}

func (m *Map[S]) newestRun() *run {
	s := m.newest()
	if n := m.cuts.begun(); n > s.cut {
		return m.cuts.at(n - 1)
	}
	return &s.run
}

// begin starts a run, in place of the newest if nothing belongs to that.
func (m *Map[S]) begin(r run) {
	if newest := m.newestRun(); newest.out == r.out {
		*newest = r
		return
	}
	if m.cuts == nil {
		m.cuts = new(cuts)
	}
	m.cuts.add(r)
}

// note remembers what the next segment goes on from.
func (m *Map[S]) note(n Numbers, s *segment[S], r *run, p *packet.Packet) {
	if n.Seq <= m.last.Seq {
		return
	}
	m.last = n
	if p.Info.PictureID.Bits != 0 {
		m.pictureID = p.Info.PictureID.Value + r.pictureID
	}
	if p.Info.TL0PicIdx.Bits != 0 {
		m.tl0PicIdx = p.Info.TL0PicIdx.Value + s.tl0PicIdx
	}
	if p.Dependency != nil {
		m.frame = p.Dependency.Number + s.frame
	}
}

// Origin is where a number given out came from.
type Origin[S comparable] struct {
	Source  S
	Seq     uint64 // the source's extended sequence number
	Numbers Numbers
	Segment Segment
	// Empty: the packet was sent without its payload, see Drop.
	Empty   bool
	segment segment[S]
}

// Reverse finds what a receiver means by a 16-bit sequence number, as in a NACK.
func (m *Map[S]) Reverse(seq uint16) (Origin[S], bool) {
	out := packet.Near16(m.last.Seq, seq)
	if m.count == 0 || out > m.last.Seq {
		return Origin[S]{}, false
	}
	end := m.cuts.begun()
	for i := m.count - 1; i >= 0 && i >= m.count-history; i-- {
		s := &m.segments[i%history]
		if out >= s.out {
			r, ok := m.cuts.byNumber(&s.run, s.cut, end, out)
			empty, known := m.cuts.emptied(out)
			return Origin[S]{
				Source:  s.source,
				Seq:     out - r.out + r.first,
				Numbers: Numbers{Seq: out},
				Segment: s.by(r),
				Empty:   empty,
				segment: *s,
			}, ok && known
		}
		if out >= s.free() {
			break
		}
		end = s.cut
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
