package relay

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"github.com/pion/ice/v4"
)

// Bounds of ICE-TCP. A network address translator may have many viewers behind one address.
const (
	maxTCP        = 4096
	maxTCPPerPeer = 64
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
func (r *Relay) newTCPMux(l *tcpListener) ice.TCPMux {
	return tcpMux{ice.NewTCPMuxDefault(ice.TCPMuxParams{
		Listener: l, Logger: pionLogs{r.log}.NewLogger("tcp"), ReadBufferSize: 16, WriteBufferSize: tcpBacklog,
		FirstStunBindTimeout: tcpFirst, AliveDurationForConnFromStun: tcpUnclaimed,
	})}
}

// tcpListener bounds the connections that it accepts, and closes them with itself.
type tcpListener struct {
	*net.TCPListener

	mu     sync.Mutex // guards the fields below
	closed bool
	conns  map[*tcpConn]struct{}
	of     map[netip.Prefix]int
}

func listenTCP(at netip.AddrPort) (*tcpListener, error) {
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
	return &tcpListener{TCPListener: l, conns: map[*tcpConn]struct{}{}, of: map[netip.Prefix]int{}}, nil
}

// Accept implements net.Listener. A lack of file handles does not end it.
func (l *tcpListener) Accept() (net.Conn, error) {
	for pause := 5 * time.Millisecond; ; {
		c, err := l.AcceptTCP()
		switch {
		case errors.Is(err, net.ErrClosed):
			return nil, err
		case err != nil:
			time.Sleep(pause)
			pause = min(2*pause, time.Second)
			continue
		}
		if conn := l.admit(c); conn != nil {
			return conn, nil
		}
		_ = c.SetLinger(0)
		_ = c.Close()
	}
}

// admit counts a connection in, or returns nil when there are as many as may be.
func (l *tcpListener) admit(c *net.TCPConn) *tcpConn {
	from, ok := c.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return nil
	}
	conn := &tcpConn{TCPConn: c, listener: l, from: household(from.AddrPort().Addr())}
	local := *c.LocalAddr().(*net.TCPAddr)
	local.IP = anyIP(from.IP.To4() == nil)
	conn.local = &local
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || len(l.conns) >= maxTCP || l.of[conn.from] >= maxTCPPerPeer {
		return nil
	}
	l.conns[conn] = struct{}{}
	l.of[conn.from]++
	_ = c.SetWriteBuffer(tcpBacklog) // a larger one delays
	return conn
}

// Close ends the listener and all of its connections.
func (l *tcpListener) Close() error {
	l.mu.Lock()
	l.closed = true
	var open []*tcpConn
	for c := range l.conns {
		open = append(open, c)
	}
	l.mu.Unlock()
	for _, c := range open {
		_ = c.Close()
	}
	return l.TCPListener.Close()
}

// household is whom an address is counted with: an IPv4 address alone, an IPv6 one with its /64.
func household(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := 64
	if a.Is4() {
		bits = 32
	}
	p, _ := a.Prefix(bits) // fails for no address and the wrong length only
	return p
}

// tcpConn is a connection that is counted out once.
type tcpConn struct {
	*net.TCPConn
	listener *tcpListener
	from     netip.Prefix
	local    net.Addr
	once     sync.Once
}

// LocalAddr implements net.Conn, for tcpMux.
func (c *tcpConn) LocalAddr() net.Addr { return c.local }

// Close implements net.Conn.
func (c *tcpConn) Close() error {
	c.once.Do(func() {
		l := c.listener
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.conns, c)
		if l.of[c.from]--; l.of[c.from] == 0 {
			delete(l.of, c.from)
		}
	})
	return c.TCPConn.Close()
}
