package rewrite

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/dependency"
	"github.com/casto-network/casto/relay/internal/packet"
)

// What a script does to the packet with a sequence number: forward it, drop it, drop it as the start of a picture, drop it as
// part of the frame dropped before.
type step struct {
	seq uint64
	do  string
}

func play(m *Map[string], script []step) (out []string) {
	for _, s := range script {
		p := vp8(cycle+s.seq, 100+s.seq, uint16(s.seq))
		switch s.do {
		case "forward":
			n, seg, ok := m.Forward("a", p, Style{})
			if !ok {
				out = append(out, "refused")
				continue
			}
			payload := seg.Payload(p.Payload, p.Info, make([]byte, 100))
			out = append(out, fmt.Sprintf("%d/%d", n.Seq-cycle, codec.Inspect(codec.VP8, payload).PictureID.Value))
		default:
			if n, _, ok := m.Drop("a", p, Dropped{Picture: s.do == "picture", Continues: s.do == "continue"}); ok {
				out = append(out, fmt.Sprintf("empty %d", n.Seq-cycle))
			}
		}
	}
	return out
}

func TestDroppedPacketsLeaveNoGap(t *testing.T) {
	for _, test := range []struct {
		name   string
		script []step
		want   []string // number and picture id
	}{
		{"every second", []step{{10, "forward"}, {11, "picture"}, {12, "forward"}, {13, "picture"}, {14, "forward"}},
			[]string{"10/10", "11/11", "12/12"}},
		{"the first ones", []step{{10, "picture"}, {11, "drop"}, {12, "forward"}}, []string{"10/11"}},
		{"picture ids that stay", []step{{10, "forward"}, {11, "drop"}, {12, "forward"}}, []string{"10/10", "11/12"}},
		{"a missing packet keeps its number", []step{{10, "forward"}, {12, "forward"}, {13, "drop"}, {14, "forward"}, {11, "forward"}},
			[]string{"10/10", "12/12", "13/14", "11/11"}},
		{"missing before a dropped one", []step{{10, "forward"}, {12, "drop"}, {13, "forward"}, {11, "forward"}},
			[]string{"10/10", "12/13", "11/11"}},
		{"it turns out to be dropped", []step{{10, "forward"}, {12, "drop"}, {13, "forward"}, {11, "drop"}},
			[]string{"10/10", "12/13", "empty 11"}},
		{"missing within a dropped frame", []step{{10, "forward"}, {11, "drop"}, {13, "continue"}, {14, "forward"}, {12, "drop"}},
			[]string{"10/10", "11/14"}},
		{"missing between two dropped frames", []step{{10, "forward"}, {11, "drop"}, {13, "drop"}, {14, "forward"}, {12, "drop"}},
			[]string{"10/10", "12/14", "empty 11"}},
		{"late, but of a dropped run", []step{{10, "forward"}, {11, "drop"}, {12, "forward"}, {11, "forward"}},
			[]string{"10/10", "11/12", "refused"}},
		{"missing at the end", []step{{10, "forward"}, {12, "drop"}, {11, "drop"}, {13, "forward"}},
			[]string{"10/10", "empty 11", "12/13"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var m Map[string]
			m.Begin("a", start(vp8(cycle+10, 110, 10), 0))
			if got := play(&m, test.script); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestStyleLastsWithItsRun(t *testing.T) {
	var m Map[string]
	m.Begin("a", start(vp8(cycle, 1, 1), 0))
	low, high := Style{Top: 1, Targets: 1}, Style{Top: 3, Targets: 7}
	for i, style := range []Style{low, low, {}, high, low} {
		if _, seg, ok := m.Forward("a", vp8(cycle+2*uint64(i), 1, 1), style); !ok || seg.Style != style {
			t.Errorf("packet %d has style %+v, want %+v", i, seg.Style, style)
		}
	}
	for i, want := range []Style{low, low, low, low, {}, {}, high, high, low} {
		o, ok := m.Reverse(uint16(i))
		if !ok || o.Segment.Style != want {
			t.Errorf("packet %d was sent in style %+v, want %+v", i, o.Segment.Style, want)
		}
		if i%2 == 1 { // late
			if _, seg, ok := m.Forward("a", vp8(cycle+uint64(i), 1, 1), high); !ok || seg.Style != want {
				t.Errorf("packet %d comes late in style %+v, want %+v", i, seg.Style, want)
			}
		}
	}
}

func TestFrameNumbersGoOnAcrossASwitch(t *testing.T) {
	var m Map[string]
	m.Begin("a", start(vp8(cycle, 1, 1), 0))
	p := vp8(cycle, 1, 1)
	described := dependency.Descriptor{Number: 77}
	p.Dependency = &described
	m.Forward("a", p, Style{})
	m.Begin("b", Start{Seq: cycle + 900, Timestamp: 5, Elapsed: 1, Frame: 30})
	_, seg, _ := m.Forward("b", vp8(cycle+900, 5, 1), Style{})
	if got := seg.Frame + 30; got != described.Number+1 {
		t.Errorf("frame number %d after %d", got, described.Number)
	}
}

func TestOldRunsAreForgotten(t *testing.T) {
	var m Map[string]
	m.Begin("a", start(vp8(cycle, 0, 0), 0))
	for i := range uint64(1000) {
		m.Forward("a", vp8(cycle+2*i, i, 0), Style{})
		m.Drop("a", vp8(cycle+2*i+1, i, 0), Dropped{})
	}
	for out := range uint64(1000) {
		o, ok := m.Reverse(uint16(out))
		if recent := out > 1000-maxRuns; ok != recent {
			t.Errorf("%d: known %v", out, ok)
		}
		if ok && o.Seq != cycle+2*out {
			t.Errorf("%d was %d, want %d", out, o.Seq-cycle, 2*out)
		}
	}
	if _, _, ok := m.Forward("a", vp8(cycle+2, 0, 0), Style{}); ok {
		t.Error("a packet of a forgotten run has a number")
	}
	if n := testing.AllocsPerRun(100, func() {
		p := m.high + 1
		at := packet.Packet{Seq: p}
		m.Drop("a", &at, Dropped{})
		at.Seq++
		m.Forward("a", &at, Style{Top: 1})
		m.Reverse(uint16(m.Last().Seq))
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzMap switches sources, drops packets and loses some, at will. What it checks: no number is given out twice, each comes back to
// its packet while the history lasts, and to no other.
func FuzzMap(f *testing.F) {
	f.Add([]byte{0, 1, 0, 2, 1, 9, 1, 10, 0, 3, 2, 200})
	f.Add([]byte{0, 1, 0, 2, 9, 9, 1, 10, 8, 3, 2, 200, 0, 4})
	f.Add([]byte{0, 1, 16, 2, 0, 3, 48, 4, 112, 6, 0, 7, 0, 5, 16, 5})
	f.Fuzz(func(t *testing.T, b []byte) {
		var m Map[byte]
		type key struct {
			source byte
			seq    uint64
		}
		given, sent := map[uint64]key{}, map[key]bool{}
		current := byte(255)
		for ; len(b) >= 2; b = b[2:] {
			source, seq := b[0]%4, cycle+uint64(b[1])
			p := vp8(seq, seq*10, uint16(b[1]))
			if source != current {
				at := start(p, uint64(b[1]))
				at.Broken = b[0]&8 != 0
				m.Begin(source, at)
				current = source
			}
			k := key{source, seq}
			if sent[k] {
				continue
			}
			before := m.Last()
			var n Numbers
			var seg Segment
			var ok bool
			drop := b[0]&16 != 0
			if drop {
				sent[k] = true
				n, seg, ok = m.Drop(source, p, Dropped{Picture: b[0]&32 != 0, Continues: b[0]&64 != 0})
			} else {
				n, seg, ok = m.Forward(source, p, Style{Top: b[0] >> 7})
			}
			if !ok {
				continue
			}
			sent[k] = true
			if other, twice := given[n.Seq]; twice {
				t.Fatalf("number %d for %v and %v", n.Seq, other, k)
			}
			given[n.Seq] = k
			if m.Last().Seq < before.Seq {
				t.Fatal("last fell")
			}
			if o, ok := m.Reverse(uint16(n.Seq)); ok && (o.Source != source || o.Seq != seq || o.Empty != drop || o.Timestamp(p) != n.Timestamp || o.Segment != seg) {
				t.Fatalf("%v was sent as %+v, which comes back as %+v", k, n, o)
			}
			out := seg.Payload(p.Payload, p.Info, make([]byte, 16))
			if len(out) != len(p.Payload) || !bytes.Equal(out[5:], p.Payload[5:]) {
				t.Fatal("payload beyond the picture numbers changed")
			}
		}
		for n, k := range given {
			if o, ok := m.Reverse(uint16(n)); ok && (o.Source != k.source || o.Seq != k.seq) {
				t.Fatalf("%v was sent as %d, which comes back as %+v", k, n, o)
			}
		}
	})
}
