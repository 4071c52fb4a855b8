package clip

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"time"

	"github.com/casto-network/casto/relay/internal/bitstream"
)

// parseIVF reads the container of libvpx: a header of 32 bytes, then frames behind 12 bytes of size and timestamp.
func parseIVF(b []byte) (*track, error) {
	const head, frameHead = 32, 12
	if len(b) < head {
		return nil, fmt.Errorf("%w: IVF header is cut off", ErrUnsupported)
	}
	mime, ok := map[string]string{"VP80": MIMEVP8, "VP90": MIMEVP9, "AV01": MIMEAV1}[string(b[8:12])]
	if !ok {
		return nil, convert(fmt.Sprintf("IVF with codec %q", b[8:12]))
	}
	size := int(binary.LittleEndian.Uint16(b[6:]))
	perSecond, unit := uint64(binary.LittleEndian.Uint32(b[16:])), uint64(binary.LittleEndian.Uint32(b[20:]))
	if size < head || size > len(b) || perSecond == 0 || unit == 0 {
		return nil, fmt.Errorf("%w: IVF header with length %d and time base %d/%d", ErrUnsupported, size, unit, perSecond)
	}
	var frames []Frame
	for b = b[size:]; len(b) > 0; {
		if len(b) < frameHead {
			break // a writer was stopped here
		}
		n, ticks := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint64(b[4:])
		if b = b[frameHead:]; uint64(n) > uint64(len(b)) {
			break
		}
		pts, ok := inTime(ticks, unit, perSecond)
		if !ok {
			return nil, fmt.Errorf("%w: IVF frame %d at tick %d", ErrUnsupported, len(frames), ticks)
		}
		data := b[:n:n]
		b = b[n:]
		if mime == MIMEAV1 {
			var err error
			if data, err = bitstream.WithoutDelimiters(data); err != nil {
				return nil, fmt.Errorf("%w: frame %d: %w", ErrUnsupported, len(frames), err)
			}
		}
		frames = append(frames, Frame{Data: data, PTS: pts})
	}
	return newVideo(mime, frames)
}

// inTime converts ticks of unit/perSecond seconds. It is false past a century.
func inTime(ticks, unit, perSecond uint64) (time.Duration, bool) {
	const century = uint64(100 * 365 * 24 * time.Hour)
	high, low := bits.Mul64(ticks, unit*uint64(time.Second)) // unit has 32 bits, a second 30
	if high >= perSecond {
		return 0, false
	}
	ns, _ := bits.Div64(high, low, perSecond)
	return time.Duration(ns), ns <= century
}
