package lossmap

import (
	"slices"
	"time"
)

const (
	// Interval is the least time between two requests for one packet. 20 ms recovers within a jitter buffer of 100 ms
	// over three losses in a row; RFC 4585 allows immediate feedback on a unicast path.
	Interval = 20 * time.Millisecond
	// reorder is how long a packet may be late before it counts as lost, unless reorderPackets have overtaken it.
	reorder        = 5 * time.Millisecond
	reorderPackets = 3
	// tries is after how many requests for one packet they become fewer, and rare how far they are apart from then on, at least.
	tries = 10
	rare  = 60 * time.Millisecond
	// maxMissing bounds the map. A longer gap is a pause, not a loss: only its end is asked for.
	maxMissing = 512
	// maxAge is when a packet is of no use to anybody any more.
	maxAge = time.Second
)

// Map holds the missing sequence numbers of one stream, as extended numbers. The zero Map is ready. It belongs to one
// goroutine.
type Map struct {
	started bool
	highest uint64
	missing []loss // by ascending sequence number
}

type loss struct {
	seq     uint64
	noticed time.Time
	due     time.Time
	asked   int
}

// Received notes the arrival of a packet.
func (m *Map) Received(seq uint64, now time.Time) {
	if !m.started {
		m.started, m.highest = true, seq
		return
	}
	if seq <= m.highest {
		i, found := slices.BinarySearchFunc(m.missing, seq, func(l loss, s uint64) int {
			switch {
			case l.seq < s:
				return -1
			case l.seq > s:
				return 1
			}
			return 0
		})
		if found {
			m.missing = slices.Delete(m.missing, i, i+1)
		}
		return
	}
	from := m.highest + 1
	if seq-from > maxMissing {
		from = seq - maxMissing
	}
	for s := from; s < seq; s++ {
		m.missing = append(m.missing, loss{seq: s, noticed: now, due: now.Add(reorder)})
	}
	if over := len(m.missing) - maxMissing; over > 0 {
		m.missing = slices.Delete(m.missing, 0, over)
	}
	m.highest = seq
	for i := len(m.missing) - 1; i >= 0; i-- { // overtaken often enough: ask at once
		l := &m.missing[i]
		if l.asked > 0 || l.due.Equal(l.noticed) {
			break
		}
		if seq-l.seq >= reorderPackets {
			l.due = l.noticed
		}
	}
}

// Due returns the numbers to ask for now, appended to dst, and forgets those that are past help. A packet is asked for
// again after the path's round trip, and from then on twice a round trip, for the request or its answer was lost: on a path
// where that happens, the copy that comes of asking too soon costs less than the time. After ten requests, of which a sender who sends nothing twice
// within a round trip has answered half, it is once a round trip. No interval is shorter than Interval.
func (m *Map) Due(now time.Time, rtt time.Duration, dst []uint16) []uint16 {
	return m.DueBy(now, rtt, func(uint64, time.Time) Verdict { return Ask }, dst)
}

// Verdict is what becomes of a missing number.
type Verdict uint8

// The verdicts.
const (
	Ask  Verdict = iota // it is asked for when it is due
	Wait                // it may yet come by itself
	Have                // it has come another way
)

// DueBy is Due where numbers may come another way: judge is called for each, with the time at which it was noticed.
func (m *Map) DueBy(now time.Time, rtt time.Duration, judge func(seq uint64, noticed time.Time) Verdict, dst []uint16) []uint16 {
	keep := m.missing[:0]
	for _, l := range m.missing {
		verdict := judge(l.seq, l.noticed)
		if now.Sub(l.noticed) > maxAge || verdict == Have {
			continue
		}
		if !l.due.After(now) && verdict == Ask {
			dst = append(dst, uint16(l.seq))
			l.asked++
			wait := rtt
			switch {
			case l.asked >= tries:
				wait = max(rtt, rare)
			case l.asked > 1:
				wait = rtt / 2
			}
			l.due = now.Add(max(Interval, wait))
		}
		keep = append(keep, l)
	}
	m.missing = keep
	return dst
}

// Len returns how many packets are missing.
func (m *Map) Len() int { return len(m.missing) }
