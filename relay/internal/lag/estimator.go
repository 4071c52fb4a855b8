package lag

import (
	"math"
	"sync/atomic"
	"time"
)

// span is the time over which the averages forget: long enough that a key frame or a pause of the collector is no alarm, short enough that
// a crowd is noticed while it arrives.
const span = time.Second

// Estimator averages over the turns of one loop. Woken may be called by any goroutine, Began and Ended by the loop's own, the rest by any.
// The zero Estimator is ready.
type Estimator struct {
	woken atomic.Int64 // Unix nanoseconds of the first news since the last turn began; zero if there is none
	ended atomic.Int64 // when the last turn did
	late  atomic.Int64 // nanoseconds, the average
	busy  atomic.Uint64

	// Of the loop.
	since, began int64
}

// Woken notes that there is news. It asks the clock only for the first since the last turn began.
func (e *Estimator) Woken(clock func() time.Time) {
	if e.woken.Load() == 0 {
		e.woken.CompareAndSwap(0, clock().UnixNano())
	}
}

// Began notes the beginning of a turn, which deals with all news so far.
func (e *Estimator) Began(now time.Time) { e.since, e.began = e.woken.Swap(0), now.UnixNano() }

// Ended notes the end of the turn.
func (e *Estimator) Ended(now time.Time) {
	end, before := now.UnixNano(), e.ended.Load()
	passed := end - before
	if before == 0 {
		passed = end - e.began
	}
	e.ended.Store(end)
	if passed <= 0 {
		return
	}
	weight := 1 - math.Exp(-float64(passed)/float64(span))
	share := min(1, float64(end-e.began)/float64(passed))
	busy := math.Float64frombits(e.busy.Load())
	e.busy.Store(math.Float64bits(busy + weight*(share-busy)))
	late := int64(0)
	if e.since != 0 {
		late = max(0, end-e.since)
	}
	average := e.late.Load()
	e.late.Store(average + int64(weight*float64(late-average)))
}

// Lag returns how long news waits: on average over the last second or so, or the news that waits now, if that is longer.
func (e *Estimator) Lag(now time.Time) time.Duration {
	average := time.Duration(float64(e.late.Load()) * e.faded(now))
	if woken := e.woken.Load(); woken != 0 {
		average = max(average, time.Duration(now.UnixNano()-woken))
	}
	return average
}

// Busy returns the share of the time that turns take, from 0 to 1, over the last second or so.
func (e *Estimator) Busy(now time.Time) float64 {
	return math.Float64frombits(e.busy.Load()) * e.faded(now)
}

// faded is the weight that the averages still have, without a turn since.
func (e *Estimator) faded(now time.Time) float64 {
	quiet := max(0, now.UnixNano()-e.ended.Load())
	return math.Exp(-float64(quiet) / float64(span))
}
