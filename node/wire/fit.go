package wire

import "google.golang.org/protobuf/proto"

// Fit makes an announcement small enough for gossip, before it is signed: it takes entry relays' addresses beyond their second
// away, then entry relays from the last on, then the origin's addresses from the last on. Parts that m shares with other
// messages are not changed.
func (m *StreamAnnounce) Fit() {
	relays := make([]*Peer, len(m.GetEntryRelays()))
	for i, p := range m.GetEntryRelays() {
		relays[i] = &Peer{PeerId: p.GetPeerId(), Addrs: p.GetAddrs()}
	}
	m.EntryRelays = relays
	for i := 0; i < len(relays) && m.tooLarge(); i++ {
		relays[i].Addrs = relays[i].Addrs[:min(len(relays[i].Addrs), 2)]
	}
	for len(m.EntryRelays) > 0 && m.tooLarge() {
		m.EntryRelays = m.EntryRelays[:len(m.EntryRelays)-1]
	}
	if m.Origin != nil {
		m.Origin = &Peer{PeerId: m.Origin.GetPeerId(), Addrs: m.Origin.GetAddrs()}
		for len(m.Origin.Addrs) > 0 && m.tooLarge() {
			m.Origin.Addrs = m.Origin.Addrs[:len(m.Origin.Addrs)-1]
		}
	}
}

// tooLarge reports whether m would exceed the limit of gossip with a signature.
func (m *StreamAnnounce) tooLarge() bool {
	const tagAndLength = 2
	size := proto.Size(m)
	if len(m.GetSignature()) == 0 {
		size += tagAndLength + SignatureSize
	}
	return size > MaxGossip
}
