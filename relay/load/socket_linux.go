package load

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	readBatch = 32
	readSize  = 2048
	// pollTimeout is how long the reader sleeps at most, in milliseconds, before it looks whether it is to end.
	pollTimeout = 50
	controlSize = 64
)

// mmsghdr is struct mmsghdr of recvmmsg(2); the compiler pads it as C does.
type mmsghdr struct {
	hdr unix.Msghdr
	len uint32
}

// reader reads many sockets by one thread. The sockets are none of the Go runtime's, whose poller would be woken for each packet
// as well. All methods are safe for concurrent use.
type reader struct {
	ep  int
	nap time.Duration

	mu      sync.Mutex // guards sockets; held while datagrams are delivered, so that a closed socket gets none
	sockets map[int32]*socket
	closed  bool
	ended   chan struct{}

	hdrs     [readBatch]mmsghdr
	iovs     [readBatch]unix.Iovec
	names    [readBatch]unix.RawSockaddrInet6
	controls [readBatch][controlSize]byte
	bufs     [readBatch * readSize]byte
}

// socket is one UDP socket of a reader.
type socket struct {
	reader *reader
	fd     int
	to     receiver
	six    bool
	local  netip.AddrPort

	mu     sync.Mutex // guards closed and the descriptor's use for writing
	closed bool
}

// newReader starts a reader, which naps between rounds.
func newReader(nap time.Duration) (*reader, error) {
	ep, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	r := &reader{ep: ep, nap: nap, sockets: map[int32]*socket{}, ended: make(chan struct{})}
	for i := range r.hdrs {
		r.iovs[i].Base = &r.bufs[i*readSize]
		r.iovs[i].SetLen(readSize)
		h := &r.hdrs[i].hdr
		h.Iov = &r.iovs[i]
		h.SetIovlen(1)
		h.Name = (*byte)(unsafe.Pointer(&r.names[i]))
		h.Control = &r.controls[i][0]
	}
	go r.run()
	return r, nil
}

// open makes a socket on an address of this machine, whose datagrams go to to.
func (r *reader) open(local netip.Addr, to receiver) (*socket, error) {
	s := &socket{reader: r, to: to, six: local.Is6()}
	family := unix.AF_INET
	if s.six {
		family = unix.AF_INET6
	}
	var err error
	if s.fd, err = unix.Socket(family, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0); err != nil {
		return nil, fmt.Errorf("socket: %w; is the limit on open files high enough (ulimit -n)?", err)
	}
	_ = unix.SetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_RCVBUF, socketBuffer)
	_ = unix.SetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1)
	var at unix.Sockaddr = &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	if s.six {
		at = &unix.SockaddrInet6{Addr: local.As16()}
	} else {
		at.(*unix.SockaddrInet4).Addr = local.As4()
	}
	if err = unix.Bind(s.fd, at); err == nil {
		err = s.find(local)
	}
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.closed {
			err = errClosed
		} else if err = unix.EpollCtl(r.ep, unix.EPOLL_CTL_ADD, s.fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(s.fd)}); err == nil {
			r.sockets[int32(s.fd)] = s
		}
	}
	if err != nil {
		_ = unix.Close(s.fd)
		return nil, fmt.Errorf("socket on %v: %w", local, err)
	}
	return s, nil
}

// find sets the local address.
func (s *socket) find(local netip.Addr) error {
	name, err := unix.Getsockname(s.fd)
	if err != nil {
		return err
	}
	switch name := name.(type) {
	case *unix.SockaddrInet4:
		s.local = netip.AddrPortFrom(local, uint16(name.Port))
	case *unix.SockaddrInet6:
		s.local = netip.AddrPortFrom(local, uint16(name.Port))
	}
	return nil
}

// write sends one datagram.
func (s *socket) write(b []byte, to netip.AddrPort) error {
	var name unix.Sockaddr
	if s.six {
		name = &unix.SockaddrInet6{Addr: to.Addr().As16(), Port: int(to.Port())}
	} else if to.Addr().Is4() {
		name = &unix.SockaddrInet4{Addr: to.Addr().As4(), Port: int(to.Port())}
	} else {
		return unix.EAFNOSUPPORT
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errClosed
	}
	return unix.Sendto(s.fd, b, unix.MSG_DONTWAIT, name)
}

// close ends the socket: its receiver is called no more.
func (s *socket) close() {
	s.reader.mu.Lock()
	delete(s.reader.sockets, int32(s.fd))
	s.reader.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		_ = unix.Close(s.fd)
	}
}

// close ends the reader and waits for it. Its sockets are to be closed before.
func (r *reader) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	<-r.ended
}

func (r *reader) run() {
	runtime.LockOSThread() // not unlocked: the thread goes with the goroutine
	defer close(r.ended)
	defer unix.Close(r.ep)
	events := make([]unix.EpollEvent, 256)
	for {
		n, err := unix.EpollWait(r.ep, events, pollTimeout)
		if err != nil && err != unix.EINTR {
			return
		}
		r.mu.Lock()
		if r.closed {
			r.mu.Unlock()
			return
		}
		for i := range max(n, 0) {
			if s := r.sockets[events[i].Fd]; s != nil {
				r.drain(s)
			}
		}
		r.mu.Unlock()
		if r.nap > 0 && n > 0 {
			time.Sleep(r.nap)
		}
	}
}

// drain reads what a socket has, a few batches at most so that the others get their turn.
func (r *reader) drain(s *socket) {
	for range 8 {
		for i := range r.hdrs {
			r.hdrs[i].hdr.Namelen = unix.SizeofSockaddrInet6
			r.hdrs[i].hdr.SetControllen(controlSize)
		}
		n, _, errno := unix.Syscall6(unix.SYS_RECVMMSG, uintptr(s.fd), uintptr(unsafe.Pointer(&r.hdrs[0])), readBatch, unix.MSG_DONTWAIT, 0, 0)
		if errno == unix.ECONNREFUSED || errno == unix.EINTR {
			continue // the socket reports an earlier datagram's fate
		}
		if errno != 0 {
			return
		}
		for i := range int(n) {
			s.to.receive(r.bufs[i*readSize:][:r.hdrs[i].len], address(&r.names[i]), r.arrival(i))
		}
		if n < readBatch {
			return
		}
	}
}

// arrival returns when the kernel got the i-th datagram.
func (r *reader) arrival(i int) time.Time {
	b := r.controls[i][:r.hdrs[i].hdr.Controllen]
	if len(b) >= unix.SizeofCmsghdr+16 {
		h := (*unix.Cmsghdr)(unsafe.Pointer(&b[0]))
		if h.Level == unix.SOL_SOCKET && h.Type == unix.SCM_TIMESTAMPNS {
			t := (*unix.Timespec)(unsafe.Pointer(&b[unix.SizeofCmsghdr]))
			return time.Unix(t.Unix())
		}
	}
	return time.Now()
}

// address reads a socket address. Ports are in network order.
func address(name *unix.RawSockaddrInet6) netip.AddrPort {
	port := binary.BigEndian.Uint16((*[2]byte)(unsafe.Pointer(&name.Port))[:])
	if name.Family == unix.AF_INET {
		return netip.AddrPortFrom(netip.AddrFrom4((*unix.RawSockaddrInet4)(unsafe.Pointer(name)).Addr), port)
	}
	return netip.AddrPortFrom(netip.AddrFrom16(name.Addr).Unmap(), port)
}
