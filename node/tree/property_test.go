package tree

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// restart begins a member anew, as a process that comes back does.
func (w *town) restart(i int) {
	w.members[i] = New(Options{Self: ID(i + 1), Children: w.members[1].opts.Children, Rand: rand.New(rand.NewPCG(w.rand.Uint64(), 1))})
	w.dead[i] = false
}

// way follows the primaries of a member up to the root; nil if they lead nowhere, or in a circle.
func (w *town) way(i int) (ids []ID) {
	for range w.members {
		ids = append(ids, ID(i+1))
		if i == 0 {
			slices.Reverse(ids)
			return ids
		}
		p := w.members[i].primary()
		if p == nil || w.dead[p.id-1] {
			return nil
		}
		i = int(p.id) - 1
	}
	return nil
}

// TestNoLoopsAfterChurn kills and restarts members at random, several a second, then leaves them alone.
func TestNoLoopsAfterChurn(t *testing.T) {
	for seed := range uint64(12) {
		w := newTown(t, 40, 4, 100+seed)
		w.run(5 * time.Second)
		for range 60 {
			i := 1 + w.rand.IntN(len(w.members)-1)
			if w.dead[i] {
				w.restart(i)
			} else {
				w.dead[i] = true
			}
			w.run(time.Duration(w.rand.IntN(400)) * ms)
		}
		w.run(20 * time.Second)
		for i, m := range w.members {
			if w.dead[i] {
				continue
			}
			if way := w.way(i); way == nil || len(way) > MaxDepth || !slices.Equal(way, m.Path(nil)) {
				t.Errorf("seed %d: member %d believes in %v, its parents' parents are %v", seed, i+1, m.Path(nil), way)
			}
			sent := 0
			m.Children(func(_ ID, role Role) {
				if role != StandbyWarm {
					sent++
				}
			})
			if sent > 2*m.opts.Children {
				t.Errorf("seed %d: member %d sends media to %d, takes %d", seed, i+1, sent, m.opts.Children)
			}
		}
	}
}

// TestACrowdFindsThePlacesThereAre has all members join at once where each takes two: nobody stays outside while half of the places are free.
func TestACrowdFindsThePlacesThereAre(t *testing.T) {
	for seed := range uint64(5) {
		w := newTown(t, 100, 2, 200+seed)
		w.run(20 * time.Second)
		if served, alive := w.served(); served != alive {
			t.Errorf("seed %d: %d of %d have media", seed, served, alive)
		}
	}
}

// TestChildrenOfWhoDrainsMissNothing drains a member with children, and watches over them.
func TestChildrenOfWhoDrainsMissNothing(t *testing.T) {
	for seed := range uint64(8) {
		w := newTown(t, 40, 4, 300+seed)
		w.run(15 * time.Second)
		drained := 1
		for i := 1; i < len(w.members); i++ {
			if len(w.members[i].children) > len(w.members[drained].children) {
				drained = i
			}
		}
		w.fact(drained, func(m *Member, do []Action) []Action { return m.Drain(do) })
		for range 500 {
			w.run(10 * ms)
			if served, alive := w.served(); served != alive {
				t.Fatalf("seed %d: %d of %d have media while member %d drains", seed, served, alive, drained+1)
			}
		}
		w.members[drained].Children(func(id ID, role Role) {
			if role == Primary {
				t.Errorf("seed %d: child %d has not left member %d within 5 s", seed, id, drained+1)
			}
		})
	}
}

// TestNobodySwingsBetweenParents counts the moves of each member in three quiet minutes: those of its own choice are half a minute apart.
func TestNobodySwingsBetweenParents(t *testing.T) {
	w := newTown(t, 40, 4, 400)
	w.run(60 * time.Second)
	last, since := make([]ID, len(w.members)), make([]time.Duration, len(w.members))
	moves := 0
	for range 1800 {
		w.run(100 * ms)
		for i, m := range w.members {
			p := m.primary()
			if p == nil || p.id == last[i] {
				continue
			}
			if last[i] != 0 {
				if moves++; since[i] != 0 && w.now-since[i] < improveEvery-time.Second && m.reason == Better {
					t.Errorf("member %d moves again after %v", i+1, w.now-since[i])
				}
				since[i] = w.now
			}
			last[i] = p.id
		}
	}
	if moves > len(w.members) {
		t.Errorf("%d moves in three quiet minutes", moves)
	}
	t.Logf("%d moves of %d members in three quiet minutes", moves, len(w.members))
}

func TestAMoveOfChoiceIsFollowedByNoneForHalfAMinute(t *testing.T) {
	m := newMember(9)
	takes(m, 0, 3, Primary, 1, 3)
	m.Beacon(0, 3, 1, 300*ms)
	for k := range uint64(40) {
		m.Beacon(0, 3, k+2, 300*ms)
	}
	m.improve = time.Second
	if do := m.Found(time.Second, []Candidate{{ID: 4, RTT: 200 * ms, Path: []ID{1, 4}}}, nil); !has(do, Join, 4) {
		t.Fatalf("got %v, want the better one to be asked", do)
	}
	m.Accepted(time.Second, 4, []ID{1, 4}, 0, 200*ms, nil)
	for _, c := range []struct {
		after time.Duration
		want  Role
	}{{improveEvery - time.Second, StandbyHot}, {improveEvery, Primary}} {
		m.improve = 2 * time.Second // as if it were due
		do := m.Found(time.Second+c.after, []Candidate{{ID: 5, RTT: 20 * ms, Path: []ID{1, 5}}}, nil)
		if len(do) != 1 || do[0].Peer != 5 || do[0].Role != c.want {
			t.Errorf("%v after a move: got %+v, want 5 asked as %v", c.after, do, c.want)
		}
		m.Refused(time.Second+c.after, 5, Full, nil, ms, nil)
		m.banned, m.finding, m.again, m.known = nil, false, 0, m.known[:0]
	}
}
