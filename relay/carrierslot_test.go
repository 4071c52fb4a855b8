package relay

import (
	"runtime"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/feedback"
)

// newCarrying is a bench with one child, which asks for everything.
func newCarrying(t testing.TB) (*bench, *carrierSlot) {
	t.Helper()
	b := newBench(t, 1)
	v := b.viewers[0]
	c := newCarrier(v.session, cascade.Offer{Version: cascade.Version, Demand: cascade.Demand{All: true}})
	c.nextReport = b.now.Add(100 * time.Hour)
	slot := &carrierSlot{downTrack: v.tracks[0], carrier: c, mid: "0"}
	c.slots, c.places["0"] = []*carrierSlot{slot}, &carrierPlace{}
	v.carrier = c
	slot.put(b.layer, 0, 0)
	return b, slot
}

// drain takes turns until there is nothing left to send.
func (b *bench) drain() {
	for b.shard.serve(b.now) {
	}
}

func TestCarryingAllocatesNothingPerPacket(t *testing.T) {
	b, _ := newCarrying(t)
	b.frame(8, true)
	b.drain()
	const rounds = 200
	var allocs uint64
	for range rounds {
		b.frame(8, false)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		from := m.Mallocs
		b.shard.serve(b.now)
		runtime.ReadMemStats(&m)
		allocs += m.Mallocs - from
	}
	if want := 8 + rounds*8; b.out.packets != want || allocs > rounds/10 {
		t.Errorf("%d packets, want %d; %d allocations", b.out.packets, want, allocs)
	}
}

func TestOvertakenChildGoesOnAtTheNextKeyFrame(t *testing.T) {
	b, slot := newCarrying(t)
	b.frame(8, true)
	b.drain()
	for range 2 * videoRing / 8 {
		b.frame(8, false)
	}
	b.drain()
	if b.out.packets != 8 {
		t.Fatalf("%d packets without a key frame, want none", b.out.packets-8)
	}
	first := b.seq
	b.frame(8, true)
	b.drain()
	if b.out.packets != 16 || b.out.last.seq != first+7 || slot.first != first {
		t.Errorf("%d packets, the last %d, want 8 up to %d", b.out.packets-8, b.out.last.seq, first+7)
	}
}

func TestWhatIsNotDemandedStopsAtOnce(t *testing.T) {
	b, _ := newCarrying(t)
	c := b.viewers[0].carrier
	b.frame(8, true)
	b.drain()
	c.demand.Store(&cascade.Demand{Audio: true})
	b.frame(8, false)
	b.drain()
	if b.out.packets != 8 {
		t.Errorf("%d packets that nobody asked for", b.out.packets-8)
	}
	c.demand.Store(&cascade.Demand{RIDs: []string{""}})
	b.frame(8, false)
	b.drain()
	if b.out.packets != 24 {
		t.Errorf("%d packets after a short rest, want all 24: the decoder is where it was", b.out.packets)
	}
	c.demand.Store(&cascade.Demand{Lowest: true})
	b.now = b.now.Add(2 * maxReplay)
	b.drain()
	for _, limit := range []Limit{LimitPaused, LimitLowest, LimitNone} {
		b.viewers[0].session.limit.Store(uint32(limit))
		before := b.out.packets
		b.frame(8, true)
		b.drain()
		if sent := b.out.packets - before; (sent == 0) != (limit == LimitPaused) {
			t.Errorf("limit %d: %d packets of the lowest layer", limit, sent)
		}
	}
}

func TestRetransmissionsCountOnceAndOnlyWhatWasNotSent(t *testing.T) {
	b, slot := newCarrying(t)
	slot.rtxSSRC, slot.codec.RTX = 77, 97
	b.frame(8, true)
	b.frame(8, false)
	slot.put(b.layer, 0, 1<<16+8) // the child has the first frame, all but one packet
	b.drain()
	s := b.viewers[0].session
	if b.out.packets != 8 || s.payload.Load() != 8*1200 {
		t.Fatalf("%d packets, %d bytes, want the second frame", b.out.packets, s.payload.Load())
	}
	for i, want := range []uint64{9 * 1200, 9 * 1200, 9 * 1200} {
		seq := uint16(3)
		if i == 2 {
			seq = 12
		}
		b.now = b.now.Add(time.Second)
		slot.retransmit(&b.shard.turn, []feedback.Message{{Kind: feedback.NACK, Seq: seq}}, 0)
		b.drain()
		if b.out.last.ssrc != 77 || b.out.packets != 9+i {
			t.Errorf("NACK %d: %d packets, the last of SSRC %d", i, b.out.packets-8, b.out.last.ssrc)
		}
		if got := s.payload.Load(); got != want {
			t.Errorf("NACK %d: %d bytes, want %d", i, got, want)
		}
	}
}

func TestNumbersThatLeapWaitForAnotherShift(t *testing.T) {
	b, slot := newCarrying(t)
	b.frame(8, true)
	b.drain()
	b.seq += maxLeap + 100
	b.frame(8, true)
	b.drain()
	if b.out.packets != 8 || !b.viewers[0].carrier.places["0"].leapt.Load() {
		t.Fatalf("%d packets across a leap", b.out.packets-8)
	}
	shift := slot.highest.Load() + generationGap - b.seq
	slot.put(b.layer, shift, 0)
	b.drain()
	b.frame(1, false)
	b.drain()
	if b.out.packets != 17 || b.out.last.seq != b.seq-1+shift {
		t.Errorf("%d packets after the leap, the last %d, want %d", b.out.packets-8, b.out.last.seq, b.seq-1+shift)
	}
}
