package p2p

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"github.com/casto-network/casto/node/wire"
)

// Options configure a Host. The zero value of each field that is not marked as needed has a documented default.
type Options struct {
	// Key is the node's identity. Needed; see LoadKey.
	Key ed25519.PrivateKey
	// Network keeps networks apart: its name stands in the gossip topics and in the mDNS service. 1 to 16 characters of a-z,
	// 0-9 and '-'; default "casto".
	Network string
	// Region is where this node's adverts go and whose adverts it collects, in the same characters; default "world".
	Region string

	// Listen are multiaddrs to listen on; default TCP and QUIC on free ports of all IPv4 addresses.
	Listen []string
	// Peers are multiaddrs, each with /p2p/<id>, of nodes to join the network by and to stay connected with.
	Peers []string
	// StateFile keeps what is known of the network from one run to the next, so that a node that was in it needs no Peers to come
	// back. Empty keeps nothing.
	StateFile string
	// MDNS looks for nodes on the local network. Where multicast is not possible it is logged and left out.
	MDNS bool
	// DHT keeps and uses provider records.
	DHT bool
	// NAT maps ports with UPnP or NAT-PMP, probes reachability (AutoNATv2), punches holes (DCUtR), and serves and uses
	// limited circuit relays.
	NAT bool
	// Public says that others reach the listen addresses, which saves NAT the time to find out.
	Public bool
	// OnDemand joins only the directory topics of the streams that Follow or Announce name, not all 64 of them.
	OnDemand bool

	// VerifyAnnounce checks that the stream id is that of the streamer and the name, the streamer's warrant for the stream
	// key, and the stream key's signature. Well-formedness, clock and order have been checked. An error that wraps ErrIgnore
	// drops the record at no one's cost, any other counts against whoever sent it. Needed. It is called concurrently.
	VerifyAnnounce func(*wire.StreamAnnounce) error
	// VerifyAdvert checks the wallet's signature in the binding and that of the terms, as VerifyAnnounce does. The peer's two
	// signatures have been checked. Needed.
	VerifyAdvert func(*wire.RelayAdvert) error

	// View, Signal, Admit and Pay answer requests; a protocol without handler is not offered.
	View   ViewHandler
	Signal SignalHandler
	Admit  AdmitHandler
	Pay    PayHandler
	// Turn answers /casto/turn/1; nil where there is no TURN server.
	Turn TurnHandler

	dialback []libp2p.Option // of the connections that dial others back; for tests
	believe  bool            // every address of an advert; for tests with crowds

	// Logger takes one line per life-cycle change; default discards.
	Logger *slog.Logger
}

// ViewHandler answers /casto/view/1.
type ViewHandler interface {
	// View names carriers of a stream to peer. The host adds the announcement that its directory holds.
	View(ctx context.Context, peer string, req *wire.ViewRequest) (*wire.ViewReply, error)
}

// SignalHandler answers /casto/signal/1.
type SignalHandler interface {
	// Join takes peer as a child, or rejects it with a reason and alternatives. An error becomes a rejection.
	Join(ctx context.Context, peer string, req *wire.Join) (*wire.JoinReply, error)
}

// AdmitHandler answers /casto/admit/1.
type AdmitHandler interface {
	// Admit grants a viewer's session at the relay that peer is. An error becomes a refusal.
	Admit(ctx context.Context, peer string, req *wire.AdmitRequest) (*wire.AdmitReply, error)
}

// PayHandler answers /casto/pay/1.
type PayHandler interface {
	// Pay answers peer's usage report with a voucher. An error becomes a refusal.
	Pay(ctx context.Context, peer string, req *wire.PayRequest) (*wire.PayReply, error)
	// Acked tells that peer has committed the voucher that Pay returned.
	Acked(ctx context.Context, peer string, voucher *wire.SignedVoucher)
}

func (o *Options) defaults() {
	if o.Network == "" {
		o.Network = "casto"
	}
	if o.Region == "" {
		o.Region = "world"
	}
	if len(o.Listen) == 0 {
		o.Listen = []string{"/ip4/0.0.0.0/tcp/0", "/ip4/0.0.0.0/udp/0/quic-v1"}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

// Validate tells what is missing or malformed.
func (o *Options) Validate() error {
	switch {
	case len(o.Key) != ed25519.PrivateKeySize:
		return errors.New("p2p: no node key given")
	case o.VerifyAnnounce == nil || o.VerifyAdvert == nil:
		return errors.New("p2p: VerifyAnnounce and VerifyAdvert are needed")
	case o.Network != "" && !wire.ValidRegion(o.Network):
		return fmt.Errorf("network name %.40q: want 1 to 16 of a-z, 0-9 and '-'", o.Network)
	case o.Region != "" && !wire.ValidRegion(o.Region):
		return fmt.Errorf("region %.40q: want 1 to 16 of a-z, 0-9 and '-'", o.Region)
	}
	return o.ValidateAddrs()
}

// ValidateAddrs tells which of Listen and Peers is malformed.
func (o *Options) ValidateAddrs() error {
	for _, a := range o.Listen {
		if _, err := multiaddr.NewMultiaddr(a); err != nil {
			return fmt.Errorf("listen address %.100q: %w", a, err)
		}
	}
	for _, a := range o.Peers {
		if _, err := peer.AddrInfoFromString(a); err != nil {
			return fmt.Errorf("peer %.100q: want a multiaddr that ends in /p2p/<peer id>: %w", a, err)
		}
	}
	return nil
}
