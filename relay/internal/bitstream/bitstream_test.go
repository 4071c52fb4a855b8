package bitstream_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

const clips = "../../clip/testdata/"

// ivf returns the frames of an IVF file.
func ivf(t testing.TB, name string) (frames [][]byte) {
	t.Helper()
	b, err := os.ReadFile(clips + name)
	if err != nil {
		t.Fatal(err)
	}
	for b = b[32:]; len(b) > 12; {
		n := int(b[0]) | int(b[1])<<8 | int(b[2])<<16
		frames = append(frames, b[12:12+n])
		b = b[12+n:]
	}
	return frames
}

func TestInspectEncodersOutput(t *testing.T) {
	for name, kind := range map[string]codec.Kind{"vp9.ivf": codec.VP9, "av1.ivf": codec.AV1} {
		var keys []int
		for i, f := range ivf(t, name) {
			info, err := bitstream.Inspect(kind, f)
			if err != nil {
				t.Fatalf("%s, frame %d: %v", name, i, err)
			}
			if !info.KeyFrame {
				continue
			}
			keys = append(keys, i)
			if info.Width != 64 || info.Height != 48 {
				t.Errorf("%s, frame %d: %dx%d, want 64x48", name, i, info.Width, info.Height)
			}
		}
		if want := []int{0, 10, 20}; !slices.Equal(keys, want) {
			t.Errorf("%s: key frames %v, want %v", name, keys, want)
		}
	}
}

func TestInspectVP8(t *testing.T) {
	for _, c := range []struct {
		name, frame string
		want        bitstream.Info
		bad         bool
	}{
		{"key frame", "1000009d012a80026801", bitstream.Info{KeyFrame: true, Width: 640, Height: 360}, false},
		{"scaled key frame", "1000009d012a8042688100", bitstream.Info{KeyFrame: true, Width: 640, Height: 360}, false},
		{"inter frame", "110000", bitstream.Info{}, false},
		{"no start code", "1000009d012b80026801", bitstream.Info{}, true},
		{"short key frame", "1000009d012a8002", bitstream.Info{}, true},
		{"short", "11", bitstream.Info{}, true},
		{"empty", "", bitstream.Info{}, true},
	} {
		b, err := hex.DecodeString(c.frame)
		if err != nil {
			t.Fatal(err)
		}
		got, err := bitstream.Inspect(codec.VP8, b)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got, err, c.want)
		}
	}
}

func TestH264Stream(t *testing.T) {
	b, err := os.ReadFile(clips + "slices.h264")
	if err != nil {
		t.Fatal(err)
	}
	nals := bitstream.SplitAnnexB(b)
	pictures, keys := 0, 0
	for _, nal := range nals {
		switch kind := nal[0] & 0x1f; kind {
		case bitstream.NALSPS:
			sps, err := bitstream.ParseSPS(nal)
			want := bitstream.SPS{ProfileLevelID: "42c00a", Width: 64, Height: 48, FrameRate: 25, Reorder: 0}
			if err != nil || sps != want {
				t.Errorf("%+v, %v, want %+v", sps, err, want)
			}
		case bitstream.NALSlice, bitstream.NALIDR:
			head, err := bitstream.ParseSlice(nal)
			if err != nil || head.B {
				t.Errorf("%+v, %v", head, err)
			}
			if head.FirstMacroblock == 0 {
				pictures++
				if kind == bitstream.NALIDR {
					keys++
				}
			}
		}
	}
	if pictures != 25 || keys != 3 {
		t.Errorf("%d pictures, %d of them IDR; want 25 and 3", pictures, keys)
	}
	avc, err := bitstream.SplitAVC(bitstream.JoinAVC(nals...), 4)
	if err != nil || !slices.EqualFunc(avc, nals, bytes.Equal) {
		t.Errorf("lengths before NAL units do not lead back: %v", err)
	}
	if again := bitstream.SplitAnnexB(bitstream.JoinAnnexB(nals...)); !slices.EqualFunc(again, nals, bytes.Equal) {
		t.Error("start codes do not lead back")
	}
}

func TestAVCConfig(t *testing.T) {
	sps, pps := []byte{0x67, 0x42, 0xc0, 0x1f, 1}, []byte{0x68, 2, 3}
	record, err := bitstream.AVCConfig(sps, pps)
	if err != nil {
		t.Fatal(err)
	}
	nals, size, err := bitstream.ParseAVCConfig(record)
	if err != nil || size != 4 || !slices.EqualFunc(nals, [][]byte{sps, pps}, bytes.Equal) {
		t.Errorf("%x, %d, %v", nals, size, err)
	}
	for n := range record {
		if _, _, err := bitstream.ParseAVCConfig(record[:n]); err == nil {
			t.Errorf("a record cut to %d bytes is taken", n)
		}
	}
	if _, err := bitstream.AVCConfig(nil, pps); err == nil {
		t.Error("a record without parameter set is made")
	}
}

// TestAV1Config holds the record against that of ffmpeg's muxer (ffmpeg -i av1.ivf -c copy av1.mkv).
func TestAV1Config(t *testing.T) {
	frame := ivf(t, "av1.ivf")[0]
	record, err := bitstream.AV1Config(frame)
	if err != nil {
		t.Fatal(err)
	}
	if want := "81000c000a0a00000002aff79b5f2008"; hex.EncodeToString(record) != want {
		t.Errorf("record is %x, want %s", record, want)
	}
	plain, err := bitstream.WithoutDelimiters(frame)
	if err != nil || len(plain) != len(frame)-2 || !bytes.Contains(plain, record[4:]) {
		t.Errorf("without its delimiter the unit has %d of %d bytes, %v", len(plain), len(frame), err)
	}
}

func TestOpusDuration(t *testing.T) {
	for _, c := range []struct {
		packet []byte
		want   time.Duration
	}{
		{[]byte{0x00}, 10 * time.Millisecond},              // SILK
		{[]byte{3 << 3}, 60 * time.Millisecond},            // SILK
		{[]byte{13 << 3}, 20 * time.Millisecond},           // hybrid
		{[]byte{16 << 3}, 2500 * time.Microsecond},         // CELT
		{[]byte{31 << 3}, 20 * time.Millisecond},           // CELT
		{[]byte{31<<3 | 1, 0}, 40 * time.Millisecond},      // two frames
		{[]byte{31<<3 | 3, 6, 0}, 120 * time.Millisecond},  // six frames
		{[]byte{31<<3 | 3, 7, 0}, 0},                       // too long
		{[]byte{31<<3 | 3, 0}, 0},                          // no frame
		{[]byte{31<<3 | 3}, 0},                             // no count
		{nil, 0},                                           // nothing
		{[]byte{16<<3 | 3, 48}, 120 * time.Millisecond},    // 48 short frames
		{[]byte{28<<3 | 2, 1, 0}, 5000 * time.Microsecond}, // two frames of unequal size
	} {
		got, err := bitstream.OpusDuration(c.packet)
		if got != c.want || (err != nil) != (c.want == 0) {
			t.Errorf("%x: %v, %v, want %v", c.packet, got, err, c.want)
		}
	}
}

func TestParameterSetsTellOfReordering(t *testing.T) {
	for name, want := range map[string]int{"slices.h264": 0, "bframes.h264": 2} {
		b, err := os.ReadFile(clips + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, nal := range bitstream.SplitAnnexB(b) {
			if nal[0]&0x1f != bitstream.NALSPS {
				continue
			}
			sps, err := bitstream.ParseSPS(nal)
			if err != nil || sps.Reorder != want {
				t.Errorf("%s: %d pictures, %v, want %d", name, sps.Reorder, err, want)
			}
			// The restrictions are the last thing but the trailing bits: without them nothing is known.
			if sps, err := bitstream.ParseSPS(nal[:len(nal)-3]); err == nil && sps.Reorder >= 0 {
				t.Errorf("%s, cut: %d pictures", name, sps.Reorder)
			}
		}
	}
}
