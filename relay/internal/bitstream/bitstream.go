package bitstream

import (
	"errors"
	"fmt"

	"github.com/casto-network/casto/relay/internal/codec"
)

// ErrMalformed: the bytes are no frame of the codec they were said to be. The message says what is wrong.
var ErrMalformed = errors.New("malformed bitstream")

// Info is what a frame tells of itself. Width and Height, in pixels, are zero where the frame does not repeat them.
type Info struct {
	KeyFrame      bool // decodable without any earlier frame
	Width, Height int
}

// Inspect reads one frame of codec k: for H264 an access unit in Annex-B form, for AV1 a temporal unit. Frames of other codecs
// are independent of one another, which makes them key frames.
func Inspect(k codec.Kind, frame []byte) (Info, error) {
	switch k {
	case codec.VP8:
		return VP8(frame)
	case codec.VP9:
		return VP9(frame)
	case codec.AV1:
		return AV1(frame)
	case codec.H264:
		return H264(frame)
	}
	if len(frame) == 0 {
		return Info{}, fmt.Errorf("%w: empty frame", ErrMalformed)
	}
	return Info{KeyFrame: true}, nil
}
