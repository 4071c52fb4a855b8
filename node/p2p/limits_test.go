package p2p

import (
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
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

// TestPeersOfOneAddressShareAnAllowance has many identities of one public address ask: together they get what four peers get. Others,
// those behind a circuit relay and those of a private network have each their own.
func TestPeersOfOneAddressShareAnAllowance(t *testing.T) {
	may := allowance{perSecond: 1, burst: 2, atOnce: 2}
	tests := []struct {
		name string
		addr func(n int) string
		want int // of 100
	}{
		{"one address", func(n int) string { return fmt.Sprintf("/ip4/9.9.9.9/udp/%d/quic-v1", 1000+n) }, 8},
		{"one /64", func(n int) string { return fmt.Sprintf("/ip6/2a00:1::%x/udp/1/quic-v1", n+1) }, 8},
		{"two /64", func(n int) string { return fmt.Sprintf("/ip6/2a00:1:0:%x::1/udp/1/quic-v1", n%2) }, 16},
		{"many addresses", func(n int) string { return fmt.Sprintf("/ip4/9.9.9.%d/udp/1/quic-v1", n+1) }, 100},
		{"a private network", func(n int) string { return fmt.Sprintf("/ip4/10.0.0.1/udp/%d/quic-v1", 1000+n) }, 100},
		{"a circuit relay", func(int) string {
			return "/ip4/9.9.9.9/udp/1/quic-v1/p2p/12D3KooWMm1c4pzeLPGkkCJMAgFbsfQ8xmVDusg272icWsaNHWzN/p2p-circuit"
		}, 100},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, now, entered := newCallLimits(), time.Now(), 0
			for n := range 100 {
				from := multiaddr.StringCast(tt.addr(n))
				who := []caller{{peer.ID(fmt.Sprint(n)), signalProtocol}}
				if place, ok := placeOf(from, signalProtocol); ok {
					who = append(who, place)
				}
				if !c.enter(who[0], may, now) {
					t.Fatal("a peer's first request is refused")
				}
				if len(who) == 1 || c.enter(who[1], may.ofPlace(), now) {
					entered++
				}
			}
			if entered != tt.want {
				t.Errorf("%d of 100 peers are let in, want %d", entered, tt.want)
			}
		})
	}
}
