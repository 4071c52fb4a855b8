package viewer

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// fail notes that a relay does not do, for so long or else for longer each time.
func (k *keeper) fail(base string, now time.Time, pause time.Duration) {
	if pause == 0 {
		pause = min(retryMax, max(retryMin, 2*k.retry[base].pause))
	}
	k.retry[base] = failure{now.Add(pause), pause}
}

// mind looks after the second connection.
func (k *keeper) mind(now time.Time) {
	if k.next != nil {
		select {
		case <-k.next.watcher.Done():
			k.drop(now, 0)
		default:
			switch {
			case !k.taking.IsZero():
			case k.next.flow.count() > k.restAt+unasked:
				k.drop(now, time.Hour)
			case k.dependent(now):
				k.v.opts.Logger.Debug("second connection depends on the first", "relay", k.next.base)
				k.drop(now, retryMax)
			}
		}
		return
	}
	cold := !k.lostAt.IsZero() || k.moving || k.needed
	wanted := !k.v.opts.NoStandby && !k.standbyAt.IsZero() && now.After(k.standbyAt)
	if k.dialing || !cold && !wanted {
		return
	}
	base := k.candidate(now, cold)
	if base == "" {
		return
	}
	k.dialing = true
	go func() {
		ctx, cancel := context.WithTimeout(k.dials, dialTimeout)
		defer cancel()
		c, err := k.v.dial(ctx, base, k.v.at(base, !cold))
		k.opened <- opened{c, base, cold, err}
	}()
}

// dependent tells whether the next connection would fail with the current one, and another may not.
func (k *keeper) dependent(now time.Time) bool {
	return slices.Contains(k.next.above, k.current.base) && k.candidate(now, false) != ""
}

// candidate is the relay to try next, empty if there is none. In need one is tried again that failed, but for the present; and a relay
// that went silent may be back.
func (k *keeper) candidate(now time.Time, need bool) string {
	if !k.v.movable() {
		return ""
	}
	list := k.others
	if home := baseOf(k.v.endpoint); need && !errors.Is(k.why, client.ErrEnded) && !slices.Contains(list, home) {
		list = append(slices.Clone(list), home)
	}
	for _, base := range list {
		if again := k.retry[base]; base != k.current.base && (k.next == nil || base != k.next.base) && now.After(again.until) {
			return base
		}
	}
	return ""
}

// settle takes the outcome of a dial.
func (k *keeper) settle(o opened, now time.Time) {
	k.dialing = false
	if o.err != nil {
		k.v.opts.Logger.Debug("no connection to another relay", "relay", o.base, "err", o.err)
		k.fail(o.base, now, 0)
		var p whip.Problem
		if errors.As(o.err, &p) {
			for _, base := range valid(p.Alternatives) {
				if !slices.Contains(k.others, base) && len(k.others) < 2*control.MaxAlternatives {
					k.others = append(k.others, base)
				}
			}
		}
		return
	}
	k.next, k.restAt = o.c, 0
	delete(k.retry, o.base)
	k.v.opts.Logger.Debug("second connection", "relay", o.base, "standby", !o.cold)
	switch {
	case !o.cold:
	case !k.lostAt.IsZero(), k.moving, k.needed:
		k.take(now)
	default: // no longer
		k.rest()
	}
}
