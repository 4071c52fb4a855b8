package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/record"
)

// play writes what a clip yields until the given time to a new file, from the given time on.
func play(t *testing.T, w *record.Writer, from, to time.Duration, files ...string) {
	t.Helper()
	src, err := open(files...)
	if err != nil {
		t.Fatal(err)
	}
	tracks := src.Tracks()
	for {
		f, err := src.Next()
		if err != nil {
			t.Fatal(err)
		}
		if f.PTS >= to {
			return
		}
		if f.PTS < from {
			continue
		}
		frame := record.Frame{MIME: tracks[f.Track].MIME, Data: f.Data, PTS: f.PTS, KeyFrame: f.KeyFrame, Channels: tracks[f.Track].Channels}
		if err := w.WriteFrame(frame); err != nil {
			t.Fatal(err)
		}
	}
}

// open opens files of the test clip, or small ones of package clip's tests.
func open(files ...string) (*clip.Source, error) {
	if _, err := fs.Stat(testclip.FS(), files[0]); err == nil {
		return clip.OpenFS(testclip.FS(), files...)
	}
	return clip.OpenFS(os.DirFS("../clip/testdata"), files...)
}

func create(t *testing.T, name string) (*record.Writer, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	w, err := record.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w, path
}

// needFFmpeg skips the test where ffmpeg is missing, unless CASTO_REQUIRE_FFMPEG=1.
func needFFmpeg(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CASTO_REQUIRE_FFMPEG") == "1" {
				t.Fatalf("%s is required and not installed", tool)
			}
			t.Skipf("%s is not installed: whether it can play the file is not tested", tool)
		}
	}
}

// probe is what ffprobe says of a file.
type probe struct {
	Streams []struct {
		Codec    string `json:"codec_name"`
		Type     string `json:"codec_type"`
		Profile  string `json:"profile"`
		Width    int    `json:"width"`
		Height   int    `json:"height"`
		Channels int    `json:"channels"`
		Frames   string `json:"nb_read_frames"`
	} `json:"streams"`
	Format struct {
		Name     string `json:"format_name"`
		Duration string `json:"duration"`
	} `json:"format"`
}

// decode has ffmpeg decode the whole file, which must give no complaint, and returns what ffprobe counts.
func decode(t *testing.T, path string) probe {
	t.Helper()
	cmd := exec.Command("ffmpeg", "-v", "error", "-xerror", "-err_detect", "explode", "-i", path, "-f", "null", "-")
	if out, err := cmd.CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Fatalf("ffmpeg cannot decode the file: %v\n%s", err, out)
	}
	cmd = exec.Command("ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", path)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var p probe
	if err := json.Unmarshal(out, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFilesDecodeInFFmpeg(t *testing.T) {
	needFFmpeg(t)
	for _, c := range []struct {
		name, file string
		from, to   time.Duration
		clip       []string
		want       string // codec:frames of each stream, in order
		seconds    float64
	}{
		{"VP8 and Opus", "a.webm", 0, 5 * time.Second, []string{"clip.webm"}, "vp8:150 opus:249", 5},
		{"joined in the middle", "a.webm", 2500 * time.Millisecond, 5 * time.Second, []string{"clip.webm"}, "vp8:60 opus:99", 2},
		{"over the loop's seam", "a.webm", 9 * time.Second, 12 * time.Second, []string{"clip.webm"}, "vp8:90 opus:149", 3},
		{"video alone", "a.webm", 0, 2 * time.Second, []string{"clip.ivf"}, "vp8:60", 2},
		{"audio alone", "a.webm", 0, 5 * time.Second, []string{"clip.ogg"}, "opus:250", 5},
		{"little audio alone", "a.webm", 0, time.Second, []string{"clip.ogg"}, "opus:50", 1},
		{"H264 and Opus", "a.mkv", 0, 3 * time.Second, []string{"clip.h264", "clip.ogg"}, "h264:90 opus:150", 3},
		{"VP9", "a.webm", 0, 2 * time.Second, []string{"vp9.ivf"}, "vp9:50", 2},
		{"AV1", "a.webm", 0, 2 * time.Second, []string{"av1.ivf"}, "av1:50", 2},
		{"H264 High", "a.mkv", 0, 2 * time.Second, []string{"high.mkv"}, "h264:50 opus:99", 2},
		{"H264 with four slices a picture", "a.mkv", 0, 2 * time.Second, []string{"slices.h264"}, "h264:50", 2},
		{"VP8 in Matroska", "a.mkv", 0, 2 * time.Second, []string{"clip.webm"}, "vp8:60 opus:99", 2},
	} {
		// clip.webm begins with an audio packet 7 ms before the first picture, which is dropped.
		t.Run(c.name, func(t *testing.T) {
			w, path := create(t, c.file)
			play(t, w, c.from, c.to, c.clip...)
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			p := decode(t, path)
			var got []string
			for _, s := range p.Streams {
				got = append(got, s.Codec+":"+s.Frames)
				width, height := 640, 360
				if !strings.HasPrefix(c.clip[0], "clip.") {
					width, height = 64, 48
				}
				if s.Type == "video" && (s.Width != width || s.Height != height) {
					t.Errorf("picture is %dx%d, want %dx%d", s.Width, s.Height, width, height)
				}
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("streams are %q, want %q", got, c.want)
			}
			seconds, err := strconv.ParseFloat(p.Format.Duration, 64)
			if err != nil || seconds < c.seconds-0.03 || seconds > c.seconds+0.03 {
				t.Errorf("duration is %q s, want about %v", p.Format.Duration, c.seconds)
			}
		})
	}
}

func TestUnfinishedFileDecodes(t *testing.T) {
	needFFmpeg(t)
	for _, cut := range []int64{0, 1, 5000} { // bytes that a crash lost at the end
		w, path := create(t, "crash.webm")
		play(t, w, 0, 5*time.Second, "clip.webm")
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		crashed := filepath.Join(t.TempDir(), "crashed.webm")
		if err := os.WriteFile(crashed, b[:int64(len(b))-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", crashed)
		out, _ := cmd.Output() // a cut block is an error to ffprobe; the frames before it count
		frames, err := strconv.Atoi(strings.Trim(string(out), "\n,"))
		if err != nil || frames < 85 {
			t.Errorf("with %d bytes cut: %q frames decoded of 150 recorded, want 85 at least", cut, out)
		}
	}
}

// TestRecordedFileIsAClip reads back what was written, with our own reader.
func TestRecordedFileIsAClip(t *testing.T) {
	for name, files := range map[string][]string{"a.webm": {"clip.ivf", "clip.ogg"}, "a.mkv": {"clip.h264", "clip.ogg"}} {
		w, path := create(t, name)
		play(t, w, 0, 3*time.Second, files...)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want, err := open(files...)
		if err != nil {
			t.Fatal(err)
		}
		got, err := clip.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 200 {
			a, _ := want.Next()
			b, _ := got.Next()
			if a.Track != b.Track || a.KeyFrame != b.KeyFrame || !bytes.Equal(a.Data, b.Data) || (a.PTS-b.PTS).Abs() > 2*time.Millisecond {
				t.Fatalf("%s: frame %d is track %d at %v with %d bytes, want track %d at %v with %d bytes",
					name, i, b.Track, b.PTS, len(b.Data), a.Track, a.PTS, len(a.Data))
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	key := []byte{0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0}
	for _, c := range []struct {
		name   string
		frames []record.Frame
		want   error
	}{
		{"H264 in WebM", []record.Frame{{MIME: "video/H264", Data: key, KeyFrame: true}}, record.ErrUnsupported},
		{"unknown codec", []record.Frame{{MIME: "audio/PCMU", Data: key}}, record.ErrUnsupported},
		{"codec changes", []record.Frame{{MIME: "video/VP8", Data: key, KeyFrame: true}, {MIME: "video/VP9", Data: key, PTS: 1, KeyFrame: true}}, record.ErrUnsupported},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, _ := create(t, "a.webm")
			var err error
			for _, f := range c.frames {
				err = w.WriteFrame(f)
			}
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if again := w.WriteFrame(record.Frame{MIME: "audio/opus", Data: []byte{0xfc}}); again == nil || again.Error() != err.Error() {
				t.Errorf("the next frame gives %v, want the same error", again)
			}
		})
	}
	if _, err := record.Create(filepath.Join(t.TempDir(), "a.mp4")); !errors.Is(err, record.ErrUnsupported) {
		t.Errorf("an MP4 gives %v", err)
	}
	_, path := create(t, "a.webm")
	if _, err := record.Create(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file that exists gives %v", err)
	}
}

func TestEmptyRecordingLeavesNoFile(t *testing.T) {
	w, path := create(t, "a.webm")
	if err := w.WriteFrame(record.Frame{MIME: "video/VP8", Data: []byte{1, 0, 0}}); err != nil { // no key frame
		t.Fatal(err)
	}
	if err := w.Close(); !errors.Is(err, record.ErrEmpty) {
		t.Errorf("Close gives %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file: %v", err)
	}
	if err := w.WriteFrame(record.Frame{MIME: "audio/opus", Data: []byte{0xfc}}); !errors.Is(err, record.ErrClosed) {
		t.Errorf("a frame after Close gives %v", err)
	}
}
