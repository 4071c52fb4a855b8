package scalable

import (
	"time"

	"github.com/casto-network/casto/relay/internal/dependency"
	"github.com/casto-network/casto/relay/internal/packet"
)

// window is the time over which rates are measured.
const window = time.Second

// overhead is what RTP, SRTP, UDP and IP add to a payload, in bytes, about.
const overhead = 64

// grid is the number of layers told apart in each direction.
const grid = dependency.MaxLayers

// Rates are the bit rates of the choices there are of one RTP stream, in bits per second on the wire, by their highest spatial and
// temporal layer. Choices beyond the layers that exist have the rate of all.
type Rates [grid][grid]uint64

// Of returns the rate of a choice.
func (r *Rates) Of(l Layers) uint64 { return r[min(l.Spatial, grid-1)][min(l.Temporal, grid-1)] }

// Best returns the largest choice within limit that fits says yes to: the highest spatial layer, and of that the highest temporal. If
// there is none, it returns the lowest.
func (r *Rates) Best(limit Layers, fits func(l Layers, rate uint64) bool) Layers {
	for s := int(min(limit.Spatial, grid-1)); s >= 0; s-- {
		for t := int(min(limit.Temporal, grid-1)); t >= 0; t-- {
			l := Layers{uint8(s), uint8(t)}
			if s > 0 && r[s-1][t] == r[s][t] || t > 0 && r[s][t-1] == r[s][t] {
				continue // the same as a lower one
			}
			if fits(l, r[s][t]) {
				return r.open(l, limit)
			}
		}
	}
	return Layers{}
}

// open widens a choice that is everything there is within limit to the limit, so that layers yet to come belong to it.
func (r *Rates) open(l, limit Layers) Layers {
	if r.Of(Layers{limit.Spatial, l.Temporal}) == r.Of(l) {
		l.Spatial = limit.Spatial
	}
	if r.Of(Layers{l.Spatial, limit.Temporal}) == r.Of(l) {
		l.Temporal = limit.Temporal
	}
	return l
}

// Meter measures Rates. The zero Meter is ready. It belongs to one goroutine.
type Meter struct {
	since time.Time
	bytes Rates // by the layers themselves
	of    [32]uint64
	last  *dependency.Descriptor
}

// Add counts a packet. At the end of each window it returns the rates.
func (m *Meter) Add(p *packet.Packet, now time.Time) (*Rates, bool) {
	n := uint64(len(p.Payload) + overhead)
	switch d := p.Dependency; {
	case d != nil:
		if m.last != nil && m.last.Structure != d.Structure {
			m.of = [32]uint64{}
		}
		m.last = d
		for i := range d.Structure.Targets() {
			if d.Indication(i) != dependency.NotPresent {
				m.of[i] += n
			}
		}
	default:
		m.bytes[min(p.Info.Layer.Spatial, grid-1)][min(p.Info.Layer.Temporal, grid-1)] += n
	}
	if m.since.IsZero() {
		m.since = now
	}
	elapsed := now.Sub(m.since)
	if elapsed < window {
		return nil, false
	}
	r := m.rates(uint64(elapsed))
	m.Forget()
	m.since = now
	return r, true
}

// Forget begins a new window with the next packet.
func (m *Meter) Forget() { *m = Meter{last: m.last} }

func (m *Meter) rates(nanoseconds uint64) *Rates {
	r := new(Rates)
	for s := range grid {
		for t := range grid {
			sum := uint64(0)
			for i := range s + 1 {
				for j := range t + 1 {
					sum += m.bytes[i][j]
				}
			}
			if d := m.last; d != nil {
				if i := d.Structure.Target(uint8(s), uint8(t), d.Active); i >= 0 {
					sum += m.of[i]
				}
			}
			r[s][t] = sum * 8 * uint64(time.Second) / nanoseconds
		}
	}
	return r
}
