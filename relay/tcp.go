package relay

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"

	"github.com/pion/ice/v4"

	"github.com/casto-network/casto/relay/internal/gate"
)

// Bounds of ICE-TCP. A network address translator may have many viewers behind one address.
const (
	maxTCP     = 4096
	maxTCPFrom = 64
	// tcpFirst is how long a connection may take to say which session it belongs to, and tcpUnclaimed how long it is kept when there is no
	// such session: an answer may be on its way.
	tcpFirst     = 5 * time.Second
	tcpUnclaimed = 10 * time.Second
	// tcpBacklog is what waits for a slow peer, 2.5 Mbit/s for 0.8 s, and as much again in the kernel; what is more is lost to it, as it
	// would be on any path. A shard never waits.
	tcpBacklog = 256 << 10
)

// tcpMux is where ICE-TCP candidates (RFC 6544) come in, all passive: one listener for all sessions. It tells sessions apart by the
// first STUN message alone, not by the local address, which behind a 1:1 NAT is not the candidate's.
type tcpMux struct{ *ice.TCPMuxDefault }

// GetConnByUfrag implements ice.TCPMux.
func (m tcpMux) GetConnByUfrag(ufrag string, v6 bool, _ net.IP) (net.PacketConn, error) {
	return m.TCPMuxDefault.GetConnByUfrag(ufrag, v6, anyIP(v6))
}

func anyIP(v6 bool) net.IP {
	if v6 {
		return net.IPv6zero
	}
	return net.IPv4zero
}

// newTCPMux lets Pion use the listener; it accepts from now on.
func (r *Relay) newTCPMux(l *gate.Listener) ice.TCPMux {
	return tcpMux{ice.NewTCPMuxDefault(ice.TCPMuxParams{
		Listener: l, Logger: pionLogs{r.log}.NewLogger("tcp"), ReadBufferSize: 16, WriteBufferSize: tcpBacklog,
		FirstStunBindTimeout: tcpFirst, AliveDurationForConnFromStun: tcpUnclaimed,
	})}
}

func listenTCP(at netip.AddrPort) (*gate.Listener, error) {
	network := "tcp"
	if at.Addr().Is4() {
		network = "tcp4"
	}
	l, err := net.ListenTCP(network, net.TCPAddrFromAddrPort(at))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%w: %w", ErrAddrInUse, err)
	}
	if err != nil {
		return nil, err
	}
	return gate.New(l, gate.Options{Most: maxTCP, MostOf: maxTCPFrom, Buffer: tcpBacklog, Local: func(a *net.TCPAddr) net.Addr {
		return &net.TCPAddr{IP: anyIP(a.IP.To4() == nil), Port: a.Port} // see tcpMux
	}}), nil
}
