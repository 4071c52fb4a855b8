package node

import (
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/relay/whip"
)

// keptShare is the part of all places that may be kept for child relays, one in so many.
const keptShare = 4

// room says why a viewer is to go elsewhere: this node is full, or the places that are left are for child relays, each of which has viewers of its
// own. Who stands by is of use only where there is room.
func (n *Node) room(stream string, standby bool) error {
	if standby {
		return n.relay.Room(stream)
	}
	spare := 0
	for _, b := range n.branches() {
		spare = max(spare, b.spare())
	}
	if kept := min(spare, n.opts.MaxViewers/keptShare); kept > 0 && n.relay.Load().Viewers >= n.opts.MaxViewers-kept {
		return fmt.Errorf("%w: its last %d places are for relays; watch by another relay, or try again later", whip.ErrFull, kept)
	}
	return nil
}

// spare is how many more children than it has this node had better have room for.
func (b *branch) spare() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	sent := 0
	b.member.Children(func(_ tree.ID, role tree.Role) {
		if role != tree.StandbyWarm {
			sent++
		}
	})
	return max(0, b.member.Places()-sent)
}

// crowds are since when there has been no room for one more viewer of each stream. It belongs to one goroutine.
type crowds struct {
	since map[incentives.StreamID]time.Time
	asked map[incentives.StreamID]bool // in this round: the answer
}

// look begins a round, and forgets the streams that the last one did not ask for.
func (c *crowds) look() *crowds {
	for id := range c.since {
		if !c.asked[id] {
			delete(c.since, id)
		}
	}
	if c.since == nil {
		c.since = map[incentives.StreamID]time.Time{}
	}
	c.asked = map[incentives.StreamID]bool{}
	return c
}

// lasting tells whether a stream has had no room for as long as fullFor.
func (c *crowds) lasting(room func(stream string) error, id incentives.StreamID, now time.Time) bool {
	if _, known := c.asked[id]; !known {
		c.asked[id] = room(id.String()) != nil
		if _, known := c.since[id]; !known && c.asked[id] {
			c.since[id] = now
		}
	}
	return c.asked[id] && now.Sub(c.since[id]) >= fullFor
}

// tellFull tells a viewer on standby that it could not play here, so that it stands by elsewhere.
func (v *viewers) tellFull(w *viewer, full bool) {
	full = full && w.session.Standby()
	if full && !w.told.full {
		send(w.session, control.Error{Code: "full", Reason: "this relay has no room for you; stand by at another"})
	}
	w.told.full = full
}
