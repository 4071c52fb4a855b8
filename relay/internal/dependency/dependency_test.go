package dependency

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

// frame is a template as a test writes it: indications as letters, one for each target.
type frame struct {
	spatial, temporal uint8
	dtis              string
	diffs, chains     []uint16
}

// describe writes a descriptor that attaches a structure (AV1 RTP specification, A.8.2), for a frame of template number.
func describe(offset, id uint8, number uint16, targets int, protectedBy []uint8, frames []frame) []byte {
	var w writer
	w.bits(3, 2)
	w.bits(uint32(id), 6)
	w.bits(uint32(number), 16)
	w.bits(0b10000, 5)
	w.bits(uint32(offset), 6)
	w.bits(uint32(targets-1), 5)
	for i, f := range frames[1:] {
		switch before := frames[i]; {
		case f.spatial != before.spatial:
			w.bits(2, 2)
		case f.temporal != before.temporal:
			w.bits(1, 2)
		default:
			w.bits(0, 2)
		}
	}
	w.bits(3, 2)
	for _, f := range frames {
		for _, c := range f.dtis {
			w.bits(uint32(bytes.IndexRune([]byte("-DSR"), c)), 2)
		}
	}
	for _, f := range frames {
		for _, d := range f.diffs {
			w.bits(1<<4|uint32(d-1), 5)
		}
		w.bits(0, 1)
	}
	chains := 0
	for _, c := range protectedBy {
		chains = max(chains, int(c)+1)
	}
	w.below(uint32(chains), uint32(targets)+1)
	for _, c := range protectedBy {
		w.below(uint32(c), uint32(chains))
	}
	for _, f := range frames {
		for _, d := range f.chains {
			w.bits(uint32(d), 4)
		}
	}
	w.bits(0, 1)
	return w.b
}

// below writes ns(n).
func (w *writer) below(v, n uint32) {
	size := 0
	for x := n; x != 0; x >>= 1 {
		size++
	}
	if m := uint32(1)<<size - n; v < m {
		w.bits(v, size-1)
	} else {
		w.bits(v+m, size)
	}
}

// threeRates is L1T3: one picture size, three frame rates.
func threeRates(offset uint8, number uint16) []byte {
	return describe(offset, offset, number, 3, []uint8{0, 0, 0}, []frame{
		{0, 0, "SSS", nil, []uint16{0}},
		{0, 0, "SSS", []uint16{4}, []uint16{4}},
		{0, 1, "-DS", []uint16{2}, []uint16{2}},
		{0, 2, "--D", []uint16{1}, []uint16{1}},
		{0, 2, "--D", []uint16{1}, []uint16{3}},
	})
}

// keyedSizes is L2T1_KEY: the upper size refers to the lower at key frames only.
func keyedSizes() []byte {
	return describe(0, 0, 1, 2, []uint8{0, 1}, []frame{
		{0, 0, "SS", nil, []uint16{0, 0}},
		{0, 0, "S-", []uint16{2}, []uint16{2, 1}},
		{1, 0, "-S", []uint16{1}, []uint16{1, 1}},
		{1, 0, "-S", []uint16{2}, []uint16{1, 2}},
	})
}

func letters(d Descriptor) (s string) {
	for i := range d.Structure.Targets() {
		s += string("-DSR"[d.Indication(i)])
	}
	return s
}

func TestDescriptorsFollowTheirTemplates(t *testing.T) {
	var p Parser
	for _, test := range []struct {
		name string
		in   []byte
		want string
	}{
		{"before the structure", []byte{0xc5, 0, 9}, "malformed dependency descriptor"},
		{"too short", []byte{0xc5, 0}, "malformed dependency descriptor"},
		{"structure", threeRates(4, 10), "true true 10 S0T0 SSS [] [0] 111"},
		{"by a template", []byte{0x86, 0, 11}, "true false 11 S0T1 -DS [2] [2] 111"},
		{"no such template", []byte{0x89, 0, 11}, "malformed dependency descriptor"},
		{"ids go round", []byte{0x83, 0, 11}, "malformed dependency descriptor"},
		{"mask", []byte{0x45, 0, 12, 0b01000_011}, "false true 12 S0T0 SSS [4] [4] 11"},
		{"mask lasts", []byte{0x47, 0, 13}, "false true 13 S0T2 --D [1] [1] 11"},
		{"a late packet has no say", []byte{0x45, 0, 11, 0b01000_100}, "false true 11 S0T0 SSS [4] [4] 100"},
		{"mask lasts on", []byte{0x47, 0, 13}, "false true 13 S0T2 --D [1] [1] 11"},
		{"custom indications", []byte{0x45, 0, 14, 0b00100_000, 0b1000_0000}, "false true 14 S0T0 -D- [4] [4] 11"},
		{"custom differences", []byte{0x45, 0, 14, 0b00010_010, 0b011_10_000, 0b10010_000}, "false true 14 S0T0 SSS [4 19] [4] 11"},
		{"custom chains", []byte{0x45, 0, 14, 0b00001_111, 0b11111_000}, "false true 14 S0T0 SSS [4] [255] 11"},
		{"custom chains cut off", []byte{0x45, 0, 14, 0b00001_111}, "malformed dependency descriptor"},
		{"the structure again", threeRates(4, 10), "true true 10 S0T0 SSS [] [0] 111"},
		{"mask lasts through it", []byte{0x47, 0, 15}, "false true 15 S0T2 --D [1] [1] 11"},
		{"another structure", threeRates(60, 20), "true true 20 S0T0 SSS [] [0] 111"},
		{"ids go round after all", []byte{0xc0, 0, 21}, "true true 21 S0T2 --D [1] [3] 111"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := p.Parse(test.in)
			got := fmt.Sprint(err)
			if err == nil {
				got = fmt.Sprintf("%v %v %d S%dT%d %s %v %v %b", d.Begin, d.End, d.Number, d.Spatial, d.Temporal, letters(d), d.FrameDiffs, d.ChainDiffs, d.Active)
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTargetsAndWhatTheyHold(t *testing.T) {
	for _, test := range []struct {
		name   string
		in     []byte
		covers []uint32
		// the target for layers up to S0T0, S0T1, S0T3, S1T0, S3T3
		targets []int
	}{
		{"three rates", threeRates(0, 1), []uint32{0b1, 0b11, 0b111}, []int{0, 1, 2, 0, 2}},
		{"keyed sizes", keyedSizes(), []uint32{0b1, 0b10}, []int{0, 0, 0, 1, 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var p Parser
			d, err := p.Parse(test.in)
			if err != nil {
				t.Fatal(err)
			}
			var covers []uint32
			for i := range d.Structure.Targets() {
				covers = append(covers, d.Structure.Covers(i))
			}
			if !slices.Equal(covers, test.covers) {
				t.Errorf("covers %b, want %b", covers, test.covers)
			}
			var targets []int
			for _, l := range []at{{0, 0}, {0, 1}, {0, 3}, {1, 0}, {3, 3}} {
				targets = append(targets, d.Structure.Target(l.spatial, l.temporal, d.Active))
			}
			if !slices.Equal(targets, test.targets) {
				t.Errorf("targets %v, want %v", targets, test.targets)
			}
			if got := d.Structure.Target(0, 0, 0b10); got != 1 {
				t.Errorf("with target 1 active only: %d", got)
			}
			if got := d.Structure.Target(0, 0, 0); got != -1 {
				t.Errorf("with none active: %d", got)
			}
		})
	}
}

func TestAnnouncedTargetsReadBack(t *testing.T) {
	var p Parser
	for _, in := range [][]byte{
		threeRates(4, 10), {0x86, 0, 11}, {0x45, 0, 12, 0b01000_011}, {0x45, 0, 14, 0b00100_000, 0b1000_0000},
	} {
		d, err := p.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		for active := range uint32(8) {
			q := p
			out := d.Announce(nil, in, active)
			got, err := q.Parse(out)
			if err != nil || got.Active != active || letters(got) != letters(d) || got.Number != d.Number || got.Attached != d.Attached ||
				!slices.Equal(got.FrameDiffs, d.FrameDiffs) {
				t.Errorf("% x with %b reads back as %+v, %v", in, active, got, err)
			}
			if Renumber(out, 0xabcd); out[1] != 0xab || out[2] != 0xcd {
				t.Errorf("number is % x", out[1:3])
			}
		}
	}
}

// FuzzParse checks that no descriptor panics, that what is announced reads back, and that all else stays as it was.
func FuzzParse(f *testing.F) {
	f.Add(threeRates(4, 10), []byte{0x86, 0, 11}, uint32(1))
	f.Add(keyedSizes(), []byte{0x41, 0, 12, 0b01000_010}, uint32(2))
	f.Add(threeRates(4, 10), []byte{0x45, 0, 14, 0b00010_010, 0b011_10_000, 0b10010_000}, uint32(3))
	f.Fuzz(func(t *testing.T, first, second []byte, active uint32) {
		var p Parser
		for _, b := range [][]byte{first, second} {
			before := p
			d, err := p.Parse(b)
			if err != nil {
				continue
			}
			s := d.Structure
			for i := range s.Targets() {
				if s.Covers(i)>>i&1 == 0 {
					t.Fatalf("target %d does not hold itself", i)
				}
			}
			if i := s.Target(0, 0, d.Active); i >= s.Targets() {
				t.Fatalf("target %d of %d", i, s.Targets())
			}
			got, err := before.Parse(d.Announce(nil, b, active&s.All()))
			if err != nil || got.Active != active&s.All() || got.indications != d.indications ||
				!slices.Equal(got.FrameDiffs, d.FrameDiffs) || !slices.Equal(got.ChainDiffs, d.ChainDiffs) {
				t.Fatalf("% x reads back as %+v, %v, was %+v", b, got, err, d)
			}
		}
	})
}
