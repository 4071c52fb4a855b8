package main

import (
	"fmt"
	"strings"
)

// nat is what a house's router does. The zero value is a port-restricted cone: one public port for an inner one, whatever the
// destination, and only those whom the inner one has sent to may answer.
type nat struct {
	name      string
	open      bool   // full cone: everybody may send to the public port
	symmetric bool   // another public port for each destination
	noUDP     bool   // nothing but TCP passes
	closed    string // TCP ports that nobody is let out to, such as "8786"
	twice     bool   // another router behind it
}

var (
	fullCone   = nat{name: "full cone", open: true}
	restricted = nat{name: "port-restricted cone"}
	symmetric  = nat{name: "symmetric", symmetric: true}
	tcpOnly    = nat{name: "UDP blocked", noUDP: true}
	turnOnly   = nat{name: "UDP and media port blocked", noUDP: true, closed: "8786"}
	double     = nat{name: "double NAT", twice: true}
)

// rules are the router's, for nft. One statement stands on a line, as nft wants it.
func (n nat) rules(first string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("table ip nat {")
	line(" chain c_post {")
	line("  type nat hook postrouting priority srcnat")
	if n.symmetric {
		line("  oifname \"wan\" masquerade fully-random")
	} else {
		line("  oifname \"wan\" masquerade")
	}
	line(" }")
	if n.open {
		line(" chain c_pre {")
		line("  type nat hook prerouting priority dstnat")
		line("  iifname \"wan\" meta l4proto udp dnat to %s", first)
		line(" }")
	}
	line("}")
	line("table ip flt {")
	line(" chain c_forward {")
	line("  type filter hook forward priority 0; policy drop;")
	if n.noUDP {
		line("  meta l4proto udp drop")
	}
	if n.closed != "" {
		line("  tcp dport { %s } drop", n.closed)
	}
	line("  iifname \"br0\" accept")
	line("  ct state established,related accept")
	if n.open {
		line("  meta l4proto udp accept")
	}
	line(" }")
	line(" chain c_input {")
	line("  type filter hook input priority 0; policy accept;")
	line("  iifname \"wan\" ct state new drop")
	line(" }")
	line("}")
	return b.String()
}
