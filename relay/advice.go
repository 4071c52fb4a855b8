package relay

import (
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

const (
	// tooLong is how long a publisher may send nothing, or no key frame that was asked for, before it is told.
	tooLong = 10 * time.Second
	// slicesToRead after each key frame show whether there are B-frames: a few pictures of eight slices.
	slicesToRead = 48
)

// advice is a set of things that a publisher should change. They do not end its session: some viewers may do well all the same.
type advice uint32

const (
	adviseMedia advice = 1 << iota
	adviseKeyFrames
	adviseBFrames
	adviseProfile
	endOfAdvice
)

// String returns the sentence for one piece of advice.
func (a advice) String() string {
	switch a {
	case adviseMedia:
		return "the publisher is connected and has sent no media for 10 s: check its encoder, and that UDP packets of 1200 bytes get through"
	case adviseKeyFrames:
		return "key frames were asked for, and none has come for 10 s, so that nobody can begin to watch: set the key frame interval to 2 s " +
			"(OBS: Settings, Output, Keyframe Interval; ffmpeg -g 60)"
	case adviseBFrames:
		return "the H264 video has B-frames, which browsers show in the wrong order or drop: set B-frames to 0 (OBS: Settings, Output, B-frames; ffmpeg -bf 0)"
	case adviseProfile:
		return "the H264 video is of a profile that browsers cannot decode: set the encoder to baseline, main or high, with 8 bits and 4:2:0 " +
			"(ffmpeg -profile:v high -pix_fmt yuv420p)"
	}
	return ""
}

// sentences lists what is in the set.
func (a advice) sentences() []string {
	var list []string
	for one := advice(1); one < endOfAdvice; one <<= 1 {
		if a&one != 0 {
			list = append(list, one.String())
		}
	}
	return list
}

// advised are the pieces of advice that stand for a publisher's session, and those that its log has had.
type advised struct{ stand, logged atomic.Uint32 }

// advise lets a piece of advice stand, or withdraws it. The log gets each piece once per session.
func (s *Session) advise(a advice, stands bool) {
	if !stands {
		s.advised.stand.And(^uint32(a))
		return
	}
	s.advised.stand.Or(uint32(a))
	if s.advised.logged.Or(uint32(a))&uint32(a) == 0 {
		s.log.Warn("the publisher should change something", "advice", a.String())
	}
}

// look is what a look at a publisher's video remembers. The track's mutex guards it.
type look struct {
	slices int // left to read
	bad    bool
}

// inspect reads what a publisher's packets say of themselves: parameter sets, and the types of the first slices after a key frame. The caller
// holds the mutex.
func (u *upTrack) inspect(payload []byte, key bool) {
	if key {
		u.source.advise(adviseKeyFrames, false)
		u.look.slices = slicesToRead
	}
	if u.codec.Kind != codec.H264 || u.look.bad || u.look.slices == 0 {
		return
	}
	codec.H264Units(payload, func(nal []byte) {
		switch nal[0] & 0x1f {
		case bitstream.NALSPS:
			if sps, err := bitstream.ParseSPS(nal); err == nil {
				u.source.advise(adviseProfile, !browsersDecode(sps.ProfileLevelID))
				u.foundB(sps.Reorder > 0)
			}
		case bitstream.NALSlice:
			if head, err := bitstream.ParseSlice(nal); err == nil {
				u.look.slices = max(0, u.look.slices-1)
				u.foundB(head.B)
			}
		}
	})
}

func (u *upTrack) foundB(found bool) {
	if found {
		u.look.bad = true
		u.source.advise(adviseBFrames, true)
	}
}

// browsersDecode says whether a profile has 8 bits and 4:2:0: baseline, main and high.
func browsersDecode(profileLevelID string) bool {
	switch profileLevelID[:2] {
	case "42", "4d", "64":
		return true
	}
	return false
}

// advisePublishers looks for what only shows in the course of time, once a second. The caller holds the relay's mutex.
func (r *Relay) advisePublishers(now time.Time) {
	for _, st := range r.streams {
		s := st.source
		if s == nil || s.role != RolePublisher {
			continue
		}
		if since := s.connectedAt.Load(); since != nil {
			s.advise(adviseMedia, st.flowing.IsZero() && now.Sub(*since) >= tooLong)
		}
		f := st.video.Load()
		if f == nil || f.origin != s.origin {
			continue
		}
		for _, l := range f.layers {
			l.keyMu.Lock()
			wanted := l.key.Unanswered(now)
			l.keyMu.Unlock()
			if wanted >= tooLong && l.active(now) {
				s.advise(adviseKeyFrames, true)
			}
		}
	}
}
