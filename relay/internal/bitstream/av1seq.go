package bitstream

import "fmt"

// sequence is what is used of a sequence header: the picture size, and the fields of the configuration record.
type sequence struct {
	profile, level, tier byte
	colour               byte // high_bitdepth, twelve_bit, monochrome, chroma_subsampling_x, _y, chroma_sample_position
	width, height        int
}

// parseSequence reads a sequence header (AV1 specification, section 5.5.1).
func parseSequence(b []byte) (sequence, error) {
	r := bits{b: b}
	var s sequence
	s.profile = byte(r.read(3))
	r.skip(1) // still_picture
	reduced := r.flag()
	if reduced {
		s.level = byte(r.read(5))
	} else {
		s.operatingPoints(&r)
	}
	widthBits, heightBits := int(r.read(4))+1, int(r.read(4))+1
	s.width, s.height = int(r.read(widthBits))+1, int(r.read(heightBits))+1
	if !reduced && r.flag() { // frame_id_numbers_present_flag
		r.skip(7)
	}
	r.skip(3) // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
	if !reduced {
		skipTools(&r)
	}
	r.skip(3) // enable_superres, enable_cdef, enable_restoration
	s.colourConfig(&r)
	if r.short {
		return sequence{}, fmt.Errorf("%w: AV1 sequence header of %d bytes", ErrMalformed, len(b))
	}
	return s, nil
}

// operatingPoints reads timing and operating points; level and tier are those of the first.
func (s *sequence) operatingPoints(r *bits) {
	decoderModel, delayBits := false, 0
	if r.flag() { // timing_info_present_flag
		r.skip(64)
		if r.flag() { // equal_picture_interval
			r.ue()
		}
		if decoderModel = r.flag(); decoderModel {
			delayBits = int(r.read(5)) + 1
			r.skip(32 + 5 + 5)
		}
	}
	display := r.flag()
	for i := range int(r.read(5)) + 1 {
		r.skip(12) // operating_point_idc
		level, tier := byte(r.read(5)), byte(0)
		if level > 7 {
			tier = byte(r.read(1))
		}
		if i == 0 {
			s.level, s.tier = level, tier
		}
		if decoderModel && r.flag() {
			r.skip(2*delayBits + 1)
		}
		if display && r.flag() {
			r.skip(4)
		}
	}
}

// skipTools passes the coding tools that a reduced header leaves out.
func skipTools(r *bits) {
	r.skip(4)     // enable_interintra_compound, enable_masked_compound, enable_warped_motion, enable_dual_filter
	if r.flag() { // enable_order_hint
		r.skip(2)
		screenContent(r)
		r.skip(3)
		return
	}
	screenContent(r)
}

// screenContent passes seq_force_screen_content_tools and seq_force_integer_mv.
func screenContent(r *bits) {
	if r.flag() || r.flag() { // chosen per frame, or forced on
		if !r.flag() {
			r.skip(1)
		}
	}
}

// colourConfig reads color_config (section 5.5.2).
func (s *sequence) colourConfig(r *bits) {
	high, twelve, mono := r.read(1), uint32(0), uint32(0)
	if s.profile == 2 && high == 1 {
		twelve = r.read(1)
	}
	if s.profile != 1 {
		mono = r.read(1)
	}
	primaries, transfer, matrix := uint32(2), uint32(2), uint32(2)
	if r.flag() {
		primaries, transfer, matrix = r.read(8), r.read(8), r.read(8)
	}
	x, y, position := uint32(1), uint32(1), uint32(0)
	switch {
	case mono == 1:
		r.skip(1)
	case primaries == 1 && transfer == 13 && matrix == 0: // sRGB
		x, y = 0, 0
	default:
		r.skip(1) // color_range
		switch {
		case s.profile == 1:
			x, y = 0, 0
		case s.profile == 2 && twelve == 1:
			if x = r.read(1); x == 1 {
				y = r.read(1)
			} else {
				y = 0
			}
		case s.profile == 2:
			y = 0
		}
		if x == 1 && y == 1 {
			position = r.read(2)
		}
	}
	s.colour = byte(high<<6 | twelve<<5 | mono<<4 | x<<3 | y<<2 | position)
}
