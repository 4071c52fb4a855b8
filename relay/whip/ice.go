package whip

import "strings"

// ICEServers returns the STUN and TURN servers that came with the answer (RFC 9725, section 4.6).
func (c *Client) ICEServers() []ICEServer {
	c.mu.Lock()
	defer c.mu.Unlock()
	return iceServersOf(c.links)
}

// iceServersOf reads Link headers of the form that ICEServer.link writes, one link to a header value.
func iceServersOf(links []string) (servers []ICEServer) {
	for _, l := range links[:min(len(links), maxLinks)] {
		target, params, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(l), "<"), ">")
		scheme, _, _ := strings.Cut(target, ":")
		if !ok || scheme != "stun" && scheme != "stuns" && scheme != "turn" && scheme != "turns" {
			continue
		}
		p := parameters(params)
		if p["rel"] == "ice-server" && (p["username"] != "" || p["credential"] == "") && !strings.ContainsFunc(target, notOfURL) {
			servers = append(servers, ICEServer{URL: target, Username: p["username"], Credential: p["credential"]})
		}
	}
	return servers
}

func notOfURL(r rune) bool { return r <= ' ' || r >= 0x7f || r == '<' }

// parameters reads ;name=value and ;name="quoted value", as far as it is well formed. Of two with one name the first counts.
func parameters(s string) map[string]string {
	found := map[string]string{}
	for {
		s = strings.TrimLeft(s, " \t;")
		name, rest, ok := strings.Cut(s, "=")
		if !ok {
			return found
		}
		var value string
		if value, s, ok = parameter(rest); !ok {
			return found
		}
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := found[name]; !twice {
			found[name] = value
		}
	}
}

// parameter takes a token, or a quoted-string of RFC 9110, section 5.6.4.
func parameter(s string) (value, rest string, ok bool) {
	s = strings.TrimLeft(s, " \t")
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return strings.TrimSpace(value), rest, true
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), s[i+1:], true
		case '\\':
			if i++; i == len(s) {
				return "", "", false
			}
			fallthrough
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", false
}
