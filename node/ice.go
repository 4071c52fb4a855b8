package node

import (
	"fmt"
	"strings"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/relay/whip"
)

// iceServers reads STUN and TURN servers: stun:HOST:PORT as RFC 7064 has it, and turn:USER:CREDENTIAL@HOST:PORT, RFC 7065
// with the credentials that it leaves out.
func iceServers(texts []string) ([]whip.ICEServer, error) {
	var servers []whip.ICEServer
	for _, text := range texts {
		scheme, rest, ok := strings.Cut(text, ":")
		s := whip.ICEServer{URL: text}
		switch {
		case ok && rest != "" && (scheme == "stun" || scheme == "stuns"):
		case ok && (scheme == "turn" || scheme == "turns"):
			login, host, found := strings.Cut(rest, "@")
			user, credential, paired := strings.Cut(login, ":")
			if !found || !paired || user == "" || credential == "" || host == "" {
				return nil, fmt.Errorf("ICE server %q: %w: want turn:USER:CREDENTIAL@HOST:PORT", text, incentives.ErrSyntax)
			}
			s = whip.ICEServer{URL: scheme + ":" + host, Username: user, Credential: credential}
		default:
			return nil, fmt.Errorf("ICE server %q: %w: want stun:HOST:PORT or turn:USER:CREDENTIAL@HOST:PORT", text, incentives.ErrSyntax)
		}
		servers = append(servers, s)
	}
	return servers, nil
}
