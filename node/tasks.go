package node

import (
	"context"
	"sync"
)

// tasks owns the goroutines that a node starts while it runs. The zero value refuses to start any.
type tasks struct {
	mu      sync.Mutex // guards ctx and, together with wg.Add, the order of start and wait
	ctx     context.Context
	running sync.WaitGroup
}

// open lets goroutines start; they get ctx.
func (t *tasks) open(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ctx = ctx
}

// start runs f in a goroutine, or not at all once the node has stopped.
func (t *tasks) start(f func(ctx context.Context)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx == nil || t.ctx.Err() != nil {
		return
	}
	ctx := t.ctx
	t.running.Go(func() { f(ctx) })
}

// wait returns after all have ended. The context given to open must have ended.
func (t *tasks) wait() {
	t.mu.Lock()
	t.ctx = nil
	t.mu.Unlock()
	t.running.Wait()
}
