package chain_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/chain/chaintest"
	"github.com/casto-network/casto/incentives/devchain"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, chaintest.Leftovers()...) }

// economy is a fresh deployment on a running chain, with a payer and a payee who have 1,000 tokens each.
type economy struct {
	*chaintest.Chain
	contracts chain.Contracts
	client    *chain.Client
	deployer  *chain.Account
	payer     *chain.Account
	payee     *chain.Account
	signer    incentives.KeySigner // signs vouchers
}

// TestConformance runs one table on the embedded chain, on Anvil and on Ganache.
func TestConformance(t *testing.T) { chaintest.Each(t, runTable) }

// TestConformanceOnAmsterdam runs it on the prices to come, which ask for more gas.
func TestConformanceOnAmsterdam(t *testing.T) {
	runTable(t, chaintest.Embedded(t, devchain.Options{Fork: devchain.Amsterdam}))
}

func runTable(t *testing.T, c *chaintest.Chain) {
	for _, row := range []struct {
		name string
		test func(*testing.T, context.Context, *economy)
	}{
		{"deployment", testDeployment},
		{"relay from registration to withdrawal", testRelay},
		{"registrations that are refused", testRefusedRegistrations},
		{"open by permit, then from free tokens", testOpen},
		{"open without permit", testOpenByApproval},
		{"many transactions of one key at once", testConcurrency},
		{"top up", testTopUp},
		{"redeem twice", testRedeem},
		{"vouchers that are refused", testRefusedVouchers},
		{"close by the payer", testCloseByPayer},
		{"close by the payee", testCloseByPayee},
		{"not enough money", testNotEnough},
		{"settlement step by step", testSettlement},
		{"settlement whose nonce is taken", testDroppedSettlement},
		{"settlement that reverts", testFailedSettlement},
		{"settlement becomes final", testFinality},
		{"two reports of one epoch", testEquivocation},
		{"leaves that their grants do not cover", testUngranted},
		{"trees that do not add up", testSums},
		{"sessions charged twice", testDuplicates},
		{"challenges that are answered", testAnswers},
		{"challenges that are not", testJudgements},
		{"report keys that are retired", testRetiredKeys},
		{"events", testEvents},
		{"events after a restart", testEventsFromCursor},
		{"events of a reorganisation", testReorganisation},
	} {
		t.Run(row.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			row.test(t, ctx, newEconomy(t, ctx, c))
		})
	}
}

func newEconomy(t *testing.T, ctx context.Context, c *chaintest.Chain) *economy {
	t.Helper()
	contracts, err := chain.Deploy(ctx, c.URL, c.Accounts[0], deployOptions())
	if err != nil {
		t.Fatal(err)
	}
	e := &economy{Chain: c, contracts: contracts}
	e.client = e.dial(t, ctx, chain.Options{})
	e.deployer, e.payer, e.payee = e.client.Account(c.Accounts[0]), e.client.Account(c.Accounts[1]), e.client.Account(c.Accounts[2])
	if e.signer, err = incentives.GenerateKey(); err != nil {
		t.Fatal(err)
	}
	for _, to := range []*chain.Account{e.payer, e.payee} {
		if err := e.deployer.TransferToken(ctx, to.Address(), tokens("1000")); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// deployOptions are short periods, and a penalty that leaves a stake for many faults.
func deployOptions() chain.DeployOptions {
	return chain.DeployOptions{Challenge: time.Hour, UnbondPeriod: 2 * time.Hour, Penalty: tokens("2")}
}

// dial connects once more, with options to try.
func (e *economy) dial(t *testing.T, ctx context.Context, opts chain.Options) *chain.Client {
	t.Helper()
	opts.URL, opts.Contracts, opts.Poll = e.URL, e.contracts, 10*time.Millisecond
	client, err := chain.DialOptions(ctx, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// tokens are whole tokens in base units.
func tokens(text string) incentives.Amount {
	a, err := incentives.ParseTokens(text)
	if err != nil {
		panic(err)
	}
	return a
}

// open opens a channel from payer to payee.
func (e *economy) open(t *testing.T, ctx context.Context, amount string) incentives.ChannelRef {
	t.Helper()
	ref, err := e.payer.OpenChannel(ctx, e.payee.Address(), e.signer.Address(), tokens(amount))
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// claim is a voucher on a channel, signed by key.
func (e *economy) claim(t *testing.T, ref incentives.ChannelRef, cumulative string, key incentives.Signer) incentives.Claim {
	t.Helper()
	voucher, err := incentives.Voucher{Payer: ref.Payer, Payee: ref.Payee, Nonce: ref.Nonce, Cumulative: tokens(cumulative)}.Sign(key, e.client.Domain())
	if err != nil {
		t.Fatal(err)
	}
	return incentives.Claim{Channel: ref, Voucher: voucher}
}

// checkChannel compares a channel, whose amounts are in whole tokens.
func (e *economy) checkChannel(t *testing.T, ctx context.Context, ref incentives.ChannelRef, deposit, claimed string, closing bool) {
	t.Helper()
	got, err := e.client.Channel(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	if got.Deposit != tokens(deposit) || got.Claimed != tokens(claimed) || got.CloseAt.IsZero() == closing {
		t.Errorf("channel: got deposit %s, claimed %s, close at %v; want %s, %s, closing %v",
			got.Deposit.Tokens(), got.Claimed.Tokens(), got.CloseAt, deposit, claimed, closing)
	}
}

// checkTokens compares a balance in whole tokens.
func (e *economy) checkTokens(t *testing.T, ctx context.Context, who incentives.Address, want string) {
	t.Helper()
	got, err := e.client.TokenBalance(ctx, who)
	if err != nil || got != tokens(want) {
		t.Errorf("tokens of %s: got %s, %v, want %s", who, got.Tokens(), err, want)
	}
}
