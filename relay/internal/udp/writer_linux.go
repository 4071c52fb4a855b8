package udp

import (
	"encoding/binary"
	"net"
	"net/netip"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// maxRefusers bounds the destinations remembered for refusing GSO; beyond it, all are asked again.
const maxRefusers = 1024

// sendWait is how long a full socket buffer is waited for, in milliseconds. What then still does not fit is lost: a shard that
// waits for one slow path keeps all its viewers waiting.
const sendWait = 1

// run is one message of a batch: equal datagrams for one destination, of which the last may be shorter.
type run struct {
	iov      unix.Iovec
	name     unix.RawSockaddrInet6
	control  [unix.SizeofCmsghdr + 8]byte
	to       netip.AddrPort
	start    int // in the arena
	size     int // of each datagram
	segments int
	limit    int // of segments
}

// gso sends runs with sendmmsg.
type gso struct {
	rc       syscall.RawConn
	six      bool
	counters *Counters

	arena []byte
	used  int
	hdrs  [writeBatch]mmsghdr
	runs  [writeBatch]run
	n     int  // runs begun
	open  bool // the last run may grow

	refusers map[netip.Addr]struct{}
	err      error

	send       func(fd uintptr) // calls sendmmsg for the runs from first to n
	first      int
	sent       int
	errno      syscall.Errno
	wait       func(fd uintptr)
	refuse     func(to netip.AddrPort) syscall.Errno // set by tests: the kernel's refusal of a run
	alone      func(fd uintptr)                      // sends one datagram
	aloneStart int
	aloneLen   int
	aloneRun   *run
}

func batchWriter(c net.PacketConn, n *Counters) Writer {
	rc, six := raw(c)
	if rc == nil {
		return nil
	}
	w := &gso{rc: rc, six: six, counters: n, arena: make([]byte, arenaSize), refusers: map[netip.Addr]struct{}{}}
	for i := range w.hdrs {
		h, r := &w.hdrs[i].hdr, &w.runs[i]
		h.Iov = &r.iov
		h.SetIovlen(1)
		h.Name = (*byte)(unsafe.Pointer(&r.name))
		c := (*unix.Cmsghdr)(unsafe.Pointer(&r.control[0]))
		c.Level, c.Type = unix.SOL_UDP, unix.UDP_SEGMENT
		c.SetLen(unix.CmsgLen(2))
	}
	// RawConn.Control, unlike Write, lets other writers to the socket go on meanwhile. The functions are made once, so that a flush
	// allocates nothing. The calls do not block, so Go's scheduler need not hear of them: each that it hears of wakes its monitor thread
	// out of its sleep, to see whether a processor has to be taken back.
	w.send = func(fd uintptr) {
		n, _, errno := unix.RawSyscall6(unix.SYS_SENDMMSG, fd, uintptr(unsafe.Pointer(&w.hdrs[w.first])), uintptr(w.n-w.first), unix.MSG_DONTWAIT, 0, 0)
		w.sent, w.errno = int(n), errno
	}
	w.wait = func(fd uintptr) {
		_, _ = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, sendWait)
	}
	w.alone = func(fd uintptr) {
		_, _, w.errno = unix.RawSyscall6(unix.SYS_SENDTO, fd, uintptr(unsafe.Pointer(&w.arena[w.aloneStart])), uintptr(w.aloneLen),
			unix.MSG_DONTWAIT, uintptr(unsafe.Pointer(&w.aloneRun.name)), uintptr(nameLen(w.six)))
	}
	return w
}

// nameLen is the length of a socket address in the socket's family.
func nameLen(six bool) uint32 {
	if six {
		return unix.SizeofSockaddrInet6
	}
	return unix.SizeofSockaddrInet4
}

func (w *gso) Reserve(to netip.AddrPort, n int) []byte {
	if w.open {
		if r := &w.runs[w.n-1]; to != r.to || n > r.size || r.segments == r.limit || w.used-r.start+n > maxRun {
			w.open = false
		}
	}
	if w.used+n > len(w.arena) || !w.open && w.n == len(w.runs) {
		w.flush()
	}
	if !w.open {
		w.begin(to, n)
	}
	r := &w.runs[w.n-1]
	b := w.arena[w.used : w.used+n : w.used+n]
	w.used += n
	r.segments++
	w.open = n == r.size // a short datagram ends its run
	return b
}

// begin opens a run.
func (w *gso) begin(to netip.AddrPort, size int) {
	r := &w.runs[w.n]
	w.n++
	if r.to != to {
		r.to = to
		putName(&r.name, to, w.six)
	}
	r.start, r.size, r.segments, r.limit = w.used, size, 0, maxSegments
	if len(w.refusers) > 0 {
		if _, refused := w.refusers[to.Addr()]; refused {
			r.limit = 1
		}
	}
}

// putName writes a socket address in the socket's family.
func putName(name *unix.RawSockaddrInet6, to netip.AddrPort, six bool) {
	if !six && to.Addr().Is6() {
		name.Family = unix.AF_INET6 // which the socket will not send to
	} else if !six {
		four := (*unix.RawSockaddrInet4)(unsafe.Pointer(name))
		four.Family, four.Addr = unix.AF_INET, to.Addr().As4()
	} else {
		name.Family, name.Addr, name.Scope_id = unix.AF_INET6, to.Addr().As16(), 0
		if z := to.Addr().Zone(); z != "" {
			if i, err := net.InterfaceByName(z); err == nil {
				name.Scope_id = uint32(i.Index)
			}
		}
	}
	binary.BigEndian.PutUint16((*[2]byte)(unsafe.Pointer(&name.Port))[:], to.Port())
}

func (w *gso) Flush() error {
	w.flush()
	err := w.err
	w.err = nil
	return err
}

// flush sends all runs and empties the arena.
func (w *gso) flush() {
	for i := range w.n {
		h, r := &w.hdrs[i].hdr, &w.runs[i]
		end := w.used
		if i+1 < w.n {
			end = w.runs[i+1].start
		}
		r.iov.Base = &w.arena[r.start]
		r.iov.SetLen(end - r.start)
		h.Namelen = nameLen(w.six)
		h.Control = nil
		h.SetControllen(0)
		if r.segments > 1 {
			binary.NativeEndian.PutUint16(r.control[unix.CmsgLen(0):], uint16(r.size))
			h.Control = &r.control[0]
			h.SetControllen(unix.CmsgSpace(2))
		}
	}
	waited := false
	for w.first = 0; w.first < w.n; {
		w.call()
		switch {
		case w.errno == 0:
			for i := w.first; i < w.first+w.sent; i++ {
				w.counters.datagrams.Add(uint64(w.runs[i].segments))
			}
			w.counters.messages.Add(uint64(w.sent))
			w.first += w.sent
		case w.errno == unix.EINTR:
		case w.errno == unix.EAGAIN && !waited:
			waited = true
			_ = w.rc.Control(w.wait)
		default:
			w.failed()
			w.first++
		}
	}
	w.counters.bytes.Add(uint64(w.used))
	w.n, w.used, w.open = 0, 0, false
}

// call sends from first on, as many runs as the kernel takes.
func (w *gso) call() {
	w.counters.calls.Add(1)
	if r := &w.runs[w.first]; w.refuse != nil && r.segments > 1 {
		if w.errno = w.refuse(r.to); w.errno != 0 {
			return
		}
	}
	if err := w.rc.Control(w.send); err != nil {
		w.errno = unix.EBADF
	}
}

// failed deals with the first run, which the kernel has not taken for errno. What cannot be cut in the kernel is cut here: EIO is
// a network card without checksum offload, EINVAL a kernel without UDP_SEGMENT or a path that the segments do not fit.
func (w *gso) failed() {
	r := &w.runs[w.first]
	if r.segments == 1 || w.errno != unix.EIO && w.errno != unix.EINVAL && w.errno != unix.EOPNOTSUPP {
		w.lose(r.segments)
		return
	}
	w.counters.refused.Add(1)
	if len(w.refusers) >= maxRefusers {
		clear(w.refusers) // who refuses again is noted again
	}
	w.refusers[r.to.Addr()] = struct{}{}
	total := int(r.iov.Len)
	w.aloneRun = r
	for at := 0; at < total; at += r.size {
		w.aloneStart, w.aloneLen = r.start+at, min(r.size, total-at)
		w.counters.calls.Add(1)
		if err := w.rc.Control(w.alone); err != nil {
			w.errno = unix.EBADF
		}
		if w.errno != 0 {
			w.lose(1)
			continue
		}
		w.counters.datagrams.Add(1)
		w.counters.messages.Add(1)
	}
}

func (w *gso) lose(datagrams int) {
	w.counters.lost.Add(uint64(datagrams))
	if w.err == nil {
		w.err = w.errno
	}
}
