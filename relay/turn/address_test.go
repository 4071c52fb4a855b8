package turn

import (
	"net"
	"net/netip"
	"testing"
)

func TestAddressesOfOtherPurposesAreRefused(t *testing.T) {
	for _, test := range []struct {
		text  string
		why   string
		bears int // 0 never, 1 on a LAN, 2 always
	}{
		{"0.0.0.0", "unspecified", 0},
		{"0.1.2.3", "this network", 0},
		{"127.0.0.1", "loopback", 0},
		{"127.255.255.254", "loopback", 0},
		{"169.254.169.254", "cloud metadata", 0},
		{"10.0.0.1", "private", 1},
		{"10.255.255.255", "private", 1},
		{"172.16.0.1", "private", 1},
		{"172.31.255.255", "private", 1},
		{"172.32.0.1", "after private", 2},
		{"192.168.0.1", "private", 1},
		{"100.64.0.1", "carrier's NAT", 1},
		{"100.128.0.1", "after carrier's NAT", 2},
		{"192.0.0.1", "protocol assignments", 0},
		{"192.0.0.170", "NAT64 discovery", 0},
		{"192.0.2.1", "documentation", 0},
		{"198.51.100.1", "documentation", 0},
		{"203.0.113.1", "documentation", 0},
		{"192.88.99.1", "6to4 relay", 0},
		{"198.18.0.1", "benchmarks", 0},
		{"198.19.255.255", "benchmarks", 0},
		{"224.0.0.1", "multicast", 0},
		{"239.255.255.250", "multicast", 0},
		{"240.0.0.1", "reserved", 0},
		{"255.255.255.255", "broadcast", 0},
		{"11.0.0.1", "public", 2},
		{"8.8.8.8", "public", 2},
		{"::", "unspecified", 0},
		{"::1", "loopback", 0},
		{"::127.0.0.1", "IPv4-compatible", 0},
		{"::8.8.8.8", "IPv4-compatible", 0},
		{"::ffff:127.0.0.1", "IPv4-mapped", 0},
		{"::ffff:10.0.0.1", "IPv4-mapped", 0},
		{"::ffff:8.8.8.8", "IPv4-mapped", 0},
		{"::ffff:0:127.0.0.1", "IPv4-translated", 0},
		{"64:ff9b::127.0.0.1", "NAT64", 0},
		{"64:ff9b::8.8.8.8", "NAT64", 0},
		{"64:ff9b:1::7f00:1", "NAT64, local", 0},
		{"2002:7f00:1::", "6to4 of loopback", 0},
		{"2002:808:808::1", "6to4", 0},
		{"2001::1", "Teredo", 0},
		{"2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo", 0},
		{"2001:10::1", "ORCHID", 0},
		{"2001:20::1", "ORCHIDv2", 0},
		{"2001:db8::1", "documentation", 0},
		{"3fff::1", "documentation", 0},
		{"100::1", "discard", 0},
		{"5f00::1", "segment routing", 0},
		{"fc00::1", "unique local", 1},
		{"fd12:3456::1", "unique local", 1},
		{"fe80::1", "link-local", 0},
		{"fe80::1%eth0", "link-local with zone", 0},
		{"fec0::1", "site-local", 0},
		{"ff02::1", "multicast", 0},
		{"ff0e::1", "multicast", 0},
		{"2001:4860:4860::8888", "public", 2},
		{"2a00:1450::1", "public", 2},
	} {
		a := netip.MustParseAddr(test.text)
		if got, want := mayRelayTo(a, false), test.bears == 2; got != want {
			t.Errorf("%s (%s): got %v, want %v", test.text, test.why, got, want)
		}
		if got, want := mayRelayTo(a, true), test.bears >= 1; got != want {
			t.Errorf("%s (%s) on a LAN: got %v, want %v", test.text, test.why, got, want)
		}
	}
	if mayRelayTo(netip.Addr{}, true) {
		t.Error("no address may be sent to")
	}
}

// What net.IP makes of an address must not slip through: 16 bytes may be an IPv4 address.
func TestBothFormsOfAnAddressCountAsOne(t *testing.T) {
	for _, text := range []string{"127.0.0.1", "10.0.0.1", "169.254.1.1", "8.8.8.8"} {
		four, sixteen := peerAddr(net.ParseIP(text).To4()), peerAddr(net.ParseIP(text).To16())
		if four != sixteen || mayRelayTo(four, false) != (text == "8.8.8.8") {
			t.Errorf("%s is %v and %v", text, four, sixteen)
		}
	}
	if peerAddr(net.IP{1, 2, 3}).IsValid() {
		t.Error("3 bytes are an address")
	}
}
