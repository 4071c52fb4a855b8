package clip_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/casto-network/casto/relay/clip"
)

// FuzzOpen opens any bytes as a file. What opens must play: over the seam of the loop, in time.
func FuzzOpen(f *testing.F) {
	files, err := filepath.Glob("testdata/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		src, err := clip.OpenFS(fstest.MapFS{"f": {Data: b}}, "f")
		if err != nil {
			if !errors.Is(err, clip.ErrUnsupported) {
				t.Errorf("got %v", err)
			}
			return
		}
		if src.Length() <= 0 {
			t.Fatalf("length is %v", src.Length())
		}
		tracks := src.Tracks()
		last := make([]time.Duration, len(tracks))
		for i := range last {
			last[i] = -1
		}
		for range 2000 {
			f, err := src.Next()
			if err != nil {
				t.Fatal(err)
			}
			if f.PTS <= last[f.Track] || len(f.Data) == 0 || f.Duration <= 0 {
				t.Fatalf("track %d: a frame at %v of %d bytes for %v, after %v", f.Track, f.PTS, len(f.Data), f.Duration, last[f.Track])
			}
			if last[f.Track] < 0 && !f.KeyFrame {
				t.Fatalf("track %d begins without a key frame", f.Track)
			}
			last[f.Track] = f.PTS
		}
	})
}
