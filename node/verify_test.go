package node

import (
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/wire"
)

// announcement returns a correct announcement of a stream of wallet, signed by hot.
func announcement(t testing.TB, d incentives.Domain, wallet, hot incentives.KeySigner, change func(*wire.StreamAnnounce, *incentives.StreamKey)) *wire.StreamAnnounce {
	t.Helper()
	id := incentives.NewStreamID(wallet.Address(), "live")
	streamer := wallet.Address()
	key := incentives.StreamKey{Streamer: streamer, StreamID: id, Key: hot.Address(), NotAfter: uint64(time.Now().Add(time.Hour).Unix())}
	a := &wire.StreamAnnounce{StreamId: id[:], Streamer: streamer[:], Domain: domainToWire(d), Seq: 1, Name: "live"}
	if change != nil {
		change(a, &key)
	}
	warrant, err := key.Sign(wallet, d)
	if err != nil {
		t.Fatal(err)
	}
	a.StreamKey = streamKeyToWire(warrant)
	payload, err := a.SigningBytes()
	if err != nil {
		t.Fatal(err)
	}
	sig, err := incentives.SignBlob(hot, wire.AnnounceTag, d.ChainID, payload)
	if err != nil {
		t.Fatal(err)
	}
	a.Signature = sig[:]
	return a
}

func TestOnlyTheStreamersWarrantMakesAnAnnouncementGood(t *testing.T) {
	d := incentives.Domain{ChainID: 1337, Contract: incentives.Address{1}}
	wallet, hot, other := testKey(t), testKey(t), testKey(t)
	for _, c := range []struct {
		name   string
		domain incentives.Domain
		wallet incentives.KeySigner
		change func(*wire.StreamAnnounce, *incentives.StreamKey)
		after  func(*wire.StreamAnnounce)
		good   bool
	}{
		{name: "as it should be", good: true},
		{name: "pool", domain: incentives.Domain{}, good: true},
		{name: "another wallet's warrant", change: func(_ *wire.StreamAnnounce, k *incentives.StreamKey) { k.Streamer = other.Address() }},
		{name: "warrant of another stream", change: func(_ *wire.StreamAnnounce, k *incentives.StreamKey) { k.StreamID[0]++ }},
		{name: "expired warrant", change: func(_ *wire.StreamAnnounce, k *incentives.StreamKey) { k.NotAfter = 1 }},
		{name: "warrant for another key", change: func(_ *wire.StreamAnnounce, k *incentives.StreamKey) { k.Key = other.Address() }},
		{name: "announcement changed after signing", after: func(a *wire.StreamAnnounce) { a.Title = "x" }},
		{name: "signature cut", after: func(a *wire.StreamAnnounce) { a.Signature = a.Signature[:64] }},
		{name: "streamer of the stream is another", change: func(a *wire.StreamAnnounce, _ *incentives.StreamKey) {
			o := other.Address()
			a.Streamer = o[:]
		}},
		{name: "somebody else's stream under one's own warrant", change: func(a *wire.StreamAnnounce, k *incentives.StreamKey) {
			k.StreamID = incentives.NewStreamID(other.Address(), "live")
			a.StreamId = k.StreamID[:]
		}},
		{name: "no warrant", after: func(a *wire.StreamAnnounce) { a.StreamKey = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			domain := d
			if c.name == "pool" {
				domain = c.domain
			}
			a := announcement(t, domain, wallet, hot, c.change)
			if c.after != nil {
				c.after(a)
			}
			n := &Node{domain: domain}
			if err := n.verifyAnnounce(a); (err == nil) != c.good {
				t.Errorf("got %v, want good = %v", err, c.good)
			}
		})
	}
	n := &Node{domain: incentives.Domain{ChainID: 1, Contract: incentives.Address{1}}}
	if err := n.verifyAnnounce(announcement(t, d, wallet, hot, nil)); err == nil {
		t.Error("an announcement for another chain was taken")
	}
}

func TestBindingNeedsTheAccountsSignature(t *testing.T) {
	wallet, other := testKey(t), testKey(t)
	n := &Node{domain: incentives.Domain{ChainID: 5}}
	sign := func(b *wire.Binding, k incentives.KeySigner) *wire.Binding {
		payload, err := b.SigningBytes()
		if err != nil {
			t.Fatal(err)
		}
		sig, err := incentives.SignBlob(k, wire.BindingTag, b.GetChainId(), payload)
		if err != nil {
			t.Fatal(err)
		}
		b.WalletSignature = sig[:]
		return b
	}
	account := wallet.Address()
	binding := func() *wire.Binding {
		return &wire.Binding{PeerId: []byte("peer"), Wallet: account[:], ChainId: 5, NotAfterS: uint64(time.Now().Unix() + 60)}
	}
	if got, err := n.verifyBinding(sign(binding(), wallet), time.Now()); err != nil || got != account {
		t.Errorf("good binding: got %v, %v", got, err)
	}
	late := binding()
	late.NotAfterS = 1
	foreign := binding()
	foreign.ChainId = 6
	for name, b := range map[string]*wire.Binding{
		"none": nil, "signed by another": sign(binding(), other), "expired": sign(late, wallet),
		"of another chain": sign(foreign, wallet), "unsigned": binding(),
	} {
		if _, err := n.verifyBinding(b, time.Now()); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
