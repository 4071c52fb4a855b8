package relay

import (
	"testing"
	"time"
)

// Whatever viewers ask for while their shard has no turn, it remembers no more than so much of it, and what must not be lost is not.
func TestInboxOfAShardIsBounded(t *testing.T) {
	b := newBench(t, 1)
	b.shard.serve(time.Unix(1e9, 0)) // takes the viewer in
	done := 0
	for range 10 * maxInbox {
		b.shard.request(func(*turn) { done++ })
	}
	if n := len(b.shard.inbox); n != maxInbox {
		t.Errorf("%d requests wait, want %d", n, maxInbox)
	}
	left := make(chan struct{})
	go func() {
		defer close(left)
		b.shard.detach(b.viewers[0])
	}()
	for posted := false; !posted; {
		b.shard.mu.Lock()
		posted = len(b.shard.inbox) > maxInbox
		b.shard.mu.Unlock()
	}
	b.shard.serve(time.Unix(1e9, 0))
	<-left
	if done != maxInbox || len(b.shard.groups) != 0 {
		t.Errorf("%d requests served, %d groups left", done, len(b.shard.groups))
	}
}
