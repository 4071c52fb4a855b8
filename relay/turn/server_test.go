package turn

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pion/turn/v5"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a server on loopback, and the media port it stands beside: it sends back what it gets.
type bench struct {
	*Server
	t     *testing.T
	media *net.UDPConn
	got   chan string
}

func serve(t *testing.T, change func(*Options)) *bench {
	t.Helper()
	media, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Addr: "127.0.0.1:0", Public: []netip.Addr{netip.MustParseAddr("127.0.0.1")}, Media: media.LocalAddr().(*net.UDPAddr).AddrPort()}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Server: s, t: t, media: media, got: make(chan string, 1000)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 2)
	go func() { done <- s.Run(ctx) }()
	go func() { done <- b.echo() }()
	t.Cleanup(func() {
		cancel()
		_ = media.Close()
		for range 2 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if n := s.Allocations(); n != 0 {
			t.Errorf("%d allocations outlive the server", n)
		}
	})
	return b
}

func (b *bench) echo() error {
	buf := make([]byte, 2000)
	for {
		n, from, err := b.media.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		b.got <- string(buf[:n])
		if _, err := b.media.WriteToUDPAddrPort(buf[:n], from); err != nil {
			return err
		}
	}
}

// client is a TURN client with a credential.
func (b *bench) client(network string, c Credential) *turn.Client {
	b.t.Helper()
	at := b.Addrs()[0].String()
	var conn net.PacketConn
	if network == "tcp" {
		c, err := net.Dial("tcp4", at)
		if err != nil {
			b.t.Fatal(err)
		}
		conn = turn.NewSTUNConn(c)
	} else {
		c, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			b.t.Fatal(err)
		}
		conn = c
	}
	client, err := turn.NewClient(&turn.ClientConfig{STUNServerAddr: at, TURNServerAddr: at, Conn: conn, Username: c.Username, Password: c.Password, LoggerFactory: logs{b.o.Logger}})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		client.Close()
		_ = conn.Close()
	})
	if err := client.Listen(); err != nil {
		b.t.Fatal(err)
	}
	return client
}

func (b *bench) allocate(network string, c Credential) (net.PacketConn, error) {
	conn, err := b.client(network, c).Allocate()
	if err == nil {
		b.t.Cleanup(func() { _ = conn.Close() })
	}
	return conn, err
}

func TestMediaGoesThereAndBack(t *testing.T) {
	b := serve(t, nil)
	for _, network := range []string{"udp", "tcp"} {
		conn, err := b.allocate(network, b.Lend("anna"))
		if err != nil {
			t.Fatalf("%s: %v", network, err)
		}
		media := b.media.LocalAddr()
		if _, err := conn.WriteTo([]byte("hello"), media); err != nil {
			t.Fatalf("%s: %v", network, err)
		}
		if got := <-b.got; got != "hello" {
			t.Errorf("%s: the media port got %q", network, got)
		}
		buf := make([]byte, 100)
		if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		n, from, err := conn.ReadFrom(buf)
		if err != nil || string(buf[:n]) != "hello" || from.String() != media.String() {
			t.Errorf("%s: got %q from %v, %v, want hello from %v", network, buf[:max(n, 0)], from, err, media)
		}
	}
}

// Behind a 1:1 NAT the public address is none of this machine's.
func TestTheMediaPortIsReachedByItsPublicAddress(t *testing.T) {
	b := serve(t, func(o *Options) { o.Public = []netip.Addr{netip.MustParseAddr("11.0.0.1")} })
	at := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), b.port)
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	lent := b.Lend("anna")
	c, err := turn.NewClient(&turn.ClientConfig{TURNServerAddr: at.String(), Conn: conn, Username: lent.Username, Password: lent.Password, LoggerFactory: logs{b.o.Logger}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Listen(); err != nil {
		t.Fatal(err)
	}
	relayed, err := c.Allocate()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = relayed.Close() }()
	public := &net.UDPAddr{IP: net.IPv4(11, 0, 0, 1), Port: b.media.LocalAddr().(*net.UDPAddr).Port}
	if _, err := relayed.WriteTo([]byte("hello"), public); err != nil {
		t.Fatal(err)
	}
	if err := relayed.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 100)
	n, from, err := relayed.ReadFrom(buf)
	if err != nil || string(buf[:n]) != "hello" || from.String() != public.String() {
		t.Errorf("got %q from %v, %v, want hello from %v", buf[:max(n, 0)], from, err, public)
	}
}

func TestEverybodyMayAskForTheirAddress(t *testing.T) {
	b := serve(t, nil)
	got, err := b.client("udp", Credential{}).SendBindingRequest()
	if err != nil || !strings.HasPrefix(got.String(), "127.0.0.1:") {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestCredentialsAreNeeded(t *testing.T) {
	b := serve(t, nil)
	good := b.Lend("anna")
	other := b.Lend("bert")
	for name, c := range map[string]Credential{
		"wrong password":     {Username: good.Username, Password: "guess"},
		"somebody else's":    {Username: good.Username, Password: other.Password},
		"over":               b.lender.lend("anna", time.Now().Add(-time.Hour)),
		"a time of its own":  {Username: "9999999999" + good.Username[10:], Password: good.Password},
		"no time":            {Username: "anna", Password: good.Password},
		"another server's":   newLender(time.Minute).lend("anna", time.Now()),
		"a very long name":   {Username: strings.Repeat("9", 400), Password: "x"},
		"nothing in the end": {Username: "9999999999:", Password: "x"},
	} {
		if _, err := b.allocate("udp", c); err == nil || !strings.Contains(err.Error(), "401") {
			t.Errorf("%s: got %v, want 401", name, err)
		}
	}
}

func TestACredentialBearsFewAllocations(t *testing.T) {
	b := serve(t, nil)
	for i := range 4 {
		network := []string{"udp", "tcp"}[i%2]
		if _, err := b.allocate(network, b.Lend("anna")); err != nil {
			t.Fatalf("allocation %d: %v", i+1, err)
		}
	}
	for _, network := range []string{"udp", "tcp"} {
		if _, err := b.allocate(network, b.Lend("anna")); err == nil || !strings.Contains(err.Error(), "486") {
			t.Errorf("allocation 5 over %s: got %v, want 486", network, err)
		}
	}
	conn, err := b.allocate("udp", b.Lend("bert"))
	if err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if got := b.Allocations(); got != 5 {
		t.Errorf("%d allocations, want 5", got)
	}
	_ = conn
}

func TestThereIsAnEndToAllocations(t *testing.T) {
	b := serve(t, func(o *Options) { o.Most = 2 })
	for _, id := range []string{"a", "b"} {
		if _, err := b.allocate("udp", b.Lend(id)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.allocate("udp", b.Lend("c")); err == nil || !strings.Contains(err.Error(), "486") {
		t.Errorf("got %v, want 486", err)
	}
}

func TestOneAddressHasOnlySoManyAllocations(t *testing.T) {
	b := serve(t, nil)
	for i := range maxFrom {
		if _, err := b.allocate("udp", b.Lend(strconv.Itoa(i))); err != nil {
			t.Fatalf("allocation %d: %v", i+1, err)
		}
	}
	if _, err := b.allocate("udp", b.Lend("one more")); err == nil || !strings.Contains(err.Error(), "486") {
		t.Errorf("got %v, want 486", err)
	}
}

func TestPermissionsAreForRelaysAlone(t *testing.T) {
	known := netip.MustParseAddr("11.0.0.7")
	b := serve(t, func(o *Options) { o.Known = func(a netip.Addr) bool { return a != netip.MustParseAddr("9.9.9.9") } })
	for text, allowed := range map[string]bool{
		known.String(): true, "127.0.0.1": true, // which is the server's own here
		"9.9.9.9": false, "10.0.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "0.0.0.0": false, "127.0.0.2": false,
		"224.0.0.1": false, "255.255.255.255": false, "100.64.0.1": false, "203.0.113.1": false,
	} {
		c := b.client("udp", b.Lend(text))
		conn, err := c.Allocate()
		if err != nil {
			t.Fatal(err)
		}
		err = c.CreatePermission(&net.UDPAddr{IP: net.ParseIP(text), Port: 4000})
		if allowed && err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if !allowed && (err == nil || !strings.Contains(err.Error(), "403")) {
			t.Errorf("%s: got %v, want 403", text, err)
		}
		_ = conn.Close()
	}
}

// A permission is for an address, and this machine's own address has more ports than one.
func TestOnlyTheMediaPortOfThisMachineIsReached(t *testing.T) {
	b := serve(t, nil)
	service, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = service.Close() }()
	conn, err := b.allocate("udp", b.Lend("anna"))
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []net.Addr{service.LocalAddr(), &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 53}, b.media.LocalAddr()} {
		if _, err := conn.WriteTo([]byte("to "+to.String()), to); err != nil {
			t.Errorf("to %v: %v", to, err)
		}
	}
	if got, want := <-b.got, "to "+b.media.LocalAddr().String(); got != want {
		t.Errorf("the media port got %q, want %q", got, want)
	}
	if err := service.SetReadDeadline(time.Now().Add(100 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if n, _, err := service.ReadFromUDP(make([]byte, 100)); err == nil {
		t.Errorf("another service got %d bytes", n)
	}
}

func TestAnAllocationHasItsRate(t *testing.T) {
	b := serve(t, func(o *Options) { o.Kbps = 8 })
	conn, err := b.allocate("tcp", b.Lend("anna"))
	if err != nil {
		t.Fatal(err)
	}
	const sent = 200
	for range sent {
		if _, err := conn.WriteTo(make([]byte, 1000), b.media.LocalAddr()); err != nil {
			t.Fatal(err)
		}
	}
	// What is counted is the burst of 64 KiB; the kilobyte a second that comes on top does not matter in any time that this takes.
	got := 0
	for waiting := true; waiting; {
		select {
		case <-b.got:
			got++
		case <-time.After(500 * time.Millisecond):
			waiting = false
		}
	}
	if got == 0 || got > 100 {
		t.Errorf("%d of %d packets of 1000 bytes came through, want some 64", got, sent)
	}
}

func TestNonsenseDoesNoHarm(t *testing.T) {
	b := serve(t, nil)
	at := b.Addrs()[0].String()
	for _, text := range []string{"", "\x00", "hello", "\x40\x00\xff\xff", "\x00\x03\x00\x00\x21\x12\xa4\x42abcdefghijkl", "\x00\x01\xff\xfc\x21\x12\xa4\x42abcdefghijkl", strings.Repeat("\x00\x01", 800)} {
		for _, network := range []string{"udp4", "tcp4"} {
			c, err := net.Dial(network, at)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(c, text)
			_ = c.Close()
		}
	}
	if _, err := b.allocate("tcp", b.Lend("anna")); err != nil {
		t.Error("afterwards:", err)
	}
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	good := Options{Addr: "127.0.0.1:0", Public: []netip.Addr{netip.MustParseAddr("11.0.0.1")}, Media: netip.MustParseAddrPort("0.0.0.0:8786")}
	for name, change := range map[string]func(*Options){
		"no address":            func(o *Options) { o.Addr = "" },
		"no port":               func(o *Options) { o.Addr = "127.0.0.1" },
		"a port of letters":     func(o *Options) { o.Addr = "127.0.0.1:turn" },
		"nowhere to be reached": func(o *Options) { o.Public = nil },
		"unspecified":           func(o *Options) { o.Public = []netip.Addr{netip.IPv4Unspecified()} },
		"two of a kind":         func(o *Options) { o.Public = append(o.Public, netip.MustParseAddr("11.0.0.2")) },
		"the other kind":        func(o *Options) { o.Public = []netip.Addr{netip.MustParseAddr("2a00::1")} },
		"no media":              func(o *Options) { o.Media = netip.AddrPort{} },
		"credentials for a day": func(o *Options) { o.Life = 24 * time.Hour },
		"negative number":       func(o *Options) { o.Most = -1 },
		"IPv4 in IPv6":          func(o *Options) { o.Public = []netip.Addr{netip.MustParseAddr("::ffff:11.0.0.1")} },
	} {
		o := good
		change(&o)
		if s, err := New(o); err == nil {
			s.Close()
			t.Errorf("%s: no error", name)
		}
	}
}
