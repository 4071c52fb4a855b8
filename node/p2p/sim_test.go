package p2p

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/marcopolo/simnet"

	"github.com/casto-network/casto/node/wire"
)

// world is a network in virtual time: real hosts, QUIC over simulated links of 20 Mbit/s and 10 ms each way.
type world struct {
	t     *testing.T
	net   *simnet.Simnet
	hosts int

	linking sync.Mutex // of net

	sent, received *atomic.Int64 // of all hosts, if they are to be counted
}

// inWorld runs a test in a bubble. All that the test started has to end with it.
func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, net: &simnet.Simnet{LatencyFunc: simnet.StaticLatency(10 * time.Millisecond), Logger: slog.New(slog.DiscardHandler)}}
		w.net.Start()
		defer w.net.Close()
		test(t, w)
	})
}

// node is a host of a world that runs.
type node struct {
	*Host
	addr string
	stop func()
}

// place gives out a number and a listen address, each in a /16 of its own.
func (w *world) place() (number int, listen string) {
	w.hosts++
	return w.hosts, fmt.Sprintf("/ip4/%s/udp/8785/quic-v1", placeIP(w.hosts, 1))
}

// placeIP is a public address of the number-th place.
func placeIP(number, host int) string {
	return fmt.Sprintf("%d.%d.0.%d", 20+number/250, number%250, host)
}

// simulated are the libp2p options that put a host into the world.
func (w *world) simulated() []libp2p.Option { return w.simulatedFrom(nil) }

// simulatedFrom are those of a host that dials from an address without listening there.
func (w *world) simulatedFrom(ip net.IP) []libp2p.Option {
	link := simnet.LinkSettings{BitsPerSecond: 20e6}
	return []libp2p.Option{
		simulatedQUIC(w, simnet.NodeBiDiLinkSettings{Downlink: link, Uplink: link}, ip),
		libp2p.DisableIdentifyAddressDiscovery(), // its timers never let a bubble rest
		libp2p.ResourceManager(&network.NullResourceManager{}),
	}
}

// add starts a host; change adapts its options.
func (w *world) add(change func(*Options)) *node {
	w.t.Helper()
	number, listen := w.place()
	return w.addAt(number, listen, change)
}

// addAt starts the host of a number at an address, where another may have run before.
func (w *world) addAt(number int, listen string, change func(*Options)) *node {
	w.t.Helper()
	o := Options{
		Key: testKey(number), Listen: []string{listen}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert,
		Logger: testLogger(w.t), dialback: w.simulatedFrom(net.ParseIP(placeIP(number, 2))),
	}
	if change != nil {
		change(&o)
	}
	h, err := newHost(o, w.simulated()...)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx) }()
	n := &node{Host: h, addr: listen + "/p2p/" + h.ID()}
	stopped := false
	n.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("host ended with %v", err)
		}
	}
	w.t.Cleanup(n.stop)
	return n
}

// stranger starts a bare libp2p host that keeps no rule of ours, connected to n.
func (w *world) stranger(n *node) host.Host {
	w.t.Helper()
	number, listen := w.place()
	key, _ := identity(w.t, number)
	h, err := libp2p.New(append(w.simulated(), libp2p.Identity(key), libp2p.ListenAddrStrings(listen), libp2p.DisableRelay())...)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = h.Close() })
	info, err := peer.AddrInfoFromString(n.addr)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := h.Connect(w.t.Context(), *info); err != nil {
		w.t.Fatal(err)
	}
	return h
}

// testKey is a node key that differs from one number to the next.
func testKey(n int) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	binary.BigEndian.PutUint64(seed, uint64(n))
	return ed25519.NewKeyFromSeed(seed)
}

// testLogger shows what a host logs if the test fails.
func testLogger(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func trustAnnounce(*wire.StreamAnnounce) error { return nil }
func trustAdvert(*wire.RelayAdvert) error      { return nil }

// until lets virtual time pass until check holds, at most so long.
func until(t *testing.T, what string, most time.Duration, check func() bool) time.Duration {
	t.Helper()
	begin := time.Now()
	for !check() {
		if time.Since(begin) > most {
			t.Fatalf("%s: not within %v", what, most)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return time.Since(begin)
}

func knows(n *node, id []byte) func() bool {
	return func() bool {
		_, ok := n.LookupStream([wire.StreamIDSize]byte(id))
		return ok
	}
}

func connected(a, b *node) func() bool {
	p, err := peer.Decode(b.ID())
	return func() bool { return err == nil && a.connected(p) }
}
