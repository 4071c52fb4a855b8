package settle_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/settle"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func ref(n uint64) incentives.ChannelRef {
	return incentives.ChannelRef{Payer: incentives.Address{1}, Payee: incentives.Address{2}, Signer: incentives.Address{3}, Nonce: n}
}

// relay is a settler with vouchers, a disk and a chain. Signatures are the payee's business; here they are empty.
type relay struct {
	*settle.Settler
	t     *testing.T
	chain *chain
	disk  *storetest.Memory
	opts  settle.Options

	mu       sync.Mutex
	vouchers map[uint64]uint64 // cumulative by the channel's nonce
	seen     map[incentives.Hash]incentives.ChannelState

	stop func()
	wg   sync.WaitGroup
}

// newRelay opens channels 1 to 3 with a deposit of a million each. Change is for the options.
func newRelay(t *testing.T, rng *rand.Rand, change func(*settle.Options)) *relay {
	r := &relay{t: t, chain: newChain(t, rng), disk: storetest.New(), vouchers: make(map[uint64]uint64), seen: make(map[incentives.Hash]incentives.ChannelState)}
	for n := range uint64(3) {
		r.chain.base[ref(n+1).Key()] = incentives.ChannelState{Deposit: incentives.NewAmount(1_000_000)}
	}
	r.opts = settle.Options{Redeemer: r.chain, Claims: r.claims, State: r.chain.State, Seen: r.note, Threshold: incentives.NewAmount(1000)}
	if change != nil {
		change(&r.opts)
	}
	return r
}

func (r *relay) claims() (claims []incentives.Claim) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n := range uint64(3) {
		if c := r.vouchers[n+1]; c > 0 {
			claims = append(claims, incentives.Claim{Channel: ref(n + 1), Voucher: incentives.SignedVoucher{Message: incentives.Voucher{Cumulative: incentives.NewAmount(c)}}})
		}
	}
	return claims
}

func (r *relay) note(key incentives.Hash, s incentives.ChannelState) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[key] = s
	return nil
}

// noted is what Seen heard last of a channel.
func (r *relay) noted(channel uint64) incentives.ChannelState {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[ref(channel).Key()]
}

func (r *relay) voucher(channel, cumulative uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.vouchers[channel] = cumulative
}

// start runs a new settler, and the chain, in the bubble.
func (r *relay) start() {
	r.t.Helper()
	r.opts.Store, r.chain.store = r.disk, r.disk
	s, err := settle.New(r.opts)
	if err != nil {
		r.t.Fatal(err)
	}
	r.Settler = s
	ctx, cancel := context.WithCancel(context.Background())
	r.stop = cancel
	r.t.Cleanup(r.halt) // also of a test that fails: the bubble waits for its goroutines
	r.wg.Go(func() {
		if err := s.Run(ctx); err != nil {
			r.t.Error(err)
		}
	})
	r.wg.Go(func() { r.chain.run(ctx) })
}

// halt ends both, as a crash would: what is on disk stays.
func (r *relay) halt() {
	r.stop()
	r.wg.Wait()
}

func (r *relay) want(channel, claimed uint64) {
	r.t.Helper()
	if got := r.chain.claimed(ref(channel)); got != incentives.NewAmount(claimed) {
		r.t.Fatalf("channel %d: claimed %s, want %d; settlements %+v", channel, got, claimed, r.Settlements())
	}
}

func (r *relay) wantStep(step settle.Step) {
	r.t.Helper()
	if views := r.Settlements(); len(views) != 1 || views[0].Step != step {
		r.t.Fatalf("settlements %+v, want one that is %s", views, step)
	}
}

func TestVoucherIsRedeemedWhenItIsWorthIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cost atomic.Uint64
		cost.Store(100)
		r := newRelay(t, nil, func(o *settle.Options) {
			o.Multiple = 15
			o.Cost = func(context.Context) (incentives.Amount, error) { return incentives.NewAmount(cost.Load()), nil }
		})
		r.voucher(1, 1499)
		r.start()
		time.Sleep(time.Minute)
		r.want(1, 0)
		r.voucher(1, 1500)
		time.Sleep(20 * time.Second)
		r.want(1, 1500)
		r.wantStep(settle.Mined)
		time.Sleep(time.Minute)
		r.wantStep(settle.Final)
		if got := r.noted(1); got.Claimed != incentives.NewAmount(1500) {
			t.Errorf("seen = %+v", got)
		}
		// What counts is what is new. When gas gets cheap, less is enough, but never below the threshold.
		r.voucher(1, 2999)
		time.Sleep(time.Minute)
		r.want(1, 1500)
		cost.Store(50)
		time.Sleep(time.Minute)
		r.want(1, 2999)
		cost.Store(1)
		r.voucher(1, 3998)
		time.Sleep(2 * time.Minute)
		r.want(1, 2999)
		if n := r.chain.count(builds); n != 2 {
			t.Errorf("%d transactions for two redemptions", n)
		}
	})
}

// TestWhatOthersRedeemedDoesNotCount: anybody may redeem for a relay, which then waits until the rest is worth it.
func TestWhatOthersRedeemedDoesNotCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, nil)
		r.chain.base[ref(1).Key()] = incentives.ChannelState{Deposit: incentives.NewAmount(1_000_000), Claimed: incentives.NewAmount(900)}
		r.voucher(1, 1500)
		r.start()
		time.Sleep(time.Hour)
		r.want(1, 900)
		r.voucher(1, 1900)
		time.Sleep(time.Minute)
		r.want(1, 1900)
	})
}

func TestOneTransactionIsUnderWayAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, nil)
		for n := range uint64(3) {
			r.voucher(n+1, 1000)
		}
		r.start()
		for range 120 {
			signed := 0
			for _, v := range r.Settlements() {
				if v.Step == settle.Signed {
					signed++
				}
			}
			if signed > 1 {
				t.Fatalf("settlements %+v", r.Settlements())
			}
			time.Sleep(time.Second)
		}
		for n := range uint64(3) {
			r.want(n+1, 1000)
		}
	})
}

// TestNothingIsSentForWhatOthersRedeemed redeems a planned voucher by another hand before its transaction is made.
func TestNothingIsSentForWhatOthersRedeemed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, nil)
		r.voucher(1, 1000)
		r.chain.noBuild = true
		r.start()
		time.Sleep(time.Minute)
		r.wantStep(settle.Planned)
		r.chain.set(func(c *chain) {
			c.base[ref(1).Key()] = incentives.ChannelState{Deposit: incentives.NewAmount(1_000_000), Claimed: incentives.NewAmount(1000)}
			c.noBuild = false
		})
		time.Sleep(10 * time.Minute)
		r.wantStep(settle.Final)
		if n := r.chain.count(builds); n != 0 {
			t.Errorf("%d transactions were made", n)
		}
	})
}

func TestRedeemOnRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, func(o *settle.Options) { o.Threshold = incentives.Amount{} })
		r.voucher(1, 10)
		r.voucher(2, 20)
		r.start()
		time.Sleep(time.Minute)
		r.want(1, 0) // no threshold, no cost: nothing by itself
		if err := r.Redeem(t.Context(), ref(1).Key()); err != nil {
			t.Fatal(err)
		}
		r.want(1, 10)
		if err := r.Redeem(t.Context(), ref(1).Key()); err != nil {
			t.Fatalf("while it waits for depth: %v", err)
		}
		time.Sleep(time.Minute)
		if err := r.Redeem(t.Context(), ref(1).Key()); !errors.Is(err, settle.ErrNothing) {
			t.Fatalf("nothing new: %v", err)
		}
		if err := r.Redeem(t.Context(), ref(3).Key()); !errors.Is(err, settle.ErrNothing) {
			t.Fatalf("no voucher: %v", err)
		}
		if err := r.RedeemAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.want(2, 20)
		r.voucher(2, 30)
		r.chain.set(func(c *chain) { c.down = true })
		short, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := r.Redeem(short, ref(2).Key()); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("with the chain down: %v", err)
		}
		r.chain.set(func(c *chain) { c.down = false })
		time.Sleep(10 * time.Minute)
		r.want(2, 30) // the demand stands
	})
}

func TestClosedChannelIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, nil)
		r.voucher(1, 5000)
		r.chain.base[ref(1).Key()] = incentives.ChannelState{}
		r.start()
		if err := r.Redeem(t.Context(), ref(1).Key()); !errors.Is(err, settle.ErrClosed) {
			t.Fatalf("err = %v", err)
		}
		r.wantStep(settle.Failed)
		time.Sleep(time.Hour)
		if n := r.chain.count(builds); n != 0 {
			t.Errorf("%d transactions for a closed channel", n)
		}
	})
}

// TestLaterVoucherIsNotForgotten demands a channel, as when it is closing, while an older voucher is under way.
func TestLaterVoucherIsNotForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, nil)
		r.voucher(1, 1000)
		r.start()
		time.Sleep(6 * time.Second)
		r.wantStep(settle.Signed)
		r.voucher(1, 1001)
		r.Demand(ref(1).Key(), "the payer is closing the channel")
		if err := r.Redeem(t.Context(), ref(1).Key()); err != nil {
			t.Fatal(err)
		}
		r.want(1, 1001)
	})
}

func TestOptionsAreChecked(t *testing.T) {
	if _, err := settle.New(settle.Options{}); err == nil {
		t.Error("no options are taken")
	}
}
