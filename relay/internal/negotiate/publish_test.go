package negotiate

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// offerOf returns the offer that a client makes, from testdata/offers.
func offerOf(t testing.TB, client string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "offers", client+".sdp"))
	if err != nil {
		t.Fatal(err)
	}
	return sdpText(string(b))
}

// read is what the relay does with an offer to publish.
func read(text string) (Offer, []Media, error) {
	o, err := Parse(Mend(text))
	if err == nil {
		err = o.Transport()
	}
	if err != nil {
		return o, nil, err
	}
	media, err := o.Published(8)
	return o, media, err
}

func TestOffersOfKnownClientsAreTaken(t *testing.T) {
	for _, test := range []struct {
		client  string
		video   string // the codecs, in the client's order
		layers  int
		passive bool
	}{
		{"obs", "H264 42e01f", 0, false},
		{"ffmpeg", "H264 42e01f", 0, true},
		{"gstreamer", "H264 42c01f", 0, false},
		{"chrome", "VP8, H264 42001f, H264 42001f, H264 4d001f, AV1, VP9, VP9", 3, false},
		{"firefox", "VP8, VP9, H264 42e01f, H264 42e01f", 0, false},
		{"safari", "H264 640c1f, H264 42e01f, VP8", 0, false},
	} {
		t.Run(test.client, func(t *testing.T) {
			o, media, err := read(offerOf(t, test.client))
			if err != nil {
				t.Fatal(err)
			}
			var video []string
			layers, opus := 0, false
			for _, m := range media {
				opus = opus || m.Kind == "audio" && len(m.Codecs) == 1
				if m.Kind != "video" {
					continue
				}
				layers = m.Layers
				for _, c := range m.Codecs {
					video = append(video, strings.TrimSpace(strings.TrimPrefix(c.MIME, "video/")+" "+c.Parameter("profile-level-id", "")))
				}
			}
			if got := strings.Join(video, ", "); got != test.video || layers != test.layers || !opus || len(media) != 2 {
				t.Errorf("video %s in %d layers, opus %v of %d sections; want %s in %d", got, layers, opus, len(media), test.video, test.layers)
			}
			if o.Passive() != test.passive {
				t.Errorf("passive is %v", o.Passive())
			}
		})
	}
}

func TestRefusalsSayWhatToChange(t *testing.T) {
	without := func(prefixes ...string) func(string) string {
		return func(text string) string {
			var kept []string
			for l := range strings.SplitAfterSeq(text, "\r\n") {
				drop := false
				for _, p := range prefixes {
					drop = drop || strings.HasPrefix(l, p)
				}
				if !drop {
					kept = append(kept, l)
				}
			}
			return strings.Join(kept, "")
		}
	}
	replace := func(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }
	for _, test := range []struct {
		name, client string
		change       func(string) string
		want         error
		says         string
	}{
		{"AAC", "obs", replace("opus/48000/2", "MPEG4-GENERIC/48000/2"), ErrUnsupported, "encode Opus (OBS: Settings, Output, Audio Encoder"},
		{"AAC in LATM", "gstreamer", replace("OPUS/48000/2", "MP4A-LATM/48000/2"), ErrUnsupported, "encode Opus"},
		{"G.711", "obs", replace("opus/48000/2", "PCMU/8000"), ErrUnsupported, "the audio is PCMU; encode Opus"},
		{"G.711 without a name", "obs", replace("SAVPF 111", "SAVPF 8"), ErrUnsupported, "the audio is PCMA; encode Opus"},
		{"H265", "obs", replace("H264/90000", "H265/90000"), ErrUnsupported, "encode H264 (OBS: Settings, Output, Video Encoder; ffmpeg -c:v libx264)"},
		{"another video codec", "obs", replace("H264/90000", "theora/90000"), ErrUnsupported, "the video is theora; encode H264, VP8, VP9 or AV1"},
		{"no codec", "obs", without("a=rtpmap"), ErrUnsupported, "names no codec; offer Opus"},
		{"H264 of 10 bits", "ffmpeg", replace("422001f", "6e0028"), ErrUnsupported, "-pix_fmt yuv420p"},
		{"H264 4:2:2", "ffmpeg", replace("422001f", "7a0028"), ErrUnsupported, "8 bits and 4:2:0"},
		{"H264 4:4:4", "ffmpeg", replace("422001f", "f4001f"), ErrUnsupported, "8 bits and 4:2:0"},
		{"interleaved H264", "gstreamer", replace("packetization-mode=1", "packetization-mode=2"), ErrUnsupported, "packetization-mode 2, which no browser reads; set it to 1"},
		{"two video tracks", "obs", func(s string) string {
			return replace("BUNDLE 0 1", "BUNDLE 0 1 2")(s) + replace("a=mid:1", "a=mid:2")(s[strings.Index(s, "m=video"):])
		}, ErrUnsupported, "more than one video track; send one"},
		{"only receiving", "chrome", replace("a=sendonly", "a=recvonly"), ErrUnsupported, "sends no media; add a track"},
		{"no ICE credentials", "obs", without("a=ice-ufrag", "a=ice-pwd"), ErrMalformed, "no a=ice-ufrag and a=ice-pwd"},
		{"no ICE password", "chrome", without("a=ice-pwd"), ErrMalformed, "no a=ice-ufrag and a=ice-pwd"},
		{"no fingerprint", "firefox", without("a=fingerprint"), ErrMalformed, "no a=fingerprint; send the whole offer of a WebRTC peer"},
		{"SDES", "chrome", replace("a=fingerprint:", "a=crypto:"), ErrUnsupported, "encrypt by DTLS-SRTP"},
		{"plain RTP", "ffmpeg", func(s string) string {
			return replace("UDP/TLS/RTP/SAVPF", "RTP/AVP")(without("a=fingerprint", "a=setup")(s))
		}, ErrUnsupported, "is not encrypted (RTP/AVP); offer WebRTC"},
		{"no RTCP mux", "chrome", without("a=rtcp-mux"), ErrUnsupported, "set the RTCP mux policy to require"},
		{"no bundle", "chrome", without("a=group:BUNDLE"), ErrUnsupported, "set the bundle policy to max-bundle"},
		{"bundle of one of two", "chrome", replace("a=group:BUNDLE 0 1", "a=group:BUNDLE 0"), ErrUnsupported, "the video section is not in a=group:BUNDLE"},
		{"no mid", "obs", func(s string) string {
			return s[:strings.Index(s, "m=audio")] + without("a=mid")(s[strings.Index(s, "m=video"):])
		}, ErrMalformed, "no a=mid"},
		{"too many layers", "chrome", replace("a=rid:q send", strings.Repeat("a=rid:q send\r\n", 6)+"a=rid:q send"), ErrUnsupported, "simulcast of 9 layers, at most 8; send fewer sizes"},
		{"too large", "obs", func(s string) string { return s + strings.Repeat("a=x\r\n", 20000) }, ErrMalformed, "offer fewer codecs and candidates"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := read(test.change(offerOf(t, test.client)))
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %q, want %v saying %q", err, test.want, test.says)
			}
			if err != nil && strings.Count(err.Error(), test.want.Error()) != 1 {
				t.Errorf("%q repeats itself", err)
			}
		})
	}
}

func TestOfferNeedsNoBundleForOneSection(t *testing.T) {
	text := offerOf(t, "obs")
	at := strings.Index(text, "m=audio")
	if _, _, err := read(strings.Replace(text[:at], "a=group:BUNDLE 0 1\r\n", "", 1) + text[strings.Index(text, "m=video"):]); err != nil {
		t.Error(err)
	}
}

func TestMendTouchesNothingElse(t *testing.T) {
	for _, client := range []string{"obs", "gstreamer", "chrome", "firefox", "safari"} {
		if text := offerOf(t, client); Mend(text) != text {
			t.Errorf("%s is changed", client)
		}
	}
	for in, want := range map[string]string{
		"profile-level-id=422001f":                            "profile-level-id=42e01f",
		"profile-level-id=422001f;x\nprofile-level-id=4d0029": "profile-level-id=42e01f;x\nprofile-level-id=4d0029",
		"profile-level-id=":                                   "profile-level-id=",
		"profile-level-id=42200":                              "profile-level-id=42200",
		"profile-level-id=422001f0":                           "profile-level-id=422001f0",
	} {
		if got := Mend(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
