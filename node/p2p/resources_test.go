package p2p

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/net/connmgr"
	"github.com/multiformats/go-multiaddr"
)

// TestConnectionsHaveLimits opens connections until no more are taken, from one address, from one network, from everywhere.
func TestConnectionsHaveLimits(t *testing.T) {
	tests := []struct {
		name string
		from func(n int) string
		want int
	}{
		{"one address", func(int) string { return "5.5.5.5" }, maxConnsOfIP},
		{"one /24", func(n int) string { return fmt.Sprintf("5.5.5.%d", n%250) }, maxConnsOfNet},
		{"one household", func(int) string { return "192.168.0.7" }, maxConnsIn},
		{"everywhere", func(n int) string { return placeIP(n, 1) }, maxConnsIn},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := resources()
			if err != nil {
				t.Fatal(err)
			}
			defer m.Close()
			opened := 0
			for n := range 2 * maxConns {
				c, err := m.OpenConnection(network.DirInbound, false, multiaddr.StringCast("/ip4/"+tt.from(n)+"/udp/1/quic-v1"))
				if err != nil {
					if limited := network.ErrResourceLimitExceeded; tt.want == maxConnsIn && tt.name == "everywhere" && !errors.Is(err, limited) {
						t.Fatalf("%v, want %v", err, limited)
					}
					continue
				}
				if err := c.SetPeer(peer.ID(fmt.Sprint(n))); err == nil { // the handshake has ended
					opened++
				}
			}
			if opened != tt.want {
				t.Errorf("%d connections, want %d", opened, tt.want)
			}
			if _, err := m.OpenConnection(network.DirOutbound, false, multiaddr.StringCast("/ip4/9.9.9.9/udp/1/quic-v1")); err != nil {
				t.Errorf("no room for a connection of this node's own: %v", err)
			}
		})
	}
}

func TestPeersHaveLimits(t *testing.T) {
	m, err := resources()
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	conns := 0
	for range 2 * maxConnsOfPeer {
		c, err := m.OpenConnection(network.DirInbound, false, multiaddr.StringCast("/ip4/192.168.0.1/udp/1/quic-v1"))
		if err == nil && c.SetPeer("one") == nil {
			conns++
		} else if err == nil {
			c.Done()
		}
	}
	streams := 0
	for range 2 * maxStreamsPeer {
		if _, err := m.OpenStream("one", network.DirInbound); err == nil {
			streams++
		}
	}
	if conns != maxConnsOfPeer || streams != maxStreamsPeer {
		t.Errorf("%d connections and %d streams of one peer, want %d and %d", conns, streams, maxConnsOfPeer, maxStreamsPeer)
	}
	handshakes := 0
	for n := range 2 * maxHandshakes {
		if _, err := m.OpenConnection(network.DirInbound, false, multiaddr.StringCast("/ip4/"+placeIP(n, 1)+"/udp/1/quic-v1")); err == nil {
			handshakes++
		}
	}
	if handshakes != maxHandshakes {
		t.Errorf("%d handshakes at a time, want %d", handshakes, maxHandshakes)
	}
}

// TestConnectionsAreTrimmed: a host has the marks that doc.go states, and spares the peer that the operator named.
func TestConnectionsAreTrimmed(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		kept := w.add(nil)
		n := w.add(func(o *Options) { o.Peers = []string{kept.addr} })
		stranger := w.stranger(n)
		until(t, "connections", 5*time.Second, connected(n, kept))
		manager := n.host.ConnManager().(*connmgr.BasicConnMgr)
		if got := manager.GetInfo(); got.LowWater != lowWater || got.HighWater != highWater || got.GracePeriod != graceOfConns {
			t.Errorf("got %+v", got)
		}
		if p, _ := peer.Decode(kept.ID()); !manager.IsProtected(p, "") || manager.IsProtected(stranger.ID(), "") {
			t.Error("want the named peer spared and the stranger not")
		}
	})
}
