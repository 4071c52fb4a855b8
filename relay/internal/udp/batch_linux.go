package udp

import (
	"encoding/binary"
	"net"
	"net/netip"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// mmsghdr is struct mmsghdr of recvmmsg(2); the compiler pads it as C does.
type mmsghdr struct {
	hdr unix.Msghdr
	len uint32
}

// raw returns the socket of c, and whether it speaks IPv6, or nil if c is none.
func raw(c net.PacketConn) (rc syscall.RawConn, six bool) {
	u, ok := c.(*net.UDPConn)
	if !ok {
		return nil, false
	}
	rc, err := u.SyscallConn()
	if err != nil {
		return nil, false
	}
	err = rc.Control(func(fd uintptr) {
		var family int
		family, err = unix.GetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_DOMAIN)
		six = family == unix.AF_INET6
	})
	if err != nil {
		return nil, false
	}
	return rc, six
}

// batch receives with recvmmsg.
type batch struct {
	rc    syscall.RawConn
	hdrs  [readBatch]mmsghdr
	iovs  [readBatch]unix.Iovec
	names [readBatch]unix.RawSockaddrInet6 // large enough for IPv4, which begins alike
	bufs  [readBatch * readSize]byte
	out   [readBatch]Datagram

	recv  func(fd uintptr) bool
	n     int
	errno syscall.Errno
}

func batchReader(c net.PacketConn) Reader {
	rc, _ := raw(c)
	if rc == nil {
		return nil
	}
	r := &batch{rc: rc}
	for i := range r.hdrs {
		r.iovs[i].Base = &r.bufs[i*readSize]
		r.iovs[i].SetLen(readSize)
		h := &r.hdrs[i].hdr
		h.Iov = &r.iovs[i]
		h.SetIovlen(1)
		h.Name = (*byte)(unsafe.Pointer(&r.names[i]))
	}
	r.recv = func(fd uintptr) bool {
		for i := range r.hdrs {
			r.hdrs[i].hdr.Namelen = unix.SizeofSockaddrInet6
		}
		// Raw, as it does not block; see batchWriter.
		n, _, errno := unix.RawSyscall6(unix.SYS_RECVMMSG, fd, uintptr(unsafe.Pointer(&r.hdrs[0])), readBatch, unix.MSG_DONTWAIT, 0, 0)
		r.n, r.errno = int(n), errno
		return errno != unix.EAGAIN
	}
	return r
}

func (r *batch) Read() ([]Datagram, error) {
	for failures := 0; ; {
		if err := r.rc.Read(r.recv); err != nil {
			return nil, err
		}
		if r.errno != 0 {
			if failures++; r.errno == unix.EBADF || failures > maxFailures {
				return nil, r.errno
			}
			continue
		}
		out := r.out[:0]
		for i := range r.n {
			if from := address(&r.names[i]); from.IsValid() {
				out = append(out, Datagram{r.bufs[i*readSize:][:r.hdrs[i].len:r.hdrs[i].len], from})
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
}

// address reads a socket address. Ports are in network order.
func address(name *unix.RawSockaddrInet6) netip.AddrPort {
	port := binary.BigEndian.Uint16((*[2]byte)(unsafe.Pointer(&name.Port))[:])
	switch name.Family {
	case unix.AF_INET:
		return netip.AddrPortFrom(netip.AddrFrom4((*unix.RawSockaddrInet4)(unsafe.Pointer(name)).Addr), port)
	case unix.AF_INET6:
		a := netip.AddrFrom16(name.Addr)
		if name.Scope_id != 0 && a.IsLinkLocalUnicast() {
			a = a.WithZone(zone(name.Scope_id))
		}
		return netip.AddrPortFrom(a.Unmap(), port)
	}
	return netip.AddrPort{}
}

// zone names an interface as package net does.
func zone(index uint32) string {
	i, err := net.InterfaceByIndex(int(index))
	if err != nil {
		return ""
	}
	return i.Name
}
