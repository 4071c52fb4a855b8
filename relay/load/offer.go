package load

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"

	"github.com/casto-network/casto/relay/internal/codec"
)

// errAnswer: what the server answered cannot be used.
var errAnswer = errors.New("unusable answer")

// transportURI is the header extension of transport-wide congestion control.
const transportURI = sdp.TransportCCURI

// offered is what a viewer says it can decode, by payload type. All video has a payload type for retransmissions, one higher.
var offered = [...]struct {
	payloadType uint8
	codec, fmtp string
}{
	{96, "VP8/90000", ""},
	{98, "VP9/90000", "profile-id=0"},
	{100, "H264/90000", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"},
	{102, "H264/90000", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f"},
	{104, "H264/90000", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f"},
	{106, "H264/90000", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f"},
	{108, "H264/90000", "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f"},
	{114, "AV1/90000", ""},
}

const opusType = 111

// credentials are a viewer's side of ICE and DTLS.
type credentials struct {
	ufrag, pwd  string
	fingerprint string // SHA-256, as in SDP
	candidate   string // without "candidate:"
}

// offer describes a viewer that receives video and audio.
func offer(c credentials, feedback bool) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=fingerprint:sha-256 %s", c.fingerprint)
	section := func(mid int) {
		line("c=IN IP4 0.0.0.0\r\na=mid:%d\r\na=recvonly\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=setup:actpass", mid)
		line("a=ice-ufrag:%s\r\na=ice-pwd:%s\r\na=candidate:%s\r\na=end-of-candidates", c.ufrag, c.pwd, c.candidate)
		if feedback {
			line("a=extmap:3 %s", transportURI)
		}
	}
	var types []string
	for _, o := range offered {
		types = append(types, strconv.Itoa(int(o.payloadType)), strconv.Itoa(int(o.payloadType)+1))
	}
	line("m=video 9 UDP/TLS/RTP/SAVPF %s", strings.Join(types, " "))
	section(0)
	for _, o := range offered {
		line("a=rtpmap:%d %s", o.payloadType, o.codec)
		if o.fmtp != "" {
			line("a=fmtp:%d %s", o.payloadType, o.fmtp)
		}
		for _, fb := range []string{"nack", "nack pli", "ccm fir"} {
			line("a=rtcp-fb:%d %s", o.payloadType, fb)
		}
		if feedback {
			line("a=rtcp-fb:%d transport-cc", o.payloadType)
		}
		line("a=rtpmap:%d rtx/90000\r\na=fmtp:%d apt=%d", o.payloadType+1, o.payloadType+1, o.payloadType)
	}
	line("m=audio 9 UDP/TLS/RTP/SAVPF %d", opusType)
	section(1)
	line("a=rtpmap:%d opus/48000/2\r\na=fmtp:%d minptime=10;useinbandfec=1", opusType, opusType)
	if feedback {
		line("a=rtcp-fb:%d transport-cc", opusType)
	}
	return b.String()
}

// payload is what packets of one payload type hold.
type payload struct {
	kind  codec.Kind
	clock uint32
	rtx   bool
}

// answer is what a viewer needs to know of the server's.
type answer struct {
	ufrag, pwd  string
	fingerprint string // SHA-256 in capitals, empty if the server gave another hash
	server      bool   // the viewer is the server of the DTLS handshake
	candidates  []string
	payloads    [128]payload
	transportID uint8 // of the header extension, zero if not negotiated
	transport   bool  // transport-wide feedback was negotiated
}

// readAnswer reads what a server answered.
func readAnswer(text string) (answer, error) {
	var d sdp.SessionDescription
	if err := d.UnmarshalString(text); err != nil {
		return answer{}, fmt.Errorf("%w: %w", errAnswer, err)
	}
	var a answer
	a.read(d.Attributes)
	for _, m := range d.MediaDescriptions {
		a.read(m.Attributes)
	}
	if a.ufrag == "" || a.pwd == "" {
		return answer{}, fmt.Errorf("%w: no ICE credentials in it", errAnswer)
	}
	return a, nil
}

func (a *answer) read(attributes []sdp.Attribute) {
	for _, at := range attributes {
		switch at.Key {
		case "ice-ufrag":
			a.ufrag = at.Value
		case "ice-pwd":
			a.pwd = at.Value
		case "fingerprint":
			if hash, value, _ := strings.Cut(at.Value, " "); strings.EqualFold(hash, "sha-256") {
				a.fingerprint = strings.ToUpper(strings.TrimSpace(value))
			}
		case "setup":
			a.server = at.Value == "active"
		case "candidate":
			a.candidates = append(a.candidates, at.Value)
		case "rtpmap":
			a.readCodec(at.Value)
		case "rtcp-fb":
			_, what, _ := strings.Cut(at.Value, " ")
			a.transport = a.transport || what == "transport-cc"
		case "extmap":
			id, uri, _ := strings.Cut(at.Value, " ")
			id, _, _ = strings.Cut(id, "/")
			if n, err := strconv.ParseUint(id, 10, 8); err == nil && uri == transportURI {
				a.transportID = uint8(n)
			}
		}
	}
}

// readCodec reads "96 VP8/90000".
func (a *answer) readCodec(value string) {
	pt, name, _ := strings.Cut(value, " ")
	n, err := strconv.ParseUint(pt, 10, 7)
	parts := strings.Split(name, "/")
	if err != nil || len(parts) < 2 {
		return
	}
	clock, err := strconv.ParseUint(parts[1], 10, 32)
	if err != nil || clock == 0 {
		return
	}
	p := payload{clock: uint32(clock), rtx: strings.EqualFold(parts[0], "rtx")}
	for _, kind := range []string{"audio/", "video/"} {
		if k := codec.FromMIME(kind + parts[0]); k != codec.Unknown {
			p.kind = k
		}
	}
	a.payloads[n] = p
}
