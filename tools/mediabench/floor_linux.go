package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// maxBatch is how many messages one sendmmsg sends at most here.
const maxBatch = 64

// mmsghdr is struct mmsghdr of sendmmsg(2).
type mmsghdr struct {
	hdr unix.Msghdr
	len uint32
}

// sending is one thread's way to send: a socket, its viewers and the headers for a batch.
type sending struct {
	fd      int
	names   []unix.RawSockaddrInet4
	aeads   []cipher.AEAD
	payload []byte
	arena   []byte // of a batch
	hdrs    [maxBatch]mmsghdr
	iovs    [maxBatch]unix.Iovec
	cmsgs   [maxBatch][unix.SizeofCmsghdr + 8]byte
}

func floorSocket(reuse *unix.SockaddrInet4) (int, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUF, 4<<20)
	_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1)
	return fd, unix.Bind(fd, reuse)
}

func newSending(fd int, ports []uint16) (*sending, error) {
	s := &sending{fd: fd, payload: make([]byte, payloadSize), arena: make([]byte, maxBatch*floorBurst*packetSize)}
	for _, p := range ports {
		name := unix.RawSockaddrInet4{Family: unix.AF_INET, Addr: [4]byte{127, 0, 0, 1}}
		binary.BigEndian.PutUint16((*[2]byte)(unsafe.Pointer(&name.Port))[:], p)
		s.names = append(s.names, name)
		key := make([]byte, 16)
		binary.BigEndian.PutUint16(key, p)
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		s.aeads = append(s.aeads, aead)
	}
	for i := range s.hdrs {
		h := &s.hdrs[i].hdr
		h.Iov = &s.iovs[i]
		h.SetIovlen(1)
		h.Namelen = unix.SizeofSockaddrInet4
		c := (*unix.Cmsghdr)(unsafe.Pointer(&s.cmsgs[i][0]))
		c.Level, c.Type = unix.SOL_UDP, unix.UDP_SEGMENT
		c.SetLen(unix.CmsgLen(2))
		binary.NativeEndian.PutUint16(s.cmsgs[i][unix.CmsgLen(0):], packetSize)
	}
	return s, nil
}

// seal encrypts one packet for a viewer into dst.
func (s *sending) seal(viewer int, dst []byte) {
	var nonce [12]byte
	s.aeads[viewer].Seal(dst[headerSize:headerSize], nonce[:], s.payload, dst[:headerSize])
}

// one is a round of sendto.
func (s *sending) one() {
	for k := range floorBurst {
		for i := range s.names {
			b := s.arena[k*packetSize:]
			_, _, _ = unix.Syscall6(unix.SYS_SENDTO, uintptr(s.fd), uintptr(unsafe.Pointer(&b[0])), packetSize, 0,
				uintptr(unsafe.Pointer(&s.names[i])), unix.SizeofSockaddrInet4)
		}
	}
}

// batched is a round of sendmmsg, each message of so many packets, which may be sealed before.
func (s *sending) batched(packets int, seal bool) {
	n := 0
	flush := func() {
		for at := 0; at < n; {
			sent, _, errno := unix.Syscall6(unix.SYS_SENDMMSG, uintptr(s.fd), uintptr(unsafe.Pointer(&s.hdrs[at])), uintptr(n-at), 0, 0, 0)
			if errno != 0 {
				sent = 1 // skip what cannot be sent; the sink will miss it
			}
			at += int(sent)
		}
		n = 0
	}
	for i := range s.names {
		for range floorBurst / packets {
			b := s.arena[n*floorBurst*packetSize:][:packets*packetSize]
			for k := range packets {
				if seal {
					s.seal(i, b[k*packetSize:][:packetSize])
				}
			}
			s.iovs[n].Base = &b[0]
			s.iovs[n].SetLen(len(b))
			h := &s.hdrs[n].hdr
			h.Name = (*byte)(unsafe.Pointer(&s.names[i]))
			h.Control = nil
			h.SetControllen(0)
			if packets > 1 {
				h.Control = &s.cmsgs[n][0]
				h.SetControllen(unix.CmsgSpace(2))
			}
			if n++; n == maxBatch {
				flush()
			}
		}
	}
	flush()
}

// floorRows measures every way to send.
func floorRows(ctx context.Context, to *sink, rounds int) ([]floorRow, error) {
	any := &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	fd, err := floorSocket(any)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	all, err := newSending(fd, to.ports)
	if err != nil {
		return nil, err
	}
	two, closeTwo, err := twoThreads(fd, to.ports)
	if err != nil {
		return nil, err
	}
	defer closeTwo()
	sealed := make([]byte, packetSize)
	rows := []struct {
		name  string
		round func()
		sends bool
	}{
		{"AES-128-GCM seal alone", func() {
			for i := range all.names {
				for range floorBurst {
					all.seal(i, sealed)
				}
			}
		}, false},
		{"sendto", all.one, true},
		{"sendmmsg 64", func() { all.batched(1, false) }, true},
		{"GSO(9), sendmmsg 64", func() { all.batched(floorBurst, false) }, true},
		{floorName, func() { all.batched(floorBurst, true) }, true},
		{"the same, two threads on one shared socket", two[0], true},
		{"the same, two threads on SO_REUSEPORT sockets", two[1], true},
	}
	var out []floorRow
	for _, r := range rows {
		row, err := floorMeasure(ctx, r.name, r.round, r.sends, to, rounds)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// twoThreads returns rounds that two threads share: both on fd, and each on a socket of its own with the same port.
func twoThreads(fd int, ports []uint16) (rounds [2]func(), end func(), err error) {
	first, err := floorSocket(&unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	if err != nil {
		return rounds, nil, err
	}
	name, err := unix.Getsockname(first)
	if err != nil {
		return rounds, nil, err
	}
	second, err := floorSocket(name.(*unix.SockaddrInet4))
	if err != nil {
		return rounds, nil, err
	}
	var threads []*thread
	half := len(ports) / 2
	for i, fds := range [][2]int{{fd, fd}, {first, second}} {
		var pair [2]*thread
		for k, part := range [][]uint16{ports[:half], ports[half:]} {
			s, err := newSending(fds[k], part)
			if err != nil {
				return rounds, nil, err
			}
			pair[k] = startThread(func() { s.batched(floorBurst, true) })
			threads = append(threads, pair[k])
		}
		rounds[i] = func() {
			pair[0].begin <- struct{}{}
			pair[1].begin <- struct{}{}
			<-pair[0].done
			<-pair[1].done
		}
	}
	return rounds, func() {
		for _, t := range threads {
			close(t.begin)
			t.wg.Wait()
		}
		_ = unix.Close(first)
		_ = unix.Close(second)
	}, nil
}

// thread does a round at a time on a thread of its own.
type thread struct {
	begin, done chan struct{}
	wg          sync.WaitGroup
}

func startThread(round func()) *thread {
	t := &thread{begin: make(chan struct{}), done: make(chan struct{})}
	t.wg.Go(func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for range t.begin {
			round()
			t.done <- struct{}{}
		}
	})
	return t
}

// floorMeasure measures one way, a round per tick. Sleeping and waking are in it, as they are in a server.
func floorMeasure(ctx context.Context, name string, round func(), sends bool, to *sink, rounds int) (floorRow, error) {
	round() // warm
	time.Sleep(50 * time.Millisecond)
	runtime.GC()
	before, err := to.received()
	if err != nil {
		return floorRow{}, err
	}
	t := time.NewTicker(floorTick)
	defer t.Stop()
	cpu := ownCPU()
	for range rounds {
		if ctx.Err() != nil {
			return floorRow{}, ctx.Err()
		}
		round()
		<-t.C
	}
	used := ownCPU() - cpu
	time.Sleep(50 * time.Millisecond)
	after, err := to.received()
	packets := float64(rounds * floorViewers * floorBurst)
	row := floorRow{Name: name, Micros: float64(used) / 1e3 / packets, Arrived: 1}
	if sends {
		row.Arrived = float64(after-before) / packets
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return row, err
}

// ownCPU is what this process has used, user and system.
func ownCPU() time.Duration {
	var u unix.Rusage
	_ = unix.Getrusage(unix.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
