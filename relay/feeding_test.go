package relay

import (
	"encoding/binary"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/internal/lossmap"
	"github.com/casto-network/casto/relay/internal/packet"
)

// parent is what a bench's layer is fed by: an upTrack of a carried slot.
type parent struct {
	*upTrack
	wire []byte
}

// newParent makes one whose numbers go on from the bench's.
func (b *bench) newParent(t testing.TB, duty Standby) *parent {
	t.Helper()
	s := &Session{st: b.stream, arrivals: newArrivals(), log: slog.New(slog.DiscardHandler)}
	s.link = newLink(s, KeepNothing)
	s.duty.Store(uint32(duty))
	u := &upTrack{source: s, ssrc: 1, codec: b.layer.codec, stream: b.stream, hold: time.Millisecond}
	u.flush = time.AfterFunc(time.Hour, func() {})
	u.poll = time.AfterFunc(time.Hour, func() {})
	t.Cleanup(u.end)
	u.carry(b.layer, 0, 0, true, duty == StandbyNone)
	u.slot.reference, u.slot.timestamp, u.slot.resting = b.seq, b.seq*1000, false
	return &parent{upTrack: u, wire: make([]byte, 12+1200)}
}

// send gives it a packet of nine a frame, which is the same for all parents but for a mark.
func (p *parent) send(seq uint64, mark byte, now time.Time) {
	p.wire[0], p.wire[1] = 0x80, p.codec.PayloadType
	if seq%9 == 8 {
		p.wire[1] |= 0x80
	}
	binary.BigEndian.PutUint16(p.wire[2:], uint16(seq))
	binary.BigEndian.PutUint32(p.wire[4:], uint32(seq/9*3000))
	p.wire[8], p.wire[11] = 0, 1
	binary.BigEndian.PutUint64(p.wire[12+16:], seq)
	p.wire[12+30] = mark
	p.receive(p.wire, now)
}

// newMerge is a bench with a source and a hot standby, without viewers.
func newMerge(t testing.TB) (b *bench, source, standby *parent) {
	b = newBench(t, 0)
	b.seq = 9 << 16
	return b, b.newParent(t, StandbyNone), b.newParent(t, StandbyHot)
}

// numbers returns what the ring has, in the order of arrival.
func (b *bench) numbers() (out []uint64) {
	for pos := b.layer.ring.Tail(); pos < b.layer.ring.Head(); pos++ {
		out = append(out, b.layer.ring.At(pos).Seq-b.seq)
	}
	return out
}

func TestTwoParentsFillOneRing(t *testing.T) {
	b, source, standby := newMerge(t)
	now := b.now
	for _, step := range []struct {
		from *parent
		seqs []uint64
	}{
		{source, []uint64{0, 1, 2, 4}}, {standby, []uint64{0, 1, 3, 4, 5, 6}}, {source, []uint64{5, 6, 7}}, {standby, []uint64{7}},
	} {
		for _, seq := range step.seqs {
			step.from.send(b.seq+seq, 0, now)
			now = now.Add(time.Millisecond)
		}
	}
	if got, want := b.numbers(), []uint64{0, 1, 2, 4, 3, 5, 6, 7}; !slices.Equal(got, want) {
		t.Errorf("ring has %d, want %d", got, want)
	}
	for name, p := range map[string]*parent{"source": source, "standby": standby} {
		if got := p.source.PayloadBytes(); got != 7*1200 {
			t.Errorf("%s is owed %d bytes, want those of 7 packets", name, got)
		}
		if p.source.Conflicts() != 0 || p.source.barred.Load() {
			t.Errorf("%s contradicts", name)
		}
	}
	if n := b.stream.packetsIn.Load(); n != 8 {
		t.Errorf("%d packets in, want 8", n)
	}
}

func TestStandbyThatContradictsIsBarred(t *testing.T) {
	for _, test := range []struct {
		name string
		play func(source, standby *parent, seq uint64, now time.Time)
	}{
		{"after the source", func(source, standby *parent, seq uint64, now time.Time) {
			source.send(seq, 0, now)
			standby.send(seq, 1, now)
		}},
		{"before the source", func(source, standby *parent, seq uint64, now time.Time) {
			standby.send(seq, 1, now)
			source.send(seq, 0, now)
		}},
	} {
		b, source, standby := newMerge(t)
		honest := b.newParent(t, StandbyHot)
		honest.send(b.seq, 0, b.now)
		test.play(source, standby, b.seq+1, b.now)
		if source.source.Conflicts() != 0 || honest.source.Conflicts() != 0 || standby.source.Conflicts() != 1 {
			t.Errorf("%s: conflicts with source, standby and another: %d, %d, %d", test.name,
				source.source.Conflicts(), standby.source.Conflicts(), honest.source.Conflicts())
		}
		standby.send(b.seq+2, 0, b.now)
		honest.send(b.seq+3, 0, b.now)
		if got, want := b.numbers(), []uint64{0, 1, 3}; !slices.Equal(got, want) {
			t.Errorf("%s: ring has %d, want %d: nothing more of the one that contradicts", test.name, got, want)
		}
	}
}

// What a standby makes up cannot push out what the source sends.
func TestStandbysNumbersStayNearTheSources(t *testing.T) {
	b, source, standby := newMerge(t)
	now := b.now
	source.send(b.seq, 0, now)
	standby.send(b.seq+maxAhead+1, 1, now)
	standby.send(b.seq+20000, 1, now)
	for i := range uint64(10 * videoRing) {
		standby.send(b.seq+1+i, 1, now)
	}
	if head := b.layer.ring.Head(); head != 1+maxAheadOfSource {
		t.Errorf("%d packets of a standby that runs ahead, want %d at most", head-1, maxAheadOfSource)
	}
	for i := range uint64(maxAheadOfSource) {
		source.send(b.seq+2000+i, 0, now)
	}
	if b.layer.ring.Find(b.seq+2000+maxAheadOfSource-1) == nil {
		t.Error("the source's own were not taken")
	}
	// A source that says nothing is no measure.
	b, source, standby = newMerge(t)
	source.send(b.seq, 0, b.now)
	for i := range uint64(2 * videoRing) {
		standby.send(b.seq+1+i, 0, b.now.Add(time.Second+time.Duration(i)*time.Millisecond))
	}
	if head := b.layer.ring.Head(); head != 1+2*videoRing {
		t.Errorf("%d packets came by the standby of a silent source", head-1)
	}
}

func TestOneParentIsAskedForWhatNoneBrings(t *testing.T) {
	const ask, wait, have = lossmap.Ask, lossmap.Wait, lossmap.Have
	for _, test := range []struct {
		name               string
		source, standby    []uint64      // received
		behind             time.Duration // of the standby
		after              time.Duration // since the source's last packet, at the judgement
		bySource, byOthers lossmap.Verdict
	}{
		{"the standby has brought it", []uint64{0, 2}, []uint64{0, 1}, 0, 0, have, have},
		{"the standby may yet bring it", []uint64{0, 2}, []uint64{0}, 20 * time.Millisecond, 0, wait, wait},
		{"it is late itself", []uint64{0, 2}, []uint64{0}, 20 * time.Millisecond, 40 * time.Millisecond, ask, wait},
		{"it takes longer than to ask", []uint64{0, 2}, []uint64{0}, 200 * time.Millisecond, 0, ask, wait},
		{"both have lost it", []uint64{0, 2}, []uint64{0, 2}, 0, 0, ask, wait},
		{"the source is silent", []uint64{0, 2}, []uint64{0, 2, 3}, 0, 100 * time.Millisecond, ask, ask},
	} {
		b, source, standby := newMerge(t)
		now := b.now
		for _, p := range []struct {
			*parent
			seqs []uint64
		}{{source, test.source}, {standby, test.standby}} {
			for _, seq := range p.seqs {
				p.send(b.seq+seq, 0, now)
			}
			p.rtt = 50 * time.Millisecond
		}
		noticed := now
		now = now.Add(test.after)
		standby.heard.Store(now.UnixNano())
		standby.behind.Store(int64(test.behind))
		if got := source.judge(now)(b.seq+1, noticed); got != test.bySource {
			t.Errorf("%s: the source's verdict is %d, want %d", test.name, got, test.bySource)
		}
		if got := standby.judge(now)(b.seq+1, noticed); got != test.byOthers {
			t.Errorf("%s: the standby's verdict is %d, want %d", test.name, got, test.byOthers)
		}
	}
}

func TestParentIsNotOwedForWhatItWasToldToStop(t *testing.T) {
	b, source, _ := newMerge(t)
	source.send(b.seq, 0, time.Now())
	source.rest(true, true)
	source.send(b.seq+1, 0, time.Now().Add(unasked/2)) // it has not heard yet
	source.send(b.seq+2, 0, time.Now().Add(2*unasked))
	if got := source.source.PayloadBytes(); got != 2*1200 {
		t.Errorf("%d bytes are owed, want those of two packets", got)
	}
	source.rest(false, true)
	source.send(b.seq+3, 0, time.Now().Add(3*unasked))
	if got := source.source.PayloadBytes(); got != 3*1200 {
		t.Errorf("%d bytes are owed, want those of three packets", got)
	}
}

func TestWhatAnotherHasBroughtAllocatesNothing(t *testing.T) {
	b, source, standby := newMerge(t)
	now, seq := b.now, b.seq
	for range 100 {
		source.send(seq, 0, now)
		seq++
	}
	next := b.seq
	if n := testing.AllocsPerRun(50, func() {
		standby.send(next, 0, now)
		next++
	}); n > 0 {
		t.Errorf("%v allocations for a packet that is there", n)
	}
}

// BenchmarkHotStandby is what a packet costs to receive, decrypted: the first of a number, and the same from a second parent.
func BenchmarkHotStandby(b *testing.B) {
	const run = videoRing / 2
	for _, second := range []bool{false, true} {
		b.Run(fmt.Sprintf("second=%v", second), func(b *testing.B) {
			bench, source, standby := newMerge(b)
			now, seq := bench.now, bench.seq
			play := func(p *parent) {
				for i := range uint64(run) {
					p.send(seq+i, 0, now.Add(time.Duration(i/9)*10*time.Millisecond))
				}
			}
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N/run + 1 {
				if second {
					b.StopTimer()
					play(source)
					b.StartTimer()
					play(standby)
				} else {
					play(source)
				}
				seq, now = seq+run, now.Add(run/9*10*time.Millisecond)
			}
			b.StopTimer()
			if n := standby.source.PayloadBytes(); (n > 0) != second || standby.source.Conflicts() > 0 || bench.layer.ring.Head() != seq-bench.seq {
				b.Errorf("%d bytes by the standby, %d conflicts, %d packets in the ring", n, standby.source.Conflicts(), bench.layer.ring.Head())
			}
		})
	}
}

func TestLowestMissingNumber(t *testing.T) {
	now := time.Unix(1e9, 0)
	for _, test := range []struct {
		name string
		seqs []uint64
		age  time.Duration // of all but the last
		want uint64
	}{
		{"nothing", nil, 0, 0},
		{"no hole", []uint64{100, 101, 102}, 0, 103},
		{"out of order", []uint64{100, 102, 101}, 0, 103},
		{"a hole", []uint64{100, 102, 103}, 0, 101},
		{"two holes", []uint64{100, 102, 105, 106}, 0, 101},
		{"a hole long ago", []uint64{100, 102, 103}, time.Second, 104},
		{"a hole far behind", append([]uint64{100, 102}, sequence(103, 200)...), 0, 200},
	} {
		ring, err := packet.NewRing(512)
		if err != nil {
			t.Fatal(err)
		}
		for i, seq := range test.seqs {
			at := now
			if i < len(test.seqs)-1 {
				at = now.Add(-test.age)
			}
			ring.Put(&packet.Packet{Seq: seq, Arrival: at})
		}
		if got := lacks(ring, now); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

func sequence(from, to uint64) (out []uint64) {
	for ; from < to; from++ {
		out = append(out, from)
	}
	return out
}
