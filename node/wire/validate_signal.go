package wire

import "fmt"

// Validate holds every field against its bounds. Whether the offer is SDP is for the media plane to see.
func (m *Join) Validate() error {
	c := check{message: "Join"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.between("offer", len(m.GetOffer()), 1, MaxSDP)
	c.exactly("path_id", m.GetPathId(), PathIDSize)
	may(&c, "binding", m.GetBinding())
	c.exactly("nonce", m.GetNonce(), NonceSize)
	return c.err
}

// Validate holds the result, which has to be there, against its bounds.
func (m *JoinReply) Validate() error {
	c := check{message: "JoinReply"}
	switch r := m.GetResult().(type) {
	case *JoinReply_Accept:
		must(&c, "accept", r.Accept)
	case *JoinReply_Reject:
		must(&c, "reject", r.Reject)
	default:
		c.fail("result", "missing")
	}
	return c.err
}

// Validate holds every field against its bounds; a path with one id twice is a loop.
func (m *JoinAccept) Validate() error {
	c := check{message: "JoinAccept"}
	c.between("answer", len(m.GetAnswer()), 1, MaxSDP)
	c.between("path", len(m.GetPath()), 1, MaxPath)
	seen := make(map[string]bool, MaxPath)
	for i, id := range m.GetPath() {
		field := fmt.Sprintf("path[%d]", i)
		c.exactly(field, id, PathIDSize)
		if seen[string(id)] {
			c.fail(field, "stands there twice")
		}
		if c.err != nil {
			return c.err
		}
		seen[string(id)] = true
	}
	c.atMost("lag_ms", uint64(m.GetLagMs()), maxLagMs)
	c.token("session", m.GetSession(), 64)
	return c.err
}

// Validate holds every field against its bounds.
func (m *JoinReject) Validate() error {
	c := check{message: "JoinReject"}
	c.known("reason", int32(m.GetReason()), RejectReason_name)
	c.text("text", m.GetText(), MaxText)
	each(&c, "alternatives", m.GetAlternatives(), 0, MaxCarriers)
	return c.err
}
