package turn

import "net/netip"

// special are the ranges that are no place on the public internet, or that hide an IPv4 address in an IPv6 one: IANA's registries of
// special purpose addresses (RFC 6890), and what translators make of addresses.
var special = prefixes(
	"0.0.0.0/8",         // this host
	"127.0.0.0/8",       // loopback
	"169.254.0.0/16",    // link-local, cloud metadata among them
	"192.0.0.0/24",      // protocol assignments
	"192.0.2.0/24",      // documentation
	"192.31.196.0/24",   // AS112
	"192.52.193.0/24",   // AMT
	"192.88.99.0/24",    // 6to4 relay anycast
	"192.175.48.0/24",   // AS112
	"198.18.0.0/15",     // benchmarks
	"198.51.100.0/24",   // documentation
	"203.0.113.0/24",    // documentation
	"224.0.0.0/4",       // multicast
	"240.0.0.0/4",       // reserved, broadcast
	"::/96",             // unspecified, loopback, IPv4-compatible
	"::ffff:0:0/96",     // IPv4-mapped
	"::ffff:0:0:0/96",   // IPv4-translated
	"64:ff9b::/96",      // NAT64
	"64:ff9b:1::/48",    // NAT64, local
	"100::/64",          // discard
	"100:0:0:1::/64",    // dummy prefix
	"2001::/23",         // protocol assignments: Teredo, ORCHID and others
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4
	"2620:4f:8000::/48", // AS112
	"3fff::/20",         // documentation
	"5f00::/16",         // segment routing
	"fe80::/10",         // link-local
	"fec0::/10",         // site-local, once
	"ff00::/8",          // multicast
)

// private are the ranges of networks with an owner, who may want to use them (Options.LAN).
var private = prefixes("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		list[i] = netip.MustParsePrefix(t)
	}
	return list
}

// mayRelayTo says whether packets may be sent to an address at all, known or not.
func mayRelayTo(a netip.Addr, lan bool) bool {
	switch {
	case !a.IsValid() || a.Zone() != "":
		return false
	case within(a, special):
		return false
	case a.Is4In6(): // Prefix.Contains takes it for neither
		return false
	case within(a, private):
		return lan
	}
	return a.Is4() || a.Is6()
}

func within(a netip.Addr, ranges []netip.Prefix) bool {
	for _, p := range ranges {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
