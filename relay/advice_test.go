package relay

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/negotiate"
)

// payloads makes RTP payloads of an H264 stream: the parameter sets together, slices whole or in fragments of 100 bytes.
func payloads(t *testing.T, clip string) [][]byte {
	t.Helper()
	b, err := os.ReadFile("clip/testdata/" + clip)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	var sets []byte
	for _, nal := range bitstream.SplitAnnexB(b) {
		switch kind := nal[0] & 0x1f; kind {
		case bitstream.NALSPS, bitstream.NALPPS:
			sets = append(append(sets, byte(len(nal)>>8), byte(len(nal))), nal...)
			continue
		case bitstream.NALSlice, bitstream.NALIDR:
		default:
			continue
		}
		if sets != nil {
			out, sets = append(out, append([]byte{0x78}, sets...)), nil
		}
		if len(nal) < 100 {
			out = append(out, nal)
			continue
		}
		for i := 1; i < len(nal); i += 100 {
			start := byte(0)
			if i == 1 {
				start = 0x80
			}
			out = append(out, append([]byte{nal[0]&0xe0 | 28, start | nal[0]&0x1f}, nal[i:min(i+100, len(nal))]...))
		}
	}
	return out
}

func TestAdviceFromTheBitstream(t *testing.T) {
	sps := func(profile byte) []byte { // of x264 at 64x48, with another profile
		for _, p := range payloads(t, "slices.h264") {
			if p[0] == 0x78 {
				p[4] = profile
				return p
			}
		}
		t.Fatal("no parameter sets")
		return nil
	}
	withoutSets := func(list [][]byte) [][]byte {
		var out [][]byte
		for _, p := range list {
			if p[0] != 0x78 {
				out = append(out, p)
			}
		}
		return out
	}
	for _, test := range []struct {
		name    string
		packets [][]byte
		want    advice
		says    string
	}{
		{"no B-frames", payloads(t, "slices.h264"), 0, ""},
		{"B-frames", payloads(t, "bframes.h264"), adviseBFrames, "ffmpeg -bf 0"},
		{"B-frames that only slices tell of", withoutSets(payloads(t, "bframes.h264")), adviseBFrames, "set B-frames to 0"},
		{"baseline", [][]byte{sps(0x42)}, 0, ""},
		{"4:4:4", [][]byte{sps(0x2c)}, adviseProfile, "yuv420p"},
		{"garbage", [][]byte{{0x67}, {0x67, 1}, {0x7c, 0x81}, {0x78, 0xff, 0xff, 1}, {}}, 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var log bytes.Buffer
			s := &Session{log: slog.New(slog.NewTextHandler(&log, nil))}
			u := &upTrack{source: s, codec: negotiate.Codec{Kind: codec.H264}}
			for range 3 {
				for _, p := range test.packets {
					u.inspect(p, codec.Inspect(codec.H264, p).KeyFrame)
				}
			}
			if got := advice(s.advised.stand.Load()); got != test.want {
				t.Errorf("advice %v, want %v", got.sentences(), test.want.sentences())
			}
			want := 0
			if test.want != 0 {
				want = 1
			}
			if n := strings.Count(log.String(), "level=WARN"); n != want || !strings.Contains(log.String(), test.says) {
				t.Errorf("the log has %d warnings, want %d with %q:\n%s", n, want, test.says, &log)
			}
		})
	}
}

func TestLookingIsCheap(t *testing.T) {
	u := &upTrack{source: &Session{log: slog.New(slog.DiscardHandler)}, codec: negotiate.Codec{Kind: codec.H264}}
	slice := []byte{0x41, 0x9a, 0x24, 0x6c, 0x41, 0, 0, 0}
	u.inspect([]byte{0x65, 0x88, 0x84}, true)
	for range slicesToRead {
		u.inspect(slice, false)
	}
	if n := testing.AllocsPerRun(100, func() { u.inspect(slice, false) }); n != 0 {
		t.Errorf("%v allocations a packet between key frames", n)
	}
}
