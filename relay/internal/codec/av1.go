package codec

// inspectAV1 reads the aggregation header of the AV1 RTP specification, section 4.4: N marks the first packet of a coded
// video sequence. Where a sender leaves N clear, a leading sequence header tells the same.
func inspectAV1(b []byte) Info {
	if len(b) < 2 {
		return Info{}
	}
	const bitZ, bitN = 0x80, 0x08
	if b[0]&bitZ != 0 {
		return Info{} // continues an OBU of the packet before
	}
	if b[0]&bitN != 0 {
		return Info{KeyFrame: true}
	}
	i := 1
	if count := b[0] >> 4 & 3; count != 1 { // the first element has a length, unless it is the only one
		var ok bool
		if i, ok = skipLEB128(b, i); !ok {
			return Info{}
		}
	}
	const sequenceHeader = 1
	return Info{KeyFrame: i < len(b) && b[i]>>3&0xf == sequenceHeader}
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
