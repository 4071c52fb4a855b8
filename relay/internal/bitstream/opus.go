package bitstream

import (
	"fmt"
	"time"
)

// OpusDuration returns how long an Opus packet sounds, from its table-of-contents byte (RFC 6716, section 3.1).
func OpusDuration(packet []byte) (time.Duration, error) {
	if len(packet) == 0 {
		return 0, fmt.Errorf("%w: empty Opus packet", ErrMalformed)
	}
	var frame time.Duration
	switch config := packet[0] >> 3; {
	case config < 12: // SILK
		frame = []time.Duration{10, 20, 40, 60}[config&3] * time.Millisecond
	case config < 16: // hybrid
		frame = []time.Duration{10, 20}[config&1] * time.Millisecond
	default: // CELT
		frame = 2500 * time.Microsecond << (config & 3)
	}
	frames := 1
	switch packet[0] & 3 {
	case 1, 2:
		frames = 2
	case 3:
		if len(packet) < 2 {
			return 0, fmt.Errorf("%w: Opus packet without its frame count", ErrMalformed)
		}
		frames = int(packet[1] & 0x3f)
	}
	const most = 120 * time.Millisecond
	if d := time.Duration(frames) * frame; d > 0 && d <= most {
		return d, nil
	}
	return 0, fmt.Errorf("%w: Opus packet of %d frames of %v", ErrMalformed, frames, frame)
}
