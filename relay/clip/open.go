package clip

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// maxBytes bounds a file: it is held in memory while it plays.
const maxBytes = 1 << 30

// Options say what to play.
type Options struct {
	// Paths of one file, or of one with video and one with audio.
	Paths []string
	// FS holds the files. Nil is the operating system's.
	FS fs.FS
	// FrameRate of H264 streams in frames a second, which say nothing about time. Zero takes what the stream suggests, else 30.
	FrameRate float64
	// Once ends the source after one turn.
	Once bool
}

// Open reads one file with video, audio or both, or two files that complete each other. All errors are ErrUnsupported.
func Open(paths ...string) (*Source, error) { return New(Options{Paths: paths}) }

// OpenFS is Open for files of fsys, such as embedded ones.
func OpenFS(fsys fs.FS, paths ...string) (*Source, error) {
	return New(Options{FS: fsys, Paths: paths})
}

// New reads the files that o names. All errors are ErrUnsupported.
func New(o Options) (*Source, error) {
	if len(o.Paths) == 0 {
		return nil, fmt.Errorf("open clip: %w: no file given", ErrUnsupported)
	}
	if o.FrameRate < 0 || o.FrameRate > 1000 {
		return nil, fmt.Errorf("open clip: %w: frame rate %v; it lies between 0 and 1000", ErrUnsupported, o.FrameRate)
	}
	var tracks []*track
	for _, p := range o.Paths {
		b, err := o.read(p)
		if err != nil {
			return nil, fmt.Errorf("open clip %s: %w: %w", p, ErrUnsupported, err)
		}
		read, err := parse(b, o.FrameRate)
		if err != nil {
			return nil, fmt.Errorf("open clip %s: %w", p, err)
		}
		fromZero(read)
		tracks = append(tracks, read...)
	}
	s, err := newSource(tracks, o.Once)
	if err != nil {
		return nil, fmt.Errorf("open clip: %w", err)
	}
	return s, nil
}

// read returns what a file holds, at most maxBytes.
func (o Options) read(path string) ([]byte, error) {
	var f fs.File
	var err error
	if o.FS == nil {
		f, err = os.Open(path)
	} else {
		f, err = o.FS.Open(path)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxBytes {
		return nil, fmt.Errorf("larger than %d MiB, which is the most that is held in memory; cut it (ffmpeg: -t 600 -c copy)", maxBytes>>20)
	}
	return b, nil
}

// parse reads one file of any known format. It returns at least one track.
func parse(b []byte, frameRate float64) ([]*track, error) {
	starts := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	one := func(t *track, err error) ([]*track, error) {
		if err != nil {
			return nil, err
		}
		return []*track{t}, nil
	}
	switch {
	case starts("DKIF"):
		return one(parseIVF(b))
	case starts("OggS"):
		return one(parseOgg(b))
	case starts("\x1a\x45\xdf\xa3"):
		return parseMatroska(b)
	case starts("\x00\x00\x01\xb3"), starts("\x00\x00\x01\xba"):
		return nil, convert("MPEG-1 or MPEG-2")
	case starts("\x00\x00\x01"), starts("\x00\x00\x00\x01"):
		return one(parseAnnexB(b, frameRate))
	}
	return nil, unknown(b)
}

// unknown names the formats that people try, and says how to convert them.
func unknown(b []byte) error {
	for _, f := range []struct {
		at    int
		magic string
		name  string
	}{
		{4, "ftyp", "MP4 or MOV"},
		{4, "moov", "MOV"},
		{0, "FLV", "FLV"},
		{0, "RIFF", "WAV or AVI"},
		{0, "ID3", "MP3"},
		{0, "fLaC", "FLAC"},
		{0, "\xff\xf1", "AAC"},
		{0, "\xff\xf9", "AAC"},
		{0, "\xff\xfb", "MP3"},
		{0, "\x47", "MPEG-TS"},
	} {
		if len(b) > f.at && bytes.HasPrefix(b[f.at:], []byte(f.magic)) {
			return convert(f.name)
		}
	}
	if len(b) == 0 {
		return fmt.Errorf("%w: the file is empty", ErrUnsupported)
	}
	return convert("no format known here")
}

// convert is the refusal of what could be converted.
func convert(what string) error {
	return fmt.Errorf("%w: it is %s; IVF, H.264 Annex-B, Ogg Opus, WebM and Matroska are read. Convert it: "+
		"ffmpeg -i INPUT -c:v libvpx -b:v 2M -g 30 -c:a libopus OUTPUT.webm", ErrUnsupported, what)
}
