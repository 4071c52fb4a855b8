package relay

import (
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/relay/internal/udp"
)

// port is the relay's UDP port. Pion's mux has it for its socket, and reads and writes ICE checks and DTLS on it; the media of
// peers whose keys are known is taken out on the way, by the goroutine that reads.
type port struct {
	net.PacketConn
	reader udp.Reader
	sender *udp.Sender
	sent   udp.Counters
	// overhear, if not nil, is given what is neither media nor STUN.
	overhear func(datagram []byte)

	// Of the reading goroutine.
	batch  []udp.Datagram
	now    time.Time // when batch was read
	checks checks

	questions sync.Map     // from transaction id to *question
	asking    atomic.Int32 // how many there are

	paths atomic.Pointer[map[netip.AddrPort]*path]
	mu    sync.Mutex // serialises changes of paths
}

func newPort(c net.PacketConn) *port {
	p := &port{PacketConn: c, reader: udp.NewReader(c)}
	p.sender = udp.NewSender(c, &p.sent)
	p.paths.Store(&map[netip.AddrPort]*path{})
	return p
}

// ReadFromAddrPort implements ice.AddrPortReaderWriter: it returns the next datagram that is not media of a known peer.
func (p *port) ReadFromAddrPort(b []byte) (int, netip.AddrPort, error) {
	for {
		for len(p.batch) > 0 {
			d := p.batch[0]
			p.batch = p.batch[1:]
			if path := (*p.paths.Load())[d.From]; path != nil && p.taken(path, d) {
				continue
			}
			if p.overhear != nil && len(d.Data) > 0 && d.Data[0] >= 20 && d.Data[0] <= 63 {
				p.overhear(d.Data)
			}
			if p.answered(d.Data, d.From) {
				continue
			}
			return copy(b, d.Data), d.From, nil
		}
		var err error
		if p.batch, err = p.reader.Read(); err != nil {
			return 0, netip.AddrPort{}, err
		}
		p.now = time.Now()
	}
}

// taken has a known peer's path take its media, and answer its checks. It is false for what Pion is to have.
func (p *port) taken(path *path, d udp.Datagram) bool {
	if isMedia(d.Data) {
		return path.receive(d.Data, p.now)
	}
	answer := path.consent.reply(d.Data, d.From, p.now, &p.checks)
	if answer != nil {
		_, _ = p.WriteToAddrPort(answer, d.From) // one that is lost is asked for again
	}
	return answer != nil
}

// ReadFrom implements net.PacketConn.
func (p *port) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := p.ReadFromAddrPort(b)
	if err != nil {
		return 0, nil, err
	}
	return n, net.UDPAddrFromAddrPort(from), nil
}

// WriteToAddrPort implements ice.AddrPortReaderWriter.
func (p *port) WriteToAddrPort(b []byte, to netip.AddrPort) (int, error) {
	if err := p.sender.Send(b, to); err != nil {
		return 0, err
	}
	return len(b), nil
}

// route makes path the one that media from an address goes to, or nobody if path is nil. Only was, the path so far, is replaced.
func (p *port) route(from netip.AddrPort, was, now *path) {
	if !from.IsValid() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	old := *p.paths.Load()
	if was != nil && old[from] != was {
		return
	}
	paths := make(map[netip.AddrPort]*path, len(old)+1)
	for a, x := range old {
		paths[a] = x
	}
	if now == nil {
		delete(paths, from)
	} else {
		paths[from] = now
	}
	p.paths.Store(&paths)
}

// isMedia tells SRTP and SRTCP from STUN, DTLS and TURN (RFC 7983).
func isMedia(b []byte) bool { return len(b) >= 12 && b[0]>>6 == 2 }

// isRTCP tells SRTCP from SRTP (RFC 5761, section 4).
func isRTCP(b []byte) bool { return b[1] >= 192 && b[1] <= 223 }
