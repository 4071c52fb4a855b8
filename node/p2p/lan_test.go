package p2p

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/node/wire"
)

// onLoopback runs a host on real sockets until the test ends.
func onLoopback(t *testing.T, number int, change func(*Options)) *Host {
	t.Helper()
	o := Options{
		Key: testKey(number), Listen: []string{"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/udp/0/quic-v1"},
		VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert, Logger: testLogger(t),
	}
	if change != nil {
		change(&o)
	}
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return h
}

// within waits for check to hold, looking again at every change of the directory.
func within(t *testing.T, most time.Duration, h *Host, what string, check func() bool) {
	t.Helper()
	changed := make(chan struct{}, 1)
	defer h.Notify(changed)()
	deadline := time.NewTimer(most)
	defer deadline.Stop()
	for !check() {
		select {
		case <-changed:
		case <-deadline.C:
			t.Fatalf("%s: not within %v", what, most)
		}
	}
}

// checkLeaks fails the test when a goroutine outlives it. libp2p does not wait for its search for a router with UPnP or NAT-PMP,
// which ends by itself within seconds; and its search for circuit relays can begin after the host has been closed, and never ends.
func checkLeaks(t *testing.T) {
	const router = "github.com/libp2p/go-libp2p/p2p/net/nat/internal/nat.discoverNATs.func"
	const circuits = "github.com/libp2p/go-libp2p/p2p/host/autorelay.(*relayFinder)."
	before := []goleak.Option{goleak.IgnoreCurrent(), goleak.IgnoreAnyFunction(router + "1"), goleak.IgnoreAnyFunction(router + "2")}
	for _, name := range []string{"background", "background.func1", "background.func2", "findNodes", "handleNewCandidates", "cleanupDisconnectedPeers", "Start.func1"} {
		before = append(before, goleak.IgnoreAnyFunction(circuits+name))
	}
	t.Cleanup(func() { goleak.VerifyNone(t, before...) })
}

func addrOf(t *testing.T, h *Host, protocol string) string {
	t.Helper()
	for _, a := range h.Addrs() {
		if strings.Contains(a, protocol) {
			return a
		}
	}
	t.Fatalf("no %s address in %v", protocol, h.Addrs())
	return ""
}

// TestRealSockets runs discovery and requests over TCP and over QUIC.
func TestRealSockets(t *testing.T) {
	for _, transport := range []string{"/tcp/", "/quic-v1"} {
		t.Run(strings.Trim(transport, "/"), func(t *testing.T) {
			checkLeaks(t)
			h := &handlers{view: viewOf(), pay: func(*wire.PayRequest) (*wire.PayReply, error) { return vouched(3), nil }}
			a := onLoopback(t, 1, func(o *Options) { h.all(o); o.DHT = true })
			b := onLoopback(t, 2, func(o *Options) { o.Peers = []string{addrOf(t, a, transport)}; o.DHT = true })
			m := announced(t, 7, 1, 1, time.Now())
			if err := a.Announce(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			within(t, 10*time.Second, b, "announcement", func() bool { return len(b.Streams()) == 1 })
			if err := b.Pay(t.Context(), a.ID(), somePay(wire.MaxSessions), func(*wire.SignedVoucher) error { return nil }); err != nil {
				t.Error(err)
			}
			limited := false
			for range 100 {
				_, err := b.View(t.Context(), a.ID(), &wire.ViewRequest{StreamId: m.StreamId})
				if errors.Is(err, ErrRateLimited) {
					limited = true
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if !limited {
				t.Error("a hundred requests at once, and none limited")
			}
			if got := b.Peers(); len(got) != 1 || got[0] != a.ID() {
				t.Errorf("peers: %v", got)
			}
		})
	}
}

// TestLocalSearch finds a host by mDNS and learns its stream, without a word of configuration.
func TestLocalSearch(t *testing.T) {
	needsMulticast(t)
	checkLeaks(t)
	network := fmt.Sprintf("test-%d", time.Now().UnixNano()%1e9)
	local := func(o *Options) { o.MDNS, o.Network = true, network }
	a := onLoopback(t, 1, local)
	m := announced(t, 7, 1, 1, time.Now())
	if err := a.Announce(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	stranger := onLoopback(t, 3, func(o *Options) { o.MDNS, o.Network = true, network+"x" })
	begin := time.Now()
	b := onLoopback(t, 2, local)
	within(t, 20*time.Second, b, "stream on the local network", func() bool { return len(b.Streams()) == 1 })
	t.Logf("stream known %v after the start", time.Since(begin).Round(time.Millisecond))
	if got := stranger.Peers(); len(got) != 0 {
		t.Errorf("a host of another network found %v", got)
	}
}

// needsMulticast skips the test where no datagram comes back from the group of mDNS (RFC 6762).
func needsMulticast(t *testing.T) {
	t.Helper()
	group := &net.UDPAddr{IP: net.IPv4(224, 0, 0, 251), Port: 5353}
	in, err := net.ListenMulticastUDP("udp4", nil, group)
	if err != nil {
		t.Skipf("no multicast on this machine: %v", err)
	}
	defer in.Close()
	out, err := net.DialUDP("udp4", nil, group)
	if err != nil {
		t.Skipf("no multicast on this machine: %v", err)
	}
	defer out.Close()
	if _, err := out.Write([]byte("casto")); err != nil {
		t.Skipf("no multicast on this machine: %v", err)
	}
	if err := in.SetReadDeadline(time.Now().Add(2 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for b := make([]byte, 9000); ; {
		n, _, err := in.ReadFrom(b)
		if err != nil {
			t.Skipf("no multicast on this machine: %v", err)
		}
		if string(b[:n]) == "casto" {
			return
		}
	}
}

func TestBusyPortsAreErrors(t *testing.T) {
	checkLeaks(t)
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer tcp.Close()
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	for _, listen := range []string{
		fmt.Sprintf("/ip4/127.0.0.1/tcp/%d", tcp.Addr().(*net.TCPAddr).Port),
		fmt.Sprintf("/ip4/127.0.0.1/udp/%d/quic-v1", udp.LocalAddr().(*net.UDPAddr).Port),
	} {
		_, err := New(Options{Key: testKey(1), Listen: []string{"/ip4/127.0.0.1/tcp/0", listen}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert})
		if !errors.Is(err, syscall.EADDRINUSE) || !strings.Contains(err.Error(), listen) {
			t.Errorf("%s: %v, want EADDRINUSE", listen, err)
		}
	}
	// libp2p shares TCP ports between its own hosts; two nodes would answer for each other.
	first := onLoopback(t, 1, nil)
	addr, _, _ := strings.Cut(addrOf(t, first, "/tcp/"), "/p2p/")
	if _, err := New(Options{Key: testKey(2), Listen: []string{addr}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert}); !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("the port of another host: %v, want EADDRINUSE", err)
	}
}

func TestHostsEndWhole(t *testing.T) {
	checkLeaks(t)
	o := Options{
		Key: testKey(1), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, DHT: true, MDNS: true, NAT: true,
		VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert,
	}
	never, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(never.Close(), never.Close()); err != nil {
		t.Error(err)
	}
	if err := never.Run(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("Run after Close: %v, want ErrClosed", err)
	}
	ran, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- ran.Run(ctx) }()
	if err := ran.Provide(t.Context(), testID); err != nil { // waits for Run
		t.Error(err)
	}
	if err := ran.Run(t.Context()); err == nil {
		t.Error("Run twice: no error")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	sound := Options{Key: testKey(1), VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert}
	if err := sound.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Options){
		"key":            func(o *Options) { o.Key = nil },
		"VerifyAnnounce": func(o *Options) { o.VerifyAnnounce = nil },
		"VerifyAdvert":   func(o *Options) { o.VerifyAdvert = nil },
		"network name":   func(o *Options) { o.Network = "Casto/1" },
		"region":         func(o *Options) { o.Region = strings.Repeat("x", 17) },
		"listen address": func(o *Options) { o.Listen = []string{"127.0.0.1:1"} },
		"/p2p/":          func(o *Options) { o.Peers = []string{"/ip4/127.0.0.1/tcp/1"} },
	} {
		o := sound
		spoil(&o)
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}
