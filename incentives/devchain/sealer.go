package devchain

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/miner"
)

// Depths at which a block becomes safe and final, as on Anvil. On Ethereum it is by epochs of 32 blocks.
const (
	safeDepth  = 32
	finalDepth = 64
)

// sealer makes the blocks. It does so by itself, and not by go-ethereum's simulated beacon, because that one has no lock, knows no
// clock that runs ahead, and logs its errors instead of returning them.
type sealer struct {
	eth *eth.Ethereum

	mu        sync.Mutex    // held while a block is sealed; guards all below
	offset    time.Duration // of the chain's clock from the real one
	travelled time.Duration // by how much tests have put the clock forward
	snapshots []snapshot
}

// snapshot is a state of the chain to come back to.
type snapshot struct {
	block             common.Hash
	offset, travelled time.Duration
}

func newSealer(e *eth.Ethereum) *sealer { return &sealer{eth: e} }

// onDemand seals blocks while transactions are waiting, until ctx ends.
func (s *sealer) onDemand(ctx context.Context) error {
	events := make(chan core.NewTxsEvent, 16)
	sub := s.eth.TxPool().SubscribeTransactions(events, true)
	defer sub.Unsubscribe()
	wake := make(chan struct{}, 1)
	wake <- struct{}{} // for what came before the subscription
	tasks, ctx := errgroup.WithContext(ctx)
	// Two goroutines, because the pool waits until its event is taken, and sealing waits for the pool.
	tasks.Go(func() error {
		for {
			select {
			case <-ctx.Done():
				sub.Unsubscribe() // the pool may be waiting for us now
				return nil
			case <-events:
			}
			select {
			case wake <- struct{}{}:
			default: // it will see this one too
			}
		}
	})
	tasks.Go(func() error {
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-wake:
			}
			if err := s.drain(ctx); err != nil {
				return err
			}
		}
	})
	return tasks.Wait()
}

// periodic seals a block each period until ctx ends.
func (s *sealer) periodic(ctx context.Context, period time.Duration) error {
	ticker := time.NewTicker(period)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if err := s.mine(0); err != nil {
				return err
			}
		}
	}
}

// drain seals blocks until no transaction is waiting that a block would take.
func (s *sealer) drain(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ctx.Err() == nil {
		if err := s.eth.TxPool().Sync(); err != nil {
			return fmt.Errorf("wait for the pool: %w", err)
		}
		if executable, _ := s.eth.TxPool().Stats(); executable == 0 {
			return nil
		}
		block, err := s.seal(0)
		if err != nil {
			return err
		}
		if len(block.Transactions()) == 0 {
			return nil // what waits bids below the base fee: only a later block may take it
		}
	}
	return nil
}

// mine seals one block, empty or not. Its time is the clock's when timestamp is zero.
func (s *sealer) mine(timestamp uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.seal(timestamp)
	return err
}

// seal makes a block of what the pool holds and puts it at the head. The caller holds mu.
func (s *sealer) seal(timestamp uint64) (*types.Block, error) {
	// The pool follows the head in the background: without this it would offer what the last block took.
	if err := s.eth.TxPool().Sync(); err != nil {
		return nil, fmt.Errorf("wait for the pool: %w", err)
	}
	chain := s.eth.BlockChain()
	head := chain.CurrentBlock()
	if timestamp == 0 {
		timestamp = uint64(time.Now().Add(s.offset).Unix())
	}
	args := &miner.BuildPayloadArgs{
		Parent: head.Hash(), Timestamp: max(timestamp, head.Time+1), BeaconRoot: new(common.Hash),
		Random: common.BigToHash(head.Number), // PREVRANDAO; contracts of tests should not bet on it
	}
	if chain.Config().IsAmsterdam(head.Number, args.Timestamp) {
		slot := head.Number.Uint64() + 1
		args.SlotNum = &slot
	}
	block, _, err := s.eth.Miner().BuildTestingPayload(args, nil, false, nil)
	if err != nil {
		return nil, fmt.Errorf("build block: %w", err)
	}
	if _, err := chain.InsertBlockWithoutSetHead(context.Background(), block, false); err != nil {
		return nil, fmt.Errorf("insert block %d: %w", block.NumberU64(), err)
	}
	return block, s.setHead(block)
}

// setHead makes block the head, and the ones that are deep enough below it safe and final. The caller holds mu.
func (s *sealer) setHead(block *types.Block) error {
	chain := s.eth.BlockChain()
	if _, err := chain.SetCanonical(block); err != nil {
		return fmt.Errorf("set head to block %d: %w", block.NumberU64(), err)
	}
	below := func(depth uint64) *types.Header {
		number := block.NumberU64()
		return chain.GetHeaderByNumber(number - min(depth, number))
	}
	chain.SetSafe(below(safeDepth))
	chain.SetFinalized(below(finalDepth))
	return nil
}

// increaseTime puts the clock forward by d from the head's time, which is ahead of the clock after many blocks in one second. It
// returns by how much the clock was put forward in all.
func (s *sealer) increaseTime(d time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	head := time.Unix(int64(s.eth.BlockChain().CurrentBlock().Time), 0)
	s.offset = max(s.offset, time.Until(head)+time.Second) + d
	s.travelled += d
	return s.travelled
}

// snapshot remembers the head and returns a name for it, from 1.
func (s *sealer) snapshot() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.snapshots = append(s.snapshots, snapshot{s.eth.BlockChain().CurrentBlock().Hash(), s.offset, s.travelled})
	return len(s.snapshots)
}

// revert goes back to a snapshot and forgets it with all later ones. It reports false when there is no such snapshot.
func (s *sealer) revert(id uint64) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id == 0 || id > uint64(len(s.snapshots)) {
		return false, nil
	}
	to := s.snapshots[id-1]
	block := s.eth.BlockChain().GetBlockByHash(to.block)
	if block == nil {
		return false, fmt.Errorf("block %s of snapshot %d is gone", to.block, id)
	}
	if err := s.setHead(block); err != nil {
		return false, err
	}
	s.eth.TxPool().Clear() // else what was undone would be sealed again
	s.snapshots, s.offset, s.travelled = s.snapshots[:id-1], to.offset, to.travelled
	return true, nil
}
