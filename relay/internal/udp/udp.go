package udp

import (
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"syscall"
)

// Datagram is one received datagram. Data is valid until the next Read.
type Datagram struct {
	Data []byte
	From netip.AddrPort // never an IPv4 address mapped to IPv6
}

// Reader receives datagrams. It belongs to one goroutine.
type Reader interface {
	// Read waits for at least one datagram and returns all that are there, up to its capacity.
	Read() ([]Datagram, error)
}

// Writer collects datagrams and sends them. It belongs to one goroutine.
type Writer interface {
	// Reserve returns n bytes, at most MaxDatagram, that go to an address as one datagram. They are to be filled before the next
	// call of any method; their former content is arbitrary.
	Reserve(to netip.AddrPort, n int) []byte
	// Flush sends what was reserved since the last Flush. Datagrams that the kernel does not take are lost, as on any path; the error
	// says why of the first of them.
	Flush() error
}

// MaxDatagram is the largest datagram of a Writer, in bytes.
const MaxDatagram = 2048

// Batch sizes. The kernel cuts at most 64 segments out of at most 64 KiB; an arena of 256 KiB stays in a core's cache.
const (
	readBatch   = 64
	readSize    = 2048
	writeBatch  = 128
	arenaSize   = 256 << 10
	maxSegments = 64
	maxRun      = 65000
)

// Counters count what writers did. The zero value is ready; all methods are safe for concurrent use.
type Counters struct {
	datagrams, messages, calls, refused, lost, bytes atomic.Uint64
}

// Counts is what Counters have counted so far.
type Counts struct {
	Datagrams uint64 // taken by the kernel
	Messages  uint64 // runs of datagrams handed over in one piece
	Calls     uint64 // system calls
	Refused   uint64 // runs that the kernel would not cut
	Lost      uint64 // datagrams the kernel would not take
	Bytes     uint64 // in all datagrams so far, the lost ones included, without UDP's header
}

// passed counts a datagram of n bytes.
func (c *Counters) passed(n int) {
	c.datagrams.Add(1)
	c.messages.Add(1)
	c.calls.Add(1)
	c.bytes.Add(uint64(n))
}

// Counts returns the counts.
func (c *Counters) Counts() Counts {
	return Counts{c.datagrams.Load(), c.messages.Load(), c.calls.Load(), c.refused.Load(), c.lost.Load(), c.bytes.Load()}
}

// NewReader returns a Reader of c: a batching one where c is a UDP socket of a system that can.
func NewReader(c net.PacketConn) Reader {
	if r := batchReader(c); r != nil {
		return r
	}
	return &plainReader{conn: c, buf: make([]byte, readSize)}
}

// NewWriter returns a Writer to c, likewise. Several Writers may share a socket. Its counts go to n.
func NewWriter(c net.PacketConn, n *Counters) Writer {
	if w := batchWriter(c, n); w != nil {
		return w
	}
	return &plainWriter{conn: c, counters: n, buf: make([]byte, MaxDatagram)}
}

// Sender sends datagrams one at a time, each at once. It is safe for concurrent use.
type Sender struct {
	conn     net.PacketConn
	direct   func(b []byte, to netip.AddrPort) error // nil where it cannot be
	counters *Counters
}

// NewSender returns a Sender to c. Its counts go to n.
func NewSender(c net.PacketConn, n *Counters) *Sender {
	return &Sender{conn: c, direct: direct(c), counters: n}
}

// Send sends one datagram. It waits for room in the socket's buffer.
func (s *Sender) Send(b []byte, to netip.AddrPort) error {
	s.counters.passed(len(b))
	if s.direct != nil {
		if err := s.direct(b, to); !errors.Is(err, syscall.EAGAIN) {
			return err
		}
	}
	_, err := s.conn.WriteTo(b, net.UDPAddrFromAddrPort(to))
	return err
}
