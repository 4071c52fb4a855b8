package relay_test

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/stun/v4"
	"github.com/pion/transport/v5/vnet"

	"github.com/casto-network/casto/relay"
)

// stunServer answers binding requests on a host of the world as change says; without change, as it should.
func stunServer(t *testing.T, n *vnet.Net, ip string, change func(reply *stun.Message, from netip.AddrPort) error) netip.AddrPort {
	t.Helper()
	conn, err := n.ListenPacket("udp4", ip+":3478")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		buf := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			request := &stun.Message{Raw: append([]byte{}, buf[:size]...)}
			at, _ := netip.ParseAddrPort(from.String())
			if request.Decode() != nil {
				continue
			}
			reply, err := stun.Build(request, stun.BindingSuccess, &stun.XORMappedAddress{IP: at.Addr().AsSlice(), Port: int(at.Port())})
			if err == nil && change != nil {
				err = change(reply, at)
			}
			if err == nil {
				_, _ = conn.WriteTo(reply.Raw, from)
			}
		}
	}()
	t.Cleanup(func() {
		_ = conn.Close()
		<-done
	})
	return netip.MustParseAddrPort(ip + ":3478")
}

func TestARelayLearnsItsAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		r, ip := w.relay(relay.Options{})
		n, server := w.net()
		silent, mute := w.net()
		w.start()
		defer w.end()
		_ = silent
		at := stunServer(t, n, server, nil)
		got, err := r.Mapped(t.Context(), at)
		if want := netip.AddrPortFrom(netip.MustParseAddr(ip), r.MediaAddr().Port()); err != nil || got != want {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
		w.lose(func(from, _ string, _ []byte) bool { return from == ip && time.Now().UnixMilli()/300%2 == 0 })
		if _, err := r.Mapped(t.Context(), at); err != nil {
			t.Errorf("over a path that loses: %v", err)
		}
		w.lose(nil)
		begun := time.Now()
		if got, err := r.Mapped(t.Context(), netip.MustParseAddrPort(mute+":3478")); err == nil || time.Since(begun) > 2*time.Second {
			t.Errorf("a server that is none: got %v, %v after %v", got, err, time.Since(begun))
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := r.Mapped(ctx, at); err == nil {
			t.Error("no error although nobody wants to know")
		}
	})
}

// Only the server that was asked is believed, and only what answers.
func TestForgedAddressesAreNotBelieved(t *testing.T) {
	for name, change := range map[string]func(*stun.Message, netip.AddrPort) error{
		"other transaction": func(m *stun.Message, _ netip.AddrPort) error { m.Raw[19] ^= 1; return nil },
		"no address": func(m *stun.Message, _ netip.AddrPort) error {
			return m.Build(stun.NewTransactionIDSetter(m.TransactionID), stun.BindingSuccess)
		},
		"an error": func(m *stun.Message, _ netip.AddrPort) error { m.Raw[0], m.Raw[1] = 1, 0x11; return nil },
		"cut":      func(m *stun.Message, _ netip.AddrPort) error { m.Raw = m.Raw[:24]; return nil },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 10*time.Millisecond)
				r, _ := w.relay(relay.Options{})
				n, server := w.net()
				w.start()
				defer w.end()
				if got, err := r.Mapped(t.Context(), stunServer(t, n, server, change)); err == nil {
					t.Errorf("got %v", got)
				}
			})
		})
	}
}

func TestMappedAddressesAreCandidates(t *testing.T) {
	for _, noTCP := range []bool{false, true} {
		r := running(t, relay.Options{MediaAddr: "127.0.0.1:0", NoTCP: noTCP})
		at := netip.MustParseAddrPort("11.0.0.1:4000")
		r.SetMapped([]netip.AddrPort{at, netip.MustParseAddrPort("[2a00::1]:4000"), r.MediaAddr()}, []netip.AddrPort{at, r.MediaAddr()})
		udp, tcp := map[string]bool{}, map[string]bool{}
		for _, l := range lines(publishedAnswer(t, r)) {
			if !strings.Contains(l, "typ srflx") {
				continue
			}
			switch c, _ := cutCandidate(l); {
			case strings.Contains(l, " udp "):
				udp[c] = true
			case strings.HasSuffix(strings.TrimSpace(l), " tcptype passive"):
				tcp[c] = true
			}
		}
		if len(udp) != 2 || !udp["11.0.0.1:4000"] || !udp["[2a00::1]:4000"] {
			t.Errorf("server-reflexive candidates %v, want the two addresses that are not the port's own", udp)
		}
		if got := tcp["11.0.0.1:4000"]; got == noTCP || len(tcp) > 1 {
			t.Errorf("of TCP %v; the port is closed: %v", tcp, noTCP)
		}
	}
}
