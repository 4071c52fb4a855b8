package packet

// firstCycle is where extended numbers begin, so that packets from before the first one received still have a number.
const firstCycle = 1

// maxMisorder is how far behind the highest sequence number a packet may be before it looks like a restarted sender. It
// is the reach of a retransmission, above the 100 of RFC 3550, appendix A.1, which knows none.
const maxMisorder = 3000

// Sequence extends 16-bit sequence numbers to 64 bits. The zero value is ready. It belongs to one goroutine.
type Sequence struct {
	started bool
	highest uint64
	restart uint16 // the number that would confirm a restart
	suspect bool
}

// Highest returns the highest extended number so far, zero if there is none.
func (s *Sequence) Highest() uint64 { return s.highest }

// Rollovers returns how often the 16-bit numbers have passed zero, as SRTP counts them. It is false before the first number.
func (s *Sequence) Rollovers() (uint32, bool) {
	return uint32(s.highest>>16) - firstCycle, s.started && s.highest>>16 >= firstCycle
}

// Restarted says whether ext, just extended, began a new run of numbers after those below previous.
func Restarted(previous, ext uint64) bool { return previous != 0 && ext > previous+maxMisorder }

// Extend returns the extended number of v. It is false for a packet so far from the others that it may be a stray; if
// the next one follows it, the sender has restarted, and numbers go on above all earlier ones.
func (s *Sequence) Extend(v uint16) (uint64, bool) {
	if !s.started {
		s.started = true
		s.highest = firstCycle<<16 | uint64(v)
		return s.highest, true
	}
	delta := int64(int16(v - uint16(s.highest)))
	if delta < -maxMisorder || delta > maxMisorder {
		if !s.suspect || v != s.restart {
			s.suspect, s.restart = true, v+1
			return 0, false
		}
		// Upwards in any case: the next cycle in which the low bits are v.
		s.suspect = false
		s.highest += uint64(v - uint16(s.highest))
		return s.highest, true
	}
	s.suspect = false
	ext := uint64(int64(s.highest) + delta)
	s.highest = max(s.highest, ext)
	return ext, true
}

// Timestamps extends 32-bit timestamps to 64 bits. The zero value is ready. It belongs to one goroutine.
type Timestamps struct {
	started bool
	last    uint64
}

// Extend returns the extended timestamp of v: the one nearest to the last.
func (t *Timestamps) Extend(v uint32) uint64 {
	if !t.started {
		t.started, t.last = true, firstCycle<<32|uint64(v)
		return t.last
	}
	t.last = Near32(t.last, v)
	return t.last
}

// Restart returns the extended timestamp of v from a sender that began anew: the next one upwards.
func (t *Timestamps) Restart(v uint32) uint64 {
	if !t.started {
		return t.Extend(v)
	}
	t.last += uint64(v - uint32(t.last))
	return t.last
}

// Near32 returns the number nearest to ref whose low 32 bits are v.
func Near32(ref uint64, v uint32) uint64 { return uint64(int64(ref) + int64(int32(v-uint32(ref)))) }

// Near16 returns the number nearest to ref whose low 16 bits are v.
func Near16(ref uint64, v uint16) uint64 { return uint64(int64(ref) + int64(int16(v-uint16(ref)))) }
