package udp

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"
)

func TestSinglesArriveFromAnyGoroutine(t *testing.T) {
	for _, network := range []struct{ name, from, to string }{
		{"udp4", "127.0.0.1:0", "127.0.0.1:0"}, {"udp6", "[::1]:0", "[::1]:0"}, {"udp", ":0", "127.0.0.1:0"},
	} {
		for _, plain := range []bool{false, true} {
			from, to := listen(t, network.name, network.from), listen(t, "udp", network.to)
			var c net.PacketConn = from
			if plain {
				c = hidden{from}
			}
			counters := &Counters{}
			s := NewSender(c, counters)
			var wg sync.WaitGroup
			for i := range byte(4) {
				wg.Go(func() {
					for k := range byte(25) {
						if err := s.Send([]byte{i, k}, addr(to)); err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			if c := counters.Counts(); c.Datagrams != 100 || c.Bytes != 200 {
				t.Errorf("%s: counted %+v", network.name, c)
			}
			var next [4]byte
			for b := make([]byte, 10); next != [4]byte{25, 25, 25, 25}; {
				_ = to.SetReadDeadline(time.Now().Add(5 * time.Second))
				n, _, err := to.ReadFromUDPAddrPort(b)
				if err != nil || n != 2 {
					t.Fatalf("%s: got %d bytes, %v, after %v", network.name, n, err, next)
				}
				if b[1] != next[b[0]] {
					t.Fatalf("%s: goroutine %d's datagram %d, want %d", network.name, b[0], b[1], next[b[0]])
				}
				next[b[0]]++
			}
		}
	}
}

func TestSingleThatCannotBeSent(t *testing.T) {
	from := listen(t, "udp4", "127.0.0.1:0")
	s := NewSender(from, &Counters{})
	if err := s.Send([]byte{1}, netip.MustParseAddrPort("[2001:db8::1]:9")); err == nil {
		t.Error("an IPv4 socket sent to an IPv6 address")
	}
	_ = from.Close()
	if err := s.Send([]byte{1}, netip.MustParseAddrPort("127.0.0.1:9")); !errors.Is(err, net.ErrClosed) {
		t.Errorf("on a closed socket: %v, want %v", err, net.ErrClosed)
	}
}
