package relay

import (
	"time"

	"github.com/casto-network/casto/relay/internal/lossmap"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/reception"
	"github.com/casto-network/casto/relay/internal/seal"
)

// rescan is how many of a ring's newest numbers are looked over for holes when its parent changes: half a second of a high bitrate.
const rescan = 512

// slotNumbers are how a parent's numbers on the wire are the source's. The upTrack's mutex guards them.
type slotNumbers struct {
	shift     uint16 // the wire's sequence numbers less the source's
	reference uint64 // the wire's are extended to the nearest of this, and timestamps likewise
	timestamp uint64
	highest   uint64 // received
	first     uint64 // the lowest number of the layer: those below are of the one before it in the slot
	from      uint64 // where the parent said it began
	off       bool   // the parent is told to stop
	offSince  time.Time
	resting   bool // it was: the next gap is none
	counted   seal.Window
}

// number extends the numbers of a packet.
func (n *slotNumbers) number(u *upTrack, h packet.Header) (seq, timestamp uint64, late, ok bool) {
	seq, timestamp = packet.Near16(n.reference, h.Seq-n.shift), packet.Near32(n.timestamp, h.Timestamp)
	if seq < n.first || seq == 0 || seq >= maxTold {
		return 0, 0, false, false
	}
	if seq > n.reference {
		n.reference, n.timestamp = seq, timestamp
	}
	if late = seq < n.highest; !late {
		if n.resting && !n.off {
			u.missing, n.resting = lossmap.Map{}, false
			if u.feeder.Load() == u {
				u.rested()
				u.asleep.Store(false)
			}
		}
		n.highest = seq
	}
	return seq, timestamp, late, true
}

// toWire turns missing numbers into those that the parent knows them by.
func (n *slotNumbers) toWire(missing []uint16) {
	for i := range missing {
		missing[i] += n.shift
	}
}

// carry has u receive a layer that its slot carries, for the layer's ring if feeds, as the source's if leads. Numbers below first are of the
// layer before it.
func (u *upTrack) carry(l *layer, shift uint16, first uint64, feeds, leads bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.layer != nil && u.layer != l {
		u.layer.leave(u)
	}
	n := &slotNumbers{shift: shift, first: first, resting: l.asleep.Load() || !leads}
	if u.slot != nil && u.layer == l {
		n.counted, n.off, n.offSince, n.resting = u.slot.counted, u.slot.off, u.slot.offSince, true // the same again, after a leap
	}
	n.reference, n.timestamp, _ = l.newest()
	if last := l.ring.Last(); last != nil {
		n.highest = last.Seq
	}
	u.layer, u.slot = l, n
	u.reception = reception.Statistics{}
	u.reached.Store(0)
	u.missing = holes(l.ring, 0, time.Now())
	u.join(feeds, leads)
}

// join says whether u fills the ring of its layer, and whether as the source's. The caller holds the mutex.
func (u *upTrack) join(feeds, leads bool) {
	u.away = !feeds
	u.layer.enlist(u, feeds)
	if leads {
		if u.feeder.Swap(u) != u {
			u.rested()
		}
	} else {
		u.feeder.CompareAndSwap(u, nil)
	}
}

// takeOver makes u the source's, which goes on where the ring ends.
func (u *upTrack) takeOver() {
	u.mu.Lock()
	defer u.mu.Unlock()
	n := u.slot
	n.resting = false
	if seq, timestamp, _ := u.newest(); seq > n.reference {
		n.reference, n.timestamp = seq, timestamp
	}
	if last := u.ring.Last(); last != nil {
		n.highest = max(n.highest, last.Seq)
	}
	u.missing = holes(u.ring, 0, time.Now())
	u.join(true, true)
}

// enter is join for those who do not hold the mutex.
func (u *upTrack) enter(feeds, leads bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.away == feeds || (u.feeder.Load() == u) != leads {
		u.join(feeds, leads)
	}
}

// leave takes u from those who fill the ring.
func (l *layer) leave(u *upTrack) {
	l.enlist(u, false)
	l.feeder.CompareAndSwap(u, nil)
}

// hear takes what the parent says: where the layer is, and where the forwarding of it began.
func (u *upTrack) hear(seq, timestamp, from uint64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	n := u.slot
	if seq > n.reference && timestamp > n.timestamp {
		n.reference, n.timestamp = seq, timestamp
	}
	if from == 0 || from == n.from {
		return
	}
	n.from = from
	if n.highest >= from && n.highest-from < rescan {
		u.missing = holes(u.ring, from, time.Now())
	}
}

// rest notes whether the parent is told to stop sending: what it leaves out is not lost.
func (u *upTrack) rest(off, leads bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if off && !u.slot.off {
		u.slot.offSince = time.Now()
	}
	if u.slot.off = off; off {
		u.slot.resting = true
		if leads {
			u.asleep.Store(true)
		}
	}
}

// unasked is how long what a parent sends is owed for, after it was told to stop: the word may be lost more than once.
const unasked = 5 * time.Second

// owed says whether the parent is owed for a packet.
func (n *slotNumbers) owed(seq uint64, now time.Time) bool {
	return (!n.off || now.Sub(n.offSince) < unasked) && n.counted.Use(seq)
}

// holes returns what is missing among the newest numbers of a ring: since from, if that is not zero.
func holes(r *packet.Ring, from uint64, now time.Time) (m lossmap.Map) {
	last := r.Last()
	if last == nil {
		return m
	}
	if from != 0 {
		m.Received(from-1, now)
	} else {
		from = max(last.Seq, rescan) - rescan
	}
	for seq := from; seq <= last.Seq+rescan; seq++ { // the newest need not be the highest
		if r.Find(seq) != nil {
			m.Received(seq, now)
		}
	}
	return m
}

// lookBack is how many of a ring's newest numbers are looked over for the first that is missing, and recent how old a packet after it may be for
// that to be worth sending all since again.
const (
	lookBack = 64
	recent   = 300 * time.Millisecond
)

// lacks returns the lowest number that a ring is without: of the newest ones that may still come, else the one after them.
func lacks(r *packet.Ring, now time.Time) uint64 {
	last := r.Last()
	if last == nil {
		return 0
	}
	top := last.Seq
	for seq := top + 1; seq <= last.Seq+lookBack; seq++ { // the newest need not be the highest
		if r.Find(seq) != nil {
			top = seq
		}
	}
	lowest := top + 1
	for seq, gap := top, false; seq > 0 && seq+lookBack > top; seq-- {
		p := r.Find(seq)
		if p == nil {
			gap = true
			continue
		}
		if now.Sub(p.Arrival) > recent {
			break
		}
		if gap {
			lowest, gap = seq+1, false
		}
	}
	return lowest
}
