package chain_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain/chaintest"
	"github.com/casto-network/casto/incentives/devchain"
	"github.com/casto-network/casto/incentives/settle"
	"github.com/casto-network/casto/incentives/store/storetest"
)

// TestSettlerOnAChain redeems by package settle, whose steps an Account takes.
func TestSettlerOnAChain(t *testing.T) {
	e := newEconomy(t, t.Context(), chaintest.Embedded(t, devchain.Options{}))
	ref := e.open(t, t.Context(), "10")
	claim := e.claim(t, ref, "3", e.signer)
	settler, err := settle.New(settle.Options{
		Store: storetest.New(), Redeemer: e.payee, State: e.client.Channel, Poll: 10 * time.Millisecond,
		Claims: func() []incentives.Claim { return []incentives.Claim{claim} },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- settler.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("run: %v", err)
		}
	}()
	if err := settler.Redeem(ctx, ref.Key()); err != nil {
		t.Fatal(err)
	}
	e.checkChannel(t, ctx, ref, "10", "3", false)
	e.checkTokens(t, ctx, e.payee.Address(), "1003")
	if err := settler.Redeem(ctx, ref.Key()); !errors.Is(err, settle.ErrNothing) {
		t.Errorf("redeem once more: got %v, want ErrNothing", err)
	}
}
