package negotiate

import (
	"strconv"

	"github.com/casto-network/casto/relay/internal/codec"
)

// Match returns the offered codec best suited to receive a stream sent in the codec stream. It is false if none can.
func Match(stream Codec, offered []Codec) (Codec, bool) {
	best, found := 0, -1
	for i, c := range offered {
		if fit := suits(stream, c); fit > best {
			best, found = fit, i
		}
	}
	if found < 0 {
		return Codec{}, false
	}
	return offered[found], true
}

// suits says how well a receiver of codec c can decode stream: 0 not at all, more is better.
func suits(stream, c Codec) int {
	if stream.Kind != c.Kind || stream.ClockRate != c.ClockRate {
		return 0
	}
	switch stream.Kind {
	case codec.Unknown:
		return 0
	case codec.VP9:
		return equal(stream.Parameter("profile-id", "0"), c.Parameter("profile-id", "0"))
	case codec.AV1:
		return equal(stream.Parameter("profile", "0"), c.Parameter("profile", "0"))
	case codec.H264:
		return suitsH264(stream, c)
	}
	return 1
}

func equal(a, b string) int {
	if a == b {
		return 1
	}
	return 0
}

// suitsH264 compares packetization mode and profile (RFC 6184, section 8.1). A receiver of mode 1 reads mode 0 as well. The
// level is left out: every decoder we meet allows level asymmetry.
func suitsH264(stream, c Codec) int {
	mode, receiverMode := stream.Parameter("packetization-mode", "0"), c.Parameter("packetization-mode", "0")
	if mode != receiverMode && (mode != "0" || receiverMode != "1") {
		return 0
	}
	p, q := h264Profile(stream), h264Profile(c)
	fit := 0
	switch {
	case p == q:
		fit = 4
	case decodes(q, p):
		fit = 2
	default:
		return 0
	}
	if mode == receiverMode {
		fit++
	}
	return fit
}

type profile uint8

const (
	profileOther profile = iota
	constrainedBaseline
	baseline
	main
	constrainedHigh
	high
	high444
)

// h264Profile classifies a profile-level-id (RFC 6184, table 5). Absent means baseline.
func h264Profile(c Codec) profile {
	id, err := strconv.ParseUint(c.Parameter("profile-level-id", "420010"), 16, 24)
	if err != nil {
		return profileOther
	}
	idc, iop := byte(id>>16), byte(id>>8)
	switch {
	case idc == 0x42 && iop&0x40 != 0, idc == 0x4d && iop&0x80 != 0, idc == 0x58 && iop&0xc0 == 0xc0:
		return constrainedBaseline
	case idc == 0x42, idc == 0x58 && iop&0x80 != 0:
		return baseline
	case idc == 0x4d:
		return main
	case idc == 0x64 && iop&0x0c == 0x0c:
		return constrainedHigh
	case idc == 0x64:
		return high
	case idc == 0xf4:
		return high444
	}
	return profileOther
}

// decodes says whether a decoder of profile q reads a stream of profile p. Baseline counts as constrained baseline: no
// encoder in use sends the slice groups and redundant slices in which they differ.
func decodes(q, p profile) bool {
	switch p {
	case constrainedBaseline, baseline:
		return q != profileOther
	case main:
		return q == high || q == high444
	case constrainedHigh:
		return q == high || q == high444
	case high:
		return q == high444
	}
	return false
}
