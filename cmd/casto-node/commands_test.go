package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casto-network/casto/node"
)

// funded starts a chain with the contracts and wallets, and returns how to call a command as one of them.
func funded(t *testing.T, names ...string) (as func(name string, args ...string) []string, address map[string]string, rpc string) {
	t.Helper()
	dir := t.TempDir()
	chain := start(t, "devchain", "--listen", "127.0.0.1:0", "--json")
	var ready struct{ RPC string }
	chain.json(t, &ready)
	password, contracts := filepath.Join(dir, "password"), filepath.Join(dir, "contracts.json")
	if err := os.WriteFile(password, []byte("a test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	deploy := []string{"deploy", "--rpc", ready.RPC, "--dev-account", "0", "--contracts", contracts, "--challenge", "1h", "--unbond", "2h"}
	address = map[string]string{}
	for _, n := range names {
		address[n] = strings.TrimSpace(must(t, "wallet", "new", filepath.Join(dir, n+".json"), "--password-file", password, "--light"))
		deploy = append(deploy, "--fund", address[n])
	}
	must(t, deploy...)
	return func(name string, args ...string) []string {
		return append(args, "--wallet", filepath.Join(dir, name+".json"), "--password-file", password, "--rpc", ready.RPC,
			"--contracts", contracts, "--json")
	}, address, ready.RPC
}

// forward puts the chain's clock forward.
func forward(t *testing.T, rpc string, seconds int) {
	t.Helper()
	for _, call := range []string{`{"jsonrpc":"2.0","id":1,"method":"evm_increaseTime","params":[` + jsonNumber(seconds) + `]}`,
		`{"jsonrpc":"2.0","id":2,"method":"evm_mine","params":[]}`} {
		res, err := http.Post(rpc, "application/json", strings.NewReader(call))
		if err != nil {
			t.Fatal(err)
		}
		var answer struct{ Error *struct{ Message string } }
		err = json.NewDecoder(res.Body).Decode(&answer)
		_ = res.Body.Close()
		if err != nil || answer.Error != nil {
			t.Fatalf("%s: %v %v", call, err, answer.Error)
		}
	}
}

func jsonNumber(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func TestRelayCommandsFollowAStakeThroughItsLife(t *testing.T) {
	as, address, rpc := funded(t, "relay")
	data := t.TempDir()
	status := func(args ...string) relayView {
		t.Helper()
		var v relayView
		if err := json.Unmarshal([]byte(must(t, args...)), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := status(as("relay", "relay", "status")...); v.Status != "none" {
		t.Errorf("before: %+v", v)
	}
	v := status(as("relay", "relay", "register", "--stake", "150.5", "--endpoint", "https://relay.example", "--data", data)...)
	key, err := node.ReportKey(data)
	if err != nil {
		t.Fatal(err)
	}
	if v.Status != "active" || v.Stake != "150.5" || v.ReportKey != key {
		t.Errorf("registered: %+v, want report key %s", v, key)
	}
	if _, stderr, code := run(t, as("relay", "relay", "register", "--data", data)...); code == 0 || !strings.Contains(stderr, "registered already") {
		t.Errorf("registered twice: code %d, %s", code, stderr)
	}
	if _, stderr, code := run(t, as("relay", "relay", "withdraw")...); code == 0 || !strings.Contains(stderr, "not unbonding") {
		t.Errorf("withdrawn while active: code %d, %s", code, stderr)
	}
	must(t, as("relay", "relay", "update", "--endpoint", "https://other.example")...)
	if v := status(as("relay", "relay", "unbond")...); v.Status != "unbonding" || v.UnbondAt == nil {
		t.Errorf("unbonding: %+v", v)
	}
	if _, stderr, code := run(t, as("relay", "relay", "withdraw")...); code == 0 || !strings.Contains(stderr, "too early") {
		t.Errorf("withdrawn too early: code %d, %s", code, stderr)
	}
	forward(t, rpc, 7201)
	if v := status(as("relay", "relay", "withdraw")...); v.Status != "none" {
		t.Errorf("withdrawn: %+v", v)
	}
	if v := status("relay", "status", address["relay"], "--rpc", rpc, "--contracts", contractsOf(as), "--json"); v.Status != "none" {
		t.Errorf("by address: %+v", v)
	}
}

// contractsOf finds the contracts file in a command line.
func contractsOf(as func(string, ...string) []string) string {
	args := as("relay")
	for i, a := range args {
		if a == "--contracts" {
			return args[i+1]
		}
	}
	return ""
}

func TestChannelCommandsFollowADepositThroughItsLife(t *testing.T) {
	as, address, rpc := funded(t, "payer", "payee")
	data := t.TempDir()
	channel := func(args ...string) channelResult {
		t.Helper()
		var r channelResult
		if err := json.Unmarshal([]byte(must(t, append(as("payer", args...), "--data", data)...)), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	opened := channel("channel", "open", address["payee"], "--deposit", "2.5")
	if opened.State.Deposit.Tokens() != "2.5" || opened.Channel != opened.Ref.Key() {
		t.Errorf("opened: %+v", opened)
	}
	nonce := jsonNumber(int(opened.Ref.Nonce))
	if r := channel("channel", "topup", address["payee"], "--amount", "0.5", "--nonce", nonce); r.State.Deposit.Tokens() != "3" {
		t.Errorf("topped up: %+v", r)
	}
	if r := channel("channel", "close", address["payee"], "--nonce", nonce); r.State.CloseAt.IsZero() {
		t.Errorf("closing: %+v", r)
	}
	if _, stderr, code := run(t, append(as("payer", "channel", "close", address["payee"], "--nonce", nonce), "--data", data)...); code == 0 || !strings.Contains(stderr, "started already") {
		t.Errorf("closed too early: code %d, %s", code, stderr)
	}
	if _, stderr, code := run(t, append(as("payer", "channel", "close", address["payee"], "--nonce", "7"), "--data", data)...); code != exitUnknown || !strings.Contains(stderr, "--nonce") {
		t.Errorf("unknown channel: code %d, %s", code, stderr)
	}
	if _, stderr, code := run(t, append(as("payer", "channel", "open", address["payee"], "--deposit", "5000"), "--data", data)...); code == 0 || !strings.Contains(stderr, "not enough tokens") {
		t.Errorf("deposit beyond the balance: code %d, %s", code, stderr)
	}
	forward(t, rpc, 3601)
	if r := channel("channel", "close", address["payee"], "--nonce", nonce); !r.State.Deposit.IsZero() {
		t.Errorf("closed: %+v", r)
	}
}
