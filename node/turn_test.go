package node

import (
	"net/netip"
	"testing"

	"github.com/casto-network/casto/node/wire"
)

func TestSocketsComeAcross(t *testing.T) {
	for text, size := range map[string]int{"11.0.0.1:8789": 6, "[2a00::1]:1": 18, "[::ffff:11.0.0.1]:65535": 6} {
		want := netip.MustParseAddrPort(text)
		b := socketsToWire([]netip.AddrPort{want})
		got, ok := socketFromWire(b[0])
		if want = netip.AddrPortFrom(want.Addr().Unmap(), want.Port()); !ok || got != want || len(b[0]) != size {
			t.Errorf("%s: got %v, %v by %d bytes, want %d", text, got, ok, len(b[0]), size)
		}
	}
	for _, size := range []int{0, 1, 2, 5, 7, 17, 19} {
		if got, ok := socketFromWire(make([]byte, size)); ok {
			t.Errorf("%d bytes are %v", size, got)
		}
	}
}

func TestTURNKnowsWhoIsConnectedOrListed(t *testing.T) {
	connected, listed := netip.MustParseAddr("11.0.1.1"), netip.MustParseAddr("11.0.2.1")
	r := &relayAddrs{
		connected: func() []netip.Addr { return []netip.Addr{connected} },
		adverts: func() []*wire.RelayAdvert {
			return []*wire.RelayAdvert{{MediaAddrs: socketsToWire([]netip.AddrPort{netip.AddrPortFrom(listed, 8786)})}, {}}
		},
	}
	for a, want := range map[netip.Addr]bool{connected: true, listed: true, netip.MustParseAddr("11.0.3.1"): false, {}: false} {
		if got := r.known(a); got != want {
			t.Errorf("%v: got %v, want %v", a, got, want)
		}
	}
}
