package client

import "time"

// Stats is what a Watcher has received so far. Durations are since the call of Watch; zero means not yet.
type Stats struct {
	Connected   time.Duration // ICE and DTLS are done
	FirstPacket time.Duration // of any track
	FirstFrame  time.Duration // the first complete video frame, or audio packet where there is no video
	Video       TrackStats
	Audio       TrackStats
}

// TrackStats is what has been received of one track.
type TrackStats struct {
	MIME         string // empty if there is no such track
	Packets      uint64 // unique
	PayloadBytes uint64 // of these
	Duplicates   uint64 // packets that came again, or could not be placed
	Lost         uint64 // packets that never came, or more than half a second late
	Recovered    uint64 // packets that came after a later one, in time: reordered or retransmitted
	Frames       uint64 // complete, with every frame since a key frame before them: what a decoder can show
	KeyFrames    uint64 // among these; of audio every packet
	Decoded      uint64 // VP8 key frames whose picture was decoded
	Undecodable  uint64 // VP8 key frames that were complete and whose picture could not be decoded
	Dropped      uint64 // frames that were incomplete, or of no use for want of an earlier one
	Skipped      uint64 // frames that the Sink was too slow for
	PLIs         uint64 // requests for a key frame
	Width        int    // of the last key frame that says, in pixels
	Height       int
	FirstFrame   time.Duration // since the call of Watch
}

// Decodable reports whether there was something to show and all of it could be decoded, as far as was checked: the pictures
// of VP8 key frames are decoded, other codecs' frames must be complete and in order from a key frame on.
func (t TrackStats) Decodable() bool { return t.KeyFrames > 0 && t.Undecodable == 0 }

// Stats returns what has been received so far.
func (w *Watcher) Stats() Stats {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.stats
	for _, r := range w.receivers {
		if kindOf(r.mime).String() == "video" {
			s.Video = r.stats
		} else {
			s.Audio = r.stats
		}
	}
	if s.FirstFrame = s.Video.FirstFrame; s.Video.MIME == "" {
		s.FirstFrame = s.Audio.FirstFrame
	}
	return s
}
