package p2p

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"github.com/casto-network/casto/node/wire"
)

func advertise(t testing.TB, n *node, number int, seq uint64) {
	t.Helper()
	if err := n.Advertise(t.Context(), &wire.RelayAdvert{Binding: bound(t, number), Seq: seq, Issued: uint64(time.Now().UnixMilli()), TtlS: 110}); err != nil {
		t.Fatal(err)
	}
}

func lists(n *node, id string) func() bool {
	return func() bool {
		_, ok := n.LookupAdvert(id)
		return ok
	}
}

// TestRelaysAreReachedBeforeTheyAreListed has a relay dial the only node there is: that one dials back before it lists the relay.
func TestRelaysAreReachedBeforeTheyAreListed(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		relay := w.add(func(o *Options) { o.Peers = []string{a.addr} })
		until(t, "connection", time.Second, connected(a, relay))
		time.Sleep(3 * time.Second)
		advertise(t, relay, 2, 1)
		until(t, "advert", 2*time.Second, lists(a, relay.ID()))
		raw, _ := EncodePeer(relay.ID())
		if known, ok := a.prover.remembered(peer.ID(raw), time.Now()); !ok || known.addr == "" {
			t.Errorf("proof: %v, %v", known, ok)
		}
	})
}

// TestAddressesOfOthersAreNotListed has adverts name a place where nobody is, and where somebody else is.
func TestAddressesOfOthersAreNotListed(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		victim := w.add(nil)
		attacker := w.attack(a)
		addrs := map[int]string{60: "/ip4/9.9.9.9/udp/1/quic-v1", 61: victim.host.Addrs()[0].String(), 62: "/ip4/192.168.1.1/udp/1/quic-v1", 63: "/dns4/relay.example/tcp/1"}
		for n, addr := range addrs {
			attacker.publish(relays, encoded(t, advertised(t, n, 1, time.Now(), func(a *wire.RelayAdvert) {
				a.Addrs = [][]byte{multiaddr.StringCast(addr).Bytes()}
			})))
			time.Sleep(2 * proofDialTime)
		}
		if got := len(a.Adverts()); got != 0 {
			t.Errorf("%d relays listed that are not where they say", got)
		}
		if got := len(victim.Peers()); got != 0 {
			t.Errorf("the victim has %d peers", got)
		}
	})
}

// TestAttestationsSpareTheDial gathers them from two peers; a node that cannot dial lists the relay by them.
func TestAttestationsSpareTheDial(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		b, c := w.add(nil), w.add(nil)
		relay := w.add(func(o *Options) { o.Peers = []string{b.addr, c.addr} })
		blind := w.add(func(o *Options) { o.Peers = []string{b.addr} })
		blind.prover.dial = func(context.Context, peer.AddrInfo) error { return errors.New("cannot dial") }
		time.Sleep(3 * time.Second)
		advertise(t, relay, 3, 1)
		time.Sleep(5 * time.Second)
		if lists(blind, relay.ID())() {
			t.Fatal("listed without proof")
		}
		until(t, "attestations", 2*time.Minute, func() bool {
			return len(relay.voices.fresh(relay.advertised(), renewAfter, time.Now())) >= wantedVoices
		})
		time.Sleep(2 * disproofLife)
		advertise(t, relay, 3, 2)
		until(t, "advert", 2*time.Second, lists(blind, relay.ID()))
		got, _ := blind.LookupAdvert(relay.ID())
		if n := len(got.GetAttestations()); n < wantedVoices {
			t.Errorf("%d attestations", n)
		}
	})
}

// TestWhoseVoiceCounts holds the attestations in an advert against the rules; the rows name the attack that each rule stops.
func TestWhoseVoiceCounts(t *testing.T) {
	addr := multiaddr.StringCast("/ip4/5.5.0.1/udp/1/quic-v1").Bytes()
	type voice struct {
		attester, relay int
		addr            []byte
		from            string
		age             time.Duration
		forged          bool
	}
	sound := []voice{{attester: 70, relay: 2, addr: addr, from: "6.6.0.1"}, {attester: 71, relay: 2, addr: addr, from: "7.7.0.1"}}
	with := func(change func(*voice)) []voice {
		v := sound[1]
		change(&v)
		return []voice{sound[0], v}
	}
	inWorld(t, func(t *testing.T, w *world) {
		tests := []struct {
			name   string
			voices []voice
			want   bool
		}{
			{"two of two regions", sound, true},
			{"none", nil, false},
			{"one", sound[:1], false},
			{"one twice", []voice{sound[0], sound[0]}, false},
			{"two of one /16: an operator with two machines", with(func(v *voice) { v.from = "6.6.200.1" }), false},
			{"from the relay's own /16", with(func(v *voice) { v.from = "5.5.9.9" }), false},
			{"by the relay itself", with(func(v *voice) { v.attester = 2 }), false},
			{"for another relay", with(func(v *voice) { v.relay = 3 }), false},
			{"of another address", with(func(v *voice) { v.addr = multiaddr.StringCast("/ip4/5.5.0.2/udp/1/quic-v1").Bytes() }), false},
			{"of yesterday", with(func(v *voice) { v.age = attestationAge + time.Second }), false},
			{"of tomorrow", with(func(v *voice) { v.age = -time.Hour }), false},
			{"forged", with(func(v *voice) { v.forged = true }), false},
			{"by a connected peer that is elsewhere", with(func(v *voice) { v.attester = 2000 }), false},
		}
		n := w.add(nil)
		elsewhere := w.addAt(2000, "/ip4/8.8.0.1/udp/1/quic-v1", func(o *Options) { o.Peers = []string{n.addr} })
		until(t, "connection", time.Second, connected(n, elsewhere))
		n.prover.dial = func(context.Context, peer.AddrInfo) error { return errors.New("cannot dial") }
		for _, tt := range tests {
			a := advertised(t, 2, 1, time.Now(), func(a *wire.RelayAdvert) {
				a.Addrs = [][]byte{addr}
				for _, v := range tt.voices {
					a.Attestations = append(a.Attestations, attestation(t, v.attester, v.relay, v.addr, v.from, time.Now().Add(-v.age)))
					if v.forged {
						a.Attestations[len(a.Attestations)-1].Issued++
					}
				}
			})
			n.prover.proofs = make(map[peer.ID]proof)
			if err := n.prover.proven(a, time.Now()); (err == nil) != tt.want {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	})
}

func attestation(t *testing.T, attester, relay int, addr []byte, from string, issued time.Time) *wire.Attestation {
	t.Helper()
	key, id := identity(t, attester)
	_, of := identity(t, relay)
	a := &wire.Attestation{PeerId: id, Addr: addr, From: netip.MustParseAddr(from).AsSlice(), Issued: uint64(issued.UnixMilli())}
	payload, err := a.SigningBytesFor(of)
	if err == nil {
		a.Signature, err = key.Sign(signable(wire.DialbackTag, payload))
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestNobodyIsSentElsewhere asks a node to dial others than who asks, and too often.
func TestNobodyIsSentElsewhere(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		n := w.add(nil)
		asker := w.add(func(o *Options) { o.Peers = []string{n.addr} })
		victim := w.add(nil)
		until(t, "connection", time.Second, connected(n, asker))
		p, err := peer.Decode(n.ID())
		if err != nil {
			t.Fatal(err)
		}
		var r *Refusal
		if _, err := asker.askDialback(t.Context(), p, addrBytes(victim.host.Addrs())); !errors.As(err, &r) || r.Code != wire.ErrorCode_ERROR_CODE_BAD {
			t.Errorf("at another's address: %v", err)
		}
		if got := len(victim.Peers()); got != 0 {
			t.Errorf("the victim has %d peers", got)
		}
		if _, err := asker.askDialback(t.Context(), p, asker.advertised()); err != nil {
			t.Errorf("at its own: %v", err)
		}
		if _, err := asker.askDialback(t.Context(), p, asker.advertised()); !errors.Is(err, ErrRateLimited) {
			t.Errorf("a third time: %v, want ErrRateLimited", err)
		}
	})
}

func TestFewRelaysOfOnePlace(t *testing.T) {
	tests := []struct {
		name string
		addr func(n int) string
		want int
	}{
		{"one /24", func(n int) string { return "/ip4/5.5.5." + string(rune('1'+n)) + "/udp/1/quic-v1" }, maxRelaysPerNet},
		{"one /48", func(n int) string { return "/ip6/2a00:1:2::" + string(rune('1'+n)) + "/udp/1/quic-v1" }, maxRelaysPerNet},
		{"a /24 each", func(n int) string { return "/ip4/5.5." + string(rune('1'+n)) + ".1/udp/1/quic-v1" }, 9},
		{"one local network", func(n int) string { return "/ip4/192.168.0." + string(rune('1'+n)) + "/udp/1/quic-v1" }, 9},
	}
	for _, tt := range tests {
		j := testJudge(0xf0, 0xe0)
		accepted := 0
		for n := range 9 {
			a := advertised(t, 100+n, 1, noon, func(a *wire.RelayAdvert) { a.Addrs = [][]byte{multiaddr.StringCast(tt.addr(n)).Bytes()} })
			if v, _ := j.advert(a, "world", noon); v == accept {
				accepted++
			}
		}
		if accepted != tt.want {
			t.Errorf("%s: %d accepted, want %d", tt.name, accepted, tt.want)
		}
		// Those that are listed are renewed, and make room when they have ended.
		if v, err := j.advert(advertised(t, 100, 2, noon, func(a *wire.RelayAdvert) { a.Addrs = [][]byte{multiaddr.StringCast(tt.addr(0)).Bytes()} }), "world", noon); v != accept {
			t.Errorf("%s: renewed: %v", tt.name, err)
		}
		later := noon.Add(2 * remember(wire.MaxAdvertTTL))
		j.dir.sweep(noon, later)
		if n := len(j.dir.relays.byPlace); n != 0 {
			t.Errorf("%s: %d places remembered", tt.name, n)
		}
	}
}
