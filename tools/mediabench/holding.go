package main

import (
	"context"
	"time"

	"github.com/casto-network/casto/relay/load"
)

// holding is how many viewers a server has held without loss, in time, the generator on the same cores.
type holding struct {
	Viewers int           `json:"viewers"` // the most, zero if the first step failed already
	Failed  int           `json:"failed"`  // the first step that was too many, zero if none was
	Steps   []load.Report `json:"steps"`
}

// Steps of the search.
const (
	holdFirst  = 200
	holdMost   = 2000
	holdRate   = 100 // joins a second
	holdSettle = 3 * time.Second
	// holdLate is how late 1 % of the frames may be: what a viewer of live video waits for the picture.
	holdLate = 300 * time.Millisecond
	// holdNap is how long packets gather before the generator reads them: it is to leave the machine to the server.
	holdNap = 2 * time.Millisecond
)

// held says whether everybody got everything in time.
func held(r load.Report, viewers int) bool {
	return r.Viewers == viewers && r.Counts.Lost == 0 && r.Counts.Repaired == 0 && r.Refused == 0 && r.Dropped == 0 && r.Waiting == 0 &&
		r.Latency.P99 <= float64(holdLate/time.Millisecond)
}

// hold adds viewers until packets are lost or late, or one does not get in. Each step is confirmed once if it failed: other work on the
// machine is no limit of the server.
func (b *bench) hold(ctx context.Context) (*holding, error) {
	h := &holding{}
	for n := holdFirst; n <= holdMost; n += max(100, n/400*100) {
		enough := false
		for try := 0; try < 2 && !enough; try++ {
			say(b.progress, "holding %d viewers", n)
			r, err := b.holdOnce(ctx, n)
			if err != nil {
				return nil, err
			}
			h.Steps = append(h.Steps, r)
			enough = held(r, n)
		}
		if !enough {
			h.Failed = n
			break
		}
		h.Viewers = n
	}
	return h, nil
}

func (b *bench) holdOnce(ctx context.Context, n int) (load.Report, error) {
	s, err := startNode(ctx, b.node)
	if err != nil {
		return load.Report{}, err
	}
	o := options(s, n)
	o.JoinRate, o.Settle, o.Nap, o.Duration = holdRate, holdSettle, holdNap, b.measure
	r, err := load.Run(ctx, o)
	if stopped := s.stop(); err == nil {
		err = stopped
	}
	if err == nil {
		err = ctx.Err()
	}
	return r, err
}
