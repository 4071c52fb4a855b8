package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/casto-network/casto/incentives"
)

// Build returns a signed transaction that redeems the claim, in tokens to this account, without sending it. With replaces it takes
// that transaction's nonce, and bids at least an eighth more for both tip and fee cap; otherwise it takes the account's next nonce,
// which is given out again if no transaction was broadcast with it for half a minute. It fails with a Refusal when the contract would
// refuse the claim as things stand.
func (a *Account) Build(ctx context.Context, claim incentives.Claim, replaces *incentives.Transaction) (incentives.Transaction, error) {
	tx, err := a.build(ctx, claim, replaces)
	if err != nil {
		return incentives.Transaction{}, fmt.Errorf("build redemption of channel %s: %w", claim.Channel, err)
	}
	return tx, nil
}

func (a *Account) build(ctx context.Context, claim incentives.Claim, replaces *incentives.Transaction) (incentives.Transaction, error) {
	data, err := a.redemption(claim)
	if err != nil {
		return incentives.Transaction{}, err
	}
	to := a.client.opts.Contracts.PaymentChannels
	op := call{to: &to, data: data}
	gas, err := a.estimate(ctx, op)
	if err != nil {
		return incentives.Transaction{}, err
	}
	f, err := a.client.suggestFees(ctx)
	if err != nil {
		return incentives.Transaction{}, err
	}
	release, err := take(ctx, a.sequence.turn)
	if err != nil {
		return incentives.Transaction{}, err
	}
	defer release()
	var nonce uint64
	if replaces == nil {
		nonce, err = a.sequence.next(ctx)
	} else {
		var old *types.Transaction
		if old, err = a.decode(*replaces); err == nil {
			nonce, f = old.Nonce(), f.outbid(fees{old.GasTipCap(), old.GasFeeCap()})
		}
	}
	if err == nil {
		err = a.affords(ctx, op, f.cost(gas))
	}
	if err != nil {
		return incentives.Transaction{}, err
	}
	tx, err := a.sign(op, nonce, gas, f)
	if err != nil {
		return incentives.Transaction{}, err
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		return incentives.Transaction{}, err
	}
	if replaces == nil {
		a.sequence.used(nonce)
	}
	return incentives.Transaction{Nonce: nonce, Hash: tx.Hash(), Raw: raw}, nil
}

// decode reads a transaction back, and checks that it is this account's on this chain.
func (a *Account) decode(t incentives.Transaction) (*types.Transaction, error) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(t.Raw); err != nil {
		return nil, fmt.Errorf("transaction %s: %w: %w", t.Hash, incentives.ErrSyntax, err)
	}
	from, err := types.Sender(a.client.signer, &tx)
	if err != nil || from != a.Address() || tx.Hash() != t.Hash || tx.Nonce() != t.Nonce {
		return nil, fmt.Errorf("transaction %s: %w: it is not of %s on this chain", t.Hash, incentives.ErrSigner, a.Address())
	}
	return &tx, nil
}

// Broadcast sends a transaction that Build made. It may have been sent before. An error does not mean that it did not arrive: Status
// tells.
func (a *Account) Broadcast(ctx context.Context, t incentives.Transaction) error {
	tx, err := a.decode(t)
	if err != nil {
		return fmt.Errorf("broadcast: %w", err)
	}
	a.sequence.used(tx.Nonce())
	if err := a.client.broadcast(ctx, tx, a.Address()); err != nil {
		return fmt.Errorf("broadcast %s: %w", t.Hash, err)
	}
	return nil
}

// Status returns what the chain says of a transaction of this account, from its state alone: receipt, pool, nonce. A transaction that
// reverted, or whose nonce another one took, counts as pending until that is Depth blocks deep.
func (a *Account) Status(ctx context.Context, t incentives.Transaction) (incentives.TxState, error) {
	state, err := a.status(ctx, t)
	if err != nil {
		return incentives.TxUnknown, fmt.Errorf("status of transaction %s: %w", t.Hash, err)
	}
	return state, nil
}

func (a *Account) status(ctx context.Context, t incentives.Transaction) (incentives.TxState, error) {
	c := a.client
	receipt, used, err := c.outcome(ctx, a.Address(), t.Hash, t.Nonce)
	switch {
	case err != nil:
		return 0, err
	case receipt != nil:
		deep, err := c.deepBlock(ctx)
		if err != nil {
			return 0, err
		}
		return settled(receipt, deep), nil
	case used:
		return incentives.TxDropped, nil
	}
	_, _, err = c.eth.TransactionByHash(ctx, t.Hash)
	if err == nil {
		return incentives.TxPending, nil
	}
	if !errors.Is(err, ethereum.NotFound) {
		return 0, plain(err)
	}
	mined, err := c.eth.NonceAt(ctx, a.Address(), latest())
	switch {
	case err != nil:
		return 0, plain(err)
	case mined > t.Nonce: // by another transaction, not deep enough; or by this one, since we asked
		return incentives.TxPending, nil
	}
	return incentives.TxUnknown, nil
}

// settled judges a transaction that is in a block.
func settled(receipt *types.Receipt, deep *big.Int) incentives.TxState {
	final, succeeded := receipt.BlockNumber.Cmp(deep) <= 0, receipt.Status == types.ReceiptStatusSuccessful
	switch {
	case succeeded && final:
		return incentives.TxFinal
	case succeeded:
		return incentives.TxMined
	case final:
		return incentives.TxFailed
	default:
		return incentives.TxPending
	}
}
