package wire

// maxCredential bounds a user name or password of TURN.
const maxCredential = 64

// Validate holds the stream, if one is named, against its size.
func (m *TurnRequest) Validate() error {
	c := check{message: "TurnRequest"}
	c.optional("stream_id", m.GetStreamId(), StreamIDSize)
	return c.err
}

// Validate holds the result, which has to be there, against its bounds.
func (m *TurnReply) Validate() error {
	c := check{message: "TurnReply"}
	switch r := m.GetResult().(type) {
	case *TurnReply_Servers:
		must(&c, "servers", r.Servers)
	case *TurnReply_Error:
		must(&c, "error", r.Error)
	default:
		c.fail("result", "missing")
	}
	return c.err
}

// Validate holds every field against its bounds. Whether the addresses are fit to be asked is for the one who asks.
func (m *TurnServers) Validate() error {
	c := check{message: "TurnServers"}
	c.sockets("addrs", m.GetAddrs(), 1, MaxTurnAddrs)
	c.token("username", m.GetUsername(), maxCredential)
	c.token("password", m.GetPassword(), maxCredential)
	c.atMost("until", m.GetUntil(), maxTime)
	return c.err
}
