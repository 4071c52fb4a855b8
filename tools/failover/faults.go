package main

import (
	"context"
	"fmt"
	"net"
	"syscall"
	"time"
)

// viewersBelow is how many viewers of the child relay are looked at; a trial counts the worst.
const viewersBelow = 5

// standbyWithin is how long a trial waits for the child to have a standby.
const standbyWithin = 8 * time.Second

// fault is what happens to a relay. undo makes it possible to start it anew.
type fault func(p *process) (undo func(), err error)

func killed(p *process) (func(), error) {
	p.signal(syscall.SIGKILL)
	return func() {}, nil
}

func stopped(p *process) (func(), error) {
	p.signal(syscall.SIGSTOP)
	return func() {}, nil // SIGKILL ends what is stopped
}

// dumb lets a relay's media port hear, and not be heard.
func dumb(p *process) (func(), error) { return filter(p, "") }

// mediaGone lets STUN and DTLS pass, and no RTP: the first two bits of which are 2 (RFC 7983).
func mediaGone(p *process) (func(), error) { return filter(p, "@th,64,2 2") }

// filter drops what a relay's media port sends, as far as it matches.
func filter(p *process, match string) (func(), error) {
	_, port, err := net.SplitHostPort(p.said.Media)
	if err != nil {
		return nil, err
	}
	return dropUDPFrom(port, match)
}

// measureFaults has a child relay lose its parent again and again.
func measureFaults(ctx context.Context, b bench, r row) (result, error) {
	trials := b.faults
	if r.kills {
		trials = b.kills
	}
	c, err := newCell(ctx, b, 3)
	if err != nil {
		return result{}, err
	}
	defer c.close()
	child, err := newProcess(b, "child", c.dir, "--peer", c.streamer.addr())
	if err != nil {
		return result{}, err
	}
	defer child.kill()
	below := &descendant{cell: c, child: child}
	defer below.leave()
	res := result{Trials: trials}
	for i := range trials {
		victim, err := below.place()
		if err != nil {
			return res, fmt.Errorf("trial %d: %w", i+1, err)
		}
		began := time.Now()
		undo, err := r.fault(victim)
		if err != nil {
			return res, err
		}
		worst, ok := below.settle(began)
		if !ok {
			res.Failed++
		}
		res.add(worst)
		b.note(fmt.Sprintf("trial %d at %s, %d standbys: %s", i+1, victim.name, below.standbys, worst), began)
		undo()
		if err := c.back(victim); err != nil {
			return res, fmt.Errorf("trial %d: %w", i+1, err)
		}
	}
	if below.alone > 0 {
		res.Remarks = append(res.Remarks, fmt.Sprintf("%d times the child had no standby within %s", below.alone, standbyWithin))
	}
	if below.moved > 0 {
		res.Remarks = append(res.Remarks, fmt.Sprintf("the child was started anew %d times, because its parent was the streamer's node", below.moved))
	}
	return res, nil
}

// descendant is the child relay with its viewers.
type descendant struct {
	cell   *cell
	child  *process
	meters []*meter
	cancel context.CancelFunc
	moved  int // times it was started anew
	alone  int // times it had no standby

	standbys int // that it had at last
}

// place waits until the child has a relay for its parent and a standby besides, and returns the parent. Where the streamer's own
// node is the parent it starts the child anew.
func (k *descendant) place() (*process, error) {
	for range 20 {
		if k.cancel == nil {
			if err := k.join(); err != nil {
				return nil, err
			}
		}
		s, err := k.ready()
		if err != nil {
			return nil, err
		}
		if p := k.cell.relayOf(s.Parent); p != nil {
			return p, nil
		}
		k.moved++
		k.leave()
	}
	return nil, fmt.Errorf("the child's parent is the streamer's node again and again")
}

// ready waits until the child has a parent and pictures move, and for some time for a standby.
func (k *descendant) ready() (carried, error) {
	var s carried
	for began := time.Now(); time.Since(began) < 2*patience; {
		var err error
		s, err = k.child.stream(k.cell.ctx)
		late := time.Since(began) > standbyWithin
		moving := err == nil && s.Parent != "" && (len(s.Standbys) > 0 || late)
		for _, m := range k.meters {
			moving = moving && m.moves(time.Time{})
		}
		if moving {
			if len(s.Standbys) == 0 {
				k.alone++
			}
			k.standbys = len(s.Standbys)
			return s, nil
		}
		if !pause(k.cell.ctx, 50*time.Millisecond) {
			return s, k.cell.ctx.Err()
		}
	}
	return s, fmt.Errorf("the child does not come to rest: parent %q, %d standbys", s.Parent, len(s.Standbys))
}

// join starts the child and its viewers.
func (k *descendant) join() error {
	if err := k.child.start(k.cell.ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(k.cell.ctx)
	k.cancel, k.meters = cancel, nil
	for range viewersBelow {
		m := &meter{}
		k.meters = append(k.meters, m)
		k.cell.running.Go(func() {
			for ctx.Err() == nil {
				_ = k.cell.watchOnce(ctx, k.child, m)
				pause(ctx, 100*time.Millisecond)
			}
		})
	}
	return nil
}

// leave ends the child.
func (k *descendant) leave() {
	if k.cancel != nil {
		k.cancel()
		k.cancel = nil
		k.child.kill()
	}
}

// settle returns the longest that one of the pictures stood still.
func (k *descendant) settle(since time.Time) (worst time.Duration, ok bool) {
	ok = true
	for _, m := range k.meters {
		d, moves := m.settle(k.cell.ctx, since)
		worst, ok = max(worst, d), ok && moves
	}
	return worst, ok
}
