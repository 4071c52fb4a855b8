package relay

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pion/stun/v4"
	"github.com/pion/webrtc/v4"
)

// STUN requests are repeated at askEvery; a path that loses 20 % of them answers one of askTries but for once in 200 times.
const (
	askEvery = 200 * time.Millisecond
	askTries = 5
)

// Mapped asks a STUN server (RFC 8489) from which address the media port's packets reach it: behind an address translator another than
// the port's own, which lasts for as long as it is used. It needs Run.
func (r *Relay) Mapped(ctx context.Context, server netip.AddrPort) (netip.AddrPort, error) {
	if err := r.ready(ctx); err != nil {
		return netip.AddrPort{}, err
	}
	return r.port.mapped(ctx, server)
}

// SetMapped makes addresses that lead to the media port through an address translator, by UDP and by TCP, candidates of all sessions from
// now on.
func (r *Relay) SetMapped(udp, tcp []netip.AddrPort) {
	r.mapped.Store(&mapped{slices.Clone(udp), slices.Clone(tcp)})
}

// mapped are addresses that lead to a port through translators.
type mapped struct{ udp, tcp []netip.AddrPort }

// mapped asks a server for the port's address, while somebody reads the port.
func (p *port) mapped(ctx context.Context, server netip.AddrPort) (netip.AddrPort, error) {
	request, err := stun.Build(stun.TransactionID, stun.BindingRequest)
	if err != nil {
		return netip.AddrPort{}, err
	}
	q := &question{server: netip.AddrPortFrom(server.Addr().Unmap(), server.Port()), answer: make(chan netip.AddrPort, 1)}
	p.questions.Store(request.TransactionID, q)
	p.asking.Add(1)
	defer func() {
		p.questions.Delete(request.TransactionID)
		p.asking.Add(-1)
	}()
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for range askTries {
		if _, err := p.WriteToAddrPort(request.Raw, q.server); err != nil {
			return netip.AddrPort{}, fmt.Errorf("ask STUN server %v: %w", server, err)
		}
		select {
		case at := <-q.answer:
			return at, nil
		case <-tick.C:
		case <-ctx.Done():
			return netip.AddrPort{}, ctx.Err()
		}
	}
	return netip.AddrPort{}, fmt.Errorf("STUN server %v: no answer", server)
}

// question is a STUN request that waits for its answer.
type question struct {
	server netip.AddrPort
	answer chan netip.AddrPort
}

// answered takes what answers one of our own STUN requests. It is false for what Pion is to have.
func (p *port) answered(b []byte, from netip.AddrPort) bool {
	if p.asking.Load() == 0 || len(b) < 20 || b[0] != 1 || b[1] != 1 || !stun.IsMessage(b) {
		return false
	}
	q, ok := p.questions.Load([stun.TransactionIDSize]byte(b[8:20]))
	if !ok || q.(*question).server != netip.AddrPortFrom(from.Addr().Unmap(), from.Port()) {
		return false
	}
	var at stun.XORMappedAddress
	m := stun.Message{Raw: slices.Clone(b)}
	if err := m.Decode(); err != nil || at.GetFrom(&m) != nil || at.Port <= 0 {
		return true
	}
	if ip, ok := netip.AddrFromSlice(at.IP); ok {
		select {
		case q.(*question).answer <- netip.AddrPortFrom(ip.Unmap(), uint16(at.Port)):
		default:
		}
	}
	return true
}

// withMapped adds server-reflexive candidates (RFC 8839, section 5.1) to the first section of an SDP that has candidates: a peer sends to
// them, and the host candidates answer, whose packets come from there. Those of TCP are passive (RFC 6544).
func withMapped(sdp string, m mapped) string {
	at := strings.Index(sdp, "a=candidate:")
	if at < 0 {
		return sdp
	}
	var b strings.Builder
	add := func(addrs []netip.AddrPort, protocol string, first, preference int, passive string) {
		for i, a := range addrs {
			if !namesCandidate(sdp, protocol, a) {
				b.WriteString(candidateLine(protocol, first+i, preference, a, passive))
			}
		}
	}
	// RFC 8445, section 5.1.2.1: the type preference of a server-reflexive candidate is 100, and of TCP less.
	add(m.udp, "udp", 0, 100, "")
	add(m.tcp, "tcp", len(m.udp), 60, " tcptype passive")
	return sdp[:at] + b.String() + sdp[at:]
}

// namesCandidate tells whether a description has a candidate of a protocol and address.
func namesCandidate(sdp, protocol string, a netip.AddrPort) bool {
	at := " " + a.Addr().String() + " " + strconv.Itoa(int(a.Port())) + " "
	for line := range strings.Lines(sdp) {
		if strings.HasPrefix(line, "a=candidate:") && strings.Contains(line, " "+protocol+" ") && strings.Contains(line, at) {
			return true
		}
	}
	return false
}

func candidateLine(protocol string, i, preference int, a netip.AddrPort, passive string) string {
	unknown := "0.0.0.0"
	if a.Addr().Is6() {
		unknown = "::"
	}
	priority := uint32(preference)<<24 | uint32(65535-i)<<8 | 255 // of component 1
	return fmt.Sprintf("a=candidate:%d 1 %s %d %s %d typ srflx raddr %s rport 9%s\r\n", 4_000_000_000+i, protocol, priority, a.Addr(), a.Port(), unknown, passive)
}

// mappedOf returns the addresses of translators that lead to the session's port.
func (s *Session) mappedOf() mapped {
	if s.mapped != nil {
		return mapped{udp: s.mapped}
	}
	all := s.relay.mapped.Load()
	switch {
	case all == nil || s.port != s.relay.port:
		return mapped{}
	case s.relay.tcpMux == nil:
		return mapped{udp: all.udp}
	}
	return *all
}

// ICE are servers that help a session past address translators.
type ICE struct {
	// STUN servers tell which address the session's port has for others.
	STUN []netip.AddrPort
	// TURN servers forward where no direct way is found.
	TURN []TURNServer
}

// TURNServer is a TURN server with a credential.
type TURNServer struct {
	URL                string // RFC 7065
	Username, Password string
}

const (
	// gatherTimeout is how long servers are waited for; what has answered by then is used.
	gatherTimeout = 1500 * time.Millisecond
	// A way that is less good than another is taken when the other has had so long to be found.
	srflxWait = 200 * time.Millisecond
	prflxWait = 300 * time.Millisecond
	relayWait = time.Second
)

func (i ICE) servers() (list []webrtc.ICEServer) {
	for _, t := range i.TURN {
		list = append(list, webrtc.ICEServer{URLs: []string{t.URL}, Username: t.Username, Credential: t.Password})
	}
	return list
}

// askServers waits for Pion to have gathered its candidates, and for the servers to have told the address of the session's own port.
func (s *Session) askServers(ctx context.Context, complete <-chan struct{}) {
	ctx, cancel := context.WithTimeout(ctx, gatherTimeout)
	defer cancel()
	answers := make(chan netip.AddrPort, len(s.ice.STUN))
	for _, server := range s.ice.STUN {
		s.spawn(func() {
			at, err := s.port.mapped(ctx, server)
			if err != nil {
				s.log.Debug("own address is not known", "err", err)
			}
			answers <- at
		})
	}
	for range s.ice.STUN {
		select {
		case at := <-answers:
			if at.IsValid() && !slices.Contains(s.mapped, at) {
				s.mapped = append(s.mapped, at)
			}
		case <-ctx.Done():
			return
		}
	}
	select {
	case <-complete:
	case <-ctx.Done():
	}
}
