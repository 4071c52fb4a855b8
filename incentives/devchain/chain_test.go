package devchain_test

import (
	"context"
	"errors"
	"math/big"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives/chain/chaintest"
	"github.com/casto-network/casto/incentives/devchain"
)

// start runs a chain until the test ends, and sees to it that nothing is left of it.
func start(t *testing.T, opts devchain.Options) *devchain.Chain {
	t.Helper()
	opts.Listen = "127.0.0.1:0"
	c, err := devchain.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
		goleak.VerifyNone(t, chaintest.Leftovers()...)
	})
	return c
}

func dial(t *testing.T, url string) (*ethclient.Client, context.Context) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	client, err := ethclient.DialContext(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client, ctx
}

// send signs a transaction of the first account and sends it.
func send(t *testing.T, c *devchain.Chain, client *ethclient.Client, ctx context.Context, tx *types.DynamicFeeTx) *types.Transaction {
	t.Helper()
	key, err := crypto.ToECDSA(c.Accounts()[0].Bytes())
	if err != nil {
		t.Fatal(err)
	}
	tx.ChainID = new(big.Int).SetUint64(c.ChainID())
	signed := types.MustSignNewTx(key, types.NewCancunSigner(tx.ChainID), tx)
	if err := client.SendTransaction(ctx, signed); err != nil {
		t.Fatal(err)
	}
	return signed
}

// transfer sends to an account that exists, for on amsterdam a new one costs more.
func transfer(c *devchain.Chain, nonce uint64) *types.DynamicFeeTx {
	to := c.Accounts()[1].Address()
	return &types.DynamicFeeTx{
		Nonce: nonce, To: &to, Value: big.NewInt(1), Gas: 21_000,
		GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(10_000_000_000),
	}
}

func head(t *testing.T, client *ethclient.Client, ctx context.Context) *types.Header {
	t.Helper()
	header, err := client.HeaderByNumber(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	return header
}

func call(t *testing.T, client *ethclient.Client, ctx context.Context, result any, method string, args ...any) {
	t.Helper()
	if err := client.Client().CallContext(ctx, result, method, args...); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func TestTransactionsAreMinedOnDemand(t *testing.T) {
	for _, fork := range []devchain.Fork{devchain.Osaka, devchain.Amsterdam} {
		t.Run(string(fork), func(t *testing.T) {
			c := start(t, devchain.Options{Fork: fork})
			client, ctx := dial(t, c.URL())
			id, err := client.ChainID(ctx)
			if err != nil || id.Uint64() != 1337 {
				t.Fatalf("chain id: got %v, %v, want 1337", id, err)
			}
			balance, err := client.BalanceAt(ctx, c.Accounts()[9].Address(), nil)
			if want := "1000000000000000000000000"; err != nil || balance.String() != want {
				t.Errorf("balance: got %v, %v, want %s", balance, err, want)
			}
			// The second arrives while the first has a gap before it: both must be mined in the end.
			second := send(t, c, client, ctx, transfer(c, 1))
			first := send(t, c, client, ctx, transfer(c, 0))
			for _, tx := range []*types.Transaction{first, second} {
				receipt, err := bind.WaitMined(ctx, client, tx.Hash())
				if err != nil {
					t.Fatal(err)
				}
				if receipt.Status != types.ReceiptStatusSuccessful {
					t.Errorf("transaction with nonce %d: failed", tx.Nonce())
				}
			}
		})
	}
}

// TestStorageCosts holds the gas prices: a new slot costs 22,100 gas on osaka and far more on amsterdam.
func TestStorageCosts(t *testing.T) {
	for _, test := range []struct {
		fork     devchain.Fork
		atLeast  uint64
		lessThan uint64
	}{
		{devchain.Osaka, 22_100, 30_000},
		{devchain.Amsterdam, 80_000, 130_000},
	} {
		t.Run(string(test.fork), func(t *testing.T) {
			c := start(t, devchain.Options{Fork: test.fork})
			client, ctx := dial(t, c.URL())
			estimate := func(code string) uint64 {
				gas, err := client.EstimateGas(ctx, ethereum.CallMsg{From: c.Accounts()[0].Address(), Data: common.FromHex(code)})
				if err != nil {
					t.Fatal(err)
				}
				return gas
			}
			// PUSH1 1 PUSH1 0 SSTORE STOP, and the same with POP POP in place of SSTORE.
			if got := estimate("0x6001600055000000") - estimate("0x6001600050500000"); got < test.atLeast || got >= test.lessThan {
				t.Errorf("a new slot costs %d gas, want %d to %d", got, test.atLeast, test.lessThan)
			}
		})
	}
}

func TestWhatBidsTooLittleWaits(t *testing.T) {
	c := start(t, devchain.Options{})
	client, ctx := dial(t, c.URL())
	cheap := transfer(c, 0)
	cheap.GasFeeCap = big.NewInt(500_000_000) // the base fee begins at 1 gwei and falls by an eighth with each empty block
	tx := send(t, c, client, ctx, cheap)
	call(t, client, ctx, nil, "evm_mine")
	if receipt, err := client.TransactionReceipt(ctx, tx.Hash()); err == nil {
		t.Fatalf("a transaction below the base fee is in block %v", receipt.BlockNumber)
	}
	for range 6 {
		call(t, client, ctx, nil, "evm_mine")
	}
	if _, err := bind.WaitMined(ctx, client, tx.Hash()); err != nil {
		t.Fatal(err)
	}
}

func TestSubscriptionsByWebSocket(t *testing.T) {
	c := start(t, devchain.Options{})
	client, ctx := dial(t, c.WSURL())
	heads, logs := make(chan *types.Header, 8), make(chan types.Log, 8)
	headSub, err := client.SubscribeNewHead(ctx, heads)
	if err != nil {
		t.Fatal(err)
	}
	defer headSub.Unsubscribe()
	logSub, err := client.SubscribeFilterLogs(ctx, ethereum.FilterQuery{}, logs)
	if err != nil {
		t.Fatal(err)
	}
	defer logSub.Unsubscribe()
	// Init code that logs one topic: PUSH1 7 PUSH0 PUSH0 LOG1.
	tx := send(t, c, client, ctx, &types.DynamicFeeTx{
		Gas: 100_000, Data: common.FromHex("0x60075f5fa1"), GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(10_000_000_000),
	})
	select {
	case log := <-logs:
		if log.TxHash != tx.Hash() || len(log.Topics) != 1 || log.Topics[0] != (common.Hash{31: 7}) {
			t.Errorf("got log %+v", log)
		}
	case err := <-logSub.Err():
		t.Fatal(err)
	case <-ctx.Done():
		t.Fatal("no log came")
	}
	select {
	case h := <-heads:
		if h.Number.Uint64() != 1 {
			t.Errorf("head: got block %v, want 1", h.Number)
		}
	case <-ctx.Done():
		t.Fatal("no head came")
	}
}

func TestTimeTravel(t *testing.T) {
	c := start(t, devchain.Options{})
	client, ctx := dial(t, c.URL())
	before := head(t, client, ctx).Time
	var ahead uint64
	call(t, client, ctx, &ahead, "evm_increaseTime", 3600)
	if ahead != 3600 {
		t.Errorf("evm_increaseTime: got %d, want 3600", ahead)
	}
	call(t, client, ctx, &ahead, "evm_increaseTime", "0xe10")
	call(t, client, ctx, nil, "evm_mine")
	if got := head(t, client, ctx).Time - before; got < 7200 || got > 7300 {
		t.Errorf("the block after 2 hours is %d s later", got)
	}
	// The clock stays ahead for blocks with transactions.
	if _, err := bind.WaitMined(ctx, client, send(t, c, client, ctx, transfer(c, 0)).Hash()); err != nil {
		t.Fatal(err)
	}
	if got := head(t, client, ctx).Time - before; got < 7200 || got > 7300 {
		t.Errorf("the block after that is %d s later than at the start", got)
	}
	call(t, client, ctx, nil, "evm_mine", before+100_000)
	if got := head(t, client, ctx).Time; got != before+100_000 {
		t.Errorf("block at a time: got %d, want %d", got, before+100_000)
	}
	if err := client.Client().CallContext(ctx, nil, "evm_increaseTime", uint64(1)<<62); err == nil {
		t.Error("the clock was put forward past the end of time")
	}
}

func TestSnapshotsBringTheStateBack(t *testing.T) {
	c := start(t, devchain.Options{})
	client, ctx := dial(t, c.URL())
	call(t, client, ctx, nil, "evm_mine")
	at := head(t, client, ctx)
	var id string
	call(t, client, ctx, &id, "evm_snapshot")
	tx := send(t, c, client, ctx, transfer(c, 0))
	if _, err := bind.WaitMined(ctx, client, tx.Hash()); err != nil {
		t.Fatal(err)
	}
	for range 40 { // deeper than a safe block
		call(t, client, ctx, nil, "evm_mine")
	}
	var ok bool
	call(t, client, ctx, &ok, "evm_revert", id)
	if got := head(t, client, ctx); !ok || got.Hash() != at.Hash() {
		t.Fatalf("revert: %v, head %v, want block %v", ok, got.Number, at.Number)
	}
	if nonce, err := client.NonceAt(ctx, c.Accounts()[0].Address(), nil); err != nil || nonce != 0 {
		t.Errorf("nonce after the revert: got %d, %v, want 0", nonce, err)
	}
	if _, err := client.TransactionReceipt(ctx, tx.Hash()); !errors.Is(err, ethereum.NotFound) {
		t.Errorf("receipt after the revert: got %v, want not found", err)
	}
	// The chain goes on from there.
	if _, err := bind.WaitMined(ctx, client, send(t, c, client, ctx, transfer(c, 0)).Hash()); err != nil {
		t.Fatal(err)
	}
	call(t, client, ctx, &ok, "evm_revert", id)
	if ok {
		t.Error("a snapshot came back twice")
	}
}

func TestSafeAndFinalBlocksTrailTheHead(t *testing.T) {
	c := start(t, devchain.Options{})
	client, ctx := dial(t, c.URL())
	for range 70 {
		call(t, client, ctx, nil, "evm_mine")
	}
	for tag, want := range map[int64]uint64{-4: 38, -3: 6} { // safe, finalized
		header, err := client.HeaderByNumber(ctx, big.NewInt(tag))
		if err != nil || header.Number.Uint64() != want {
			t.Errorf("block tag %d: got %v, %v, want block %d", tag, header, err, want)
		}
	}
}

func TestPeriodSealsEmptyBlocks(t *testing.T) {
	c := start(t, devchain.Options{Period: time.Second})
	client, ctx := dial(t, c.WSURL())
	heads := make(chan *types.Header, 8)
	sub, err := client.SubscribeNewHead(ctx, heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	for range 2 {
		select {
		case <-heads:
		case <-ctx.Done():
			t.Fatal("no block came by itself")
		}
	}
}

func TestBusyPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = devchain.New(devchain.Options{Listen: l.Addr().String()})
	if !errors.Is(err, devchain.ErrAddrInUse) || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("got %v, want ErrAddrInUse that names the address", err)
	}
}

func TestOptionsThatMakeNoChain(t *testing.T) {
	for name, opts := range map[string]devchain.Options{
		"listens to everybody": {Listen: "0.0.0.0:0"},
		"no port":              {Listen: "127.0.0.1"},
		"unknown fork":         {Fork: "paris"},
		"chain id too large":   {ChainID: 1 << 56},
		"too many accounts":    {Accounts: 1001},
		"half a second":        {Period: time.Second / 2},
	} {
		if c, err := devchain.New(opts); err == nil {
			t.Errorf("%s: got a chain at %s", name, c.URL())
		}
	}
}

func TestWebPagesAndDangerousNamespacesAreKeptOut(t *testing.T) {
	c := start(t, devchain.Options{})
	client, ctx := dial(t, c.URL())
	for _, method := range []string{"admin_nodeInfo", "debug_setHead", "miner_setExtra"} {
		if err := client.Client().CallContext(ctx, nil, method); err == nil || !strings.Contains(err.Error(), "does not exist") {
			t.Errorf("%s: got %v, want that it does not exist", method, err)
		}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL(), strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Host = "evil.example"
	request.Header.Set("Content-Type", "application/json")
	transport := new(http.Transport)
	defer transport.CloseIdleConnections()
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusForbidden {
		t.Errorf("request for another host: got %s, want 403", response.Status)
	}
}
