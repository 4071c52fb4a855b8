package tree

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestRootKeepsItsPlacesForThoseWhoFeedOthers(t *testing.T) {
	m := New(Options{Self: 1, Root: true, Children: 3})
	for _, c := range []struct {
		id   ID
		role Role
		want Reason
	}{{10, Primary, NoReason}, {11, StandbyWarm, NoReason}, {12, StandbyHot, NoReason}, {13, StandbyWarm, Full}, {14, Primary, NoReason},
		{15, StandbyHot, Full}, {16, Primary, NoReason}, {17, Primary, Full}} {
		if got := m.Asks(0, c.id, c.role, nil); got != c.want {
			t.Errorf("%d as %v: got %q, want %q", c.id, c.role, got, c.want)
		}
	}
	if do := m.Tick(ms, nil); len(do) != 2 || !has(do, Drop, 11) || !has(do, Drop, 12) {
		t.Errorf("got %v, want the standbys to make way", do)
	}
}

func TestAnyStandbyIsBetterThanNone(t *testing.T) {
	for _, c := range []struct {
		name  string
		found []Candidate
		want  ID
	}{
		{"one whose way meets the primary's", []Candidate{{ID: 6, Path: []ID{1, 2, 6}}}, 6},
		{"one above the primary", []Candidate{{ID: 2, Path: []ID{1, 2}}}, 2},
		{"the root", []Candidate{{ID: 1, Path: []ID{1}}}, 1},
		{"one below the primary, if it can do without", []Candidate{{ID: 6, Path: []ID{1, 2, 3, 6}}}, 6},
		{"one beside the primary is better", []Candidate{{ID: 6, Path: []ID{1, 2, 3, 6}}, {ID: 7, Path: []ID{1, 2, 7}, RTT: 300 * ms}}, 7},
		{"none below this node", []Candidate{{ID: 6, Path: []ID{1, 2, 3, 9, 6}}}, 0},
		{"one on a way of its own is better still", []Candidate{{ID: 1, Path: []ID{1}}, {ID: 2, Path: []ID{1, 2}}, {ID: 8, Path: []ID{1, 8}, RTT: 300 * ms}}, 8},
	} {
		m := newMember(9)
		takes(m, 0, 3, Primary, 1, 2, 3)
		var got Action
		for _, a := range m.Found(10*time.Second, c.found, nil) {
			if a.Kind == Join {
				got = a
			}
		}
		if got.Peer != c.want || got.Meets != (c.want != 8 && c.want != 0) {
			t.Errorf("%s: got %+v, want %d", c.name, got, c.want)
		}
	}
}

// TestWhoHasAStandbyMayBeOne: siblings that fail together are of no use to one another, unless one of them has another way.
func TestWhoHasAStandbyMayBeOne(t *testing.T) {
	for _, c := range []struct {
		name string
		path []ID // of the sibling's standby
		role Role // that is asked for
		want Reason
	}{
		{"it has none", nil, StandbyWarm, Loop},
		{"its standby is the root", []ID{1}, StandbyWarm, NoReason},
		{"its standby is on another way", []ID{1, 7}, StandbyWarm, NoReason},
		{"its standby is below the same parent", []ID{1, 2, 3, 7}, StandbyWarm, Loop},
		{"no standby is asked for", []ID{1, 7}, Primary, Loop},
	} {
		m := newMember(9)
		takes(m, 0, 3, Primary, 1, 2, 3)
		if len(c.path) > 0 {
			takes(m, 0, c.path[len(c.path)-1], StandbyWarm, c.path...)
		}
		if got := m.Asks(ms, 6, c.role, []ID{3}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLastResortIsKeptUntilAnotherAccepts(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 6, StandbyWarm, 1, 2, 6)
	for now := time.Duration(0); now < 40*time.Second; now += time.Second {
		for _, id := range []ID{3, 6} {
			m.Heard(now, id, Report{}, nil)
		}
		for _, a := range m.Found(now, []Candidate{{ID: 8, Path: []ID{1, 2, 8}}}, nil) {
			if a.Kind != Find {
				t.Fatalf("after %v: %+v", now, a)
			}
		}
	}
	if do := takes(m, 40*time.Second, 7, StandbyWarm, 1, 7); !has(do, Leave, 6) {
		t.Errorf("got %v, want the one on a way of its own instead", do)
	}
}

func TestTiesGoToTheLeastDeep(t *testing.T) {
	for range 20 {
		m := newMember(9)
		do := m.Found(0, []Candidate{{ID: 5, Path: []ID{1, 2, 5}}, {ID: 2, RTT: 10 * ms, Path: []ID{1, 2}}, {ID: 6, Path: []ID{1, 2, 5, 6}}}, nil)
		if !has(do, Join, 2) {
			t.Fatalf("got %v, want the least deep of those as good", do)
		}
	}
}

func TestRootIsNoLiar(t *testing.T) {
	for _, c := range []struct {
		name string
		path []ID
		want bool
	}{
		{"the root, whose uplink is slow", []ID{1}, false},
		{"a relay that tells too little", []ID{1, 5}, true},
	} {
		m := newMember(9)
		parent := c.path[len(c.path)-1]
		takes(m, 0, parent, Primary, c.path...)
		var do []Action
		for k := range uint64(40) {
			m.Beacon(time.Duration(k)*BeaconEvery, parent, k+1, 300*ms)
		}
		for range maxLies {
			do = m.Heard(10*time.Second, parent, Report{Lag: 0}, do)
		}
		if got := has(do, Leave, parent); got != c.want {
			t.Errorf("%s: left %v, want %v", c.name, got, c.want)
		}
	}
}

func TestStandbyIsReplacedWhenTheWaysMeet(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 5, StandbyWarm, 1, 4, 5)
	m.Heard(time.Second, 5, Report{Path: []ID{1, 2, 5}}, nil)
	do := m.Found(10*time.Second, []Candidate{{ID: 6, Path: []ID{1, 2, 6}}, {ID: 7, RTT: 90 * ms, Path: []ID{1, 7}}}, nil)
	if !has(do, Join, 7) || has(do, Leave, 5) {
		t.Fatalf("got %v, want 7 to be asked and 5 kept", do)
	}
	if do = m.Accepted(11*time.Second, 7, []ID{1, 7}, 0, 90*ms, nil); !has(do, Leave, 5) || m.standby().id != 7 {
		t.Errorf("got %v, want 7 in the place of 5", do)
	}
}

func TestPlacesAreKeptNearTheRoot(t *testing.T) {
	m := New(Options{Self: 9, Children: 70, Rand: rand.New(rand.NewPCG(1, 2))})
	takes(m, 0, 2, Primary, 1, 2)
	if got := m.Places(); got != 64 {
		t.Errorf("%d places in the second tier, want 64", got)
	}
	m.Heard(time.Second, 2, Report{Path: []ID{1, 3, 2}}, nil)
	for taken, want := range map[ID]int{0: 2, 1: 3, 5: 10, 40: 70} {
		m.children = nil
		for id := range taken {
			m.Asks(time.Second, 100+id, Primary, nil)
		}
		if got := m.Places(); got != want {
			t.Errorf("%d places in the third tier with %d taken, want %d", got, taken, want)
		}
	}
}

func TestNearerStandbyTakesTheOthersPlace(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	m.parents = append(m.parents, parent{id: 5, role: StandbyWarm, rtt: 200 * ms})
	m.Accepted(0, 5, []ID{1, 4, 5}, 0, 200*ms, nil)
	near := []Candidate{{ID: 6, Lag: 90 * ms, RTT: 20 * ms, Path: []ID{1, 6}}, {ID: 7, RTT: 10 * ms, Path: []ID{1, 2, 7}}}
	if do := m.Found(time.Minute, near, nil); !has(do, Join, 6) || has(do, Leave, 5) {
		t.Fatalf("got %v, want 6 to be asked", do)
	}
	if do := m.Accepted(time.Minute, 6, []ID{1, 6}, 90*ms, 20*ms, nil); !has(do, Leave, 5) || m.standby().id != 6 {
		t.Errorf("got %v, want 6 in the place of 5", do)
	}
}
