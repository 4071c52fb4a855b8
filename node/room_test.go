package node

import (
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/relay"
)

func TestARelayIsFullWhenItHasBeenForAWhile(t *testing.T) {
	var c crowds
	id, full := incentives.StreamID{1}, false
	room := func(string) error {
		if full {
			return relay.ErrFull
		}
		return nil
	}
	now := time.Now()
	for i, step := range []struct {
		after       time.Duration
		asked, full bool
		want        bool
	}{
		{0, true, false, false},
		{time.Second, true, true, false},
		{time.Second, true, true, false},
		{time.Second, true, true, true},
		{time.Second, true, false, false}, // somebody left
		{time.Second, true, true, false},
		{time.Second, false, true, false}, // and all others: nobody asks
		{9 * time.Second, true, true, false},
		{fullFor, true, true, true},
	} {
		now, full = now.Add(step.after), step.full
		crowds := c.look()
		for range 2 { // each of its viewers asks
			if step.asked && crowds.lasting(room, id, now) != step.want {
				t.Errorf("step %d: full is %v", i, !step.want)
			}
		}
	}
}

// Near the root a node keeps places for child relays, which viewers do not take.
func TestLastPlacesNearTheRootAreForChildRelays(t *testing.T) {
	for _, test := range []struct {
		name                          string
		viewers, children, have, want int
	}{
		{"none yet", 1000, 16, 0, 16},
		{"some", 1000, 16, 10, 6},
		{"all", 1000, 16, 16, 0},
		{"it takes none", 1000, -1, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := poolNode(t, func(o *Options) { o.MaxViewers, o.MaxChildren = test.viewers, test.children })
			b := n.newBranch(incentives.StreamID{1}, true)
			b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
				for i := range test.have {
					if why := b.member.Asks(now, tree.ID(i+1), tree.Primary, nil); why != tree.NoReason {
						t.Fatal(why)
					}
				}
				return do
			})
			if got := b.spare(); got != test.want {
				t.Errorf("%d places are kept, want %d", got, test.want)
			}
		})
	}
}
