package chain_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/incentives"
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
		for conn.CallContext(ctx, nil, "evm_mine") == nil {
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
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := e.payer.StartClose(ctx, ref)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "may still be mined") {
		t.Errorf("got %v, want that the time is over and the transaction may still be mined", err)
	}
	e.Mine(t, 1)
	e.checkChannel(t, t.Context(), ref, "10", "0", true)
}
