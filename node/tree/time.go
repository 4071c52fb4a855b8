package tree

import "time"

// Tick does what time has made due. Next tells when to call it again.
func (m *Member) Tick(now time.Duration, do []Action) []Action {
	do = m.expire(now, do)
	if m.opts.Root {
		return do
	}
	do = m.overdue(now, do)
	if m.finding && now >= m.searched+m.patience() { // it has not been answered
		m.finding = false
	}
	if p := m.primary(); p != nil {
		switch {
		case m.silent != 0 && now >= m.patient:
			do = m.leave(now, p, Silence, do)
		case now >= m.starves(p):
			do = m.leave(now, p, Starved, do)
		case m.improve != 0 && now >= m.improve && !m.finding && !m.draining:
			do = m.search(now, Primary, backoffIdle, do)
		}
	}
	return m.pursue(now, do)
}

// overdue leaves the candidates that do not answer, and the parents from which nothing was heard for as long as a lease: to them, too, this
// node is no child any more.
func (m *Member) overdue(now time.Duration, do []Action) []Action {
	for i := 0; i < len(m.parents); i++ {
		switch p := &m.parents[i]; {
		case p.held && now-p.heard >= Lease:
			do = m.leave(now, p, LeaseExpired, do)
			i = -1 // who has no parent may have asked others
		case !p.held && now-p.since >= joinPatience:
			do = m.depose(now, p, Silence, do)
			i--
		}
	}
	return do
}

// patience is how long a search may take: less where there was a parent, for others wait below.
func (m *Member) patience() time.Duration {
	if m.primary() == nil && m.reason != NoReason {
		return orphanPatience
	}
	return searchPatience
}

// starves is when a primary counts as one without fresh beacons. A new one has longer, and all the time there is where no parent has ever
// sent any.
func (m *Member) starves(p *parent) time.Duration {
	switch {
	case p.seq != 0:
		return p.beacon + starvedAfter
	case m.beacons:
		return p.beacon + firstBeacon
	}
	return never
}

// expire drops the children whose leases have ended.
func (m *Member) expire(now time.Duration, do []Action) []Action {
	kept := m.children[:0]
	for _, c := range m.children {
		if now >= c.ends {
			do = append(do, Action{Kind: Drop, Peer: c.id, Reason: LeaseExpired})
			continue
		}
		kept = append(kept, c)
	}
	m.children = kept
	return do
}

// Next is when Tick has something to do, at the latest a second from now.
func (m *Member) Next(now time.Duration) time.Duration {
	next := now + time.Second
	soonest := func(at time.Duration) {
		if at > now {
			next = min(next, at)
		}
	}
	if m.silent != 0 {
		next = min(next, max(m.patient, now))
	}
	soonest(m.retryAt)
	if p := m.primary(); p != nil {
		next = min(next, max(m.starves(p), now))
	}
	if m.primary() == nil {
		soonest(m.hedge())
	}
	for i := range m.children {
		soonest(m.children[i].ends)
	}
	return next
}
