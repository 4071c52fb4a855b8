package codec

// NAL unit types of RFC 6184 and H.264 table 7-1.
const (
	nalIDR   = 5
	nalSPS   = 7
	nalSTAPA = 24
	nalFUA   = 28
)

// inspectH264 looks for an IDR slice or a sequence parameter set. The latter counts as well: encoders with periodic intra
// refresh send no IDR, and repeat the parameter sets where a decoder may begin.
func inspectH264(b []byte) Info {
	if len(b) < 1 {
		return Info{}
	}
	switch t := b[0] & 0x1f; t {
	case nalSTAPA:
		for i := 1; i+2 < len(b); {
			size := int(b[i])<<8 | int(b[i+1])
			if i += 2; size == 0 {
				continue
			}
			if opensSequence(b[i] & 0x1f) {
				return Info{KeyFrame: true}
			}
			i += size
		}
		return Info{}
	case nalFUA:
		return Info{KeyFrame: len(b) > 1 && b[1]&0x80 != 0 && opensSequence(b[1]&0x1f)}
	default:
		return Info{KeyFrame: opensSequence(t)}
	}
}

func opensSequence(nal byte) bool { return nal == nalIDR || nal == nalSPS }
