package congestion

import "time"

// historySize is how many packets back feedback can reach: a second at 10 Mbit/s.
const historySize = 1024

// sent is one packet on its way. It takes eight bytes, since every viewer has a history.
type sent struct {
	at    uint32 // microseconds, of which the upper bits are those of the newest packet
	seq   uint16
	state uint16 // the size in bytes, zero once it is known to have arrived and for slots never used; and the flags below
}

const (
	probed   = 1 << 15
	missed   = 1 << 14 // reported as missing
	mostSize = missed - 1
)

// history are the packets sent last, by transport-wide sequence number.
type history struct {
	packets [historySize]sent
	newest  time.Duration // when the last one was sent
}

func (h *history) add(seq uint16, size int, at time.Duration, probe bool) {
	s := sent{at: uint32(at / time.Microsecond), seq: seq, state: uint16(min(max(size, 1), mostSize))}
	if probe {
		s.state |= probed
	}
	h.packets[seq%historySize], h.newest = s, at
}

// find returns a packet that is not known to have arrived, or nil.
func (h *history) find(seq uint16) *sent {
	if h == nil {
		return nil
	}
	s := &h.packets[seq%historySize]
	if s.seq != seq || s.state == 0 {
		return nil
	}
	return s
}

func (s *sent) size() int { return int(s.state & mostSize) }

// sentAt returns when a packet was sent.
func (h *history) sentAt(s *sent) time.Duration {
	newest := uint32(h.newest / time.Microsecond)
	return (h.newest/time.Microsecond - time.Duration(newest-s.at)) * time.Microsecond
}
