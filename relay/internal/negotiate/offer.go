package negotiate

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"

	"github.com/casto-network/casto/relay/internal/codec"
)

// Bounds on what one peer may ask us to parse. A browser's offer has 3 media sections, 60 codecs and 8 kB.
const (
	maxBytes      = 64 << 10
	maxMedia      = 8
	maxCodecs     = 128
	maxCandidates = 128
)

var (
	// ErrMalformed: the text is not a session description we can use. The message says where, and what to change.
	ErrMalformed = errors.New("malformed SDP")
	// ErrUnsupported: the description is sound, and offers nothing that we can take. The message says what to offer instead.
	ErrUnsupported = errors.New("unsupported")
)

// Codec is one codec of a media section.
type Codec struct {
	Kind        codec.Kind
	MIME        string // as offered, such as "video/VP8"
	PayloadType uint8
	ClockRate   uint32
	Channels    uint16
	Fmtp        string     // the format parameters, verbatim
	Feedback    []Feedback // the RTCP feedback offered for it
	RTX         uint8      // payload type of its retransmissions (RFC 4588); zero if not offered
}

// Feedback is one rtcp-fb attribute (RFC 4585), such as {"nack", "pli"}.
type Feedback struct{ Type, Parameter string }

// HasFeedback says whether the codec was offered with this feedback.
func (c Codec) HasFeedback(typ, parameter string) bool {
	return slices.Contains(c.Feedback, Feedback{typ, parameter})
}

// String names the codec as an error message should.
func (c Codec) String() string {
	if c.Fmtp == "" {
		return c.MIME
	}
	return c.MIME + " (" + c.Fmtp + ")"
}

// Parameter returns a format parameter, or def.
func (c Codec) Parameter(name, def string) string {
	for _, p := range strings.Split(c.Fmtp, ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(strings.TrimSpace(k), name) {
			return strings.TrimSpace(v)
		}
	}
	return def
}

// Media is one media section.
type Media struct {
	Kind     string // "audio", "video" or "application"
	MID      string
	Sends    bool // the offerer wants to send
	Receives bool // the offerer wants to receive
	Codecs   []Codec
	Others   []string // codecs offered that we do not know, such as "H265"
	Layers   int      // simulcast layers that the offerer would send (RFC 8853); zero without simulcast

	transport transport
}

// Offer is what a session description offers.
type Offer struct {
	Media []Media

	bundle []string // the sections that share one transport (RFC 9143)
	common transport
}

// HasChannel says whether data channels are offered.
func (o Offer) HasChannel() bool {
	return slices.ContainsFunc(o.Media, func(m Media) bool { return m.Kind == "application" })
}

// Parse reads a session description. Rejected sections are left out.
func Parse(text string) (Offer, error) {
	if len(text) > maxBytes {
		return Offer{}, fmt.Errorf("%w: %d bytes, at most %d: offer fewer codecs and candidates", ErrMalformed, len(text), maxBytes)
	}
	if strings.Count(text, "a=candidate:") > maxCandidates {
		return Offer{}, fmt.Errorf("%w: more than %d candidates", ErrMalformed, maxCandidates)
	}
	var desc sdp.SessionDescription
	if err := desc.UnmarshalString(text); err != nil {
		return Offer{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if n := len(desc.MediaDescriptions); n == 0 || n > maxMedia {
		return Offer{}, fmt.Errorf("%w: %d media sections, want 1 to %d", ErrMalformed, n, maxMedia)
	}
	o := Offer{common: parseTransport(desc.Attribute)}
	for _, a := range desc.Attributes {
		if group, ok := strings.CutPrefix(a.Value, "BUNDLE "); ok && a.Key == "group" {
			o.bundle = append(o.bundle, strings.Fields(group)...)
		}
	}
	for _, md := range desc.MediaDescriptions {
		m, ok, err := parseMedia(&desc, md)
		if err != nil {
			return Offer{}, err
		}
		if ok {
			o.Media = append(o.Media, m)
		}
	}
	return o, nil
}

func parseMedia(desc *sdp.SessionDescription, md *sdp.MediaDescription) (Media, bool, error) {
	m := Media{Kind: md.MediaName.Media}
	m.MID, _ = md.Attribute(sdp.AttrKeyMID)
	_, bundleOnly := md.Attribute("bundle-only")
	if md.MediaName.Port.Value == 0 && !bundleOnly {
		return Media{}, false, nil
	}
	m.Sends, m.Receives = direction(desc, md)
	m.transport = parseTransport(md.Attribute)
	m.transport.protocol = strings.Join(md.MediaName.Protos, "/")
	switch m.Kind {
	case "application":
		return m, true, nil
	case "audio", "video":
	default:
		return Media{}, false, nil
	}
	if len(md.MediaName.Formats) > maxCodecs {
		return Media{}, false, fmt.Errorf("%w: %d payload types in section %q", ErrMalformed, len(md.MediaName.Formats), m.MID)
	}
	m.Codecs, m.Others = parseCodecs(md)
	for _, a := range md.Attributes {
		if f := strings.Fields(a.Value); a.Key == "rid" && len(f) > 1 && f[1] == "send" {
			m.Layers++
		}
	}
	return m, true, nil
}

// direction reads a section's direction attribute, which the session may set for all (RFC 8866, section 6.7).
func direction(desc *sdp.SessionDescription, md *sdp.MediaDescription) (sends, receives bool) {
	for _, has := range []func(string) (string, bool){md.Attribute, desc.Attribute} {
		for _, d := range []struct {
			key             string
			sends, receives bool
		}{
			{"sendrecv", true, true}, {"sendonly", true, false}, {"recvonly", false, true}, {"inactive", false, false},
		} {
			if _, ok := has(d.key); ok {
				return d.sends, d.receives
			}
		}
	}
	return true, true
}

// parseCodecs lists the section's codecs in its order of preference, retransmission formats folded into theirs, and the names of those
// that we do not know.
func parseCodecs(md *sdp.MediaDescription) (known []Codec, others []string) {
	byType := map[string]*Codec{}
	var order []*Codec
	for _, f := range md.MediaName.Formats {
		pt, err := strconv.ParseUint(f, 10, 7)
		if err != nil || byType[f] != nil {
			continue
		}
		c := &Codec{PayloadType: uint8(pt)}
		byType[f] = c
		order = append(order, c)
	}
	for _, a := range md.Attributes {
		pt, value, _ := strings.Cut(a.Value, " ")
		c := byType[pt]
		switch {
		case a.Key == "rtcp-fb":
			typ, parameter, _ := strings.Cut(strings.TrimSpace(value), " ")
			for _, other := range order {
				if other == c || pt == "*" {
					other.Feedback = append(other.Feedback, Feedback{typ, parameter})
				}
			}
		case c == nil:
		case a.Key == "rtpmap":
			parseRTPMap(c, md.MediaName.Media, value)
		case a.Key == "fmtp":
			c.Fmtp = strings.TrimSpace(value)
		}
	}
	for _, c := range order {
		if c.Kind == codec.Unknown {
			if name := otherName(c); name != "" && !slices.Contains(others, name) {
				others = append(others, name)
			}
			continue
		}
		for _, r := range order {
			if strings.EqualFold(r.MIME, "video/rtx") && r.Parameter("apt", "") == strconv.Itoa(int(c.PayloadType)) {
				c.RTX = r.PayloadType
			}
		}
		known = append(known, *c)
	}
	return known, others
}

// parseRTPMap reads "VP8/90000" or "opus/48000/2".
func parseRTPMap(c *Codec, media, value string) {
	name, rest, _ := strings.Cut(strings.TrimSpace(value), "/")
	rate, channels, _ := strings.Cut(rest, "/")
	hz, err := strconv.ParseUint(rate, 10, 32)
	if err != nil || hz == 0 {
		return
	}
	n, _ := strconv.ParseUint(channels, 10, 8)
	c.MIME, c.ClockRate, c.Channels = media+"/"+name, uint32(hz), uint16(n)
	c.Kind = codec.FromMIME(c.MIME)
}
