package tree

import (
	"math/rand/v2"
	"testing"
	"time"
)

const ms = time.Millisecond

func TestScore(t *testing.T) {
	for _, c := range []struct {
		name string
		c    Candidate
		want time.Duration
	}{
		{"lag and half a round trip", Candidate{Lag: 30 * ms, RTT: 40 * ms}, 50 * ms},
		{"half full", Candidate{Load: 0.5}, 6 * ms},
		{"nine tenths full", Candidate{Load: 0.9}, 97200 * time.Microsecond},
		{"too full", Candidate{Load: 0.98}, never},
		{"cold, at home, dear", Candidate{Cold: true, Home: true, Price: 5}, 115 * ms},
		{"not to be asked", Candidate{Suspend: true}, never},
	} {
		if got := c.c.Score(); got != c.want && (got-c.want).Abs() > ms/100 {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestChooseIsFairAmongThoseAsGood(t *testing.T) {
	list := []Candidate{{ID: 1, RTT: 100 * ms}, {ID: 2, RTT: 40 * ms}, {ID: 3, RTT: 48 * ms}, {ID: 4, Suspend: true}}
	r := rand.New(rand.NewPCG(1, 2))
	var times [4]int
	for range 1000 {
		times[Choose(list, r)]++
	}
	if times[0] != 0 || times[3] != 0 || times[1] < 400 || times[2] < 400 {
		t.Errorf("chosen %v times, want the second and the third alike", times)
	}
	if got := Choose(list[3:], r); got != -1 {
		t.Errorf("chose %d of none", got)
	}
}

// takes gives a member a primary parent, and perhaps a standby.
func takes(m *Member, now time.Duration, id ID, role Role, path ...ID) []Action {
	m.parents = append(m.parents, parent{id: id, role: role, since: now, rtt: 20 * ms})
	return m.Accepted(now, id, path, 0, 20*ms, nil)
}

func newMember(self ID) *Member {
	return New(Options{Self: self, Children: 2, Rand: rand.New(rand.NewPCG(1, uint64(self)))})
}

func has(do []Action, kind Kind, id ID) bool {
	for _, a := range do {
		if a.Kind == kind && a.Peer == id {
			return true
		}
	}
	return false
}

func TestSilentRootIsLeftAtOnceForTheStandby(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 1, Primary, 1)
	takes(m, 0, 2, StandbyHot, 1, 2)
	do := m.Silent(time.Second, 1, nil)
	if !has(do, Promote, 2) || !has(do, Leave, 1) || m.primary().id != 2 {
		t.Errorf("got %v", do)
	}
}

func TestChildrenLetTheirParentRepair(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	if do := m.Repairing(time.Second, 3, 50*ms, nil); !has(do, TellRepairing, 0) || has(do, Promote, 4) {
		t.Errorf("told that it repairs: %v", do)
	}
	if do := m.Silent(time.Second+10*ms, 3, nil); len(do) != 0 {
		t.Errorf("moves at once: %v", do)
	}
	if do := m.Tick(time.Second+200*ms, nil); has(do, Promote, 4) {
		t.Errorf("moves too early: %v", do)
	}
	do := m.Tick(time.Second+310*ms, nil)
	if !has(do, Promote, 4) || !has(do, Leave, 3) {
		t.Errorf("stays with who does not repair: %v", do)
	}
}

func TestParentThatOnlyFallsSilentIsLeftAtOnce(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	if do := m.Silent(time.Second, 3, nil); !has(do, Promote, 4) || !has(do, Leave, 3) {
		t.Errorf("got %v", do)
	}
}

func TestChildrenMoveWhereRepairTakesLong(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	if do := m.Repairing(time.Second, 3, 600*ms, nil); !has(do, Promote, 4) {
		t.Errorf("got %v", do)
	}
}

func TestPathsThatLeadThroughTheMemberAreLeft(t *testing.T) {
	m := newMember(9)
	m.parents = append(m.parents, parent{id: 3, role: Primary})
	if do := m.Accepted(0, 3, []ID{1, 9, 3}, 0, 0, nil); !has(do, Leave, 3) || m.primary() != nil {
		t.Errorf("accepted a loop: %v", do)
	}
	takes(m, 0, 4, Primary, 1, 4)
	if do := m.Heard(time.Second, 4, Report{Path: []ID{1, 9, 4}}, nil); !has(do, Leave, 4) || do[0].Reason != Loop && do[1].Reason != Loop {
		t.Errorf("stays in a loop: %v", do)
	}
	if why := m.Asks(0, 5, Primary, nil); why != NotCarrying {
		t.Errorf("takes children without a parent: %v", why)
	}
	takes(m, 0, 6, Primary, 1, 5, 6)
	if why := m.Asks(0, 5, Primary, nil); why != Loop {
		t.Errorf("takes its own ancestor: %v", why)
	}
	if why := m.Asks(0, 7, Primary, []ID{1}); why != Loop {
		t.Errorf("takes who avoids its path: %v", why)
	}
}

func TestStarvedAndLyingParentsAreLeft(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 3)
	m.Beacon(0, 3, 1, 30*ms)
	if do := m.Tick(900*ms, nil); has(do, Leave, 3) {
		t.Errorf("left too early: %v", do)
	}
	if do := m.Tick(1000*ms, nil); !has(do, Leave, 3) {
		t.Errorf("stays starved: %v", do)
	}
	takes(m, time.Second, 4, Primary, 1, 4)
	m.Beacon(time.Second, 4, 1, 500*ms)
	var do []Action
	for i := range maxLies {
		m.parent(4).lag = 500 * ms
		do = m.Heard(time.Second+time.Duration(i)*time.Second, 4, Report{Lag: 0}, nil)
	}
	if !has(do, Leave, 4) || !m.suspended(time.Minute, 4) {
		t.Errorf("stays with a liar: %v", do)
	}
}

func TestPlacesAreLeased(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 3)
	for id, want := range map[ID]Reason{5: NoReason, 6: NoReason} {
		if got := m.Asks(0, id, Primary, nil); got != want {
			t.Errorf("%d: %v", id, got)
		}
	}
	if got := m.Asks(0, 7, Primary, nil); got != Full {
		t.Errorf("a third child: %v", got)
	}
	if got := m.Asks(0, 7, StandbyWarm, nil); got != NoReason {
		t.Errorf("a warm standby: %v", got)
	}
	m.ChildHeard(5*time.Second, 5, Primary)
	do := m.expire(Lease, nil)
	if !has(do, Drop, 6) || !has(do, Drop, 7) || has(do, Drop, 5) {
		t.Errorf("after a lease: %v", do)
	}
	if got := m.Asks(Lease, 8, Primary, nil); got != NoReason {
		t.Errorf("the place is not free: %v", got)
	}
	m.Drain(nil)
	if got := m.Asks(Lease, 10, Primary, nil); got != Draining {
		t.Errorf("while it drains: %v", got)
	}
}

func TestMoveIsMadeBeforeTheBreak(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 3)
	do := m.MoveAsked(time.Second, 3, []Candidate{{ID: 4, Path: []ID{1, 4}}}, nil)
	if !has(do, Join, 4) || has(do, Leave, 3) || m.primary().id != 3 {
		t.Fatalf("asked to move: %v", do)
	}
	do = m.Accepted(time.Second+50*ms, 4, []ID{1, 4}, 0, 20*ms, nil)
	if !has(do, Promote, 4) || !has(do, Leave, 3) || m.primary().id != 4 {
		t.Errorf("accepted elsewhere: %v", do)
	}
}

// FuzzMember gives a member facts at random: it never has two primaries, nor one below itself, nor more children than it takes.
func FuzzMember(f *testing.F) {
	f.Add([]byte("find, join, leave, promote, tell the children"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := newMember(9)
		var now time.Duration
		var do []Action
		for len(b) >= 4 {
			op, id, x, y := b[0]%14, ID(b[1]%12)+1, b[2], b[3]
			b = b[4:]
			now += time.Duration(x) * 10 * ms
			path := []ID{1, ID(y%12) + 1, id}
			cs := []Candidate{{ID: id, RTT: time.Duration(x) * ms, Path: path}, {ID: ID(y%12) + 1, Load: float64(x) / 255}}
			do = do[:0]
			switch op {
			case 0:
				do = m.Found(now, cs, do)
			case 1:
				do = m.Accepted(now, id, path, time.Duration(y)*ms, time.Duration(x)*ms, do)
			case 2:
				do = m.Refused(now, id, Full, cs, time.Second, do)
			case 3:
				do = m.Heard(now, id, Report{Path: path, Lag: time.Duration(y) * ms}, do)
			case 4:
				m.Beacon(now, id, uint64(x), time.Duration(y)*ms)
			case 5:
				do = m.Silent(now, id, do)
			case 6:
				do = m.Repairing(now, id, time.Duration(y)*2*ms, do)
			case 7:
				do = m.Lost(now, id, do)
			case 8:
				do = m.MoveAsked(now, id, cs, do)
			case 9:
				m.Asks(now, id, Role(x%3)+1, nil)
			case 10:
				m.ChildHeard(now, id, Role(x%3)+1)
			case 11:
				m.ChildGone(id)
			case 12:
				m.Flows(id)
			case 13:
				do = m.Tick(now, do)
			}
			check(t, m, now)
		}
	})
}

func check(t *testing.T, m *Member, now time.Duration) {
	t.Helper()
	primaries, seen := 0, map[ID]bool{}
	for _, p := range m.parents {
		if seen[p.id] || p.id == m.opts.Self {
			t.Fatalf("parent %d twice, or itself", p.id)
		}
		seen[p.id] = true
		if p.held && p.role == Primary {
			primaries++
			if m.loops(p.path) {
				t.Fatalf("path %v leads through the member", p.path)
			}
		}
	}
	if primaries > 1 {
		t.Fatalf("%d primaries", primaries)
	}
	if next := m.Next(now); next < now || next > now+time.Second {
		t.Fatalf("next is %v after now", next-now)
	}
}
