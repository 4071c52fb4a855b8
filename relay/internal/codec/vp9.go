package codec

// inspectVP9 reads the payload descriptor of RFC 9628, section 4.2, and the frame type in the uncompressed header.
func inspectVP9(b []byte) (info Info) {
	if len(b) < 1 {
		return Info{}
	}
	first, i := b[0], 1
	const (
		bitI, bitP, bitL, bitF, bitB, bitE, bitV = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02
	)
	if first&bitI != 0 {
		var ok bool
		if info.PictureID, i, ok = pictureID(b, i); !ok {
			return Info{}
		}
	}
	if first&bitL != 0 {
		if i >= len(b) {
			return Info{}
		}
		info.Layer = Layer{
			Known: true, Spatial: b[i] >> 1 & 7, Temporal: b[i] >> 5, Begin: first&bitB != 0, End: first&bitE != 0,
			Up: b[i]&0x10 != 0, Intra: first&bitP == 0, Inter: b[i]&1 != 0,
		}
		i++
		if first&bitF == 0 {
			if i >= len(b) {
				return Info{}
			}
			info.TL0PicIdx = Field{uint16(i), 8, uint16(b[i])}
			i++
		}
	}
	if first&(bitF|bitP) == bitF|bitP {
		for n := 0; n < 3; n++ { // at most three reference indices, the last with N clear
			if i >= len(b) {
				return Info{}
			}
			if info.Layer.Known {
				info.Layer.Diffs[n] = b[i] >> 1
			}
			i++
			if b[i-1]&1 == 0 {
				break
			}
		}
	}
	if first&bitV != 0 {
		var ok bool
		if i, ok = skipScalability(b, i); !ok {
			return Info{}
		}
	}
	if i >= len(b) {
		return Info{}
	}
	info.KeyFrame = first&bitB != 0 && first&bitP == 0 && info.Layer.Spatial == 0 && vp9KeyFrame(b[i])
	return info
}

// skipScalability returns the offset after the scalability structure that starts at i.
func skipScalability(b []byte, i int) (int, bool) {
	if i >= len(b) {
		return i, false
	}
	head := b[i]
	i++
	if head&0x10 != 0 { // Y: width and height of each spatial layer
		i += 4 * (int(head>>5) + 1)
	}
	if head&0x08 != 0 { // G: the picture group
		if i >= len(b) {
			return i, false
		}
		pictures := int(b[i])
		i++
		for ; pictures > 0; pictures-- {
			if i >= len(b) {
				return i, false
			}
			i += 1 + int(b[i]>>2&3)
		}
	}
	return i, i <= len(b)
}

// vp9KeyFrame reads the first byte of the uncompressed header: frame marker, profile, show_existing_frame, frame_type.
func vp9KeyFrame(h byte) bool {
	if h>>6 != 2 {
		return false
	}
	if h&0x30 == 0x30 { // profile 3 has a reserved bit
		return h&0x06 == 0
	}
	return h&0x0c == 0
}
