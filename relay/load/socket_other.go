//go:build !linux

package load

import (
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"
)

// reader reads many sockets, one goroutine each.
type reader struct {
	mu      sync.Mutex // held while a datagram is delivered
	running sync.WaitGroup
}

// socket is one UDP socket of a reader.
type socket struct {
	reader *reader
	conn   *net.UDPConn
	to     receiver
	local  netip.AddrPort
}

func newReader(time.Duration) (*reader, error) { return &reader{}, nil }

func (r *reader) open(local netip.Addr, to receiver) (*socket, error) {
	c, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(local, 0)))
	if err != nil {
		return nil, fmt.Errorf("socket on %v: %w", local, err)
	}
	_ = c.SetReadBuffer(socketBuffer)
	s := &socket{reader: r, conn: c, to: to, local: netip.AddrPortFrom(local, c.LocalAddr().(*net.UDPAddr).AddrPort().Port())}
	r.running.Go(s.run)
	return s, nil
}

func (s *socket) run() {
	b := make([]byte, 2048)
	for {
		n, from, err := s.conn.ReadFromUDPAddrPort(b)
		if err != nil {
			return
		}
		s.reader.mu.Lock()
		s.to.receive(b[:n], netip.AddrPortFrom(from.Addr().Unmap(), from.Port()), time.Now())
		s.reader.mu.Unlock()
	}
}

func (s *socket) write(b []byte, to netip.AddrPort) error {
	_, err := s.conn.WriteToUDPAddrPort(b, to)
	return err
}

func (s *socket) close() { _ = s.conn.Close() }

func (r *reader) close() { r.running.Wait() }
