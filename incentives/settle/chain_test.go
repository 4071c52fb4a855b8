package settle_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

// depth is how many blocks, its own included, make a transaction of the chain final.
const depth = 4

// chain is a blockchain with one account and its channels. It loses broadcasts, keeps cheap transactions waiting, takes blocks
// back, and is unreachable, as rng says; with a nil rng it works.
type chain struct {
	t     *testing.T
	store interface {
		Each(t store.Table, f func(key, value []byte) error) error
	}
	rng *rand.Rand

	mu       sync.Mutex // guards all below
	base     map[incentives.Hash]incentives.ChannelState
	pool     map[incentives.Hash]payload
	blocks   [][]payload
	final    int    // how many of blocks stay for ever
	minTip   uint64 // what a block takes at least
	down     bool
	noBuild  bool // nothing can be estimated, say
	built    int
	arrivals int
}

// payload is what a transaction of the chain does.
type payload struct {
	Channel    incentives.Hash
	Cumulative incentives.Amount
	Nonce, Tip uint64
	Foreign    bool // somebody else's transaction from the same account
}

func newChain(t *testing.T, rng *rand.Rand) *chain {
	return &chain{t: t, rng: rng, base: make(map[incentives.Hash]incentives.ChannelState), pool: make(map[incentives.Hash]payload)}
}

func (p payload) transaction() incentives.Transaction {
	raw, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	var h incentives.Hash
	copy(h[:], fmt.Sprintf("%d/%d/%s/%x", p.Nonce, p.Tip, p.Cumulative, p.Channel[:4]))
	return incentives.Transaction{Nonce: p.Nonce, Hash: h, Raw: raw}
}

func (c *chain) chance(n int) bool { return c.rng != nil && c.rng.IntN(n) == 0 }

var errDown = errors.New("unreachable")

// replay runs all blocks. It returns the channels, the next nonce, and for every mined transaction its height and success.
func (c *chain) replay() (channels map[incentives.Hash]incentives.ChannelState, nonce uint64, mined map[incentives.Hash]outcome) {
	channels, mined = make(map[incentives.Hash]incentives.ChannelState), make(map[incentives.Hash]outcome)
	for k, v := range c.base {
		channels[k] = v
	}
	for height, block := range c.blocks {
		for _, p := range block {
			s := channels[p.Channel]
			ok := p.Foreign || !s.Deposit.IsZero() && p.Cumulative.Cmp(s.Claimed) > 0 && p.Cumulative.Cmp(s.Deposit) <= 0
			if ok && !p.Foreign {
				s.Claimed = p.Cumulative
				channels[p.Channel] = s
			}
			mined[p.transaction().Hash] = outcome{height, ok, p.Nonce}
			nonce = p.Nonce + 1
		}
	}
	return channels, nonce, mined
}

type outcome struct {
	height int
	ok     bool
	nonce  uint64
}

func (c *chain) Build(_ context.Context, claim incentives.Claim, replaces *incentives.Transaction) (incentives.Transaction, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down || c.noBuild || c.chance(10) {
		return incentives.Transaction{}, errDown
	}
	c.built++
	_, nonce, _ := c.replay()
	p := payload{Channel: claim.Channel.Key(), Cumulative: claim.Voucher.Message.Cumulative, Nonce: nonce, Tip: 100}
	if replaces != nil {
		var old payload
		if err := json.Unmarshal(replaces.Raw, &old); err != nil {
			return incentives.Transaction{}, err
		}
		p.Nonce, p.Tip = old.Nonce, old.Tip+old.Tip/8+1
	}
	return p.transaction(), nil
}

func (c *chain) Broadcast(_ context.Context, t incentives.Transaction) error {
	if !c.onDisk(t) {
		c.t.Errorf("transaction %s is broadcast and not on disk", t.Hash.Hex())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down || c.chance(4) {
		return errDown
	}
	var p payload
	if err := json.Unmarshal(t.Raw, &p); err != nil {
		return err
	}
	c.arrivals++
	c.pool[t.Hash] = p
	if c.chance(4) {
		return errors.New("already known") // it arrived all the same
	}
	return nil
}

func (c *chain) onDisk(t incentives.Transaction) (found bool) {
	if err := c.store.Each(store.Settlements, func(_, v []byte) error {
		var r struct{ Transactions []incentives.Transaction }
		if err := json.Unmarshal(v, &r); err != nil {
			return err
		}
		for _, stored := range r.Transactions {
			found = found || stored.Hash == t.Hash && string(stored.Raw) == string(t.Raw)
		}
		return nil
	}); err != nil {
		c.t.Error(err)
	}
	return found
}

func (c *chain) Status(_ context.Context, t incentives.Transaction) (incentives.TxState, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down || c.chance(10) {
		return 0, errDown
	}
	_, _, mined := c.replay()
	if m, ok := mined[t.Hash]; ok {
		deep := len(c.blocks)-m.height >= depth
		switch {
		case !m.ok && deep:
			return incentives.TxFailed, nil
		case !m.ok:
			return incentives.TxPending, nil
		case deep:
			return incentives.TxFinal, nil
		default:
			return incentives.TxMined, nil
		}
	}
	for _, m := range mined {
		if m.nonce == t.Nonce && len(c.blocks)-m.height >= depth {
			return incentives.TxDropped, nil
		}
	}
	if _, ok := c.pool[t.Hash]; ok {
		return incentives.TxPending, nil
	}
	return incentives.TxUnknown, nil
}

func (c *chain) State(_ context.Context, ref incentives.ChannelRef) (incentives.ChannelState, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down || c.chance(10) {
		return incentives.ChannelState{}, errDown
	}
	channels, _, _ := c.replay()
	return channels[ref.Key()], nil
}

// mine makes a block of what the pool holds from the next nonce on, the best bid first.
func (c *chain) mine() {
	c.mu.Lock()
	defer c.mu.Unlock()
	var block []payload
	for {
		_, nonce, _ := c.replay()
		nonce = max(nonce, uint64(0))
		for _, p := range block {
			nonce = p.Nonce + 1
		}
		best, found := payload{}, false
		for _, h := range slices.SortedFunc(maps.Keys(c.pool), incentives.Hash.Cmp) {
			if p := c.pool[h]; p.Nonce == nonce && p.Tip >= c.minTip && (!found || p.Tip > best.Tip) {
				best, found = p, true
			}
		}
		if !found || c.chance(3) {
			break
		}
		block = append(block, best)
	}
	for _, p := range block {
		for h, other := range c.pool {
			if other.Nonce == p.Nonce {
				delete(c.pool, h)
			}
		}
	}
	c.blocks = append(c.blocks, block)
	c.final = max(c.final, len(c.blocks)-depth+1)
}

// reorganise takes the last n blocks back, but none that was ever final. What was in them returns to the pool; or ours is
// lost, while the other wallet sends its own again.
func (c *chain) reorganise(n int, lose bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n = min(n, len(c.blocks)-c.final)
	for _, block := range c.blocks[len(c.blocks)-n:] {
		for _, p := range block {
			if !lose || p.Foreign {
				c.pool[p.transaction().Hash] = p
			}
		}
	}
	c.blocks = c.blocks[:len(c.blocks)-n]
}

// foreign puts a transaction of the same account, from another wallet, into the next block.
func (c *chain) foreign() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, nonce, _ := c.replay()
	p := payload{Nonce: nonce, Tip: 1 << 40, Foreign: true, Cumulative: incentives.NewAmount(uint64(len(c.blocks)))}
	c.pool[p.transaction().Hash] = p
}

func (c *chain) set(f func(c *chain)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(c)
}

func (c *chain) claimed(ref incentives.ChannelRef) incentives.Amount {
	c.mu.Lock()
	defer c.mu.Unlock()
	channels, _, _ := c.replay()
	return channels[ref.Key()].Claimed
}

// count reads a counter of the chain.
func (c *chain) count(of func(c *chain) int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return of(c)
}

func builds(c *chain) int { return c.built }

func waiting(c *chain) int { return len(c.pool) }

// paid returns how many transactions redeemed something.
func (c *chain) paid() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _, mined := c.replay()
	for _, m := range mined {
		if m.ok {
			n++
		}
	}
	return n
}

// run mines a block every 12 seconds until ctx ends.
func (c *chain) run(ctx context.Context) {
	for ticker := time.NewTicker(12 * time.Second); ; {
		select {
		case <-ctx.Done():
			ticker.Stop()
			return
		case <-ticker.C:
			c.mine()
		}
	}
}
