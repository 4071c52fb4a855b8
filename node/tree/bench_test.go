package tree

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
	"unsafe"
)

// settled returns a member with a primary, a standby, and children.
func settled(children int) *Member {
	m := New(Options{Self: 9, Children: children, Rand: rand.New(rand.NewPCG(1, 2))})
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 5, 4)
	for i := range children {
		m.Asks(0, ID(100+i), Primary, nil)
	}
	return m
}

// BenchmarkFound is the search for a better parent among sixteen that are none, and for a better standby.
func BenchmarkFound(b *testing.B) {
	list := make([]Candidate, Candidates)
	for i := range list {
		list[i] = Candidate{ID: ID(20 + i), RTT: time.Duration(10+i*7) * ms, Load: float64(i) / 20, Path: []ID{1, 2, 3, ID(20 + i)}}
	}
	m, do := settled(8), make([]Action, 0, 8)
	b.ReportAllocs()
	for b.Loop() {
		m.improve = 1
		do = m.Found(1, list, do[:0])
	}
}

// BenchmarkBeacon is what comes most often: a beacon, and the tick after it.
func BenchmarkBeacon(b *testing.B) {
	m, do := settled(8), make([]Action, 0, 8)
	m.improve, m.again = never, never
	seq := uint64(0)
	b.ReportAllocs()
	for b.Loop() {
		seq++
		m.Beacon(0, 3, seq, 50*ms)
		do = m.Tick(0, do[:0])
	}
}

func TestBeaconsAllocateNothing(t *testing.T) {
	m, do, now := settled(8), make([]Action, 0, 8), time.Duration(0)
	m.improve, m.again = never, never
	if n := testing.AllocsPerRun(100, func() {
		m.Beacon(now, 3, uint64(now)+1, 50*ms)
		m.Heard(now, 3, Report{Lag: 50 * ms}, do[:0])
		m.Tick(now, do[:0])
		now += ms
	}); n != 0 {
		t.Errorf("%v allocations for a beacon, a keepalive and a tick, want none", n)
	}
}

// TestMemberIsSmall bounds what ten thousand members need in one process: with two parents, eight children and no search under way 1 KiB each.
func TestMemberIsSmall(t *testing.T) {
	const n = 10_000
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]*Member, n)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range list {
		m := New(Options{Self: 9, Children: 8, Rand: r})
		takes(m, 0, 3, Primary, 1, 2, 3)
		takes(m, 0, 4, StandbyWarm, 1, 5, 4)
		for i := range 8 {
			m.Asks(0, ID(100+i), Primary, nil)
		}
		list[i] = m
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := (after.HeapAlloc - before.HeapAlloc) / n
	t.Logf("%d bytes a member, %d of them the struct; a candidate %d more", each, unsafe.Sizeof(Member{}), unsafe.Sizeof(Candidate{}))
	if each > 1024 {
		t.Errorf("%d bytes a member, want 1024 at most", each)
	}
	runtime.KeepAlive(list)
}
