package p2p

import (
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

func TestCallLimits(t *testing.T) {
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	may := allowance{perSecond: 2, burst: 3, atOnce: 2}
	c := newCallLimits()
	a, b := caller{"a", viewProtocol}, caller{"b", viewProtocol}
	otherProtocol := caller{"a", payProtocol}
	steps := []struct {
		what string
		do   func() bool
		want bool
	}{
		{"first", func() bool { return c.enter(a, may, now) }, true},
		{"second", func() bool { return c.enter(a, may, now) }, true},
		{"third at once", func() bool { return c.enter(a, may, now) }, false},
		{"another peer", func() bool { return c.enter(b, may, now) }, true},
		{"another protocol", func() bool { return c.enter(otherProtocol, may, now) }, true},
		{"one leaves", func() bool { c.leave(a); return true }, true},
		{"last of the burst", func() bool { return c.enter(a, may, now) }, true},
		{"both leave", func() bool { c.leave(a); c.leave(a); return true }, true},
		{"burst used up", func() bool { return c.enter(a, may, now) }, false},
		{"half a second later", func() bool { return c.enter(a, may, now.Add(500*time.Millisecond)) }, true},
		{"no more", func() bool { return c.enter(a, may, now.Add(500*time.Millisecond)) }, false},
	}
	for _, s := range steps {
		if got := s.do(); got != s.want {
			t.Fatalf("%s: got %v, want %v", s.what, got, s.want)
		}
	}
}

func TestAllPeersTogetherAreLimited(t *testing.T) {
	now := time.Now()
	c := newCallLimits()
	entered := 0
	for i := range 2 * maxInFlight {
		if c.enter(caller{peer.ID(fmt.Sprint(i)), viewProtocol}, allowance{perSecond: 1, burst: 1, atOnce: 1}, now) {
			entered++
		}
	}
	if entered != maxInFlight {
		t.Errorf("%d in flight, want %d", entered, maxInFlight)
	}
}

func TestIdleCallersAreForgotten(t *testing.T) {
	now := time.Now()
	c := newCallLimits()
	busy, idle := caller{"busy", viewProtocol}, caller{"idle", viewProtocol}
	may := allowance{perSecond: 1, burst: 1, atOnce: 1}
	c.enter(busy, may, now)
	c.enter(idle, may, now)
	c.leave(idle)
	c.sweep(now.Add(forgetCaller))
	if len(c.callers) != 2 {
		t.Errorf("%d callers too early, want 2", len(c.callers))
	}
	c.sweep(now.Add(forgetCaller + time.Second))
	if len(c.callers) != 1 || c.callers[busy] == nil {
		t.Errorf("%d callers, want the busy one", len(c.callers))
	}
	c.leave(busy)
}
