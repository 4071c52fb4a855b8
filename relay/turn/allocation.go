package turn

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/pion/turn/v5"
	"golang.org/x/time/rate"
)

var (
	errFull     = errors.New("as many allocations as may be")
	errFamily   = errors.New("no public address of that family")
	errUDPAlone = errors.New("relayed addresses are UDP")
)

// lowestPort is the lowest that packets may be sent to: below are services, and no media.
const lowestPort = 1024

// overhead is what IP and UDP add to a datagram.
const overhead = 28

// generator makes relayed addresses.
type generator struct{ *Server }

// Validate implements turn.RelayAddressGenerator.
func (g generator) Validate() error { return nil }

// AllocatePacketConn implements turn.RelayAddressGenerator.
func (g generator) AllocatePacketConn(c turn.AllocateListenerConfig) (net.PacketConn, net.Addr, error) {
	public := netip.Addr{}
	for _, a := range g.o.Public {
		if a.Is4() == (c.Network == "udp4") {
			public = a
		}
	}
	if !public.IsValid() {
		return nil, nil, errFamily
	}
	if !g.take(c.UserID) {
		return nil, nil, errFull
	}
	conn, err := net.ListenUDP(c.Network, &net.UDPAddr{Port: c.RequestedPort})
	if err != nil {
		g.giveBack(c.UserID)
		return nil, nil, err
	}
	perSecond := rate.Limit(float64(g.o.Kbps) * 1000 / 8)
	burst := max(64<<10, int(perSecond/4))
	g.relays.Add(1)
	relayed := &relayedConn{UDPConn: conn, server: g.Server, id: c.UserID, local: g.local(public.Is4()),
		out: rate.NewLimiter(perSecond, burst), in: rate.NewLimiter(perSecond, burst)}
	port := conn.LocalAddr().(*net.UDPAddr).Port
	return relayed, &net.UDPAddr{IP: public.AsSlice(), Port: port}, nil
}

// local is where the node's own media port is reached from this machine by one family.
func (s *Server) local(four bool) netip.AddrPort {
	a := s.o.Media.Addr().Unmap()
	switch {
	case a.IsUnspecified() && four:
		a = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	case a.IsUnspecified():
		a = netip.IPv6Loopback()
	}
	return netip.AddrPortFrom(a, s.o.Media.Port())
}

// AllocateListener implements turn.RelayAddressGenerator: there are no relayed TCP connections (RFC 6062).
func (g generator) AllocateListener(turn.AllocateListenerConfig) (net.Listener, net.Addr, error) {
	return nil, nil, errUDPAlone
}

// AllocateConn implements turn.RelayAddressGenerator.
func (g generator) AllocateConn(turn.AllocateConnConfig) (net.Conn, error) { return nil, errUDPAlone }

// relayedConn is the socket of one allocation. It holds to the rate, and to what may be reached of this machine: its media port, whose
// public address is replaced by the local one, because not every router sends packets back to where they come from.
type relayedConn struct {
	*net.UDPConn
	server  *Server
	id      string
	local   netip.AddrPort
	out, in *rate.Limiter
	once    sync.Once
}

// WriteTo implements net.PacketConn. What may not be sent is lost without an error, as on any path.
func (c *relayedConn) WriteTo(b []byte, to net.Addr) (int, error) {
	udp, ok := to.(*net.UDPAddr)
	if !ok || !c.out.AllowN(time.Now(), len(b)+overhead) {
		return len(b), nil
	}
	peer := netip.AddrPortFrom(peerAddr(udp.IP), uint16(udp.Port))
	switch own := c.server.own(peer.Addr()); {
	case own && peer.Port() == c.server.o.Media.Port():
		peer = c.local
	case own, peer.Port() < lowestPort, !c.server.permits(peer.Addr()):
		return len(b), nil
	}
	return c.WriteToUDPAddrPort(b, peer)
}

// ReadFrom implements net.PacketConn.
func (c *relayedConn) ReadFrom(b []byte) (int, net.Addr, error) {
	for {
		n, from, err := c.ReadFromUDPAddrPort(b)
		if err != nil {
			return n, nil, err
		}
		from = netip.AddrPortFrom(from.Addr().Unmap(), from.Port())
		if from == c.local {
			from = netip.AddrPortFrom(c.public(), from.Port())
		}
		if c.in.AllowN(time.Now(), n+overhead) {
			return n, net.UDPAddrFromAddrPort(from), nil
		}
	}
}

// public is this machine's public address of the socket's family.
func (c *relayedConn) public() netip.Addr {
	for _, a := range c.server.o.Public {
		if a.Is4() == c.local.Addr().Is4() {
			return a
		}
	}
	return c.local.Addr()
}

// Close implements net.PacketConn.
func (c *relayedConn) Close() error {
	err := c.UDPConn.Close()
	c.once.Do(func() {
		c.server.giveBack(c.id)
		c.server.relays.Done()
	})
	return err
}
