package chain

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
)

// nonceMemory is how long a nonce that was given out counts although the chain's pool does not know it. It bridges pools that lag
// behind one another; after it, a transaction that was never sent has left no gap.
const nonceMemory = 30 * time.Second

// sequencer gives out the nonces of one key in order.
type sequencer struct {
	client  *Client
	address incentives.Address
	turn    chan struct{} // holds one token: whoever has it may sign and send
	pulling chan struct{} // holds one token: whoever has it may spend tokens, whose permits have nonces too

	mu   sync.Mutex // guards all below
	own  uint64     // the first nonce not given out
	when time.Time  // when own moved last
}

func newSequencer(c *Client, address incentives.Address) *sequencer {
	return &sequencer{client: c, address: address, turn: make(chan struct{}, 1), pulling: make(chan struct{}, 1)}
}

// take waits for a token of turn or pulling; the caller gives it back by release.
func take(ctx context.Context, place chan struct{}) (release func(), err error) {
	select {
	case place <- struct{}{}:
		return func() { <-place }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// next returns the nonce to use: the larger of the pool's and our own. The caller holds turn.
func (s *sequencer) next(ctx context.Context) (uint64, error) {
	pending, err := s.client.eth.PendingNonceAt(ctx, s.address)
	if err != nil {
		return 0, fmt.Errorf("nonce of %s: %w", s.address, plain(err))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.own > pending && time.Since(s.when) < nonceMemory {
		return s.own, nil
	}
	return pending, nil
}

// used notes that a nonce was given out.
func (s *sequencer) used(nonce uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if now.Sub(s.when) >= nonceMemory {
		s.own = 0
	}
	s.own, s.when = max(s.own, nonce+1), now
}

// forget makes next trust the pool alone.
func (s *sequencer) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own = 0
}
