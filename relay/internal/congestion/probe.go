package congestion

import "time"

const (
	probeQuiet  = time.Second            // after a decrease, before the first probe
	probeNext   = 100 * time.Millisecond // after a probe that passed
	probePause  = 2 * time.Second        // after one that failed; it doubles with each that fails
	probePauses = 8 * time.Second        // the most
	probeSettle = 150 * time.Millisecond // for what is on its way to be reported
	// A probe tries at most probeStep times the estimate. If it does not fit, it makes a queue of at most probeQueue.
	probeStep    = 2
	probeQueue   = 100 * time.Millisecond
	probeLongest = 200 * time.Millisecond
	probePackets = 6
	probeBytes   = 1200 * probePackets
	probeGain    = 1.05 // over the estimate, for another to be worth it
	probeSpread  = 1.15 // longer than it was sent a probe arrives where the path is full
	probeEnough  = 0.9  // of the rate tried: packets and their arrivals are coarse
)

// probe is one try at a higher rate: for a moment the sender adds packets until that rate is reached.
type probe struct {
	rate      uint64
	from, to  time.Duration
	running   bool
	bytesSent int
	bytes     int // of those arrived, without the first
	packets   int
	sent      span
	arrived   span
	before    uint64  // acknowledged when it began, in bits per second
	loss      float64 // before it began
	pause     time.Duration
	next      time.Duration
}

// span is from the first to the last packet of a probe.
type span struct{ first, last time.Duration }

func (p *probe) active(now time.Duration) bool { return p.running && now < p.to }

func (p *probe) count(size int, now time.Duration) {
	if p.active(now) {
		p.bytesSent += size
	}
}

func (p *probe) received(size int, sentAt, arrival time.Duration) {
	if !p.running || sentAt < p.from {
		return
	}
	if p.packets++; p.packets == 1 {
		p.sent, p.arrived = span{sentAt, sentAt}, span{arrival, arrival}
		return
	}
	p.bytes += size
	p.sent.last = max(p.sent.last, sentAt)
	p.arrived.last = max(p.arrived.last, arrival)
}

// end ends a probe.
func (p *probe) end(now time.Duration, passed bool) {
	p.running = false
	if passed {
		p.pause, p.next = 0, now+probeNext
		return
	}
	p.pause = min(max(2*p.pause, probePause), probePauses)
	p.next = now + p.pause
}

// result ends a probe whose packets have had time to be reported. It returns the rate that the path carried, apart from the loss that
// there was before, and whether that is all that it carries. Zero is no result.
func (p *probe) result(now, rtt time.Duration, estimate uint64) (rate uint64, most bool) {
	if !p.running || now < p.to+probeSettle+rtt {
		return 0, false
	}
	out, in := p.sent.last-p.sent.first, p.arrived.last-p.arrived.first
	if p.packets >= probePackets/2 && out > 0 {
		rate = uint64(p.bytes) * 8 * uint64(time.Second) / uint64(max(out, in))
		rate = min(uint64(float64(rate)/(1-p.loss)), p.rate)
		most = float64(in) > probeSpread*float64(out)
	}
	p.end(now, float64(rate) >= probeEnough*float64(p.rate) && float64(rate) >= probeGain*float64(estimate))
	return rate, most
}

// Probe begins a probe on the way to a rate in bits per second, unless one runs, one has failed too recently, or the estimate is that
// high already. A rate far above the estimate takes several.
func (c *Controller) Probe(rate uint64, now time.Duration) bool {
	p := &c.probe
	if c.estimate == 0 || rate <= c.estimate || p.running || now < p.next || now-c.decreased < probeQuiet || c.congested() {
		return false
	}
	rate = min(rate, probeStep*c.estimate)
	length := time.Duration(float64(probeQueue) * float64(c.estimate) / float64(rate-c.estimate))
	least := time.Duration(probeBytes * 8 * uint64(time.Second) / rate)
	length = max(min(length, probeLongest), least)
	*p = probe{rate: rate, from: now, to: now + length, running: true, before: c.acked.rate(), loss: min(c.losses.recent, mostInherent), pause: p.pause}
	return true
}

// Padding returns how many bytes a running probe wants sent now, on top of what has been sent. Probing says whether one runs.
func (c *Controller) Padding(now time.Duration) (bytes int, probing bool) {
	p := &c.probe
	if !p.active(now) {
		return 0, false
	}
	due := int(p.rate / 8 * uint64(now-p.from) / uint64(time.Second))
	return max(due-p.bytesSent, 0), true
}
