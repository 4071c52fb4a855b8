package relay

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"syscall"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/webrtc/v4"

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
	conn, err := m.TCPMuxDefault.GetConnByUfrag(ufrag, v6, anyIP(v6))
	if err != nil {
		return nil, err
	}
	return tcpConn{conn}, nil
}

// tcpConn is what of the mux belongs to one session.
type tcpConn struct{ net.PacketConn }

// ReadFrom implements net.PacketConn. That the connection was closed here is told in a way that Pion does not take for a failure.
func (c tcpConn) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := c.PacketConn.ReadFrom(b)
	if errors.Is(err, io.ErrClosedPipe) {
		err = net.ErrClosed
	}
	return n, from, err
}

// leaveTCP gives up the session's ICE-TCP candidate if packets go by UDP: it would cost two goroutines and 16 KiB for as long as the
// session lasts. A peer that loses its way by UDP later makes a new session.
func (s *Session) leaveTCP() {
	if s.relay.tcpMux == nil || s.mux != nil {
		return
	}
	pair, err := s.iceTransport().GetSelectedCandidatePair()
	if err != nil || pair == nil || pair.Local == nil || pair.Local.Protocol != webrtc.ICEProtocolUDP {
		return
	}
	if own, err := s.iceTransport().GetLocalParameters(); err == nil {
		s.relay.tcpMux.RemoveConnByUfrag(own.UsernameFragment)
	}
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
