package load

import (
	"math"
	"math/bits"
	"time"
)

// A histogram counts durations in buckets that are 1/32 of their size wide, from a microsecond to an hour. The zero value is ready,
// for one goroutine.
type histogram struct {
	counts [32 * 28]uint64
	total  uint64
	max    time.Duration
}

func (h *histogram) add(d time.Duration) {
	h.total++
	h.max = max(h.max, d)
	h.counts[bucket(d)]++
}

// bucket returns the index of a duration: 32 for each doubling of a microsecond beyond the first 32.
func bucket(d time.Duration) int {
	us := uint64(max(d, 0) / time.Microsecond)
	shift := max(bits.Len64(us)-6, 0)
	return min(shift*32+int(us>>shift), len(histogram{}.counts)-1)
}

// upper returns the end of a bucket.
func upper(i int) time.Duration {
	if i < 64 {
		return time.Duration(i+1) * time.Microsecond
	}
	shift := i/32 - 1
	return time.Duration(i-shift*32+1) << shift * time.Microsecond
}

// quantile returns the duration below which a share q of the counted lies.
func (h *histogram) quantile(q float64) time.Duration {
	rank := uint64(math.Ceil(q * float64(h.total)))
	var n uint64
	for i, c := range h.counts {
		if n += c; n >= rank && c > 0 {
			return min(upper(i), h.max)
		}
	}
	return 0
}

// quantiles sums h up.
func (h *histogram) quantiles() Quantiles {
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	return Quantiles{Count: h.total, P50: ms(h.quantile(0.5)), P95: ms(h.quantile(0.95)), P99: ms(h.quantile(0.99)),
		P999: ms(h.quantile(0.999)), Max: ms(h.max)}
}
