package loss

import (
	"encoding/binary"
	"time"
)

// A frame is filled with stamps, so that each packet it is cut into holds a whole one wherever it begins.
const (
	stampSize = 24
	magic     = 0x9e3779b97f4a7c15
)

// putStamps fills b.
func putStamps(b []byte, frame uint32, sent time.Time) {
	for at := 0; at+stampSize <= len(b); at += stampSize {
		binary.BigEndian.PutUint64(b[at:], magic)
		binary.BigEndian.PutUint64(b[at+8:], uint64(sent.UnixNano()))
		binary.BigEndian.PutUint32(b[at+16:], frame)
		binary.BigEndian.PutUint32(b[at+20:], uint32(at))
	}
}

// stamp is what a packet says of itself.
type stamp struct {
	frame  uint32
	offset uint32 // within the frame; no two packets of a frame have the same
	sent   time.Time
}

// findStamp returns the first stamp in a packet's payload.
func findStamp(payload []byte) (stamp, bool) {
	for at := 0; at+stampSize <= len(payload) && at < 2*stampSize; at++ {
		b := payload[at:]
		if binary.BigEndian.Uint64(b) == magic {
			return stamp{
				frame: binary.BigEndian.Uint32(b[16:]), offset: binary.BigEndian.Uint32(b[20:]),
				sent: time.Unix(0, int64(binary.BigEndian.Uint64(b[8:]))),
			}, true
		}
	}
	return stamp{}, false
}
