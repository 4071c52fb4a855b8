package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/incentives"
)

const (
	// sendAttempts is how often a transaction is made anew because somebody else with the same key took its nonce.
	sendAttempts = 3
	// patience is how long the chain may fail to answer while a transaction is awaited.
	patience = time.Minute
	// lostAfter is how long a nonce must count as used, without a receipt, until a transaction counts as replaced. Some endpoints are
	// many machines, of which one lags behind another.
	lostAfter = 5 * time.Second
	// receiptTries and receiptPause are how long Status waits for such a receipt.
	receiptTries = 5
	receiptPause = 20 * time.Millisecond
	// estimateTries and estimateTimeout are how often gas is asked for, and how long for an answer each time.
	estimateTries   = 3
	estimateTimeout = 10 * time.Second
	// gasMargin is added to an estimate, as a fraction of it: the state may change before the transaction runs.
	gasMargin = 4
)

// Account sends transactions with one key. It is safe for concurrent use, and so are several Accounts of one key and Client. Each
// method waits until its transaction is in a block, or ctx ends; then the transaction may still be mined.
type Account struct {
	client   *Client
	key      incentives.Signer
	sequence *sequencer
}

// Account returns the account of a key.
func (c *Client) Account(key incentives.Signer) *Account {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.sequencers[key.Address()]
	if s == nil {
		s = newSequencer(c, key.Address())
		c.sequencers[key.Address()] = s
	}
	return &Account{client: c, key: key, sequence: s}
}

// Address returns who the account is.
func (a *Account) Address() incentives.Address { return a.key.Address() }

// call is what a transaction does.
type call struct {
	to    *incentives.Address // nil creates a contract
	data  []byte
	value *big.Int // wei; nil is none
}

func (a *Account) message(op call) ethereum.CallMsg {
	return ethereum.CallMsg{From: a.Address(), To: op.to, Data: op.data, Value: op.value}
}

// transact does op and returns the receipt, which tells of success. What was sent is never sent anew under another nonce: should the
// chain be slow to show the first, both would be done.
func (a *Account) transact(ctx context.Context, op call) (*types.Receipt, error) {
	gas, err := a.estimate(ctx, op)
	if err != nil {
		return nil, err
	}
	var tx *types.Transaction
	for range sendAttempts {
		if tx, err = a.send(ctx, op, gas); !errors.Is(err, ErrReplaced) {
			break
		}
		a.sequence.forget()
	}
	if err != nil {
		return nil, err
	}
	receipt, err := a.client.await(ctx, a.Address(), tx)
	if err != nil {
		return nil, err
	}
	return receipt, a.client.succeeded(ctx, a.message(op), receipt)
}

// estimate asks how much gas op needs, which also finds out that a contract would refuse it. Ganache never answers some of these
// questions when it makes a block at the same moment: so it is asked again.
func (a *Account) estimate(ctx context.Context, op call) (gas uint64, err error) {
	for range estimateTries {
		attempt, cancel := context.WithTimeout(ctx, estimateTimeout)
		gas, err = a.client.eth.EstimateGas(attempt, a.message(op))
		unanswered := attempt.Err() != nil && ctx.Err() == nil
		cancel()
		if err == nil || !unanswered {
			break
		}
	}
	if err != nil {
		return 0, a.client.refusal(err)
	}
	const most = 1 << 40
	if gas > most {
		return 0, fmt.Errorf("%w: %d gas", ErrAnswer, gas)
	}
	return gas + gas/gasMargin, nil
}

// send signs and sends op under the next nonce. ErrReplaced means that the nonce was taken meanwhile: try again.
func (a *Account) send(ctx context.Context, op call, gas uint64) (*types.Transaction, error) {
	release, err := take(ctx, a.sequence.turn)
	if err != nil {
		return nil, err
	}
	defer release()
	f, err := a.client.suggestFees(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.affords(ctx, op, f.cost(gas)); err != nil {
		return nil, err
	}
	nonce, err := a.sequence.next(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := a.sign(op, nonce, gas, f)
	if err != nil {
		return nil, err
	}
	if err := a.client.broadcast(ctx, tx, a.Address()); err != nil {
		return nil, err
	}
	a.sequence.used(nonce)
	return tx, nil
}

// affords fails with ErrEther when the account cannot pay for a transaction.
func (a *Account) affords(ctx context.Context, op call, gasCost *big.Int) error {
	has, err := a.client.eth.BalanceAt(ctx, a.Address(), latest())
	if err != nil {
		return fmt.Errorf("ether of %s: %w", a.Address(), plain(err))
	}
	needs := gasCost
	if op.value != nil {
		needs = new(big.Int).Add(gasCost, op.value)
	}
	if has.Cmp(needs) >= 0 {
		return nil
	}
	return fmt.Errorf("%w: %s has %s and this may take %s: send it some", ErrEther, a.Address(), ether(has), ether(needs))
}

// ether writes wei as ether.
func ether(wei *big.Int) string {
	a, err := incentives.AmountFromBig(wei)
	if err != nil {
		return wei.String() + " wei"
	}
	return a.Tokens() // ether has 18 decimals too
}

func (a *Account) sign(op call, nonce, gas uint64, f fees) (*types.Transaction, error) {
	signer := a.client.signer
	tx := types.NewTx(&types.DynamicFeeTx{
		ChainID: signer.ChainID(), Nonce: nonce, GasTipCap: f.tip, GasFeeCap: f.cap, Gas: gas, To: op.to, Value: op.value, Data: op.data,
	})
	signature, err := a.key.SignDigest(signer.Hash(tx))
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	signed, err := tx.WithSignature(signer, signature[:])
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	return signed, nil
}

// broadcast sends a transaction. When the chain does not take it, or does not answer, its state tells why: it has it already, or the
// nonce is taken (ErrReplaced), or else what it said is the error.
func (c *Client) broadcast(ctx context.Context, tx *types.Transaction, from incentives.Address) error {
	refused := c.eth.SendTransaction(ctx, tx)
	if refused == nil {
		return nil
	}
	if _, _, err := c.eth.TransactionByHash(ctx, tx.Hash()); err == nil {
		return nil
	}
	var reported rpc.Error
	if errors.As(refused, &reported) {
		if pending, err := c.eth.PendingNonceAt(ctx, from); err == nil && pending > tx.Nonce() {
			return fmt.Errorf("nonce %d of %s: %w: does another program use this wallet?", tx.Nonce(), from, ErrReplaced)
		}
	}
	return fmt.Errorf("send transaction: %w", plain(refused))
}

// await waits until tx is in a block, and that block is what reads see.
func (c *Client) await(ctx context.Context, from incentives.Address, tx *types.Transaction) (*types.Receipt, error) {
	answered, lost := time.Now(), time.Time{} // lost is since when the nonce counts as used
	for wait := min(10*time.Millisecond, c.opts.Poll); ; wait = min(2*wait, c.opts.Poll) {
		receipt, used, err := c.outcome(ctx, from, tx.Hash(), tx.Nonce())
		if receipt != nil {
			// A node can show the receipt a moment before its latest block moves.
			if err = c.seen(ctx, receipt.BlockNumber.Uint64()); err == nil {
				return receipt, nil
			}
		}
		switch {
		case err != nil && time.Since(answered) > patience && ctx.Err() == nil:
			return nil, fmt.Errorf("transaction %s was sent, but not seen in a block: %w", tx.Hash(), err)
		case err == nil && used && lost.IsZero():
			lost = time.Now()
		case err == nil && used && time.Since(lost) > lostAfter:
			return nil, fmt.Errorf("transaction %s: %w: does another program use this wallet?", tx.Hash(), ErrReplaced)
		case err == nil && !used:
			lost = time.Time{}
		}
		if err == nil {
			answered = time.Now()
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("transaction %s was sent, and may still be mined: %w", tx.Hash(), ctx.Err())
		case <-time.After(wait):
		}
	}
}

// errBehind reports a latest block older than what the chain showed before.
var errBehind = errors.New("latest block is behind")

// seen fails with errBehind while the latest block is before the given one.
func (c *Client) seen(ctx context.Context, block uint64) error {
	head, err := c.eth.BlockNumber(ctx)
	if err == nil && head < block {
		err = errBehind
	}
	return plain(err)
}

// outcome returns the receipt of a transaction if it is in a block, else whether its nonce is used for good, Depth blocks deep.
func (c *Client) outcome(ctx context.Context, from incentives.Address, hash incentives.Hash, nonce uint64) (*types.Receipt, bool, error) {
	receipt, err := c.receipt(ctx, hash)
	if receipt != nil || err != nil {
		return receipt, false, err
	}
	deep, err := c.deepBlock(ctx)
	if err != nil {
		return nil, false, err
	}
	mined, err := c.eth.NonceAt(ctx, from, deep)
	if err != nil {
		return nil, false, fmt.Errorf("nonce of %s: %w", from, plain(err))
	}
	if mined <= nonce {
		return nil, false, nil
	}
	// It may have been mined since we asked; and Anvil counts a block's nonces some milliseconds before it has its receipts.
	for range receiptTries {
		if receipt, err = c.receipt(ctx, hash); receipt != nil || err != nil {
			return receipt, false, err
		}
		select {
		case <-ctx.Done():
			return nil, false, ctx.Err()
		case <-time.After(receiptPause):
		}
	}
	return nil, true, nil
}

// receipt returns nil without an error when the transaction is in no block.
func (c *Client) receipt(ctx context.Context, hash incentives.Hash) (*types.Receipt, error) {
	receipt, err := c.eth.TransactionReceipt(ctx, hash)
	switch {
	case errors.Is(err, ethereum.NotFound):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("receipt of %s: %w", hash, plain(err))
	case receipt.TxHash != hash, receipt.BlockNumber == nil, !receipt.BlockNumber.IsUint64():
		return nil, fmt.Errorf("receipt of %s: %w", hash, ErrAnswer)
	}
	return receipt, nil
}

// succeeded returns why a mined transaction failed, as far as the chain can tell: by running it once more, on the state that its block
// left, then on the one that it found.
func (c *Client) succeeded(ctx context.Context, msg ethereum.CallMsg, receipt *types.Receipt) error {
	if receipt.Status == types.ReceiptStatusSuccessful {
		return nil
	}
	reason := &Refusal{Text: "it failed in its block"}
	block := receipt.BlockNumber.Uint64()
	for _, number := range []uint64{block, block - min(block, 1)} {
		_, err := c.eth.CallContract(ctx, msg, new(big.Int).SetUint64(number))
		if err != nil && errors.As(c.refusal(err), &reason) {
			break
		}
	}
	return fmt.Errorf("transaction %s: %w", receipt.TxHash, reason)
}
