package chain_test

import (
	"context"
	"errors"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/settle"
)

var _ settle.Redeemer = (*chain.Account)(nil)

// checkStatus waits until a transaction has left the pool, then compares.
func checkStatus(t *testing.T, ctx context.Context, a *chain.Account, tx incentives.Transaction, want incentives.TxState) {
	t.Helper()
	for {
		got, err := a.Status(ctx, tx)
		if err != nil {
			t.Fatal(err)
		}
		if got == want {
			return
		}
		if got != incentives.TxPending {
			t.Fatalf("status: got %v, want %v", got, want)
		}
	}
}

func build(t *testing.T, ctx context.Context, a *chain.Account, claim incentives.Claim, replaces *incentives.Transaction) incentives.Transaction {
	t.Helper()
	tx, err := a.Build(ctx, claim, replaces)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

func testSettlement(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	first := build(t, ctx, e.payee, e.claim(t, ref, "3", e.signer), nil)
	checkStatus(t, ctx, e.payee, first, incentives.TxUnknown)
	e.checkChannel(t, ctx, ref, "10", "0", false)

	// As after a crash: another connection sends what was on disk.
	restarted := e.dial(t, ctx, chain.Options{}).Account(e.Accounts[2])
	checkStatus(t, ctx, restarted, first, incentives.TxUnknown)
	if err := restarted.Broadcast(ctx, first); err != nil {
		t.Fatal(err)
	}
	checkStatus(t, ctx, restarted, first, incentives.TxFinal)
	e.checkChannel(t, ctx, ref, "10", "3", false)
	e.checkTokens(t, ctx, e.payee.Address(), "1003")
	if err := restarted.Broadcast(ctx, first); err != nil {
		t.Errorf("broadcast what is mined: %v", err)
	}

	second := build(t, ctx, restarted, e.claim(t, ref, "5", e.signer), nil)
	if second.Nonce != first.Nonce+1 {
		t.Errorf("nonce: got %d, want %d", second.Nonce, first.Nonce+1)
	}
	// What is built later comes after it, sent or not.
	third := build(t, ctx, restarted, e.claim(t, ref, "6", e.signer), nil)
	if third.Nonce != second.Nonce+1 {
		t.Errorf("nonce: got %d, want %d", third.Nonce, second.Nonce+1)
	}
	if err := restarted.Broadcast(ctx, second); err != nil {
		t.Fatal(err)
	}
	checkStatus(t, ctx, restarted, second, incentives.TxFinal)
	if _, err := e.payee.Build(ctx, e.claim(t, ref, "4", e.signer), nil); !errors.Is(err, chain.ErrStaleVoucher) {
		t.Errorf("build for an old voucher: got %v, want ErrStaleVoucher", err)
	}

	foreign := build(t, ctx, e.payee, e.claim(t, ref, "7", e.signer), nil)
	foreign.Nonce++
	if err := e.payee.Broadcast(ctx, foreign); !errors.Is(err, incentives.ErrSigner) {
		t.Errorf("broadcast what was tampered with: got %v, want ErrSigner", err)
	}
	foreign.Raw = foreign.Raw[:20]
	if err := e.payee.Broadcast(ctx, foreign); !errors.Is(err, incentives.ErrSyntax) {
		t.Errorf("broadcast what was cut off: got %v, want ErrSyntax", err)
	}
}

func testDroppedSettlement(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	claim := e.claim(t, ref, "3", e.signer)
	tx := build(t, ctx, e.payee, claim, nil)
	replacement := build(t, ctx, e.payee, claim, &tx)
	if replacement.Nonce != tx.Nonce || replacement.Hash == tx.Hash {
		t.Errorf("replacement: got nonce %d and hash %s, want nonce %d and another hash", replacement.Nonce, replacement.Hash, tx.Nonce)
	}
	// Another program with the same wallet takes the nonce.
	elsewhere := e.dial(t, ctx, chain.Options{}).Account(e.Accounts[2])
	if err := elsewhere.TransferEther(ctx, e.payer.Address(), incentives.NewAmount(1)); err != nil {
		t.Fatal(err)
	}
	for _, old := range []incentives.Transaction{tx, replacement} {
		checkStatus(t, ctx, e.payee, old, incentives.TxDropped)
		if err := e.payee.Broadcast(ctx, old); !errors.Is(err, chain.ErrReplaced) {
			t.Errorf("broadcast under a nonce that is taken: got %v, want ErrReplaced", err)
		}
	}
	// Planned anew it goes through.
	again := build(t, ctx, e.payee, claim, nil)
	if err := e.payee.Broadcast(ctx, again); err != nil {
		t.Fatal(err)
	}
	checkStatus(t, ctx, e.payee, again, incentives.TxFinal)
	e.checkChannel(t, ctx, ref, "10", "3", false)
}

func testFailedSettlement(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	claim := e.claim(t, ref, "3", e.signer)
	good := build(t, ctx, e.payee, claim, nil)
	late := build(t, ctx, e.payee, claim, nil)
	if err := e.payee.Broadcast(ctx, good); err != nil {
		t.Fatal(err)
	}
	if err := e.payee.Broadcast(ctx, late); err != nil {
		t.Fatal(err)
	}
	checkStatus(t, ctx, e.payee, good, incentives.TxFinal)
	checkStatus(t, ctx, e.payee, late, incentives.TxFailed)
	e.checkTokens(t, ctx, e.payee.Address(), "1003")
}

// testFinality is about chains that can take blocks back.
func testFinality(t *testing.T, ctx context.Context, e *economy) {
	client := e.dial(t, ctx, chain.Options{Depth: 3})
	payee := client.Account(e.Accounts[2])
	ref := e.open(t, ctx, "10")
	if state, err := client.ConfirmedChannel(ctx, ref); err != nil || !state.Deposit.IsZero() {
		t.Errorf("a new channel: got a deposit of %s that counts, %v", state.Deposit.Tokens(), err)
	}
	snapshot := e.Snapshot(t)
	claim := e.claim(t, ref, "3", e.signer)
	tx := build(t, ctx, payee, claim, nil)
	if err := payee.Broadcast(ctx, tx); err != nil {
		t.Fatal(err)
	}
	checkStatus(t, ctx, payee, tx, incentives.TxMined)

	e.Revert(t, snapshot)
	checkStatus(t, ctx, payee, tx, incentives.TxUnknown)
	if err := payee.Broadcast(ctx, tx); err != nil {
		t.Fatal(err)
	}
	checkStatus(t, ctx, payee, tx, incentives.TxMined)
	state, err := client.ConfirmedChannel(ctx, ref)
	if err != nil || !state.Deposit.IsZero() || state.Claimed != tokens("3") {
		t.Errorf("a channel one block deep: got %+v, %v, want its claim without its deposit", state, err)
	}
	e.Mine(t, 1)
	checkStatus(t, ctx, payee, tx, incentives.TxMined)
	e.Mine(t, 1)
	checkStatus(t, ctx, payee, tx, incentives.TxFinal)
	if state, err = client.ConfirmedChannel(ctx, ref); err != nil || state.Deposit != tokens("10") {
		t.Errorf("a channel that is deep enough: got %+v, %v, want its deposit", state, err)
	}
}
