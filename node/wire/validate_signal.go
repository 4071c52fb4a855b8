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
	c.role("role", m.GetRole())
	c.path("avoid", m.GetAvoid(), 0)
	return c.err
}

// role refuses roles that are not known. None is the primary.
func (c *check) role(field string, r Role) {
	if _, known := Role_name[int32(r)]; !known {
		c.fail(field, "unknown value %d", r)
	}
}

// path holds the ids of a path against their size and number; one id twice is a loop.
func (c *check) path(field string, ids [][]byte, least int) {
	c.between(field, len(ids), least, MaxPath)
	if c.err != nil {
		return
	}
	seen := make(map[string]bool, MaxPath)
	for i, id := range ids {
		at := fmt.Sprintf("%s[%d]", field, i)
		c.exactly(at, id, PathIDSize)
		if seen[string(id)] {
			c.fail(at, "stands there twice")
		}
		seen[string(id)] = true
	}
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
	c.path("path", m.GetPath(), 1)
	c.atMost("lag_ms", uint64(m.GetLagMs()), maxLagMs)
	c.token("session", m.GetSession(), 64)
	c.atMost("lease_ms", uint64(m.GetLeaseMs()), maxLagMs)
	return c.err
}

// Validate holds every field against its bounds.
func (m *JoinReject) Validate() error {
	c := check{message: "JoinReject"}
	c.known("reason", int32(m.GetReason()), RejectReason_name)
	c.text("text", m.GetText(), MaxText)
	each(&c, "alternatives", m.GetAlternatives(), 0, MaxCarriers)
	c.atMost("retry_ms", uint64(m.GetRetryMs()), maxLagMs)
	return c.err
}

// Validate holds the message, which has to be there, against its bounds.
func (m *Signal) Validate() error {
	c := check{message: "Signal"}
	switch r := m.GetMessage().(type) {
	case *Signal_Keepalive:
		must(&c, "keepalive", r.Keepalive)
	case *Signal_Repairing:
		must(&c, "repairing", r.Repairing)
	case *Signal_Move:
		must(&c, "move", r.Move)
	case *Signal_Leave:
		must(&c, "leave", r.Leave)
	case *Signal_Beacon:
		must(&c, "beacon", r.Beacon)
	default:
		c.fail("message", "missing")
	}
	return c.err
}

// Validate holds every field against its bounds.
func (m *Keepalive) Validate() error {
	c := check{message: "Keepalive"}
	c.atMost("lag_ms", uint64(m.GetLagMs()), maxLagMs)
	c.atMost("load_bucket", uint64(m.GetLoadBucket()), MaxLoadBucket)
	c.path("path", m.GetPath(), 0)
	c.role("role", m.GetRole())
	return c.err
}

// Validate holds every field against its bounds.
func (m *Repairing) Validate() error {
	c := check{message: "Repairing"}
	c.atMost("eta_ms", uint64(m.GetEtaMs()), maxLagMs)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Move) Validate() error {
	c := check{message: "Move"}
	each(&c, "alternatives", m.GetAlternatives(), 0, MaxMoves)
	c.atMost("deadline_ms", uint64(m.GetDeadlineMs()), maxLagMs)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Leave) Validate() error {
	c := check{message: "Leave"}
	c.text("text", m.GetText(), MaxText)
	return c.err
}

// Validate holds every field against its bounds. Whether it is of now, newer than the last, and signed by the stream's key is for who
// knows those to see.
func (m *Beacon) Validate() error {
	c := check{message: "Beacon"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.atLeast("seq", m.GetSeq(), 1)
	c.atMost("source_time_us", m.GetSourceTimeUs(), maxTime)
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}
