package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/casto-network/casto/incentives"
)

// defaultTip is bid, in wei per gas, where the chain does not suggest one.
const defaultTip = 1_000_000_000

// fees are what a transaction bids per gas, in wei (EIP-1559).
type fees struct{ tip, cap *big.Int }

// suggestFees bids the chain's tip, and a cap that stands six full blocks in a row, by which the base fee doubles.
func (c *Client) suggestFees(ctx context.Context) (fees, error) {
	head, err := c.head(ctx)
	if err != nil {
		return fees{}, err
	}
	if head.BaseFee == nil {
		return fees{}, fmt.Errorf("%w: its blocks have no base fee; CASTO needs a chain with EIP-1559", ErrWrongChain)
	}
	tip, err := c.eth.SuggestGasTipCap(ctx)
	if err != nil || tip.Sign() < 0 || tip.BitLen() > 128 {
		if ctx.Err() != nil {
			return fees{}, ctx.Err()
		}
		tip = big.NewInt(defaultTip)
	}
	if tip.Sign() == 0 {
		tip = big.NewInt(1) // pools refuse none at all
	}
	base := head.BaseFee.ToInt()
	if base.BitLen() > 128 {
		return fees{}, fmt.Errorf("%w: a base fee of %d wei", ErrAnswer, base)
	}
	feeCap := new(big.Int).Lsh(base, 1)
	return fees{tip: tip, cap: feeCap.Add(feeCap, tip)}, nil
}

// outbid raises f to at least an eighth above old in both parts: pools take nothing less in place of a transaction.
func (f fees) outbid(old fees) fees {
	raise := func(bid, old *big.Int) *big.Int {
		least := new(big.Int).Mul(old, big.NewInt(9))
		least.Rsh(least, 3)
		least.Add(least, big.NewInt(1)) // rounds up
		if bid.Cmp(least) > 0 {
			return bid
		}
		return least
	}
	return fees{tip: raise(f.tip, old.tip), cap: raise(f.cap, old.cap)}
}

// cost is the most that gas can cost under f, in wei.
func (f fees) cost(gas uint64) *big.Int { return new(big.Int).Mul(f.cap, new(big.Int).SetUint64(gas)) }

// redeemGas is what one redemption takes at most on osaka's prices, with its transfer out.
const redeemGas = 60_000

// RedeemCost estimates what a redemption costs now, in wei: what package settle weighs a voucher against, after turning it into tokens.
func (c *Client) RedeemCost(ctx context.Context) (incentives.Amount, error) {
	f, err := c.suggestFees(ctx)
	if err != nil {
		return incentives.Amount{}, fmt.Errorf("cost of a redemption: %w", err)
	}
	return baseUnits(f.cost(redeemGas))
}
