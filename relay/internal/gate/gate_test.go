package gate_test

import (
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/gate"
)

func listen(t *testing.T, o gate.Options) *gate.Listener {
	t.Helper()
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	g := gate.New(l, o)
	t.Cleanup(func() { _ = g.Close() })
	return g
}

func dial(t *testing.T, g *gate.Listener) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp4", g.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestPlacesAreCountedAndGivenBack(t *testing.T) {
	g := listen(t, gate.Options{Most: 9, MostOf: 2})
	accepted := make(chan net.Conn)
	go func() {
		for {
			c, err := g.Accept()
			if err != nil {
				close(accepted)
				return
			}
			accepted <- c
		}
	}()
	dial(t, g)
	first := <-accepted
	dial(t, g)
	<-accepted
	for range 2 { // a place is given back once, however often a connection is closed
		_ = first.Close()
	}
	dial(t, g)
	last := <-accepted
	if c, err := net.Dial("tcp4", g.Addr().String()); err == nil {
		if _, err := c.Read(make([]byte, 1)); err == nil {
			t.Error("a third connection is served")
		}
		_ = c.Close()
	}
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	if _, err := last.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("after the listener's end a connection gives %v, want that it is closed", err)
	}
	if _, more := <-accepted; more {
		t.Error("a connection was accepted after the end")
	}
}

func TestSilenceEndsAConnection(t *testing.T) {
	g := listen(t, gate.Options{Most: 9, MostOf: 9, First: 20 * time.Millisecond, Idle: 20 * time.Millisecond})
	for name, says := range map[string]string{"silent": "", "fell silent": "x"} {
		c := dial(t, g)
		if _, err := io.WriteString(c, says); err != nil {
			t.Fatal(err)
		}
		served, err := g.Accept()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(served); string(got) != says || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%s: got %q, %v, want a timeout after %q", name, got, err, says)
		}
	}
}

func TestHouseholds(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"192.0.2.1", "::ffff:192.0.2.1", true},
		{"192.0.2.1", "192.0.2.2", false},
		{"2001:db8::1", "2001:db8::ffff:1", true},
		{"2001:db8::1", "2001:db8:0:1::1", false},
		{"fe80::1%eth0", "fe80::2%eth1", true},
	} {
		a, b := gate.Household(netip.MustParseAddr(test.a)), gate.Household(netip.MustParseAddr(test.b))
		if (a == b) != test.same {
			t.Errorf("%s and %s count as %v and %v", test.a, test.b, a, b)
		}
	}
}
