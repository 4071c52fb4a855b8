package bitstream

import "fmt"

// VP9 reads the uncompressed header of the VP9 bitstream specification, section 6.2.
func VP9(b []byte) (Info, error) {
	r := bits{b: b}
	if r.read(2) != 2 {
		return Info{}, fmt.Errorf("%w: VP9 frame without its marker", ErrMalformed)
	}
	profile := r.read(1) | r.read(1)<<1
	if profile == 3 {
		r.skip(1)
	}
	if r.flag() { // show_existing_frame
		return Info{}, nil
	}
	inter := r.flag()
	r.skip(2) // show_frame, error_resilient_mode
	if r.short {
		return Info{}, fmt.Errorf("%w: VP9 frame of %d bytes", ErrMalformed, len(b))
	}
	if inter {
		return Info{}, nil
	}
	if r.read(24) != 0x498342 {
		return Info{}, fmt.Errorf("%w: VP9 key frame without its sync code", ErrMalformed)
	}
	if profile >= 2 {
		r.skip(1) // bit depth
	}
	const sRGB = 7
	if r.read(3) != sRGB {
		r.skip(1) // colour range
		if profile&1 == 1 {
			r.skip(3) // subsampling
		}
	} else if profile&1 == 1 {
		r.skip(1)
	}
	info := Info{KeyFrame: true, Width: int(r.read(16)) + 1, Height: int(r.read(16)) + 1}
	if r.short {
		return Info{}, fmt.Errorf("%w: VP9 key frame of %d bytes", ErrMalformed, len(b))
	}
	return info, nil
}
