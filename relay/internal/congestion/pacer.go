package congestion

import "time"

const (
	// paceGain is how much faster than the estimate a burst may leave, so that key frames are not late where there is room.
	paceGain = 2.5
	// paceBurst is how much leaves at once.
	paceBurst = 10 * time.Millisecond
	// paceLeast is the least that leaves at once, in bytes: three packets.
	paceLeast = 3600
	// paceLasting is the gain in the long run, so that what is sent far beyond the estimate waits here, where it can be left out, and not
	// in front of the path, where it would hold up sound. It leaves room for an estimate that is a little low. paceSaved is how much time's
	// worth of it is saved up for the next burst.
	paceLasting = 1.2
	paceSaved   = 300 * time.Millisecond
)

// Pacer spreads bursts over a path that is known to be limited, and stands in nobody's way on one that is not. It has no queue: who is
// not ready asks again in the next turn. The zero Pacer is ready. It belongs to one goroutine.
type Pacer struct {
	tokens  float64 // bytes that may leave now
	lasting float64 // likewise, in the long run
	counted time.Duration
	limited bool
}

// Refill lets the tokens grow by the time since the last call, at a multiple of the estimate in bits per second.
func (p *Pacer) Refill(estimate uint64, now time.Duration) {
	if p.limited = estimate != Unlimited; !p.limited {
		p.tokens, p.lasting, p.counted = paceLeast, paceLeast, now
		return
	}
	elapsed, rate := min(now-p.counted, time.Second).Seconds(), float64(estimate)/8
	p.tokens = min(p.tokens+paceGain*rate*elapsed, max(paceGain*rate*paceBurst.Seconds(), paceLeast))
	p.lasting = min(p.lasting+paceLasting*rate*elapsed, max(rate*paceSaved.Seconds(), paceLeast))
	p.counted = now
}

// Ready says whether a packet that can wait may leave now.
func (p *Pacer) Ready() bool { return !p.limited || p.tokens > 0 && p.lasting > 0 }

// Spend takes the bytes of a packet that leaves: one that was ready, or one that does not wait for its turn. Others wait for
// both, but no longer than a burst takes.
func (p *Pacer) Spend(bytes int) {
	if p.limited {
		p.tokens = max(p.tokens-float64(bytes), -paceLeast)
		p.lasting = max(p.lasting-float64(bytes), -paceLeast)
	}
}

// Repair takes the bytes of a packet that is sent again. It makes no debts, so that repairs on a path that loses much do not starve what
// is new.
func (p *Pacer) Repair(bytes int) {
	if p.limited {
		p.tokens = max(p.tokens-float64(bytes), min(p.tokens, 0))
	}
}
