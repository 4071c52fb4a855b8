package chaintest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives/chain/chaintest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, chaintest.Leftovers()...) }

// TestChainsAreAlike holds what tests rely on.
func TestChainsAreAlike(t *testing.T) {
	chaintest.Each(t, func(t *testing.T, c *chaintest.Chain) {
		var id hexutil.Uint64
		if c.Call(t, &id, "eth_chainId"); id != chaintest.ChainID {
			t.Errorf("chain id: got %d, want %d", id, chaintest.ChainID)
		}
		for i, account := range c.Accounts {
			var balance hexutil.Big
			c.Call(t, &balance, "eth_getBalance", account.Address(), "latest")
			if want := "1000000" + strings.Repeat("0", 18); balance.ToInt().String() != want {
				t.Errorf("account %d has %s wei, want %s", i, balance.ToInt(), want)
			}
		}
		type block struct{ Number, Timestamp hexutil.Uint64 }
		head := func() (b block) {
			c.Call(t, &b, "eth_getBlockByNumber", "latest", false)
			return b
		}
		before := head()
		snapshot := c.Snapshot(t)
		c.Travel(t, time.Hour)
		after := head()
		if got := after.Timestamp - before.Timestamp; got < 3600 || got > 3700 || after.Number != before.Number+1 {
			t.Errorf("an hour later it is %d s later, %d blocks", got, after.Number-before.Number)
		}
		c.Mine(t, 3)
		if got := head(); got.Number != after.Number+3 {
			t.Errorf("3 blocks mined: got block %d, want %d", got.Number, after.Number+3)
		}
		c.Revert(t, snapshot)
		if got := head(); got.Number != before.Number {
			t.Errorf("after the revert: got block %d, want %d", got.Number, before.Number)
		}
	})
}
