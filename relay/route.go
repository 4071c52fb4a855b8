package relay

import (
	"net"
	"strconv"
	"strings"

	"github.com/pion/webrtc/v4"
)

// Route is how packets go between a session's peer and this relay. The zero value means that none has been found yet.
type Route struct {
	Protocol      string // "udp" or "tcp"; between here and the TURN server if there is one
	Local, Remote string // kinds of candidate (RFC 8445): host, srflx, prflx, relay
	Address       string // of the remote candidate
}

// Route returns the way that the session's packets take at present.
func (s *Session) Route() Route {
	if s.connectedAt.Load() == nil {
		return Route{} // Pion may not be asked while it starts
	}
	pair, err := s.iceTransport().GetSelectedCandidatePair()
	if err != nil || pair == nil || pair.Local == nil || pair.Remote == nil {
		return Route{}
	}
	at := net.JoinHostPort(pair.Remote.Address, strconv.Itoa(int(pair.Remote.Port)))
	protocol := pair.Local.Protocol.String()
	if pair.Local.Typ == webrtc.ICECandidateTypeRelay && len(s.ice.TURN) > 0 && strings.HasSuffix(s.ice.TURN[0].URL, "transport=tcp") {
		protocol = "tcp" // they are of one kind
	}
	return Route{Protocol: protocol, Local: pair.Local.Typ.String(), Remote: pair.Remote.Typ.String(), Address: at}
}
