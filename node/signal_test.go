package node

import (
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
)

// TestLastPlacesAreForRelaysWithAStake has a crowd of relays in one hand ask a busy node.
func TestLastPlacesAreForRelaysWithAStake(t *testing.T) {
	peer := func() (id string, encoded []byte) {
		key, err := p2p.LoadKey(t.TempDir() + "/key")
		if err != nil {
			t.Fatal(err)
		}
		host, err := p2p.New(p2p.Options{Key: key, Network: "pool", VerifyAnnounce: (&Node{}).verifyAnnounce, VerifyAdvert: (&Node{}).verifyAdvert})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = host.Close() }()
		if encoded, err = p2p.EncodePeer(host.ID()); err != nil {
			t.Fatal(err)
		}
		return host.ID(), encoded
	}
	domain := incentives.Domain{ChainID: 1337}
	bind := func(wallet incentives.KeySigner, encoded []byte, change func(*wire.Binding)) *wire.Binding {
		address := wallet.Address()
		b := &wire.Binding{Wallet: address[:], PeerId: encoded, ChainId: domain.ChainID, NotAfterS: uint64(time.Now().Add(time.Hour).Unix())}
		change(b)
		payload, err := b.SigningBytes()
		if err != nil {
			t.Fatal(err)
		}
		sig, err := incentives.SignBlob(wallet, wire.BindingTag, domain.ChainID, payload)
		if err != nil {
			t.Fatal(err)
		}
		b.WalletSignature = sig[:]
		return b
	}
	same := func(*wire.Binding) {}
	staked, bare := testKey(t), testKey(t)
	own, ownEncoded := peer()
	_, otherEncoded := peer()
	known := chain.Endpoints{staked.Address(): "/ip4/5.5.5.5/tcp/8785/p2p/x"}
	const child = tree.ID(9)
	for name, c := range map[string]struct {
		load    uint32
		known   chain.Endpoints
		child   tree.ID
		binding *wire.Binding
		may     bool
	}{
		"not busy, without a stake":        {crowded, known, 1, bind(bare, ownEncoded, same), true},
		"not busy, without an account":     {crowded, known, 1, nil, true},
		"busy, with a stake":               {crowded + 1, known, 1, bind(staked, ownEncoded, same), true},
		"busy, without a stake":            {crowded + 1, known, 1, bind(bare, ownEncoded, same), false},
		"full, without a stake":            {wire.MaxLoadBucket, known, 1, bind(bare, ownEncoded, same), false},
		"busy, without an account":         {crowded + 1, known, 1, nil, false},
		"busy, with another's stake":       {crowded + 1, known, 1, bind(staked, otherEncoded, same), false},
		"busy, with a stake once":          {crowded + 1, known, 1, bind(staked, ownEncoded, func(b *wire.Binding) { b.NotAfterS = 1 }), false},
		"busy, with a stake elsewhere":     {crowded + 1, known, 1, bind(staked, ownEncoded, func(b *wire.Binding) { b.ChainId = 1 }), false},
		"busy, without a stake, but child": {crowded + 1, known, child, bind(bare, ownEncoded, same), true},
		"busy, the registry not read yet":  {crowded + 1, chain.Endpoints{}, 1, bind(bare, ownEncoded, same), true},
	} {
		n := &Node{domain: domain, bank: &bank{relays: &registry{known: c.known}}}
		b := &branch{node: n, children: map[tree.ID]*downward{child: {}}}
		if got := b.mayCrowd(c.load, c.child, own, c.binding); got != c.may {
			t.Errorf("%s: %v", name, got)
		}
	}
	forged := bind(bare, ownEncoded, same)
	address := staked.Address()
	forged.Wallet = address[:]
	b := &branch{node: &Node{domain: domain, bank: &bank{relays: &registry{known: known}}}, children: map[tree.ID]*downward{}}
	if b.mayCrowd(crowded+1, 1, own, forged) {
		t.Error("with a binding that the account has not signed")
	}
	pool := &branch{node: &Node{domain: domain}, children: map[tree.ID]*downward{}}
	if !pool.mayCrowd(wire.MaxLoadBucket, 1, own, nil) {
		t.Error("in a pool, where nobody has a stake")
	}
}
