package scalable

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/dependency"
	"github.com/casto-network/casto/relay/internal/packet"
)

// unit is a frame of a made-up encoder: one spatial layer of one picture.
type unit struct {
	picture, spatial, temporal int
	key                        bool
	refs                       []int // indices of units
	packets                    []*packet.Packet
}

// encoder makes streams of spatial and temporal layers in the pattern T0 T2 T1 T2. In every second period the upper temporal layers
// refer to their own past as well, so that only some pictures are switching points. A key frame comes every keys pictures.
type encoder struct {
	spatial, temporal, keys int
	flexible                bool
	described               bool // by dependency descriptors
	kind                    codec.Kind
}

const packetsPerUnit = 2

func (e encoder) units(pictures int) []unit {
	var units []unit
	latest := map[[2]int]int{} // unit of a spatial and temporal layer
	for n := range pictures {
		since := n % e.keys
		t := min([]int{0, 2, 1, 2}[since%4], e.temporal-1)
		if since%2 == 1 && e.temporal < 3 {
			t = min(1, e.temporal-1)
		}
		if since%4 == 2 && e.temporal < 3 {
			t = 0
		}
		period := since / 4
		for s := range e.spatial {
			u := unit{picture: n, spatial: s, temporal: t, key: since == 0}
			if since > 0 {
				newest := -1 // of the layers below, or of the base layer itself
				for lower := range max(t, 1) {
					if r, ok := latest[[2]int{s, lower}]; ok && units[r].picture >= n-since {
						newest = max(newest, r)
					}
				}
				if newest >= 0 {
					u.refs = append(u.refs, newest)
				}
				if r, ok := latest[[2]int{s, t}]; ok && t > 0 && period%2 == 1 && units[r].picture >= n-since {
					u.refs = append(u.refs, r)
				}
			}
			if s > 0 {
				u.refs = append(u.refs, len(units)-1)
			}
			latest[[2]int{s, t}] = len(units)
			units = append(units, u)
		}
	}
	e.packetize(units)
	return units
}

// up says whether no later unit above u's temporal layer refers behind u's picture to a unit above that layer.
func up(units []unit, i int) bool {
	u := units[i]
	for _, v := range units[i:] {
		if v.key && v.picture > u.picture {
			return true
		}
		for _, r := range v.refs {
			if v.picture > u.picture && v.temporal > u.temporal && units[r].picture < u.picture && units[r].temporal > u.temporal {
				return false
			}
		}
	}
	return true
}

// sync says whether a unit depends on the base temporal layer alone.
func sync(units []unit, i int) bool {
	for _, r := range units[i].refs {
		if units[r].temporal > 0 {
			return false
		}
	}
	return true
}

func (e encoder) packetize(units []unit) {
	seq := uint64(1 << 16)
	var parser dependency.Parser
	for i := range units {
		u := &units[i]
		for k := range packetsPerUnit {
			p := &packet.Packet{Seq: seq, Timestamp: uint64(u.picture+1) * 3000, Payload: make([]byte, 100)}
			seq++
			first, last := k == 0, k == packetsPerUnit-1
			p.Marker = last && u.spatial == e.spatial-1
			p.Info.KeyFrame = u.key && u.spatial == 0 && first
			if e.described {
				d, err := parser.Parse(e.describe(units, i, first, last))
				if err != nil {
					panic(err)
				}
				p.Dependency = &d
			} else {
				p.Info.PictureID = codec.Field{Offset: 2, Bits: 15, Value: uint16(u.picture) & 0x7fff}
				l := codec.Layer{Known: true, Spatial: uint8(u.spatial), Temporal: uint8(u.temporal), Begin: first}
				switch e.kind {
				case codec.VP8:
					l.Up = u.temporal > 0 && sync(units, i)
				case codec.VP9:
					l.End, l.Up = last, up(units, i-u.spatial)
					l.Intra, l.Inter = u.key, u.spatial > 0
					for j, n := 0, 0; j < len(u.refs) && e.flexible; j++ {
						if d := u.picture - units[u.refs[j]].picture; d > 0 {
							l.Diffs[n] = uint8(d)
							n++
						}
					}
				}
				p.Info.Layer = l
			}
			u.packets = append(u.packets, p)
		}
	}
}

// describe writes a dependency descriptor with custom fields: decode target s*temporal+t is everything up to layers s and t.
func (e encoder) describe(units []unit, i int, first, last bool) []byte {
	var b bits
	u := units[i]
	b.put(btoi(first), 1)
	b.put(btoi(last), 1)
	b.put(u.spatial*e.temporal+u.temporal, 6)
	b.put(i, 16)
	attached := u.key && u.spatial == 0 && first
	b.put(btoi(attached), 1)
	b.put(0b0110, 4) // custom indications and differences
	targets := e.spatial * e.temporal
	if attached {
		b.put(0, 6)
		b.put(targets-1, 5)
		for k := range targets {
			switch {
			case k == targets-1:
				b.put(3, 2)
			case k%e.temporal == e.temporal-1:
				b.put(2, 2)
			default:
				b.put(1, 2)
			}
		}
		for k := range targets { // required where present
			for d := range targets {
				b.put(3*btoi(k/e.temporal <= d/e.temporal && k%e.temporal <= d%e.temporal), 2)
			}
		}
		b.put(0, targets) // no differences
		b.put(0, chains(targets))
		b.put(0, 1) // no resolutions
	}
	for d := range targets {
		ds, dt := d/e.temporal, d%e.temporal
		switch {
		case u.spatial > ds || u.temporal > dt:
			b.put(0, 2)
		case e.switches(units, i, ds, dt):
			b.put(2, 2)
		default:
			b.put(3, 2)
		}
	}
	for _, r := range u.refs {
		b.put(2, 2)
		b.put(i-r-1, 8)
	}
	b.put(0, 2)
	return b.b
}

// switches says whether all later units of a target can be decoded from unit i on, if that can.
func (e encoder) switches(units []unit, i, ds, dt int) bool {
	can := map[int]bool{i: true}
	for j := i + 1; j < len(units); j++ {
		v := units[j]
		if v.key && v.spatial == 0 {
			return true
		}
		if v.spatial > ds || v.temporal > dt {
			continue
		}
		for _, r := range v.refs {
			// What i itself needed is there, of layers not above its own.
			if !can[r] && (r > i || units[r].spatial > units[i].spatial || units[r].temporal > units[i].temporal) {
				return false
			}
		}
		can[j] = true
	}
	return true
}

func chains(targets int) int { // bits of ns(targets+1) for zero
	w := 0
	for x := targets + 1; x != 0; x >>= 1 {
		w++
	}
	return w - 1
}

type bits struct {
	b    []byte
	free int
}

func (w *bits) put(v, n int) {
	for i := n - 1; i >= 0; i-- {
		if w.free == 0 {
			w.b, w.free = append(w.b, 0), 8
		}
		w.free--
		w.b[len(w.b)-1] |= byte(v>>i&1) << w.free
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func encoders() map[string]encoder {
	return map[string]encoder{
		"VP8 L1T3":                {1, 3, 60, false, false, codec.VP8},
		"VP8 L1T2":                {1, 2, 60, false, false, codec.VP8},
		"VP9 L3T3":                {3, 3, 60, false, false, codec.VP9},
		"VP9 L3T3 flexible":       {3, 3, 60, true, false, codec.VP9},
		"AV1 L3T3":                {3, 3, 60, false, true, codec.AV1},
		"AV1 L2T2":                {2, 2, 60, false, true, codec.AV1},
		"VP8 L1T3 by descriptor":  {1, 3, 60, false, true, codec.VP8},
		"H264 L1T2 by descriptor": {1, 2, 60, false, true, codec.H264},
	}
}

func TestEachChoiceGetsExactlyItsLayers(t *testing.T) {
	for name, e := range encoders() {
		for s := range e.spatial {
			for tl := range e.temporal {
				t.Run(fmt.Sprintf("%s up to S%dT%d", name, s, tl), func(t *testing.T) {
					var sel Selector
					sel.Reset(e.kind, Layers{}, Layers{uint8(s), uint8(tl)})
					ends := 0
					for _, u := range e.units(120) {
						want := u.spatial <= s && u.temporal <= tl
						for i, p := range u.packets {
							v := sel.Judge(p)
							if v.Forward != want {
								t.Fatalf("picture %d S%dT%d: forwarded %v", u.picture, u.spatial, u.temporal, v.Forward)
							}
							if v.KeyFrame {
								t.Fatalf("picture %d: asks for a key frame", u.picture)
							}
							if v.Forward && Ends(p, v.Top) {
								ends++
								if u.spatial != s || i != len(u.packets)-1 {
									t.Fatalf("picture %d ends with S%d packet %d", u.picture, u.spatial, i)
								}
							}
							if described := p.Dependency; described != nil && v.Forward {
								all := described.Structure.All()
								told := v.Targets
								if told == 0 {
									told = all
								}
								target := described.Structure.Target(uint8(s), uint8(tl), all)
								if told != described.Structure.Covers(target) {
									t.Fatalf("tells of targets %b, sends %d", told, target)
								}
							}
						}
					}
					if want := 120 >> (e.temporal - 1 - tl); ends != want {
						t.Errorf("%d pictures end, want %d", ends, want)
					}
				})
			}
		}
	}
}

// A viewer changes its mind at random, packets come late at random: whatever is forwarded, all it refers to has been as well.
func TestWhateverIsForwardedCanBeDecoded(t *testing.T) {
	for name, e := range encoders() {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			units := e.units(3000)
			var sel Selector
			sel.Reset(e.kind, Layers{}, All())
			want := All()
			sent := map[int]bool{}
			ups, downs, asked := 0, 0, 0
			before := Layers{}
			for i, u := range units {
				if u.spatial == 0 && rng.IntN(12) == 0 {
					want = Layers{uint8(rng.IntN(4)), uint8(rng.IntN(4))}
					sel.Want(want)
				}
				forwarded := 0
				for _, p := range u.packets {
					v := sel.Judge(p)
					forwarded += btoi(v.Forward)
					asked += btoi(v.KeyFrame)
				}
				if forwarded != 0 && forwarded != len(u.packets) {
					t.Fatalf("unit %d: %d packets forwarded", i, forwarded)
				}
				if forwarded == 0 {
					continue
				}
				if u.spatial > int(want.Spatial) || u.temporal > int(want.Temporal) {
					t.Fatalf("picture %d S%dT%d is forwarded, wanted %+v", u.picture, u.spatial, u.temporal, want)
				}
				for _, r := range u.refs {
					if !sent[r] {
						t.Fatalf("picture %d S%dT%d refers to picture %d S%dT%d, which was dropped; wanted %+v", u.picture, u.spatial, u.temporal,
							units[r].picture, units[r].spatial, units[r].temporal, want)
					}
				}
				sent[i] = true
				now := Layers{uint8(u.spatial), uint8(u.temporal)}
				ups += btoi(now.Temporal > before.Temporal)
				downs += btoi(now.Temporal < before.Temporal)
				before = now
			}
			if len(sent) < len(units)/10 || ups < 100 || downs < 100 {
				t.Errorf("%d of %d units forwarded, %d ups, %d downs", len(sent), len(units), ups, downs)
			}
			if (asked > 0) != (e.spatial > 1) {
				t.Errorf("%d wishes for a key frame", asked)
			}
		})
	}
}

func TestUpSwitchNeedsNoKeyFrameForTheFrameRate(t *testing.T) {
	for name, e := range encoders() {
		e.keys = 4000
		t.Run(name, func(t *testing.T) {
			var sel Selector
			sel.Reset(e.kind, Layers{}, Layers{all, 0})
			top := 0
			for _, u := range e.units(100) {
				if u.picture == 40 {
					sel.Want(All())
				}
				for _, p := range u.packets {
					if !sel.Judge(p).Forward {
						continue
					}
					if top = max(top, u.temporal); top > 0 && u.picture < 40 {
						t.Fatal("too early")
					}
				}
			}
			if top != e.temporal-1 {
				t.Errorf("went up to T%d of T%d", top, e.temporal-1)
			}
		})
	}
}

func TestLatePacketsAreJudgedAsTheirPictureWas(t *testing.T) {
	for name, e := range encoders() {
		t.Run(name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(3, 4))
			var sel Selector
			sel.Reset(e.kind, Layers{}, Layers{0, 0})
			type held struct {
				p    *packet.Packet
				want bool
				at   int
			}
			var late []held
			for i, u := range e.units(400) {
				want := u.spatial == 0 && u.temporal == 0
				for k, p := range u.packets {
					if k > 0 && rng.IntN(5) == 0 || rng.IntN(20) == 0 && !p.Info.KeyFrame {
						late = append(late, held{p, want, i + rng.IntN(20)})
						continue
					}
					if v := sel.Judge(p); v.Forward != want {
						t.Fatalf("picture %d S%dT%d: forwarded %v", u.picture, u.spatial, u.temporal, v.Forward)
					}
				}
				for len(late) > 0 && late[0].at <= i {
					if v := sel.Judge(late[0].p); v.Forward != late[0].want {
						t.Fatalf("late packet %d: forwarded %v", late[0].p.Seq, v.Forward)
					}
					late = late[1:]
				}
			}
		})
	}
}

func TestJudgingAllocatesNothing(t *testing.T) {
	for name, e := range encoders() {
		var sel Selector
		sel.Reset(e.kind, Layers{}, Layers{1, 1})
		units := e.units(400)
		i := 0
		if n := testing.AllocsPerRun(300, func() {
			for _, p := range units[i].packets {
				sel.Judge(p)
			}
			i++
		}); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

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
					want := 32 * perUnit * float64(min(s, e.spatial-1)+1) / float64(int(1)<<max(e.temporal-1-tl, 0))
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
