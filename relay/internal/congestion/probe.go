package congestion

import "time"

const (
	probeLength  = 200 * time.Millisecond
	probeQuiet   = time.Second      // after a decrease, before the first probe
	probePause   = 2 * time.Second  // after a probe; it doubles with each that fails
	probePauses  = 32 * time.Second // the most
	probeSettle  = 250 * time.Millisecond
	probeEnough  = 0.85 // of the rate in question
	probePackets = 5
)

// probe is one try at a higher rate: for probeLength the sender adds packets until that rate is reached.
type probe struct {
	rate       uint64
	from, to   time.Duration
	running    bool
	bytesSent  int
	bytes      int
	packets    int
	first      time.Duration // arrivals
	last       time.Duration
	firstBytes int
	pause      time.Duration
	next       time.Duration
}

func (p *probe) active(now time.Duration) bool { return p.running && now < p.to }

func (p *probe) sent(size int, now time.Duration) {
	if p.active(now) {
		p.bytesSent += size
	}
}

func (p *probe) received(size int, arrival time.Duration) {
	if p.packets == 0 {
		p.first, p.firstBytes = arrival, size
	}
	p.packets++
	p.bytes += size
	p.last = max(p.last, arrival)
}

// failed ends a probe under which the path filled.
func (p *probe) failed(now time.Duration) {
	if p.running {
		p.end(now, false)
	} else {
		p.next = max(p.next, now+probeQuiet)
	}
}

func (p *probe) end(now time.Duration, passed bool) {
	p.running = false
	switch {
	case passed, p.pause == 0:
		p.pause = probePause
	default:
		p.pause = min(2*p.pause, probePauses)
	}
	p.next = now + p.pause
}

// result ends a probe whose packets have had time to be reported. It returns the rate in question if the path carried it, apart from
// the loss that there is anyway.
func (p *probe) result(now, rtt time.Duration, loss float64) (rate uint64, passed bool) {
	if !p.running || now < p.to+probeSettle+rtt {
		return 0, false
	}
	if span := p.last - p.first; p.packets >= probePackets && span > 0 {
		rate = uint64(p.bytes-p.firstBytes) * 8 * uint64(time.Second) / uint64(max(span, probeLength/2))
	}
	passed = float64(rate) >= probeEnough*(1-min(loss, 0.5))*float64(p.rate)
	p.end(now, passed)
	return p.rate, passed
}

// Probe begins a probe for a rate in bits per second, unless one runs, one has been too recently, or the estimate is that high
// already.
func (c *Controller) Probe(rate uint64, now time.Duration) bool {
	p := &c.probe
	if c.estimate == 0 || rate <= c.estimate || p.running || now < p.next || now-c.decreased < probeQuiet {
		return false
	}
	*p = probe{rate: rate, from: now, to: now + probeLength, running: true, pause: p.pause}
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
