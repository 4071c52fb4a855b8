package bitstream

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// NAL unit types of H.264, table 7-1.
const (
	NALSlice = 1
	NALIDR   = 5
	NALSEI   = 6
	NALSPS   = 7
	NALPPS   = 8
	NALAUD   = 9
)

// H264 reads an access unit in Annex-B form. A key frame is an IDR picture that brings its sequence parameter set, without which
// no decoder can begin.
func H264(unit []byte) (Info, error) {
	var info Info
	idr, slices := false, 0
	for _, nal := range SplitAnnexB(unit) {
		switch nal[0] & 0x1f {
		case NALSPS:
			sps, err := ParseSPS(nal)
			if err != nil {
				return Info{}, err
			}
			info.Width, info.Height = sps.Width, sps.Height
		case NALIDR:
			idr = true
			slices++
		case NALSlice, 2, 3, 4:
			slices++
		}
	}
	if slices == 0 {
		return Info{}, fmt.Errorf("%w: H264 access unit without a slice", ErrMalformed)
	}
	info.KeyFrame = idr && info.Width > 0
	return info, nil
}

// SplitAnnexB returns the NAL units between the start codes of b (H.264, annex B), without trailing zeros, as parts of b. None
// of them is empty. Bytes before the first start code are skipped.
func SplitAnnexB(b []byte) [][]byte {
	code := []byte{0, 0, 1}
	var nals [][]byte
	at := bytes.Index(b, code)
	for at >= 0 {
		rest := b[at+3:]
		next := bytes.Index(rest, code)
		nal := rest
		if next >= 0 {
			nal = rest[:next]
			next += at + 3
		}
		if nal = bytes.TrimRight(nal, "\x00"); len(nal) > 0 {
			nals = append(nals, nal)
		}
		at = next
	}
	return nals
}

// JoinAnnexB puts NAL units behind start codes of four bytes.
func JoinAnnexB(nals ...[]byte) []byte {
	var b []byte
	for _, nal := range nals {
		b = append(append(b, 0, 0, 0, 1), nal...)
	}
	return b
}

// SplitAVC returns the NAL units of an access unit in which each stands behind its length of size bytes (ISO/IEC 14496-15).
func SplitAVC(b []byte, size int) ([][]byte, error) {
	var nals [][]byte
	for len(b) > 0 {
		if len(b) < size {
			return nil, fmt.Errorf("%w: length of an H264 NAL unit is cut off", ErrMalformed)
		}
		n := uint64(0)
		for _, c := range b[:size] {
			n = n<<8 | uint64(c)
		}
		if b = b[size:]; n > uint64(len(b)) {
			return nil, fmt.Errorf("%w: H264 NAL unit of %d bytes in the last %d", ErrMalformed, n, len(b))
		}
		if n > 0 {
			nals = append(nals, b[:n])
		}
		b = b[n:]
	}
	return nals, nil
}

// JoinAVC puts NAL units behind lengths of four bytes.
func JoinAVC(nals ...[]byte) []byte {
	var b []byte
	for _, nal := range nals {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(nal))), nal...)
	}
	return b
}

// AVCConfig makes the decoder configuration record of ISO/IEC 14496-15, section 5.3.3.1 (avcC), with lengths of four bytes.
func AVCConfig(sps, pps []byte) ([]byte, error) {
	if len(sps) < 4 || len(sps) > 0xffff || len(pps) == 0 || len(pps) > 0xffff {
		return nil, fmt.Errorf("%w: H264 parameter sets of %d and %d bytes", ErrMalformed, len(sps), len(pps))
	}
	b := []byte{1, sps[1], sps[2], sps[3], 0xff, 0xe1}
	b = append(binary.BigEndian.AppendUint16(b, uint16(len(sps))), sps...)
	b = append(b, 1)
	return append(binary.BigEndian.AppendUint16(b, uint16(len(pps))), pps...), nil
}

// ParseAVCConfig reads a decoder configuration record: the parameter sets, and the width of the lengths before NAL units.
func ParseAVCConfig(b []byte) (nals [][]byte, size int, err error) {
	short := fmt.Errorf("%w: avcC record of %d bytes", ErrMalformed, len(b))
	if len(b) < 6 || b[0] != 1 {
		return nil, 0, short
	}
	size = int(b[4]&3) + 1
	counts := []int{int(b[5] & 0x1f), -1} // of sequence, then of picture parameter sets
	i := 6
	for _, count := range counts {
		if count < 0 {
			if i >= len(b) {
				return nil, 0, short
			}
			count = int(b[i])
			i++
		}
		for range count {
			if i+2 > len(b) {
				return nil, 0, short
			}
			n := int(binary.BigEndian.Uint16(b[i:]))
			if i += 2; n == 0 || i+n > len(b) {
				return nil, 0, short
			}
			nals = append(nals, b[i:i+n])
			i += n
		}
	}
	return nals, size, nil
}
