package packet

import "testing"

func TestSequenceExtends(t *testing.T) {
	const c = 1 << 16
	for _, test := range []struct {
		name string
		in   []uint16
		want []uint64 // zero: not accepted
	}{
		{"in order", []uint16{5, 6, 7}, []uint64{c + 5, c + 6, c + 7}},
		{"over the wrap", []uint16{65534, 65535, 0, 1}, []uint64{c + 65534, c + 65535, 2 * c, 2*c + 1}},
		{"late after the wrap", []uint16{65535, 0, 65534}, []uint64{c + 65535, 2 * c, c + 65534}},
		{"before the first", []uint16{0, 65535}, []uint64{c, c - 1}},
		{"gap", []uint16{10, 3010}, []uint64{c + 10, c + 3010}},
		{"stray", []uint16{10, 30000, 11}, []uint64{c + 10, 0, c + 11}},
		{"two unrelated strays", []uint16{10, 30000, 20000, 11}, []uint64{c + 10, 0, 0, c + 11}},
		{"restart ahead", []uint16{10, 30000, 30001, 30002}, []uint64{c + 10, 0, c + 30001, c + 30002}},
		{"restart behind goes on upwards", []uint16{30000, 10, 11, 12}, []uint64{c + 30000, 0, 2*c + 11, 2*c + 12}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var s Sequence
			for i, v := range test.in {
				before := s.Highest()
				got, ok := s.Extend(v)
				if ok != (test.want[i] != 0) || got != test.want[i] {
					t.Errorf("Extend(%d) = %d, %v, want %d", v, got, ok, test.want[i])
				}
				if restarted := ok && Restarted(before, got); restarted && i != 2 {
					t.Errorf("restart seen at packet %d", i)
				}
			}
		})
	}
}

func FuzzSequence(f *testing.F) {
	f.Add([]byte{255, 254, 255, 255, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		var s Sequence
		for ; len(b) >= 2; b = b[2:] {
			v, before := uint16(b[0])<<8|uint16(b[1]), s.Highest()
			ext, ok := s.Extend(v)
			if s.Highest() < before {
				t.Fatal("highest fell")
			}
			if ok && uint16(ext) != v {
				t.Fatalf("Extend(%d) = %d", v, ext)
			}
			if !ok && s.Highest() != before {
				t.Fatal("a stray moved the highest")
			}
		}
	})
}

func TestTimestampsExtend(t *testing.T) {
	var ts Timestamps
	for i, step := range []struct {
		in   uint32
		want uint64
	}{
		{1<<32 - 1, 1<<33 - 1}, {0, 1 << 33}, {1<<32 - 2, 1<<33 - 2}, {3000, 1<<33 + 3000},
	} {
		if got := ts.Extend(step.in); got != step.want {
			t.Errorf("step %d: Extend(%d) = %d, want %d", i, step.in, got, step.want)
		}
	}
	if got, want := ts.Restart(5), uint64(3<<32+5); got != want {
		t.Errorf("Restart(5) = %d, want %d: upwards", got, want)
	}
}

func TestNear(t *testing.T) {
	for _, test := range []struct{ got, want uint64 }{
		{Near16(1<<16|65535, 1), 2<<16 | 1},
		{Near16(2<<16|1, 65535), 1<<16 | 65535},
		{Near16(1<<16|100, 100), 1<<16 | 100},
		{Near32(1<<32|0xffffffff, 1), 2<<32 | 1},
		{Near32(2<<32|1, 0xffffffff), 1<<32 | 0xffffffff},
	} {
		if test.got != test.want {
			t.Errorf("got %d, want %d", test.got, test.want)
		}
	}
}
