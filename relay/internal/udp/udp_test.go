package udp

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"net"
	"net/netip"
	"testing"
	"time"
)

// hidden is a socket whose kind is not seen, so that it is read and written plainly.
type hidden struct{ net.PacketConn }

func listen(t testing.TB, network, addr string) *net.UDPConn {
	t.Helper()
	a, err := net.ResolveUDPAddr(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.ListenUDP(network, a)
	if err != nil {
		t.Skipf("no %s on this machine: %v", network, err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetReadBuffer(4 << 20)
	return c
}

func addr(c *net.UDPConn) netip.AddrPort {
	p := c.LocalAddr().(*net.UDPAddr).AddrPort()
	return netip.AddrPortFrom(p.Addr().Unmap(), p.Port())
}

// sizes of runs as frames have them: equal, equal with a shorter last, unequal, tiny.
var shapes = [][]int{
	{1200, 1200, 1200, 700}, {1200}, {1100, 1101, 1101}, {13}, {900, 900, 900, 900, 900, 900}, {1, 2, 3, 2, 1}, {MaxDatagram, MaxDatagram},
}

func TestEveryDatagramArrivesOnceAndInOrder(t *testing.T) {
	for _, network := range []struct{ name, host string }{{"udp4", "127.0.0.1:0"}, {"udp6", "[::1]:0"}, {"udp", ":0"}} {
		for _, plain := range []bool{false, true} {
			name := network.name
			if plain {
				name += " plainly"
			}
			t.Run(name, func(t *testing.T) {
				host := "127.0.0.1:0"
				if network.name == "udp6" {
					host = network.host
				}
				deliver(t, listen(t, network.name, network.host), host, plain, nil)
			})
		}
	}
}

// deliver sends runs to four receivers, and checks what they get.
func deliver(t *testing.T, from *net.UDPConn, host string, plain bool, prepare func(Writer)) *Counters {
	t.Helper()
	var receivers []*net.UDPConn
	for range 4 {
		receivers = append(receivers, listen(t, "udp", host))
	}
	var conn net.PacketConn = from
	if plain {
		conn = hidden{from}
	}
	counters := &Counters{}
	w := NewWriter(conn, counters)
	if prepare != nil {
		prepare(w)
	}
	random := rand.New(rand.NewPCG(1, 2))
	want := make([][][]byte, len(receivers))
	total, bytesTotal := uint64(0), uint64(0)
	for range 30 {
		for i, to := range receivers {
			for _, size := range shapes[random.IntN(len(shapes))] {
				b := make([]byte, size)
				for j := range b {
					b[j] = byte(random.Uint32())
				}
				copy(w.Reserve(addr(to), size), b)
				want[i] = append(want[i], b)
				total++
				bytesTotal += uint64(size)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range receivers {
		var r Reader
		if plain {
			r = NewReader(hidden{c})
		} else {
			r = NewReader(c)
		}
		for n := 0; n < len(want[i]); {
			if err := c.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
				t.Fatal(err)
			}
			got, err := r.Read()
			if err != nil {
				t.Fatalf("receiver %d after %d of %d datagrams: %v", i, n, len(want[i]), err)
			}
			for _, d := range got {
				if !bytes.Equal(d.Data, want[i][n]) {
					t.Fatalf("receiver %d: datagram %d is %d bytes, want %d", i, n, len(d.Data), len(want[i][n]))
				}
				if d.From.Port() != addr(from).Port() || d.From.Addr().Is4In6() {
					t.Fatalf("comes from %v, want %v", d.From, addr(from))
				}
				n++
			}
		}
	}
	if c := counters.Counts(); c.Datagrams != total || c.Lost != 0 || c.Bytes != bytesTotal {
		t.Errorf("counted %+v, sent %d with %d bytes", c, total, bytesTotal)
	}
	return counters
}

// A receiver that is gone makes no trouble for the others.
func TestUnreachableDestination(t *testing.T) {
	from := listen(t, "udp4", "127.0.0.1:0")
	gone := listen(t, "udp4", "127.0.0.1:0")
	nobody := addr(gone)
	_ = gone.Close()
	there := listen(t, "udp4", "127.0.0.1:0")
	w := NewWriter(from, &Counters{})
	for i := range 20 {
		binary.BigEndian.PutUint32(w.Reserve(nobody, 4), uint32(i))
		binary.BigEndian.PutUint32(w.Reserve(netip.MustParseAddrPort("[2001:db8::1]:9"), 4), uint32(i))
		binary.BigEndian.PutUint32(w.Reserve(addr(there), 4), uint32(i))
		_ = w.Flush()
	}
	r := NewReader(there)
	for n := uint32(0); n < 20; {
		_ = there.SetReadDeadline(time.Now().Add(5 * time.Second))
		got, err := r.Read()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range got {
			if v := binary.BigEndian.Uint32(d.Data); v != n {
				t.Fatalf("got %d, want %d", v, n)
			}
			n++
		}
	}
}

func TestSendingAllocatesNothing(t *testing.T) {
	from, to := listen(t, "udp4", "127.0.0.1:0"), listen(t, "udp4", "127.0.0.1:0")
	w, dst := NewWriter(from, &Counters{}), addr(to)
	allocs := testing.AllocsPerRun(200, func() {
		for range 9 {
			w.Reserve(dst, 1200)[0] = 1
		}
		_ = w.Flush()
	})
	if allocs > 0 {
		t.Errorf("%v allocations per flush", allocs)
	}
}

func BenchmarkSend(b *testing.B) {
	for _, run := range []int{1, 9} {
		b.Run(map[int]string{1: "single", 9: "runs"}[run], func(b *testing.B) {
			from := listen(b, "udp4", "127.0.0.1:0")
			var to []netip.AddrPort
			for range 100 {
				to = append(to, addr(listen(b, "udp4", "127.0.0.1:0")))
			}
			w := NewWriter(from, &Counters{})
			b.SetBytes(1200)
			for i := 0; b.Loop(); i++ {
				if w.Reserve(to[i/run%len(to)], 1200)[0] = 1; i%(run*len(to)) == 0 {
					_ = w.Flush()
				}
			}
		})
	}
}
