package packet

import (
	"sync"
	"testing"

	"github.com/casto-network/casto/relay/internal/codec"
)

func ring(t testing.TB, size int) *Ring {
	t.Helper()
	r, err := NewRing(size)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func put(r *Ring, seq, ts uint64, key bool) bool {
	return r.Put(&Packet{Seq: seq, Timestamp: ts, Info: codec.Info{KeyFrame: key}})
}

func TestRingRefusesSizesThatAreNoPowerOfTwo(t *testing.T) {
	for _, size := range []int{-4, 0, 1, 3, 100} {
		if _, err := NewRing(size); err == nil {
			t.Errorf("NewRing(%d) succeeds", size)
		}
	}
}

func TestRingKeepsOrderOfArrivalAndFindsByNumber(t *testing.T) {
	r := ring(t, 8)
	const base = 1<<16 + 65534
	for _, seq := range []uint64{base, base + 2, base + 1, base + 3} {
		if !put(r, seq, 1, false) {
			t.Fatalf("packet %d refused", seq)
		}
	}
	for pos, want := range []uint64{base, base + 2, base + 1, base + 3} {
		if p := r.At(uint64(pos)); p == nil || p.Seq != want {
			t.Errorf("At(%d) = %+v, want seq %d", pos, p, want)
		}
		if p := r.Find(want); p == nil || p.Seq != want {
			t.Errorf("Find(%d) = %+v", want, p)
		}
	}
	if r.At(4) != nil || r.Find(base+4) != nil || r.Find(base-8) != nil {
		t.Error("found what was never put")
	}
	if put(r, base+1, 1, false) {
		t.Error("duplicate accepted")
	}
	if r.Head() != 4 || r.Last().Seq != base+3 {
		t.Errorf("head %d, last %d", r.Head(), r.Last().Seq)
	}
}

func TestRingOverwritesTheOldest(t *testing.T) {
	r := ring(t, 8)
	for seq := uint64(100); seq < 120; seq++ {
		put(r, seq, seq, false)
	}
	if got := r.Tail(); got != 12 {
		t.Errorf("tail %d, want 12", got)
	}
	if r.At(11) != nil || r.Find(111) != nil {
		t.Error("overwritten packet still there")
	}
	if p := r.At(12); p == nil || p.Seq != 112 {
		t.Errorf("oldest is %+v", p)
	}
	if put(r, 105, 105, false) {
		t.Error("packet older than the ring accepted")
	}
}

func TestRingFindsKeyFrames(t *testing.T) {
	type in struct {
		seq, ts uint64
		key     bool
	}
	for _, test := range []struct {
		name string
		in   []in
		want KeyFrame
		ok   bool
	}{
		{"none", []in{{1, 1, false}, {2, 2, false}}, KeyFrame{}, false},
		{"first packet shows it", []in{{1, 1, false}, {2, 2, true}, {3, 2, false}}, KeyFrame{Position: 1, Seq: 2, Timestamp: 2}, true},
		{"later packet shows it", []in{{1, 1, false}, {2, 2, false}, {3, 2, true}}, KeyFrame{Position: 1, Seq: 2, Timestamp: 2}, true},
		{"first packet comes second", []in{{1, 1, false}, {3, 2, false}, {2, 2, true}}, KeyFrame{Position: 1, Seq: 2, Timestamp: 2}, true},
		{"first packet is lost", []in{{1, 1, false}, {3, 2, true}}, KeyFrame{Position: 1, Seq: 2, Timestamp: 2}, true},
		{
			"proof retransmitted after the next frame began",
			[]in{{1, 1, false}, {3, 2, false}, {4, 3, false}, {2, 2, true}},
			KeyFrame{Position: 1, Seq: 2, Timestamp: 2}, true,
		},
		{"latest counts", []in{{1, 1, true}, {2, 2, false}, {3, 3, true}}, KeyFrame{Position: 2, Seq: 3, Timestamp: 3}, true},
		{
			"older proof does not hide a newer key frame",
			[]in{{1, 1, false}, {3, 2, false}, {4, 3, true}, {2, 2, true}},
			KeyFrame{Position: 2, Seq: 4, Timestamp: 3}, true,
		},
		{"timestamps restart", []in{{1, 900, false}, {2, 5, true}}, KeyFrame{Position: 1, Seq: 2, Timestamp: 5}, true},
		{"overwritten", []in{
			{1, 1, true}, {2, 2, false}, {3, 3, false}, {4, 4, false}, {5, 5, false}, {6, 6, false}, {7, 7, false},
			{8, 8, false}, {9, 9, false},
		}, KeyFrame{}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := ring(t, 8)
			for _, p := range test.in {
				put(r, p.seq+1<<16, p.ts, p.key)
			}
			want := test.want
			if test.ok {
				want.Seq += 1 << 16
			}
			if got, ok := r.Key(); ok != test.ok || got != want {
				t.Errorf("got %+v, %v, want %+v, %v", got, ok, want, test.ok)
			}
		})
	}
}

// Readers at full speed see every packet once and in order, or notice that they were overtaken.
func TestRingReadersNeverSeeAWrongPacket(t *testing.T) {
	const total = 20000
	r := ring(t, 64)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for cursor := uint64(0); cursor < total; {
				if cursor >= r.Head() {
					continue
				}
				p := r.At(cursor)
				if p == nil {
					cursor = max(cursor+1, r.Tail())
					continue
				}
				if p.Position != cursor || p.Seq != 1<<16+cursor {
					t.Errorf("position %d holds %d", cursor, p.Seq)
					return
				}
				cursor++
			}
		})
	}
	for i := range uint64(total) {
		put(r, 1<<16+i, i/4, i%40 == 0)
	}
	wg.Wait()
}

func FuzzRing(f *testing.F) {
	f.Add([]byte{1, 0, 2, 1, 3, 0, 2, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		r := ring(t, 16)
		for ; len(b) >= 2; b = b[2:] {
			seq := uint64(1<<16) + uint64(b[0])
			if put(r, seq, uint64(b[0])/4, b[1]&1 == 1) {
				if p := r.At(r.Head() - 1); p == nil || p.Seq != seq {
					t.Fatal("newest is not at the head")
				}
				if p := r.Find(seq); p == nil || p.Seq != seq {
					t.Fatal("stored but not found")
				}
			}
			if k, ok := r.Key(); ok && r.At(k.Position) == nil {
				t.Fatal("key frame is not in the ring")
			}
		}
	})
}
