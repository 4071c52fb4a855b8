package chain

import (
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
)

// DeployOptions are what the contracts are fixed to for ever. The zero value deploys a test token too.
type DeployOptions struct {
	// Token is the ERC-20 of all deposits and stakes; zero deploys the test token, whose whole supply is the deployer's.
	Token incentives.Address
	// Challenge is how long a payee has to redeem after the payer starts a close, 1 hour to 14 days; default 24 hours.
	Challenge time.Duration
	// MinStake is the least stake of a relay, base units; default 100 tokens.
	MinStake incentives.Amount
	// UnbondPeriod is how long a stake stays bound after its relay leaves, 1 hour to 90 days; default 7 days.
	UnbondPeriod time.Duration
	// Court may slash stakes; zero means that nobody can.
	Court incentives.Address
}

func (o *DeployOptions) defaults() {
	if o.Challenge == 0 {
		o.Challenge = 24 * time.Hour
	}
	if o.MinStake.IsZero() {
		o.MinStake, _ = incentives.ParseTokens("100")
	}
	if o.UnbondPeriod == 0 {
		o.UnbondPeriod = 7 * 24 * time.Hour
	}
}

func (o *DeployOptions) validate() error {
	const day = 24 * time.Hour
	if o.Challenge < time.Hour || o.Challenge > 14*day {
		return fmt.Errorf("a challenge period of %s: use 1 hour to 14 days", o.Challenge)
	}
	if o.UnbondPeriod < time.Hour || o.UnbondPeriod > 90*day {
		return fmt.Errorf("an unbond period of %s: use 1 hour to 90 days", o.UnbondPeriod)
	}
	return uint96(o.MinStake)
}

// Deploy puts the contracts on the chain behind rpcURL and returns where they are. The key's account pays the gas.
func Deploy(ctx context.Context, rpcURL string, key incentives.Signer, opts DeployOptions) (Contracts, error) {
	contracts, err := deploy(ctx, rpcURL, key, opts)
	if err != nil {
		return Contracts{}, fmt.Errorf("deploy contracts: %w", err)
	}
	return contracts, nil
}

func deploy(ctx context.Context, rpcURL string, key incentives.Signer, opts DeployOptions) (Contracts, error) {
	opts.defaults()
	if err := opts.validate(); err != nil {
		return Contracts{}, err
	}
	c, id, err := open(ctx, Options{URL: rpcURL})
	if err != nil {
		return Contracts{}, err
	}
	defer c.Close()
	head, err := c.head(ctx)
	if err != nil {
		return Contracts{}, err
	}
	a := c.Account(key)
	at := Contracts{ChainID: id, Token: opts.Token, Block: uint64(head.Number)}
	if at.Token == (incentives.Address{}) {
		if at.Token, err = a.create(ctx, "token", abi.CastoTokenMetaData.Bin, nil); err != nil {
			return Contracts{}, err
		}
	}
	seconds := func(d time.Duration) *big.Int { return big.NewInt(int64(d / time.Second)) }
	arguments := c.channels.PackConstructor(at.Token, seconds(opts.Challenge))
	if at.PaymentChannels, err = a.create(ctx, "PaymentChannels", abi.PaymentChannelsMetaData.Bin, arguments); err != nil {
		return Contracts{}, err
	}
	arguments = c.registry.PackConstructor(at.Token, opts.MinStake.Big(), seconds(opts.UnbondPeriod), opts.Court)
	if at.RelayRegistry, err = a.create(ctx, "RelayRegistry", abi.RelayRegistryMetaData.Bin, arguments); err != nil {
		return Contracts{}, err
	}
	c.opts.Contracts = at
	return at, c.checkContracts(ctx)
}

// create deploys one contract.
func (a *Account) create(ctx context.Context, name, code string, arguments []byte) (incentives.Address, error) {
	receipt, err := a.transact(ctx, call{data: append(common.FromHex(code), arguments...)})
	if err != nil {
		return incentives.Address{}, fmt.Errorf("%s: %w", name, err)
	}
	if receipt.ContractAddress == (incentives.Address{}) {
		return incentives.Address{}, fmt.Errorf("%s: %w: its receipt names no address", name, ErrAnswer)
	}
	return receipt.ContractAddress, nil
}
