package chain

import (
	"context"
	"errors"
	"math/big"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/incentives"
)

// toyChain is the namespace eth of a chain that only counts. Its methods are named as JSON-RPC wants them.
type toyChain struct{ latest, pending, mute atomic.Uint64 }

// EstimateGas is eth_estimateGas. So many times it answers when nobody waits any more.
func (c *toyChain) EstimateGas(map[string]any) hexutil.Uint64 {
	if c.mute.Load() > 0 {
		c.mute.Add(^uint64(0))
		time.Sleep(2 * estimateTimeout)
	}
	return 21_000
}

// GetTransactionCount is eth_getTransactionCount.
func (c *toyChain) GetTransactionCount(_ incentives.Address, block string) hexutil.Uint64 {
	if block == "pending" {
		return hexutil.Uint64(c.pending.Load())
	}
	return hexutil.Uint64(c.latest.Load())
}

// GetTransactionReceipt is eth_getTransactionReceipt.
func (c *toyChain) GetTransactionReceipt(incentives.Hash) any { return nil }

// BlockNumber is eth_blockNumber.
func (c *toyChain) BlockNumber() hexutil.Uint64 { return 1 }

// toyClient connects to c without a network, so that it works in virtual time.
func toyClient(t *testing.T, c *toyChain) *Client {
	t.Helper()
	server := rpc.NewServer()
	if err := server.RegisterName("eth", c); err != nil {
		t.Fatal(err)
	}
	conn := rpc.DialInProc(server)
	client := newClient(conn, conn.Close)
	client.opts = Options{Depth: 1, Poll: time.Second}
	client.signer = types.LatestSignerForChainID(big.NewInt(1337))
	t.Cleanup(func() { client.Close(); server.Stop() })
	return client
}

func TestNoncesAreTheLargerOfOursAndThePools(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		toy := new(toyChain)
		toy.pending.Store(5)
		s := newSequencer(toyClient(t, toy), incentives.Address{1})
		check := func(when string, want uint64) {
			t.Helper()
			if got, err := s.next(t.Context()); err != nil || got != want {
				t.Errorf("%s: got nonce %d, %v, want %d", when, got, err, want)
			}
		}
		check("at the start", 5)
		s.used(5)
		check("while the pool lags", 6)
		toy.pending.Store(9)
		check("after somebody else's", 9)
		s.used(9)
		s.used(7) // an old one is broadcast again
		check("after an old one", 10)
		time.Sleep(nonceMemory)
		check("when the last was never sent", 9)
		s.used(9)
		check("after the gap is filled", 10)
		s.forget()
		check("when told to trust the pool", 9)
	})
}

func TestGasIsAskedForAgainWhenNobodyAnswers(t *testing.T) {
	for mute, want := range map[uint64]bool{0: true, 1: true, estimateTries - 1: true, estimateTries: false} {
		synctest.Test(t, func(t *testing.T) {
			toy := new(toyChain)
			toy.mute.Store(mute)
			key, err := incentives.GenerateKey()
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			gas, err := toyClient(t, toy).Account(key).estimate(t.Context(), call{to: &incentives.Address{1}})
			if (err == nil) != want || want && gas != 21_000+21_000/gasMargin || time.Since(began) != time.Duration(mute)*estimateTimeout {
				t.Errorf("unanswered %d times: %d gas after %v, %v", mute, gas, time.Since(began), err)
			}
			time.Sleep(time.Hour) // until the chain has answered everything
		})
	}
}

func TestATransactionCountsAsReplacedWhenItStaysAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		toy := new(toyChain)
		toy.latest.Store(3)
		client := toyClient(t, toy)
		tx := types.NewTx(&types.DynamicFeeTx{Nonce: 3})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		begun := time.Now()
		go func() {
			time.Sleep(time.Minute)
			toy.latest.Store(4) // another transaction was mined
		}()
		_, err := client.await(ctx, incentives.Address{1}, tx)
		if waited := time.Since(begun); !errors.Is(err, ErrReplaced) || waited < time.Minute+lostAfter || waited > 2*time.Minute {
			t.Errorf("got %v after %v, want ErrReplaced some seconds after a minute", err, waited)
		}
	})
}

func TestAwaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := toyClient(t, new(toyChain))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := client.await(ctx, incentives.Address{1}, types.NewTx(&types.DynamicFeeTx{Nonce: 3}))
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want that the time is over", err)
		}
	})
}

func TestAwaitIsPatientWithAChainThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := toyClient(t, new(toyChain))
		client.Close()
		begun := time.Now()
		_, err := client.await(t.Context(), incentives.Address{1}, types.NewTx(&types.DynamicFeeTx{Nonce: 3}))
		if waited := time.Since(begun); !errors.Is(err, ErrUnreachable) || waited < patience || waited > 2*patience {
			t.Errorf("got %v after %v, want ErrUnreachable after about %v", err, waited, patience)
		}
	})
}

func TestWaitingForATurnEndsWithItsContext(t *testing.T) {
	place := make(chan struct{}, 1)
	release, err := take(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := take(ctx, place); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that the context ended", err)
	}
	release()
	if _, err := take(t.Context(), place); err != nil {
		t.Errorf("after the release: %v", err)
	}
}

func TestOutbid(t *testing.T) {
	for _, test := range []struct{ suggested, old, want int64 }{
		{100, 80, 100}, {100, 100, 113}, {1, 1, 2}, {5, 1000, 1126}, {0, 0, 1},
	} {
		bid := fees{big.NewInt(test.suggested), big.NewInt(test.suggested)}.outbid(fees{big.NewInt(test.old), big.NewInt(test.old)})
		if bid.tip.Int64() != test.want || bid.cap.Int64() != test.want {
			t.Errorf("%d over %d: got %v and %v, want %d", test.suggested, test.old, bid.tip, bid.cap, test.want)
		}
	}
}
