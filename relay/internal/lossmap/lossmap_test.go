package lossmap

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

var t0 = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

func ms(n int) time.Time { return t0.Add(time.Duration(n) * time.Millisecond) }

func TestLossesAreAskedForAtTheirTime(t *testing.T) {
	const base = 1<<16 + 65533 // asked for across the wrap
	type step struct {
		at   int
		got  []uint64 // arrivals
		want []uint16 // asked for
	}
	for _, test := range []struct {
		name  string
		rtt   time.Duration
		steps []step
	}{
		{"nothing lost", 0, []step{{0, []uint64{base, base + 1}, nil}, {100, []uint64{base + 2}, nil}}},
		{"reordering is not a loss", 0, []step{{0, []uint64{base, base + 2}, nil}, {2, []uint64{base + 1}, nil}, {50, nil, nil}}},
		{"asked for after the reordering time", 0, []step{
			{0, []uint64{base, base + 2}, nil}, {4, nil, nil}, {5, nil, []uint16{65534}},
		}},
		{"asked for at once when overtaken by three", 0, []step{
			{0, []uint64{base, base + 2, base + 3}, nil}, {1, []uint64{base + 4}, []uint16{65534}},
		}},
		{"asked again every interval", 0, []step{
			{0, []uint64{base, base + 3, base + 4, base + 5}, []uint16{65534, 65535}},
			{19, nil, nil}, {20, []uint64{base + 1}, []uint16{65535}}, {40, nil, []uint16{65535}},
		}},
		{"not more often than the round trip", 60 * time.Millisecond, []step{
			{0, []uint64{base, base + 3}, nil}, {5, nil, []uint16{65534, 65535}}, {60, nil, nil}, {65, nil, []uint16{65534, 65535}},
		}},
		{"twice a round trip once an answer is overdue", 60 * time.Millisecond, []step{
			{0, []uint64{base, base + 2}, nil}, {5, nil, []uint16{65534}}, {65, nil, []uint16{65534}}, {94, nil, nil}, {95, nil, []uint16{65534}},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var m Map
			for _, s := range test.steps {
				for _, seq := range s.got {
					m.Received(seq, ms(s.at))
				}
				if got := m.Due(ms(s.at), test.rtt, nil); !slices.Equal(got, s.want) {
					t.Errorf("at %d ms asks for %v, want %v", s.at, got, s.want)
				}
			}
		})
	}
}

// TestRepairsComeInTimeOnABadPath loses packets, requests and answers alike, 50 ms apart, and answers every request.
func TestRepairsComeInTimeOnABadPath(t *testing.T) {
	const (
		packets, spacing = 60_000, 3 // ms
		oneWay           = 25
	)
	for _, test := range []struct {
		loss                 float64
		mostLate, mostCopies float64 // of all packets, of those lost
	}{{0.01, 0, 0.05}, {0.05, 0.0001, 0.15}, {0.1, 0.0005, 0.25}, {0.2, 0.002, 0.4}} {
		rng := rand.New(rand.NewPCG(1, 2))
		arrives := func() bool { return rng.Float64() >= test.loss }
		var m Map
		coming := map[int][]uint64{} // by the time of arrival
		came, lost, late, copies := map[uint64]bool{}, 0, 0, 0
		for now := 0; now < packets*spacing+2000; now++ {
			if seq := uint64(now / spacing); now%spacing == 0 && seq < packets {
				if arrives() {
					coming[now+oneWay] = append(coming[now+oneWay], seq)
				} else {
					lost++
				}
			}
			for _, seq := range coming[now] {
				if came[seq] {
					copies++
					continue
				}
				came[seq] = true
				if now-int(seq)*spacing > 300 {
					late++
				}
				m.Received(seq, ms(now))
			}
			delete(coming, now)
			if now%5 != 0 {
				continue
			}
			for _, low := range m.Due(ms(now), 62*time.Millisecond, nil) {
				seq := uint64(now/spacing)&^0xffff | uint64(low)
				if seq > uint64(now/spacing) {
					seq -= 1 << 16
				}
				if arrives() && arrives() { // the request, the answer
					coming[now+2*oneWay] = append(coming[now+2*oneWay], seq)
				}
			}
		}
		late += packets - len(came)
		if got := float64(late) / packets; got > test.mostLate {
			t.Errorf("loss %v: %.3f %% of packets late, want at most %.3f %%", test.loss, 100*got, 100*test.mostLate)
		}
		if got := float64(copies) / float64(lost); got > test.mostCopies {
			t.Errorf("loss %v: %.2f copies for each packet lost, want at most %.2f", test.loss, got, test.mostCopies)
		}
	}
}

func TestLossesAreGivenUp(t *testing.T) {
	var m Map
	m.Received(100, t0)
	m.Received(102, t0)
	asked := 0
	for at := 0; at < 2000; at += 5 {
		asked += len(m.Due(ms(at), 0, nil))
	}
	if least, most := tries+int(maxAge/rare)/2, tries+int(maxAge/rare); asked < least || asked > most || m.Len() != 0 {
		t.Errorf("asked %d times, want %d to %d; %d left", asked, least, most, m.Len())
	}
	m.Received(104, t0)
	if got := m.Due(ms(1001), 0, nil); len(got) != 0 || m.Len() != 0 {
		t.Errorf("asks for a packet older than %v", maxAge)
	}
}

// Half of the requests come too soon after the one before for a sender to answer. Of a million packets lost, none shall be lost for good where a tenth is lost
// each way.
func TestFewLossesStayOnABadPath(t *testing.T) {
	var m Map
	m.Received(1, t0)
	m.Received(3, t0)
	const rtt, heeded = 62, 37 // ms
	failed, last := 1.0, -heeded
	for at := 0; at < 1000; at += 5 {
		if len(m.Due(ms(at), rtt*time.Millisecond, nil)) > 0 && at-last >= heeded {
			failed, last = failed*(1-0.9*0.9), at
		}
	}
	if failed > 1e-6 {
		t.Errorf("%.1g of the losses stay", failed)
	}
}

func TestLongGapIsBounded(t *testing.T) {
	var m Map
	m.Received(100, t0)
	m.Received(100000, t0)
	if m.Len() != maxMissing {
		t.Errorf("%d missing, want %d", m.Len(), maxMissing)
	}
	if got := m.Due(ms(5), 0, nil); got[len(got)-1] != uint16(99999%65536) {
		t.Errorf("newest asked for is %d", got[len(got)-1])
	}
	for seq := uint64(100002); seq < 104000; seq += 2 {
		m.Received(seq, t0)
	}
	if m.Len() != maxMissing {
		t.Errorf("%d missing, want %d", m.Len(), maxMissing)
	}
}

func FuzzMap(f *testing.F) {
	f.Add([]byte{1, 2, 5, 3, 4, 9, 200, 7})
	f.Fuzz(func(t *testing.T, b []byte) {
		var m Map
		got := map[uint64]bool{}
		now := t0
		for _, v := range b {
			now = now.Add(time.Duration(v%8) * time.Millisecond)
			seq := 1<<16 + uint64(v)
			m.Received(seq, now)
			got[seq] = true
			for _, s := range m.Due(now, 0, nil) {
				if got[1<<16+uint64(s)] {
					t.Fatalf("asks for %d, which has arrived", s)
				}
			}
			if m.Len() > maxMissing {
				t.Fatalf("%d missing", m.Len())
			}
		}
	})
}

func TestWhatMayComeAnotherWayIsNotAskedFor(t *testing.T) {
	var m Map
	m.Received(1, ms(0))
	m.Received(10, ms(0)) // 2 to 9 are missing
	verdicts := map[uint64]Verdict{2: Have, 3: Wait, 4: Wait}
	judge := func(seq uint64, noticed time.Time) Verdict {
		if !noticed.Equal(ms(0)) {
			t.Errorf("%d was noticed at %v", seq, noticed)
		}
		return verdicts[seq]
	}
	if got, want := m.DueBy(ms(6), 0, judge, nil), []uint16{5, 6, 7, 8, 9}; !slices.Equal(got, want) || m.Len() != 7 {
		t.Errorf("asks for %d, want %d; %d are missing", got, want, m.Len())
	}
	verdicts = map[uint64]Verdict{4: Have}
	if got, want := m.DueBy(ms(10), 0, judge, nil), []uint16{3}; !slices.Equal(got, want) || m.Len() != 6 {
		t.Errorf("asks for %d, want %d; %d are missing", got, want, m.Len())
	}
}
