package negotiate

import (
	"fmt"
	"slices"
	"strings"
)

// transport is what a section, or the session for all of them, says of the way its media takes.
type transport struct {
	protocol         string
	ufrag, pwd       bool
	fingerprint      bool // of a DTLS certificate (RFC 8122)
	crypto           bool // keys in the clear (SDES, RFC 4568)
	mux              bool // RTP and RTCP on one port (RFC 5761)
	passive, waiting bool // the peer waits for DTLS to begin; the section says who begins (RFC 8842)
}

func parseTransport(attribute func(string) (string, bool)) transport {
	has := func(key string) bool {
		_, ok := attribute(key)
		return ok
	}
	setup, waiting := attribute("setup")
	return transport{
		ufrag: has("ice-ufrag"), pwd: has("ice-pwd"), fingerprint: has("fingerprint"), crypto: has("crypto"),
		mux: has("rtcp-mux") || has("rtcp-mux-only"), passive: setup == "passive", waiting: waiting,
	}
}

// either joins what two transports say.
func (t transport) either(o transport) transport {
	t.ufrag, t.pwd = t.ufrag || o.ufrag, t.pwd || o.pwd
	t.fingerprint, t.crypto, t.mux = t.fingerprint || o.fingerprint, t.crypto || o.crypto, t.mux || o.mux
	return t
}

// Transport says what keeps the offer from connecting, if anything does: ErrMalformed, ErrUnsupported. All sections must share one
// transport (RFC 9143), in which what one of them says counts for all.
func (o Offer) Transport() error {
	all := o.common
	for _, m := range o.Media {
		all = all.either(m.transport)
	}
	if len(o.Media) > 1 {
		for _, m := range o.Media {
			if !slices.Contains(o.bundle, m.MID) {
				return fmt.Errorf("%w: the %s section is not in a=group:BUNDLE, and all media takes one port here; set the bundle policy to max-bundle",
					ErrUnsupported, m.Kind)
			}
		}
	}
	for _, m := range o.Media {
		if m.Kind == "application" {
			continue
		}
		switch {
		case all.fingerprint:
		case all.crypto:
			return fmt.Errorf("%w: keys in a=crypto (SDES) are not taken; encrypt by DTLS-SRTP, with a=fingerprint and UDP/TLS/RTP/SAVPF", ErrUnsupported)
		case strings.HasPrefix(m.transport.protocol, "RTP/AVP"):
			return fmt.Errorf("%w: the %s is not encrypted (%s); offer WebRTC, which is UDP/TLS/RTP/SAVPF with a=fingerprint",
				ErrUnsupported, m.Kind, m.transport.protocol)
		}
		if all.fingerprint && all.ufrag && all.pwd && !all.mux {
			return fmt.Errorf("%w: no a=rtcp-mux, and RTCP takes the port of RTP here; set the RTCP mux policy to require", ErrUnsupported)
		}
	}
	switch {
	case len(o.Media) == 0:
	case !all.fingerprint:
		return fmt.Errorf("%w: no a=fingerprint; send the whole offer of a WebRTC peer, with that of its DTLS certificate", ErrMalformed)
	case !all.ufrag || !all.pwd:
		return fmt.Errorf("%w: no a=ice-ufrag and a=ice-pwd; send the whole offer of a WebRTC peer, after its local description is set", ErrMalformed)
	}
	return nil
}

// Passive says whether the peer waits for the answerer to begin DTLS.
func (o Offer) Passive() bool {
	for _, m := range o.Media {
		if m.transport.waiting {
			return m.transport.passive
		}
	}
	return o.common.passive
}
