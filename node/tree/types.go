package tree

import (
	"math/rand/v2"
	"slices"
	"time"
)

// ID is a node's short id (wire.PathID), as paths carry it.
type ID uint64

// Role is what a parent is to its child.
type Role uint8

// The roles.
const (
	Primary     Role = iota + 1 // sends the stream
	StandbyWarm                 // connected, sends nothing until it is promoted
	StandbyHot                  // sends what the primary sends, too
)

// String returns the role's name.
func (r Role) String() string {
	return [...]string{"none", "primary", "warm", "hot"}[min(r, StandbyHot)]
}

// Reason says why a join was refused, or a parent was left.
type Reason uint8

// The reasons.
const (
	NoReason     Reason = iota
	Full                // as many children as it takes
	Overloaded          // it would harm those it has
	Loop                // the path leads through the child
	Deep                // the tree is as deep as it may be
	NotCarrying         // it has no parent itself
	Draining            // it is about to stop
	Silence             // nothing came
	Starved             // no fresh beacon came
	Lied                // its lag could not be true
	Gone                // the connection ended
	Better              // another is better
	Asked               // it asked to be left
	Redundant           // one standby is enough
	LeaseExpired        // the child was not heard
)

// String returns the reason in a word or two.
func (r Reason) String() string {
	return [...]string{"", "full", "overloaded", "loop", "too deep", "not carrying", "draining", "silence", "starved", "implausible lag",
		"connection lost", "better parent", "asked to move", "one too many", "lease expired"}[min(r, LeaseExpired)]
}

// Candidate is a node that may become a parent, as far as is known of it.
type Candidate struct {
	ID      ID
	Lag     time.Duration // behind the source, measured if possible, else as told
	RTT     time.Duration
	Load    float64 // 0 (idle) to 1 (full)
	Price   float64 // over the median, in milliseconds by Options.PriceWeight of whoever made it; 0 is no matter
	Depth   int     // hops below the root; 0 if unknown
	Path    []ID    // root first, itself last; nil if unknown
	Group   uint64  // operator, or the first bits of the address; 0 if unknown. Standbys had better be of another
	Near    bool    // of the own region
	Cold    bool    // does not carry the stream yet
	Home    bool    // a home connection
	Suspend bool    // never ask
}

// The cost model, in the order of Score's sum.
const (
	loadCost  = 12 * time.Millisecond
	fullLoad  = 0.97
	coldCost  = 90 * time.Millisecond
	homeCost  = 20 * time.Millisecond
	sameRange = 5 * time.Millisecond // those within it of the best are as good
	never     = time.Duration(1<<63 - 1)
)

// Score is what a child would pay for a parent in delay: lag + RTT/2 + 12u²/(1−u) ms for its load u + price + 90 ms if it does not
// carry the stream yet + 20 ms for a home connection. Without bound above a load of 0.97.
func (c *Candidate) Score() time.Duration {
	if c.Load > fullLoad || c.Suspend {
		return never
	}
	s := c.Lag + c.RTT/2 + time.Duration(float64(loadCost)*c.Load*c.Load/(1-c.Load)) + time.Duration(c.Price*float64(time.Millisecond))
	if c.Cold {
		s += coldCost
	}
	if c.Home {
		s += homeCost
	}
	return s
}

// cost is the score for a role. A takeover takes a round trip, so that of a standby counts in full.
func (c *Candidate) cost(role Role) time.Duration {
	s := c.Score()
	if role == Primary || s == never {
		return s
	}
	return s + c.RTT/2
}

// through tells whether the candidate's path has one of ids.
func (c *Candidate) through(ids []ID) bool {
	for _, id := range ids {
		if c.ID == id || slices.Contains(c.Path, id) {
			return true
		}
	}
	return false
}

// Choose returns the place of one of the best candidates, taken at random among those within 5 ms of the best, and -1 if none can be
// asked. It is what who only watches needs of this package. It allocates nothing.
func Choose(list []Candidate, r *rand.Rand) int {
	best := never
	for i := range list {
		best = min(best, list[i].Score())
	}
	chosen, n := -1, 0
	for i := range list {
		if s := list[i].Score(); s != never && s <= best+sameRange {
			if n++; r.IntN(n) == 0 {
				chosen = i
			}
		}
	}
	return chosen
}
