package congestion

import (
	"math"
	"time"
)

// A receiver that reports no arrivals says once a second how much it has lost (RFC 3550, section 6.4.1), and perhaps what it thinks of the
// path (REMB). That tells when a path is full, and nothing of how much more it would carry. So after the path was full the estimate
// waits, and then rises until it is full again. Each such try in vain doubles the wait.
const (
	coarsePackets   = 20   // as few say nothing of loss
	coarseMost      = 200  // as many say enough
	coarseRise      = 0.10 // of the estimate, in a second
	coarseOverRate  = 6    // times the rate sent, it rises no further
	coarseSame      = 1.15 // times the loss before is still the same loss
	coarseBads      = 2    // reports of loss in a row, until it is no short outage
	coarseQueue     = 200 * time.Millisecond
	coarseQueues    = 2   // reports of a longer round trip in a row, until a queue is believed
	coarseDraining  = 0.9 // times the round trip before, a queue is on its way down
	coarseDrain     = 0.7 // of the rate sent, where there is a queue
	coarsePatience  = 4 * time.Second
	coarsePatiences = 64 * time.Second
	coarsePassed    = 5 * time.Second // of a rate, until the path is known to carry it
	coarseBeyond    = 1.2             // times what the path is known to carry is a try of more
	coarseKeeps     = 1.3             // times a rate is the estimate by which it is kept
	// coarseInherent is how long a path's own loss is believed at first: to find out what it is takes a smaller picture.
	coarseInherent = time.Minute
	// remoteBelow is the share of what arrives that a receiver's estimate is below if it speaks of a full path.
	remoteBelow = 0.95
	// remoteLasting is how long a receiver may claim that it gets more than fits.
	remoteLasting = 2 * time.Second
	// mostRemote bounds what a receiver may claim.
	mostRemote = 1 << 40
)

// coarse is what is known of a path whose receiver reports no arrivals.
type coarse struct {
	rate     uint64  // sent before the last report
	loss     float64 // by the last report
	packets  int     // the reports that the loss is counted from were about
	lost     float64 // of them
	bads     int     // reports of too much loss in a row
	base     [2]time.Duration
	renewed  time.Duration // when the present period of base began
	rtt      time.Duration // of the last report
	queues   int
	patience time.Duration
	next     time.Duration // the estimate does not rise before
	good     uint64        // rate that the path is known to carry; zero if none is
	bad      uint64        // rate at which it was full; zero if it was not
	tried    time.Duration // since when more than good is sent; zero if it is not
	remote   uint64        // the receiver's own estimate; zero if there was none
	claimed  time.Duration // since when that is below what arrives; zero if it is not
}

// Reception is a receiver report, and what had been sent since the one before.
type Reception struct {
	Packets int           // that it is about
	Loss    float64       // the share of them that was lost, between 0 and 1
	Rate    uint64        // sent meanwhile, in bits per second of whole packets
	RTT     time.Duration // zero if unknown
}

// ReceiverReport takes a report from a receiver that reports no arrivals.
func (c *Controller) ReceiverReport(r Reception, now time.Duration) {
	if r.Packets <= 0 || r.Rate == 0 {
		return
	}
	q, l := &c.coarse, &c.losses
	q.rate, q.loss, c.rtt = r.Rate, r.Loss, r.RTT
	if l.inherent > 0 && now-l.since > l.lifetime {
		l.inherent, l.loss = 0, 0
	}
	loss, least, known := q.count(r, l.bound())
	bad := least > l.bound()
	switch {
	case bad && q.good > 0 && float64(r.Rate) > coarseBeyond*float64(q.good): // a try in vain
		q.bads = coarseBads
	case bad:
		q.bads++
	case known:
		q.bads = 0
	}
	switch {
	case q.queued(r.RTT, now) && now-c.decreased >= lossEffect+r.RTT:
		c.full(uint64(coarseDrain*float64(r.Rate)), now)
	case !known:
	case l.loss > 0 && r.Rate*10 < l.rate*9 && loss > l.loss*lossInherent && least < l.loss*coarseSame && loss < mostInherent:
		l.inherent, l.since, l.loss = loss, now, 0
		l.lifetime = min(max(2*l.lifetime, coarseInherent), inherentLifetimes)
		c.estimate, q.patience, q.next = max(c.estimate, l.estimate), 0, now
	case q.bads >= coarseBads && now-c.decreased >= lossEffect+r.RTT:
		q.bads = 0
		l.loss, l.rate, l.estimate = loss, r.Rate, min(c.Estimate(), 2*r.Rate)
		c.full(uint64(decreaseTo*float64(r.Rate)*(1-loss)), now)
	case !bad:
		if loss < l.inherent/2 {
			l.inherent, l.lifetime = 0, 0
		}
		if 2*loss-least < l.loss/2 { // sending less has helped, and that is not by chance
			l.loss = 0
		}
		c.rise(r.Rate, now)
	}
}

// count adds a report to those before, until they tell the loss, and says how much it is at least, if not by chance.
func (q *coarse) count(r Reception, bound float64) (loss, least float64, known bool) {
	q.packets += r.Packets
	q.lost += r.Loss * float64(r.Packets)
	n := float64(q.packets)
	loss = q.lost / n
	if q.packets >= coarsePackets {
		least = loss - 2*math.Sqrt(loss*(1-loss)/n)
	}
	known = least > bound || q.packets >= coarsePackets && loss <= bound || q.packets >= coarseMost
	if known {
		q.packets, q.lost = 0, 0
	}
	return loss, least, known
}

// queued says whether a queue stands in front of the path, by the round trip time.
func (q *coarse) queued(rtt, now time.Duration) bool {
	if rtt == 0 {
		return false
	}
	if q.base[0] == 0 || now-q.renewed > 2*baseLength {
		q.base, q.renewed = [2]time.Duration{rtt, q.base[0]}, now
	}
	q.base[0] = min(q.base[0], rtt)
	least := q.base[0]
	if q.base[1] != 0 {
		least = min(least, q.base[1])
	}
	draining := float64(rtt) < coarseDraining*float64(q.rtt)
	if q.rtt = rtt; rtt-least < coarseQueue || draining {
		q.queues = 0
		return false
	}
	q.queues++
	return q.queues >= coarseQueues
}

// full lowers the estimate, and has it wait before it rises again. A try of more than the path is known to carry leaves that.
func (c *Controller) full(to uint64, now time.Duration) {
	q := &c.coarse
	if q.bad = q.rate; float64(q.rate) > coarseBeyond*float64(q.good) {
		to = max(to, uint64(coarseKeeps*float64(q.good)))
	} else {
		q.good = 0
	}
	q.patience = min(max(2*q.patience, coarsePatience), coarsePatiences)
	q.next, q.tried, q.claimed, q.queues = now+q.patience, 0, 0, 0
	c.decrease(to, now)
}

// rise raises the estimate: to what keeps a rate that the path is known to carry, or beyond, if it has waited long enough.
func (c *Controller) rise(rate uint64, now time.Duration) {
	q := &c.coarse
	elapsed := min(now-c.increased, 2*time.Second)
	c.increased = now
	switch {
	case float64(rate) <= coarseBeyond*float64(q.good):
		q.tried = 0
	case q.tried == 0:
		q.tried = now
	case now-q.tried >= coarsePassed:
		if q.good, q.tried = rate, 0; rate >= q.bad { // the path has become wider
			q.patience, q.bad = 0, 0
		}
	}
	limit := coarseOverRate * float64(rate)
	if now < q.next {
		limit = coarseKeeps * float64(q.good)
	}
	if e := float64(c.estimate); e != 0 && e < limit {
		c.estimate = uint64(min(e+e*coarseRise*elapsed.Seconds(), limit))
	}
}

// Remote takes the estimate of a receiver that reports no arrivals (REMB), in bits per second. It is mostly made from what arrives, and
// grows no faster than by a twelfth in a second where more arrives. So it says something only where it stays below that, and does not grow.
func (c *Controller) Remote(rate uint64, now time.Duration) {
	q := &c.coarse
	rate = min(max(rate, Floor), mostRemote)
	grows := rate > q.remote
	q.remote = rate
	switch {
	case q.rate == 0, grows, float64(rate) > remoteBelow*float64(q.rate)*(1-q.loss):
		q.claimed = 0
	case q.claimed == 0:
		q.claimed = now
	case now-q.claimed >= remoteLasting && now-c.decreased >= lossEffect+c.rtt:
		c.full(rate, now)
	}
}
