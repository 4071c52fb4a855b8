package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

// Errors a caller decides by.
var (
	// ErrUnsupported: the file's format cannot hold the codec, or is none that is written here. The message says which can.
	ErrUnsupported = errors.New("format not supported")
	// ErrEmpty: nothing came that could be played, and no file is left.
	ErrEmpty = errors.New("nothing was recorded")
	// ErrClosed: the Writer was closed before.
	ErrClosed = errors.New("recording closed")
)

// Frame is one encoded frame: a VP8 or VP9 frame, an AV1 temporal unit, an H264 access unit in Annex-B form, or an Opus packet.
type Frame struct {
	MIME     string        // such as "video/VP8"; of a video track it cannot change
	Data     []byte        // not kept after the call
	PTS      time.Duration // on the clock that audio and video share; rising within a track
	KeyFrame bool          // of video
	Channels int           // of audio; zero means 2
}

const (
	// clusterLength is how much is held back before it is written.
	clusterLength = time.Second
	// clusterBytes writes earlier what is large.
	clusterBytes = 4 << 20
	// patience is how long audio waits for a video track to begin with; after that the recording begins without.
	patience = 3 * time.Second
)

// Writer writes one file with at most one video and one audio track. All methods are safe for concurrent use.
type Writer struct {
	path string
	webm bool // else Matroska

	mu     sync.Mutex // guards the fields below
	f      *os.File
	err    error
	closed bool

	video, audio *track
	waiting      []Frame // audio from before the start
	started      bool
	start        time.Duration // PTS that becomes zero

	end     int64 // of the file, in bytes
	segment int64 // where the segment's data begins, which positions in the file are relative to
	cluster cluster
	cues    []cue
	length  time.Duration // until the end of the last frame
}

// track is a track of the file.
type track struct {
	number   uint64
	kind     codec.Kind
	info     bitstream.Info
	private  []byte
	channels int
	last     time.Duration // PTS of its last frame
}

// Create makes the file, which must not exist yet. Its extension chooses the format: .webm takes VP8, VP9, AV1 and Opus, .mkv takes
// H264 besides.
func Create(path string) (*Writer, error) {
	ext := strings.ToLower(filepath.Ext(path))
	if ext != ".webm" && ext != ".mkv" {
		return nil, fmt.Errorf("record to %s: %w: the name must end in .webm or .mkv", path, ErrUnsupported)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("record to %s: %w: remove it or choose another name", path, fs.ErrExist)
	}
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	return &Writer{path: path, webm: ext == ".webm", f: f}, nil
}

// WriteFrame adds a frame. Frames from before the first key frame are dropped. After an error in writing the file, that error is returned
// for every frame. ErrUnsupported: the format cannot hold the codec.
func (w *Writer) WriteFrame(f Frame) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return ErrClosed
	}
	if w.err == nil {
		if err := w.write(f); err != nil {
			w.err = fmt.Errorf("record to %s: %w", w.path, err)
		}
	}
	return w.err
}

func (w *Writer) write(f Frame) error {
	kind := codec.FromMIME(f.MIME)
	switch {
	case kind == codec.Unknown:
		return fmt.Errorf("%w: codec %q; VP8, VP9, AV1, H264 and Opus can be recorded", ErrUnsupported, f.MIME)
	case kind == codec.H264 && w.webm:
		return fmt.Errorf("%w: WebM does not hold H264; choose a name that ends in .mkv", ErrUnsupported)
	case len(f.Data) == 0:
		return nil
	}
	video := kind != codec.Opus
	if !w.started {
		switch {
		case video && f.KeyFrame:
			return w.begin(f, kind)
		case video:
			return nil
		}
		w.waiting = append(w.waiting, clone(f))
		if f.PTS-w.waiting[0].PTS < patience {
			return nil
		}
		return w.begin(w.waiting[0], kind)
	}
	t := w.track(video)
	if t == nil {
		if video && !f.KeyFrame {
			return nil
		}
		var err error
		if t, err = w.add(f, kind); err != nil {
			return err
		}
		if err := w.writeHead(); err != nil {
			return err
		}
	}
	if t.kind != kind {
		return fmt.Errorf("%w: %s after %s in one track; record to another file", ErrUnsupported, kind.MIME(), t.kind.MIME())
	}
	return w.put(t, f)
}

// begin writes the head of the file. The first frame's PTS becomes zero; audio that waited and is not older follows it.
func (w *Writer) begin(first Frame, kind codec.Kind) error {
	if kind != codec.Opus {
		if _, err := w.add(first, kind); err != nil {
			return err
		}
	}
	w.started, w.start = true, first.PTS
	waiting := w.waiting
	w.waiting = nil
	if len(waiting) > 0 {
		if _, err := w.add(waiting[0], codec.Opus); err != nil {
			return err
		}
	}
	if err := w.writeHead(); err != nil {
		return err
	}
	if w.video != nil {
		if err := w.put(w.video, first); err != nil {
			return err
		}
	}
	for _, f := range waiting {
		if err := w.put(w.audio, f); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) track(video bool) *track {
	if video {
		return w.video
	}
	return w.audio
}

// add declares the track of a frame, for video a key frame.
func (w *Writer) add(f Frame, kind codec.Kind) (*track, error) {
	t := &track{kind: kind, channels: f.Channels, last: -1}
	if kind == codec.Opus {
		t.number = 2
		if t.channels == 0 {
			t.channels = 2
		}
		t.private = opusHead(t.channels)
		w.audio = t
		return t, nil
	}
	t.number = 1
	var err error
	if t.info, err = bitstream.Inspect(kind, f.Data); err != nil {
		return nil, fmt.Errorf("key frame: %w", err)
	}
	if t.private, err = private(kind, f.Data); err != nil {
		return nil, fmt.Errorf("key frame: %w", err)
	}
	w.video = t
	return t, nil
}

// put adds a frame to the open cluster.
func (w *Writer) put(t *track, f Frame) error {
	pts := f.PTS - w.start
	if pts < 0 || t.last >= 0 && pts <= t.last {
		return nil // from before the start, or a clock that was set back
	}
	lasts := time.Duration(0) // as long as the frame before
	if t.last >= 0 {
		lasts = pts - t.last
	}
	t.last = pts
	data, err := contained(t.kind, f.Data)
	if err != nil {
		return err
	}
	key := f.KeyFrame || t == w.audio
	fresh := t == w.video && f.KeyFrame || w.video == nil
	if c := &w.cluster; c.begun && (fresh && c.length(pts) >= clusterLength || !c.holds(pts) || len(c.blocks) >= clusterBytes || c.length(pts) >= 2*clusterLength) {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if !w.cluster.begun && t == w.video && key {
		w.cues = append(w.cues, cue{at: pts, position: w.end})
	}
	w.cluster.add(t.number, pts, key, data)
	w.length = max(w.length, pts+min(lasts, clusterLength))
	return nil
}

// flush writes the open cluster in one piece.
func (w *Writer) flush() error {
	if !w.cluster.begun {
		return nil
	}
	b := w.cluster.bytes()
	w.cluster = cluster{}
	n, err := w.f.WriteAt(b, w.end)
	w.end += int64(n)
	return err
}

// Close completes the file; later calls do nothing. ErrEmpty: nothing came that could be played, and the file is removed. After an error of
// WriteFrame it returns that error again, and what was written before can be played.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil
	}
	w.closed = true
	err := w.finish()
	if e := w.f.Close(); err == nil {
		err = e
	}
	if errors.Is(err, ErrEmpty) {
		_ = os.Remove(w.path)
	}
	if err != nil && w.err == nil {
		err = fmt.Errorf("finish recording %s: %w", w.path, err)
	}
	return err
}

// finish writes what is held back, the index, and the head anew.
func (w *Writer) finish() error {
	if w.err == nil && !w.started && len(w.waiting) > 0 {
		w.err = w.begin(w.waiting[0], codec.Opus)
	}
	if w.err != nil && !w.started {
		_ = os.Remove(w.path)
		return w.err
	}
	if !w.started {
		return ErrEmpty
	}
	if w.err != nil { // what was written before can be played
		return w.err
	}
	if err := w.flush(); err != nil {
		return err
	}
	return w.writeTail()
}

func clone(f Frame) Frame {
	f.Data = append([]byte(nil), f.Data...)
	return f
}
