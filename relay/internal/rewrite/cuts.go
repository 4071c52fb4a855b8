package rewrite

import "github.com/casto-network/casto/relay/internal/packet"

const (
	// maxRuns is how many runs a NACK can reach back over. A receiver of one layer of many has one per picture: two seconds at
	// 60 pictures a second.
	maxRuns = 128
	// maxEmpties is how many packets sent empty are remembered. Only a loss on the source's side makes one.
	maxEmpties = 64
)

// run is a part of a segment in which nothing is dropped.
type run struct {
	first     uint64 // in the source's numbers
	out       uint64 // the same packet in the receiver's
	pictureID uint16 // to add
	style     Style
}

func (r *run) number(seq uint64) uint64 { return seq - r.first + r.out }

// cuts are where packets of the newest segments have been dropped: the runs in between, apart from the first of each segment,
// in a ring. A nil *cuts has none.
type cuts struct {
	runs    [maxRuns]run
	count   int // begun in all
	empties [maxEmpties]uint64
	empty   int // sent in all
}

func (c *cuts) begun() int {
	if c == nil {
		return 0
	}
	return c.count
}

func (c *cuts) at(i int) *run { return &c.runs[i%maxRuns] }

func (c *cuts) add(r run) {
	c.runs[c.count%maxRuns] = r
	c.count++
}

// bySource returns the run that holds a sequence number of the source, among base and those from begin to end, and the receiver's
// number with which the next begins, or limit. It is false for a run that the ring no longer has.
func (c *cuts) bySource(base *run, begin, end int, seq, limit uint64) (*run, uint64, bool) {
	for i := end - 1; i >= begin; i-- {
		if i < c.count-maxRuns {
			return base, 0, false
		}
		if r := c.at(i); seq >= r.first {
			return r, limit, true
		}
		limit = min(limit, c.at(i).out)
	}
	return base, limit, true
}

// byNumber is bySource for a number of the receiver's.
func (c *cuts) byNumber(base *run, begin, end int, out uint64) (*run, bool) {
	for i := end - 1; i >= begin; i-- {
		if i < c.count-maxRuns {
			return base, false
		}
		if r := c.at(i); out >= r.out {
			return r, true
		}
	}
	return base, true
}

// emptied says whether a packet was sent empty. Known is false for one from before those remembered.
func (c *cuts) emptied(out uint64) (yes, known bool) {
	if c == nil || c.empty == 0 {
		return false, true
	}
	oldest := out
	for _, n := range c.empties[:min(c.empty, maxEmpties)] {
		if n == out {
			return true, true
		}
		oldest = min(oldest, n)
	}
	return false, c.empty <= maxEmpties || oldest < out
}

// Dropped says how a packet that is not forwarded stands to the one before.
type Dropped struct {
	// Continues: both belong to one frame. Packets missing between them are then dropped with it.
	Continues bool
	// Picture: it begins a picture whose id, too, is to leave no gap.
	Picture bool
}

// Drop leaves a packet of the newest segment out of the receiver's numbers. For one that comes late, its number may have been kept
// free: then Drop is true, and the receiver must get that number with an empty payload, which receivers take for padding.
func (m *Map[S]) Drop(source S, p *packet.Packet, d Dropped) (Numbers, Segment, bool) {
	s := m.newest()
	if s == nil || s.source != source || p.Seq < s.first {
		return Numbers{}, Segment{}, false
	}
	if p.Seq <= m.high {
		_, r, n, ok := m.locate(source, p)
		if !ok {
			return Numbers{}, Segment{}, false
		}
		m.cuts = m.cuts.make()
		m.cuts.empties[m.cuts.empty%maxEmpties] = n.Seq
		m.cuts.empty++
		if n.Seq > m.last.Seq {
			m.last = n
		}
		return n, s.by(r), true
	}
	next := *m.newestRun()
	if d.Continues && m.dropped {
		next.first = p.Seq + 1 // its out is the next number already
	} else {
		next.first, next.out = p.Seq+1, next.number(p.Seq)
	}
	if d.Picture {
		next.pictureID--
	}
	m.begin(next)
	m.high, m.dropped = p.Seq, true
	return Numbers{}, Segment{}, false
}

func (c *cuts) make() *cuts {
	if c == nil {
		return new(cuts)
	}
	return c
}
