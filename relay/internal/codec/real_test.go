package codec

import (
	"encoding/binary"
	"os"
	"testing"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
)

// ivf returns the frames of an IVF file.
func ivf(t *testing.T, name string) (frames [][]byte) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for b = b[32:]; len(b) >= 12; {
		size := int(binary.LittleEndian.Uint32(b))
		if 12+size > len(b) {
			break // cut off
		}
		frames = append(frames, b[12:12+size])
		b = b[12+size:]
	}
	return frames
}

// Encoders' own frames, cut into packets by Pion: the key frames are found, and where frames begin and end.
func TestRealFrames(t *testing.T) {
	for _, test := range []struct {
		name  string
		kind  Kind
		cut   rtp.Payloader
		files []string
	}{
		{"VP8", VP8, &codecs.VP8Payloader{EnablePictureID: true}, []string{"../../../examples/clip/clip.ivf"}},
		{"VP9", VP9, &codecs.VP9Payloader{}, []string{"../../clip/testdata/vp9.ivf"}},
		{"VP9 flexible", VP9, &codecs.VP9Payloader{FlexibleMode: true}, []string{"../../clip/testdata/vp9.ivf"}},
		{"AV1", AV1, &codecs.AV1Payloader{}, []string{"../../clip/testdata/av1.ivf"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, file := range test.files {
				keys, pictures := 0, map[uint16]bool{}
				frames := ivf(t, file)
				for n, f := range frames {
					packets := test.cut.Payload(400, f)
					for i, p := range packets {
						info := Inspect(test.kind, p)
						if info.KeyFrame {
							keys++
							if i != 0 {
								t.Errorf("%s: frame %d: packet %d is a key frame's first", file, n, i)
							}
						}
						if test.kind != AV1 && info.PictureID.Bits == 0 {
							t.Fatalf("%s: frame %d has no picture id", file, n)
						}
						pictures[info.PictureID.Value] = true
					}
					if n == 0 && (len(packets) == 0 || !Inspect(test.kind, packets[0]).KeyFrame) {
						t.Errorf("%s does not begin with a key frame", file)
					}
				}
				if keys == 0 || keys > len(frames)/2 || test.kind != AV1 && len(pictures) < len(frames)-1 {
					t.Errorf("%s: %d key frames and %d picture ids in %d frames", file, keys, len(pictures), len(frames))
				}
			}
		})
	}
}
