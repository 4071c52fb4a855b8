package chaintest

import (
	"context"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/rpc"
	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/devchain"
)

const (
	// ChainID is the chain id of all chains here.
	ChainID = 1337
	// accounts is how many are funded.
	accounts = 10
	// callTimeout bounds a call that steers a chain.
	callTimeout = 30 * time.Second
)

// Chain is a chain that runs until its test ends.
type Chain struct {
	Name     string
	URL      string                 // of JSON-RPC over HTTP
	Accounts []incentives.KeySigner // funded with a million ether each
}

// Each runs test on every chain, as a subtest of the chain's name.
func Each(t *testing.T, test func(t *testing.T, c *Chain)) {
	t.Helper()
	for _, start := range []struct {
		name string
		run  func(testing.TB) *Chain
	}{
		{"embedded", func(t testing.TB) *Chain { return Embedded(t, devchain.Options{}) }},
		{"anvil", Anvil},
		{"ganache", Ganache},
	} {
		t.Run(start.name, func(t *testing.T) { test(t, start.run(t)) })
	}
}

// Embedded starts the chain inside the process, on a free port.
func Embedded(t testing.TB, opts devchain.Options) *Chain {
	t.Helper()
	opts.Listen, opts.ChainID, opts.Accounts = "127.0.0.1:0", ChainID, accounts
	d, err := devchain.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("embedded chain: %v", err)
		}
	})
	return &Chain{Name: "embedded", URL: d.URL(), Accounts: d.Accounts()}
}

// Leftovers are the goroutines of go-ethereum that outlive an embedded chain, for goleak: one set for the process, and one that ends a
// second later.
func Leftovers() []goleak.Option {
	return []goleak.Option{
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	}
}

// Call calls a JSON-RPC method and stores what it returns, if result is not nil.
func (c *Chain) Call(t testing.TB, result any, method string, args ...any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	client, err := rpc.DialContext(ctx, c.WSURL())
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	defer client.Close()
	if err := client.CallContext(ctx, result, method, args...); err != nil {
		t.Fatalf("%s: %s: %v", c.Name, method, err)
	}
}

// WSURL is the address of JSON-RPC over WebSocket.
func (c *Chain) WSURL() string { return "ws" + c.URL[len("http"):] }

// Travel puts the chain's clock forward and seals a block there.
func (c *Chain) Travel(t testing.TB, d time.Duration) {
	t.Helper()
	c.Call(t, nil, "evm_increaseTime", uint64(d/time.Second))
	c.Mine(t, 1)
}

// Mine seals n blocks.
func (c *Chain) Mine(t testing.TB, n int) {
	t.Helper()
	for range n {
		c.Call(t, nil, "evm_mine")
	}
}

// Snapshot names the present state, for Revert.
func (c *Chain) Snapshot(t testing.TB) string {
	t.Helper()
	var id string
	c.Call(t, &id, "evm_snapshot")
	return id
}

// Revert takes the chain back to a snapshot: to whoever follows it, a reorganisation.
func (c *Chain) Revert(t testing.TB, id string) {
	t.Helper()
	var done bool
	if c.Call(t, &done, "evm_revert", id); !done {
		t.Fatalf("%s: there is no snapshot %s", c.Name, id)
	}
}
