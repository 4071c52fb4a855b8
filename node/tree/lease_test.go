package tree

import (
	"testing"
	"time"
)

func TestParentsThatSayNothingForALeaseAreLeft(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	for now := KeepaliveEvery; now < Lease; now += KeepaliveEvery {
		m.Heard(now, 3, Report{}, nil)
	}
	if do := m.Tick(Lease-ms, nil); has(do, Leave, 4) {
		t.Errorf("left too early: %v", do)
	}
	if do := m.Tick(Lease, nil); !has(do, Leave, 4) || has(do, Leave, 3) {
		t.Errorf("got %v, want the standby that is not heard left, and it alone", do)
	}
}

func TestParentThatNeverSendsABeaconStarvesItsChild(t *testing.T) {
	for _, c := range []struct {
		name    string
		beacons bool
		want    bool
	}{
		{"other parents have sent some", true, true},
		{"there have never been any", false, false},
	} {
		m := newMember(9)
		takes(m, 0, 3, Primary, 1, 3)
		if c.beacons {
			m.Beacon(0, 3, 1, 30*ms)
		}
		takes(m, 100*ms, 4, Primary, 1, 4)
		if do := m.Tick(100*ms+firstBeacon-ms, nil); has(do, Leave, 4) {
			t.Errorf("%s: left too early: %v", c.name, do)
		}
		if do := m.Tick(100*ms+firstBeacon, nil); has(do, Leave, 4) != c.want {
			t.Errorf("%s: got %v, want left: %v", c.name, do, c.want)
		}
	}
}

func TestSearchIsNotRepeatedWhileItIsUnderWay(t *testing.T) {
	m := newMember(9)
	if do := m.Tick(0, nil); !has(do, Find, 0) {
		t.Fatalf("got %v, want a search", do)
	}
	for now := 10 * ms; now < searchPatience; now += 100 * ms {
		if do := m.Tick(now, nil); len(do) != 0 {
			t.Fatalf("%v after the search began: %v", now, do)
		}
	}
	if do := m.Tick(searchPatience, nil); !has(do, Find, 0) {
		t.Errorf("got %v, want another search where one is not answered", do)
	}
}

func TestStandbyThatMeetsThePrimaryDoesNotReplaceOneThatDoesNot(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	if do := takes(m, 0, 5, StandbyWarm, 1, 2, 5); !has(do, Leave, 5) || has(do, Leave, 4) {
		t.Errorf("got %v", do)
	}
	if do := takes(m, 0, 6, StandbyWarm, 1, 6); !has(do, Leave, 4) || has(do, Leave, 6) {
		t.Errorf("as good: got %v, want the newer one", do)
	}
}

func TestStandbyBecomesHotNearTheRoot(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	m.Heard(time.Second, 3, Report{Path: []ID{1, 3}}, nil)
	do := m.Found(10*time.Second, []Candidate{{ID: 5, Path: []ID{1, 5}}}, nil)
	if len(do) != 1 || do[0] != (Action{Kind: Join, Peer: 5, Role: StandbyHot}) {
		t.Fatalf("got %v, want a hot standby to be asked", do)
	}
	if do := m.Accepted(11*time.Second, 5, []ID{1, 5}, 0, 0, nil); !has(do, Leave, 4) {
		t.Errorf("got %v, want the warm one left", do)
	}
}

func TestMemberThatDrainsStillLeavesASilentParent(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 2, 3)
	takes(m, 0, 4, StandbyWarm, 1, 4)
	m.Drain(nil)
	m.Repairing(time.Second, 3, 50*ms, nil)
	m.Silent(time.Second, 3, nil)
	if do := m.Tick(time.Second+repairWait, nil); !has(do, Promote, 4) || has(do, Find, 0) {
		t.Errorf("got %v", do)
	}
}

func TestOrphanAsksAnotherWhereOneDoesNotAnswer(t *testing.T) {
	m := newMember(9)
	m.Tick(0, nil)
	list := []Candidate{{ID: 3, RTT: 20 * ms}, {ID: 4, RTT: 60 * ms}, {ID: 5, RTT: 90 * ms}, {ID: 6, RTT: 120 * ms}}
	if do := m.Found(0, list, nil); !has(do, Join, 3) {
		t.Fatalf("got %v, want the best to be asked", do)
	}
	var at []time.Duration
	for now := time.Duration(0); now < joinPatience; now += 10 * ms {
		for _, a := range m.Tick(now, nil) {
			if a.Kind == Join {
				at = append(at, now)
			}
		}
	}
	if want := hedgeAfter + hedgeTrips*hedgeTrip; len(at) != maxAsked-1 || at[0] != want {
		t.Fatalf("asks others at %v, want the first of %d at %v", at, maxAsked-1, want)
	}
	do := m.Accepted(joinPatience-ms, 4, []ID{1, 4}, 0, 60*ms, nil)
	if !has(do, Leave, 3) || !has(do, Leave, 5) || has(do, Leave, 4) || m.joining(true) {
		t.Errorf("got %v, want the others not asked any more", do)
	}
}
