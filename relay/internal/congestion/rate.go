package congestion

import "time"

// Buckets of the acknowledged rate: half a second, in steps of 50 ms.
const (
	bucketLength = 50 * time.Millisecond
	buckets      = 10
)

// acked measures what arrives, over the last half second.
type acked struct {
	bytes [buckets]uint32
	index int64 // of the newest bucket, by arrival
	first time.Duration
	begun bool
}

func (a *acked) add(bytes int, arrival time.Duration) {
	i := int64(arrival / bucketLength)
	switch {
	case !a.begun:
		*a = acked{begun: true, index: i, first: arrival}
	case i > a.index+buckets || i < a.index-buckets:
		*a = acked{begun: true, index: i, first: arrival}
	}
	for ; a.index < i; a.index++ {
		a.bytes[slot(a.index+1)] = 0
	}
	if i > a.index-buckets {
		a.bytes[slot(i)] += uint32(bytes)
	}
}

func slot(i int64) int64 { return (i%buckets + buckets) % buckets }

// rate returns bits per second, zero until there is enough to tell. Now is the newest arrival.
func (a *acked) rate(now time.Duration) uint64 {
	span := min(now-a.first, buckets*bucketLength-bucketLength/2)
	if !a.begun || span < 2*bucketLength {
		return 0
	}
	var n uint64
	for _, b := range a.bytes {
		n += uint64(b)
	}
	return n * 8 * uint64(time.Second) / uint64(span)
}
