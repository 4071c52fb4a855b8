package udp

import (
	"net/netip"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestRunsAreSentInOnePiece(t *testing.T) {
	from, to := listen(t, "udp4", "127.0.0.1:0"), listen(t, "udp4", "127.0.0.1:0")
	n := &Counters{}
	w := NewWriter(from, n)
	for range 9 {
		w.Reserve(addr(to), 1200)
	}
	w.Reserve(addr(to), 300) // ends the run
	w.Reserve(addr(to), 300)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := n.Counts(); got.Datagrams != 11 || got.Messages != 2 || got.Calls != 1 || got.Refused != 0 {
		t.Errorf("got %+v", got)
	}
}

// A network card or kernel that refuses GSO costs a system call per datagram, and no datagram.
func TestRefusedRunsAreCutHere(t *testing.T) {
	for _, errno := range []syscall.Errno{unix.EIO, unix.EINVAL} {
		asked := 0
		n := deliver(t, listen(t, "udp4", "127.0.0.1:0"), "127.0.0.1:0", false, func(w Writer) {
			w.(*gso).refuse = func(netip.AddrPort) syscall.Errno {
				asked++
				return errno
			}
		})
		if got := n.Counts(); got.Refused == 0 || got.Refused != uint64(asked) || asked > 128 {
			t.Errorf("%v: asked %d times, counted %+v", errno, asked, got)
		}
	}
}

// Who refused once is not asked again, and others keep their runs.
func TestRefusalIsRemembered(t *testing.T) {
	from, to := listen(t, "udp4", "127.0.0.1:0"), listen(t, "udp4", "127.0.0.1:0")
	other := listen(t, "udp4", "127.0.0.2:0")
	n := &Counters{}
	w := NewWriter(from, n)
	w.(*gso).refuse = func(d netip.AddrPort) syscall.Errno {
		if d == addr(to) {
			return unix.EIO
		}
		return 0
	}
	for range 3 {
		for range 5 {
			w.Reserve(addr(to), 1000)
		}
		for range 5 {
			w.Reserve(addr(other), 1000)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if got := n.Counts(); got.Refused != 1 || got.Datagrams != 30 || got.Messages != 3*5+3 {
		t.Errorf("got %+v", got)
	}
}
