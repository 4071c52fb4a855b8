package losslab

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// newLab skips the test by name where there can be no lab, and fails instead where CASTO_REQUIRE_LOSSLAB says that there is.
func newLab(t *testing.T, o Options) *Lab {
	t.Helper()
	l, err := New(o)
	if errors.Is(err, ErrUnsupported) && os.Getenv("CASTO_REQUIRE_LOSSLAB") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// listen opens a UDP socket in a namespace.
func listen(t *testing.T, n *Namespace, addr string) *net.UDPConn {
	t.Helper()
	var c *net.UDPConn
	err := n.do(func() (err error) {
		a, err := net.ResolveUDPAddr("udp4", addr)
		if err == nil {
			c, err = net.ListenUDP("udp4", a)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestOptionsAreRefused(t *testing.T) {
	for name, o := range map[string]Options{
		"no link":        {},
		"too many links": {Links: 251},
		"a bad shape":    {Links: 1, ToHub: Shape{Loss: 2}},
	} {
		if _, err := New(o); err == nil || errors.Is(err, ErrUnsupported) {
			t.Errorf("%s gives %v", name, err)
		}
	}
}

// TestPacketsCrossTheLab sends real datagrams both ways over two links of which one loses: what arrives is what the link says
// it passed.
func TestPacketsCrossTheLab(t *testing.T) {
	const packets = 2000
	l := newLab(t, Options{Links: 2, Seed: 7})
	if err := l.Links[1].Shape(Shape{Loss: 0.2}, Shape{}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ min, max uint64 }{{packets, packets}, {packets*8/10 - 72, packets*8/10 + 72}} {
		k := l.Links[i]
		hub, far := listen(t, l.Hub, HubAddr+":0"), listen(t, k.Far, k.FarAddr+":5000")
		var heard atomic.Uint64
		go func() {
			for buf := make([]byte, 2000); ; heard.Add(1) {
				_, from, err := far.ReadFromUDP(buf)
				if err != nil {
					return
				}
				_, _ = far.WriteToUDP(buf[:1], from)
			}
		}()
		for n := range uint64(packets) {
			if _, err := hub.WriteToUDP(make([]byte, 500), far.LocalAddr().(*net.UDPAddr)); err != nil {
				t.Fatal(err)
			}
			if n%50 == 49 { // what sockets hold is bounded
				waitUntil(t, func() bool { c, _ := k.Counters(); return heard.Load()+c.Lost == n+1 })
			}
		}
		got := heard.Load()
		waitUntil(t, func() bool { _, c := k.Counters(); return c.Passed == got })
		toFar, toHub := k.Counters()
		if toFar.Packets != packets || toFar.Passed != got || toFar.Lost != packets-got || toFar.Spilt != 0 || toHub.Packets != got {
			t.Errorf("link %d counts %+v and %+v", i, toFar, toHub)
		}
		if got < want.min || got > want.max {
			t.Errorf("link %d: %d datagrams arrived of %d, want %d to %d", i, got, packets, want.min, want.max)
		}
	}
}

// waitUntil waits for the kernel, which has no virtual clock.
func waitUntil(t *testing.T, done func() bool) {
	t.Helper()
	deadline, tick := time.After(10*time.Second), time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("waited ten seconds")
		}
	}
}

// TestCommandsRunInTheirNamespace asks the kernel which interfaces a command sees, and whether there is a way out.
func TestCommandsRunInTheirNamespace(t *testing.T) {
	l := newLab(t, Options{Links: 1})
	for _, c := range []struct {
		in        *Namespace
		want, not string
	}{{l.Hub, "10.78.0.1", "10.78.2.2"}, {l.Links[0].Far, "10.78.1.2", "127.0.0.2"}} {
		var out strings.Builder
		cmd := exec.Command("ip", "-brief", "address")
		cmd.Stdout = &out
		if err := c.in.Start(cmd); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); !strings.Contains(got, c.want) || strings.Contains(got, c.not) || strings.Contains(got, "eth0") {
			t.Errorf("a command sees %q", got)
		}
		if _, err := os.Stat(c.in.Path); err != nil {
			t.Error(err)
		}
	}
}
