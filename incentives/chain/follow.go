package chain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"github.com/casto-network/casto/incentives"
)

const (
	// rangeSize is how many old blocks are asked for at once; endpoints refuse more.
	rangeSize = 2000
	// rememberedBlocks is how far back a reorganisation is followed. Blocks deeper than this are asked for in ranges, without remembering.
	rememberedBlocks = 128
)

// FollowOptions say which events are wanted.
type FollowOptions struct {
	// Payee is whose channels are followed; zero means everybody's.
	Payee incentives.Address
	// From is the last block whose events were handled; zero begins where the contracts were deployed.
	From Block
	// Progress, when set, hears of each block up to which all events were handled, to be From after a restart.
	Progress func(Block) error
}

// Follow hands every event of the payee's channels to handle, in order, and goes on with new blocks until ctx ends, handle fails, or
// the chain does not answer; call it again then. An event counts as soon as it is in a block. When a reorganisation undoes it, handle
// gets it again with Removed set, newest first, before what happened instead. A reorganisation deeper than 128 blocks, or of blocks
// before From, begins anew at the deployment, so handle must bear to see an event twice.
func (c *Client) Follow(ctx context.Context, opts FollowOptions, handle func(context.Context, Event) error) error {
	f := follower{client: c, opts: opts, handle: handle, last: opts.From}
	for {
		more, err := f.advance(ctx)
		if err != nil {
			return fmt.Errorf("follow the chain: %w", err)
		}
		if more {
			continue
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("follow the chain: %w", ctx.Err())
		case <-time.After(c.opts.Poll):
		}
	}
}

// follower walks along the chain.
type follower struct {
	client *Client
	opts   FollowOptions
	handle func(context.Context, Event) error
	last   Block          // all events up to this block are handled
	recent []handledBlock // ends with last, oldest first
}

// handledBlock is a block that a reorganisation may undo.
type handledBlock struct {
	block  Block
	events []Event
}

// advance handles the next blocks, and reports whether there is more to do at once.
func (f *follower) advance(ctx context.Context) (bool, error) {
	head, err := f.client.head(ctx)
	if err != nil {
		return false, err
	}
	if undone, err := f.undo(ctx, head); undone || err != nil {
		return true, err
	}
	next := f.last.Number + 1
	if f.last == (Block{}) {
		next = f.client.opts.Contracts.Block
	}
	number := uint64(head.Number)
	switch {
	case next > number:
		return false, nil
	case number-next >= rememberedBlocks:
		return true, f.handleRange(ctx, next, min(next+rangeSize-1, number-rememberedBlocks))
	default:
		return next < number, f.handleNext(ctx, next)
	}
}

// undo checks that the last block is still of the chain, and takes back the newest one if it is not. A head below the last block
// proves nothing: some endpoints are many machines, of which one lags behind another.
func (f *follower) undo(ctx context.Context, head header) (bool, error) {
	at := f.last
	if at.Number > uint64(head.Number) {
		i := slices.IndexFunc(f.recent, func(b handledBlock) bool { return b.block.Number == uint64(head.Number) })
		if i < 0 {
			return false, nil
		}
		at = f.recent[i].block
	}
	if at == (Block{}) {
		return false, nil
	}
	now, err := f.client.headerAt(ctx, at.Number)
	if err != nil || now.Hash == at.Hash {
		return false, err
	}
	if len(f.recent) < 2 {
		// Its predecessor is unknown: what happened meanwhile is in no place that we remember.
		undone := f.recent
		f.last, f.recent = Block{}, nil
		return true, f.remove(ctx, undone)
	}
	undone := f.recent[len(f.recent)-1:]
	f.recent = f.recent[:len(f.recent)-1]
	f.last = f.recent[len(f.recent)-1].block
	return true, f.remove(ctx, undone)
}

// remove tells that the events of blocks did not happen.
func (f *follower) remove(ctx context.Context, blocks []handledBlock) error {
	for _, b := range slices.Backward(blocks) {
		for _, e := range slices.Backward(b.events) {
			e.Removed = true
			if err := f.handle(ctx, e); err != nil {
				return fmt.Errorf("handle removed event %s of channel %s: %w", e.Kind, e.Channel, err)
			}
		}
	}
	return f.progress()
}

func (f *follower) progress() error {
	if f.opts.Progress == nil {
		return nil
	}
	if err := f.opts.Progress(f.last); err != nil {
		return fmt.Errorf("note progress to block %d: %w", f.last.Number, err)
	}
	return nil
}

// handleRange handles blocks that are too deep to be undone.
func (f *follower) handleRange(ctx context.Context, from, to uint64) error {
	end, err := f.client.headerAt(ctx, to)
	if err != nil {
		return err
	}
	query := ethereum.FilterQuery{FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to)}
	return f.handleEvents(ctx, query, end.block(), nil)
}

// handleNext handles the block after last. Its events are asked for by its hash, so that they cannot be of another block.
func (f *follower) handleNext(ctx context.Context, number uint64) error {
	next, err := f.client.headerAt(ctx, number)
	if err != nil {
		return err
	}
	if f.last != (Block{}) && next.Parent != f.last.Hash {
		return nil // the chain was reorganised just now: the next round undoes last
	}
	query := ethereum.FilterQuery{BlockHash: &next.Hash}
	return f.handleEvents(ctx, query, next.block(), f.recent)
}

// handleEvents handles what query finds. Then all up to block is handled, and block follows those of before.
func (f *follower) handleEvents(ctx context.Context, query ethereum.FilterQuery, block Block, before []handledBlock) error {
	events, err := f.client.events(ctx, query, f.opts.Payee)
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := f.handle(ctx, e); err != nil {
			return fmt.Errorf("handle event %s of channel %s: %w", e.Kind, e.Channel, err)
		}
	}
	f.last = block
	f.recent = append(before, handledBlock{block, events})
	if len(f.recent) > rememberedBlocks {
		f.recent = slices.Clone(f.recent[1:])
	}
	return f.progress()
}

// events asks for the events of a payee's channels, in order.
func (c *Client) events(ctx context.Context, query ethereum.FilterQuery, payee incentives.Address) ([]Event, error) {
	query.Addresses = []incentives.Address{c.opts.Contracts.PaymentChannels}
	if payee != (incentives.Address{}) {
		query.Topics = [][]common.Hash{nil, nil, {common.BytesToHash(payee[:])}} // the payee is the second indexed argument of all
	}
	logs, err := c.eth.FilterLogs(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("events: %w", plain(err))
	}
	var events []Event
	for i := range logs {
		e, err := c.event(&logs[i])
		if errors.Is(err, errNoEvent) || err == nil && payee != (incentives.Address{}) && e.Payee != payee {
			continue
		}
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		if a.Block.Number != b.Block.Number {
			return cmp.Compare(a.Block.Number, b.Block.Number)
		}
		return cmp.Compare(a.Index, b.Index)
	})
	return events, nil
}
