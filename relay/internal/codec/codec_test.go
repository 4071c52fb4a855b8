package codec

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/pion/rtp/codecs"
)

func TestInspect(t *testing.T) {
	pid := func(off, bits int, v uint16) Field { return Field{uint16(off), uint8(bits), v} }
	for _, test := range []struct {
		name string
		kind Kind
		in   []byte
		want Info
	}{
		{"VP8 key frame, bare descriptor", VP8, []byte{0x10, 0x00}, Info{KeyFrame: true}},
		{"VP8 inter frame", VP8, []byte{0x10, 0x01}, Info{}},
		{"VP8 second packet of a key frame", VP8, []byte{0x00, 0x00}, Info{}},
		{"VP8 second partition", VP8, []byte{0x11, 0x00}, Info{}},
		{"VP8 non-reference key frame", VP8, []byte{0x30, 0x00}, Info{KeyFrame: true}},
		{"VP8 7-bit id", VP8, []byte{0x90, 0x80, 0x55, 0x00}, Info{KeyFrame: true, PictureID: pid(2, 7, 0x55)}},
		{"VP8 15-bit id", VP8, []byte{0x90, 0x80, 0x81, 0x02, 0x01}, Info{PictureID: pid(2, 15, 0x102)}},
		{"VP8 all fields", VP8, []byte{0x90, 0xf0, 0x81, 0x02, 0x07, 0x60, 0x00}, Info{
			KeyFrame: true, PictureID: pid(2, 15, 0x102), TL0PicIdx: pid(4, 8, 7), Layer: Layer{Known: true, Temporal: 1, Begin: true, Up: true},
		}},
		{"VP8 second packet of a layer without sync", VP8, []byte{0x80, 0x20, 0x80, 0x00}, Info{Layer: Layer{Known: true, Temporal: 2}}},
		{"VP8 key frame index only", VP8, []byte{0x90, 0x10, 0x9f, 0x00}, Info{KeyFrame: true}},
		{"VP8 cut off before its layer", VP8, []byte{0x90, 0x20}, Info{}},
		{"VP8 cut off", VP8, []byte{0x90, 0x80, 0x81}, Info{}},
		{"VP8 empty", VP8, nil, Info{}},

		{"VP9 key frame", VP9, []byte{0x08, 0x80}, Info{KeyFrame: true}},
		{"VP9 intra-only frame", VP9, []byte{0x08, 0x84}, Info{}},
		{"VP9 existing frame shown", VP9, []byte{0x08, 0x88}, Info{}},
		{"VP9 inter frame", VP9, []byte{0x48, 0x84}, Info{}},
		{"VP9 middle of a frame", VP9, []byte{0x00, 0x80}, Info{}},
		{"VP9 profile 3", VP9, []byte{0x08, 0xb0}, Info{KeyFrame: true}},
		{"VP9 15-bit id and layers", VP9, []byte{0xa8, 0x81, 0x02, 0x00, 0x09, 0x80}, Info{
			KeyFrame: true, PictureID: pid(1, 15, 0x102), TL0PicIdx: pid(4, 8, 9), Layer: Layer{Known: true, Begin: true, Intra: true},
		}},
		{"VP9 end of a switching point", VP9, []byte{0xe4, 0x05, 0x53, 0x09, 0x80}, Info{
			PictureID: pid(1, 7, 5), TL0PicIdx: pid(3, 8, 9), Layer: Layer{Known: true, Spatial: 1, Temporal: 2, End: true, Up: true, Inter: true},
		}},
		{"VP9 upper spatial layer", VP9, []byte{0xa8, 0x05, 0x02, 0x09, 0x80}, Info{
			PictureID: pid(1, 7, 5), TL0PicIdx: pid(3, 8, 9), Layer: Layer{Known: true, Spatial: 1, Begin: true, Intra: true},
		}},
		{"VP9 flexible mode with references", VP9, []byte{0xf8, 0x05, 0x00, 0x07, 0x04, 0x80}, Info{
			PictureID: pid(1, 7, 5), Layer: Layer{Known: true, Begin: true, Diffs: [3]uint8{3, 2}},
		}},
		{"VP9 flexible mode with too many references", VP9, []byte{0xf8, 0x05, 0x00, 0x07, 0x05, 0x03, 0x80}, Info{
			PictureID: pid(1, 7, 5), Layer: Layer{Known: true, Begin: true, Diffs: [3]uint8{3, 2, 1}},
		}},
		{"VP9 flexible mode cut off", VP9, []byte{0xf8, 0x05, 0x00, 0x07}, Info{}},
		{"VP9 scalability structure", VP9, []byte{0x0a, 0x38, 0, 1, 0, 1, 0, 2, 0, 2, 1, 0x04, 1, 0x80}, Info{KeyFrame: true}},
		{"VP9 structure cut off", VP9, []byte{0x0a, 0x38, 0, 1}, Info{}},

		{"AV1 new sequence", AV1, []byte{0x18, 0x0a, 0x01}, Info{KeyFrame: true}},
		{"AV1 sequence header without N", AV1, []byte{0x10, 0x0a, 0x01}, Info{KeyFrame: true}},
		{"AV1 sequence header with a length", AV1, []byte{0x20, 0x02, 0x0a, 0x01}, Info{KeyFrame: true}},
		{"AV1 frame", AV1, []byte{0x10, 0x32, 0x01}, Info{}},
		{"AV1 layers", AV1, []byte{0x10, 0x36, 0x48, 0x01}, Info{Layer: Layer{Known: true, Spatial: 1, Temporal: 2}}},
		{"AV1 layers of the second OBU", AV1, []byte{0x20, 0x02, 0x0a, 0x01, 0x36, 0x48}, Info{
			KeyFrame: true, Layer: Layer{Known: true, Spatial: 1, Temporal: 2},
		}},
		{"AV1 uncounted OBUs", AV1, []byte{0x00, 0x01, 0x10, 0x02, 0x36, 0x20}, Info{Layer: Layer{Known: true, Temporal: 1}}},
		{"AV1 OBU longer than the packet", AV1, []byte{0x00, 0x7f, 0x36, 0x20}, Info{}},
		{"AV1 continuation", AV1, []byte{0x98, 0x0a, 0x01}, Info{}},
		{"AV1 endless length", AV1, []byte{0x20, 0xff, 0xff, 0xff}, Info{}},

		{"H264 IDR", H264, []byte{0x65, 1}, Info{KeyFrame: true}},
		{"H264 slice", H264, []byte{0x61, 1}, Info{}},
		{"H264 SPS", H264, []byte{0x67, 1}, Info{KeyFrame: true}},
		{"H264 STAP-A with SPS", H264, []byte{0x78, 0, 2, 0x67, 1, 0, 1, 0x68}, Info{KeyFrame: true}},
		{"H264 STAP-A with IDR last", H264, []byte{0x78, 0, 1, 0x68, 0, 2, 0x65, 1}, Info{KeyFrame: true}},
		{"H264 STAP-A without", H264, []byte{0x78, 0, 1, 0x68, 0, 2, 0x61, 1}, Info{}},
		{"H264 STAP-A with wrong sizes", H264, []byte{0x78, 0xff, 0xff, 0x61, 0, 0}, Info{}},
		{"H264 FU-A start of IDR", H264, []byte{0x7c, 0x85, 1}, Info{KeyFrame: true}},
		{"H264 FU-A middle of IDR", H264, []byte{0x7c, 0x05, 1}, Info{}},
		{"H264 FU-A cut off", H264, []byte{0x7c}, Info{}},

		{"Opus", Opus, []byte{0x10, 0x00}, Info{}},
		{"unknown codec", Unknown, []byte{0x10, 0x00}, Info{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Inspect(test.kind, test.in); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestPutKeepsWidth(t *testing.T) {
	for _, test := range []struct {
		name string
		f    Field
		v    uint16
		want []byte
	}{
		{"7 bits", Field{1, 7, 0}, 0x1ff, []byte{0, 0x7f, 0}},
		{"15 bits", Field{1, 15, 0}, 0xffff, []byte{0, 0xff, 0xff}},
		{"15 bits, small number", Field{1, 15, 0}, 1, []byte{0, 0x80, 1}},
		{"8 bits", Field{1, 8, 0}, 0x1fe, []byte{0, 0xfe, 0}},
		{"absent", Field{}, 7, []byte{0, 0, 0}},
		{"beyond the payload", Field{2, 15, 0}, 7, []byte{0, 0, 0}},
	} {
		b := make([]byte, 3)
		if test.f.Put(b, test.v); !bytes.Equal(b, test.want) {
			t.Errorf("%s: % x, want % x", test.name, b, test.want)
		}
	}
}

func TestMIMERoundTrip(t *testing.T) {
	for k := Opus; k <= H264; k++ {
		if FromMIME(k.MIME()) != k {
			t.Errorf("%s is not found by its MIME type", k.MIME())
		}
	}
	if FromMIME("video/vp8") != VP8 || FromMIME("video/H265") != Unknown || Unknown.MIME() != "" {
		t.Error("MIME types compare by case, or unknown ones match")
	}
}

// FuzzInspect checks that no payload panics, that fields lie within the payload, that writing a picture id reads back, and
// that Pion's VP8 parser agrees.
func FuzzInspect(f *testing.F) {
	f.Add([]byte{0x90, 0xf0, 0x81, 0x02, 0x07, 0x60, 0x00})
	f.Add([]byte{0x0a, 0x38, 0, 1, 0, 1, 0, 2, 0, 2, 1, 0x04, 1, 0x80})
	f.Add([]byte{0x78, 0, 1, 0x68, 0, 2, 0x65, 1})
	f.Add([]byte{0x20, 0x02, 0x0a, 0x01})
	f.Fuzz(func(t *testing.T, b []byte) {
		for k := Unknown; k <= H264; k++ {
			info := Inspect(k, b)
			for _, field := range []Field{info.PictureID, info.TL0PicIdx} {
				if field.Bits == 0 {
					continue
				}
				if int(field.Offset)+int(field.Bits)/8 > len(b) {
					t.Fatalf("field %+v outside %d bytes", field, len(b))
				}
			}
			if info.PictureID.Bits != 0 {
				c := bytes.Clone(b)
				info.PictureID.Put(c, 0x2a5a)
				if got := Inspect(k, c).PictureID; got.Value != 0x2a5a&info.PictureID.Mask() || got.Bits != info.PictureID.Bits {
					t.Fatalf("picture id reads back as %+v", got)
				}
			}
		}
		H264Units(b, func(nal []byte) {
			if len(nal) == 0 || len(nal) > len(b) {
				t.Fatalf("NAL unit of %d bytes in %d", len(nal), len(b))
			}
		})
		againstPion(t, b)
	})
}

func TestH264Units(t *testing.T) {
	for _, test := range []struct {
		name    string
		payload []byte
		want    string
	}{
		{"whole", []byte{0x65, 1, 2}, "650102 "},
		{"aggregated", []byte{0x78, 0, 2, 0x67, 1, 0, 1, 0x68, 0, 2, 0x65, 3}, "6701 68 6503 "},
		{"aggregated and cut", []byte{0x78, 0, 2, 0x67, 1, 0, 9, 0x68}, "6701 "},
		{"first fragment", []byte{0x7c, 0x85, 9, 9}, "650909 "},
		{"later fragment", []byte{0x7c, 0x05, 9, 9}, ""},
		{"nothing", nil, ""},
	} {
		got := ""
		H264Units(test.payload, func(nal []byte) { got += fmt.Sprintf("%x ", nal) })
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// againstPion compares with Pion's parsers wherever both can read a payload.
func againstPion(t *testing.T, b []byte) {
	t.Helper()
	var vp8 codecs.VP8Packet
	if _, err := vp8.Unmarshal(b); err == nil {
		got := Inspect(VP8, b)
		if got.PictureID.Bits != 0 && got.PictureID.Value != vp8.PictureID {
			t.Fatalf("picture id %d, Pion reads %d", got.PictureID.Value, vp8.PictureID)
		}
		if l := got.Layer; l.Known && (vp8.T != 1 || l.Temporal != vp8.TID || l.Up != (vp8.Y == 1)) {
			t.Fatalf("VP8 layer %+v, Pion reads %+v", l, vp8)
		}
	}
	var vp9 codecs.VP9Packet
	if _, err := vp9.Unmarshal(b); err == nil {
		l := Inspect(VP9, b).Layer
		if !l.Known {
			return
		}
		want := Layer{Known: true, Spatial: vp9.SID, Temporal: vp9.TID, Begin: vp9.B, End: vp9.E, Up: vp9.U, Intra: !vp9.P, Inter: vp9.D}
		copy(want.Diffs[:], vp9.PDiff)
		if l != want {
			t.Fatalf("VP9 layer %+v, Pion reads %+v", l, want)
		}
	}
}
