package p2p

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/multiformats/go-multiaddr"

	"github.com/casto-network/casto/node/wire"
)

// carrierOf is what others say of a node.
func carrierOf(n *node, lagMs uint32) *wire.Carrier {
	p, err := n.Describe(n.ID())
	if err != nil {
		return nil
	}
	return &wire.Carrier{PeerId: p.GetPeerId(), Addrs: p.GetAddrs(), LagMs: lagMs, Seen: uint64(time.Now().UnixMilli())}
}

func peersOf(carriers []Carrier) (ids []string) {
	for _, c := range carriers {
		ids = append(ids, c.Peer)
	}
	return ids
}

var testID = [32]byte{7 << 2, 0, 1} // of announced(t, 7, 1, …)

func TestTheTableFindsCarriers(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		nodes := line(t, w, 4, func(o *Options) { o.DHT = true })
		lonely := w.add(func(o *Options) { o.DHT = true })
		// A record that is wanted before there is anybody to keep it is put once there is.
		if err := lonely.Provide(t.Context(), testID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if got, err := nodes[0].FindCarriers(t.Context(), testID); err != nil || len(got) != 0 {
			t.Fatalf("found %v, %v before anybody could know", got, err)
		}
		if err := lonely.Connect(t.Context(), nodes[3].addr); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		begin := time.Now()
		got, err := nodes[0].FindCarriers(t.Context(), testID)
		if err != nil || !slices.Equal(peersOf(got), []string{lonely.ID()}) {
			t.Fatalf("found %v, %v, want %s", got, err, lonely.ID())
		}
		if took := time.Since(begin); took > findTimeout {
			t.Errorf("took %v", took)
		}
		// Its address has come along: the finder never met it.
		if _, err := nodes[0].Join(t.Context(), got[0].Peer, someJoin()); !errors.Is(err, ErrNotOffered) {
			t.Errorf("join: %v, want to get as far as the missing handler", err)
		}
		if err := lonely.Unprovide(t.Context(), testID); err != nil {
			t.Fatal(err)
		}
		if n := len(lonely.routing.provided); n != 0 {
			t.Errorf("%d records kept", n)
		}
	})
}

// TestTablesOfNetworksDoNotMix: a node of another network is in no table of this one.
func TestTablesOfNetworksDoNotMix(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(func(o *Options) { o.DHT = true })
		b := w.add(func(o *Options) { o.DHT, o.Network, o.Peers = true, "other", []string{a.addr} })
		c := w.add(func(o *Options) { o.DHT, o.Peers = true, []string{a.addr} })
		until(t, "connections", 5*time.Second, func() bool { return connected(a, b)() && connected(a, c)() })
		time.Sleep(5 * time.Second)
		if got := len(a.routing.dht.RoutingTable().ListPeers()); got != 1 {
			t.Errorf("%d peers in the table, want the one of the same network", got)
		}
	})
}

func TestCarriersFromAllSources(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		far := w.add((&handlers{view: viewOf()}).all)
		relay := w.add((&handlers{view: viewOf(carrierOf(far, 20))}).all)
		origin := w.add((&handlers{view: viewOf(carrierOf(relay, 50), carrierOf(far, 90))}).all)
		finder := w.add(nil)
		time.Sleep(time.Second)
		a := announced(t, 7, 1, 1, time.Now())
		var err error
		if a.Origin, err = origin.Describe(origin.ID()); err != nil {
			t.Fatal(err)
		}
		if err := origin.Announce(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		if got, err := finder.FindCarriers(t.Context(), testID); err != nil || len(got) != 0 {
			t.Fatalf("found %v, %v without knowing anybody", got, err)
		}
		// One address, as an invite link has it, leads to all of them: the view of origin brings the announcement too.
		begin := time.Now()
		got, err := finder.FindCarriers(t.Context(), testID, origin.addr)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{relay.ID(), far.ID(), origin.ID()} // by the lag told first; of the origin nobody told
		if !slices.Equal(peersOf(got), want) {
			t.Errorf("found %v, want %v", peersOf(got), want)
		}
		if took := time.Since(begin); took > time.Second {
			t.Errorf("took %v", took)
		}
		if len(got[0].Addrs) != 1 || got[0].Seen.IsZero() {
			t.Errorf("got %+v", got[0])
		}
		if !knows(finder, a.StreamId)() {
			t.Error("the announcement was not learned")
		}
		if got, err := finder.FindCarriers(t.Context(), testID); err != nil || len(got) != 3 {
			t.Errorf("without a hint, by the announcement: found %v, %v", peersOf(got), err)
		}
	})
}

// TestPoisonedViews has one peer name a crowd, itself as the asker, and nonsense.
func TestPoisonedViews(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		finder := w.add(nil)
		var crowd []*wire.Carrier
		crowd = append(crowd, carrierOf(finder, 0), &wire.Carrier{PeerId: []byte{1}}, &wire.Carrier{PeerId: []byte("no peer id at all")})
		for n := range 13 {
			_, id := identity(t, 5000+n)
			crowd = append(crowd, &wire.Carrier{PeerId: id, Addrs: [][]byte{{1, 2, 3}, multiaddr.StringCast("/ip4/9.9.9.9/udp/1/quic-v1").Bytes()}})
		}
		liar := w.add((&handlers{view: viewOf(crowd...)}).all)
		begin := time.Now()
		got, err := finder.FindCarriers(t.Context(), testID, liar.addr)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > 1+maxFromOne {
			t.Errorf("%d taken from one peer", len(got)-1)
		}
		if slices.Contains(peersOf(got), finder.ID()) {
			t.Error("found itself")
		}
		for _, c := range got[1:] {
			if len(c.Addrs) != 1 && c.Peer != liar.ID() {
				t.Errorf("addresses of %s: %v", c.Peer, c.Addrs)
			}
		}
		if took := time.Since(begin); took > findTimeout+time.Second {
			t.Errorf("took %v, want %v at most", took, findTimeout)
		}
	})
}

// TestForgedAnnouncementInAView discredits the whole view.
func TestForgedAnnouncementInAView(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		finder := w.add(func(o *Options) { o.VerifyAnnounce = func(*wire.StreamAnnounce) error { return errors.New("forged") } })
		honest := w.add(nil)
		h := &handlers{view: func(string, *wire.ViewRequest) (*wire.ViewReply, error) {
			return &wire.ViewReply{Carriers: []*wire.Carrier{carrierOf(honest, 1)}, Announce: announced(t, 7, 1, 1, time.Now())}, nil
		}}
		liar := w.add(h.all)
		got, err := finder.FindCarriers(t.Context(), testID, liar.addr)
		if err != nil || !slices.Equal(peersOf(got), []string{liar.ID()}) {
			t.Errorf("found %v, %v, want the hint alone", got, err)
		}
		if len(finder.Streams()) != 0 {
			t.Error("forged announcement kept")
		}
	})
}

// TestLyingDirectories: a peer whose directory holds a forged record is not believed further.
func TestLyingDirectories(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		n := w.add(func(o *Options) {
			o.VerifyAnnounce = func(a *wire.StreamAnnounce) error {
				if a.GetTitle() == "forged" {
					return errors.New("forged")
				}
				return nil
			}
		})
		liar := w.stranger(n)
		asked := 0
		liar.SetStreamHandler(directoryProtocol("casto"), func(s network.Stream) {
			asked++
			rep := &wire.DirectoryReply{}
			for i := range wire.MaxDirectoryPage {
				a := announced(t, 1, 100*asked+i, 1, time.Now())
				if asked == 2 && i == 5 {
					a.Title = "forged"
				}
				rep.Announces = append(rep.Announces, a)
			}
			_ = wire.Write(s, rep)
			_ = s.Close()
		})
		time.Sleep(5 * time.Second)
		if got, want := len(n.Streams()), wire.MaxDirectoryPage+5; got != want || asked != 2 {
			t.Errorf("took %d records of %d pages, want %d of 2", got, asked, want)
		}
	})
}

func TestPeersInMessages(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		raw, err := EncodePeer(a.ID())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := DecodePeer(raw); err != nil || got != a.ID() {
			t.Errorf("got %s, %v", got, err)
		}
		for _, bad := range []string{"", "x", "12D3KooW"} {
			if _, err := EncodePeer(bad); err == nil {
				t.Errorf("%q: no error", bad)
			}
			if _, err := a.Describe(bad); err == nil {
				t.Errorf("describe %q: no error", bad)
			}
		}
		if _, err := DecodePeer([]byte{1, 2}); err == nil {
			t.Error("no error")
		}
		self, err := a.Describe(a.ID())
		if err != nil || len(self.GetAddrs()) != 1 || self.Validate() != nil {
			t.Errorf("describes itself as %v, %v", self, err)
		}
		b := bound(t, 1)
		b.PeerId, b.PeerSignature = nil, nil
		if err := a.SignBinding(b); err != nil {
			t.Fatal(err)
		}
		if err := VerifyBinding(b); err != nil {
			t.Error(err)
		}
		b.ChainId++
		if err := VerifyBinding(b); err == nil {
			t.Error("a changed binding holds")
		}
	})
}

func TestFarReachingAddressesComeFirst(t *testing.T) {
	var addrs []multiaddr.Multiaddr
	for _, a := range []string{
		"/ip4/127.0.0.1/tcp/1", "/ip4/127.0.0.1/udp/1/quic-v1", "/ip4/192.168.0.2/tcp/1", "/ip4/192.168.0.2/udp/1/quic-v1",
		"/ip6/::1/tcp/1", "/ip4/172.17.0.1/tcp/1", "/ip4/172.18.0.1/tcp/1", "/ip4/172.19.0.1/tcp/1", "/ip4/8.8.8.8/tcp/1", "/ip4/8.8.8.8/udp/1/quic-v1",
	} {
		addrs = append(addrs, multiaddr.StringCast(a))
	}
	got := addrBytes(addrs)
	if len(got) != wire.MaxAddrs {
		t.Fatalf("%d addresses, want %d", len(got), wire.MaxAddrs)
	}
	for i, want := range map[int]string{0: "/ip4/8.8.8.8/tcp/1", 1: "/ip4/8.8.8.8/udp/1/quic-v1", 2: "/ip4/192.168.0.2/tcp/1", 7: "/ip4/127.0.0.1/tcp/1"} {
		if a, err := multiaddr.NewMultiaddrBytes(got[i]); err != nil || a.String() != want {
			t.Errorf("place %d: %v, %v, want %s", i, a, err, want)
		}
	}
}

func TestAdvertsLoseAddressesBeforeTheyAreTooLarge(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		n := w.add(nil)
		var long [][]byte
		for i := range wire.MaxAddrs {
			long = append(long, multiaddr.StringCast(fmt.Sprintf("/ip4/8.8.8.%d/tcp/1/tls/sni/%s.example/ws", i, strings.Repeat("x", 80))).Bytes())
		}
		b := bound(t, 1)
		a := &wire.RelayAdvert{Binding: b, Seq: 1, Issued: uint64(time.Now().UnixMilli()), TtlS: 60, Addrs: long}
		if err := n.Advertise(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		got, ok := n.LookupAdvert(n.ID())
		if !ok || len(got.GetAddrs()) < 4 || len(got.GetAddrs()) == len(long) {
			t.Errorf("%d addresses left of %d, %v", len(got.GetAddrs()), len(long), ok)
		}
		if len(a.GetAddrs()) != len(long) || len(a.GetSignature()) != 0 {
			t.Error("the caller's advert was changed")
		}
		a.Seq, a.Binding = 2, bound(t, 99)
		if err := n.Advertise(t.Context(), a); err == nil {
			t.Error("advertised with another node's binding")
		}
	})
}
