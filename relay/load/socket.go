package load

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// socketBuffer is asked of the kernel for each viewer: a key frame and then some, when the reader naps.
const socketBuffer = 1 << 20

// errClosed: a socket was used after it was closed.
var errClosed = net.ErrClosed

// receiver takes the datagrams of one socket. They are called by the goroutine that reads all sockets, in the order of arrival. The
// bytes are the caller's again after the return.
type receiver interface {
	receive(b []byte, from netip.AddrPort, at time.Time)
}

// mailbox is the net.PacketConn under Pion's mux: it is written to the viewer's socket, and read from what the viewer puts aside
// for Pion, STUN and DTLS. All methods are safe for concurrent use.
type mailbox struct {
	local *net.UDPAddr
	write func(b []byte, to netip.AddrPort) error
	in    chan datagram
	done  chan struct{}
	once  sync.Once
}

// datagram is one for Pion.
type datagram struct {
	data []byte
	from netip.AddrPort
}

func newMailbox(local netip.AddrPort, write func([]byte, netip.AddrPort) error) *mailbox {
	return &mailbox{local: net.UDPAddrFromAddrPort(local), write: write, in: make(chan datagram, 64), done: make(chan struct{})}
}

// put hands a datagram to Pion, or drops it if Pion does not keep up.
func (m *mailbox) put(b []byte, from netip.AddrPort) {
	select {
	case m.in <- datagram{append([]byte(nil), b...), from}:
	default:
	}
}

// ReadFrom implements net.PacketConn.
func (m *mailbox) ReadFrom(b []byte) (int, net.Addr, error) {
	select {
	case d := <-m.in:
		return copy(b, d.data), net.UDPAddrFromAddrPort(d.from), nil
	case <-m.done:
		return 0, nil, errClosed
	}
}

// WriteTo implements net.PacketConn.
func (m *mailbox) WriteTo(b []byte, to net.Addr) (int, error) {
	u, ok := to.(*net.UDPAddr)
	if !ok {
		return 0, errors.New("not a UDP address")
	}
	p := u.AddrPort()
	if err := m.write(b, netip.AddrPortFrom(p.Addr().Unmap(), p.Port())); err != nil {
		return 0, err
	}
	return len(b), nil
}

// Close implements net.PacketConn. The socket stays the viewer's.
func (m *mailbox) Close() error {
	m.once.Do(func() { close(m.done) })
	return nil
}

// LocalAddr implements net.PacketConn.
func (m *mailbox) LocalAddr() net.Addr { return m.local }

// SetDeadline implements net.PacketConn; Pion's mux sets none.
func (m *mailbox) SetDeadline(time.Time) error { return nil }

// SetReadDeadline implements net.PacketConn.
func (m *mailbox) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline implements net.PacketConn.
func (m *mailbox) SetWriteDeadline(time.Time) error { return nil }
