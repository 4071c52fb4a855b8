package udp

import (
	"errors"
	"io"
	"net"
	"net/netip"
)

// maxFailures in a row end a Reader. Single ones tell of one datagram only: one too long (Windows), or the fate of one sent before.
const maxFailures = 1000

// fatal says whether a socket's error is more than one datagram's.
func fatal(err error) bool {
	var n net.Error
	return errors.Is(err, net.ErrClosed) || errors.Is(err, io.EOF) || errors.As(err, &n) && n.Timeout()
}

// plainReader reads one datagram per call.
type plainReader struct {
	conn net.PacketConn
	buf  []byte
	one  [1]Datagram
}

func (r *plainReader) Read() ([]Datagram, error) {
	for failures := 0; ; {
		n, from, err := r.conn.ReadFrom(r.buf)
		if err != nil {
			if failures++; fatal(err) || failures > maxFailures {
				return nil, err
			}
			continue
		}
		a, ok := from.(*net.UDPAddr)
		if !ok {
			continue
		}
		p := a.AddrPort()
		r.one[0] = Datagram{r.buf[:n], netip.AddrPortFrom(p.Addr().Unmap(), p.Port())}
		return r.one[:], nil
	}
}

// plainWriter sends one datagram per call, each when the next is reserved.
type plainWriter struct {
	conn     net.PacketConn
	counters *Counters
	buf      []byte
	to       netip.AddrPort
	n        int
	err      error // of the first loss since Flush
}

func (w *plainWriter) Reserve(to netip.AddrPort, n int) []byte {
	w.send()
	w.to, w.n = to, n
	return w.buf[:n:n]
}

func (w *plainWriter) Flush() error {
	w.send()
	err := w.err
	w.err = nil
	return err
}

func (w *plainWriter) send() {
	if w.n == 0 {
		return
	}
	_, err := w.conn.WriteTo(w.buf[:w.n], net.UDPAddrFromAddrPort(w.to))
	w.counters.bytes.Add(uint64(w.n))
	w.n = 0
	w.counters.calls.Add(1)
	if err != nil {
		w.counters.lost.Add(1)
		if w.err == nil {
			w.err = err
		}
		return
	}
	w.counters.datagrams.Add(1)
	w.counters.messages.Add(1)
}
