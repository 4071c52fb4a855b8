package viewer

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/relay/client"
)

const (
	lookInterval = 20 * time.Millisecond
	// A relay that is asked why nothing comes has two round trips to answer, but not less or more than these.
	leastGrace, mostGrace = 100 * time.Millisecond, 400 * time.Millisecond
	// repair is how long a relay that has no media itself may take to get some, while another has it.
	repair = 400 * time.Millisecond
	// askAgain is how often a relay is asked whose source is silent.
	askAgain = time.Second
	// steady is how long a relay is kept that answers and sends nothing, if the last change is no longer ago.
	steady = 10 * time.Second
	// takeTimeout is how long a connection that is to take over may bring no frame.
	takeTimeout = 2 * time.Second
	// standbyAfter is when the second connection is made, after the first has its picture; after a change some time of that length up to mostStandbyAfter
	// later, for all viewers of a relay change at once, and each connection costs the next relay milliseconds.
	standbyAfter, mostStandbyAfter = 300 * time.Millisecond, 2500 * time.Millisecond
	// dialTimeout bounds the making of one.
	dialTimeout = 5 * time.Second
	// A relay that did not do is asked again after retryMin, then twice that, to retryMax.
	retryMin, retryMax = 5 * time.Second, 2 * time.Minute
	// search is how long another relay is sought once the present one is lost.
	search = 10 * time.Second
	// unasked is how many packets on standby show that a relay does not know what that is.
	unasked = 64
)

// keeper keeps a Viewer supplied: it watches over the current connection, holds the next one, and changes to it. All is of the
// goroutine of Run.
type keeper struct {
	v      *Viewer
	dials  context.Context
	cancel context.CancelFunc

	current, next *connection
	others        []string
	retry         map[string]failure
	opened        chan opened
	dialing       bool
	standbyAt     time.Time // no second connection before

	lostAt time.Time // zero while the current connection lives
	why    error     // of that
	moving bool      // the current relay asks to go
	reason string    // of the change under way or next

	needed  bool      // a connection is, at once
	asked   time.Time // when the relays were asked why nothing comes
	answers map[*connection]control.SourceState
	taking  time.Time // since when next is to take over
	restAt  uint64    // packets of the next connection when it was put on standby
	before  uint64    // packets of the current connection then
	changed time.Time // when one last did
}

// failure is when a relay may be asked again.
type failure struct {
	until time.Time
	pause time.Duration
}

// opened is the outcome of a dial.
type opened struct {
	c    *connection
	base string
	cold bool
	err  error
}

func newKeeper(ctx context.Context, v *Viewer) *keeper {
	k := &keeper{v: v, current: v.current, retry: map[string]failure{}, opened: make(chan opened, 1)}
	k.dials, k.cancel = context.WithCancel(ctx)
	if v.movable() {
		k.others = valid(v.current.whep.Alternatives())
	}
	return k
}

// valid leaves out what is no base URL.
func valid(urls []string) []string {
	return slices.DeleteFunc(urls, func(u string) bool { return control.CheckURL(u) != nil })
}

func (k *keeper) run(ctx context.Context) error {
	look, receipts := time.NewTicker(lookInterval), time.NewTicker(session.Interval)
	defer look.Stop()
	defer receipts.Stop()
	for {
		ended := k.current.watcher.Done()
		if !k.lostAt.IsZero() {
			ended = nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ended:
			k.lostAt, k.why, k.reason = time.Now(), k.current.watcher.Wait(), "the relay is lost"
			if errors.Is(k.why, client.ErrEnded) {
				k.reason = "the relay ended the session"
			}
			k.look(time.Now())
		case n := <-k.v.inbox:
			k.hear(n, time.Now())
		case o := <-k.opened:
			k.settle(o, time.Now())
		case now := <-look.C:
			k.look(now)
		case now := <-receipts.C:
			k.current.acknowledge(now)
			if k.next != nil {
				k.next.acknowledge(now)
			}
		}
		if k.over() {
			return k.why
		}
	}
}

// stop leaves all relays.
func (k *keeper) stop() {
	k.cancel()
	if k.dialing {
		if o := <-k.opened; o.err == nil {
			k.v.retire(o.c)
		}
	}
	if k.next != nil {
		k.v.retire(k.next)
	}
	k.v.retire(k.current)
}

// over says whether the relay is lost and no other to be had.
func (k *keeper) over() bool {
	if k.lostAt.IsZero() || k.dialing || k.next != nil {
		return false
	}
	return k.candidate(time.Now(), true) == "" || time.Since(k.lostAt) > search
}

// hear takes what a relay says.
func (k *keeper) hear(n news, now time.Time) {
	if n.from != k.current && n.from != k.next {
		return
	}
	standby := n.from == k.next
	switch e := n.event.(type) {
	case begun:
		if standby && !k.taking.IsZero() {
			k.took(e.pause, now)
		} else if !standby {
			k.standbyAt = now.Add(standbyAfter + rand.N(standbyAfter))
		}
	case control.Source:
		if k.answers != nil {
			k.answers[n.from] = e.State
		}
	case control.Alternatives:
		n.from.others, n.from.above = valid(e.URLs), e.Above
		if k.v.movable() && !standby {
			k.others = n.from.others
		}
	case control.Move:
		if standby {
			k.drop(now, retryMax)
		} else if !k.moving {
			k.moving, k.reason = true, "the relay asks to: "+e.Reason
		}
	case session.Limited:
		if !standby {
			k.v.limited(e)
		}
	case session.Refused:
		k.v.opts.Logger.Info("relay refuses", "relay", n.from.base, "code", e.Code, "reason", e.Reason)
		if standby && (e.Code == "full" || e.Code == "standby") {
			k.drop(now, 0)
		}
	}
}

// look does what time brings.
func (k *keeper) look(now time.Time) {
	k.mind(now)
	switch {
	case !k.taking.IsZero():
		k.watchTaking(now)
	case !k.lostAt.IsZero(), k.moving:
		k.take(now)
	case !k.current.expects():
		k.asked = time.Time{}
	default:
		k.suspect(now)
	}
}

// suspect asks the relays when nothing comes, and decides by what they answer.
func (k *keeper) suspect(now time.Time) {
	pause, odd := k.current.flow.silent(now)
	if !odd {
		k.asked, k.needed = time.Time{}, false
		return
	}
	if k.asked.IsZero() {
		k.asked, k.answers = now, map[*connection]control.SourceState{}
		question := control.Silent{ForMs: uint32(pause.Milliseconds())}
		k.current.say(question)
		if k.next != nil {
			k.next.say(question)
		}
		return
	}
	waited := now.Sub(k.asked)
	mine, others := k.answers[k.current], control.SourceState("")
	if k.next != nil {
		others = k.answers[k.next]
	}
	if mine != "" && mine != control.SourceLive {
		k.current.flow.excuse()
	}
	switch {
	case mine == "" && waited < max(leastGrace, min(mostGrace, 2*k.current.watcher.RTT())):
	case mine == "" && others == control.SourceSilent && waited < askAgain: // then it would be of no use to go there
	case mine == "" && others == "" && k.next != nil: // it is the viewer's own line that is cut
		if waited >= askAgain {
			k.asked = time.Time{}
		}
	case mine == "" && others == "" && waited < mostGrace:
	case mine == "" && others != control.SourceSilent:
		k.reason = "the relay sends nothing and does not answer"
		k.take(now)
	case mine == control.SourceLive:
		if k.changed.IsZero() || now.Sub(k.changed) >= steady {
			k.reason = "the relay sends nothing"
			k.take(now)
		}
	case mine != "" && others == control.SourceLive && waited >= repair:
		k.reason = "the relay gets nothing"
		k.take(now)
	case waited >= askAgain:
		k.asked = time.Time{}
	}
}

// take has the next connection take over with its first frame. If there is none, mind makes one.
func (k *keeper) take(now time.Time) {
	k.needed = true
	if k.next == nil || !k.taking.IsZero() {
		return
	}
	k.taking, k.before, k.asked = now, k.current.flow.count(), time.Time{}
	k.v.splice.arm(k.next.strand)
	k.next.say(control.Standby{})
}

// watchTaking takes the change back if the current relay is well after all, or the next one no better.
func (k *keeper) watchTaking(now time.Time) {
	well := k.lostAt.IsZero() && !k.moving && k.current.flow.count() > k.before
	switch {
	case well:
		k.v.splice.arm(nil)
		k.rest()
	case now.Sub(k.taking) > takeTimeout:
		k.drop(now, 0)
	}
}

// rest puts the next connection on standby.
func (k *keeper) rest() {
	k.next.say(control.Standby{On: true})
	k.taking, k.needed, k.restAt = time.Time{}, false, k.next.flow.count()+unasked // some are on the way
}

// took notes that the frames now come from the next connection.
func (k *keeper) took(pause time.Duration, now time.Time) {
	from := k.current
	k.current, k.next = k.next, nil
	k.v.take(k.current, Takeover{From: from.base, To: k.current.base, Reason: k.reason, Pause: pause})
	k.fail(from.base, now, 0)
	k.taking, k.asked, k.lostAt, k.why, k.moving, k.needed, k.changed = time.Time{}, time.Time{}, time.Time{}, nil, false, false, now
	k.standbyAt = now.Add(standbyAfter + rand.N(mostStandbyAfter-standbyAfter))
	switch {
	case !k.v.movable():
	case len(k.current.others) > 0:
		k.others = k.current.others
	default:
		k.others = append(valid(k.current.whep.Alternatives()), k.others...)
	}
}

// drop leaves the next connection, and its relay alone for a while.
func (k *keeper) drop(now time.Time, pause time.Duration) {
	k.v.splice.arm(nil)
	k.fail(k.next.base, now, pause)
	k.v.retire(k.next)
	k.next, k.taking = nil, time.Time{}
}
