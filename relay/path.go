package relay

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/seal"
)

// path is how a session's media goes past Pion, between the UDP port and our own packets. A session has one once it is connected
// over UDP by keys that are known; else Pion carries its media.
type path struct {
	session *Session
	sealer  *seal.Sealer     // of the viewer's shard; nil for a source
	reports *seal.RTCPSealer // likewise
	remote  atomic.Pointer[netip.AddrPort]
	consent *consent // of a viewer; of the goroutine that reads the port

	mu     sync.Mutex       // guards the fields below
	rtcp   *seal.RTCPOpener // of a viewer
	opener *srtp.Context    // of a source, for RTP
	seen   int              // RTCP packets of a viewer within the present second
	asked  int              // authentic ones among them
	second time.Time
	tracks map[uint32]*claimed // of a source, by SSRC
	buf    []byte              // of a source
	header rtp.Header
}

// claimed is an SSRC of a source that the path has taken over from Pion.
type claimed struct {
	*upTrack
	proven bool // a packet has been decrypted
}

// openPath makes the session's path, if it can have one. The caller holds the session's mutex.
func (s *Session) openPath() {
	send, receive, err := s.handshake.SRTP()
	if err != nil {
		s.log.Debug("media goes through Pion", "err", err)
		return
	}
	pair, err := s.iceTransport().GetSelectedCandidatePair()
	remote, ok := direct(pair)
	if err != nil || !ok {
		return
	}
	p := &path{session: s}
	if s.viewer != nil {
		if p.sealer, err = seal.New(send); err == nil {
			p.reports, err = seal.NewRTCPSealer(send)
		}
		if err == nil {
			p.rtcp, err = seal.NewRTCPOpener(receive)
		}
		p.consent = s.newConsent()
	} else {
		p.tracks, p.buf = map[uint32]*claimed{}, make([]byte, maxPacket)
		// The ring knows what it has, and wants no replay protection.
		p.opener, err = srtp.CreateContext(receive.Key, receive.Salt, receive.Profile, srtp.SRTPNoReplayProtection())
	}
	if err != nil {
		s.log.Warn("media goes through Pion", "err", err)
		return
	}
	p.remote.Store(&remote)
	s.path.Store(p)
}

// enterPath has the port hand the peer's media to the path, if there is one, from where ICE has the peer now. From here on the reading
// goroutine uses what attach has set. The caller holds the session's mutex.
func (s *Session) enterPath() {
	p := s.path.Load()
	if p == nil {
		return
	}
	if pair, err := s.iceTransport().GetSelectedCandidatePair(); err == nil {
		if remote, ok := direct(pair); ok {
			p.remote.Store(&remote)
		}
	}
	s.port.route(*p.remote.Load(), nil, p)
}

// move follows the peer to another address.
func (s *Session) move(pair *webrtc.ICECandidatePair) {
	p := s.path.Load()
	if p == nil {
		return
	}
	to, ok := direct(pair)
	if !ok {
		// What has been sealed here must not be continued by Pion, which would use the same indices again.
		s.closeFor("peer left UDP")
		return
	}
	from := p.remote.Swap(&to)
	if *from == to {
		return
	}
	s.port.route(to, nil, p)
	s.port.route(*from, p, nil)
	s.log.Info("peer moved", "to", to)
}

// closePath takes the path from the port.
func (s *Session) closePath() {
	if p := s.path.Load(); p != nil {
		s.port.route(*p.remote.Load(), p, nil)
	}
}

func (s *Session) iceTransport() *webrtc.ICETransport {
	return s.pc.SCTP().Transport().ICETransport()
}

// direct returns the peer's address if a candidate pair is UDP without a TURN server of ours in between.
func direct(pair *webrtc.ICECandidatePair) (netip.AddrPort, bool) {
	// A host candidate is on the session's port; a local one of another kind is a socket of Pion's own.
	if pair == nil || pair.Local == nil || pair.Remote == nil || pair.Local.Typ != webrtc.ICECandidateTypeHost ||
		pair.Local.Protocol != webrtc.ICEProtocolUDP || pair.Remote.Protocol != webrtc.ICEProtocolUDP {
		return netip.AddrPort{}, false
	}
	a, err := netip.ParseAddr(pair.Remote.Address)
	if err != nil {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(a.Unmap(), pair.Remote.Port), true
}

// maxAsked bounds the RTCP packets of a viewer that are looked at in a second. Browsers send some thirty, on a bad path a hundred.
const maxAsked = 250

// maxSeen bounds those that are decrypted, forged ones among them.
const maxSeen = 2000

// asks takes a viewer's RTCP. What is more than anybody needs is not looked at. The caller holds the mutex.
func (p *path) asks(b []byte, now time.Time) {
	if now.Sub(p.second) >= time.Second {
		p.second, p.seen, p.asked = now, 0, 0
	}
	if p.seen++; p.seen > maxSeen {
		return
	}
	out, err := p.rtcp.Open(b)
	if err != nil {
		return
	}
	if p.asked++; p.asked <= maxAsked {
		p.session.viewer.feedback(out, nil, now)
	}
}

// claim has the path take an SSRC over from Pion, whose rollover counter is at roc.
func (p *path) claim(ssrc, roc uint32, u *upTrack) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.tracks[ssrc]; c == nil || c.upTrack != u {
		p.opener.SetROC(ssrc, roc)
		p.tracks[ssrc] = &claimed{upTrack: u}
	}
}

// claimRTX has the path take over the retransmissions of a track, once their SSRC is known.
func (p *path) claimRTX(u *upTrack) {
	if ssrc := uint32(u.track.RtxSSRC()); ssrc != 0 {
		p.mu.Lock()
		defer p.mu.Unlock()
		if c := p.tracks[ssrc]; c == nil || c.upTrack != u {
			p.tracks[ssrc] = &claimed{upTrack: u}
		}
	}
}

// receive takes one datagram of the peer, on the goroutine that reads the port. It is false for what Pion is to have.
func (p *path) receive(b []byte, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if isRTCP(b) {
		if p.session.viewer == nil {
			return false
		}
		p.asks(b, now)
		return true
	}
	ssrc := uint32(b[8])<<24 | uint32(b[9])<<16 | uint32(b[10])<<8 | uint32(b[11])
	u := p.tracks[ssrc]
	if u == nil && p.session.viewer != nil {
		return true // a viewer sends none
	}
	if u == nil {
		p.unclaimed(ssrc, b, now)
		return false
	}
	out, err := p.opener.DecryptRTP(p.buf[:0], b, &p.header)
	if err != nil {
		if u.proven || ssrc != u.ssrc {
			return true // damaged or forged
		}
		// The rollover counter may have been taken over while the numbers passed zero. Pion knows, and the track comes back with it.
		delete(p.tracks, ssrc)
		return false
	}
	u.proven = true
	u.receive(out, now)
	return true
}

// unclaimed sees to a packet of a source that Pion is to have. Congestion control at the source has to hear of it: senders probe for
// bandwidth with padding among the retransmissions, and what is not reported is lost to them. The SSRC of retransmissions may be
// known to Pion by now.
func (p *path) unclaimed(ssrc uint32, b []byte, now time.Time) {
	out, err := p.opener.DecryptRTP(p.buf[:0], b, &p.header)
	if err != nil {
		return
	}
	h, _, err := packet.Parse(out)
	if err != nil {
		return
	}
	for _, u := range p.tracks {
		if number, ok := u.transportNumber(h); ok {
			u.source.arrivals.record(u.ssrc, number, now) // reports go by SSRCs that the source knows
			break
		}
	}
	for _, u := range p.tracks {
		if uint32(u.track.RtxSSRC()) == ssrc {
			p.tracks[ssrc] = &claimed{upTrack: u.upTrack}
			break
		}
	}
}
