package settle_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/settle"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestTroubles(t *testing.T) {
	for name, trouble := range map[string]func(r *relay){
		"the broadcast is lost": func(r *relay) {
			r.chain.set(func(c *chain) { clear(c.pool) })
		},
		"the fee is too low": func(r *relay) {
			r.chain.set(func(c *chain) { c.minTip = 110 })
			time.Sleep(4 * time.Minute)
			if n := r.chain.count(waiting); n != 0 {
				r.t.Errorf("%d transactions wait still", n)
			}
		},
		"the replaced one is mined": func(r *relay) {
			r.chain.set(func(c *chain) { c.minTip = 200 })
			time.Sleep(200 * time.Second) // one replacement was sent
			r.chain.set(func(c *chain) {
				c.minTip = 0
				for h, p := range c.pool {
					if p.Tip > 100 {
						delete(c.pool, h)
					}
				}
			})
		},
		"a reorganisation": func(r *relay) {
			time.Sleep(20 * time.Second)
			r.wantStep(settle.Mined)
			r.chain.reorganise(3, false)
			r.want(1, 0)
			time.Sleep(6 * time.Second)
		},
		"a reorganisation that loses it": func(r *relay) {
			time.Sleep(20 * time.Second)
			r.wantStep(settle.Mined)
			r.chain.reorganise(3, true)
			time.Sleep(6 * time.Second)
			r.wantStep(settle.Signed)
		},
		"somebody takes the nonce": func(r *relay) { r.chain.foreign() },
		"the chain is away": func(r *relay) {
			r.chain.set(func(c *chain) { c.down = true })
			time.Sleep(time.Hour)
			r.chain.set(func(c *chain) { c.down = false })
		},
		"a crash": func(r *relay) {
			r.halt()
			r.chain.set(func(c *chain) { clear(c.pool) })
			r.start()
		},
		"a crash after it was mined": func(r *relay) {
			r.halt()
			r.chain.mine()
			r.start()
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRelay(t, nil, nil)
				r.voucher(1, 1000)
				r.start()
				time.Sleep(6 * time.Second)
				r.wantStep(settle.Signed)
				trouble(r)
				time.Sleep(20 * time.Minute)
				r.want(1, 1000)
				r.wantStep(settle.Final)
			})
		})
	}
}

// TestRevertedTransactionIsNotRepeatedAtOnce lets every transaction fail: each costs gas.
func TestRevertedTransactionIsNotRepeatedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay(t, nil, nil)
		r.voucher(1, 2_000_000) // beyond the deposit
		r.start()
		time.Sleep(time.Hour)
		if n := r.chain.count(builds); n < 2 || n > 20 {
			t.Errorf("%d transactions in an hour", n)
		}
		r.chain.set(func(c *chain) {
			c.base[ref(1).Key()] = incentives.ChannelState{Deposit: incentives.NewAmount(3_000_000)}
		})
		time.Sleep(time.Hour)
		r.want(1, 2_000_000)
	})
}

// TestEveryStepSurvivesACrash lets the n-th commit of a settlement fail, written or not, and crashes there.
func TestEveryStepSurvivesACrash(t *testing.T) {
	for _, failure := range []storetest.Failure{storetest.NotWritten, storetest.Written} {
		for n := range 5 {
			t.Run(fmt.Sprint(failure, n), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := newRelay(t, nil, nil)
					r.voucher(1, 1000)
					if n == 0 {
						r.disk.Fail(failure)
					}
					r.start()
					for i := 0; i < 600 && r.disk.Commits() < n; i++ {
						time.Sleep(time.Second)
					}
					r.disk.Fail(failure)
					time.Sleep(5 * time.Second)
					r.halt()
					r.disk = r.disk.Clone()
					r.start()
					time.Sleep(10 * time.Minute)
					r.want(1, 1000)
					r.wantStep(settle.Final)
					if n := r.chain.paid(); n != 1 {
						t.Errorf("paid %d times", n)
					}
				})
			})
		}
	}
}
