package tree

import (
	"slices"
	"time"
)

// standby returns the best standby that is held: a hot one, else the one with the least lag.
func (m *Member) standby() *parent {
	var best *parent
	for i := range m.parents {
		p := &m.parents[i]
		if p.held && p.role != Primary && !p.leaving && (best == nil || p.role > best.role || p.role == best.role && p.lag < best.lag) {
			best = p
		}
	}
	return best
}

// wanted is the role of a standby here.
func (m *Member) wanted() Role {
	if p := m.primary(); p != nil && len(p.path) <= hotTiers {
		return StandbyHot
	}
	return StandbyWarm
}

// farTrip is the round trip beyond which a warm standby would take over too late: it is heard after the silence and a round trip.
const farTrip = 80 * time.Millisecond

// roleAt is the role of a standby that is a round trip away: one that is far is hot wherever it is.
func (m *Member) roleAt(rtt time.Duration) Role {
	if rtt > farTrip {
		return StandbyHot
	}
	return m.wanted()
}

// standBy asks for the standby that is missing, or meets the way of the primary.
func (m *Member) standBy(now time.Duration, do []Action) []Action {
	s := m.standby()
	if m.joining(false) || s != nil && (m.apart(s) && s.role >= m.roleAt(s.rtt) || now < m.again) {
		return do
	}
	if now > m.found+fresh { // paths have changed since
		return m.look(now, m.wanted(), do)
	}
	group := m.primary().group
	m.again = now + backoffIdle
	if c := m.choose(now, m.wanted(), func(c *Candidate) bool { return m.disjoint(c) && (c.Group == 0 || c.Group != group) }); c != nil {
		return m.join(now, c, m.roleAt(c.RTT), do)
	}
	if s == nil && m.choose(now, m.wanted(), m.disjoint) == nil {
		if c := m.choose(now, m.wanted(), m.lastResort); c != nil {
			do = m.join(now, c, m.roleAt(c.RTT), do)
			do[len(do)-1].Meets = true
			return do
		}
		if c := m.choose(now, StandbyWarm, nil); c != nil { // below the primary: it accepts if it can do without
			do = m.join(now, c, StandbyWarm, do)
			do[len(do)-1].Meets = true
			return do
		}
	}
	if c := m.choose(now, m.wanted(), m.disjoint); c != nil {
		return m.join(now, c, m.roleAt(c.RTT), do)
	}
	return m.look(now, m.wanted(), do)
}

// replaced leaves all standbys but a new one; the new one, if it meets the primary's way and an older one does not.
func (m *Member) replaced(now time.Duration, p *parent, do []Action) []Action {
	id := p.id
	if m.primary() != nil && !m.apart(p) && slices.ContainsFunc(m.parents, func(q parent) bool {
		return q.held && q.role != Primary && q.id != id && m.apart(&q)
	}) {
		return m.depose(now, p, Redundant, do)
	}
	m.parents = slices.DeleteFunc(m.parents, func(p parent) bool {
		old := p.held && p.role != Primary && p.id != id
		if old {
			do = append(do, Action{Kind: Leave, Peer: p.id, Reason: Redundant})
		}
		return old
	})
	return do
}

// nearer changes the standby for one that is better by enough, as likely nearer, which makes takeovers quicker.
func (m *Member) nearer(now time.Duration, do []Action) []Action {
	s := m.standby()
	if s == nil || !m.apart(s) || m.joining(false) {
		return m.pursue(now, do)
	}
	here := Candidate{Lag: s.told, RTT: s.rtt, Load: min(s.load, fullLoad)}
	c := m.choose(now, m.wanted(), func(c *Candidate) bool {
		return !c.Cold && m.disjoint(c) && clearly(c.cost(m.wanted()), here.cost(m.wanted()))
	})
	if c == nil {
		return m.pursue(now, do)
	}
	return m.join(now, c, m.roleAt(c.RTT), do)
}

// lastResort admits those who may stand by where nobody else is there: the root, whose places are few, and those whose way meets the primary's but
// does not lead through the primary itself.
func (m *Member) lastResort(c *Candidate) bool {
	p := m.primary()
	return c.ID != p.id && !slices.Contains(c.Path, p.id)
}

// disjoint tells whether no relay is on both the way of the primary and that of a candidate.
func (m *Member) disjoint(c *Candidate) bool {
	p := m.primary()
	return !c.through(p.path[1:]) && c.ID != p.id && len(c.Path) != 1 // all paths begin at the root
}

// apart tells whether no relay is on both the way of the primary and that of a standby.
func (m *Member) apart(s *parent) bool {
	for _, id := range m.primary().path[1:] {
		if slices.Contains(s.path, id) {
			return false
		}
	}
	return true
}
