package scalable

import (
	"testing"
	"time"
)

func TestMeterTellsTheRateOfEachChoice(t *testing.T) {
	for name, e := range encoders() {
		t.Run(name, func(t *testing.T) {
			var m Meter
			at := time.Unix(0, 0)
			var r *Rates
			for _, u := range e.units(70) {
				if u.spatial == 0 {
					at = at.Add(time.Second / 32)
				}
				for _, p := range u.packets {
					if got, ok := m.Add(p, at); ok && r == nil {
						r = got
					}
				}
			}
			if r == nil {
				t.Fatal("no rates")
			}
			perUnit := float64(packetsPerUnit * (100 + overhead) * 8)
			for s := range grid {
				for tl := range grid {
					below, share := float64(min(s, e.spatial-1)), 1/float64(int(1)<<max(e.temporal-1-tl, 0))
					want := 32 * perUnit * (below + 1) * share
					if e.keyed && e.described { // the layers below are sent of the one key picture only
						want = 32*perUnit*share + perUnit*below
					}
					if got := float64(r[s][tl]); got < want*0.9 || got > want*1.1 {
						t.Errorf("S%dT%d: %.0f bit/s, want %.0f", s, tl, got, want)
					}
				}
			}
			top := Layers{uint8(e.spatial - 1), uint8(e.temporal - 1)}
			for _, test := range []struct {
				limit Layers
				fits  uint64
				want  Layers
			}{
				{All(), 1 << 40, All()},
				{Layers{0, 0}, 1 << 40, Layers{0, 0}},
				{All(), 1, Layers{}},
				{All(), r.Of(top) - 1, Layers{all, top.Temporal - 1}},
				{Layers{0, all}, r.Of(Layers{0, all}), Layers{0, all}},
			} {
				if e.spatial == 1 && test.want.Spatial == 0 && test.fits != 1 && test.limit == All() {
					test.want.Spatial = all
				}
				got := r.Best(test.limit, func(_ Layers, rate uint64) bool { return rate <= test.fits })
				if got != test.want {
					t.Errorf("within %+v and %d bit/s: %+v, want %+v", test.limit, test.fits, got, test.want)
				}
			}
		})
	}
}
