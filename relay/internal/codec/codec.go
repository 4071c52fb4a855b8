package codec

import "strings"

// Kind names a codec this relay understands.
type Kind uint8

// The codecs. Unknown payloads are forwarded but never recognised as key frames.
const (
	Unknown Kind = iota
	Opus
	VP8
	VP9
	AV1
	H264
)

// MIME types, spelt as in the registry.
const (
	MIMEOpus = "audio/opus"
	MIMEVP8  = "video/VP8"
	MIMEVP9  = "video/VP9"
	MIMEAV1  = "video/AV1"
	MIMEH264 = "video/H264"
)

// FromMIME returns the codec of a MIME type such as "video/VP8", in any case.
func FromMIME(mime string) Kind {
	for k := Opus; k <= H264; k++ {
		if strings.EqualFold(mime, k.MIME()) {
			return k
		}
	}
	return Unknown
}

// MIME returns the codec's MIME type, or the empty string for Unknown.
func (k Kind) MIME() string {
	switch k {
	case Opus:
		return MIMEOpus
	case VP8:
		return MIMEVP8
	case VP9:
		return MIMEVP9
	case AV1:
		return MIMEAV1
	case H264:
		return MIMEH264
	}
	return ""
}

// Info is what a payload tells. The zero Info is an ordinary packet without picture numbers.
type Info struct {
	// KeyFrame: this packet shows that its frame can be decoded without any earlier one.
	KeyFrame bool
	// PictureID locates the picture id (VP8, VP9) in the payload; PictureID.Bits is 0, 7 or 15.
	PictureID Field
	// TL0PicIdx locates the index of the temporal base layer (VP8, VP9); Bits is 0 or 8.
	TL0PicIdx Field
	// Layer says which layer of a scalable stream the packet belongs to.
	Layer Layer
}

// Layer is a packet's place among the layers of a scalable stream. The zero Layer is that of a stream without any.
type Layer struct {
	// Known: the payload names its layers.
	Known             bool
	Spatial, Temporal uint8
	// Begin and End: the packet is the first, the last of its frame. A picture has one frame per spatial layer.
	Begin, End bool
	// Up: the viewer may go up to the packet's temporal layer here, and if it has the packet, to those above: Y of VP8, U of VP9.
	Up bool
	// Intra: the frame refers to no earlier picture (VP9; not P). Inter: it refers to the spatial layer below (VP9; D).
	Intra, Inter bool
	// Diffs are how many pictures before this one those are that the frame refers to (VP9 in flexible mode); zero ends them.
	Diffs [3]uint8
}

// Field is a number within a payload.
type Field struct {
	Offset uint16 // of its first byte
	Bits   uint8  // its width; zero if absent
	Value  uint16
}

// Mask returns the largest value the field can hold.
func (f Field) Mask() uint16 { return 1<<f.Bits - 1 }

// Put writes v, cut to the field's width, into payload. Absent fields and short payloads are left alone.
func (f Field) Put(payload []byte, v uint16) {
	i := int(f.Offset)
	switch f.Bits {
	case 7:
		if i < len(payload) {
			payload[i] = byte(v & 0x7f)
		}
	case 8:
		if i < len(payload) {
			payload[i] = byte(v)
		}
	case 15:
		if i+1 < len(payload) {
			payload[i], payload[i+1] = 0x80|byte(v>>8), byte(v)
		}
	}
}

// Inspect reads one RTP payload of codec k.
func Inspect(k Kind, payload []byte) Info {
	switch k {
	case VP8:
		return inspectVP8(payload)
	case VP9:
		return inspectVP9(payload)
	case AV1:
		return inspectAV1(payload)
	case H264:
		return inspectH264(payload)
	}
	return Info{}
}

// pictureID reads the 7 or 15 bit picture id that VP8 and VP9 share. It returns the offset after it.
func pictureID(b []byte, i int) (Field, int, bool) {
	if i >= len(b) {
		return Field{}, i, false
	}
	if b[i]&0x80 == 0 {
		return Field{uint16(i), 7, uint16(b[i])}, i + 1, true
	}
	if i+1 >= len(b) {
		return Field{}, i, false
	}
	return Field{uint16(i), 15, uint16(b[i]&0x7f)<<8 | uint16(b[i+1])}, i + 2, true
}
