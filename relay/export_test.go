package relay

import "github.com/casto-network/casto/relay/internal/packet"

// Held is what a relay has of one layer.
type Held struct {
	Epoch string
	Ring  *packet.Ring
}

// Packets returns what the ring holds, by sequence number.
func (h Held) Packets() map[uint64]*packet.Packet {
	out := map[uint64]*packet.Packet{}
	for pos := h.Ring.Tail(); pos < h.Ring.Head(); pos++ {
		if p := h.Ring.At(pos); p != nil {
			out[p.Seq] = p
		}
	}
	return out
}

// Whole returns the number from which on a ring that has begun to overwrite holds everything. It overwrites in the order of arrival: of those below, what came
// late is still there.
func (h Held) Whole() (from uint64) {
	tail := h.Ring.Tail()
	for pos := tail; tail > 0 && pos < tail+32; pos++ {
		if p := h.Ring.At(pos); p != nil {
			from = max(from, p.Seq)
		}
	}
	return from
}

// Overtaken counts the packets that came after one of a higher number.
func (h Held) Overtaken() (n int) {
	highest := uint64(0)
	for pos := h.Ring.Tail(); pos < h.Ring.Head(); pos++ {
		if p := h.Ring.At(pos); p != nil && p.Seq < highest {
			n++
		} else if p != nil {
			highest = p.Seq
		}
	}
	return n
}

// HeldOf returns a stream's layers by RID, and its audio as "audio".
func HeldOf(r *Relay, stream string) map[string]Held {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := map[string]Held{}
	st := r.streams[stream]
	if st == nil {
		return out
	}
	for _, kind := range []string{"video", "audio"} {
		if f := st.feed(kind).Load(); f != nil {
			for _, l := range f.layers {
				name := l.rid
				if kind == "audio" {
					name = kind
				}
				out[name] = Held{l.origin.epoch, l.ring}
			}
		}
	}
	return out
}

// IgnoreTakeovers makes a child's session that of a relay of an earlier time, which begins layers as ever.
func IgnoreTakeovers(s *Session) {
	s.viewer.shard.post(func(*turn) { s.viewer.carrier.taken = 1 << 62 })
}
