package main

import "fmt"

// policy is what relays and viewers go by when they choose. The decision code is the same for all: what the others would not look at is
// hidden from it, so that all candidates seem alike in that.
type policy uint8

const (
	ours    policy = iota // all facts
	nearest               // round trips alone
	random                // nothing
)

func (p policy) String() string {
	return [...]string{"lag-greedy", "nearest", "random"}[p]
}

// name is what a row of a table is called.
func (c config) name() string {
	if c.liars > 0 {
		return fmt.Sprintf("%v, %g %% lie", c.policy, 100*c.liars)
	}
	return c.policy.String()
}

// others are what is run for comparison.
func others(viewers int) []config {
	return []config{{viewers: viewers, policy: random}, {viewers: viewers, policy: nearest}, {viewers: viewers, policy: ours, liars: liarShare}}
}
