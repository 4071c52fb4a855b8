package tree

import "time"

// Tick does what time has made due. Next tells when to call it again.
func (m *Member) Tick(now time.Duration, do []Action) []Action {
	do = m.expire(now, do)
	if m.opts.Root || m.draining {
		return do
	}
	for i := 0; i < len(m.parents); i++ {
		if p := &m.parents[i]; !p.held && now-p.since >= joinPatience {
			id := p.id
			m.forget(id)
			m.suspend(now, id, Lease)
			do = append(do, Action{Kind: Leave, Peer: id, Reason: Silence})
			i--
		}
	}
	if p := m.primary(); p != nil {
		switch {
		case m.silent != 0 && now >= m.patient:
			do = m.leave(now, p, Silence, do)
		case now-p.beacon >= starvedAfter && p.seq != 0:
			m.suspend(now, p.id, Lease)
			do = m.leave(now, p, Starved, do)
		case m.improve != 0 && now >= m.improve && !m.finding:
			m.finding = true
			m.retryAt = now + backoffIdle
			do = append(do, Action{Kind: Find})
		}
	}
	if m.finding && m.retryAt != 0 && now >= m.retryAt { // the search has not been answered
		m.finding = false
	}
	return m.pursue(now, do)
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
	if p := m.primary(); p != nil && p.seq != 0 {
		next = min(next, max(p.beacon+starvedAfter, now))
	}
	for i := range m.children {
		soonest(m.children[i].ends)
	}
	return next
}
