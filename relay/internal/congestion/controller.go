package congestion

import "time"

// Unlimited is the estimate of a path that nothing speaks against.
const Unlimited = ^uint64(0)

// Floor is the lowest estimate, in bits per second: sound, and now and then a picture.
const Floor = 50_000

const (
	decreaseTo     = 0.85 // of what is acknowledged
	increasePerSec = 1.08
	mostOverAcked  = 1.5
	nearCapacity   = 1.15 // of the rate at the last decrease: from there on the estimate rises slowly
	slowIncrease   = 40_000
	decreasePause  = 300 * time.Millisecond
	// standingQueue is how much has to wait in front of the path, all the time, for the path to be full.
	standingQueue = 40 * time.Millisecond
	longQueue     = 120 * time.Millisecond // for half that time
	// rising is the growth of a long queue, in seconds per second, that says so sooner than the trend's own threshold.
	rising = 0.05
	// overfull is the loss that, with a standing queue, says that the queue is full.
	overfull = 0.03
	// silence is how long packets may go unreported, and reports have come before, until less is sent.
	silence = time.Second
)

// Controller estimates one path. The zero Controller is ready. It belongs to one goroutine.
type Controller struct {
	history  *history // nil until the first packet with a number
	trend    trend
	acked    acked
	losses   losses
	probe    probe
	coarse   coarse
	estimate uint64 // zero while unlimited
	capacity uint64 // acknowledged when the path was last full
	rtt      time.Duration

	decreased, increased time.Duration // when the estimate last moved

	reported      bool          // a report has ever come
	waiting       time.Duration // since when a report is due; zero if none is
	arrived, lost int           // of the present report
}

// Estimate returns what the path carries, in bits per second of whole packets, or Unlimited.
func (c *Controller) Estimate() uint64 {
	if c.estimate == 0 {
		return Unlimited
	}
	return c.estimate
}

// Acknowledged returns the rate at which packets have arrived over the last half second, in bits per second, zero if unknown.
func (c *Controller) Acknowledged() uint64 { return c.acked.rate() }

// Sent notes a packet, size in bytes of UDP payload.
func (c *Controller) Sent(seq uint16, size int, now time.Duration) {
	if c.history == nil {
		c.history = new(history)
	}
	paused := now-c.history.newest > silence/2
	c.history.add(seq, size, now, c.probe.active(now))
	c.probe.count(size, now)
	switch {
	case c.waiting == 0, paused:
		c.waiting = now
	case c.reported && now-c.waiting > silence+2*c.rtt:
		c.waiting = now
		if rate := c.acked.rate(); rate > 0 {
			c.decrease(min(c.Estimate(), rate)/2, now)
		}
	}
}

// Received takes one packet that the receiver reports as arrived, by the receiver's clock. Packets of a report come in the order of
// their numbers; Reported ends a report.
func (c *Controller) Received(seq uint16, arrival time.Duration) {
	s := c.history.find(seq)
	if s == nil {
		return
	}
	at, size := c.history.sentAt(s), s.size()
	c.acked.add(size, at, arrival)
	c.trend.received(at, arrival)
	if s.state&probed != 0 {
		c.probe.received(size, at, arrival)
	}
	if s.state&missed != 0 && c.losses.lost > 0 {
		c.losses.lost--
	}
	c.losses.arrived++
	c.arrived++
	s.state = 0
}

// Lost takes one packet that the receiver reports as missing. It may still arrive.
func (c *Controller) Lost(seq uint16) {
	if s := c.history.find(seq); s != nil && s.state&missed == 0 {
		s.state |= missed
		c.losses.lost++
		c.lost++
	}
}

// Reported ends a report from the receiver. Rtt is the path's round trip time, zero if unknown.
func (c *Controller) Reported(now, rtt time.Duration) {
	c.rtt, c.reported, c.waiting = rtt, true, 0
	rate := c.acked.rate()
	if loss, bad, ok := c.losses.look(now); ok {
		c.losing(loss, bad, rate, now)
	}
	full := c.congested() && (c.trend.overused || float64(c.lost) > overfull*float64(c.arrived+c.lost)) ||
		c.acked.standing(standingLeast) > longQueue && c.trend.last > rising
	c.trend.overused, c.arrived, c.lost = false, 0, 0
	switch {
	case full && c.probe.running: // by the probe, which says nothing against what there was before
		c.capacity = c.acked.busy()
		c.estimate = min(c.estimate, max(c.capacity, c.probe.before, Floor))
		c.decreased, c.increased = now, now
		c.probe.end(now, false)
	case full && now-c.decreased >= decreasePause+rtt:
		c.capacity = c.acked.busy()
		c.decrease(uint64(decreaseTo*float64(c.capacity)), now)
		c.probe.next = max(c.probe.next, now+probeQuiet)
	case c.congested(), c.trend.state == underuse, c.probe.running: // wait until the queue has drained
		c.increased = now
	default:
		c.increase(rate, now)
	}
	c.probed(now)
}

// probed takes what a probe has found out.
func (c *Controller) probed(now time.Duration) {
	got, most := c.probe.result(now, c.rtt, c.estimate)
	switch {
	case got == 0 || c.estimate == 0:
	case got > c.estimate:
		c.estimate, c.increased = got, now
	case most:
		c.estimate = min(c.estimate, max(got, c.probe.before, Floor))
		c.capacity = got
	}
}

// congested says whether a queue stands in front of the path.
func (c *Controller) congested() bool {
	return c.acked.standing(standingBuckets) > standingQueue || c.acked.standing(standingLeast) > longQueue
}

func (c *Controller) decrease(to uint64, now time.Duration) {
	to = max(to, Floor)
	if c.estimate == 0 || to < c.estimate {
		c.estimate = to
	}
	c.decreased, c.increased = now, now
}

// increase raises the estimate: by a share of itself, or slowly where the path was full before.
func (c *Controller) increase(rate uint64, now time.Duration) {
	elapsed := min(now-c.increased, time.Second)
	c.increased = now
	if c.estimate == 0 || rate == 0 {
		return
	}
	limit := uint64(mostOverAcked*float64(rate)) + 10_000
	if c.estimate >= limit {
		return
	}
	full := float64(c.capacity)
	if e := float64(c.estimate); c.capacity > 0 && e > full/nearCapacity && e < full*nearCapacity {
		c.estimate += uint64(slowIncrease * elapsed.Seconds())
	} else {
		c.estimate += uint64(e * (increasePerSec - 1) * elapsed.Seconds())
	}
	c.estimate = min(c.estimate, limit)
}
