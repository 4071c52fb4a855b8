package relay

import (
	"runtime"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/congestion"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/scalable"
)

// rated is a layer of a rate in bits per second, of which the lower temporal layers take a half and a quarter.
func rated(t *testing.T, rid string, rate uint64, now time.Time) *layer {
	t.Helper()
	ring, err := packet.NewRing(16)
	if err != nil {
		t.Fatal(err)
	}
	ring.Put(&packet.Packet{Seq: 1, Arrival: now})
	l := &layer{rid: rid, ring: ring}
	l.rate.Store(rate / 8)
	var r scalable.Rates
	for s := range r {
		r[s] = [4]uint64{rate / 4, rate / 2, rate, rate}
	}
	l.rates.Store(&r)
	return l
}

func TestLayersAreChosenByWishAndRate(t *testing.T) {
	all := scalable.All()
	now := time.Unix(1e9, 0)
	q, h, f := rated(t, "q", 150_000, now), rated(t, "h", 500_000, now), rated(t, "f", 2_000_000, now)
	type choice struct {
		layer  *layer
		layers scalable.Layers
	}
	for _, test := range []struct {
		name     string
		present  *layer
		estimate uint64 // bits per second
		wish     *Layers
		limit    Limit
		want     choice // the layer to go to, and what is sent of the present one
		above    uint64
	}{
		{"no bound", f, congestion.Unlimited, nil, LimitNone, choice{f, all}, 0},
		{"lowest", f, congestion.Unlimited, nil, LimitLowest, choice{q, scalable.Layers{}}, 0},
		{"fits", f, 2_400_000, nil, LimitNone, choice{f, all}, 0},
		{"fits just so, as before", f, 2_200_000, nil, LimitNone, choice{f, all}, 0},
		{"fits, but not well enough to go up", h, 2_300_000, nil, LimitNone, choice{h, all}, 2_000_000},
		{"fits well", h, 2_800_000, nil, LimitNone, choice{f, all}, 0},
		{"half the rate until the smaller picture comes", f, 1_200_000, nil, LimitNone, choice{h, scalable.Layers{Spatial: 255, Temporal: 1}}, 2_000_000},
		{"a quarter of it", f, 700_000, nil, LimitNone, choice{h, scalable.Layers{Spatial: 255}}, 1_000_000},
		{"the lowest with fewer pictures", q, 100_000, nil, LimitNone, choice{q, scalable.Layers{Spatial: 255, Temporal: 1}}, 150_000},
		{"the floor", q, 1000, nil, LimitNone, choice{q, scalable.Layers{}}, 37_500},
		{"a wish for a picture size", f, congestion.Unlimited, &Layers{RID: "h"}, LimitNone, choice{h, all}, 0},
		{"a wish for what is not there", h, congestion.Unlimited, &Layers{RID: "x"}, LimitNone, choice{f, all}, 0},
		{"a wish for fewer pictures", f, congestion.Unlimited, &Layers{Temporal: 2}, LimitNone, choice{f, scalable.Layers{Spatial: 255, Temporal: 1}}, 0},
		{"a wish and a rate", h, 400_000, &Layers{RID: "h"}, LimitNone, choice{q, scalable.Layers{Spatial: 255, Temporal: 1}}, 500_000},
		{"a wish for less fits more", h, 1_400_000, &Layers{Temporal: 2}, LimitNone, choice{f, scalable.Layers{Spatial: 255, Temporal: 1}}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDownTrack("video", test.present.codec)
			d.layer, d.bandwidth = test.present, &bandwidth{known: test.estimate}
			if test.wish != nil {
				d.wish.Store(test.wish)
			}
			turn := &turn{now: now, high: f, low: q, video: []*layer{q, h, f}}
			l := d.choose(turn, test.limit)
			if l != test.want.layer || d.layers != test.want.layers {
				t.Errorf("goes to %s, sends %+v; want %s, %+v", l.rid, d.layers, test.want.layer.rid, test.want.layers)
			}
			if d.above != test.above {
				t.Errorf("%d above, want %d", d.above, test.above)
			}
		})
	}
}

func TestChoiceDoesNotSwing(t *testing.T) {
	now := time.Unix(1e9, 0)
	f := rated(t, "", 1_000_000, now)
	d := newDownTrack("video", f.codec)
	d.layer, d.bandwidth = f, &bandwidth{known: congestion.Unlimited}
	changes := 0
	for range 40 { // ten seconds at an estimate that jumps to and fro
		for _, estimate := range []uint64{900_000, 1_500_000} {
			before := d.layers
			d.bandwidth.known = estimate
			d.choose(&turn{now: now, high: f, low: f}, LimitNone)
			if d.layers != before {
				changes++
			}
			now = now.Add(125 * time.Millisecond)
		}
	}
	if changes == 0 || changes > 12 {
		t.Errorf("%d changes", changes)
	}
}

// scalableFrame puts one picture of L1T3 into the bench's ring.
func (b *bench) scalableFrame(n int, picture int) {
	temporal := []uint8{0, 2, 1, 2}[picture%4]
	payload := make([]byte, 1200)
	for i := range n {
		b.layer.ring.Put(&packet.Packet{
			Seq: b.seq, Timestamp: uint64(picture+1) * 3000, Arrival: b.now, Marker: i == n-1, Payload: payload,
			Info: codec.Info{
				KeyFrame: picture == 0 && i == 0, PictureID: codec.Field{Offset: 2, Bits: 15, Value: uint16(picture)},
				Layer: codec.Layer{Known: true, Temporal: temporal, Up: temporal > 0, Begin: i == 0},
			},
		})
		b.seq++
	}
	b.now = b.now.Add(33 * time.Millisecond)
	b.stream.wake()
}

func TestLeavingLayersOutAllocatesNothing(t *testing.T) {
	b := newBench(t, 50)
	for _, v := range b.viewers {
		v.tracks[0].wish.Store(&Layers{Temporal: 1})
	}
	b.scalableFrame(9, 0)
	b.shard.serve(b.now)
	before := b.out.packets
	const rounds = 400
	var allocs uint64
	for i := range rounds {
		b.scalableFrame(9, i+1)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		from := m.Mallocs
		b.shard.serve(b.now)
		runtime.ReadMemStats(&m)
		if i > 8 { // the first picture left out makes the map of runs
			allocs += m.Mallocs - from
		}
	}
	if sent := b.out.packets - before; sent != rounds/4*9*50 || allocs > rounds/10 {
		t.Errorf("%d packets sent of %d, %d allocations", sent, rounds/4*9*50, allocs)
	}
	if got := uint16(b.out.last.seq); got != uint16((rounds/4+1)*9-1) {
		t.Errorf("last sequence number %d, want %d", got, (rounds/4+1)*9-1)
	}
}
