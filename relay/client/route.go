package client

import (
	"net"
	"strconv"

	"github.com/pion/webrtc/v4"
)

// Route is how packets go between a peer and its relay. The zero value means that none has been found yet.
type Route struct {
	Protocol      string // "udp" or "tcp"; between here and the TURN server if there is one
	Local, Remote string // kinds of candidate (RFC 8445): host, srflx, prflx, relay
	Address       string // of the remote candidate, host:port
}

// Route returns the way that media takes at present.
func (w *Watcher) Route() Route { return w.peer.route() }

func (p *peer) route() Route {
	transport := p.pc.SCTP().Transport().ICETransport()
	pair, err := transport.GetSelectedCandidatePair()
	if err != nil || pair == nil || pair.Local == nil || pair.Remote == nil {
		return Route{}
	}
	r := Route{Protocol: pair.Local.Protocol.String(), Local: pair.Local.Typ.String(), Remote: pair.Remote.Typ.String(), Address: address(pair.Remote)}
	if pair.Local.Typ == webrtc.ICECandidateTypeRelay {
		r.Protocol = p.relayedBy(pair.Local)
	}
	return r
}

// relayedBy returns the protocol that is spoken with the TURN server of a candidate.
func (p *peer) relayedBy(local *webrtc.ICECandidate) string {
	for _, s := range p.pc.GetStats() {
		if c, ok := s.(webrtc.ICECandidateStats); ok && c.Type == webrtc.StatsTypeLocalCandidate && c.RelayProtocol != "" && int(c.Port) == int(local.Port) {
			return c.RelayProtocol
		}
	}
	return local.Protocol.String()
}

func address(c *webrtc.ICECandidate) string {
	return net.JoinHostPort(c.Address, strconv.Itoa(int(c.Port)))
}
