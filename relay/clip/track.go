package clip

import (
	"fmt"
	"time"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

const (
	videoClock = 90000
	audioClock = 48000
)

// track is a Track with all of its frames, which are at least one.
type track struct {
	Track
	frames []Frame
}

// end is the PTS at which the last frame is over.
func (t *track) end() time.Duration {
	last := t.frames[len(t.frames)-1]
	return last.PTS + last.Duration
}

// fromZero shifts the tracks of one file, which share a clock, so that the first frame has PTS zero.
func fromZero(tracks []*track) {
	start := tracks[0].frames[0].PTS
	for _, t := range tracks[1:] {
		start = min(start, t.frames[0].PTS)
	}
	for _, t := range tracks {
		for i := range t.frames {
			t.frames[i].PTS -= start
		}
	}
}

// cut drops the frames that would still be shown at the given PTS.
func (t *track) cut(at time.Duration) {
	const slack = time.Millisecond // Matroska rounds to it
	n := len(t.frames)
	for n > 1 && t.frames[n-1].PTS+t.frames[n-1].Duration > at+slack {
		n--
	}
	t.frames = t.frames[:n]
}

// newVideo makes a track of frames that have Data and PTS, in the order of decoding. It finds key frames, size and
// durations. Frames before the first key frame are dropped, since nobody could decode them.
func newVideo(mime string, frames []Frame) (*track, error) {
	t := &track{Track: Track{MIME: mime, ClockRate: videoClock}}
	kind := codec.FromMIME(mime)
	for i, f := range frames {
		info, err := bitstream.Inspect(kind, f.Data)
		if err != nil {
			return nil, fmt.Errorf("%w: frame %d: %w; the file is damaged, or cut off", ErrUnsupported, i, err)
		}
		f.KeyFrame = info.KeyFrame
		if len(t.frames) == 0 {
			if !f.KeyFrame {
				continue
			}
			t.Width, t.Height = info.Width, info.Height
		} else if f.PTS <= t.frames[len(t.frames)-1].PTS {
			return nil, fmt.Errorf("%w: frame %d is shown before the frame ahead of it, so there are B-frames, which live video has not; "+
				"encode again without them (ffmpeg: -bf 0)", ErrUnsupported, i)
		}
		t.frames = append(t.frames, f)
	}
	if len(t.frames) == 0 {
		return nil, fmt.Errorf("%w: no key frame in %d frames of %s", ErrUnsupported, len(frames), mime)
	}
	const most = 10 * time.Second // a still picture in a slide show
	usual := time.Second / 30
	for i := range t.frames[:len(t.frames)-1] {
		gap := t.frames[i+1].PTS - t.frames[i].PTS
		if gap > most {
			return nil, fmt.Errorf("%w: no picture for %v after %v", ErrUnsupported, gap, t.frames[i].PTS)
		}
		t.frames[i].Duration, usual = gap, gap
	}
	t.frames[len(t.frames)-1].Duration = usual
	return t, nil
}

// newOpus makes a track of packets. Each begins where the one before ended; where the container says otherwise by more than its own
// rounding there was a pause, and the container is right. at gives the container's PTS of a packet, or is nil.
func newOpus(channels int, packets [][]byte, at []time.Duration) (*track, error) {
	t := &track{Track: Track{MIME: MIMEOpus, ClockRate: audioClock, Channels: channels}}
	const rounding = 5 * time.Millisecond
	var due time.Duration
	for i, p := range packets {
		d, err := bitstream.OpusDuration(p)
		if err != nil {
			return nil, fmt.Errorf("%w: audio packet %d: %w; the file is damaged", ErrUnsupported, i, err)
		}
		if at != nil && (i == 0 || at[i]-due > rounding) {
			due = at[i]
		}
		t.frames = append(t.frames, Frame{Data: p, PTS: due, Duration: d, KeyFrame: true})
		due += d
	}
	if len(t.frames) == 0 {
		return nil, fmt.Errorf("%w: no audio packet", ErrUnsupported)
	}
	return t, nil
}
