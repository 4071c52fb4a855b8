package loss

import (
	"time"

	"github.com/casto-network/casto/relay/clip"
)

// Ten packets a frame at thirty frames a second are 300 packets a second, 2.6 Mbit/s.
const (
	frameTime    = time.Second / 30
	framePackets = 10
	frameBytes   = 10_900
	keyFrames    = 30 // frames from one key frame to the next
	width        = 640
	height       = 360
)

// source yields VP8 frames of one size, whose content is stamps, at their pace. It is a client.Source.
type source struct {
	start time.Time // when frame 0 was sent
	frame uint32
}

// Tracks implements client.Source.
func (s *source) Tracks() []clip.Track {
	return []clip.Track{{MIME: clip.MIMEVP8, Width: width, Height: height, ClockRate: 90000}}
}

// Next implements client.Source. It returns when the frame is due, so that its stamps tell when it was sent.
func (s *source) Next() (clip.Frame, error) {
	pts := time.Duration(s.frame) * frameTime
	if s.start.IsZero() {
		s.start = time.Now()
	}
	time.Sleep(time.Until(s.start.Add(pts)))
	b := make([]byte, frameBytes)
	key := s.frame%keyFrames == 0
	begin := 3
	b[0] = 0x11 // not a key frame, version 0, shown (RFC 6386, section 9.1)
	if key {
		b[0] = 0x10
		copy(b[3:], []byte{0x9d, 0x01, 0x2a, width & 0xff, width >> 8, height & 0xff, height >> 8})
		begin = 10
	}
	putStamps(b[begin:], s.frame, time.Now())
	s.frame++
	return clip.Frame{Data: b, PTS: pts, Duration: frameTime, KeyFrame: key}, nil
}
