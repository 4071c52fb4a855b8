package rewrite

import (
	"testing"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/packet"
)

const cycle = 1 << 16

func vp8(seq, ts uint64, pic uint16) *packet.Packet {
	return &packet.Packet{
		Seq: seq, Timestamp: ts,
		Payload: []byte{0x90, 0xc0, 0x80 | byte(pic>>8), byte(pic), byte(pic), 0},
		Info: codec.Info{
			PictureID: codec.Field{Offset: 2, Bits: 15, Value: pic},
			TL0PicIdx: codec.Field{Offset: 4, Bits: 8, Value: pic & 0xff},
		},
	}
}

func start(p *packet.Packet, elapsed uint64) Start {
	return Start{Seq: p.Seq, Timestamp: p.Timestamp, Elapsed: elapsed, Info: p.Info}
}

func TestFirstSegmentKeepsTheSourcesNumbers(t *testing.T) {
	var m Map[string]
	m.Begin("a", start(vp8(cycle+65534, 1<<32, 7), 0))
	for i := range uint64(5) {
		p := vp8(cycle+65534+i, 1<<32+i, 7)
		n, seg, ok := m.Forward("a", p, Style{})
		if !ok || n.Seq != p.Seq || n.Timestamp != p.Timestamp {
			t.Errorf("packet %d becomes %+v, %v", i, n, ok)
		}
		if got := seg.Payload(p.Payload, p.Info, make([]byte, 100)); &got[0] != &p.Payload[0] {
			t.Error("payload was copied without need")
		}
	}
	if _, _, ok := m.Forward("a", vp8(cycle+65533, 1, 6), Style{}); ok {
		t.Error("packet from before the join has a number")
	}
	if _, _, ok := m.Forward("b", vp8(cycle+65535, 1, 6), Style{}); ok {
		t.Error("packet of another source has a number")
	}
}

// The receiver had part of a frame when its source was changed: it shall not take the next frame for the rest.
func TestBrokenFrameLeavesAGapThatNothingFills(t *testing.T) {
	var m Map[string]
	send := func(source string, p *packet.Packet) (uint64, codec.Info, bool) {
		n, seg, ok := m.Forward(source, p, Style{})
		return n.Seq, codec.Inspect(codec.VP8, seg.Payload(p.Payload, p.Info, make([]byte, 100))), ok
	}
	m.Begin("a", start(vp8(cycle+10, 1000, 7), 0))
	send("a", vp8(cycle+10, 1000, 7))
	next := start(vp8(cycle+900, 9000, 50), 3000)
	next.Broken = true
	m.Begin("b", next)
	seq, info, ok := send("b", vp8(cycle+900, 9000, 50))
	if !ok || seq != cycle+12 || info.PictureID.Value != 8 || info.TL0PicIdx.Value != 8 {
		t.Errorf("after %d comes %d, picture %d, %d", cycle+10, seq, info.PictureID.Value, info.TL0PicIdx.Value)
	}
	if o, ok := m.Reverse(11); ok {
		t.Errorf("the number left out is %+v", o)
	}
	if seq, _, ok := send("a", vp8(cycle+11, 1000, 7)); ok {
		t.Errorf("the rest of the frame comes late as %d", seq)
	}
	if o, ok := m.Reverse(10); !ok || o.Source != "a" || o.Seq != cycle+10 {
		t.Errorf("10 was %+v, %v", o, ok)
	}
	if o, ok := m.Reverse(12); !ok || o.Source != "b" || o.Seq != cycle+900 {
		t.Errorf("12 was %+v, %v", o, ok)
	}
}

// Every switch is at a wrap of something: sequence number, timestamp, picture id, TL0PICIDX.
func TestSwitchIsContinuous(t *testing.T) {
	var m Map[string]
	m.Begin("a", start(vp8(cycle+65533, 1<<33-10, 0x7ffe), 0))
	var last Numbers
	send := func(source string, p *packet.Packet) (Numbers, []byte) {
		t.Helper()
		n, seg, ok := m.Forward(source, p, Style{})
		if !ok {
			t.Fatalf("%s %d refused", source, p.Seq)
		}
		last = n
		return n, seg.Payload(p.Payload, p.Info, make([]byte, 100))
	}
	send("a", vp8(cycle+65533, 1<<33-10, 0x7ffe))
	send("a", vp8(cycle+65535, 1<<33-10, 0x7ffe)) // 65534 is missing
	before := last

	b := vp8(cycle+100, 5000, 0x0003)
	m.Begin("b", start(b, 3000))
	n, payload := send("b", b)
	if n.Seq != before.Seq+1 || n.Timestamp != before.Timestamp+3000 {
		t.Errorf("after %+v comes %+v", before, n)
	}
	if got := codec.Inspect(codec.VP8, payload); got.PictureID.Value != 0x7fff || got.TL0PicIdx.Value != 0xff {
		t.Errorf("picture numbers %x, %x, want 7fff, ff", got.PictureID.Value, got.TL0PicIdx.Value)
	}
	if b.Info.PictureID.Value != 3 || b.Payload[3] != 3 {
		t.Error("the ring's packet was changed")
	}
	_, payload = send("b", vp8(cycle+101, 8000, 0x0004))
	if got := codec.Inspect(codec.VP8, payload).PictureID.Value; got != 0 {
		t.Errorf("picture id %x after 7fff, want 0", got)
	}

	// Late packets: one of the old source still has its number, one of the new from before the switch has none.
	if n, _, ok := m.Forward("a", vp8(cycle+65534, 1<<33-10, 0x7ffe), Style{}); !ok || n.Seq != cycle+65534 {
		t.Errorf("late packet of the source before: %+v, %v", n, ok)
	}
	if _, _, ok := m.Forward("a", vp8(cycle+65536, 1<<33, 0x7fff), Style{}); ok {
		t.Error("number given out twice")
	}
	if _, _, ok := m.Forward("b", vp8(cycle+99, 4000, 2), Style{}); ok {
		t.Error("packet of the new source from before the switch has a number")
	}
	if m.Last().Seq != before.Seq+2 {
		t.Errorf("last %+v", m.Last())
	}

	// Elapsed time is at least one tick.
	c := vp8(cycle, 0, 0)
	m.Begin("c", start(c, 0))
	at := m.Last().Timestamp
	if n, _ := send("c", c); n.Timestamp != at+1 {
		t.Errorf("timestamp %d, want %d", n.Timestamp, at+1)
	}
}

func TestThePastIsShownInHaste(t *testing.T) {
	var m Map[string]
	first, live := vp8(cycle+10, 90000, 1), uint64(90000+2*90000)
	m.Begin("a", Start{Seq: first.Seq, Timestamp: first.Timestamp, Live: live, Info: first.Info})
	last := uint64(0)
	for i := range uint64(90) {
		ts := 90000 + i*3000
		n, _, ok := m.Forward("a", vp8(cycle+10+i, ts, 1), Style{})
		if !ok || n.Timestamp <= last {
			t.Fatalf("frame %d: %+v after %d, %v", i, n, last, ok)
		}
		if ts >= live && n.Timestamp != ts {
			t.Errorf("live frame %d becomes %d", ts, n.Timestamp)
		}
		if ts < live && live-n.Timestamp > 2*90000/Haste {
			t.Errorf("past frame %d is shown %d ticks before the present", ts, live-n.Timestamp)
		}
		if o, ok := m.Reverse(uint16(n.Seq)); !ok || o.Timestamp(vp8(cycle+10+i, ts, 1)) != n.Timestamp {
			t.Errorf("frame %d is resent with another timestamp", i)
		}
		last = n.Timestamp
	}

	// The same after a switch: three seconds have passed from the last frame to the present of b.
	first = vp8(cycle+500, 1000, 1)
	m.Begin("b", Start{Seq: first.Seq, Timestamp: first.Timestamp, Live: 1000 + 90000, Elapsed: 3 * 90000, Info: first.Info})
	n, _, _ := m.Forward("b", first, Style{})
	if want := last + 3*90000 - 90000/Haste; n.Timestamp != want {
		t.Errorf("first frame of b at %d, want %d", n.Timestamp, want)
	}
	if n, _, _ := m.Forward("b", vp8(cycle+501, 91000, 1), Style{}); n.Timestamp != last+3*90000 {
		t.Errorf("present of b at %d, want %d", n.Timestamp, last+3*90000)
	}
	// A past longer than the time elapsed still comes after what was sent.
	at := m.Last().Timestamp
	first = vp8(cycle, 0, 1)
	m.Begin("c", Start{Seq: first.Seq, Timestamp: 0, Live: 90000 * 3, Elapsed: 10, Info: first.Info})
	if n, _, _ := m.Forward("c", first, Style{}); n.Timestamp != at+1 {
		t.Errorf("first frame of c at %d, want %d", n.Timestamp, at+1)
	}
}

func TestReverseFindsTheOrigin(t *testing.T) {
	var m Map[string]
	m.Begin("a", start(vp8(cycle+65530, 100, 1), 0))
	for i := range uint64(6) {
		m.Forward("a", vp8(cycle+65530+i, 100, 1), Style{})
	}
	b := vp8(cycle+5, 9000, 1)
	m.Begin("b", start(b, 50))
	for i := range uint64(4) {
		m.Forward("b", vp8(cycle+5+i, 9000, 1), Style{})
	}
	for _, test := range []struct {
		seq    uint16
		source string
		origin uint64
		ok     bool
	}{
		{65535, "a", cycle + 65535, true},
		{65530, "a", cycle + 65530, true},
		{0, "b", cycle + 5, true},
		{3, "b", cycle + 8, true},
		{4, "", 0, false}, // never sent
		{65000, "", 0, false},
	} {
		o, ok := m.Reverse(test.seq)
		if ok != test.ok || o.Source != test.source || o.Seq != test.origin {
			t.Errorf("Reverse(%d) = %s %d, %v, want %s %d, %v", test.seq, o.Source, o.Seq, ok, test.source, test.origin, test.ok)
		}
		if ok && uint16(o.Numbers.Seq) != test.seq {
			t.Errorf("Reverse(%d) says it was sent as %d", test.seq, o.Numbers.Seq)
		}
	}
	if o, _ := m.Reverse(0); o.Timestamp(b) != 150 {
		t.Errorf("timestamp %d, want 150", o.Timestamp(b))
	}
	if got := m.Shift() + 9000; got != 150 {
		t.Errorf("shift takes 9000 to %d, want 150", got)
	}
}

func TestEmptyMapKnowsNothing(t *testing.T) {
	var m Map[int]
	if _, ok := m.Reverse(0); ok || m.Shift() != 0 {
		t.Error("empty map gives numbers")
	}
}
