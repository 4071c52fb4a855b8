package frame_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/frame"
	"github.com/casto-network/casto/relay/internal/packet"
)

// sent is a packet with the frame it is of.
type sent struct {
	seq    uint16
	frame  int
	marker bool
	key    bool
	data   []byte
}

// packets cuts the first frames of a clip's video.
func packets(t testing.TB, src *clip.Source, cut rtp.Payloader, frames int) (out []sent, whole [][]byte) {
	t.Helper()
	seq := uint16(65500) // wraps soon
	for i := 0; i < frames; {
		f, err := src.Next()
		if err != nil {
			t.Fatal(err)
		}
		if f.Track != 0 {
			continue
		}
		payloads := cut.Payload(300, f.Data)
		for j, p := range payloads {
			out = append(out, sent{seq, i, j == len(payloads)-1, f.KeyFrame, p})
			seq++
		}
		whole = append(whole, f.Data)
		i++
	}
	return out, whole
}

// build sends packets but those that are lost, and returns the frames that come out, by number.
func build(kind codec.Kind, in []sent, lost func(i int) bool) (map[int]frame.Frame, *frame.Builder) {
	o, b := frame.NewOrder(10*time.Millisecond), frame.NewBuilder(kind)
	now := time.Unix(0, 0)
	out := map[int]frame.Frame{}
	for i, p := range in {
		now = now.Add(time.Millisecond)
		if !lost(i) {
			o.Push(now, packet.Header{Seq: p.seq, Timestamp: uint32(p.frame) * 3000, Marker: p.marker}, p.data)
		}
		for {
			q, gap, ok := o.Pop(now)
			if !ok {
				break
			}
			if f, ok := b.Push(q, gap); ok {
				out[int(uint32(f.Timestamp)/3000)] = f
			}
		}
	}
	return out, b
}

func sources(t testing.TB) map[codec.Kind]func() ([]sent, [][]byte) {
	open := func(cut rtp.Payloader, frames int, open func() (*clip.Source, error)) func() ([]sent, [][]byte) {
		return func() ([]sent, [][]byte) {
			src, err := open()
			if err != nil {
				t.Fatal(err)
			}
			return packets(t, src, cut, frames)
		}
	}
	small := func(name string) func() (*clip.Source, error) {
		return func() (*clip.Source, error) { return clip.OpenFS(os.DirFS("../../clip/testdata"), name) }
	}
	return map[codec.Kind]func() ([]sent, [][]byte){
		codec.VP8:  open(&codecs.VP8Payloader{EnablePictureID: true}, 90, func() (*clip.Source, error) { return clip.OpenFS(testclip.FS(), "clip.ivf") }),
		codec.H264: open(&codecs.H264Payloader{}, 90, func() (*clip.Source, error) { return clip.OpenFS(testclip.FS(), "clip.h264") }),
		codec.VP9:  open(&codecs.VP9Payloader{}, 75, small("vp9.ivf")),
		codec.AV1:  open(&codecs.AV1Payloader{}, 75, small("av1.ivf")),
	}
}

func TestFramesComeBackWhole(t *testing.T) {
	for kind, source := range sources(t) {
		in, whole := source()
		got, b := build(kind, in, func(int) bool { return false })
		if len(got) != len(whole) || !b.Synced() || b.Dropped() != 0 {
			t.Fatalf("%s: %d of %d frames, synced %v, %d dropped", kind.MIME(), len(got), len(whole), b.Synced(), b.Dropped())
		}
		for i, want := range whole {
			if !bytes.Equal(got[i].Data, want) {
				t.Fatalf("%s: frame %d has %d bytes, want %d", kind.MIME(), i, len(got[i].Data), len(want))
			}
		}
	}
}

// TestLossEndsAtTheNextKeyFrame loses each packet in turn. Nothing may come out from its frame on, until the next key frame; what
// comes out must be what was sent.
func TestLossEndsAtTheNextKeyFrame(t *testing.T) {
	for kind, source := range sources(t) {
		in, whole := source()
		for lost := 0; lost < len(in)-1; lost += 1 + len(in)/200 {
			got, _ := build(kind, in, func(i int) bool { return i == lost })
			resumed := false
			for i := range whole {
				f, ok := got[i]
				if i > in[lost].frame && ok && f.KeyFrame {
					resumed = true
				}
				if i < in[lost].frame && !ok {
					t.Fatalf("%s: packet %d of frame %d lost: frame %d is missing", kind.MIME(), lost, in[lost].frame, i)
				}
				if i >= in[lost].frame && !resumed && ok && !(lost == 0) {
					t.Fatalf("%s: packet %d of frame %d lost: frame %d comes out", kind.MIME(), lost, in[lost].frame, i)
				}
				if ok && !bytes.Equal(f.Data, whole[i]) {
					t.Fatalf("%s: packet %d of frame %d lost: frame %d has changed", kind.MIME(), lost, in[lost].frame, i)
				}
			}
			if next := in[lost].frame + 31; next < len(whole) && !resumed {
				t.Fatalf("%s: packet %d of frame %d lost: no frame afterwards", kind.MIME(), lost, in[lost].frame)
			}
		}
	}
}

// FuzzBuilder feeds any packets, in any order, to a Builder of every codec.
func FuzzBuilder(f *testing.F) {
	f.Add([]byte("\x01\x00\x10\x10\x00\x00\x9d\x01\x2a\x10\x00\x10\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for k := codec.Opus; k <= codec.H264; k++ {
			o, build := frame.NewOrder(3*time.Millisecond), frame.NewBuilder(k)
			synced := false
			now := time.Unix(0, 0)
			for rest := b; len(rest) >= 3; {
				n := min(int(rest[2]&0x3f), len(rest)-3)
				h := packet.Header{Seq: uint16(rest[0]), Timestamp: uint32(rest[1] >> 2), Marker: rest[1]&1 != 0}
				o.Push(now, h, rest[3:3+n])
				rest = rest[3+n:]
				now = now.Add(time.Millisecond)
				for {
					p, gap, ok := o.Pop(now)
					if !ok {
						break
					}
					if gap && k != codec.Opus {
						synced = false
					}
					fr, ok := build.Push(p, gap)
					if !ok {
						continue
					}
					synced = synced || fr.KeyFrame
					if !synced || len(fr.Data) == 0 {
						t.Fatalf("%s: %+v comes out without a key frame before it", k.MIME(), fr)
					}
				}
			}
		}
	})
}
