package udp

import (
	"net"
	"net/netip"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// single is one datagram on its way to the kernel.
type single struct {
	name  unix.RawSockaddrInet6
	size  uint32 // of name
	data  []byte
	errno syscall.Errno
	send  func(fd uintptr)
}

// direct returns a function that sends one datagram past Go's scheduler, see batchWriter, or nil if c is no socket. Its error is
// EAGAIN if the socket's buffer is full.
func direct(c net.PacketConn) func(b []byte, to netip.AddrPort) error {
	rc, six := raw(c)
	if rc == nil {
		return nil
	}
	idle := sync.Pool{New: func() any {
		s := &single{}
		s.send = func(fd uintptr) {
			_, _, s.errno = unix.RawSyscall6(unix.SYS_SENDTO, fd, uintptr(unsafe.Pointer(unsafe.SliceData(s.data))), uintptr(len(s.data)),
				unix.MSG_DONTWAIT, uintptr(unsafe.Pointer(&s.name)), uintptr(s.size))
		}
		return s
	}}
	return func(b []byte, to netip.AddrPort) error {
		s := idle.Get().(*single)
		defer idle.Put(s)
		putName(&s.name, to, six)
		s.size, s.data = nameLen(six), b
		err := rc.Control(s.send)
		s.data = nil
		if err == nil && s.errno != 0 {
			err = s.errno
		}
		return err
	}
}
