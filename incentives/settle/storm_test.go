package settle_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/incentives/store/storetest"
)

// TestMoneyArrivesThroughFailures runs settlers through random losses, reorganisations, foreign transactions, failing disks and
// crashes, while vouchers rise. In the end everything that was vouched for is claimed. A seed that fails, fails again.
func TestMoneyArrivesThroughFailures(t *testing.T) {
	seeds := 20
	if n, err := strconv.Atoi(os.Getenv("CASTO_SIM_SEEDS")); err == nil {
		seeds = n
	}
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { storm(t, rand.New(rand.NewPCG(seed, 5))) })
		})
	}
}

func storm(t *testing.T, rng *rand.Rand) {
	r := newRelay(t, rand.New(rand.NewPCG(rng.Uint64(), 6)), nil)
	r.start()
	for range 200 {
		time.Sleep(time.Duration(rng.IntN(30000)) * time.Millisecond)
		switch channel := 1 + rng.Uint64N(3); rng.IntN(12) {
		default:
			r.mu.Lock()
			r.vouchers[channel] += rng.Uint64N(900)
			r.mu.Unlock()
		case 6:
			r.chain.reorganise(1+rng.IntN(3), rng.IntN(2) == 0)
		case 7:
			r.chain.foreign()
		case 8:
			r.disk.Fail(storetest.Failure(1 + rng.IntN(2)))
		case 9:
			r.halt()
			r.disk = r.disk.Clone()
			r.start()
		case 10:
			r.chain.set(func(c *chain) { c.minTip = uint64(rng.IntN(3)) * 60 })
		case 11:
			r.Demand(ref(channel).Key(), "at random")
		}
	}
	r.halt() // calm: no more failures
	r.chain.rng = nil
	r.chain.set(func(c *chain) { c.minTip = 0 })
	r.disk.Fail(0)
	r.start()
	hours, cancel := context.WithTimeout(t.Context(), 5*time.Hour)
	defer cancel()
	if err := r.RedeemAll(hours); err != nil {
		_, nonce, _ := r.chain.replay()
		t.Errorf("%v; settlements %+v, next nonce %d, pool %+v", err, r.Settlements(), nonce, r.chain.pool)
	}
	time.Sleep(5 * time.Minute)
	for n := range uint64(3) {
		r.want(n+1, r.vouchers[n+1])
	}
}
