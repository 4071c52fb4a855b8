package load

import (
	"context"
	"slices"
	"sync"
	"time"
)

// churn has viewers leave and join until ended is closed, and waits for the last of them.
func (r *run) churn(ctx context.Context, ended <-chan struct{}) {
	if r.o.Churn <= 0 {
		return
	}
	var changes sync.WaitGroup
	defer changes.Wait()
	every := time.NewTicker(time.Duration(float64(time.Second) / r.o.Churn))
	defer every.Stop()
	for {
		select {
		case <-ended:
			return
		case <-every.C:
		}
		r.mu.Lock()
		i := slices.IndexFunc(r.viewers, func(v *viewer) bool { return !v.checked && !v.hostile })
		var v *viewer
		if i >= 0 {
			v = r.viewers[i]
			r.viewers = slices.Delete(r.viewers, i, i+1)
		}
		r.mu.Unlock()
		changes.Go(func() {
			if v != nil {
				r.left(v)
			}
			r.join(ctx, false)
		})
	}
}

// left has a viewer leave, whose counts stay.
func (r *run) left(v *viewer) {
	c := v.sum()
	v.leave()
	r.mu.Lock()
	defer r.mu.Unlock()
	v.addJoin(&r.joins)
	r.gone = r.gone.plus(c)
	r.report.Left++
}
