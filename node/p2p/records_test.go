package p2p

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/casto-network/casto/node/wire"
)

// identity is a node's key and binary peer id.
func identity(t testing.TB, n int) (crypto.PrivKey, []byte) {
	t.Helper()
	key, err := crypto.UnmarshalEd25519PrivateKey(testKey(n))
	if err != nil {
		t.Fatal(err)
	}
	id, err := peer.IDFromPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return key, []byte(id)
}

// announced is a well-formed announcement of the number-th stream of a shard. Streams with equal numbers have one streamer.
func announced(t *testing.T, shard, number int, seq uint64, issued time.Time) *wire.StreamAnnounce {
	t.Helper()
	_, origin := identity(t, 1)
	id := make([]byte, wire.StreamIDSize)
	id[0], id[1], id[2] = byte(shard<<2), byte(number>>8), byte(number)
	streamer := make([]byte, wire.AccountSize)
	streamer[0] = byte(number)
	return &wire.StreamAnnounce{
		StreamId: id, Streamer: streamer, Name: "demo",
		StreamKey: &wire.SignedStreamKey{
			Key:       &wire.StreamKey{Streamer: streamer, StreamId: id, Key: streamer},
			Signature: make([]byte, wire.SignatureSize),
		},
		Domain: &wire.Domain{}, Seq: seq, Issued: uint64(issued.UnixMilli()), TtlS: 60, Origin: &wire.Peer{PeerId: origin},
		Signature: make([]byte, wire.SignatureSize),
	}
}

// bound is a binding of the n-th node with the peer's signature.
func bound(t testing.TB, n int) *wire.Binding {
	t.Helper()
	key, id := identity(t, n)
	b := &wire.Binding{PeerId: id, Wallet: make([]byte, wire.AccountSize), NotAfterS: 1 << 40, WalletSignature: make([]byte, wire.SignatureSize)}
	b.Wallet[0] = byte(n)
	payload, err := b.SigningBytes()
	if err != nil {
		t.Fatal(err)
	}
	if b.PeerSignature, err = key.Sign(signable(wire.BindingTag, payload)); err != nil {
		t.Fatal(err)
	}
	return b
}

// advertised is an advert of the n-th node, changed and then signed.
func advertised(t *testing.T, n int, seq uint64, issued time.Time, change func(*wire.RelayAdvert)) *wire.RelayAdvert {
	t.Helper()
	a := &wire.RelayAdvert{Binding: bound(t, n), Seq: seq, Issued: uint64(issued.UnixMilli()), TtlS: 60, Region: "world"}
	if change != nil {
		change(a)
	}
	key, _ := identity(t, n)
	payload, err := a.SigningBytes()
	if err != nil {
		t.Fatal(err)
	}
	if a.Signature, err = key.Sign(signable(wire.AdvertTag, payload)); err != nil {
		t.Fatal(err)
	}
	return a
}

func encoded(t *testing.T, m wire.Message) []byte {
	t.Helper()
	b, err := wire.Encode(m, wire.MaxGossip)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
