//go:build !linux

package udp

import "net"

func batchReader(net.PacketConn) Reader { return nil }

func batchWriter(net.PacketConn, *Counters) Writer { return nil }
