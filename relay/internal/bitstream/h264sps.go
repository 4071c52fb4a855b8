package bitstream

import (
	"bytes"
	"fmt"
)

// SPS is what is used of a sequence parameter set.
type SPS struct {
	ProfileLevelID string  // as in RFC 6184, section 8.1: six hexadecimal digits
	Width, Height  int     // in pixels, cropped
	FrameRate      float64 // frames a second; zero if the set does not say
	Reorder        int     // how many pictures may be decoded before one that is shown earlier; -1 if the set does not say
}

// ParseSPS reads a sequence parameter set NAL unit (H.264, sections 7.3.2.1.1 and E.1.1).
func ParseSPS(nal []byte) (SPS, error) {
	if len(nal) < 4 || nal[0]&0x1f != NALSPS {
		return SPS{}, fmt.Errorf("%w: no H264 sequence parameter set", ErrMalformed)
	}
	s := SPS{ProfileLevelID: fmt.Sprintf("%x", nal[1:4]), Reorder: -1}
	r := bits{b: rbsp(nal)}
	r.skip(8)
	profile := r.read(8)
	r.skip(16)
	r.ue() // seq_parameter_set_id
	chroma := uint32(1)
	switch profile {
	case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135:
		chroma = skipHigh(&r)
	}
	r.ue()          // log2_max_frame_num_minus4
	switch r.ue() { // pic_order_cnt_type
	case 0:
		r.ue()
	case 1:
		r.skip(1)
		r.se()
		r.se()
		for n := r.ue(); n > 0 && !r.short; n-- {
			r.se()
		}
	}
	r.ue() // max_num_ref_frames
	r.skip(1)
	width, height := int(r.ue())+1, int(r.ue())+1
	fields := 1
	if !r.flag() { // frame_mbs_only_flag
		fields = 2
		r.skip(1)
	}
	r.skip(1) // direct_8x8_inference_flag
	s.Width, s.Height = 16*width, 16*height*fields
	if r.flag() { // frame_cropping_flag
		x, y := 1, fields
		if chroma == 1 || chroma == 2 {
			x = 2
		}
		if chroma == 1 {
			y *= 2
		}
		s.Width -= x * (int(r.ue()) + int(r.ue()))
		s.Height -= y * (int(r.ue()) + int(r.ue()))
	}
	if r.short || s.Width <= 0 || s.Height <= 0 || s.Width > 16384 || s.Height > 16384 {
		return SPS{}, fmt.Errorf("%w: H264 sequence parameter set of %d bytes", ErrMalformed, len(nal))
	}
	if r.flag() { // vui_parameters_present_flag
		s.FrameRate, s.Reorder = usability(&r)
	}
	return s, nil
}

// skipHigh passes what only the High profiles have and returns chroma_format_idc.
func skipHigh(r *bits) uint32 {
	chroma := r.ue()
	if chroma == 3 {
		r.skip(1)
	}
	r.ue()
	r.ue()
	r.skip(1)
	if !r.flag() { // seq_scaling_matrix_present_flag
		return chroma
	}
	lists := 8
	if chroma == 3 {
		lists = 12
	}
	for i := range lists {
		if !r.flag() {
			continue
		}
		size, last, next := 16, int32(8), int32(8)
		if i >= 6 {
			size = 64
		}
		for range size {
			if next != 0 {
				next = (last + r.se() + 256) % 256
			}
			if next != 0 {
				last = next
			}
		}
	}
	return chroma
}

// usability reads the video usability information (H.264, section E.1.1). A frame has two ticks.
func usability(r *bits) (frameRate float64, reorder int) {
	if r.flag() { // aspect_ratio_info_present_flag
		if r.read(8) == 255 { // Extended_SAR
			r.skip(32)
		}
	}
	if r.flag() { // overscan_info_present_flag
		r.skip(1)
	}
	if r.flag() { // video_signal_type_present_flag
		r.skip(4)
		if r.flag() {
			r.skip(24)
		}
	}
	if r.flag() { // chroma_loc_info_present_flag
		r.ue()
		r.ue()
	}
	if r.flag() { // timing_info_present_flag
		ticks, scale := r.read(32), r.read(32)
		if !r.short && ticks != 0 {
			frameRate = float64(scale) / float64(ticks) / 2
		}
		if frameRate < 0.1 || frameRate > 1000 {
			frameRate = 0
		}
		r.skip(1)
	}
	nal := skipBuffering(r)
	vcl := skipBuffering(r)
	if nal || vcl {
		r.skip(1) // low_delay_hrd_flag
	}
	r.skip(1)      // pic_struct_present_flag
	if !r.flag() { // bitstream_restriction_flag
		return frameRate, -1
	}
	r.skip(1)
	for range 4 {
		r.ue()
	}
	n := r.ue()
	if r.short || n > 16 {
		return frameRate, -1
	}
	return frameRate, int(n)
}

// skipBuffering passes parameters of the hypothetical decoder (H.264, section E.1.2), if they are there.
func skipBuffering(r *bits) bool {
	if !r.flag() {
		return false
	}
	n := r.ue()
	r.skip(8)
	for range min(n, 31) + 1 {
		r.ue()
		r.ue()
		r.skip(1)
	}
	r.skip(20)
	return true
}

// rbsp removes the emulation prevention bytes (H.264, section 7.4.1.1).
func rbsp(nal []byte) []byte {
	return bytes.ReplaceAll(nal, []byte{0, 0, 3}, []byte{0, 0})
}

// SliceHead is the beginning of a slice header.
type SliceHead struct {
	FirstMacroblock uint32 // 0 in the first slice of a picture
	B               bool   // bidirectional: decoded after a picture that is shown later
}

// ParseSlice reads the beginning of a slice NAL unit (H.264, section 7.3.3).
func ParseSlice(nal []byte) (SliceHead, error) {
	r := bits{b: rbsp(nal[:min(len(nal), 16)])}
	r.skip(8)
	first, kind := r.ue(), r.ue()
	if r.short {
		return SliceHead{}, fmt.Errorf("%w: H264 slice of %d bytes", ErrMalformed, len(nal))
	}
	return SliceHead{FirstMacroblock: first, B: kind%5 == 1}, nil
}
