package congestion

import (
	"math"
	"time"
)

// Unlimited is the estimate of a path that nothing speaks against.
const Unlimited = ^uint64(0)

// Floor is the lowest estimate, in bits per second: sound, and now and then a picture.
const Floor = 50_000

const (
	decreaseTo       = 0.85 // of what is acknowledged
	increasePerSec   = 1.08
	mostOverAcked    = 1.5
	nearCapacity     = 1.15 // of the rate at the last decrease: from there on the estimate rises slowly
	slowIncrease     = 40_000
	lossBad          = 0.10
	lossInterval     = 500 * time.Millisecond
	lossPackets      = 50
	lossEffect       = time.Second     // after which a decrease must show
	lossPatience     = 4 * time.Second // for a sender that sends more than the estimate
	lossInherent     = 0.75            // of the loss stays although less is sent: then it is the path's own
	inherentLifetime = 15 * time.Second
	mostInherent     = 0.3 // that a probe is forgiven
	decreasePause    = 300 * time.Millisecond
)

// Controller estimates one path. The zero Controller is ready. It belongs to one goroutine.
type Controller struct {
	history  history
	trend    trend
	acked    acked
	estimate uint64 // zero while unlimited
	capacity uint64 // acknowledged when the path was last full
	newest   time.Duration
	rtt      time.Duration

	decreased, increased time.Duration // when the estimate last moved

	arrived, lost int // since the last look at losses
	looked        time.Duration
	lossThen      float64 // at the last decrease for loss
	rateThen      uint64
	inherent      float64 // loss that sending less does not cure
	inherentSince time.Duration

	probe probe
}

// Estimate returns what the path carries, in bits per second of whole packets, or Unlimited.
func (c *Controller) Estimate() uint64 {
	if c.estimate == 0 {
		return Unlimited
	}
	return c.estimate
}

// Acknowledged returns the rate at which packets have arrived over the last half second, in bits per second, zero if unknown.
func (c *Controller) Acknowledged() uint64 { return c.acked.rate(c.newest) }

// Sent notes a packet, size in bytes of UDP payload.
func (c *Controller) Sent(seq uint16, size int, now time.Duration) {
	c.history.add(seq, size, now, c.probe.active(now))
	c.probe.sent(size, now)
}

// Received takes one packet that the receiver reports as arrived, by the receiver's clock. Packets of a report come in the order of
// their numbers; Reported ends a report.
func (c *Controller) Received(seq uint16, arrival time.Duration) {
	s, ok := c.history.take(seq)
	if !ok {
		return
	}
	c.arrived++
	c.newest = max(c.newest, arrival)
	c.acked.add(int(s.size), arrival)
	c.trend.received(s.at, arrival)
	if s.probe {
		c.probe.received(int(s.size), arrival)
	}
}

// Lost takes one packet that the receiver reports as missing. It may still arrive.
func (c *Controller) Lost(seq uint16) {
	if s := c.history[seq%historySize]; s.seq == seq && s.size != 0 {
		c.lost++
	}
}

// Reported ends a report from the receiver. Rtt is the path's round trip time, zero if unknown.
func (c *Controller) Reported(now, rtt time.Duration) {
	c.rtt = rtt
	rate := c.acked.rate(c.newest)
	if c.arrived+c.lost >= lossPackets && now-c.looked >= lossInterval {
		n := float64(c.arrived + c.lost)
		loss := float64(c.lost) / n
		c.arrived, c.lost, c.looked = 0, 0, now
		if loss < c.inherent/2 {
			c.inherent = 0
		}
		if loss-2*math.Sqrt(loss*(1-loss)/n) > lossBad { // and not by chance
			c.losing(loss, rate, now)
		}
	}
	switch c.trend.state {
	case overuse:
		if rate > 0 && now-c.decreased >= decreasePause+rtt {
			c.capacity = rate
			c.decrease(uint64(decreaseTo*float64(rate)), now)
			c.probe.failed(now)
		}
		c.trend.state = normal // one decrease for each time that it is found
	case underuse:
		c.increased = now // the queue drains: wait
	default:
		c.increase(rate, now)
	}
	if got, ok := c.probe.result(now, rtt, min(c.inherent, mostInherent)); ok && c.estimate != 0 {
		if got > c.estimate {
			c.estimate, c.increased = got, now
		}
	}
}

// ReceiverReport takes the share of packets lost, between 0 and 1, from a receiver that reports nothing better, and the rate sent.
func (c *Controller) ReceiverReport(loss float64, rate uint64, now time.Duration) {
	if loss <= lossBad && c.estimate != 0 {
		c.increase(rate, now)
	}
	c.losing(loss, rate, now)
}

// Remote takes a receiver's own estimate (REMB), in bits per second.
func (c *Controller) Remote(rate uint64, now time.Duration) {
	c.estimate, c.increased = max(rate, Floor), now
}

// losing lowers the estimate if loss is bad, and if sending less helps.
func (c *Controller) losing(loss float64, rate uint64, now time.Duration) {
	if c.inherent > 0 && now-c.inherentSince > inherentLifetime {
		c.inherent, c.lossThen = 0, 0
	}
	if loss <= lossBad || loss <= c.inherent*1.3 || rate == 0 || now-c.decreased < lossEffect+c.rtt {
		return
	}
	less := rate*10 < c.rateThen*9
	switch {
	case c.lossThen > 0 && less && loss > c.lossThen*lossInherent:
		c.inherent, c.inherentSince, c.lossThen = loss, now, 0
		return
	case c.estimate != 0 && c.estimate*11 < rate*10 && now-c.decreased < lossPatience:
		return // a smaller layer is on its way, or there is none
	}
	c.lossThen, c.rateThen = loss, rate
	c.decrease(uint64(float64(rate)*(1-loss/2)), now)
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
