package codec

// inspectAV1 reads the aggregation header of the AV1 RTP specification, section 4.4: N marks the first packet of a coded
// video sequence. Where a sender leaves N clear, a leading sequence header tells the same. The layers are those of the first
// OBU that has an extension (AV1 specification, section 5.3.3): all OBUs of a packet that have one agree.
func inspectAV1(b []byte) (info Info) {
	if len(b) < 2 {
		return Info{}
	}
	const bitZ, bitN = 0x80, 0x08
	if b[0]&bitZ != 0 {
		return Info{} // continues an OBU of the packet before
	}
	info.Layer = layerAV1(b)
	if b[0]&bitN != 0 {
		info.KeyFrame = true
		return info
	}
	i := 1
	if count := b[0] >> 4 & 3; count != 1 { // the first element has a length, unless it is the only one
		var ok bool
		if i, ok = skipLEB128(b, i); !ok {
			return Info{}
		}
	}
	const sequenceHeader = 1
	info.KeyFrame = i < len(b) && b[i]>>3&0xf == sequenceHeader
	return info
}

// layerAV1 looks through the elements of a packet for an OBU extension.
func layerAV1(b []byte) Layer {
	count := int(b[0] >> 4 & 3)
	for i, n := 1, 1; i < len(b); n++ {
		size := len(b) - i
		if n != count { // the last has no length, if they are counted
			start, ok := skipLEB128(b, i)
			if !ok {
				return Layer{}
			}
			size = 0
			for shift, j := 0, i; j < start; shift, j = shift+7, j+1 {
				size |= int(b[j]&0x7f) << shift
			}
			if i = start; size < 0 || size > len(b)-i {
				return Layer{}
			}
		}
		const extended = 0x04
		if size >= 2 && b[i]&extended != 0 {
			return Layer{Known: true, Temporal: b[i+1] >> 5, Spatial: b[i+1] >> 3 & 3}
		}
		i += size
	}
	return Layer{}
}

// skipLEB128 returns the offset after a variable-length number of at most eight bytes.
func skipLEB128(b []byte, i int) (int, bool) {
	for n := 0; n < 8 && i < len(b); n++ {
		i++
		if b[i-1]&0x80 == 0 {
			return i, true
		}
	}
	return i, false
}
