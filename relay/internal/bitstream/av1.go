package bitstream

import "fmt"

// OBU types of the AV1 specification, section 6.2.2.
const (
	obuSequenceHeader    = 1
	obuTemporalDelimiter = 2
	obuFrameHeader       = 3
	obuFrame             = 6
)

// AV1 reads the sequence header and the first frame header of a temporal unit in the low-overhead format (AV1 specification,
// sections 5.5 and 5.9).
func AV1(unit []byte) (Info, error) {
	var info Info
	seen := false
	err := eachOBU(unit, func(kind byte, obu, payload []byte) error {
		switch {
		case kind == obuSequenceHeader:
			seq, err := parseSequence(payload)
			if err != nil {
				return err
			}
			info.Width, info.Height = seq.width, seq.height
		case (kind == obuFrame || kind == obuFrameHeader) && !seen:
			if len(payload) == 0 {
				return fmt.Errorf("%w: empty AV1 frame header", ErrMalformed)
			}
			seen = true
			// show_existing_frame clear, frame_type KEY_FRAME. It is of use to a stranger only with its sequence header.
			info.KeyFrame = payload[0]&0xe0 == 0 && info.Width > 0
		}
		return nil
	})
	if err != nil {
		return Info{}, err
	}
	if !seen {
		return Info{}, fmt.Errorf("%w: AV1 temporal unit without a frame", ErrMalformed)
	}
	return info, nil
}

// WithoutDelimiters returns unit without its temporal delimiters, which neither Matroska nor RTP carries. Each remaining OBU
// has its size field.
func WithoutDelimiters(unit []byte) ([]byte, error) {
	out := make([]byte, 0, len(unit))
	err := eachOBU(unit, func(kind byte, obu, _ []byte) error {
		if kind != obuTemporalDelimiter {
			out = append(out, obu...)
		}
		return nil
	})
	return out, err
}

// AV1Config makes the configuration record of a key frame's temporal unit: the av1C box of "AV1 Codec ISO Media File Format
// Binding", section 2.3.3, which is Matroska's CodecPrivate too.
func AV1Config(unit []byte) ([]byte, error) {
	var record []byte
	err := eachOBU(unit, func(kind byte, obu, payload []byte) error {
		if kind != obuSequenceHeader || record != nil {
			return nil
		}
		seq, err := parseSequence(payload)
		if err != nil {
			return err
		}
		record = append([]byte{0x81, seq.profile<<5 | seq.level, seq.tier<<7 | seq.colour, 0}, obu...)
		return nil
	})
	if err == nil && record == nil {
		err = fmt.Errorf("%w: AV1 key frame without a sequence header", ErrMalformed)
	}
	return record, err
}

// eachOBU calls f with the OBUs of unit, each of which must have its size field.
func eachOBU(unit []byte, f func(kind byte, obu, payload []byte) error) error {
	for i := 0; i < len(unit); {
		head := unit[i]
		if head&0x82 != 0x02 {
			return fmt.Errorf("%w: AV1 OBU at byte %d is forbidden or has no size", ErrMalformed, i)
		}
		at := i + 1
		if head&0x04 != 0 { // extension
			at++
		}
		size, n := uint64(0), 0
		for ; ; n++ {
			if n == 8 || at+n >= len(unit) {
				return fmt.Errorf("%w: AV1 OBU at byte %d is cut off", ErrMalformed, i)
			}
			size |= uint64(unit[at+n]&0x7f) << (7 * n)
			if unit[at+n]&0x80 == 0 {
				break
			}
		}
		at += n + 1
		if size > uint64(len(unit)-at) {
			return fmt.Errorf("%w: AV1 OBU at byte %d of %d bytes is cut off", ErrMalformed, i, size)
		}
		end := at + int(size)
		if err := f(head>>3&0xf, unit[i:end], unit[at:end]); err != nil {
			return err
		}
		i = end
	}
	return nil
}
