package chain_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/chain/chaintest"
	"github.com/casto-network/casto/incentives/devchain"
)

// slowEconomy is on a chain that seals blocks only when it is told to, with a channel of 10 tokens.
func slowEconomy(t *testing.T) (*economy, incentives.ChannelRef) {
	t.Helper()
	c := chaintest.Embedded(t, devchain.Options{Period: time.Hour})
	conn, err := rpc.DialContext(t.Context(), c.WSURL())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	mining := make(chan struct{})
	go func() {
		defer close(mining)
		for ctx.Err() == nil && conn.CallContext(t.Context(), nil, "evm_mine") == nil {
		}
	}()
	defer func() { cancel(); <-mining; conn.Close() }()
	e := newEconomy(t, t.Context(), c)
	return e, e.open(t, t.Context(), "10")
}

func TestATransactionIsReplacedInThePool(t *testing.T) {
	e, ref := slowEconomy(t)
	ctx, claim := t.Context(), e.claim(t, ref, "3", e.signer)
	status := func(name string, tx incentives.Transaction, want incentives.TxState) {
		t.Helper()
		if got, err := e.payee.Status(ctx, tx); err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %v", name, got, err, want)
		}
	}
	first := build(t, ctx, e.payee, claim, nil)
	for range 2 { // the second time it is there already
		if err := e.payee.Broadcast(ctx, first); err != nil {
			t.Fatal(err)
		}
	}
	status("first, sent", first, incentives.TxPending)
	second := build(t, ctx, e.payee, claim, &first)
	status("second, not sent", second, incentives.TxUnknown)
	if err := e.payee.Broadcast(ctx, second); err != nil {
		t.Fatal(err)
	}
	status("second, sent", second, incentives.TxPending)
	status("first, replaced", first, incentives.TxUnknown)
	e.Mine(t, 1)
	status("second, mined", second, incentives.TxFinal)
	status("first, its nonce used", first, incentives.TxDropped)
	e.checkTokens(t, ctx, e.payee.Address(), "1003")
}

func TestWaitingForABlockEndsWithItsContext(t *testing.T) {
	e, ref := slowEconomy(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result, sent := make(chan error, 1), e.sent(t, e.payer)
	go func() { result <- e.payer.StartClose(ctx, ref) }()
	sent(1)
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "may still be mined") {
		t.Errorf("got %v, want that the wait ended and the transaction may still be mined", err)
	}
	e.Mine(t, 1)
	e.checkChannel(t, t.Context(), ref, "10", "0", true)
}

// sent returns what waits until the pool has n more transactions of an account than now.
func (e *economy) sent(t *testing.T, a *chain.Account) func(n hexutil.Uint64) {
	t.Helper()
	var before hexutil.Uint64
	e.Call(t, &before, "eth_getTransactionCount", a.Address(), "latest")
	return func(n hexutil.Uint64) {
		t.Helper()
		for now := before; now < before+n; {
			e.Call(t, &now, "eth_getTransactionCount", a.Address(), "pending")
		}
	}
}

// TestTheReasonOfAFailureIsFoundAfterwards is about a transaction that looked good when it was sent.
func TestTheReasonOfAFailureIsFoundAfterwards(t *testing.T) {
	e, ref := slowEconomy(t)
	claim, results, sent := e.claim(t, ref, "3", e.signer), make(chan error, 2), e.sent(t, e.payee)
	for range 2 {
		go func() { results <- e.payee.Redeem(t.Context(), claim) }()
	}
	sent(2)
	e.Mine(t, 1)
	first, second := <-results, <-results
	if first != nil {
		first, second = second, first
	}
	if first != nil || !errors.Is(second, chain.ErrStaleVoucher) || !errors.Is(second, chain.ErrReverted) {
		t.Errorf("got %v and %v, want success once and ErrStaleVoucher once", first, second)
	}
	e.checkTokens(t, t.Context(), e.payee.Address(), "1003")
}
