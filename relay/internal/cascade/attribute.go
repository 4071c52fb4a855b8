package cascade

import "strings"

// attribute is the line of a session description that holds a message. Who does not know it skips it (RFC 8866, section 5.13).
const attribute = "a=casto-cascade:"

// Put adds a message to the session level of a description.
func Put(sdp string, message []byte) string {
	line := attribute + string(message) + "\r\n"
	if i := strings.Index(sdp, "\nm="); i >= 0 {
		return sdp[:i+1] + line + sdp[i+1:]
	}
	return sdp + line
}

// Find returns the message in a description's session level, or nil.
func Find(sdp string) []byte {
	for len(sdp) > 0 {
		var line string
		line, sdp, _ = strings.Cut(sdp, "\n")
		line = strings.TrimSuffix(line, "\r")
		if strings.HasPrefix(line, "m=") {
			return nil
		}
		if m, ok := strings.CutPrefix(line, attribute); ok {
			return []byte(m)
		}
	}
	return nil
}
