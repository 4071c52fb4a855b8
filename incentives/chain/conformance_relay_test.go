package chain_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
)

func testDeployment(t *testing.T, ctx context.Context, e *economy) {
	supply, err := e.client.TokenSupply(ctx)
	if err != nil || supply != tokens("1000000000") {
		t.Errorf("supply: got %s, %v, want a billion", supply.Tokens(), err)
	}
	if stake, err := e.client.MinStake(ctx); err != nil || stake != tokens("100") {
		t.Errorf("least stake: got %s, %v, want 100", stake.Tokens(), err)
	}
	if period, err := e.client.ChallengePeriod(ctx); err != nil || period != time.Hour {
		t.Errorf("challenge period: got %v, %v, want 1h", period, err)
	}
	if wei, err := e.client.EtherBalance(ctx, e.payee.Address()); err != nil || wei.IsZero() {
		t.Errorf("ether of the payee: got %s, %v", wei.Tokens(), err)
	}

	path := filepath.Join(t.TempDir(), "contracts.json")
	if err := e.contracts.Save(path); err != nil {
		t.Fatal(err)
	}
	loaded, err := chain.LoadContracts(path)
	if err != nil || loaded != e.contracts {
		t.Errorf("contracts from the file: got %v, %v, want %v", loaded, err, e.contracts)
	}

	changed := func(change func(*chain.Contracts)) chain.Contracts {
		c := e.contracts
		change(&c)
		return c
	}
	for name, test := range map[string]struct {
		contracts chain.Contracts
		want      error
		says      string
	}{
		"another chain":              {changed(func(c *chain.Contracts) { c.ChainID = 1 }), chain.ErrWrongChain, "chain 1337"},
		"registry that is not there": {changed(func(c *chain.Contracts) { c.RelayRegistry = incentives.Address{1} }), chain.ErrNoContract, "RelayRegistry should be"},
		"court that is not there":    {changed(func(c *chain.Contracts) { c.Court = incentives.Address{1} }), chain.ErrNoContract, "Court should be"},
		"other code":                 {changed(func(c *chain.Contracts) { c.CodeHashes.Court[0]++ }), chain.ErrNoContract, "contracts file says"},
		"swapped addresses": {changed(func(c *chain.Contracts) { c.PaymentChannels, c.RelayRegistry = c.RelayRegistry, c.PaymentChannels }),
			chain.ErrNoContract, "PaymentChannels"},
		"registry without its court": {changed(func(c *chain.Contracts) {
			c.Court, c.CodeHashes.Court = c.PaymentChannels, c.CodeHashes.PaymentChannels
		}), chain.ErrNoContract, "is no Court over"},
	} {
		if _, err := chain.Dial(ctx, e.URL, test.contracts); !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("dial with %s: got %v, want %v that says %q", name, err, test.want, test.says)
		}
	}
	testDeploymentAgain(t, ctx, e)
}

// testDeploymentAgain deploys over the token of the first deployment, with its options and with others.
func testDeploymentAgain(t *testing.T, ctx context.Context, e *economy) {
	other, err := chain.Deploy(ctx, e.URL, e.Accounts[0], chain.DeployOptions{Token: e.contracts.Token})
	if err != nil || other.Token != e.contracts.Token || other.PaymentChannels == e.contracts.PaymentChannels || other.Court == e.contracts.Court {
		t.Errorf("deployment over a token: got %v, %v", other, err)
	}
	e.Mine(t, 3)
	opts := deployOptions()
	opts.Token = e.contracts.Token
	again, err := chain.Deploy(ctx, e.URL, e.Accounts[3], opts)
	if err != nil {
		t.Fatal(err)
	}
	if e.Name == "ganache" { // it has no deterministic deployment proxy
		if again.PaymentChannels == e.contracts.PaymentChannels || again.CodeHashes.Token != e.contracts.CodeHashes.Token {
			t.Errorf("without the proxy: got %v, after %v", again, e.contracts)
		}
		return
	}
	if again.Block > e.contracts.Block+2 || again.Block <= e.contracts.Block {
		t.Errorf("its events begin with block %d, contracts made after block %d", again.Block, e.contracts.Block)
	}
	again.Block = e.contracts.Block
	if again != e.contracts {
		t.Errorf("deployed twice: got %+v, want %+v", again, e.contracts)
	}
}

func testRelay(t *testing.T, ctx context.Context, e *economy) {
	check := func(when string, stake string, reportKey incentives.Address, registered, active bool) {
		t.Helper()
		r, err := e.client.Relay(ctx, e.payee.Address())
		if err != nil || r.Stake != tokens(stake) || r.ReportKey != reportKey || r.Registered() != registered || r.Active() != active {
			t.Errorf("%s: got %+v (stake %s, registered %v, active %v), %v", when, r, r.Stake.Tokens(), r.Registered(), r.Active(), err)
		}
	}
	key, next := incentives.Address{1}, incentives.Address{2}
	check("before", "0", incentives.Address{}, false, false)
	if err := e.payee.Register(ctx, chain.Registration{Stake: tokens("150"), ReportKey: key}); err != nil {
		t.Fatal(err)
	}
	check("registered", "150", key, true, true)
	e.checkTokens(t, ctx, e.payee.Address(), "850")
	known := chain.Endpoints{}
	at, err := e.client.Endpoints(ctx, chain.Block{}, known)
	if err != nil || len(known) != 0 || at.Number == 0 {
		t.Errorf("endpoints before any is told: %v up to %d, %v", known, at.Number, err)
	}
	steps := []struct {
		name string
		do   func() error
	}{
		{"update", func() error { return e.payee.UpdateRelay(ctx, "/dns4/relay.example/tcp/8785", []byte("terms")) }},
		{"add stake", func() error { return e.payee.AddStake(ctx, tokens("50")) }},
		{"rotate", func() error { return e.payee.RotateReportKey(ctx, next) }},
		{"unbond", func() error { return e.payee.Unbond(ctx) }},
		{"cancel", func() error { return e.payee.CancelUnbond(ctx) }},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
	}
	check("after a cancelled unbonding", "200", next, true, true)
	if at, err = e.client.Endpoints(ctx, at, known); err != nil || known[e.payee.Address()] != "/dns4/relay.example/tcp/8785" {
		t.Errorf("endpoints read on: %v, %v", known, err)
	}
	all := chain.Endpoints{}
	if _, err := e.client.Endpoints(ctx, chain.Block{}, all); err != nil || len(all.List()) != 1 {
		t.Errorf("endpoints from the start: %v, %v", all, err)
	}
	if err := e.payee.WithdrawStake(ctx); !errors.Is(err, chain.ErrNotUnbonding) || !errors.Is(err, chain.ErrReverted) {
		t.Errorf("withdraw while bonded: got %v, want ErrNotUnbonding", err)
	}
	if err := e.payee.Unbond(ctx); err != nil {
		t.Fatal(err)
	}
	check("unbonding", "200", next, true, false)
	if err := e.payee.WithdrawStake(ctx); !errors.Is(err, chain.ErrTooEarly) || !strings.Contains(err.Error(), "possible from 20") {
		t.Errorf("withdraw at once: got %v, want ErrTooEarly that says until when", err)
	}
	e.Travel(t, 2*time.Hour+time.Second)
	if err := e.payee.WithdrawStake(ctx); err != nil {
		t.Fatal(err)
	}
	check("withdrawn", "0", incentives.Address{}, false, false)
	if _, err := e.client.Endpoints(ctx, at, known); err != nil || len(known) != 0 {
		t.Errorf("endpoints after it left: %v, %v", known, err)
	}
	e.checkTokens(t, ctx, e.payee.Address(), "1000")
}

func testRefusedRegistrations(t *testing.T, ctx context.Context, e *economy) {
	key := incentives.Address{1}
	for name, test := range map[string]struct {
		registration chain.Registration
		want         error
	}{
		"too little stake": {chain.Registration{Stake: tokens("99"), ReportKey: key}, chain.ErrStakeTooLow},
		"no report key":    {chain.Registration{Stake: tokens("100")}, chain.ErrReverted},
		"long endpoint":    {chain.Registration{Stake: tokens("100"), ReportKey: key, Endpoint: strings.Repeat("x", 256)}, chain.ErrReverted},
		"too much stake":   {chain.Registration{Stake: tokens("1000.5"), ReportKey: key}, chain.ErrTokens},
		"absurd stake":     {chain.Registration{Stake: tokens("79228162515"), ReportKey: key}, incentives.ErrOverflow},
	} {
		if err := e.payee.Register(ctx, test.registration); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
	if err := e.payee.Unbond(ctx); !errors.Is(err, chain.ErrNotRegistered) {
		t.Errorf("unbond before registering: got %v, want ErrNotRegistered", err)
	}
	if err := e.payee.Register(ctx, chain.Registration{Stake: tokens("100"), ReportKey: key}); err != nil {
		t.Fatal(err)
	}
	if err := e.payee.Register(ctx, chain.Registration{Stake: tokens("100"), ReportKey: key}); !errors.Is(err, chain.ErrRegistered) {
		t.Errorf("register twice: got %v, want ErrRegistered", err)
	}
	e.checkTokens(t, ctx, e.payee.Address(), "900")
}
