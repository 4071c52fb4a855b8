package p2p

import (
	"fmt"
	"net"

	"github.com/multiformats/go-multiaddr"
)

// checkFree tells of a port that another process has taken. libp2p would not: it shares TCP ports (SO_REUSEPORT), and is content
// when one of several addresses works.
func checkFree(listen []string) error {
	for _, addr := range listen {
		m, err := multiaddr.NewMultiaddr(addr)
		if err != nil {
			return fmt.Errorf("listen address %.100q: %w", addr, err)
		}
		ip, err := m.ValueForProtocol(multiaddr.P_IP4)
		if err != nil {
			if ip, err = m.ValueForProtocol(multiaddr.P_IP6); err != nil {
				continue // no address of this machine
			}
		}
		if port, err := m.ValueForProtocol(multiaddr.P_TCP); err == nil && port != "0" {
			l, err := net.Listen("tcp", net.JoinHostPort(ip, port))
			if err != nil {
				return fmt.Errorf("listen on %s: %w", addr, err)
			}
			_ = l.Close()
		}
		if port, err := m.ValueForProtocol(multiaddr.P_UDP); err == nil && port != "0" {
			c, err := net.ListenPacket("udp", net.JoinHostPort(ip, port))
			if err != nil {
				return fmt.Errorf("listen on %s: %w", addr, err)
			}
			_ = c.Close()
		}
	}
	return nil
}
