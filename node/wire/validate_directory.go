package wire

import (
	"fmt"
	"strings"
)

// Validate holds every field against its bounds.
func (m *Binding) Validate() error {
	c := check{message: "Binding"}
	c.between("peer_id", len(m.GetPeerId()), 1, MaxPeerID)
	c.exactly("wallet", m.GetWallet(), AccountSize)
	c.exactly("wallet_signature", m.GetWalletSignature(), SignatureSize)
	c.exactly("peer_signature", m.GetPeerSignature(), PeerSigSize)
	return c.err
}

// Validate holds every field against its bounds. Whether the addresses are multiaddrs is for the dialler to see.
func (m *Peer) Validate() error {
	c := check{message: "Peer"}
	c.between("peer_id", len(m.GetPeerId()), 1, MaxPeerID)
	c.addrs("addrs", m.GetAddrs())
	return c.err
}

// Validate holds every field against its bounds: a chain has a contract, a pool has neither.
func (m *Domain) Validate() error {
	c := check{message: "Domain"}
	if m.GetChainId() == 0 {
		c.exactly("verifying_contract", m.GetVerifyingContract(), 0)
	} else {
		c.exactly("verifying_contract", m.GetVerifyingContract(), AccountSize)
	}
	return c.err
}

// Validate holds every field against its bounds. The clock, the shard and the signatures are not looked at.
func (m *StreamAnnounce) Validate() error {
	c := check{message: "StreamAnnounce"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.exactly("streamer", m.GetStreamer(), AccountSize)
	if !validName(m.GetName()) {
		c.fail("name", "want 1 to 64 of a-z, 0-9, '-', '_' and '.', the first a letter or digit")
	}
	must(&c, "stream_key", m.GetStreamKey())
	must(&c, "domain", m.GetDomain())
	c.atLeast("seq", m.GetSeq(), 1)
	c.atMost("issued", m.GetIssued(), maxTime)
	c.atMost("ttl_s", uint64(m.GetTtlS()), MaxTTL)
	each(&c, "tracks", m.GetTracks(), 0, MaxTracks)
	must(&c, "origin", m.GetOrigin())
	each(&c, "entry_relays", m.GetEntryRelays(), 0, MaxEntryRelays)
	c.amount("price_ceiling", m.GetPriceCeiling())
	c.text("title", m.GetTitle(), MaxTitle)
	c.exactly("signature", m.GetSignature(), SignatureSize)
	return c.err
}

// validName reports whether name may name a stream.
func validName(name string) bool {
	const head = "abcdefghijklmnopqrstuvwxyz0123456789"
	return len(name) >= 1 && len(name) <= MaxName && strings.Contains(head, name[:1]) && strings.Trim(name, head+"-_.") == ""
}

// Validate holds every field against its bounds.
func (m *Track) Validate() error {
	c := check{message: "Track"}
	c.token("codec", m.GetCodec(), 32)
	each(&c, "layers", m.GetLayers(), 0, MaxLayers)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Layer) Validate() error {
	c := check{message: "Layer"}
	c.atMost("width", uint64(m.GetWidth()), maxDimension)
	c.atMost("height", uint64(m.GetHeight()), maxDimension)
	c.atMost("kbps", uint64(m.GetKbps()), maxKbps)
	return c.err
}

// Validate holds every field against its bounds. The clock, the region's topic and the signatures are not looked at.
func (m *RelayAdvert) Validate() error {
	c := check{message: "RelayAdvert"}
	must(&c, "binding", m.GetBinding())
	c.atLeast("seq", m.GetSeq(), 1)
	c.atMost("issued", m.GetIssued(), maxTime)
	c.atMost("ttl_s", uint64(m.GetTtlS()), MaxAdvertTTL)
	c.addrs("addrs", m.GetAddrs())
	c.sockets("media_addrs", m.GetMediaAddrs(), 0, MaxMediaAddrs)
	c.sockets("turn_addrs", m.GetTurnAddrs(), 0, MaxTurnAddrs)
	c.optional("dtls_fingerprint", m.GetDtlsFingerprint(), FingerprintSize)
	if url := m.GetHttpUrl(); url != "" {
		c.token("http_url", url, 128)
		if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
			c.fail("http_url", "neither https:// nor http://")
		}
	}
	if !ValidRegion(m.GetRegion()) {
		c.fail("region", "want 1 to 16 of a-z, 0-9 and '-'")
	}
	c.atMost("load_bucket", uint64(m.GetLoadBucket()), MaxLoadBucket)
	may(&c, "terms", m.GetTerms())
	c.exactly("signature", m.GetSignature(), PeerSigSize)
	each(&c, "attestations", m.GetAttestations(), 0, MaxAttestations)
	return c.err
}

// Validate holds every field against its bounds. Whether the address is one of the advert's is not looked at.
func (m *Attestation) Validate() error {
	c := check{message: "Attestation"}
	c.between("peer_id", len(m.GetPeerId()), 1, MaxPeerID)
	c.between("addr", len(m.GetAddr()), 1, MaxAddr)
	if n := len(m.GetFrom()); n != 4 && n != 16 {
		c.fail("from", "%d bytes, want 4 or 16", n)
	}
	c.atMost("issued", m.GetIssued(), maxTime)
	c.exactly("signature", m.GetSignature(), PeerSigSize)
	return c.err
}

// Validate holds every field against its bounds.
func (m *DialbackRequest) Validate() error {
	c := check{message: "DialbackRequest"}
	c.addrs("addrs", m.GetAddrs())
	c.between("addrs", len(m.GetAddrs()), 1, MaxAddrs)
	return c.err
}

// Validate wants an attestation or an error.
func (m *DialbackReply) Validate() error {
	c := check{message: "DialbackReply"}
	switch r := m.GetResult().(type) {
	case *DialbackReply_Attestation:
		must(&c, "attestation", r.Attestation)
	case *DialbackReply_Error:
		must(&c, "error", r.Error)
	default:
		c.fail("result", "missing")
	}
	return c.err
}

// ValidRegion reports whether name may stand in a topic as a region or as the name of a network: 1 to 16 characters of a-z,
// 0-9 and '-'.
func ValidRegion(name string) bool {
	return len(name) >= 1 && len(name) <= 16 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// Validate holds every field against its bounds.
func (m *Carrier) Validate() error {
	c := check{message: "Carrier"}
	c.between("peer_id", len(m.GetPeerId()), 1, MaxPeerID)
	c.addrs("addrs", m.GetAddrs())
	c.atMost("lag_ms", uint64(m.GetLagMs()), maxLagMs)
	c.atMost("load_bucket", uint64(m.GetLoadBucket()), MaxLoadBucket)
	c.atMost("seen", m.GetSeen(), maxTime)
	c.path("path", m.GetPath(), 0)
	return c.err
}

// Validate holds every field against its bounds.
func (m *Error) Validate() error {
	c := check{message: "Error"}
	c.known("code", int32(m.GetCode()), ErrorCode_name)
	c.text("text", m.GetText(), MaxText)
	return c.err
}

// Validate holds every field against its bounds.
func (m *DirectoryRequest) Validate() error {
	c := check{message: "DirectoryRequest"}
	c.atMost("streams", uint64(m.GetStreams()), MaxDirectoryPage)
	c.optional("after_stream", m.GetAfterStream(), StreamIDSize)
	c.atMost("relays", uint64(m.GetRelays()), MaxDirectoryPage)
	c.between("after_relay", len(m.GetAfterRelay()), 0, MaxPeerID)
	c.between("peers", len(m.GetPeers()), 0, MaxDirectoryPage)
	for i, p := range m.GetPeers() {
		c.between(fmt.Sprintf("peers[%d]", i), len(p), 1, MaxPeerID)
	}
	return c.err
}

// Validate holds every field against its bounds.
func (m *DirectoryReply) Validate() error {
	c := check{message: "DirectoryReply"}
	each(&c, "announces", m.GetAnnounces(), 0, MaxDirectoryPage)
	each(&c, "adverts", m.GetAdverts(), 0, MaxDirectoryPage)
	may(&c, "error", m.GetError())
	return c.err
}

// Validate holds every field against its bounds.
func (m *ViewRequest) Validate() error {
	c := check{message: "ViewRequest"}
	c.exactly("stream_id", m.GetStreamId(), StreamIDSize)
	c.atMost("want", uint64(m.GetWant()), MaxCarriers)
	return c.err
}

// Validate holds every field against its bounds.
func (m *ViewReply) Validate() error {
	c := check{message: "ViewReply"}
	each(&c, "carriers", m.GetCarriers(), 0, MaxCarriers)
	may(&c, "announce", m.GetAnnounce())
	may(&c, "error", m.GetError())
	return c.err
}
