package p2p

import (
	"net"
	"os"
	"sync/atomic"
	"testing"
	"time"
)

// counted is a socket whose datagrams are counted, each with the 28 bytes of IP and UDP headers.
type counted struct {
	net.PacketConn
	sent, received *atomic.Int64
}

const headers = 28

func (c counted) WriteTo(b []byte, to net.Addr) (int, error) {
	c.sent.Add(int64(len(b)) + headers)
	return c.PacketConn.WriteTo(b, to)
}

func (c counted) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := c.PacketConn.ReadFrom(b)
	c.received.Add(int64(n) + headers)
	return n, from, err
}

// TestIdleRelaysAreQuiet counts what relays without a stream send one another: adverts, gossip on all topics, the table, keepalives. A
// relay may send 10 kB/s and receive as much. Without CASTO_ATTACK there are twelve of them, with it thirty.
func TestIdleRelaysAreQuiet(t *testing.T) {
	hosts := 12
	if os.Getenv("CASTO_ATTACK") != "" {
		hosts = 30
	}
	const renew, measured, most = 45 * time.Second, 90 * time.Second, 10_000
	inWorld(t, func(t *testing.T, w *world) {
		w.sent, w.received = new(atomic.Int64), new(atomic.Int64)
		var all []*node
		for i := range hosts {
			all = append(all, w.add(func(o *Options) {
				o.DHT, o.believe, o.Logger = true, true, nil
				if i > 0 {
					o.Peers = []string{all[i/2].addr}
				}
			}))
		}
		time.Sleep(15 * time.Second)
		seq := uint64(0)
		round := func() {
			seq++
			for i, n := range all {
				advertise(t, n, i+1, seq)
				time.Sleep(renew / time.Duration(hosts))
			}
		}
		round()
		if got := len(all[0].Adverts()); got != hosts {
			t.Fatalf("%d of %d relays known: the network is not there", got, hosts)
		}
		sent, received := w.sent.Load(), w.received.Load()
		for range measured / renew {
			round()
		}
		per := func(bytes int64) float64 { return float64(bytes) / measured.Seconds() / float64(hosts) }
		out, in := per(w.sent.Load()-sent), per(w.received.Load()-received)
		peers := 0
		for _, n := range all {
			peers += len(n.Peers())
		}
		t.Logf("%d relays with %.1f peers each: %.0f B/s sent, %.0f B/s received by each", hosts, float64(peers)/float64(hosts), out, in)
		if out > most || in > most {
			t.Errorf("%.0f B/s sent and %.0f B/s received by an idle relay, want at most %d", out, in, most)
		}
	})
}

func (counted) SetReadBuffer(int) error  { return nil } // QUIC asks for it
func (counted) SetWriteBuffer(int) error { return nil }
