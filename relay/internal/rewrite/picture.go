package rewrite

import "github.com/casto-network/casto/relay/internal/codec"

// Segment is what a packet's place in the receiver's stream adds to its picture numbers, and what else it changes.
type Segment struct {
	Style
	// Frame is what is added to the frame number of a dependency descriptor.
	Frame     uint16
	pictureID uint16
	tl0PicIdx uint16
}

func (s *segment[S]) by(r *run) Segment {
	return Segment{Style: r.style, Frame: s.frame, pictureID: r.pictureID, tl0PicIdx: s.tl0PicIdx}
}

// Payload returns payload with the segment's picture numbers. If they differ from the source's, the result is a copy in
// buf, which must be long enough; else it is payload itself.
func (s Segment) Payload(payload []byte, info codec.Info, buf []byte) []byte {
	pid := info.PictureID.Bits != 0 && s.pictureID&info.PictureID.Mask() != 0
	tl0 := info.TL0PicIdx.Bits != 0 && s.tl0PicIdx&info.TL0PicIdx.Mask() != 0
	if !pid && !tl0 || len(buf) < len(payload) {
		return payload
	}
	out := buf[:copy(buf, payload)]
	if pid {
		info.PictureID.Put(out, info.PictureID.Value+s.pictureID)
	}
	if tl0 {
		info.TL0PicIdx.Put(out, info.TL0PicIdx.Value+s.tl0PicIdx)
	}
	return out
}
