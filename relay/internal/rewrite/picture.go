package rewrite

import "github.com/casto-network/casto/relay/internal/codec"

// Segment is what a segment adds to the picture numbers of VP8 and VP9.
type Segment struct {
	pictureID uint16
	tl0PicIdx uint16
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
