package clip_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay/clip"
)

func TestFormats(t *testing.T) {
	const second = time.Second
	vp8 := clip.Track{MIME: clip.MIMEVP8, Width: 640, Height: 360, ClockRate: 90000}
	h264 := clip.Track{MIME: clip.MIMEH264, Width: 640, Height: 360, Profile: "42c01f", ClockRate: 90000}
	mono := clip.Track{MIME: clip.MIMEOpus, Channels: 1, ClockRate: 48000}
	small := func(mime string) clip.Track {
		return clip.Track{MIME: mime, Width: 64, Height: 48, ClockRate: 90000}
	}
	slices, high, stereo := small(clip.MIMEH264), small(clip.MIMEH264), mono
	slices.Profile, high.Profile, stereo.Channels = "42c00a", "64000a", 2
	for _, c := range []struct {
		fs       fs.FS
		files    []string
		tracks   []clip.Track
		frames   []int // in a turn, by track
		keys     int   // among those of the first track
		length   time.Duration
		interval time.Duration // of key frames
	}{
		{testclip.FS(), []string{"clip.webm"}, []clip.Track{vp8, mono}, []int{300, 500}, 10, 10*second + 7*time.Millisecond, second + 7*time.Millisecond},
		{testclip.FS(), []string{"clip.ivf"}, []clip.Track{vp8}, []int{300}, 10, 10 * second, second},
		{testclip.FS(), []string{"clip.ogg"}, []clip.Track{mono}, []int{501}, 501, 10020 * time.Millisecond, 0},
		{testclip.FS(), []string{"clip.ogg", "clip.ivf"}, []clip.Track{vp8, mono}, []int{300, 500}, 10, 10 * second, second},
		{testclip.FS(), []string{"clip.h264", "clip.ogg"}, []clip.Track{h264, mono}, []int{300, 500}, 10, 10 * second, second},
		{os.DirFS("testdata"), []string{"vp9.ivf"}, []clip.Track{small(clip.MIMEVP9)}, []int{25}, 3, second, 400 * time.Millisecond},
		{os.DirFS("testdata"), []string{"av1.ivf"}, []clip.Track{small(clip.MIMEAV1)}, []int{25}, 3, second, 400 * time.Millisecond},
		{os.DirFS("testdata"), []string{"slices.h264"}, []clip.Track{slices}, []int{25}, 3, second, 400 * time.Millisecond},
		{os.DirFS("testdata"), []string{"high.mkv"}, []clip.Track{high, stereo}, []int{25, 50}, 3, second, 400 * time.Millisecond},
		{os.DirFS("testdata"), []string{"live.webm"}, []clip.Track{small(clip.MIMEVP8), mono}, []int{25, 50}, 3, second, 400 * time.Millisecond},
	} {
		t.Run(strings.Join(c.files, " "), func(t *testing.T) {
			src, err := clip.New(clip.Options{FS: c.fs, Paths: c.files, Once: true})
			if err != nil {
				t.Fatal(err)
			}
			got := src.Tracks()
			if len(got) != len(c.tracks) {
				t.Fatalf("tracks are %+v, want %+v", got, c.tracks)
			}
			for i := range got {
				if got[i] != c.tracks[i] {
					t.Errorf("track %d is %+v, want %+v", i, got[i], c.tracks[i])
				}
			}
			const slack = 10 * time.Millisecond // rounding, and what an encoder adds at the start
			if d := (src.Length() - c.length).Abs(); d > slack {
				t.Errorf("length is %v, want %v", src.Length(), c.length)
			}
			if d := (src.KeyFrameInterval() - c.interval).Abs(); d > slack {
				t.Errorf("key frames come every %v, want %v", src.KeyFrameInterval(), c.interval)
			}
			counts, keys := make([]int, len(got)), 0
			for {
				f, err := src.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				counts[f.Track]++
				if f.Track == 0 && f.KeyFrame {
					keys++
				}
			}
			for i, want := range c.frames {
				if d := counts[i] - want; d < -1 || d > 1 {
					t.Errorf("track %d has %d frames, want about %d", i, counts[i], want)
				}
			}
			if keys != c.keys {
				t.Errorf("%d key frames, want %d", keys, c.keys)
			}
		})
	}
}

// TestLoopIsSeamless plays a clip for an hour: timestamps rise evenly, audio and video stay together.
func TestLoopIsSeamless(t *testing.T) {
	src, err := clip.OpenFS(testclip.FS(), "clip.ivf", "clip.ogg")
	if err != nil {
		t.Fatal(err)
	}
	last := []time.Duration{-1, -1}
	due := []time.Duration{0, 0}
	turn := src.Length()
	for last[0] < time.Hour {
		f, err := src.Next()
		if err != nil {
			t.Fatal(err)
		}
		if f.PTS <= last[f.Track] || f.Duration <= 0 {
			t.Fatalf("track %d: %v after %v, for %v", f.Track, f.PTS, last[f.Track], f.Duration)
		}
		if gap := (f.PTS - due[f.Track]).Abs(); gap > 20*time.Millisecond {
			t.Fatalf("track %d: a frame at %v, the one before ended at %v", f.Track, f.PTS, due[f.Track])
		}
		if f.Track == 0 && f.KeyFrame != (f.PTS%turn%time.Second < time.Millisecond) {
			t.Fatalf("frame at %v: key frame is %v", f.PTS, f.KeyFrame)
		}
		if skew := (f.PTS - last[1-f.Track]).Abs(); last[1-f.Track] >= 0 && skew > 60*time.Millisecond {
			t.Fatalf("track %d is at %v, the other at %v", f.Track, f.PTS, last[1-f.Track])
		}
		last[f.Track], due[f.Track] = f.PTS, f.PTS+f.Duration
	}
}

// TestContainersAgree compares what is in WebM with the same in IVF and Ogg.
func TestContainersAgree(t *testing.T) {
	of := func(track int, files ...string) (frames []clip.Frame) {
		src, err := clip.New(clip.Options{FS: testclip.FS(), Paths: files, Once: true})
		if err != nil {
			t.Fatal(err)
		}
		for {
			f, err := src.Next()
			if err != nil {
				return frames
			}
			if f.Track == track {
				frames = append(frames, f)
			}
		}
	}
	for track, file := range []string{"clip.ivf", "clip.ogg"} {
		a, b := of(track, "clip.webm"), of(0, file)
		for i := range min(len(a), len(b)) {
			if !bytes.Equal(a[i].Data, b[i].Data) || a[i].KeyFrame != b[i].KeyFrame {
				t.Fatalf("frame %d of %s differs in WebM", i, file)
			}
		}
		if d := len(a) - len(b); d < -1 || d > 1 || len(a) < 300 {
			t.Errorf("%d frames in WebM, %d in %s", len(a), len(b), file)
		}
	}
}

// TestParameterSetsAreRepeated: a stream that sends them once can be joined at every IDR picture.
func TestParameterSetsAreRepeated(t *testing.T) {
	b, err := os.ReadFile("testdata/slices.h264")
	if err != nil {
		t.Fatal(err)
	}
	var once []byte
	seen := map[byte]bool{}
	for _, nal := range bytes.Split(b, []byte{0, 0, 1})[1:] {
		nal = bytes.TrimRight(nal, "\x00")
		if kind := nal[0] & 0x1f; (kind == 7 || kind == 8) && seen[kind] {
			continue
		}
		seen[nal[0]&0x1f] = true
		once = append(append(once, 0, 0, 1), nal...)
	}
	if len(once) >= len(b) {
		t.Fatal("the file sends its parameter sets only once")
	}
	src, err := clip.New(clip.Options{FS: fstest.MapFS{"f": {Data: once}}, Paths: []string{"f"}, Once: true})
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	for {
		f, err := src.Next()
		if err != nil {
			break
		}
		if f.KeyFrame {
			keys++
		}
		if sps := bytes.Contains(f.Data, []byte{0, 0, 0, 1, 0x67}); sps != f.KeyFrame {
			t.Errorf("frame at %v: key frame %v, parameter sets %v", f.PTS, f.KeyFrame, sps)
		}
	}
	if keys != 3 {
		t.Errorf("%d key frames, want 3", keys)
	}
}

func TestFrameRateOfTheCaller(t *testing.T) {
	src, err := clip.New(clip.Options{Paths: []string{"testdata/slices.h264"}, FrameRate: 50})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := src.Length(), 500*time.Millisecond; got != want {
		t.Errorf("25 frames at 50 a second last %v, want %v", got, want)
	}
	if _, err := clip.New(clip.Options{Paths: []string{"testdata/slices.h264"}, FrameRate: -1}); !errors.Is(err, clip.ErrUnsupported) {
		t.Errorf("a negative rate gives %v", err)
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	files := fstest.MapFS{
		"empty":     {},
		"text":      {Data: []byte("hello, this is no video")},
		"ivf-head":  {Data: []byte("DKIF\x00\x00")},
		"ivf-codec": {Data: append([]byte("DKIF\x00\x00\x20\x00H264"), make([]byte, 40)...)},
		"no-sps":    {Data: []byte("\x00\x00\x00\x01\x65\x88\x80\x00\x00\x01")},
		"only-ebml": {Data: []byte("\x1a\x45\xdf\xa3\x80")},
	}
	for _, name := range []string{"aac.mkv", "aac.mp4", "vorbis.ogg", "bframes.h264", "bframes.mkv"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	for name, want := range map[string]string{
		"missing":      "not exist",
		"empty":        "empty",
		"text":         "ffmpeg -i INPUT",
		"ivf-head":     "cut off",
		"ivf-codec":    "ffmpeg -i INPUT",
		"no-sps":       "no H.264 sequence parameter set",
		"only-ebml":    "no video and no audio",
		"aac.mkv":      "A_AAC",
		"aac.mp4":      "MP4",
		"vorbis.ogg":   "Ogg without Opus",
		"bframes.h264": "-bf 0",
		"bframes.mkv":  "-bf 0",
	} {
		_, err := clip.OpenFS(files, name)
		if !errors.Is(err, clip.ErrUnsupported) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want it to say %q", name, err, want)
		}
	}
	if _, err := clip.OpenFS(files, "missing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
	if _, err := clip.Open(); !errors.Is(err, clip.ErrUnsupported) {
		t.Errorf("no file gives %v", err)
	}
	if _, err := clip.OpenFS(testclip.FS(), "clip.ivf", "clip.h264"); !errors.Is(err, clip.ErrUnsupported) {
		t.Errorf("two videos give %v", err)
	}
}

// TestCutFiles opens every format at many lengths, as a download or a recording that was stopped leaves it.
func TestCutFiles(t *testing.T) {
	for _, name := range []string{"vp9.ivf", "av1.ivf", "slices.h264", "high.mkv", "live.webm"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		opened := 0
		for n := len(b) / 2; n < len(b); n += 37 {
			src, err := clip.OpenFS(fstest.MapFS{"f": {Data: b[:n]}}, "f")
			if err != nil {
				if !errors.Is(err, clip.ErrUnsupported) {
					t.Fatalf("%s cut to %d bytes: %v", name, n, err)
				}
				continue
			}
			opened++
			if _, err := src.Next(); err != nil {
				t.Fatal(err)
			}
		}
		if opened == 0 {
			t.Errorf("%s: no cut file opens", name)
		}
	}
}
