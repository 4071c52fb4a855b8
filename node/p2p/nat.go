package p2p

import (
	"context"
	"math/rand/v2"
	"net/netip"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/host/autorelay"
	"github.com/multiformats/go-multiaddr"
)

// A node that others do not reach looks for circuit relays among the peers that it is connected with. A few are enough, and the sooner
// the better: nobody finds it before.
const (
	circuits       = 2
	circuitEvery   = 5 * time.Second
	circuitBackoff = 30 * time.Second
)

// natOptions are how a host behind an address translator is reached, and how one that is not helps others: port mapping by UPnP or
// NAT-PMP, probes of reachability, circuit relays for the first contact, and hole punching for a direct one.
func natOptions(public bool, self func() host.Host) []libp2p.Option {
	options := []libp2p.Option{
		libp2p.NATPortMap(), libp2p.EnableAutoNATv2(), libp2p.EnableHolePunching(), libp2p.EnableRelay(), libp2p.EnableRelayService(),
	}
	if public {
		return append(options, libp2p.ForceReachabilityPublic())
	}
	// Of the first AutoNAT's verdict, which comes late and calls a full cone public although its addresses are not known, nothing
	// depends then; addresses that the second one confirms, mapped ones among them, take the place of circuits.
	options = append(options, libp2p.ForceReachabilityPrivate())
	source := func(ctx context.Context, n int) <-chan peer.AddrInfo { return circuitCandidates(ctx, self(), n) }
	return append(options, libp2p.EnableAutoRelayWithPeerSource(source, autorelay.WithNumRelays(circuits), autorelay.WithMinCandidates(1),
		autorelay.WithBootDelay(circuitEvery), autorelay.WithMinInterval(circuitEvery), autorelay.WithBackoff(circuitBackoff)))
}

// circuitCandidates lists at most n peers, in any order, that this host has dialled at a public address.
func circuitCandidates(ctx context.Context, self host.Host, n int) <-chan peer.AddrInfo {
	found := make(chan peer.AddrInfo, n)
	defer close(found)
	if self == nil || ctx.Err() != nil {
		return found
	}
	conns := self.Network().Conns()
	rand.Shuffle(len(conns), func(i, j int) { conns[i], conns[j] = conns[j], conns[i] })
	seen := map[peer.ID]bool{}
	for _, c := range conns {
		p := c.RemotePeer()
		if seen[p] || c.Stat().Direction != network.DirOutbound || c.Stat().Limited || !isPublic(c.RemoteMultiaddr()) || len(found) == n {
			continue
		}
		seen[p] = true
		found <- self.Peerstore().PeerInfo(p)
	}
	return found
}

// RemoteAddrs returns the addresses from which peers are connected to this host, without those behind a circuit relay.
func (h *Host) RemoteAddrs() (addrs []netip.Addr) {
	for _, c := range h.host.Network().Conns() {
		if a := c.RemoteMultiaddr(); !isCircuit(a) {
			if ip, ok := ipOf(a); ok {
				addrs = append(addrs, ip)
			}
		}
	}
	return addrs
}

// Circuits returns the ids of the relays by which a peer is said to be reached.
func (h *Host) Circuits(peerID string) (relays []string) {
	p, err := peer.Decode(peerID)
	if err != nil {
		return nil
	}
	for _, a := range h.host.Peerstore().Addrs(p) {
		before, _ := multiaddr.SplitFunc(a, func(c multiaddr.Component) bool { return c.Protocol().Code == multiaddr.P_CIRCUIT })
		if len(before) == len(a) {
			continue
		}
		if id, err := before.ValueForProtocol(multiaddr.P_P2P); err == nil && !slices.Contains(relays, id) {
			relays = append(relays, id)
		}
	}
	return relays
}
