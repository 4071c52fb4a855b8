package scalable

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/packet"
)

func encoders() map[string]encoder {
	return map[string]encoder{
		"VP8 L1T3":                   {1, 3, 60, false, false, codec.VP8, false},
		"VP8 L1T2":                   {1, 2, 60, false, false, codec.VP8, false},
		"VP9 L3T3":                   {3, 3, 60, false, false, codec.VP9, false},
		"VP9 L3T3 flexible":          {3, 3, 60, true, false, codec.VP9, false},
		"AV1 L3T3":                   {3, 3, 60, false, true, codec.AV1, false},
		"AV1 L2T2":                   {2, 2, 60, false, true, codec.AV1, false},
		"VP8 L1T3 by descriptor":     {1, 3, 60, false, true, codec.VP8, false},
		"VP9 L3T3_KEY":               {3, 3, 60, false, false, codec.VP9, true},
		"VP9 L3T3_KEY by descriptor": {3, 3, 60, false, true, codec.VP9, true},
		"AV1 L3T3_KEY":               {3, 3, 60, false, true, codec.AV1, true},
		"H264 L1T2 by descriptor":    {1, 2, 60, false, true, codec.H264, false},
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
						if e.keyed && e.described {
							want = want && (u.key || u.spatial == s)
						}
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
			want, settled := All(), All() // settled is what was wanted at the last key picture
			sent := map[int]bool{}
			ups, downs, asked := 0, 0, 0
			before := Layers{}
			for i, u := range units {
				if u.spatial == 0 && rng.IntN(12) == 0 {
					want = Layers{uint8(rng.IntN(4)), uint8(rng.IntN(4))}
					sel.Want(want)
				}
				if u.key && u.spatial == 0 {
					settled = want
				}
				top := want.Spatial
				if e.keyed && e.described {
					top = settled.Spatial // the layers below it are not sent, so that there is no way down before the next key picture
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
				if u.spatial > int(top) || u.temporal > int(want.Temporal) {
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
