package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sort"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
)

// factory is the deterministic deployment proxy that most chains have at this address. It creates what follows a 32-byte salt in the
// data of a call, by CREATE2 (EIP-1014): the same code then has the same address on every chain, whoever deploys it.
const factory = "0x4e59b44847b379578588920cA78FbF26c0B4956C"

// DeployOptions are what the contracts are fixed to for ever. The zero value deploys a test token too.
type DeployOptions struct {
	// Token is the ERC-20 of all deposits and stakes; zero deploys the test token, whose whole supply is the deployer's.
	Token incentives.Address
	// Challenge is how long a payee has to redeem after the payer starts a close, 1 hour to 14 days; default 24 hours.
	Challenge time.Duration
	// MinStake is the least stake of a relay, base units; default 100 tokens.
	MinStake incentives.Amount
	// UnbondPeriod is how long a stake stays bound after its relay leaves, 2 hours to 90 days; default 7 days.
	UnbondPeriod time.Duration
	// Penalty is what the court slashes for a fault, base units; default half of MinStake.
	Penalty incentives.Amount
	// Bond is what a challenge of a leaf costs who makes it, if it is answered, base units; default 1 token.
	Bond incentives.Amount
	// AnswerPeriod is how long a relay has to show a challenged leaf, 1 hour to 30 days and at most half of UnbondPeriod; default
	// 24 hours, or half of UnbondPeriod if that is less.
	AnswerPeriod time.Duration
}

func (o *DeployOptions) defaults() {
	setDefault(&o.Challenge, 24*time.Hour)
	setDefault(&o.UnbondPeriod, 7*24*time.Hour)
	setDefault(&o.AnswerPeriod, min(24*time.Hour, o.UnbondPeriod/2))
	if o.MinStake.IsZero() {
		o.MinStake, _ = incentives.ParseTokens("100")
	}
	if o.Penalty.IsZero() {
		o.Penalty, _ = o.MinStake.MulDiv(1, 2)
	}
	if o.Bond.IsZero() {
		o.Bond, _ = incentives.ParseTokens("1")
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (o *DeployOptions) validate() error {
	const day = 24 * time.Hour
	if o.Challenge < time.Hour || o.Challenge > 14*day {
		return fmt.Errorf("a challenge period of %s: use 1 hour to 14 days", o.Challenge)
	}
	if o.UnbondPeriod < 2*time.Hour || o.UnbondPeriod > 90*day {
		return fmt.Errorf("an unbond period of %s: use 2 hours to 90 days", o.UnbondPeriod)
	}
	if o.AnswerPeriod < time.Hour || o.AnswerPeriod > 30*day || o.AnswerPeriod > o.UnbondPeriod/2 {
		return fmt.Errorf("%s to answer a challenge: use 1 hour to 30 days, and at most half of the unbond period of %s", o.AnswerPeriod, o.UnbondPeriod)
	}
	return errors.Join(uint96(o.MinStake), uint96(o.Penalty), uint96(o.Bond))
}

// Deploy puts the contracts on the chain behind rpcURL and returns where they are. The key's account pays the gas.
//
// Where the chain has the deterministic deployment proxy, the addresses of PaymentChannels, Court and RelayRegistry follow from the
// token and the other options alone, and contracts that are there already are taken as they are: Deploy then writes their file anew. The
// test token is always a new one.
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
		if at.Token, err = a.create(ctx, "token", common.FromHex(abi.CastoTokenMetaData.Bin)); err != nil {
			return Contracts{}, err
		}
	}
	seconds := func(d time.Duration) *big.Int { return big.NewInt(int64(d / time.Second)) }
	code := append(common.FromHex(abi.PaymentChannelsMetaData.Bin), c.channels.PackConstructor(at.Token, seconds(opts.Challenge))...)
	var found bool
	if at.PaymentChannels, found, err = a.place(ctx, "PaymentChannels", code); err != nil {
		return Contracts{}, err
	}
	if found {
		at.Block = c.firstBlock(ctx, at.PaymentChannels, at.Block)
	}
	code = append(common.FromHex(abi.CourtMetaData.Bin), c.court.PackConstructor(at.PaymentChannels, opts.MinStake.Big(), seconds(opts.UnbondPeriod),
		opts.Penalty.Big(), opts.Bond.Big(), seconds(opts.AnswerPeriod))...)
	if at.Court, _, err = a.place(ctx, "Court", code); err != nil {
		return Contracts{}, err
	}
	if at.RelayRegistry, err = view(ctx, c, at.Court, c.court.PackRegistry(), c.court.UnpackRegistry); err != nil {
		return Contracts{}, fmt.Errorf("registry of the court: %w", err)
	}
	for _, contract := range at.all() {
		if *contract.code, err = c.codeHash(ctx, contract); err != nil {
			return Contracts{}, err
		}
	}
	c.opts.Contracts = at
	return at, c.checkContracts(ctx)
}

// place deploys one contract where its code says if the chain has the factory, else where the account's nonce says. It reports whether
// the contract was there already.
func (a *Account) place(ctx context.Context, name string, code []byte) (at incentives.Address, found bool, err error) {
	to := common.HexToAddress(factory)
	there, err := a.client.eth.CodeAt(ctx, to, latest())
	if err != nil {
		return incentives.Address{}, false, fmt.Errorf("%s: %w", name, plain(err))
	}
	if len(there) == 0 {
		at, err = a.create(ctx, name, code)
		return at, false, err
	}
	var salt [32]byte
	at = crypto.CreateAddress2(to, salt, crypto.Keccak256(code))
	if there, err = a.client.eth.CodeAt(ctx, at, latest()); err != nil || len(there) > 0 {
		return at, true, plain(err)
	}
	if _, err := a.transact(ctx, call{to: &to, data: append(salt[:], code...)}); err != nil {
		return incentives.Address{}, false, fmt.Errorf("%s: %w", name, err)
	}
	return at, false, nil
}

// create deploys one contract.
func (a *Account) create(ctx context.Context, name string, code []byte) (incentives.Address, error) {
	receipt, err := a.transact(ctx, call{data: code})
	if err != nil {
		return incentives.Address{}, fmt.Errorf("%s: %w", name, err)
	}
	if receipt.ContractAddress == (incentives.Address{}) {
		return incentives.Address{}, fmt.Errorf("%s: %w: its receipt names no address", name, ErrAnswer)
	}
	return receipt.ContractAddress, nil
}

// firstBlock returns the first block after which a contract has code. An endpoint that has forgotten old states cannot tell; then it is
// the first of the chain, whence reading events takes longer and misses nothing.
func (c *Client) firstBlock(ctx context.Context, contract incentives.Address, last uint64) uint64 {
	var failed error
	first := sort.Search(int(last), func(n int) bool {
		code, err := c.eth.CodeAt(ctx, contract, big.NewInt(int64(n)))
		failed = errors.Join(failed, err)
		return len(code) > 0
	})
	if failed != nil {
		return 0
	}
	return uint64(first)
}
