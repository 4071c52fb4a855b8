package chain_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
)

func testOpen(t *testing.T, ctx context.Context, e *economy) {
	first := e.open(t, ctx, "10")
	want := incentives.ChannelRef{Payer: e.payer.Address(), Payee: e.payee.Address(), Signer: e.signer.Address()}
	if first != want {
		t.Errorf("first channel: got %+v, want %+v", first, want)
	}
	e.checkChannel(t, ctx, first, "10", "0", false)
	e.checkTokens(t, ctx, e.payer.Address(), "990")
	e.checkTokens(t, ctx, e.contracts.PaymentChannels, "10")

	// A payee's close leaves the payer's rest inside the contract, and the next channel is opened from it.
	if err := e.payee.Release(ctx, first); err != nil {
		t.Fatal(err)
	}
	if free, err := e.client.FreeBalance(ctx, e.payer.Address()); err != nil || free != tokens("10") {
		t.Errorf("free: got %s, %v, want 10", free.Tokens(), err)
	}
	second := e.open(t, ctx, "7")
	if second.Nonce != 1 {
		t.Errorf("second channel: got nonce %d, want 1", second.Nonce)
	}
	e.checkChannel(t, ctx, first, "0", "0", false)
	e.checkChannel(t, ctx, second, "7", "0", false)
	e.checkTokens(t, ctx, e.payer.Address(), "990")
	if err := e.payer.WithdrawFree(ctx, tokens("3")); err != nil {
		t.Fatal(err)
	}
	e.checkTokens(t, ctx, e.payer.Address(), "993")
	if err := e.payer.WithdrawFree(ctx, tokens("1")); !errors.Is(err, chain.ErrTokens) {
		t.Errorf("withdraw more than is free: got %v, want ErrTokens", err)
	}
}

// testOpenByApproval is about a payer with something free, but not enough, and too few tokens to pull all of the deposit.
func testOpenByApproval(t *testing.T, ctx context.Context, e *economy) {
	first := e.open(t, ctx, "600")
	if err := e.payee.Release(ctx, first); err != nil {
		t.Fatal(err)
	}
	second := e.open(t, ctx, "900") // 600 are free, 400 in the wallet
	e.checkChannel(t, ctx, second, "900", "0", false)
	e.checkTokens(t, ctx, e.payer.Address(), "100")
}

func testConcurrency(t *testing.T, ctx context.Context, e *economy) {
	refs := make([]incentives.ChannelRef, 4)
	var group errgroup.Group
	for i := range refs {
		group.Go(func() (err error) {
			account := e.client.Account(e.Accounts[1]) // the payer's once more
			refs[i], err = account.OpenChannel(ctx, e.payee.Address(), e.signer.Address(), tokens("5"))
			return err
		})
		group.Go(func() error { return e.payer.TransferEther(ctx, e.payee.Address(), incentives.NewAmount(1)) })
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	nonces := make(map[uint64]bool)
	for _, ref := range refs {
		nonces[ref.Nonce] = true
		e.checkChannel(t, ctx, ref, "5", "0", false)
	}
	if len(nonces) != len(refs) {
		t.Errorf("nonces of %d channels: %v", len(refs), nonces)
	}
	e.checkTokens(t, ctx, e.payer.Address(), "980")
}

func testTopUp(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	if err := e.payer.StartClose(ctx, ref); err != nil {
		t.Fatal(err)
	}
	e.checkChannel(t, ctx, ref, "10", "0", true)
	if err := e.payer.TopUp(ctx, ref, tokens("2.5")); err != nil {
		t.Fatal(err)
	}
	e.checkChannel(t, ctx, ref, "12.5", "0", false)
	ref.Nonce = 7
	if err := e.payer.TopUp(ctx, ref, tokens("1")); !errors.Is(err, chain.ErrNoChannel) {
		t.Errorf("top up a channel that is not there: got %v, want ErrNoChannel", err)
	}
}

func testRedeem(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	for _, step := range []struct{ cumulative, has string }{{"3", "1003"}, {"10", "1010"}} {
		if err := e.payee.Redeem(ctx, e.claim(t, ref, step.cumulative, e.signer)); err != nil {
			t.Fatal(err)
		}
		e.checkChannel(t, ctx, ref, "10", step.cumulative, false)
		e.checkTokens(t, ctx, e.payee.Address(), step.has)
	}
}

func testRefusedVouchers(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	if err := e.payee.Redeem(ctx, e.claim(t, ref, "4", e.signer)); err != nil {
		t.Fatal(err)
	}
	unknown := ref
	unknown.Nonce = 3
	for name, test := range map[string]struct {
		claim incentives.Claim
		want  error
		says  string
	}{
		"the same again":      {e.claim(t, ref, "4", e.signer), chain.ErrStaleVoucher, "claimed 4000000000000000000"},
		"an older one":        {e.claim(t, ref, "3", e.signer), chain.ErrStaleVoucher, "cumulative 3000000000000000000"},
		"above the deposit":   {e.claim(t, ref, "10.1", e.signer), chain.ErrExceedsDeposit, "deposit 10000000000000000000"},
		"of another signer":   {e.claim(t, ref, "5", e.Accounts[1]), chain.ErrNoChannel, "key 0x"},
		"of another channel":  {e.claim(t, unknown, "5", e.signer), chain.ErrNoChannel, ""},
		"without a signature": {incentives.Claim{Channel: ref, Voucher: incentives.SignedVoucher{Message: e.claim(t, ref, "5", e.signer).Voucher.Message}}, chain.ErrReverted, "InvalidSignature"},
	} {
		err := e.payee.Redeem(ctx, test.claim)
		if !errors.Is(err, test.want) || !errors.Is(err, chain.ErrReverted) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("voucher %s: got %v, want %v that says %q", name, err, test.want, test.says)
		}
	}
	if err := e.payer.Redeem(ctx, e.claim(t, ref, "5", e.signer)); err == nil || errors.Is(err, chain.ErrReverted) {
		t.Errorf("redemption by somebody else: got %v, want a refusal before the chain is asked", err)
	}
	e.checkChannel(t, ctx, ref, "10", "4", false)
	e.checkTokens(t, ctx, e.payee.Address(), "1004")
}

func testCloseByPayer(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	if err := e.payer.FinishClose(ctx, ref); !errors.Is(err, chain.ErrNotClosing) {
		t.Errorf("finish what was not started: got %v, want ErrNotClosing", err)
	}
	before, err := e.client.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.payer.StartClose(ctx, ref); err != nil {
		t.Fatal(err)
	}
	state, err := e.client.Channel(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	if wait := state.CloseAt.Sub(before); wait < time.Hour || wait > time.Hour+5*time.Minute {
		t.Errorf("the close can be finished after %v, want about an hour", wait)
	}
	if err := e.payer.StartClose(ctx, ref); !errors.Is(err, chain.ErrAlreadyClosing) {
		t.Errorf("start twice: got %v, want ErrAlreadyClosing", err)
	}
	if err := e.payee.Redeem(ctx, e.claim(t, ref, "6", e.signer)); err != nil {
		t.Fatalf("redeem during the close: %v", err)
	}
	if err := e.payer.FinishClose(ctx, ref); !errors.Is(err, chain.ErrTooEarly) {
		t.Errorf("finish at once: got %v, want ErrTooEarly", err)
	}
	e.Travel(t, time.Hour+time.Second)
	if err := e.payee.Redeem(ctx, e.claim(t, ref, "7", e.signer)); err != nil {
		t.Fatalf("redeem after the period, before the finish: %v", err)
	}
	if err := e.payer.FinishClose(ctx, ref); err != nil {
		t.Fatal(err)
	}
	e.checkChannel(t, ctx, ref, "0", "0", false)
	e.checkTokens(t, ctx, e.payer.Address(), "993")
	e.checkTokens(t, ctx, e.payee.Address(), "1007")
	e.checkTokens(t, ctx, e.contracts.PaymentChannels, "0")
	if err := e.payee.Redeem(ctx, e.claim(t, ref, "8", e.signer)); !errors.Is(err, chain.ErrNoChannel) {
		t.Errorf("redeem after the end: got %v, want ErrNoChannel", err)
	}
}

func testCloseByPayee(t *testing.T, ctx context.Context, e *economy) {
	ref := e.open(t, ctx, "10")
	if err := e.payee.Close(ctx, e.claim(t, ref, "2", e.signer)); err != nil {
		t.Fatal(err)
	}
	e.checkChannel(t, ctx, ref, "0", "0", false)
	e.checkTokens(t, ctx, e.payee.Address(), "1002")
	if free, err := e.client.FreeBalance(ctx, e.payer.Address()); err != nil || free != tokens("8") {
		t.Errorf("free of the payer: got %s, %v, want 8", free.Tokens(), err)
	}
	if err := e.payee.Release(ctx, ref); !errors.Is(err, chain.ErrNoChannel) {
		t.Errorf("release what is closed: got %v, want ErrNoChannel", err)
	}
}

func testNotEnough(t *testing.T, ctx context.Context, e *economy) {
	if _, err := e.payer.OpenChannel(ctx, e.payee.Address(), e.signer.Address(), tokens("1000.1")); !errors.Is(err, chain.ErrTokens) || !strings.Contains(err.Error(), "has 1000 of token") {
		t.Errorf("open with too few tokens: got %v, want ErrTokens that says how many there are", err)
	}
	if err := e.payer.TransferToken(ctx, e.payee.Address(), tokens("1001")); !errors.Is(err, chain.ErrTokens) {
		t.Errorf("transfer too many tokens: got %v, want ErrTokens", err)
	}
	ref := e.open(t, ctx, "1000")
	if err := e.payer.TopUp(ctx, ref, tokens("1")); !errors.Is(err, chain.ErrTokens) {
		t.Errorf("top up without tokens: got %v, want ErrTokens", err)
	}
	poor := e.client.Account(e.signer)
	if err := e.payee.TransferToken(ctx, poor.Address(), tokens("5")); err != nil {
		t.Fatal(err)
	}
	_, err := poor.OpenChannel(ctx, e.payee.Address(), e.signer.Address(), tokens("5"))
	if !errors.Is(err, chain.ErrEther) || !strings.Contains(err.Error(), "has 0 and this may take 0.0") {
		t.Errorf("open without ether: got %v, want ErrEther that says how much it takes", err)
	}
	if err := e.payer.TransferEther(ctx, poor.Address(), tokens("5")); err != nil {
		t.Fatal(err)
	}
	if _, err := poor.OpenChannel(ctx, e.payee.Address(), e.signer.Address(), tokens("5")); err != nil {
		t.Errorf("open with both: %v", err)
	}
	if _, err := e.payee.OpenChannel(ctx, incentives.Address{}, e.signer.Address(), tokens("1")); !errors.Is(err, chain.ErrReverted) || !strings.Contains(err.Error(), "ZeroAddress") {
		t.Errorf("open to nobody: got %v, want ErrReverted that says ZeroAddress", err)
	}
}
