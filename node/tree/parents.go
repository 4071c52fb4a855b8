package tree

import (
	"slices"
	"time"
)

// Accepted notes that a node takes this one as its child in the role that was asked for.
func (m *Member) Accepted(now time.Duration, id ID, path []ID, lag, rtt time.Duration, do []Action) []Action {
	p := m.parent(id)
	if p == nil || p.held {
		return do
	}
	if m.loops(path) || len(path) == 0 || path[len(path)-1] != id || len(path) >= MaxDepth {
		m.forget(id)
		m.suspend(now, id, Lease)
		do = append(do, Action{Kind: Leave, Peer: id, Reason: Loop})
		return m.pursue(now, do)
	}
	p.held, p.path, p.told, p.lag, p.rtt, p.since, p.beacon, p.heard = true, slices.Clone(path), lag, lag+rtt/2, rtt, now, now, now
	m.backoff, m.retryAt = backoffLeast, 0
	if p.role != Primary {
		return m.replaced(now, p, do)
	}
	if old := m.other(id); old != nil { // a better parent, or one that an old one named: make before break
		do = m.depose(now, old, m.reason, do)
	}
	return m.elect(now, id, do)
}

// other returns the primary that is held besides id.
func (m *Member) other(id ID) *parent {
	for i := range m.parents {
		if p := &m.parents[i]; p.held && p.role == Primary && p.id != id {
			return p
		}
	}
	return nil
}

// depose leaves a parent.
func (m *Member) depose(now time.Duration, p *parent, why Reason, do []Action) []Action {
	id := p.id
	m.forget(id)
	switch why {
	case Silence, Starved, Gone, LeaseExpired, Loop:
		m.suspend(now, id, Lease)
		m.banned[len(m.banned)-1].soft = now + softAfter
	}
	return append(do, Action{Kind: Leave, Peer: id, Reason: why})
}

// elect makes a held parent the primary, and tells the children of the new path.
func (m *Member) elect(now time.Duration, id ID, do []Action) []Action {
	p := m.parent(id)
	if p.role != Primary {
		p.role = Primary
	}
	do = append(do, Action{Kind: Promote, Peer: id, Reason: m.reason})
	m.silent, m.patient, m.again = 0, 0, now
	if m.reason == Better {
		m.moved, m.improve = now, now+improveEvery+time.Duration(m.opts.Rand.Int64N(int64(improveSpread)))
	} else { // not of its own choice: it looks for a better one soon
		m.improve = now + improveSoon/2 + time.Duration(m.opts.Rand.Int64N(int64(improveSoon)))
	}
	p.beacon = now
	for i := range m.parents { // standbys above the new primary are none; others that were asked are not needed
		q := &m.parents[i]
		if q.id != id && (q.held && slices.Contains(p.path[1:], q.id) || !q.held && q.role == Primary) {
			do = append(do, Action{Kind: Leave, Peer: q.id, Reason: Redundant})
			q.leaving = true
		}
	}
	m.parents = slices.DeleteFunc(m.parents, func(q parent) bool { return q.leaving && q.id != id })
	do = append(do, Action{Kind: TellPath})
	return m.pursue(now, do)
}

// Refused notes that a node does not take this one, and whom it names instead. retry is when it may be asked again.
func (m *Member) Refused(now time.Duration, id ID, why Reason, alternatives []Candidate, retry time.Duration, do []Action) []Action {
	p := m.parent(id)
	if p == nil || p.held {
		return do
	}
	if why == Full && p.role == StandbyHot && m.wanted() == StandbyWarm && m.standby() == nil { // warm is better than none
		p.role, p.since = StandbyWarm, now
		return append(do, Action{Kind: Join, Peer: id, Role: StandbyWarm})
	}
	least := time.Second
	if why == Loop && p.role != Primary { // there is as much to lose with it as without
		least = backoffIdle
	}
	m.forget(id)
	m.suspend(now, id, max(retry, least))
	for i := range alternatives {
		m.learn(&alternatives[i])
	}
	return m.pursue(now, do)
}

// Report is what a parent tells of itself.
type Report struct {
	Path []ID // root first, the parent last; nil if it is as before
	Lag  time.Duration
	Load float64
}

// Heard takes a parent's keepalive.
func (m *Member) Heard(now time.Duration, id ID, r Report, do []Action) []Action {
	p := m.parent(id)
	if p == nil || !p.held {
		return do
	}
	p.load, p.told, p.heard = r.Load, r.Lag, now
	if p.seq != 0 && len(p.path) > 1 && implausible(r.Lag+p.rtt/2, p.lag) {
		if p.lies++; p.lies >= maxLies {
			m.suspend(now, id, suspension)
			return m.leave(now, p, Lied, do)
		}
	} else {
		p.lies = 0
	}
	if len(r.Path) == 0 || slices.Equal(r.Path, p.path) {
		return do
	}
	if m.loops(r.Path) || len(r.Path) >= MaxDepth || r.Path[len(r.Path)-1] != id {
		return m.leave(now, p, Loop, do)
	}
	p.path = append(p.path[:0], r.Path...)
	m.again = now
	if p.role == Primary {
		do = append(do, Action{Kind: TellPath})
	}
	return do
}

// implausible tells whether a lag that was told is too good beside the one that was measured. Nobody gains by telling one that is too bad.
func implausible(told, measured time.Duration) bool { return measured > 2*told+lieSlack }

func (m *Member) loops(path []ID) bool { return slices.Contains(path, m.opts.Self) }

// Beacon takes a beacon that came from a parent, age after the source sent it. It tells whether the beacon is the first with its
// number from the primary, and goes on to the children.
func (m *Member) Beacon(now time.Duration, id ID, seq uint64, age time.Duration) (fresh bool) {
	p := m.parent(id)
	if p == nil || !p.held || seq <= p.seq {
		return false
	}
	p.seq, p.beacon, p.heard, m.beacons = seq, now, now, true
	if p.lag += (age - p.lag) / 4; p.lag < 0 {
		p.lag = 0
	}
	if p.role == Primary {
		m.silent = 0
	}
	return p.role == Primary
}

// Silent notes that no media come from a parent although they should: it has not said that it has none itself. So the fault is the
// parent's own, or that of the way to it.
func (m *Member) Silent(now time.Duration, id ID, do []Action) []Action {
	p := m.parent(id)
	switch {
	case p == nil || !p.held:
		return do
	case p.role != Primary:
		return m.leave(now, p, Silence, do)
	case m.silent != 0:
		return do
	}
	m.silent = now
	if now < m.patient { // it has said that it repairs
		return do
	}
	return m.leave(now, p, Silence, do)
}

// Repairing notes that a parent looks for one itself, which will take about eta.
func (m *Member) Repairing(now time.Duration, id ID, eta time.Duration, do []Action) []Action {
	p := m.parent(id)
	if p == nil || !p.held || p.role != Primary {
		return do
	}
	if eta > repairWait && m.standby() != nil {
		return m.leave(now, p, Silence, do)
	}
	if m.silent == 0 {
		m.silent = now
	}
	m.patient = max(m.patient, m.silent+repairWait)
	return append(do, Action{Kind: TellRepairing, ETA: eta})
}

// Flows notes that media come from the primary again.
func (m *Member) Flows(id ID) {
	if p := m.primary(); p != nil && p.id == id {
		m.silent, m.patient = 0, 0
		if p.doubted {
			p.leaving, p.doubted = false, false
		}
	}
}

// Lost notes that the connection with a parent has ended.
func (m *Member) Lost(now time.Duration, id ID, do []Action) []Action {
	p := m.parent(id)
	if p == nil {
		return do
	}
	if !p.held {
		m.forget(id)
		m.suspend(now, id, time.Second)
		return m.pursue(now, do)
	}
	return m.leave(now, p, Gone, do)
}

// MoveAsked notes that a parent wants this node to go to another.
func (m *Member) MoveAsked(now time.Duration, id ID, alternatives []Candidate, do []Action) []Action {
	p := m.parent(id)
	if p == nil || !p.held {
		return do
	}
	m.suspend(now, id, Lease)
	for i := range alternatives {
		m.learn(&alternatives[i])
	}
	if p.role != Primary {
		return m.leave(now, p, Asked, do)
	}
	if m.standby() != nil {
		return m.leave(now, p, Asked, do)
	}
	p.leaving, m.reason = true, Asked // it goes on to send until another has accepted
	return m.pursue(now, do)
}

// leave leaves a parent; where it was the primary, a standby takes over at once, or the children hear that it will take a while.
func (m *Member) leave(now time.Duration, p *parent, why Reason, do []Action) []Action {
	primary := p.role == Primary
	if primary {
		m.reason = why
		if s := m.standby(); s != nil {
			next := s.id
			old := p.id
			s.role, p.role = Primary, StandbyWarm
			do = m.elect(now, next, do)
			if q := m.parent(old); q != nil {
				do = m.depose(now, q, why, do)
			}
			return m.pursue(now, do)
		}
	}
	if primary && why == Silence { // it may only have stumbled, and there is no other yet: it is kept until one has accepted
		if !p.leaving {
			p.leaving, p.doubted = true, true
			m.backoff, m.retryAt = backoffLeast, 0
			if len(m.children) > 0 {
				do = append(do, Action{Kind: TellRepairing, ETA: coldJoin})
			}
		}
		return m.pursue(now, do)
	}
	do = m.depose(now, p, why, do)
	if primary {
		m.silent, m.patient = 0, 0
		m.backoff, m.retryAt = backoffLeast, 0
		if len(m.children) > 0 {
			do = append(do, Action{Kind: TellRepairing, ETA: coldJoin})
		}
	}
	return m.pursue(now, do)
}

// better moves to a parent that is better by enough, with what a search has just found.
func (m *Member) better(now time.Duration, p *parent, do []Action) []Action {
	m.improve = now + improveEvery - improveSpread + time.Duration(m.opts.Rand.Int64N(int64(2*improveSpread)))
	score := max(p.lag, p.told+p.rtt/2) // what it is, not what it would be: its own queue is in it
	if m.joining(true) || m.moved != 0 && now-m.moved < improveEvery {
		return m.nearer(now, do)
	}
	if s := m.standby(); s != nil && s.role == StandbyHot && s.seq != 0 && s.load <= fullLoad && clearly(max(s.lag, s.told+s.rtt/2), score) {
		return m.leave(now, p, Better, do) // it has the place of one that is sent media already
	}
	c := m.choose(now, Primary, func(c *Candidate) bool { return !c.Cold && clearly(c.Score(), score) })
	if c == nil {
		return m.nearer(now, do)
	}
	m.reason = Better
	return m.join(now, c, Primary, do)
}

// clearly tells whether a cost is lower than another by enough to move for it.
func clearly(cost, than time.Duration) bool {
	return cost < than-improveLeast && float64(cost) < float64(than)*(1-improveShare)
}
