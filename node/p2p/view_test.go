package p2p

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"github.com/casto-network/casto/node/wire"
)

// placed is a carrier of the n-th peer at an IP address.
func placed(t *testing.T, n int, ip string) *wire.Carrier {
	t.Helper()
	_, id := identity(t, n)
	return &wire.Carrier{PeerId: id, Addrs: [][]byte{multiaddr.StringCast("/ip4/" + ip + "/udp/1/quic-v1").Bytes()}, Seen: 1}
}

// TestViewsHaveBounds fills views in the ways that an eclipse would.
func TestViewsHaveBounds(t *testing.T) {
	liar, other := peer.ID("liar"), peer.ID("other")
	tests := []struct {
		name   string
		ip     func(n int) string
		teller func(n int) peer.ID
		want   int
	}{
		{"by many tellers, all over", func(n int) string { return placeIP(n, 1) }, func(n int) peer.ID { return peer.ID(fmt.Sprint(n)) }, maxView},
		{"by one teller", func(n int) string { return placeIP(n, 1) }, func(int) peer.ID { return liar }, maxViewOfOne},
		{"in one /16", func(n int) string { return fmt.Sprintf("5.5.%d.%d", n/200, n%200) }, func(n int) peer.ID { return peer.ID(fmt.Sprint(n)) }, maxViewOfArea},
		{"in one room", func(n int) string { return fmt.Sprintf("192.168.%d.%d", n/200, n%200) }, func(n int) peer.ID { return peer.ID(fmt.Sprint(n)) }, maxView},
		{"of a stream that is not carried", nil, nil, 0},
	}
	for _, tt := range tests {
		v := newViews()
		if tt.ip == nil {
			if v.add(testID, placed(t, 1, "5.5.5.5"), other) {
				t.Errorf("%s: taken", tt.name)
			}
			continue
		}
		v.open(testID, true, noon)
		for n := range 2 * maxView {
			v.add(testID, placed(t, 1000+n, tt.ip(n)), tt.teller(n))
		}
		if got := len(v.held[testID].members); got != tt.want {
			t.Errorf("%s: %d carriers, want %d", tt.name, got, tt.want)
		}
		if got := len(v.sample(testID, wire.MaxCarriers)); got != wire.MaxCarriers {
			t.Errorf("%s: %d shown, want %d", tt.name, got, wire.MaxCarriers)
		}
	}
}

// TestCarriersThatWorkedStay: eight that answered are not pushed out by newcomers, and go when they answer no more.
func TestCarriersThatWorkedStay(t *testing.T) {
	v := newViews()
	v.open(testID, true, noon)
	var good []peer.ID
	for n := range maxAnchors {
		c := placed(t, 100+n, placeIP(n, 1))
		v.add(testID, c, "teller")
		good = append(good, peer.ID(c.GetPeerId()))
		v.met(testID, good[n], true)
	}
	for n := range 3 * maxView {
		v.add(testID, placed(t, 1000+n, placeIP(100+n, 1)), peer.ID(fmt.Sprint(n)))
	}
	for _, p := range good {
		if v.held[testID].members[p] == nil {
			t.Error("a carrier that worked is gone")
		}
	}
	newcomer := slices.IndexFunc(v.sample(testID, maxView), func(c *wire.Carrier) bool { return !slices.Contains(good, peer.ID(c.GetPeerId())) })
	silent := peer.ID(v.sample(testID, maxView)[max(newcomer, 0)].GetPeerId())
	for range 2 * viewFails {
		v.met(testID, good[0], false)
		v.met(testID, silent, false)
	}
	for _, p := range []peer.ID{good[0], silent} {
		if v.held[testID].members[p] != nil {
			t.Error("a carrier that answers no more is kept")
		}
	}
	v.open(testID, false, noon)
	if len(v.held) != 0 {
		t.Error("the view of a stream that is not carried any more is kept")
	}
}

// carrying starts a host that carries the test's stream, has an advert, and names nobody by itself.
func carrying(t *testing.T, w *world, change func(*Options)) *node {
	t.Helper()
	n := w.add(func(o *Options) {
		(&handlers{view: viewOf(), join: takesAll}).all(o)
		if change != nil {
			change(o)
		}
	})
	advertise(t, n, w.hosts, 1)
	if err := n.Provide(t.Context(), testID); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestViewsSpread: carriers that know one of them come to know all, and only those with a valid advert.
func TestViewsSpread(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		first := carrying(t, w, nil)
		var nodes []*node
		for range 5 {
			nodes = append(nodes, carrying(t, w, func(o *Options) { o.Peers = []string{first.addr} }))
		}
		silent := w.add(func(o *Options) { o.Peers = []string{first.addr}; (&handlers{view: viewOf()}).all(o) }) // without advert
		if err := silent.Provide(t.Context(), testID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		for i, n := range append([]*node{first}, nodes...) {
			advertise(t, n, i+1, 2)
		}
		time.Sleep(5 * time.Second)
		for _, n := range append(nodes, silent) {
			n.admitCarriers(t.Context(), testID, []*wire.Carrier{carrierOf(first, 0)}, peer.ID("teller"))
		}
		until(t, "everybody in every view", 2*exchangeEvery*10, func() bool {
			for _, n := range nodes {
				if len(n.views.sample(testID, maxView)) < len(nodes) {
					return false
				}
			}
			return true
		})
		for _, n := range nodes {
			for _, c := range n.views.sample(testID, maxView) {
				if id, _ := DecodePeer(c.GetPeerId()); id == silent.ID() || id == n.ID() {
					t.Errorf("a view names %s", id)
				}
			}
		}
		time.Sleep(3 * time.Minute) // adverts end
		if got := len(nodes[0].views.sample(testID, maxView)); got != 0 {
			t.Errorf("%d carriers without a valid advert are left", got)
		}
	})
}

// TestFirstCandidates has liars claim no lag; whoever somebody vouched for, and honest tellers, stay among the first.
func TestFirstCandidates(t *testing.T) {
	at := func(n int, ip, teller string, lag time.Duration, vouched bool) candidate {
		c := candidate{Carrier: Carrier{Peer: fmt.Sprintf("%s-%02d", teller, n), Lag: lag, Seen: noon, addrs: acquaintanceAddrs(ip)}, teller: peer.ID(teller), vouched: vouched}
		if vouched {
			c.Seen = time.Time{}
		}
		return c
	}
	var all []candidate
	for n := range 40 {
		all = append(all, at(n, placeIP(n, 1), "liar", 0, false))
	}
	for n := range 10 {
		all = append(all, at(n, fmt.Sprintf("5.5.0.%d", n), fmt.Sprint("crowd", n), 0, false))
	}
	for n := range 6 {
		all = append(all, at(n, placeIP(100+n, 1), "honest", 50*time.Millisecond, false))
	}
	for n := range 4 {
		all = append(all, at(n, placeIP(200+n, 1), "streamer", 0, true))
	}
	got := rank(all)
	if len(got) != len(all) {
		t.Fatalf("%d of %d ranked", len(got), len(all))
	}
	count := map[string]int{}
	for _, c := range got[:firstOf] {
		count[c.Peer[:4]]++
	}
	if count["liar"] > firstOfOne || count["crow"] > firstOfArea || count["stre"] != firstOf/vouchedEach {
		t.Errorf("among the first %d: %v", firstOf, count)
	}
}
