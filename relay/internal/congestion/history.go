package congestion

import "time"

// historySize is how many packets back feedback can reach: half a second at 10 Mbit/s.
const historySize = 512

// sent is one packet on its way.
type sent struct {
	at    time.Duration
	seq   uint16
	size  uint16 // bytes; zero once reported, and for slots never used
	probe bool
}

// history are the packets sent last, by transport-wide sequence number.
type history [historySize]sent

func (h *history) add(seq uint16, size int, at time.Duration, probe bool) {
	h[seq%historySize] = sent{at: at, seq: seq, size: uint16(min(max(size, 1), 0xffff)), probe: probe}
}

// take returns a packet and forgets it, so that each is counted once.
func (h *history) take(seq uint16) (sent, bool) {
	s := &h[seq%historySize]
	if s.seq != seq || s.size == 0 {
		return sent{}, false
	}
	out := *s
	s.size = 0
	return out, true
}
