package congestion

import "time"

// What arrives is counted in buckets of 50 ms, over half a second.
const (
	bucketLength = 50 * time.Millisecond
	buckets      = 10
	// standingBuckets are looked at for a standing queue, or standingLeast for a long one. Packets in fewer say nothing.
	standingBuckets = 5
	standingLeast   = 3
	// baseLength is how long the least delay is remembered, at least; at most twice as long. Clocks drift a millisecond in that time.
	baseLength = 10 * time.Second
)

// never is a delay that no packet has.
const never = time.Duration(1<<63 - 1)

// acked measures what arrives, and how late.
type acked struct {
	begun   bool
	index   int64 // of the newest bucket, by arrival
	first   time.Duration
	newest  time.Duration
	bytes   [buckets]uint32
	delays  [buckets]time.Duration // the least in each bucket
	base    [2]time.Duration       // the least in the present period, and in the one before
	renewed time.Duration          // when the present period began
}

// add takes a packet. The delay is by two clocks, and says nothing but in comparison.
func (a *acked) add(bytes int, sentAt, arrival time.Duration) {
	i := int64(arrival / bucketLength)
	if !a.begun || i > a.index+buckets || i < a.index-buckets {
		base, renewed := a.base, a.renewed
		jump := !a.begun || (arrival-a.newest).Abs() > restartInterval
		*a = acked{begun: true, index: i, first: arrival, newest: arrival, base: base, renewed: renewed}
		if jump {
			a.base, a.renewed = [2]time.Duration{never, never}, arrival
		}
		for j := range a.delays {
			a.delays[j] = never
		}
	}
	for ; a.index < i; a.index++ {
		a.bytes[slot(a.index+1)], a.delays[slot(a.index+1)] = 0, never
	}
	a.newest = max(a.newest, arrival)
	delay := arrival - sentAt
	if arrival-a.renewed > baseLength {
		a.base, a.renewed = [2]time.Duration{delay, a.base[0]}, arrival
	}
	a.base[0] = min(a.base[0], delay)
	if i > a.index-buckets {
		a.bytes[slot(i)] += uint32(bytes)
		a.delays[slot(i)] = min(a.delays[slot(i)], delay)
	}
}

func slot(i int64) int64 { return (i%buckets + buckets) % buckets }

// rate returns bits per second over the last half second, zero until there is enough to tell.
func (a *acked) rate() uint64 {
	span := min(a.newest-a.first, buckets*bucketLength-bucketLength/2)
	if !a.begun || span < 2*bucketLength {
		return 0
	}
	var n uint64
	for _, b := range a.bytes {
		n += uint64(b)
	}
	return n * 8 * uint64(time.Second) / uint64(span)
}

// busy returns the rate over the last standingBuckets that are full. Where a queue stands, that is what the path carries.
func (a *acked) busy() uint64 {
	var n uint64
	for i := a.index - standingBuckets; i < a.index; i++ {
		n += uint64(a.bytes[slot(i)])
	}
	return n * 8 * uint64(time.Second) / uint64(standingBuckets*bucketLength)
}

// standing returns the queue that has not been empty in the last n buckets: what the least delayed packet has waited. Jitter, a path
// that stands still for a moment, and frames larger than others make no standing queue.
func (a *acked) standing(n int64) time.Duration {
	least, seen := never, 0
	for i := a.index - n + 1; i <= a.index; i++ {
		if d := a.delays[slot(i)]; d != never {
			least = min(least, d)
			seen++
		}
	}
	if seen < standingLeast || !a.begun {
		return 0
	}
	return least - min(a.base[0], a.base[1])
}
