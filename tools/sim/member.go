package main

import (
	"math/rand/v2"
	"slices"
	"time"
)

type candidate struct {
	ID         id
	RTT, Lag   time.Duration
	Load       float64
	Cold, Home bool
	Path       []id
}

type actionKind uint8

const (
	doFind actionKind = iota
	doJoin
	doLeave
	doPromote
	doTell
)

type action struct {
	Kind actionKind
	ID   id
	Duty duty
	Tell messageKind
	Eta  time.Duration
}

type parent struct {
	candidate
	duty   duty
	up     bool
	beat   time.Duration
	joined time.Duration
}

type member struct {
	self    id
	root    bool
	rand    *rand.Rand
	parents []parent
	path    []id
	known   []candidate
	next    time.Duration
	find    time.Duration
	moved   time.Duration
	pending int
}

func score(c *candidate) float64 {
	u := c.Load
	if u > 0.97 {
		return 1e9
	}
	s := float64(c.Lag+c.RTT/2)/1e6 + 8*u*u/(1-u)
	if c.Cold {
		s += 90
	}
	if c.Home {
		s += 20
	}
	return s
}

func pickBest(cs []candidate, r *rand.Rand, ok func(*candidate) bool) int {
	best := 1e8
	for i := range cs {
		if ok(&cs[i]) {
			best = min(best, score(&cs[i]))
		}
	}
	at, n := -1, 0
	for i := range cs {
		if ok(&cs[i]) && score(&cs[i]) <= best+10 {
			n++
			if r.IntN(n) == 0 {
				at = i
			}
		}
	}
	return at
}

func (m *member) parent(x id) *parent {
	for i := range m.parents {
		if m.parents[i].ID == x {
			return &m.parents[i]
		}
	}
	return nil
}

func (m *member) source() *parent {
	for i := range m.parents {
		if m.parents[i].duty == source {
			return &m.parents[i]
		}
	}
	return nil
}

func (m *member) tick(now time.Duration, out []action) []action {
	if m.root {
		m.next = now + time.Hour
		return out
	}
	for _, p := range slices.Clone(m.parents) {
		if p.up && now-p.beat > time.Second {
			out = append(out, action{Kind: doLeave, ID: p.ID})
			m.remove(p.ID)
		} else if !p.up && now-p.joined > 3*time.Second {
			m.remove(p.ID)
		}
	}
	if now >= m.find && (m.source() == nil || len(m.parents) < 2 || now-m.moved > 30*time.Second) {
		m.find = now + 300*time.Millisecond
		out = append(out, action{Kind: doFind})
	}
	m.next = now + 250*time.Millisecond
	return out
}

func (m *member) remove(x id) {
	m.parents = slices.DeleteFunc(m.parents, func(p parent) bool { return p.ID == x })
}

func (m *member) found(now time.Duration, cs []candidate, out []action) []action {
	m.known = append(m.known[:0], cs...)
	src := m.source()
	if src == nil {
		if at := pickBest(cs, m.rand, func(c *candidate) bool { return m.parent(c.ID) == nil && !slices.Contains(c.Path, m.self) }); at >= 0 {
			out = m.join(now, &cs[at], source, out)
		}
		return out
	}
	if len(m.parents) < 2 {
		at := pickBest(cs, m.rand, func(c *candidate) bool {
			return m.parent(c.ID) == nil && !c.Cold && !slices.Contains(c.Path, m.self) && m.disjoint(c)
		})
		if at >= 0 {
			d := warm
			if len(m.path) <= 2 {
				d = hot
			}
			out = m.join(now, &cs[at], d, out)
		}
	}
	if src.up && now-m.moved > 30*time.Second && m.pending == 0 {
		at := pickBest(cs, m.rand, func(c *candidate) bool { return m.parent(c.ID) == nil && !c.Cold && !slices.Contains(c.Path, m.self) })
		m.moved = now - time.Duration(m.rand.Int64N(int64(20*time.Second)))
		if at >= 0 {
			mine, other := float64(src.Lag)/1e6, score(&cs[at])
			if other < mine*0.85 && other < mine-10 {
				m.moved = now
				out = m.join(now, &cs[at], warm, out)
				m.pending = int(cs[at].ID)
			}
		}
	}
	return out
}

func (m *member) disjoint(c *candidate) bool {
	if c.ID != 1 && slices.Contains(m.path, c.ID) {
		return false
	}
	for _, x := range c.Path[min(1, len(c.Path)):] {
		if slices.Contains(m.path, x) {
			return false
		}
	}
	return true
}

func (m *member) join(now time.Duration, c *candidate, d duty, out []action) []action {
	m.parents = append(m.parents, parent{candidate: *c, duty: d, joined: now})
	return append(out, action{Kind: doJoin, ID: c.ID, Duty: d})
}

func (m *member) accepted(now time.Duration, x id, path []id, lag, rtt time.Duration, out []action) []action {
	p := m.parent(x)
	if p == nil {
		return append(out, action{Kind: doLeave, ID: x})
	}
	p.up, p.beat, p.Path, p.Lag, p.RTT = true, now, path, lag, rtt
	if slices.Contains(path, m.self) {
		m.remove(x)
		return append(out, action{Kind: doLeave, ID: x})
	}
	if m.pending == int(x) {
		m.pending = 0
		return m.promote(p, out)
	}
	if p.duty == source {
		out = m.rePath(p, out)
	}
	return out
}

func (m *member) rePath(p *parent, out []action) []action {
	m.path = append(m.path[:0], p.Path...)
	return append(out, action{Kind: doTell, Tell: msgPath})
}

func (m *member) promote(p *parent, out []action) []action {
	old := m.source()
	p.duty = source
	out = append(out, action{Kind: doPromote, ID: p.ID})
	if old != nil {
		out = append(out, action{Kind: doLeave, ID: old.ID})
		x := p.ID
		m.remove(old.ID)
		p = m.parent(x)
	}
	return m.rePath(p, out)
}

func (m *member) refused(now time.Duration, x id, out []action) []action {
	m.remove(x)
	if m.pending == int(x) {
		m.pending = 0
	}
	m.find = now + time.Duration(50+m.rand.IntN(450))*time.Millisecond
	return out
}

func (m *member) pathHeard(x id, path []id, out []action) []action {
	p := m.parent(x)
	if p == nil {
		return out
	}
	p.Path = path
	if slices.Contains(path, m.self) {
		m.remove(x)
		return append(out, action{Kind: doLeave, ID: x})
	}
	if p.duty == source {
		return m.rePath(p, out)
	}
	return out
}

func (m *member) silent(now time.Duration, x id, out []action) []action {
	p := m.parent(x)
	if p == nil || p.duty != source {
		m.remove(x)
		return out
	}
	for i := range m.parents {
		if q := &m.parents[i]; q.up && q.duty != source && now-q.beat < 400*time.Millisecond {
			return m.promote(q, out)
		}
	}
	m.remove(x)
	m.find = now
	return append(append(out, action{Kind: doLeave, ID: x}), action{Kind: doFind})
}
