package tree

import (
	"math/rand/v2"
	"slices"
	"time"
)

// The times and bounds of the protocol.
const (
	Lease          = 10 * time.Second        // of a child's place; each keepalive renews it
	KeepaliveEvery = 2500 * time.Millisecond // from child to parent and back
	BeaconEvery    = 250 * time.Millisecond
	MaxDepth       = 12                     // nodes on a path, root and self included
	Candidates     = 16                     // asked for at a time
	starvedAfter   = time.Second            // without a fresh beacon
	firstBeacon    = 2 * time.Second        // a new primary's
	repairWait     = 300 * time.Millisecond // how long a child lets its parent repair
	coldJoin       = 600 * time.Millisecond // what a join without standby takes, as told to children
	joinPatience   = 4 * time.Second        // for an answer to a join
	hedgeAfter     = 250 * time.Millisecond // and hedgeTrips round trips: who has no parent asks another as well
	hedgeTrips     = 8                      // of the join, ICE and DTLS
	hedgeTrip      = 50 * time.Millisecond  // at least, for the round trip may not be known
	maxAsked       = 3                      // at once
	searchPatience = 5 * time.Second        // for what a search finds
	orphanPatience = time.Second            // of who has lost its parent
	backoffLeast   = 50 * time.Millisecond
	softAfter      = time.Second // until a parent that failed is asked again where nobody else is left
	backoffMost    = 500 * time.Millisecond
	fresh          = time.Second     // for which paths that a search has found are good for choosing a standby
	backoffIdle    = 5 * time.Second // between searches for a standby that nobody could be
	improveEvery   = 30 * time.Second
	improveSpread  = 10 * time.Second
	improveSoon    = 6 * time.Second // after a takeover
	improveShare   = 0.05
	improveLeast   = 10 * time.Millisecond
	suspension     = 10 * time.Minute
	maxLies        = 3
	lieSlack       = 50 * time.Millisecond
	hotTiers       = 2 // that many tiers below the root have hot standbys
	warmPerPlace   = 4 // warm standbys that a place for a child also stands for
	maxSuspended   = 16
)

// Options say who a Member is.
type Options struct {
	Self     ID
	Root     bool // the streamer's node, which needs no parent
	Children int  // most children that are sent media
	Rand     *rand.Rand
}

// Member is one node's part in one stream's tree. Its methods take the time, since any epoch, and append what is to be done to a
// slice. It is not safe for concurrent use.
type Member struct {
	opts     Options
	parents  []parent
	children []child
	known    []Candidate
	banned   []ban

	finding  bool          // a search is under way
	searched time.Duration // since then
	found    time.Duration // when known was
	beacons  bool          // some parent has sent one
	retryAt  time.Duration // the next search is due then; 0 if none is
	backoff  time.Duration
	improve  time.Duration // when the next better parent is looked for
	moved    time.Duration // when the primary last changed by choice; 0 if never
	again    time.Duration // when a standby on a path of its own is looked for again
	silent   time.Duration // since when the primary is silent; 0 if it is not
	patient  time.Duration // until when the primary may repair
	reason   Reason        // of the last change
	draining bool
	load     float64
}

type parent struct {
	id      ID
	role    Role
	held    bool          // it has accepted
	leaving bool          // it is left as soon as another has accepted
	doubted bool          // leaving, because nothing came: it is kept after all if something does
	path    []ID          // down to it
	since   time.Duration // asked, or accepted
	heard   time.Duration // when it last said anything
	beacon  time.Duration // when the last fresh one came
	seq     uint64        // its number
	lag     time.Duration // measured by it, here
	told    time.Duration
	rtt     time.Duration
	load    float64
	group   uint64
	lies    uint8
}

type child struct {
	id   ID
	role Role
	ends time.Duration // of its lease
}

type ban struct {
	id    ID
	until time.Duration
	soft  time.Duration // from then on it is asked again if nobody else is left; 0 is never
}

// New returns a member that has no parent. The first Tick begins the search.
func New(o Options) *Member {
	m := &Member{opts: o, backoff: backoffLeast}
	return m
}

// primary returns the parent that sends the stream, nil if there is none.
func (m *Member) primary() *parent {
	for i := range m.parents {
		if p := &m.parents[i]; p.held && p.role == Primary {
			return p
		}
	}
	return nil
}

func (m *Member) parent(id ID) *parent {
	for i := range m.parents {
		if m.parents[i].id == id {
			return &m.parents[i]
		}
	}
	return nil
}

func (m *Member) forget(id ID) {
	m.parents = slices.DeleteFunc(m.parents, func(p parent) bool { return p.id == id })
}

// joining tells whether a parent of the role is being asked.
func (m *Member) joining(primary bool) bool {
	for i := range m.parents {
		if p := &m.parents[i]; !p.held && (p.role == Primary) == primary {
			return true
		}
	}
	return false
}

// hedge is when a member without a parent asks one more than it is asking: a dead one costs no time then.
func (m *Member) hedge() time.Duration {
	n, at := 0, time.Duration(0)
	for i := range m.parents {
		if p := &m.parents[i]; !p.held && p.role == Primary {
			n++
			at = max(at, p.since+hedgeAfter+hedgeTrips*max(p.rtt, hedgeTrip))
		}
	}
	if n == 0 || n >= maxAsked {
		return never
	}
	return at
}

// Path appends the ids from the root down to this node, none if it has no parent.
func (m *Member) Path(to []ID) []ID {
	if !m.opts.Root {
		p := m.primary()
		if p == nil {
			return to
		}
		to = append(to, p.path...)
	}
	return append(to, m.opts.Self)
}

// Carrying tells whether children can be taken.
func (m *Member) Carrying() bool { return m.opts.Root || m.primary() != nil }

// Lag is how far this node is behind the source.
func (m *Member) Lag() time.Duration {
	if p := m.primary(); p != nil {
		return p.lag
	}
	return 0
}

// Found takes what a search has found; it keeps at most Candidates of them.
func (m *Member) Found(now time.Duration, list []Candidate, do []Action) []Action {
	m.finding = false
	m.known, m.found = m.known[:0], now
	for i := range list {
		m.learn(&list[i])
	}
	if p := m.primary(); p != nil && m.improve != 0 && now >= m.improve {
		return m.better(now, p, do)
	}
	return m.pursue(now, do)
}

// learn keeps a candidate.
func (m *Member) learn(c *Candidate) {
	if c.ID == m.opts.Self {
		return
	}
	for i := range m.known {
		if m.known[i].ID == c.ID {
			m.known[i] = *c
			return
		}
	}
	if len(m.known) < 2*Candidates {
		m.known = append(m.known, *c)
	}
}

// choose returns one of the best candidates that a filter admits, taken at random among those as good, nil if none is. Among primaries as good
// it is one of the least deep, so that small trees are no chains.
func (m *Member) choose(now time.Duration, role Role, admits func(*Candidate) bool) *Candidate {
	c := m.chooseOf(now, role, admits, false)
	if c == nil && role == Primary {
		c = m.chooseOf(now, role, admits, true)
	}
	return c
}

// chooseOf does so: at last among those, too, who failed lately and may be back, and those that have this node for their hot standby and give
// it up when they hear of the new path.
func (m *Member) chooseOf(now time.Duration, role Role, admits func(*Candidate) bool, last bool) *Candidate {
	banned := m.suspended
	if last {
		banned = m.barred
	}
	fit := func(c *Candidate) bool {
		return c.Score() != never && m.parent(c.ID) == nil && !banned(now, c.ID) && len(c.Path) < MaxDepth && c.Depth < MaxDepth &&
			!slices.Contains(c.Path, m.opts.Self) && !m.fedHere(c.ID, role == Primary && !last) && (admits == nil || admits(c))
	}
	best := never
	for i := range m.known {
		if c := &m.known[i]; fit(c) {
			best = min(best, c.cost(role))
		}
	}
	if best == never {
		return nil
	}
	var chosen *Candidate
	n := 0
	for i := range m.known {
		c := &m.known[i]
		if !fit(c) || c.cost(role) > best+sameRange {
			continue
		}
		if chosen != nil && role == Primary && len(c.Path) != len(chosen.Path) {
			if len(c.Path) > len(chosen.Path) {
				continue
			}
			n = 0
		}
		if n++; m.opts.Rand.IntN(n) == 0 {
			chosen = c
		}
	}
	return chosen
}

// fedHere tells whether a node has nothing that does not come from here, or is sent media beside what it has: a child that has this node for a
// standby may be its standby in turn.
func (m *Member) fedHere(id ID, beside bool) bool {
	for i := range m.children {
		if c := &m.children[i]; c.id == id {
			return c.role == Primary || beside && c.role == StandbyHot
		}
	}
	return false
}

func (m *Member) suspended(now time.Duration, id ID) bool {
	for _, b := range m.banned {
		if b.id == id && b.until > now {
			return true
		}
	}
	return false
}

// barred tells whether a node is suspended, and is to be left alone whatever happens.
func (m *Member) barred(now time.Duration, id ID) bool {
	for _, b := range m.banned {
		if b.id == id && b.until > now && (b.soft == 0 || now < b.soft) {
			return true
		}
	}
	return false
}

func (m *Member) suspend(now time.Duration, id ID, lasting time.Duration) {
	m.banned = slices.DeleteFunc(m.banned, func(b ban) bool { return b.until <= now || b.id == id })
	if len(m.banned) == maxSuspended {
		m.banned = slices.Delete(m.banned, 0, 1)
	}
	m.banned = append(m.banned, ban{id: id, until: now + lasting})
}

// pursue asks for what is missing: a primary, then a standby.
func (m *Member) pursue(now time.Duration, do []Action) []Action {
	if m.opts.Root || m.draining {
		return do
	}
	if p := m.primary(); p == nil || p.leaving {
		if m.joining(true) && !(p == nil && now >= m.hedge()) {
			return do
		}
		return m.ask(now, Primary, nil, do)
	}
	return m.standBy(now, do)
}

// ask joins the best candidate that there is, or looks for more.
func (m *Member) ask(now time.Duration, role Role, admits func(*Candidate) bool, do []Action) []Action {
	if c := m.choose(now, role, admits); c != nil {
		return m.join(now, c, role, do)
	}
	return m.look(now, role, do)
}

// look searches for candidates, unless that is under way or was done a moment ago.
func (m *Member) look(now time.Duration, role Role, do []Action) []Action {
	if m.finding || m.retryAt > now {
		return do
	}
	pause := m.backoff/2 + time.Duration(m.opts.Rand.Int64N(int64(m.backoff)))
	m.backoff = min(2*m.backoff, backoffMost)
	if role != Primary {
		pause, m.backoff = backoffIdle/2+time.Duration(m.opts.Rand.Int64N(int64(backoffIdle))), backoffLeast
		if m.standby() == nil {
			pause /= 5
		}
	}
	return m.search(now, role, pause, do)
}

// search looks for candidates; the next search begins after a pause at the earliest.
func (m *Member) search(now time.Duration, role Role, pause time.Duration, do []Action) []Action {
	m.finding, m.searched, m.retryAt = true, now, now+pause
	return append(do, Action{Kind: Find, Role: role})
}

func (m *Member) join(now time.Duration, c *Candidate, role Role, do []Action) []Action {
	m.parents = append(m.parents, parent{id: c.ID, role: role, since: now, rtt: c.RTT, lag: c.Lag, load: c.Load, group: c.Group})
	return append(do, Action{Kind: Join, Peer: c.ID, Role: role})
}
