package negotiate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casto-network/casto/relay/internal/codec"
)

// Published picks the sections of an offer that make a stream: at most one of audio, one of video, each with the codecs that browsers can
// decode, and at most so many simulcast layers. Errors: ErrMalformed, ErrUnsupported.
func (o Offer) Published(layers int) ([]Media, error) {
	var media []Media
	for _, m := range o.Media {
		if m.Kind == "application" || !m.Sends {
			continue
		}
		if slices.ContainsFunc(media, func(other Media) bool { return other.Kind == m.Kind }) {
			return nil, fmt.Errorf("%w: more than one %s track; send one, and sizes of the same picture as its simulcast layers", ErrUnsupported, m.Kind)
		}
		if m.MID == "" {
			return nil, fmt.Errorf("%w: the %s section has no a=mid", ErrMalformed, m.Kind)
		}
		if m.Layers > layers {
			return nil, fmt.Errorf("%w: simulcast of %d layers, at most %d; send fewer sizes", ErrUnsupported, m.Layers, layers)
		}
		var refused error
		m.Codecs, refused = decodable(m.Codecs)
		if len(m.Codecs) == 0 {
			if refused == nil {
				refused = fmt.Errorf("%w: %s", ErrUnsupported, instead(m))
			}
			return nil, refused
		}
		media = append(media, m)
	}
	if len(media) == 0 {
		return nil, fmt.Errorf("%w: the offer sends no media; add a track whose direction is sendonly or sendrecv", ErrUnsupported)
	}
	return media, nil
}

// decodable drops the codecs that no browser could decode, and says why it dropped the first.
func decodable(codecs []Codec) (kept []Codec, refused error) {
	for _, c := range codecs {
		if err := undecodable(c); err == nil {
			kept = append(kept, c)
		} else if refused == nil {
			refused = err
		}
	}
	return kept, refused
}

func undecodable(c Codec) error {
	if c.Kind != codec.H264 {
		return nil
	}
	if mode := c.Parameter("packetization-mode", "0"); mode != "0" && mode != "1" {
		return fmt.Errorf("%w: H264 of packetization-mode %s, which no browser reads; set it to 1", ErrUnsupported, mode)
	}
	if p := h264Profile(c); p == profileOther || p == high444 {
		return fmt.Errorf("%w: H264 profile %s, which browsers cannot decode; set the encoder to baseline, main or high, with 8 bits and 4:2:0 (ffmpeg -profile:v high -pix_fmt yuv420p)",
			ErrUnsupported, c.Parameter("profile-level-id", "unknown"))
	}
	return nil
}

// instead says what to offer in place of what a section does.
func instead(m Media) string {
	has := func(names ...string) bool {
		return slices.ContainsFunc(m.Others, func(o string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, o) })
		})
	}
	switch {
	case m.Kind == "audio" && has("MPEG4-GENERIC", "MP4A-LATM", "AAC", "mpeg4-generic"):
		return "the audio is AAC, which browsers do not take by WebRTC; encode Opus (OBS: Settings, Output, Audio Encoder; ffmpeg -c:a libopus -ar 48000 -ac 2)"
	case m.Kind == "audio" && len(m.Others) > 0:
		return "the audio is " + strings.Join(m.Others, ", ") + "; encode Opus (opus/48000/2)"
	case m.Kind == "audio":
		return "the audio section names no codec; offer Opus (opus/48000/2)"
	case has("H265", "HEVC"):
		return "the video is H265, which most browsers cannot decode; encode H264 (OBS: Settings, Output, Video Encoder; ffmpeg -c:v libx264), VP8, VP9 or AV1"
	case len(m.Others) > 0:
		return "the video is " + strings.Join(m.Others, ", ") + "; encode H264, VP8, VP9 or AV1"
	}
	return "the video section names no codec; offer H264, VP8, VP9 or AV1"
}

// otherName is what to call a codec that we do not know, or nothing for what only protects or accompanies another.
func otherName(c *Codec) string {
	_, name, _ := strings.Cut(c.MIME, "/")
	switch strings.ToLower(name) {
	case "rtx", "red", "ulpfec", "flexfec", "flexfec-03", "telephone-event", "cn":
		return ""
	}
	if name == "" {
		return staticName(c.PayloadType)
	}
	return name
}

// staticName names the payload types that need no rtpmap (RFC 3551, section 6), as far as they are met.
func staticName(payloadType uint8) string {
	switch payloadType {
	case 0:
		return "PCMU"
	case 8:
		return "PCMA"
	case 9:
		return "G722"
	case 14:
		return "MPA"
	case 33:
		return "MP2T"
	}
	return ""
}

// Mend corrects what known clients get wrong and means no other thing. FFmpeg's WHIP muxer writes the constraint flags of an H264 profile
// in three digits: "422001f" is constrained baseline at level 3.1.
func Mend(text string) string {
	const key = "profile-level-id="
	at := strings.Index(text, key)
	if at < 0 {
		return text
	}
	var b strings.Builder
	for at >= 0 {
		at += len(key)
		b.WriteString(text[:at])
		text = text[at:]
		digits := len(text) - len(strings.TrimLeft(text, "0123456789abcdefABCDEF"))
		if digits == 7 && text[2:5] == "200" {
			b.WriteString(text[:2] + "e0")
			text = text[5:]
		}
		at = strings.Index(text, key)
	}
	return b.String() + text
}
