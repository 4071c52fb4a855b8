package chain_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/chain/chaintest"
	"github.com/casto-network/casto/incentives/devchain"
)

func TestDialTellsWhatIsWrong(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + l.Addr().String() + "/v3/secret"
	l.Close()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>welcome</html>") }))
	defer page.Close()
	locked := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "who are you", http.StatusUnauthorized) }))
	defer locked.Close()
	for name, test := range map[string]struct{ url, says string }{
		"nobody there":   {nobody, "connection refused"},
		"a web page":     {page.URL + "/v3/secret", "chain id"},
		"a locked door":  {locked.URL + "/v3/secret", "401 Unauthorized"},
		"not a URL":      {"localhost", "http://127.0.0.1:8545"},
		"another scheme": {"ftp://127.0.0.1/secret", `"ftp"`},
		"no WebSocket":   {"ws" + strings.TrimPrefix(page.URL, "http") + "/v3/secret", "ws://127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := chain.Dial(t.Context(), test.url, sample())
			if !errors.Is(err, chain.ErrUnreachable) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want ErrUnreachable that says %q", err, test.says)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the path of the URL, often a key, is in the message: %v", err)
			}
		})
	}
	if _, err := chain.Dial(t.Context(), nobody, chain.Contracts{}); !errors.Is(err, chain.ErrContractsFile) {
		t.Errorf("no contracts: got %v, want ErrContractsFile", err)
	}
}

// liar stands before a chain and changes what it answers to one method.
type liar struct {
	chain  string
	client http.Client

	mu     sync.Mutex // guards all below
	method string
	lie    string // instead of the whole answer; ID stands for the request's id
}

func (l *liar) tell(method, lie string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.method, l.lie = method, lie
}

func (l *liar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var request struct {
		ID     json.RawMessage
		Method string
	}
	_ = json.Unmarshal(body, &request)
	l.mu.Lock()
	method, lie := l.method, l.lie
	l.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if request.Method == method {
		_, _ = io.WriteString(w, strings.ReplaceAll(lie, "ID", string(request.ID)))
		return
	}
	answer, err := l.client.Post(l.chain, "application/json", bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	_, _ = io.Copy(w, answer.Body)
}

// lies are answers that a broken or hostile endpoint gives.
func lies() map[string]string {
	result := func(r string) string { return `{"jsonrpc":"2.0","id":ID,"result":` + r + `}` }
	fault := func(e string) string { return `{"jsonrpc":"2.0","id":ID,"error":` + e + `}` }
	return map[string]string{
		"nothing":         "",
		"a page":          "<html>",
		"cut off":         `{"jsonrpc":"2.0","id":ID,"resu`,
		"a list":          "[]",
		"null":            result("null"),
		"a number":        result("-1"),
		"an empty object": result("{}"),
		"an empty list":   result("[]"),
		"a list of null":  result("[null]"),
		"a text":          result(`"latest"`),
		"no bytes":        result(`"0x"`),
		"one byte":        result(`"0x01"`),
		"all ones":        result(`"0x` + strings.Repeat("ff", 32*8) + `"`),
		"huge number":     result(`"0x` + strings.Repeat("f", 64) + `"`),
		"empty fields":    result(`{"number":null,"hash":null,"logs":null,"blockNumber":null,"status":null,"topics":[]}`),
		"short revert":    fault(`{"code":3,"message":"execution reverted","data":"0x01"}`),
		"revert of lists": fault(`{"code":3,"message":"execution reverted","data":[[]]}`),
		"no message":      fault(`{}`),
		"receipt without block": result(`{"transactionHash":"0x` + strings.Repeat("0", 64) + `","logsBloom":"0x` + strings.Repeat("0", 512) +
			`","logs":[],"cumulativeGasUsed":"0x1","gasUsed":"0x1","status":"0x1"}`),
		"log without topics": result(`[{"address":"0x0000000000000000000000000000000000000000","topics":[],"data":"0x","transactionHash":"0x` + strings.Repeat("0", 64) + `"}]`),
	}
}

// TestNoAnswerPanics runs every call against every lie. What comes back may be an error or a wrong value, but it comes back.
func TestNoAnswerPanics(t *testing.T) {
	e := newEconomy(t, t.Context(), chaintest.Embedded(t, devchain.Options{}))
	ref := e.open(t, t.Context(), "10")
	claim := e.claim(t, ref, "3", e.signer)
	l := &liar{chain: e.URL}
	transport := new(http.Transport)
	l.client.Transport = transport
	defer transport.CloseIdleConnections()
	server := httptest.NewServer(l)
	defer server.Close()
	client, err := chain.DialOptions(t.Context(), chain.Options{URL: server.URL, Contracts: e.contracts, Depth: 2, Poll: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	payer, payee := client.Account(e.Accounts[1]), client.Account(e.Accounts[2])
	tx := build(t, t.Context(), payee, claim, nil)
	calls := map[string][]func(context.Context) error{
		"eth_chainId": {func(ctx context.Context) error {
			c, err := chain.Dial(ctx, server.URL, e.contracts)
			if err == nil {
				c.Close()
			}
			return err
		}},
		"eth_getCode": {func(ctx context.Context) error {
			c, err := chain.Dial(ctx, server.URL, e.contracts)
			if err == nil {
				c.Close()
			}
			return err
		}},
		"eth_call": {
			func(ctx context.Context) error { _, err := client.Channel(ctx, ref); return err },
			func(ctx context.Context) error { _, err := client.ConfirmedChannel(ctx, ref); return err },
			func(ctx context.Context) error { _, err := client.Relay(ctx, ref.Payee); return err },
			func(ctx context.Context) error { _, err := client.FreeBalance(ctx, ref.Payee); return err },
			func(ctx context.Context) error { _, err := client.ChallengePeriod(ctx); return err },
		},
		"eth_getBlockByNumber": {
			func(ctx context.Context) error { _, err := client.Now(ctx); return err },
			func(ctx context.Context) error { _, err := client.RedeemCost(ctx); return err },
			func(ctx context.Context) error {
				return client.Follow(ctx, chain.FollowOptions{}, func(context.Context, chain.Event) error { return nil })
			},
		},
		"eth_getLogs": {func(ctx context.Context) error {
			return client.Follow(ctx, chain.FollowOptions{}, func(context.Context, chain.Event) error { return nil })
		}},
		"eth_estimateGas": {func(ctx context.Context) error { return payer.StartClose(ctx, ref) }},
		"eth_getBalance":  {func(ctx context.Context) error { _, err := client.EtherBalance(ctx, ref.Payee); return err }},
		"eth_getTransactionReceipt": {
			func(ctx context.Context) error { return payer.TransferEther(ctx, ref.Payee, incentives.NewAmount(1)) },
			func(ctx context.Context) error { _, err := payee.Status(ctx, tx); return err },
		},
		"eth_getTransactionByHash": {func(ctx context.Context) error { _, err := payee.Status(ctx, tx); return err }},
		"eth_getTransactionCount": {
			func(ctx context.Context) error { _, err := payee.Status(ctx, tx); return err },
			func(ctx context.Context) error { _, err := payee.Build(ctx, claim, nil); return err },
		},
		"eth_sendRawTransaction":   {func(ctx context.Context) error { return payer.TransferEther(ctx, ref.Payee, incentives.NewAmount(1)) }},
		"eth_maxPriorityFeePerGas": {func(ctx context.Context) error { _, err := client.RedeemCost(ctx); return err }},
		"eth_blockNumber":          {func(ctx context.Context) error { _, err := client.ConfirmedChannel(ctx, ref); return err }},
	}
	for _, method := range slices.Sorted(maps.Keys(calls)) {
		these, refused := calls[method], false
		for name, lie := range lies() {
			l.tell(method, lie)
			for _, call := range these {
				ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
				err := call(ctx)
				cancel()
				if err != nil {
					refused = true
				}
				if name == "a page" && err == nil && method != "eth_maxPriorityFeePerGas" {
					t.Errorf("%s answered by a web page: no error", method)
				}
			}
		}
		if !refused && method != "eth_maxPriorityFeePerGas" {
			t.Errorf("%s: every lie was believed", method)
		}
	}
}

// TestAnswersWithoutEndAreCutOff is about an endpoint that never stops talking.
func TestAnswersWithoutEndAreCutOff(t *testing.T) {
	flood := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":1,"result":"`)
		for chunk := bytes.Repeat([]byte("0"), 1<<20); ; {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}))
	defer flood.Close()
	if _, err := chain.Dial(t.Context(), flood.URL, sample()); !errors.Is(err, chain.ErrUnreachable) || !strings.Contains(err.Error(), "too large") {
		t.Errorf("got %v, want ErrUnreachable that says the answer is too large", err)
	}
}
