package load

import (
	"context"
	"net/netip"
	"sync/atomic"
	"time"
)

// Sink is sockets that count what they get, read as a viewer's is: the floor that a server is measured against has the same
// receivers. All methods are safe for concurrent use.
type Sink struct {
	reader  *reader
	sockets []*socket
	packets atomic.Uint64
}

// NewSink opens n sockets on the loopback address. Close ends it.
func NewSink(n int) (*Sink, error) {
	r, err := newReader(0)
	if err != nil {
		return nil, err
	}
	s := &Sink{reader: r}
	for range n {
		one, err := r.open(netip.AddrFrom4([4]byte{127, 0, 0, 1}), s)
		if err != nil {
			s.Close()
			return nil, err
		}
		s.sockets = append(s.sockets, one)
	}
	return s, nil
}

// Ports returns the port of each socket.
func (s *Sink) Ports() (ports []uint16) {
	for _, one := range s.sockets {
		ports = append(ports, one.local.Port())
	}
	return ports
}

// Packets returns how many datagrams have come.
func (s *Sink) Packets() uint64 { return s.packets.Load() }

// Wait returns when n datagrams have come, or when ctx ends.
func (s *Sink) Wait(ctx context.Context, n uint64) {
	for s.Packets() < n && ctx.Err() == nil {
		pause(ctx, time.Millisecond)
	}
}

// Close closes the sockets.
func (s *Sink) Close() {
	for _, one := range s.sockets {
		one.close()
	}
	s.reader.close()
}

// receive implements receiver.
func (s *Sink) receive([]byte, netip.AddrPort, time.Time) { s.packets.Add(1) }
