package clip

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// MIME types of the codecs that are read, as in the registry.
const (
	MIMEVP8  = "video/VP8"
	MIMEVP9  = "video/VP9"
	MIMEAV1  = "video/AV1"
	MIMEH264 = "video/H264"
	MIMEOpus = "audio/opus"
)

// ErrUnsupported: a file cannot be read, or holds what cannot be sent. The message says what to do about it.
var ErrUnsupported = errors.New("clip not usable")

// Track describes one track of a Source.
type Track struct {
	MIME          string // one of the MIME constants
	Width, Height int    // in pixels, of the first key frame; video only
	Profile       string // profile-level-id of RFC 6184; H264 only
	Channels      int    // audio only
	ClockRate     uint32 // ticks a second of its RTP timestamps
}

// Video reports whether the track is video; else it is audio.
func (t Track) Video() bool { return strings.HasPrefix(t.MIME, "video/") }

// Frame is one encoded frame: a VP8 or VP9 frame, an AV1 temporal unit without its delimiter, an H264 access unit in Annex-B
// form, or an Opus packet. Data is shared between the turns of the loop and must not be changed.
type Frame struct {
	Track    int // index into Tracks
	Data     []byte
	PTS      time.Duration // since the first frame of the Source, rising within a track, over turns of the loop too
	Duration time.Duration
	KeyFrame bool // always true for audio
}

// Source yields the frames of one video track, one audio track, or both. It is not safe for concurrent use.
type Source struct {
	tracks []*track
	once   bool
	length time.Duration

	next []int         // by track: index of the frame that comes next
	turn time.Duration // PTS at which this turn of the loop began
}

// Tracks returns the tracks, video first.
func (s *Source) Tracks() []Track {
	out := make([]Track, len(s.tracks))
	for i, t := range s.tracks {
		out[i] = t.Track
	}
	return out
}

// Length returns the duration of one turn: that of the video, or of the audio when there is no video.
func (s *Source) Length() time.Duration { return s.length }

// KeyFrameInterval returns the longest time between two key frames of the video, the loop's seam included: how long a viewer
// may have to wait for its first picture. It is zero without video.
func (s *Source) KeyFrameInterval() time.Duration {
	if len(s.tracks) == 0 || !s.tracks[0].Video() {
		return 0
	}
	var longest, last time.Duration
	for _, f := range s.tracks[0].frames {
		if f.KeyFrame {
			longest, last = max(longest, f.PTS-last), f.PTS
		}
	}
	return max(longest, s.length-last)
}

// Next returns the frame that is due next, by PTS over all tracks. It returns io.EOF after the last frame if Options.Once was set,
// and no error otherwise.
func (s *Source) Next() (Frame, error) {
	for {
		best := -1
		for i, t := range s.tracks {
			n := s.next[i]
			if n == len(t.frames) {
				continue
			}
			if best < 0 || t.frames[n].PTS < s.tracks[best].frames[s.next[best]].PTS {
				best = i
			}
		}
		if best >= 0 {
			f := s.tracks[best].frames[s.next[best]]
			s.next[best]++
			f.Track = best
			f.PTS += s.turn
			return f, nil
		}
		if s.once {
			return Frame{}, io.EOF
		}
		clear(s.next)
		s.turn += s.length
	}
}

// newSource joins the tracks of one or more files, each of which begins at zero.
func newSource(tracks []*track, once bool) (*Source, error) {
	s := &Source{once: once, next: make([]int, len(tracks))}
	for _, t := range tracks {
		if t.Video() {
			s.tracks = append([]*track{t}, s.tracks...)
		} else {
			s.tracks = append(s.tracks, t)
		}
	}
	if len(s.tracks) == 2 && s.tracks[0].Video() == s.tracks[1].Video() || len(s.tracks) > 2 {
		return nil, fmt.Errorf("%w: more than one track of a kind; give at most one file with video and one with audio", ErrUnsupported)
	}
	s.length = s.tracks[0].end()
	for _, t := range s.tracks[1:] {
		t.cut(s.length)
	}
	return s, nil
}
