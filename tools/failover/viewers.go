package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"time"
)

// drained is how many viewers a relay has that is told to stop.
const drained = 50

// measureViewers kills the relay that a viewer watches at.
func measureViewers(ctx context.Context, b bench, _ row) (result, error) {
	c, err := newCell(ctx, b, 3)
	if err != nil {
		return result{}, err
	}
	defer c.close()
	res := result{Trials: b.kills / 4}
	for i := range res.Trials {
		victim := c.relays[i%len(c.relays)]
		if err := c.carries(victim); err != nil {
			return res, err
		}
		m, leave := c.audience(victim, 1)
		if !m[0].ready(c.ctx, time.Now(), patience) {
			leave()
			return res, fmt.Errorf("no picture at %s", victim.name)
		}
		pause(c.ctx, 2*time.Second) // a second connection takes a moment
		began := time.Now()
		victim.signal(syscall.SIGKILL)
		frozen, ok := m[0].settle(c.ctx, began)
		if !ok {
			res.Failed++
		}
		res.add(frozen)
		leave()
		if err := c.back(victim); err != nil {
			return res, err
		}
	}
	return res, nil
}

// measureDrain tells a relay with viewers to stop.
func measureDrain(ctx context.Context, b bench, _ row) (result, error) {
	c, err := newCell(ctx, b, 3)
	if err != nil {
		return result{}, err
	}
	defer c.close()
	res := result{Trials: max(1, b.faults/4)}
	var ends []time.Duration
	for i := range res.Trials {
		victim := c.relays[i%len(c.relays)]
		if err := c.carries(victim); err != nil {
			return res, err
		}
		meters, leave := c.audience(victim, drained)
		came := time.Now()
		for _, m := range meters {
			if !m.ready(c.ctx, came, 2*patience) {
				leave()
				return res, fmt.Errorf("no picture at %s", victim.name)
			}
		}
		pause(c.ctx, 3*time.Second)
		began := time.Now()
		victim.signal(syscall.SIGTERM)
		select {
		case <-victim.done:
			ends = append(ends, time.Since(began))
		case <-time.After(stopTimeout):
			res.Remarks = append(res.Remarks, "a relay did not end within "+stopTimeout.String())
		}
		for _, m := range meters {
			frozen, ok := m.settle(c.ctx, began)
			if !ok {
				res.Failed++
			}
			res.add(frozen)
		}
		leave()
		if err := c.back(victim); err != nil {
			return res, err
		}
	}
	if len(ends) > 0 {
		slices.Sort(ends)
		res.Remarks = append(res.Remarks, fmt.Sprintf("the relay ended %.1f to %.1f s after SIGTERM", ends[0].Seconds(), ends[len(ends)-1].Seconds()))
	}
	return res, nil
}

// audience has n viewers watch at a relay. leave ends them.
func (c *cell) audience(p *process, n int) (meters []*meter, leave func()) {
	ctx, cancel := context.WithCancel(c.ctx)
	var watching sync.WaitGroup
	for range n {
		m := &meter{}
		meters = append(meters, m)
		watching.Go(func() {
			for ctx.Err() == nil {
				_ = c.follow(ctx, p, m)
				pause(ctx, 200*time.Millisecond)
			}
		})
	}
	return meters, func() {
		cancel()
		watching.Wait()
	}
}
