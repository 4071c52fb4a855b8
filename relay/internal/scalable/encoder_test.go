package scalable

import (
	"slices"

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
	keyed                   bool // spatial layers refer to those below in key pictures alone (K-SVC)
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
			if s > 0 && (u.key || !e.keyed) {
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
					l.Intra, l.Inter = u.key, u.spatial > 0 && (u.key || !e.keyed)
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

// template is what a descriptor says of a kind of unit.
type template struct {
	spatial, temporal int
	key               bool
}

// templates lists the kinds of units. Keyed encoders have one of their own for the key picture of each spatial layer.
func (e encoder) templates() (list []template) {
	for s := range e.spatial {
		if e.keyed {
			list = append(list, template{s, 0, true})
		}
		for t := range e.temporal {
			list = append(list, template{s, t, false})
		}
	}
	return list
}

// needs says whether a decode target has units of a kind.
func (e encoder) needs(ds, dt int, u template) bool {
	if e.keyed && !u.key && u.spatial != ds {
		return false
	}
	return u.spatial <= ds && u.temporal <= dt
}

// describe writes a dependency descriptor with custom fields: decode target s*temporal+t is everything up to layers s and t that those refer to.
func (e encoder) describe(units []unit, i int, first, last bool) []byte {
	var b bits
	u := units[i]
	b.put(btoi(first), 1)
	b.put(btoi(last), 1)
	templates, own := e.templates(), template{u.spatial, u.temporal, e.keyed && u.key}
	b.put(slices.Index(templates, own), 6)
	b.put(i, 16)
	attached := u.key && u.spatial == 0 && first
	b.put(btoi(attached), 1)
	b.put(0b0110, 4) // custom indications and differences
	targets := e.spatial * e.temporal
	if attached {
		b.put(0, 6)
		b.put(targets-1, 5)
		for k, t := range templates[1:] {
			switch {
			case t.spatial > templates[k].spatial:
				b.put(2, 2)
			case t.temporal > templates[k].temporal:
				b.put(1, 2)
			default:
				b.put(0, 2)
			}
		}
		b.put(3, 2)
		for _, t := range templates { // required where present
			for d := range targets {
				b.put(3*btoi(e.needs(d/e.temporal, d%e.temporal, t)), 2)
			}
		}
		b.put(0, len(templates)) // no differences
		b.put(0, chains(targets))
		b.put(0, 1) // no resolutions
	}
	for d := range targets {
		ds, dt := d/e.temporal, d%e.temporal
		switch {
		case !e.needs(ds, dt, own):
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
		if !e.needs(ds, dt, template{v.spatial, v.temporal, e.keyed && v.key}) {
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
