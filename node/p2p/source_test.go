package p2p

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/casto-network/casto/node/wire"
)

// takesAll accepts every child.
func takesAll(context.Context, string, *wire.Join) (*wire.JoinReply, error) { return accepted(), nil }

// isFull refuses every child without naming anybody.
func isFull(context.Context, string, *wire.Join) (*wire.JoinReply, error) {
	return &wire.JoinReply{Result: &wire.JoinReply_Reject{Reject: &wire.JoinReject{Reason: wire.RejectReason_REJECT_REASON_FULL}}}, nil
}

// joins looks for the stream and asks those that are found, in order, until one accepts.
func joins(t *testing.T, n *Host, want string, hints ...string) {
	t.Helper()
	found, err := n.FindCarriers(t.Context(), testID, hints...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found {
		rep, err := n.Join(t.Context(), c.Peer, someJoin())
		if err == nil && rep.GetAccept() != nil {
			if c.Peer != want {
				t.Errorf("joined %s, want %s", c.Peer, want)
			}
			return
		}
	}
	t.Errorf("joined none of %v", peersOf(found))
}

// TestEachSourceAloneIsEnough finds and joins a stream by one source, with all others off: no announcement, no table, no mDNS, no
// peers, unless the source is just that.
func TestEachSourceAloneIsEnough(t *testing.T) {
	t.Run("invite link", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			carrier := w.add((&handlers{view: viewOf(), join: takesAll}).all)
			joins(t, w.add(nil).Host, carrier.ID(), carrier.addr)
		})
	})
	t.Run("partial view", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			full := carrying(t, w, func(o *Options) { o.Signal = &handlers{join: isFull} })
			carrier := carrying(t, w, func(o *Options) { o.Peers = []string{full.addr} })
			time.Sleep(3 * time.Second)
			advertise(t, carrier, 2, 2)
			until(t, "the carrier in the view of the full one", time.Minute, func() bool {
				carrier.admitCarriers(t.Context(), testID, []*wire.Carrier{carrierOf(full, 0)}, "")
				return len(full.views.sample(testID, 1)) > 0
			})
			joins(t, w.add(nil).Host, carrier.ID(), full.addr)
		})
	})
	t.Run("table", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			table := func(o *Options) { o.DHT = true }
			nodes := line(t, w, 3, table)
			carrier := w.add(func(o *Options) {
				table(o)
				o.Peers = []string{nodes[2].addr}
				(&handlers{view: viewOf(), join: takesAll}).all(o)
			})
			if err := carrier.Provide(t.Context(), testID); err != nil {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Second)
			joins(t, nodes[0].Host, carrier.ID())
		})
	})
	t.Run("gossip", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			nodes := line(t, w, 3, nil)
			carrier := w.add(func(o *Options) {
				o.Peers = []string{nodes[2].addr}
				(&handlers{view: viewOf(), join: takesAll}).all(o)
			})
			time.Sleep(10 * time.Second) // directories have been read: what follows comes by gossip
			m := announced(t, 7, 1, 1, time.Now())
			m.Origin, _ = carrier.Describe(carrier.ID())
			if err := carrier.Announce(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			until(t, "announcement", time.Second, knows(nodes[0], m.StreamId))
			joins(t, nodes[0].Host, carrier.ID())
		})
	})
	t.Run("directory", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			carrier := w.add((&handlers{view: viewOf(), join: takesAll}).all)
			m := announced(t, 7, 1, 1, time.Now())
			m.Origin, _ = carrier.Describe(carrier.ID())
			if err := carrier.Announce(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			late := w.add(func(o *Options) { o.Peers = []string{carrier.addr}; o.OnDemand = true }) // on no topic of streams
			until(t, "announcement", time.Second, knows(late, m.StreamId))
			joins(t, late.Host, carrier.ID())
		})
	})
	t.Run("peers of the last run", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			state := filepath.Join(t.TempDir(), "network.json")
			carrier := w.add((&handlers{view: viewOf(carrierOfNobody(t)), join: takesAll}).all)
			first := w.add(func(o *Options) { o.Peers, o.StateFile = []string{carrier.addr}, state })
			time.Sleep(3 * time.Second)
			first.stop()
			m := announced(t, 7, 1, 1, time.Now())
			m.Origin, _ = carrier.Describe(carrier.ID())
			if err := carrier.Announce(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			again := w.add(func(o *Options) { o.StateFile = state })
			time.Sleep(time.Second)
			joins(t, again.Host, carrier.ID())
		})
	})
	t.Run("registry", func(t *testing.T) {
		inWorld(t, func(t *testing.T, w *world) {
			carrier := w.add((&handlers{view: viewOf(), join: takesAll}).all)
			m := announced(t, 7, 1, 1, time.Now())
			m.Origin, _ = carrier.Describe(carrier.ID())
			if err := carrier.Announce(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			n := w.add(nil)
			n.Suggest("-", "/ip4/9.9.9.9/udp/1/quic-v1/p2p/"+n.ID(), carrier.addr)
			until(t, "announcement", 5*time.Second, knows(n, m.StreamId))
			joins(t, n.Host, carrier.ID())
		})
	})
	t.Run("mDNS", func(t *testing.T) {
		needsMulticast(t)
		checkLeaks(t)
		network := fmt.Sprintf("one-%d", time.Now().UnixNano()%1e9)
		carrier := onLoopback(t, 1, func(o *Options) {
			(&handlers{view: viewOf(), join: takesAll}).all(o)
			o.MDNS, o.Network = true, network
		})
		m := announced(t, 7, 1, 1, time.Now())
		m.Origin, _ = carrier.Describe(carrier.ID())
		if err := carrier.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		finder := onLoopback(t, 2, func(o *Options) { o.MDNS, o.Network = true, network })
		within(t, 20*time.Second, finder, "stream on the local network", func() bool { return len(finder.Streams()) == 1 })
		joins(t, finder, carrier.ID())
	})
}

// carrierOfNobody is a carrier that cannot be reached.
func carrierOfNobody(t *testing.T) *wire.Carrier {
	return placed(t, 4242, "9.9.9.9")
}
