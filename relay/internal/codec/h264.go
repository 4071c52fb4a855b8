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

// H264Units calls f for each NAL unit that begins in an RTP payload (RFC 6184): whole ones, and the first part of one in fragments behind a
// header of its own, of at most 64 bytes. F must not keep what it is given.
func H264Units(payload []byte, f func(nal []byte)) {
	if len(payload) < 2 {
		return
	}
	switch payload[0] & 0x1f {
	case nalSTAPA:
		for b := payload[1:]; len(b) > 2; {
			size := int(b[0])<<8 | int(b[1])
			if b = b[2:]; size > len(b) {
				return
			}
			if size > 0 {
				f(b[:size])
			}
			b = b[size:]
		}
	case nalFUA:
		if payload[1]&0x80 != 0 {
			var first [64]byte
			first[0] = payload[0]&0xe0 | payload[1]&0x1f
			f(first[:1+copy(first[1:], payload[2:])])
		}
	default:
		f(payload)
	}
}
