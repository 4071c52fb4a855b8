package bitstream_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

// FuzzInspect reads any bytes as a frame of every codec.
func FuzzInspect(f *testing.F) {
	for _, name := range []string{"vp9.ivf", "av1.ivf"} {
		for _, frame := range ivf(f, name)[:2] {
			f.Add(frame)
		}
	}
	if b, err := os.ReadFile(clips + "slices.h264"); err == nil {
		f.Add(b[:600])
	}
	f.Add([]byte{0x10, 0, 0, 0x9d, 1, 0x2a, 16, 0, 16, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		for k := codec.Unknown; k <= codec.H264; k++ {
			info, err := bitstream.Inspect(k, b)
			if err == nil && len(b) == 0 {
				t.Errorf("%s: an empty frame is good", k.MIME())
			}
			if err != nil && info != (bitstream.Info{}) || info.Width < 0 || info.Height < 0 || info.Width > 65536 || info.Height > 65536 {
				t.Errorf("%s: %+v, %v", k.MIME(), info, err)
			}
		}
		if d, err := bitstream.OpusDuration(b); (err == nil) != (d > 0) {
			t.Errorf("Opus packet of %v, %v", d, err)
		}
		if record, err := bitstream.AV1Config(b); err == nil && len(record) < 6 {
			t.Errorf("AV1 record %x", record)
		}
		if plain, err := bitstream.WithoutDelimiters(b); err == nil {
			if again, err := bitstream.WithoutDelimiters(plain); err != nil || !bytes.Equal(plain, again) {
				t.Errorf("delimiters are left: %v", err)
			}
		}
	})
}

// FuzzH264 splits and parses any bytes as an H264 stream, and as a configuration record.
func FuzzH264(f *testing.F) {
	if b, err := os.ReadFile(clips + "slices.h264"); err == nil {
		f.Add(b[:600], uint8(4))
	}
	if b, err := os.ReadFile(clips + "bframes.h264"); err == nil {
		f.Add(b[:600], uint8(1))
	}
	f.Add([]byte{1, 0x42, 0xc0, 0x1f, 0xff, 0xe1, 0, 1, 0x67, 1, 0, 1, 0x68}, uint8(2))
	f.Fuzz(func(t *testing.T, b []byte, size uint8) {
		nals := bitstream.SplitAnnexB(b)
		total := 0
		for _, nal := range nals {
			total += len(nal) + 3
			if len(nal) == 0 || nal[len(nal)-1] == 0 || bytes.Contains(nal, []byte{0, 0, 1}) {
				t.Fatalf("NAL unit %x", nal)
			}
			if sps, err := bitstream.ParseSPS(nal); err == nil && (sps.Width <= 0 || sps.Height <= 0 || sps.FrameRate < 0 || len(sps.ProfileLevelID) != 6) {
				t.Errorf("parameter set %+v", sps)
			}
			_, _ = bitstream.ParseSlice(nal)
		}
		if total > len(b) {
			t.Errorf("%d bytes of NAL units in %d", total, len(b))
		}
		if avc, err := bitstream.SplitAVC(b, int(size%4)+1); err == nil && size%4 == 3 {
			if again, err := bitstream.SplitAVC(bitstream.JoinAVC(avc...), 4); err != nil || len(again) != len(avc) {
				t.Errorf("%d NAL units lead back to %d, %v", len(avc), len(again), err)
			}
		}
		if sets, n, err := bitstream.ParseAVCConfig(b); err == nil && (n < 1 || n > 4 || len(sets) > 31+255) {
			t.Errorf("%d sets, lengths of %d bytes", len(sets), n)
		}
	})
}
