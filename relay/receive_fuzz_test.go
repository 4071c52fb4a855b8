package relay

import (
	"log/slog"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/negotiate"
)

// received is an up track of a bench's layer without a peer behind it.
func (b *bench) received(kind codec.Kind) *upTrack {
	c := negotiate.Codec{Kind: kind, MIME: kind.MIME(), ClockRate: 90000, PayloadType: 96, RTX: 97}
	u := &upTrack{
		layer: b.layer, stream: b.stream, codec: c, hold: hold, transportID: 3,
		source: &Session{role: RolePublisher, st: b.stream, arrivals: newArrivals(), log: slog.New(slog.DiscardHandler)},
	}
	u.flush = time.AfterFunc(time.Hour, func() {})
	u.poll = time.AfterFunc(time.Hour, func() {})
	return u
}

// FuzzReceive gives a publisher's decrypted packets, whatever they are, to the whole packet path, and a viewer's RTCP after them: what the
// viewer is sent has numbers without a repetition.
func FuzzReceive(f *testing.F) {
	video := func(pt byte, seq byte, payload ...byte) []byte {
		return append([]byte{byte(12 + len(payload)), 0x80, pt, 0, seq, 0, 0, 0, seq, 0, 0, 0, 1}, payload...)
	}
	many := func(packets ...[]byte) (out []byte) {
		for _, p := range packets {
			out = append(out, p...)
		}
		return out
	}
	nack := []byte{0x81, 205, 0, 3, 0, 0, 0, 9, 0, 0, 0, 1, 0, 1, 0xff, 0xff}
	f.Add(byte(codec.VP8), many(video(96, 1, 0x10, 0, 0x9d, 1, 0x2a), video(96, 2, 0x10, 1), video(97, 3, 0, 1, 0x10, 1)), nack)
	f.Add(byte(codec.H264), many(video(96, 1, 0x67, 0x42, 0xc0, 0x1f, 0xda), video(96, 2, 0x7c, 0x85, 1, 2), video(96, 9, 0x41, 0x9a)), nack)
	f.Add(byte(codec.VP9), many(video(96, 200, 0x8a, 0x80, 1), video(96, 1, 0x8a, 0x80, 2)), []byte{0x81, 206, 0, 2, 0, 0, 0, 9, 0, 0, 0, 1})
	f.Add(byte(codec.AV1), many(video(96, 1, 0x18, 0x0a, 1), video(224, 2, 0x10)), nack)
	f.Fuzz(func(t *testing.T, kind byte, packets, compound []byte) {
		b := newBench(t, 1)
		b.shard.serve(b.now)
		u := b.received(codec.Kind(kind % 6))
		defer u.end()
		seen := map[uint64]bool{}
		for now := b.now; len(packets) > 1; now = now.Add(time.Millisecond) {
			n := min(int(packets[0]), len(packets)-1)
			u.receive(packets[1:1+n], now)
			packets = packets[1+n:]
			before := b.out.packets
			b.shard.serve(now)
			if b.out.packets != before+1 {
				continue
			}
			if seen[b.out.last.seq] {
				t.Fatalf("number %d is sent twice", b.out.last.seq)
			}
			seen[b.out.last.seq] = true
		}
		b.viewers[0].feedback(compound, nil, b.now)
		b.shard.serve(b.now.Add(time.Second))
	})
}
