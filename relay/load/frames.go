package load

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
)

const (
	videoClock    = 90000
	width, height = 1280, 720
	// firstSeq makes the sequence numbers wrap early in a run.
	firstSeq = 65000
)

// synthetic makes frames up. It belongs to the publisher's goroutine.
type synthetic struct {
	s      Synthetic
	frame  uint32
	number uint64
	key    time.Duration // PTS of the last key frame
	bufs   [][]byte
	stamps []stamp
	next0  int // of stamps: the next payload that is sent
}

func newSynthetic(s Synthetic) *synthetic {
	f := &synthetic{s: s}
	random := rand.New(rand.NewPCG(1, 2))
	for range max(s.Packets, s.KeyPackets) {
		b := make([]byte, s.PayloadSize)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		f.bufs = append(f.bufs, b)
	}
	return f
}

func (f *synthetic) tracks() []clip.Track {
	return []clip.Track{{MIME: clip.MIMEVP8, Width: width, Height: height, ClockRate: videoClock}}
}

func (f *synthetic) next(key bool) (packets, error) {
	interval := time.Duration(float64(time.Second) / f.s.FrameRate)
	pts := time.Duration(float64(f.frame) * float64(time.Second) / f.s.FrameRate)
	key = key || f.frame == 0 || pts-f.key >= f.s.KeyFrames-interval/2-interval/2
	n := f.s.Packets
	if key {
		f.key, n = pts, f.s.KeyPackets
	}
	p := packets{pts: pts, timestamp: uint32(uint64(pts/time.Millisecond) * videoClock / 1000), payloads: f.bufs[:n], video: true}
	if f.s.Paced {
		p.paced = interval / time.Duration(n)
	}
	f.stamps, f.next0 = f.stamps[:0], 0
	for i, b := range p.payloads {
		vp8Head(b, i == 0, key)
		f.number++
		f.stamps = append(f.stamps, stamp{number: f.number, frame: f.frame, index: uint16(i), count: uint16(n)})
	}
	f.frame++
	return p, nil
}

func (f *synthetic) sending(payload []byte, now time.Time) {
	s := f.stamps[f.next0]
	f.next0++
	s.sent = now
	s.put(payload)
}

// vp8Head writes the payload descriptor of RFC 7741 and, where a frame begins, the frame header of RFC 6386, section 9.1.
func vp8Head(b []byte, start, key bool) {
	b[0] = 0x00
	if !start {
		return
	}
	b[0], b[1] = 0x10, 0x11 // no key frame, version 0, shown
	if key {
		b[1] = 0x10
		copy(b[4:], []byte{0x9d, 0x01, 0x2a, width & 0xff, width >> 8, height & 0xff, height >> 8})
	}
}

// clipFrames are a clip's. The clock of its packets is kept by how they end.
type clipFrames struct {
	source   client.Source
	cut      []rtp.Payloader
	clocks   []uint32
	mu       sync.Mutex // guards ends
	ends     map[end]time.Time
	has      []clip.Track
	recently []end
}

// endSize is how much of the end of a payload is enough to know it again.
const endSize = 24

// maxRemembered bounds the packets whose clock is kept: some seconds at any rate that is published here.
const maxRemembered = 20_000

type end [endSize]byte

func newClipFrames(source client.Source) (*clipFrames, error) {
	f := &clipFrames{source: source, has: source.Tracks(), ends: map[end]time.Time{}}
	for _, t := range f.has {
		f.clocks = append(f.clocks, t.ClockRate)
		switch t.MIME {
		case clip.MIMEVP8:
			f.cut = append(f.cut, &codecs.VP8Payloader{EnablePictureID: true})
		case clip.MIMEVP9:
			f.cut = append(f.cut, &codecs.VP9Payloader{})
		case clip.MIMEAV1:
			f.cut = append(f.cut, &codecs.AV1Payloader{})
		case clip.MIMEH264:
			f.cut = append(f.cut, &codecs.H264Payloader{})
		case clip.MIMEOpus:
			f.cut = append(f.cut, &codecs.OpusPayloader{})
		default:
			return nil, fmt.Errorf("%q cannot be sent", t.MIME)
		}
	}
	return f, nil
}

func (f *clipFrames) tracks() []clip.Track { return f.has }

func (f *clipFrames) next(bool) (packets, error) {
	const payloadSize = 1140
	frame, err := f.source.Next()
	if err != nil {
		return packets{}, err
	}
	clock := uint64(f.clocks[frame.Track])
	ticks := uint64(frame.PTS/time.Second)*clock + uint64(frame.PTS%time.Second)*clock/uint64(time.Second)
	return packets{track: frame.Track, pts: frame.PTS, timestamp: uint32(ticks), payloads: f.cut[frame.Track].Payload(payloadSize, frame.Data),
		video: f.has[frame.Track].Video()}, nil
}

func (f *clipFrames) sending(payload []byte, now time.Time) {
	e, ok := endOf(payload)
	if !ok {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ends[e] = now
	if f.recently = append(f.recently, e); len(f.recently) > maxRemembered {
		if old := f.recently[0]; now.Sub(f.ends[old]) > time.Second {
			delete(f.ends, old)
		}
		f.recently = f.recently[1:]
	}
}

// sent returns when a payload was sent.
func (f *clipFrames) sent(payload []byte) (time.Time, bool) {
	e, ok := endOf(payload)
	if !ok {
		return time.Time{}, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	t, ok := f.ends[e]
	return t, ok
}

func endOf(payload []byte) (e end, ok bool) {
	if len(payload) < endSize+8 {
		return e, false
	}
	copy(e[:], payload[len(payload)-endSize:])
	return e, true
}
