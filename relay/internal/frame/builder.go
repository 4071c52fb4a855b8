package frame

import (
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

// maxFrame bounds a frame: no encoder for live video makes one of this size.
const maxFrame = 8 << 20

// Frame is a whole encoded frame, as package bitstream reads it.
type Frame struct {
	Data      []byte
	Timestamp uint64 // extended RTP timestamp
	bitstream.Info
}

// Builder makes frames of one stream's packets. It yields only frames that a decoder can use: complete, and with every
// frame since the last key frame before them.
type Builder struct {
	kind codec.Kind
	unit rtp.Depacketizer // of a video codec

	data      []byte
	timestamp uint64
	open      bool // data holds the beginning of the frame of timestamp
	broken    bool // the frame of timestamp has lost packets
	synced    bool // nothing has been missed since the last key frame

	dropped uint64
}

// NewBuilder returns a Builder of codec k, which must be Opus, VP8, VP9, AV1 or H264.
func NewBuilder(k codec.Kind) *Builder {
	b := &Builder{kind: k}
	b.reset()
	return b
}

// reset drops what was begun, in the depacketizer too.
func (b *Builder) reset() {
	b.data, b.open = nil, false
	switch b.kind {
	case codec.VP8:
		b.unit = &codecs.VP8Packet{}
	case codec.VP9:
		b.unit = &codecs.VP9Packet{}
	case codec.AV1:
		b.unit = &codecs.AV1Depacketizer{}
	case codec.H264:
		b.unit = &codecs.H264Packet{}
	}
}

// Push takes the next packet that Order.Pop returned, and returns the frame that it completes.
func (b *Builder) Push(p Packet, gap bool) (f Frame, ok bool) {
	if b.unit == nil {
		return b.audio(p)
	}
	if gap {
		b.lose(p.Timestamp)
	}
	if p.Timestamp != b.timestamp {
		if b.open { // its last packet had no marker
			f, ok = b.finish()
		}
		b.reset()
		b.timestamp, b.broken = p.Timestamp, gap && !b.startsFrame(p)
	}
	if len(p.Payload) == 0 || b.broken {
		return f, ok
	}
	data, err := b.unit.Unmarshal(p.Payload)
	if err != nil || len(b.data)+len(data) > maxFrame {
		b.lose(p.Timestamp)
		b.broken = true
		return f, ok
	}
	b.open = true
	b.data = append(b.data, data...)
	if p.Marker && !ok {
		return b.finish()
	}
	return f, ok
}

// Synced says whether the frames since the last key frame are complete; if not, only a key frame helps.
func (b *Builder) Synced() bool { return b.synced || b.unit == nil }

// Dropped returns the number of frames that were incomplete, or of no use without an earlier one.
func (b *Builder) Dropped() uint64 { return b.dropped }

// lose notes that packets are missing before one of the given timestamp.
func (b *Builder) lose(timestamp uint64) {
	b.synced = false
	if b.open || timestamp == b.timestamp {
		b.dropped++
		b.broken = true
	}
	b.reset()
}

// startsFrame says whether a packet after a gap is the first of its frame. It may say so wrongly: finish trusts only key
// frames after a gap.
func (b *Builder) startsFrame(p Packet) bool {
	head, ok := b.unit.(interface{ IsPartitionHead([]byte) bool })
	return !ok || head.IsPartitionHead(p.Payload)
}

// finish returns the open frame if it is of use.
func (b *Builder) finish() (Frame, bool) {
	f := Frame{Data: b.data, Timestamp: b.timestamp}
	b.reset()
	if len(f.Data) == 0 {
		return Frame{}, false
	}
	info, err := bitstream.Inspect(b.kind, f.Data)
	if err != nil || !info.KeyFrame && !b.synced {
		b.dropped++
		b.synced = false
		return Frame{}, false
	}
	f.Info = info
	b.synced = true
	return f, true
}

// audio makes each packet a frame. What is malformed was not Opus.
func (b *Builder) audio(p Packet) (Frame, bool) {
	if len(p.Payload) == 0 {
		return Frame{}, false
	}
	if b.kind == codec.Opus {
		if _, err := bitstream.OpusDuration(p.Payload); err != nil {
			b.dropped++
			return Frame{}, false
		}
	}
	return Frame{Data: p.Payload, Timestamp: p.Timestamp, Info: bitstream.Info{KeyFrame: true}}, true
}
