package congestion

import (
	"math"
	"time"
)

const (
	lossBad      = 0.10
	lossInterval = 500 * time.Millisecond
	lossPackets  = 50
	lossEffect   = time.Second     // after which a decrease must show
	lossPatience = 4 * time.Second // for a sender that sends more than the estimate
	lossInherent = 0.75            // of the loss stays although less is sent: then it is the path's own
	lossMore     = 1.2             // than the path's own, to be noticed
	mostInherent = 0.4             // beyond it, repairs do not come in time anyway

	inherentLifetime  = 15 * time.Second // it doubles each time that the same is found
	inherentLifetimes = 4 * time.Minute
)

// losses tell the loss that a path has of its own from that which comes of sending too much.
type losses struct {
	arrived, lost int // since looked
	looked        time.Duration
	recent        float64 // when looked

	loss     float64 // at the last decrease for loss; zero if the path's own is known
	rate     uint64  // sent then
	estimate uint64  // before it
	inherent float64 // loss that sending less does not cure
	since    time.Duration
	lifetime time.Duration
}

// look returns the share of packets lost since it did so last, if there were enough to tell, and whether it is bad, and not by chance.
func (l *losses) look(now time.Duration) (loss float64, bad, ok bool) {
	if l.arrived+l.lost < lossPackets || now-l.looked < lossInterval {
		return 0, false, false
	}
	n := float64(l.arrived + l.lost)
	loss = float64(l.lost) / n
	l.arrived, l.lost, l.looked, l.recent = 0, 0, now, loss
	if loss < l.inherent/2 {
		l.inherent, l.lifetime = 0, 0
	}
	return loss, loss-2*math.Sqrt(loss*(1-loss)/n) > l.bound(), true
}

// bound is the loss up to which nothing is done.
func (l *losses) bound() float64 { return max(lossBad, lossMore*l.inherent) }

// losing lowers the estimate if loss is bad, and if sending less helps. Rate is what was sent, in bits per second.
func (c *Controller) losing(loss float64, bad bool, rate uint64, now time.Duration) {
	l := &c.losses
	if l.inherent > 0 && now-l.since > l.lifetime {
		l.inherent, l.loss = 0, 0
	}
	if rate == 0 || now-c.decreased < lossEffect+c.rtt {
		return
	}
	less := rate*10 < l.rate*9
	switch {
	case l.loss > 0 && less && loss > l.loss*lossInherent && loss < mostInherent:
		l.inherent, l.since, l.loss = loss, now, 0
		l.lifetime = min(max(2*l.lifetime, inherentLifetime), inherentLifetimes)
		c.estimate = max(c.estimate, l.estimate)
	case !bad, c.estimate != 0 && c.estimate*11 < rate*10 && now-c.decreased < lossPatience:
		// A smaller layer is on its way, or there is none.
	default:
		l.loss, l.rate, l.estimate = loss, rate, min(c.Estimate(), 2*rate)
		c.decrease(uint64(float64(rate)*(1-loss/2)), now)
	}
}
