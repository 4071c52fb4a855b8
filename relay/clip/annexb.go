package clip

import (
	"fmt"
	"time"

	"github.com/casto-network/casto/relay/internal/bitstream"
)

// parseAnnexB reads a raw H264 stream. It has no timestamps: frames come at an even rate, the caller's, else the stream's, else 30
// a second.
func parseAnnexB(b []byte, rate float64) (*track, error) {
	units, sps, err := accessUnits(bitstream.SplitAnnexB(b))
	if err != nil {
		return nil, err
	}
	if rate == 0 {
		rate = sps.FrameRate
	}
	if rate == 0 {
		rate = 30
	}
	frames := make([]Frame, len(units))
	for i, u := range units {
		frames[i] = Frame{Data: u, PTS: time.Duration(float64(i) / rate * float64(time.Second))}
	}
	t, err := newVideo(MIMEH264, frames)
	if err != nil {
		return nil, err
	}
	t.Profile = sps.ProfileLevelID
	t.frames[len(t.frames)-1].Duration = time.Duration(float64(time.Second) / rate)
	return t, nil
}

// accessUnits groups NAL units by picture (H.264, section 7.4.1.2.3) and joins each group in Annex-B form. Parameter sets
// that the stream sends only once are repeated with every IDR picture, so that a viewer can begin at any of them. It also
// returns the stream's first sequence parameter set.
func accessUnits(nals [][]byte) (units [][]byte, first bitstream.SPS, err error) {
	var sets parameterSets
	var unit [][]byte
	sliced, idr := false, false
	flush := func() {
		if sliced {
			units = append(units, bitstream.JoinAnnexB(sets.complete(unit, idr)...))
			unit, sliced, idr = nil, false, false
		}
	}
	for i, nal := range nals {
		kind := nal[0] & 0x1f
		switch {
		case kind >= bitstream.NALSlice && kind <= bitstream.NALIDR:
			head, err := bitstream.ParseSlice(nal)
			if err != nil {
				return nil, first, fmt.Errorf("%w: NAL unit %d: %w; the file is damaged", ErrUnsupported, i, err)
			}
			if head.B {
				return nil, first, fmt.Errorf("%w: H.264 with B-frames, which live video has not; encode again without them (ffmpeg: -bf 0)", ErrUnsupported)
			}
			if head.FirstMacroblock == 0 {
				flush()
			}
			sliced, idr = true, idr || kind == bitstream.NALIDR
		case kind >= bitstream.NALSEI && kind <= bitstream.NALAUD, kind >= 14 && kind <= 18:
			flush()
		}
		if kind == bitstream.NALSPS {
			sps, err := bitstream.ParseSPS(nal)
			if err != nil {
				return nil, first, fmt.Errorf("%w: %w; the file is damaged", ErrUnsupported, err)
			}
			if first.ProfileLevelID == "" {
				first = sps
			}
		}
		sets.note(nal)
		if kind != bitstream.NALAUD {
			unit = append(unit, nal)
		}
	}
	flush()
	if first.ProfileLevelID == "" {
		return nil, first, fmt.Errorf("%w: no H.264 sequence parameter set; the file is damaged, or is no H.264", ErrUnsupported)
	}
	return units, first, nil
}

// parameterSets remembers the parameter sets seen last.
type parameterSets struct{ sps, pps []byte }

func (p *parameterSets) note(nal []byte) {
	switch nal[0] & 0x1f {
	case bitstream.NALSPS:
		p.sps = nal
	case bitstream.NALPPS:
		p.pps = nal
	}
}

// complete puts the parameter sets before a unit with an IDR picture that lacks them.
func (p *parameterSets) complete(unit [][]byte, idr bool) [][]byte {
	if !idr {
		return unit
	}
	hasSPS, hasPPS := false, false
	for _, nal := range unit {
		hasSPS = hasSPS || nal[0]&0x1f == bitstream.NALSPS
		hasPPS = hasPPS || nal[0]&0x1f == bitstream.NALPPS
	}
	var missing [][]byte
	if !hasSPS && p.sps != nil {
		missing = append(missing, p.sps)
	}
	if !hasPPS && p.pps != nil {
		missing = append(missing, p.pps)
	}
	return append(missing, unit...)
}
