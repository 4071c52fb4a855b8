package codec

// inspectVP8 reads the payload descriptor of RFC 7741, section 4.2, and the key frame bit of the payload header.
func inspectVP8(b []byte) (info Info) {
	if len(b) < 1 {
		return Info{}
	}
	first, i := b[0], 1
	if first&0x80 != 0 { // X
		if len(b) < 2 {
			return Info{}
		}
		ext := b[1]
		i = 2
		if ext&0x80 != 0 { // I
			var ok bool
			if info.PictureID, i, ok = pictureID(b, i); !ok {
				return Info{}
			}
		}
		if ext&0x40 != 0 { // L
			if i >= len(b) {
				return Info{}
			}
			info.TL0PicIdx = Field{uint16(i), 8, uint16(b[i])}
			i++
		}
		if ext&0x30 != 0 { // T or K
			if i >= len(b) {
				return Info{}
			}
			if ext&0x20 != 0 { // T
				info.Layer = Layer{Known: true, Temporal: b[i] >> 6, Up: b[i]&0x20 != 0}
			}
			i++
		}
	}
	if i >= len(b) {
		return Info{}
	}
	startOfFrame := first&0x17 == 0x10 // S set, partition 0
	info.Layer.Begin = startOfFrame && info.Layer.Known
	info.KeyFrame = startOfFrame && b[i]&1 == 0
	return info
}
