package packet

import (
	"fmt"
	"sync/atomic"
	"time"
)

// KeyFrame is a place where a decoder can begin.
type KeyFrame struct {
	Position  uint64 // of the first of its packets to arrive
	Seq       uint64 // lowest sequence number that may belong to it
	Timestamp uint64
	Arrival   time.Time
}

// Ring keeps the last packets of one RTP stream, in order of arrival. Put is for one goroutine, the rest for any.
type Ring struct {
	mask  uint64
	byPos []atomic.Pointer[Packet]
	bySeq []atomic.Pointer[Packet]
	head  atomic.Uint64 // the next position
	key   atomic.Pointer[KeyFrame]
	last  atomic.Pointer[Packet]

	// The writer's own: where the newest frames began, and the highest sequence number.
	frames  [frameHistory]KeyFrame
	frame   int // index of the newest
	highest uint64
}

// frameHistory is how many frames back a retransmitted packet can still prove its frame a key frame: half a second at 30
// frames a second.
const frameHistory = 16

// reorderGap is the longest run of missing packets that is still taken as part of the frame after it.
const reorderGap = 64

// NewRing returns a ring of size packets, a power of two.
func NewRing(size int) (*Ring, error) {
	if size < 2 || size&(size-1) != 0 {
		return nil, fmt.Errorf("ring of %d packets: not a power of two", size)
	}
	return &Ring{
		mask:  uint64(size - 1),
		byPos: make([]atomic.Pointer[Packet], size),
		bySeq: make([]atomic.Pointer[Packet], size),
	}, nil
}

// Put stores p, sets its Position, and publishes it. It is false, and p is not stored, for a duplicate or a packet older
// than the ring reaches.
func (r *Ring) Put(p *Packet) bool {
	slot := &r.bySeq[p.Seq&r.mask]
	if old := slot.Load(); old != nil && old.Seq >= p.Seq {
		return false
	}
	if p.Seq+r.mask < r.highest {
		return false
	}
	p.Position = r.head.Load()
	r.follow(p)
	slot.Store(p)
	r.byPos[p.Position&r.mask].Store(p)
	r.last.Store(p)
	r.head.Store(p.Position + 1)
	return true
}

// follow notes where frames begin. A frame is known by its timestamp, since the packet that proves it a key frame need not
// be the first of it: H264 sends parameter sets ahead of the IDR slice, and a retransmission comes late.
func (r *Ring) follow(p *Packet) {
	current := &r.frames[r.frame]
	if p.Seq > r.highest {
		if r.highest == 0 || p.Timestamp != current.Timestamp {
			first := p.Seq
			if r.highest != 0 && p.Seq-r.highest <= reorderGap {
				first = r.highest + 1 // the missing ones may belong to this frame
			}
			r.frame = (r.frame + 1) % frameHistory
			current = &r.frames[r.frame]
			*current = KeyFrame{Position: p.Position, Seq: first, Timestamp: p.Timestamp, Arrival: p.Arrival}
		}
		r.highest = p.Seq
	}
	if !p.Info.KeyFrame {
		return
	}
	for back := range frameHistory {
		f := r.frames[(r.frame+frameHistory-back)%frameHistory]
		if f.Timestamp != p.Timestamp || f.Seq == 0 {
			continue
		}
		if k := r.key.Load(); k == nil || k.Position < f.Position {
			r.key.Store(&f)
		}
		return
	}
}

// Head returns the position after the newest packet.
func (r *Ring) Head() uint64 { return r.head.Load() }

// Tail returns the oldest position the ring still holds.
func (r *Ring) Tail() uint64 {
	head := r.head.Load()
	if head <= r.mask {
		return 0
	}
	return head - r.mask - 1
}

// At returns the packet at a position, or nil if it is not there yet or no longer.
func (r *Ring) At(pos uint64) *Packet {
	p := r.byPos[pos&r.mask].Load()
	if p == nil || p.Position != pos {
		return nil
	}
	return p
}

// Find returns the packet with an extended sequence number, or nil.
func (r *Ring) Find(seq uint64) *Packet {
	p := r.bySeq[seq&r.mask].Load()
	if p == nil || p.Seq != seq {
		return nil
	}
	return p
}

// Last returns the newest packet, or nil.
func (r *Ring) Last() *Packet { return r.last.Load() }

// Key returns the newest key frame, if the ring still holds its first packet.
func (r *Ring) Key() (KeyFrame, bool) {
	k := r.key.Load()
	if k == nil || k.Position < r.Tail() {
		return KeyFrame{}, false
	}
	return *k, true
}
