package client

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"golang.org/x/image/vp8"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/ntp"
	"github.com/casto-network/casto/relay/record"
)

const (
	// alignWait is how long frames are held until sender reports say how audio and video belong together. Relays report once a second.
	alignWait = 2500 * time.Millisecond
	// maxDecode bounds the pixels of a picture that is decoded to see whether it can be.
	maxDecode = 4096 * 2304
)

// serve decodes and hands on frames until the channel of frames is closed. It returns the Sink's error.
func (w *Watcher) serve() error {
	line := timeline{w: w, anchors: map[*receiver]anchor{}}
	var failed error
	for f := range w.frames {
		if f.from.kind == codec.VP8 && f.frame.KeyFrame {
			w.checkPicture(f)
		}
		if w.o.Sink == nil || failed != nil {
			continue
		}
		if err := line.take(f); err != nil {
			failed = fmt.Errorf("sink: %w", err)
			w.peer.end(failed)
		}
	}
	if w.o.Sink == nil || failed != nil {
		return failed
	}
	if err := line.release(); err != nil {
		return fmt.Errorf("sink: %w", err)
	}
	return nil
}

// checkPicture decodes a VP8 key frame.
func (w *Watcher) checkPicture(f received) {
	err := decodeVP8(f.frame.Data, f.frame.Width*f.frame.Height)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		f.from.stats.Undecodable++
		w.peer.log.Debug("key frame cannot be decoded", "err", err)
		return
	}
	f.from.stats.Decoded++
}

func decodeVP8(b []byte, pixels int) (err error) {
	if pixels > maxDecode {
		return fmt.Errorf("picture of %d pixels is not decoded", pixels)
	}
	defer func() {
		if p := recover(); p != nil { // the bytes are a stranger's, the decoder not ours
			err = fmt.Errorf("decoder: %v", p)
		}
	}()
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(b), len(b))
	if _, err := d.DecodeFrameHeader(); err != nil {
		return err
	}
	_, err = d.DecodeFrame()
	return err
}

// timeline gives frames a PTS on one clock for audio and video: that of the sender, by its reports (RFC 3550, section 6.4.1).
// Arrival times would not do: a relay begins with a key frame of up to a second ago, and with audio of now. It belongs to the goroutine
// that serves the Sink.
type timeline struct {
	w       *Watcher
	held    []received
	started bool
	zero    ntp.Time             // PTS zero
	anchors map[*receiver]anchor // of the tracks whose frames are not held any more
	exact   bool                 // the first anchors are by sender reports
}

// anchor is a timestamp and the time it stands for.
type anchor = ntp.Report

// take hands a frame on, or holds it until its time is known.
func (l *timeline) take(f received) error {
	if _, ok := l.anchors[f.from]; ok {
		return l.write(f)
	}
	l.held = append(l.held, f)
	if f.arrival.Sub(l.held[0].arrival) < alignWait && !l.known() {
		return nil
	}
	return l.release()
}

// known says whether every track that there is has a report.
func (l *timeline) known() bool {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	for _, r := range l.w.receivers {
		if r.report == nil {
			return false
		}
	}
	return true
}

// release decides the times of the tracks that are held, and hands their frames on.
func (l *timeline) release() error {
	l.anchor()
	held := l.held
	l.held = nil
	if !l.started && len(held) > 0 {
		l.started, l.zero = true, l.at(held[0])
		for _, f := range held[1:] {
			if at := l.at(f); at.Sub(l.zero) < 0 {
				l.zero = at
			}
		}
		l.w.mu.Lock()
		l.w.zero, l.w.exact = l.zero, l.exact
		l.w.mu.Unlock()
	}
	for _, f := range held {
		if err := l.write(f); err != nil {
			return err
		}
	}
	return nil
}

// anchor relates the timestamps of the tracks that are held to the sender's clock: by their own report; or by when they
// arrived, as the other track's report tells the time, or else the local clock.
func (l *timeline) anchor() {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	if !l.started {
		l.exact = !slices.ContainsFunc(l.held, func(f received) bool { return f.from.report == nil })
	}
	var clock *ntp.Report
	for _, r := range l.w.receivers {
		if r.report != nil {
			clock = r.report
		}
	}
	for _, f := range l.held {
		if _, ok := l.anchors[f.from]; ok {
			continue
		}
		switch {
		case f.from.report != nil:
			l.anchors[f.from] = *f.from.report
		case clock != nil:
			l.anchors[f.from] = anchor{NTP: clock.Now(f.arrival), Timestamp: f.frame.Timestamp}
		default:
			l.anchors[f.from] = anchor{NTP: ntp.FromTime(f.arrival), Timestamp: f.frame.Timestamp}
		}
	}
}

// at returns the sender's time of a frame.
func (l *timeline) at(f received) ntp.Time {
	a := l.anchors[f.from]
	return a.Instant(f.frame.Timestamp, f.from.clock)
}

func (l *timeline) write(f received) error {
	return l.w.o.Sink.WriteFrame(record.Frame{
		MIME: f.from.mime, Data: f.frame.Data, PTS: l.at(f).Sub(l.zero), KeyFrame: f.frame.KeyFrame, Channels: f.from.channels,
	})
}
