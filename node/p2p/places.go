package p2p

import (
	"net/netip"

	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"github.com/casto-network/casto/node/wire"
)

// Bounds of what may sit in one place of the address space, which costs more to leave than a key costs to make.
const (
	maxRelaysPerNet = 4    // relays of one /24, or /48 of IPv6, in a directory
	netBits4        = 24   //
	netBits6        = 48   //
	regionBits4     = 16   // who holds one /16 holds one voice, whatever it runs there
	regionBits6     = 32   //
	privatePlace    = "-"  // addresses that are nobody's in the world
	circuitPlace    = "c/" // before the place of a circuit relay, which many may share
)

// ipOf returns the IP address that a multiaddr begins with, if it begins with one.
func ipOf(a multiaddr.Multiaddr) (netip.Addr, bool) {
	ip, err := manet.ToIP(a)
	if err != nil {
		return netip.Addr{}, false
	}
	addr, ok := netip.AddrFromSlice(ip)
	return addr.Unmap(), ok
}

// isPublic reports whether an address can mean the same to everybody: a public IP address or a name, direct or through a relay.
func isPublic(a multiaddr.Multiaddr) bool { return manet.IsPublicAddr(a) }

// isCircuit reports whether an address leads through another node.
func isCircuit(a multiaddr.Multiaddr) bool {
	_, err := a.ValueForProtocol(multiaddr.P_CIRCUIT)
	return err == nil
}

// prefix returns the network of an address with so many bits, by the version of IP.
func prefix(ip netip.Addr, bits4, bits6 int) netip.Prefix {
	bits := bits6
	if ip.Is4() {
		bits = bits4
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// region is the /16 (IPv6: /32) that an address lies in.
func region(ip netip.Addr) netip.Prefix { return prefix(ip, regionBits4, regionBits6) }

// multiaddrs returns the addresses of a message that are multiaddrs.
func multiaddrs(raw [][]byte) (out []multiaddr.Multiaddr) {
	for _, b := range raw {
		if a, err := multiaddr.NewMultiaddrBytes(b); err == nil {
			out = append(out, a)
		}
	}
	return out
}

// placesOf names the networks that an advert's public addresses lie in, each once. Circuit addresses count for themselves: they are
// the place of somebody else.
func placesOf(a *wire.RelayAdvert) []string {
	var out []string
	seen := make(map[string]bool)
	for _, addr := range multiaddrs(a.GetAddrs()) {
		ip, ok := ipOf(addr)
		if !ok || !isPublic(addr) {
			continue
		}
		place := prefix(ip, netBits4, netBits6).String()
		if isCircuit(addr) {
			place = circuitPlace + place
		}
		if !seen[place] {
			seen[place] = true
			out = append(out, place)
		}
	}
	return out
}

// regionOf is the region of the first public address, or privatePlace: a voice in a view.
func regionOf(addrs []multiaddr.Multiaddr) string {
	for _, a := range addrs {
		if ip, ok := ipOf(a); ok && isPublic(a) {
			return region(ip).String()
		}
	}
	return privatePlace
}
