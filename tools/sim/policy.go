package main

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
