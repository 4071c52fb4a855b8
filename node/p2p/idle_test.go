package p2p

import (
	"context"
	"net"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/p2p/transport/quicreuse"
	"github.com/quic-go/quic-go"
	"go.uber.org/fx"

	"github.com/casto-network/casto/node/wire"
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

// BenchmarkIdleRelays counts the same between hosts on real sockets of this machine, QUIC on loopback, whose adverts come at the pace that nodes
// keep (wire.AdvertPace). A run takes some two minutes for each number.
func BenchmarkIdleRelays(b *testing.B) {
	for _, hosts := range []int{30, 60, 100} {
		b.Run(strconv.Itoa(hosts), func(b *testing.B) {
			every, _ := wire.AdvertPace(hosts)
			sent, received := new(atomic.Int64), new(atomic.Int64)
			ctx, cancel := context.WithCancel(b.Context())
			var running sync.WaitGroup
			defer func() { cancel(); running.Wait() }()
			var all []*node
			for i := range hosts {
				o := Options{Key: testKey(i + 1), Listen: []string{"/ip4/127.0.0.1/udp/0/quic-v1"}, DHT: true, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert}
				if i > 0 {
					o.Peers = all[i/2].Addrs()[:1]
				}
				h, err := newHost(o, onCountedSockets(sent, received), libp2p.ResourceManager(&network.NullResourceManager{}))
				if err != nil {
					b.Fatal(err)
				}
				running.Go(func() {
					if err := h.Run(ctx); err != nil {
						b.Error(err)
					}
				})
				all = append(all, &node{Host: h})
				time.Sleep(100 * time.Millisecond) // their handshakes all cost this machine
			}
			seq := uint64(time.Now().UnixMilli())
			round := func(lasting time.Duration) {
				seq++
				for i, n := range all {
					advertise(b, n, i+1, seq)
					time.Sleep(lasting / time.Duration(hosts))
				}
			}
			round(20 * time.Second)
			for b.Loop() {
				from, at, began := sent.Load(), received.Load(), time.Now()
				round(max(every, 60*time.Second))
				per := time.Since(began).Seconds() * float64(hosts)
				b.ReportMetric(float64(sent.Load()-from)/per, "B/s-sent")
				b.ReportMetric(float64(received.Load()-at)/per, "B/s-received")
			}
			known, peers := 0, 0
			for _, n := range all {
				known, peers = known+len(n.Adverts()), peers+len(n.Peers())
			}
			b.ReportMetric(float64(known)/float64(hosts), "adverts")
			b.ReportMetric(float64(peers)/float64(hosts), "peers")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// onCountedSockets has a host's QUIC count its datagrams.
func onCountedSockets(sent, received *atomic.Int64) libp2p.Option {
	listen := func(network string, addr *net.UDPAddr) (net.PacketConn, error) {
		conn, err := net.ListenUDP(network, addr)
		if err != nil {
			return nil, err
		}
		return counted{conn, sent, received}, nil
	}
	create := func(l fx.Lifecycle, reset quic.StatelessResetKey, token quic.TokenGeneratorKey, opts ...quicreuse.Option) (*quicreuse.ConnManager, error) {
		m, err := quicreuse.NewConnManager(reset, token, opts...)
		if err == nil {
			l.Append(fx.StopHook(m.Close))
		}
		return m, err
	}
	return libp2p.QUICReuse(create, quicreuse.OverrideListenUDP(listen))
}
