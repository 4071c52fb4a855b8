package whip

import (
	"net/netip"
	"testing"
	"time"
)

func TestOneAddressIsHeldToItsRate(t *testing.T) {
	l := &limiter{rate: 10, buckets: map[netip.Addr]bucket{}}
	now := time.Unix(1e9, 0)
	a, b := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	taken := func(from netip.Addr, asks int, over time.Duration) (n int) {
		for range asks {
			if _, ok := l.take(from, now); ok {
				n++
			}
			now = now.Add(over / time.Duration(asks))
		}
		return n
	}
	if n := taken(a, 200, 0); n != 50 {
		t.Errorf("%d of 200 at once, want the burst of 50", n)
	}
	if n := taken(b, 10, 0); n != 10 {
		t.Errorf("another address gets %d of 10", n)
	}
	if n := taken(a, 1000, 10*time.Second); n < 98 || n > 102 {
		t.Errorf("%d in ten seconds, want 100", n)
	}
	if wait, ok := l.take(a, now.Add(-time.Second)); ok || wait <= 0 {
		t.Errorf("when the clock goes back: %v, %v", wait, ok)
	}
	if n := taken(netip.MustParseAddr("127.0.0.1"), 1000, 0); n != 1000 {
		t.Errorf("loopback gets %d of 1000", n)
	}
	wait, ok := l.take(a, now)
	for !ok && wait > 0 {
		now = now.Add(wait)
		if wait, ok = l.take(a, now); !ok {
			t.Fatalf("no token after the wait that was told; %v more", wait)
		}
	}
}

func TestAddressesOfOneSubscriberShareABucket(t *testing.T) {
	l := &limiter{rate: 1, buckets: map[netip.Addr]bucket{}}
	now := time.Unix(1e9, 0)
	for i := range byte(5) {
		a := netip.MustParseAddr("2001:db8::1").As16()
		a[15] = i
		if _, ok := l.take(netip.AddrFrom16(a), now); !ok {
			t.Fatal("refused within the burst")
		}
	}
	if _, ok := l.take(netip.MustParseAddr("2001:db8::ffff"), now); ok {
		t.Error("another address of the same /64 has a bucket of its own")
	}
	if _, ok := l.take(netip.MustParseAddr("2001:db8:0:1::1"), now); !ok {
		t.Error("another /64 is refused")
	}
}

func TestManyAddressesTakeNoMoreMemory(t *testing.T) {
	l := &limiter{rate: 1, buckets: map[netip.Addr]bucket{}}
	now := time.Unix(1e9, 0)
	admitted := 0
	address := func(i int) netip.Addr { return netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}) }
	for i := range 10 * maxBuckets {
		if _, ok := l.take(address(i), now); ok {
			admitted++
		}
	}
	if len(l.buckets) > maxBuckets {
		t.Errorf("%d buckets", len(l.buckets))
	}
	if want := maxBuckets + burstSeconds; admitted != want {
		t.Errorf("%d admitted, want one for each bucket and a burst for all others: %d", admitted, want)
	}
	if _, ok := l.take(address(1<<20), now.Add(time.Minute)); !ok || len(l.buckets) != 1 {
		t.Errorf("a minute later: %v, %d buckets left", ok, len(l.buckets))
	}
}
