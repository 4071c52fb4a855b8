package bitstream

import "fmt"

// VP8 reads the frame tag and key frame header of RFC 6386, section 9.1.
func VP8(b []byte) (Info, error) {
	if len(b) < 3 {
		return Info{}, fmt.Errorf("%w: VP8 frame of %d bytes", ErrMalformed, len(b))
	}
	if b[0]&1 != 0 {
		return Info{}, nil
	}
	if len(b) < 10 || b[3] != 0x9d || b[4] != 0x01 || b[5] != 0x2a {
		return Info{}, fmt.Errorf("%w: VP8 key frame without its start code", ErrMalformed)
	}
	return Info{
		KeyFrame: true,
		Width:    int(b[6]) | int(b[7]&0x3f)<<8,
		Height:   int(b[8]) | int(b[9]&0x3f)<<8,
	}, nil
}
