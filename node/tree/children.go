package tree

import (
	"slices"
	"time"
)

// Asks decides whether a node becomes a child, and keeps a place for it for as long as Lease if it does. avoid are ids that must not be
// on this node's path; for a standby it is enough that this node has a standby of its own without them. A child that asks again keeps its place, in its new role.
func (m *Member) Asks(now time.Duration, id ID, role Role, avoid []ID) Reason {
	path := m.Path(nil)
	switch {
	case m.draining:
		return Draining
	case !m.Carrying():
		return NotCarrying
	case slices.Contains(path, id), meets(path, avoid) && (role == Primary || !m.survives(avoid)):
		return Loop
	case len(path) >= MaxDepth:
		return Deep
	}
	own := m.child(id)
	if !m.room(role, own) && !(m.opts.Root && role == Primary && m.evict(now, own)) {
		return Full
	}
	if m.load > fullLoad && (own == nil || own.role == StandbyWarm && role != StandbyWarm) {
		return Overloaded
	}
	if own == nil {
		m.children = append(m.children, child{id: id})
		own = &m.children[len(m.children)-1]
	}
	own.role, own.ends = role, now+Lease
	return NoReason
}

// meets tells whether any of ids is on a path.
func meets(path, ids []ID) bool {
	return slices.ContainsFunc(ids, func(id ID) bool { return slices.Contains(path, id) })
}

// survives tells whether there is a standby whose way does not lead through any of ids.
func (m *Member) survives(ids []ID) bool {
	return slices.ContainsFunc(m.parents, func(p parent) bool { return p.held && p.role != Primary && !p.leaving && !meets(p.path, ids) })
}

// evictAfter is how soon a standby is dropped that makes way.
const evictAfter = time.Millisecond

// Places that are kept for children in the first two tiers, and below them, beside those that are taken.
const (
	spareAbove = 64
	spareBelow = 2
)

// Places is how many places for children a node had better keep free of viewers: twice as many as are taken, and more in the first two tiers,
// through which the whole tree is fed.
func (m *Member) Places() int {
	spare := spareBelow
	if p := m.primary(); m.opts.Root || p != nil && len(p.path) <= hotTiers {
		spare = spareAbove
	}
	sent := m.sent(nil)
	return min(m.opts.Children, sent+max(sent, spare))
}

// sent counts the children that are sent media, but for one.
func (m *Member) sent(but *child) int {
	n := 0
	for i := range m.children {
		if c := &m.children[i]; c != but && c.role != StandbyWarm {
			n++
		}
	}
	return n
}

func (m *Member) child(id ID) *child {
	for i := range m.children {
		if m.children[i].id == id {
			return &m.children[i]
		}
	}
	return nil
}

// evict ends a standby's lease, and tells whether there was one to end.
func (m *Member) evict(now time.Duration, own *child) bool {
	for i := range m.children {
		if c := &m.children[i]; c != own && c.role != Primary && c.ends > now+evictAfter {
			c.ends = now + evictAfter
			return true
		}
	}
	return false
}

// room tells whether there is a place of a role, own given up. The root's few places are what the whole tree hangs by: a warm standby takes one as
// well, for it may be promoted at any time, and all standbys make way for others (evict).
func (m *Member) room(role Role, own *child) bool {
	sent, warm := 0, 0
	for i := range m.children {
		switch c := &m.children[i]; {
		case c == own:
		case c.role == StandbyWarm:
			warm++
		default:
			sent++
		}
	}
	if m.opts.Root {
		return sent+warm < m.opts.Children
	}
	if role == StandbyWarm {
		return warm < warmPerPlace*m.opts.Children
	}
	return sent < m.opts.Children
}

// ChildHeard takes a child's keepalive, which renews its lease and tells its role: a standby that was promoted counts as sent media
// from then on, room or not.
func (m *Member) ChildHeard(now time.Duration, id ID, role Role) {
	if c := m.child(id); c != nil {
		c.ends, c.role = now+Lease, role
	}
}

// ChildGone notes that a child has left, or its connection has ended.
func (m *Member) ChildGone(id ID) {
	m.children = slices.DeleteFunc(m.children, func(c child) bool { return c.id == id })
}

// Children calls f for each child.
func (m *Member) Children(f func(id ID, role Role)) {
	for i := range m.children {
		f(m.children[i].id, m.children[i].role)
	}
}

// SetLoad tells how full this node is, from 0 to 1, by whatever bounds it.
func (m *Member) SetLoad(load float64) { m.load = load }

// Drain begins to give the children to others: this node takes no more, and stops to look for parents. The parent goes on to send.
func (m *Member) Drain(do []Action) []Action {
	if m.draining {
		return do
	}
	m.draining = true
	return append(do, Action{Kind: TellMove})
}
