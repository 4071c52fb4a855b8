package negotiate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/casto-network/casto/relay/internal/codec"
)

// browserOffer is a recvonly video section as Chromium writes it, shortened.
const browserOffer = `v=0
o=- 1 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1 2
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 00
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9
c=IN IP4 0.0.0.0
a=mid:0
a=sendrecv
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:9 G722/8000
m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 45 46
a=mid:1
a=recvonly
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtcp-fb:* ccm fir
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:102 H264/90000
a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
a=rtpmap:103 rtx/90000
a=fmtp:103 apt=102
a=rtpmap:45 AV1/90000
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
a=mid:2
a=sctp-port:5000
`

func sdpText(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestParseReadsABrowsersOffer(t *testing.T) {
	o, err := Parse(sdpText(browserOffer))
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Media) != 3 {
		t.Fatalf("%d sections", len(o.Media))
	}
	audio, video := o.Media[0], o.Media[1]
	if audio.Kind != "audio" || audio.MID != "0" || !audio.Sends || !audio.Receives || len(audio.Codecs) != 1 {
		t.Errorf("audio %+v", audio)
	}
	if c := audio.Codecs[0]; c.Kind != codec.Opus || c.PayloadType != 111 || c.Channels != 2 || c.RTX != 0 {
		t.Errorf("opus %+v", c)
	}
	if video.Sends || !video.Receives || len(video.Codecs) != 3 {
		t.Fatalf("video %+v", video)
	}
	vp8, h264, av1 := video.Codecs[0], video.Codecs[1], video.Codecs[2]
	if vp8.Kind != codec.VP8 || vp8.RTX != 97 || !vp8.HasFeedback("nack", "") || !vp8.HasFeedback("nack", "pli") || !vp8.HasFeedback("ccm", "fir") {
		t.Errorf("VP8 %+v", vp8)
	}
	if h264.RTX != 103 || h264.Parameter("Profile-Level-Id", "") != "42001f" || h264.HasFeedback("nack", "") {
		t.Errorf("H264 %+v", h264)
	}
	if av1.Kind != codec.AV1 || av1.RTX != 0 || !av1.HasFeedback("ccm", "fir") {
		t.Errorf("AV1 %+v", av1)
	}
	if got := h264.String(); !strings.Contains(got, "H264") || !strings.Contains(got, "42001f") {
		t.Errorf("H264 is called %q", got)
	}
	if !o.HasChannel() || (Offer{Media: o.Media[:2]}).HasChannel() {
		t.Error("data channel")
	}
}

func TestParseDirectionsAndRejections(t *testing.T) {
	head := "v=0\no=- 1 2 IN IP4 0\ns=-\nt=0 0\n"
	for _, test := range []struct {
		name            string
		in              string
		sections        int
		sends, receives bool
	}{
		{"default", "m=video 9 UDP/TLS/RTP/SAVPF 96\n", 1, true, true},
		{"own direction", "m=video 9 UDP/TLS/RTP/SAVPF 96\na=sendonly\n", 1, true, false},
		{"session's direction", "a=recvonly\nm=video 9 UDP/TLS/RTP/SAVPF 96\n", 1, false, true},
		{"inactive", "m=video 9 UDP/TLS/RTP/SAVPF 96\na=inactive\n", 1, false, false},
		{"rejected", "m=video 0 UDP/TLS/RTP/SAVPF 96\na=sendonly\n", 0, false, false},
		{"bundle-only", "m=video 0 UDP/TLS/RTP/SAVPF 96\na=bundle-only\na=sendonly\n", 1, true, false},
		{"unknown kind", "m=text 9 UDP/TLS/RTP/SAVPF 96\n", 0, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			o, err := Parse(sdpText(head + test.in))
			if err != nil || len(o.Media) != test.sections {
				t.Fatalf("%+v, %v", o, err)
			}
			if test.sections == 0 {
				return
			}
			if m := o.Media[0]; m.Sends != test.sends || m.Receives != test.receives {
				t.Errorf("%+v", m)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	many := strings.Builder{}
	many.WriteString("v=0\no=- 1 2 IN IP4 0\ns=-\nt=0 0\nm=video 9 UDP/TLS/RTP/SAVPF")
	for i := range 200 {
		fmt.Fprintf(&many, " %d", i%128)
	}
	many.WriteString("\n")
	for name, in := range map[string]string{
		"nothing":            "",
		"no SDP":             "hello",
		"no media":           "v=0\no=- 1 2 IN IP4 0\ns=-\nt=0 0\n",
		"too long":           "v=0\n" + strings.Repeat("a=x\n", 20000),
		"many sections":      "v=0\no=- 1 2 IN IP4 0\ns=-\nt=0 0\n" + strings.Repeat("m=audio 9 UDP/TLS/RTP/SAVPF 0\n", 9),
		"many candidates":    "v=0\no=- 1 2 IN IP4 0\ns=-\nt=0 0\nm=audio 9 UDP/TLS/RTP/SAVPF 0\n" + strings.Repeat("a=candidate:1\n", maxCandidates+1),
		"many payload types": many.String(),
	} {
		if _, err := Parse(sdpText(in)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sdpText(browserOffer))
	for _, client := range []string{"obs", "ffmpeg", "gstreamer", "chrome", "firefox", "safari"} {
		f.Add(offerOf(f, client))
	}
	f.Fuzz(func(t *testing.T, in string) {
		o, err := Parse(Mend(in))
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		o.Passive()
		if err := o.Transport(); err != nil && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrUnsupported) {
			t.Fatalf("untyped error %v", err)
		}
		if media, err := o.Published(8); err == nil && (len(media) == 0 || len(media) > 2) || err != nil && media != nil {
			t.Fatalf("publishes %v, %v", media, err)
		}
		for _, m := range o.Media {
			for _, c := range m.Codecs {
				if c.Kind == codec.Unknown || c.PayloadType > 127 || c.ClockRate == 0 {
					t.Fatalf("codec %+v", c)
				}
				if got, ok := Match(c, m.Codecs); ok && got.Kind != c.Kind {
					t.Fatalf("%v matches %v", c, got)
				}
			}
		}
	})
}

func TestMatch(t *testing.T) {
	c := func(mime, fmtp string) Codec {
		return Codec{Kind: codec.FromMIME(mime), MIME: mime, ClockRate: 90000, Fmtp: fmtp}
	}
	h := func(profile, mode string) Codec {
		return c("video/H264", "profile-level-id="+profile+";packetization-mode="+mode)
	}
	const none = -1
	for _, test := range []struct {
		name    string
		stream  Codec
		offered []Codec
		want    int // index of the one chosen
	}{
		{"same codec", c("video/VP8", ""), []Codec{c("video/VP9", ""), c("video/vp8", "")}, 1},
		{"codec not offered", c("video/VP8", ""), []Codec{c("video/VP9", ""), h("42e01f", "1")}, none},
		{"nothing offered", c("video/VP8", ""), nil, none},
		{"VP9 profile", c("video/VP9", "profile-id=2"), []Codec{c("video/VP9", ""), c("video/VP9", "profile-id=2")}, 1},
		{"VP9 default profile", c("video/VP9", ""), []Codec{c("video/VP9", "profile-id=2"), c("video/VP9", "profile-id=0")}, 1},
		{"AV1 profile", c("video/AV1", "profile=1"), []Codec{c("video/AV1", "")}, none},
		{"AV1 level does not matter", c("video/AV1", "level-idx=5;profile=0;tier=0"), []Codec{c("video/AV1", "")}, 0},
		{"H264 same profile, other level", h("42e01f", "1"), []Codec{h("640c1f", "1"), h("42e034", "1")}, 1},
		{"H264 same profile, other mode preferred last", h("42e01f", "0"), []Codec{h("42e01f", "1"), h("42e01f", "0")}, 1},
		{"H264 mode 0 to a receiver of mode 1", h("42e01f", "0"), []Codec{h("42e01f", "1")}, 0},
		{"H264 mode 1 to a receiver of mode 0", h("42e01f", "1"), []Codec{h("42e01f", "0")}, none},
		{"H264 baseline to high", h("42e01f", "1"), []Codec{h("64001f", "1")}, 0},
		{"H264 baseline to constrained baseline", h("42001f", "1"), []Codec{h("42e01f", "1")}, 0},
		{"H264 high to baseline", h("64001f", "1"), []Codec{h("42e01f", "1"), h("4d001f", "1")}, none},
		{"H264 main to high", h("4d001f", "1"), []Codec{h("640c1f", "1"), h("64001f", "1")}, 1},
		{"H264 constrained high to high", h("640c1f", "1"), []Codec{h("42e01f", "1"), h("640032", "1")}, 1},
		{"H264 main marked as constrained baseline", h("4d801f", "1"), []Codec{h("42e01f", "1")}, 0},
		{"H264 without parameters is baseline, mode 0", c("video/H264", ""), []Codec{h("42e01f", "1")}, 0},
		{"H264 nonsense profile matches itself only", h("zzzzzz", "1"), []Codec{h("42e01f", "1")}, none},
		{"other clock rate", Codec{Kind: codec.Opus, ClockRate: 48000}, []Codec{{Kind: codec.Opus, ClockRate: 16000}}, none},
		{"unknown codec", c("video/H265", ""), []Codec{c("video/H265", "")}, none},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, ok := Match(test.stream, test.offered)
			if ok != (test.want != none) {
				t.Fatalf("got %v, %v", got, ok)
			}
			if ok && got.String() != test.offered[test.want].String() {
				t.Errorf("chose %v, want %v", got, test.offered[test.want])
			}
		})
	}
}
