package frame

import (
	"time"

	"github.com/casto-network/casto/relay/internal/packet"
)

// window is how many packets an Order holds and remembers: at 10 Mbit/s two and a half seconds.
const window = 2048

// Packet is what frames are made of. Its payload belongs to whoever has the packet.
type Packet struct {
	Seq       uint64 // extended sequence number
	Timestamp uint64 // extended timestamp
	Marker    bool
	Payload   []byte // without padding; may be empty
}

// Order sorts the packets of one stream. The zero Order is not usable; see NewOrder.
type Order struct {
	wait time.Duration
	seq  packet.Sequence
	ts   packet.Timestamps

	slots   [window]slot
	next    uint64 // the first number that Pop has not passed; 0 before the first packet
	highest uint64
	stuck   time.Time // since when next has been missing while later packets are here

	lost      uint64
	recovered uint64
}

type slot struct {
	seq  uint64 // what was here last; the packet may be gone
	full bool
	p    Packet
}

// NewOrder returns an Order that waits for a missing packet for the given time before it passes over it.
func NewOrder(wait time.Duration) *Order { return &Order{wait: wait} }

// Push takes a packet as it arrived. It is false for one that came before, and for one that cannot be placed. A packet that comes too late
// for Pop is true: it was delivered, if to no use.
func (o *Order) Push(now time.Time, h packet.Header, payload []byte) bool {
	previous := o.seq.Highest()
	seq, ok := o.seq.Extend(h.Seq)
	if !ok {
		return false
	}
	if o.next == 0 {
		o.next = seq
	}
	if packet.Restarted(previous, seq) { // what is missing in between never was
		o.flush(seq)
	}
	s := &o.slots[seq%window]
	if s.seq == seq || s.seq > seq { // a duplicate, or too old to tell
		return false
	}
	*s = slot{seq: seq}
	if seq < o.next {
		return true
	}
	if seq < o.highest {
		o.recovered++
	}
	o.highest = max(o.highest, seq)
	s.full, s.p = true, Packet{Seq: seq, Timestamp: o.ts.Extend(h.Timestamp), Marker: h.Marker, Payload: payload}
	if seq-o.next >= window { // its place was still taken
		o.lost += seq - o.next
		o.flush(seq)
	}
	if !o.at(o.next) && o.stuck.IsZero() {
		o.stuck = now
	}
	return true
}

// Pop returns the next packet in sequence. gap says that packets are missing before it, which will not come any more. It is false
// when there is none, or its predecessor may still come.
func (o *Order) Pop(now time.Time) (p Packet, gap, ok bool) {
	if o.next == 0 || o.highest < o.next {
		return Packet{}, false, false
	}
	if !o.at(o.next) {
		if o.stuck.IsZero() {
			o.stuck = now
		}
		if now.Sub(o.stuck) < o.wait {
			return Packet{}, false, false
		}
		for !o.at(o.next) {
			o.next++
			o.lost++
		}
		gap = true
	}
	o.stuck = time.Time{}
	s := &o.slots[o.next%window]
	p = s.p
	s.full, s.p = false, Packet{}
	o.next++
	if o.highest >= o.next && !o.at(o.next) {
		o.stuck = now
	}
	return p, gap, true
}

// Lost returns the number of packets that Pop passed over.
func (o *Order) Lost() uint64 { return o.lost }

// Recovered returns the number of packets that came after a later one, in time.
func (o *Order) Recovered() uint64 { return o.recovered }

func (o *Order) at(seq uint64) bool {
	s := &o.slots[seq%window]
	return s.full && s.seq == seq
}

// flush gives up what is held below seq: the sender began anew, or is so far ahead that it has no place.
func (o *Order) flush(seq uint64) {
	if seq <= o.next {
		return
	}
	for i := range o.slots {
		if s := &o.slots[i]; s.full && s.seq < seq {
			s.full, s.p = false, Packet{}
		}
	}
	o.next, o.stuck = seq, time.Time{}
	o.highest = max(o.highest, seq)
}
