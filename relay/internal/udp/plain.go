package udp

import (
	"net"
	"net/netip"
)

// plainReader reads one datagram per call.
type plainReader struct {
	conn net.PacketConn
	buf  []byte
	one  [1]Datagram
}

func (r *plainReader) Read() ([]Datagram, error) {
	for {
		n, from, err := r.conn.ReadFrom(r.buf)
		if err != nil {
			return nil, err
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
