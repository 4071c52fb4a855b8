//go:build !linux

package udp

import (
	"net"
	"net/netip"
)

func batchReader(net.PacketConn) Reader { return nil }

func batchWriter(net.PacketConn, *Counters) Writer { return nil }

func direct(net.PacketConn) func([]byte, netip.AddrPort) error { return nil }
