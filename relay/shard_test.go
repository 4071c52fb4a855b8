package relay

import (
	"runtime"
	"testing"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/congestion"
	"github.com/casto-network/casto/relay/internal/feedback"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/packet"
)

// tally is an egress that counts.
type tally struct {
	packets int
	bytes   uint64
	flushes int
	last    outgoing
}

func (c *tally) Send(_ *downTrack, o *outgoing) error {
	c.packets++
	c.bytes += uint64(len(o.payload))
	c.last = *o
	return nil
}

func (c *tally) Report(*Session, []rtcp.Packet) error { return nil }

func (c *tally) Flush() error {
	c.flushes++
	return nil
}

// bench is a shard with viewers of one stream, fed by hand.
type bench struct {
	shard   *shard
	stream  *stream
	layer   *layer
	out     *tally
	viewers []*viewer
	seq     uint64
	now     time.Time
}

func newBench(t testing.TB, viewers int) *bench {
	t.Helper()
	out := &tally{}
	b := &bench{shard: newShard(0, out), out: out, seq: 1 << 16, now: time.Unix(1e9, 0)}
	b.shard.turn.egress = out
	b.stream = newStream("s", []*shard{b.shard})
	ring, err := packet.NewRing(videoRing)
	if err != nil {
		t.Fatal(err)
	}
	c := negotiate.Codec{Kind: codec.VP8, MIME: codec.MIMEVP8, ClockRate: 90000, PayloadType: 96}
	b.layer = &layer{codec: c, ring: ring}
	b.stream.video.Store(&feed{codec: c, layers: []*layer{b.layer}})
	for i := range viewers {
		s := &Session{st: b.stream}
		v := newViewer(s)
		s.viewer = v
		d := newDownTrack("video", c)
		d.ssrc = uint32(i + 1)
		v.tracks = []*downTrack{d}
		v.nextReport, v.reported = b.now.Add(100*time.Hour), 2 // as if all tracks had been reported
		v.shard = b.shard
		b.shard.attach(v)
		b.viewers = append(b.viewers, v)
	}
	return b
}

// frame puts one frame of n packets into the ring.
func (b *bench) frame(n int, key bool) {
	payload := make([]byte, 1200)
	for i := range n {
		b.layer.ring.Put(&packet.Packet{
			Seq: b.seq, Timestamp: b.seq / uint64(n) * 3000, Arrival: b.now, Marker: i == n-1, Payload: payload,
			Info: codec.Info{KeyFrame: key && i == 0},
		})
		b.seq++
	}
	b.now = b.now.Add(33 * time.Millisecond)
	b.stream.wake()
}

func TestSteadyForwardingAllocatesNothingPerViewer(t *testing.T) {
	b := newBench(t, 50)
	b.frame(9, true)
	b.shard.serve(b.now)
	before := b.out.packets
	if before != 50*9 {
		t.Fatalf("%d packets sent, want %d", before, 50*9)
	}
	// Frames are put between the measurements: they are the source's allocations, not the viewers'.
	const rounds = 200
	var allocs uint64
	for range rounds {
		b.frame(9, false)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		from := m.Mallocs
		b.shard.serve(b.now)
		runtime.ReadMemStats(&m)
		allocs += m.Mallocs - from
	}
	if sent := b.out.packets - before; sent != rounds*9*50 || allocs > rounds/10 { // the runtime allocates now and then
		t.Errorf("%d allocations for %d packets", allocs, sent)
	}
}

func TestShardIsSilentWithoutNews(t *testing.T) {
	b := newBench(t, 3)
	b.frame(4, true)
	b.shard.serve(b.now)
	sent := b.out.packets
	b.shard.serve(b.now)
	if b.out.packets != sent {
		t.Error("packets sent twice")
	}
	if b.out.flushes != 2 {
		t.Errorf("%d flushes for 2 turns", b.out.flushes)
	}
}

func TestOvertakenViewerJumpsToTheNextKeyFrame(t *testing.T) {
	b := newBench(t, 1)
	b.frame(4, true)
	b.shard.serve(b.now)
	d := b.viewers[0].tracks[0]
	for range videoRing/4 + 10 { // the shard does not get a turn for a whole ring
		b.frame(4, false)
	}
	b.shard.serve(b.now)
	if !d.lost || b.out.packets != 4 {
		t.Fatalf("lost %v after %d packets", d.lost, b.out.packets)
	}
	b.frame(4, true)
	b.shard.serve(b.now)
	if d.lost || b.out.packets != 8 {
		t.Fatalf("lost %v after %d packets", d.lost, b.out.packets)
	}
	if got := uint16(b.out.last.seq); got != 7 {
		t.Errorf("last sequence number %d, want 7: no gap where packets were skipped", got)
	}
}

// A cut within a frame shows in the numbers, by one that nothing fills; one between frames does not.
func TestCutWithinAFrameShows(t *testing.T) {
	for _, test := range []struct {
		name string
		cut  func(b *bench, d *downTrack)
		want uint64 // how far the next frame's first packet is above the last sent
	}{
		{"overtaken between frames", func(b *bench, _ *downTrack) { b.overtake() }, 1},
		{"overtaken within a frame", func(b *bench, _ *downTrack) { b.part(); b.overtake() }, 2},
		{"too late for its path, within a frame", func(b *bench, d *downTrack) {
			b.part()
			d.bandwidth = &bandwidth{numbered: true, known: congestion.Unlimited}
			d.bandwidth.pacer.Refill(1, 0) // it has no room
			b.frame(4, false)
			b.now = b.now.Add(maxLag + time.Second)
			b.drain()
			d.bandwidth = nil
		}, 2},
		{"another layer, within a frame", func(b *bench, _ *downTrack) {
			b.part()
			ring, err := packet.NewRing(videoRing)
			if err != nil {
				t.Fatal(err)
			}
			b.layer = &layer{origin: b.layer.origin, codec: b.layer.codec, rid: "other", ring: ring}
			b.stream.video.Store(&feed{codec: b.layer.codec, layers: []*layer{b.layer}})
		}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, 1)
			d := b.viewers[0].tracks[0]
			b.frame(4, true)
			b.drain()
			test.cut(b, d)
			last := b.out.last.seq
			b.frame(1, true)
			b.drain()
			if got := b.out.last.seq - last; got != test.want || !b.out.last.marker {
				t.Errorf("the next frame begins %d above the last packet, want %d", got, test.want)
			}
			sent := b.out.packets
			d.retransmit(&b.shard.turn, []feedback.Message{{Kind: feedback.NACK, Seq: uint16(last + 1)}}, 0)
			if repeated := b.out.packets > sent; repeated != (test.want == 1) {
				t.Errorf("the number after the last: sent again %v", repeated)
			}
		})
	}
}

// part puts the beginning of a frame into the ring, which is sent.
func (b *bench) part() {
	b.layer.ring.Put(&packet.Packet{Seq: b.seq, Timestamp: b.seq * 3000, Arrival: b.now, Payload: make([]byte, 1200)})
	b.seq++
	b.stream.wake()
	b.drain()
}

// overtake fills the ring before the shard gets a turn.
func (b *bench) overtake() {
	for range videoRing/4 + 10 {
		b.frame(4, false)
	}
	b.drain()
}

func TestReplayIsPaced(t *testing.T) {
	b := newBench(t, 1)
	b.frame(9, true)
	for range 20 {
		b.frame(9, false)
	}
	turns := 0
	for more := true; more; turns++ {
		if turns > 1000 {
			t.Fatal("never done")
		}
		before := b.out.packets
		more = b.shard.serve(b.now)
		if n := b.out.packets - before; more && n > replayBurst {
			t.Errorf("%d old packets in a turn", n)
		}
	}
	if b.out.packets != 21*9 {
		t.Errorf("%d packets, want %d", b.out.packets, 21*9)
	}
}

func TestEveryViewerIsServedFirstInTurn(t *testing.T) {
	b := newBench(t, 3)
	b.frame(1, true)
	b.shard.serve(b.now)
	last := map[uint32]bool{}
	for range 3 {
		b.frame(1, false)
		b.shard.serve(b.now)
		last[b.out.last.ssrc] = true
	}
	if len(last) != 3 {
		t.Errorf("served last: %v", last)
	}
}

func BenchmarkFanOut(b *testing.B) {
	for _, viewers := range []int{10, 100} {
		b.Run(map[int]string{10: "viewers=10", 100: "viewers=100"}[viewers], func(b *testing.B) {
			f := newBench(b, viewers)
			f.frame(9, true)
			f.shard.serve(f.now)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				f.frame(9, false)
				f.shard.serve(f.now)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(f.out.packets), "ns/packet")
		})
	}
}
