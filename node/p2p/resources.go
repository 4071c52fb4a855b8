package p2p

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	rcmgr "github.com/libp2p/go-libp2p/p2p/host/resource-manager"
	"github.com/libp2p/go-libp2p/x/rate"
)

// What all peers together, and each of them, may hold of this node. Connections beyond highWater are trimmed after their grace, those
// beyond maxConns not taken at all.
const (
	maxConns        = 512
	maxConnsIn      = 384 // which leaves room for those that this node makes: nobody can occupy all of it
	maxHandshakes   = 64  // connections that have not shown a peer id yet
	maxStreamsHeld  = 8192
	maxMemoryHeld   = 256 << 20 // bytes of buffers
	maxConnsOfPeer  = 8
	maxStreamsPeer  = 256 // one relay asks for all its viewers
	maxMemoryOfPeer = 16 << 20
	maxConnsOfIP    = 16 // a household, or a provider's shared address
	maxConnsOfNet   = 64 // one /24, or /56 of IPv6
	connsPerSecond  = 1  // new ones of one address after a burst of twice maxConnsOfIP; four times as many of its network
)

// resources are the limits of this host.
func resources() (network.ResourceManager, error) {
	scaled := rcmgr.DefaultLimits
	limits := rcmgr.PartialLimitConfig{
		System: rcmgr.ResourceLimits{Conns: maxConns, ConnsInbound: maxConnsIn, ConnsOutbound: maxConns, FD: maxConns, Streams: maxStreamsHeld,
			StreamsInbound: maxStreamsHeld / 2, StreamsOutbound: maxStreamsHeld, Memory: maxMemoryHeld},
		Transient: rcmgr.ResourceLimits{Conns: 2 * maxHandshakes, ConnsInbound: maxHandshakes, ConnsOutbound: 2 * maxHandshakes, FD: 2 * maxHandshakes,
			Streams: 1024, StreamsInbound: 512, StreamsOutbound: 1024, Memory: maxMemoryHeld / 4},
		PeerDefault: rcmgr.ResourceLimits{Conns: maxConnsOfPeer, ConnsInbound: maxConnsOfPeer, ConnsOutbound: maxConnsOfPeer, FD: maxConnsOfPeer,
			Streams: 2 * maxStreamsPeer, StreamsInbound: maxStreamsPeer, StreamsOutbound: 2 * maxStreamsPeer, Memory: maxMemoryOfPeer},
	}.Build(scaled.AutoScale())
	manager, err := rcmgr.NewResourceManager(rcmgr.NewFixedLimiter(limits), rcmgr.WithMetricsDisabled(),
		rcmgr.WithLimitPerSubnet(
			[]rcmgr.ConnLimitPerSubnet{{PrefixLength: 32, ConnCount: maxConnsOfIP}, {PrefixLength: 24, ConnCount: maxConnsOfNet}},
			[]rcmgr.ConnLimitPerSubnet{{PrefixLength: 64, ConnCount: maxConnsOfIP}, {PrefixLength: 56, ConnCount: maxConnsOfNet}}),
		rcmgr.WithNetworkPrefixLimit(privatePrefixes()), rcmgr.WithConnRateLimiters(connRates()))
	if err != nil {
		return nil, fmt.Errorf("p2p resources: %w", err)
	}
	return manager, nil
}

// privatePrefixes may hold as many connections as there are: in a household, or on one machine, an address tells nothing of who it is.
func privatePrefixes() (four, six []rcmgr.NetworkPrefixLimit) {
	for _, n := range privateNetworks() {
		p, err := netip.ParsePrefix(n.String())
		if err != nil {
			continue
		}
		l := rcmgr.NetworkPrefixLimit{Network: p, ConnCount: maxConnsIn}
		if p.Addr().Is4() {
			four = append(four, l)
		} else {
			six = append(six, l)
		}
	}
	return four, six
}

// connRates bounds how fast an address comes anew. Private ones are not bounded.
func connRates() *rate.Limiter {
	address, net := rate.Limit{RPS: connsPerSecond, Burst: 2 * maxConnsOfIP}, rate.Limit{RPS: 4 * connsPerSecond, Burst: 2 * maxConnsOfNet}
	l := &rate.Limiter{SubnetRateLimiter: rate.SubnetLimiter{
		IPv4SubnetLimits: []rate.SubnetLimit{{PrefixLength: 32, Limit: address}, {PrefixLength: 24, Limit: net}},
		IPv6SubnetLimits: []rate.SubnetLimit{{PrefixLength: 64, Limit: address}, {PrefixLength: 56, Limit: net}},
		GracePeriod:      time.Minute,
	}}
	four, six := privatePrefixes()
	for _, p := range append(four, six...) {
		l.NetworkPrefixLimits = append(l.NetworkPrefixLimits, rate.PrefixLimit{Prefix: p.Network}) // no limit
	}
	return l
}
