package tree

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// town is some members, the messages between them, and a clock.
type town struct {
	t       *testing.T
	rand    *rand.Rand
	now     time.Duration
	members []*Member
	dead    []bool
	flows   []bool // media reach it
	queue   []letter
	drops   int
	moves   int
	seq     uint64
}

type letter struct {
	at time.Duration
	do func()
}

func newTown(t *testing.T, n, children int, seed uint64) *town {
	w := &town{t: t, rand: rand.New(rand.NewPCG(seed, 1)), dead: make([]bool, n), flows: make([]bool, n)}
	for i := range n {
		w.members = append(w.members, New(Options{Self: ID(i + 1), Root: i == 0, Children: children, Rand: rand.New(rand.NewPCG(seed, uint64(i)))}))
	}
	return w
}

func (w *town) rtt(a, b int) time.Duration {
	return time.Duration(5+(a*31+b*31)%70) * time.Millisecond
}

func (w *town) send(a, b int, do func()) {
	w.queue = append(w.queue, letter{w.now + w.rtt(a, b)/2, do})
}

// fact gives a member a fact and does what it wants.
func (w *town) fact(i int, f func(m *Member, do []Action) []Action) {
	if w.dead[i] {
		return
	}
	m := w.members[i]
	for _, a := range f(m, nil) {
		w.act(i, m, a)
	}
	primaries := 0
	for _, p := range m.parents {
		if p.held && p.role == Primary {
			primaries++
		}
	}
	if primaries > 1 {
		w.t.Fatalf("member %d has %d primaries", i+1, primaries)
	}
}

func (w *town) act(i int, m *Member, a Action) {
	to := int(a.Peer) - 1
	switch a.Kind {
	case Find:
		var list []Candidate
		for range Candidates {
			j := w.rand.IntN(len(w.members))
			if o := w.members[j]; j != i && !w.dead[j] && o.Carrying() {
				path := o.Path(nil)
				list = append(list, Candidate{ID: ID(j + 1), Lag: o.Lag(), RTT: w.rtt(i, j), Path: path, Load: float64(len(o.children)) / float64(o.opts.Children+1)})
			}
		}
		w.queue = append(w.queue, letter{w.now + 50*time.Millisecond, func() {
			w.fact(i, func(m *Member, do []Action) []Action { return m.Found(w.now, list, do) })
		}})
	case Join:
		var avoid []ID
		if own := m.Path(nil); a.Role != Primary && len(own) > 1 {
			if a.Meets {
				own = own[max(0, len(own)-3):]
			}
			avoid = own[1 : len(own)-1]
		}
		w.send(i, to, func() {
			if w.dead[to] {
				w.send(to, i, func() { w.fact(i, func(m *Member, do []Action) []Action { return m.Lost(w.now, a.Peer, do) }) })
				return
			}
			o := w.members[to]
			why := o.Asks(w.now, m.opts.Self, a.Role, avoid)
			path, lag := o.Path(nil), o.Lag()
			w.send(to, i, func() {
				w.fact(i, func(m *Member, do []Action) []Action {
					if why != NoReason {
						return m.Refused(w.now, a.Peer, why, nil, time.Second, do)
					}
					return m.Accepted(w.now, a.Peer, path, lag, w.rtt(i, to), do)
				})
			})
		})
	case Leave:
		w.send(i, to, func() { w.members[to].ChildGone(m.opts.Self) })
	case Promote:
		w.moves++
		w.send(i, to, func() { w.members[to].ChildHeard(w.now, m.opts.Self, Primary) })
	case TellPath, TellRepairing, TellMove:
		path, lag := m.Path(nil), m.Lag()
		m.Children(func(id ID, _ Role) {
			j := int(id) - 1
			w.send(i, j, func() {
				w.fact(j, func(c *Member, do []Action) []Action {
					switch a.Kind {
					case TellPath:
						return c.Heard(w.now, m.opts.Self, Report{Path: path, Lag: lag}, do)
					case TellMove:
						return c.MoveAsked(w.now, m.opts.Self, nil, do)
					}
					return c.Repairing(w.now, m.opts.Self, a.ETA, do)
				})
			})
		})
	case Drop:
		w.drops++
		w.send(i, to, func() { w.fact(to, func(c *Member, do []Action) []Action { return c.Lost(w.now, m.opts.Self, do) }) })
	}
}

// live computes to whom media flow.
func (w *town) live() {
	for i := range w.flows {
		w.flows[i] = false
	}
	for i := range w.members {
		w.flows[i] = w.reaches(i, 0)
	}
}

func (w *town) reaches(i, depth int) bool {
	if i == 0 {
		return !w.dead[0]
	}
	p := w.members[i].primary()
	return !w.dead[i] && depth < len(w.members) && p != nil && w.members[p.id-1].child(ID(i+1)) != nil && w.reaches(int(p.id)-1, depth+1)
}

// run lets time pass, 10 ms at a time.
func (w *town) run(d time.Duration) {
	for end := w.now + d; w.now < end; w.now += 10 * time.Millisecond {
		for k := 0; k < len(w.queue); k++ {
			if l := w.queue[k]; l.at <= w.now {
				w.queue = slices.Delete(w.queue, k, k+1)
				k--
				l.do()
			}
		}
		beacon := w.now%(250*time.Millisecond) == 0
		if beacon {
			w.seq++
		}
		w.live()
		for i, m := range w.members {
			if w.dead[i] {
				continue
			}
			w.fact(i, func(m *Member, do []Action) []Action { return m.Tick(w.now, do) })
			for _, p := range slices.Clone(m.parents) {
				up := int(p.id) - 1
				if !p.held {
					continue
				}
				knows := !w.dead[up] && w.members[up].child(m.opts.Self) != nil // it has not been started anew since
				if w.flows[up] && knows {
					if beacon {
						lag := w.members[up].Lag() + w.rtt(i, up)/2
						m.Beacon(w.now, p.id, w.seq, lag)
					}
					if p.role == Primary {
						m.Flows(p.id)
					}
				} else if p.role == Primary && w.now-m.moved > 150*time.Millisecond && w.now%(100*time.Millisecond) == 0 {
					w.fact(i, func(m *Member, do []Action) []Action { return m.Silent(w.now, p.id, do) })
				}
				if w.now%(2500*time.Millisecond) == 0 && !w.dead[up] {
					w.members[up].ChildHeard(w.now, m.opts.Self, p.role)
				}
				if !knows && w.now%(4*time.Second) == 0 {
					w.fact(i, func(m *Member, do []Action) []Action { return m.Lost(w.now, p.id, do) })
				}
			}
		}
	}
}

// served counts the members that live and get media, and those that live.
func (w *town) served() (served, alive int) {
	w.live()
	for i := range w.members {
		if !w.dead[i] {
			alive++
			if w.flows[i] {
				served++
			}
		}
	}
	return served, alive
}

func TestTownFormsATreeAndMendsIt(t *testing.T) {
	for seed := range uint64(20) {
		w := newTown(t, 60, 4, seed)
		w.run(10 * time.Second)
		if served, alive := w.served(); served != alive {
			t.Fatalf("seed %d: %d of %d have media", seed, served, alive)
		}
		for i := 1; i < len(w.members); i++ {
			w.dead[i] = w.rand.IntN(4) == 0
		}
		w.run(15 * time.Second)
		if served, alive := w.served(); served != alive {
			t.Errorf("seed %d: after the crash of a quarter %d of %d have media", seed, served, alive)
		}
		before := w.moves
		w.run(60 * time.Second)
		if served, alive := w.served(); served != alive {
			t.Errorf("seed %d: a minute later %d of %d have media", seed, served, alive)
		}
		if moved := w.moves - before; moved > len(w.members)*2 {
			t.Errorf("seed %d: %d moves in a quiet minute", seed, moved)
		}
		with := 0
		for i, m := range w.members {
			if !w.dead[i] && i > 0 && m.standby() != nil {
				with++
			}
		}
		t.Logf("seed %d: %d moves in a quiet minute, %d with standby, drops %d", seed, w.moves-before, with, w.drops)
	}
}
