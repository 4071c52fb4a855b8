package main

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestErrorsSayWhatToDo runs the mistakes that people make, each as a real process.
func TestErrorsSayWhatToDo(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	password, wrong := file("password", "correct horse\n"), file("wrong", "battery staple\n")
	key := filepath.Join(dir, "key.json")
	must(t, "wallet", "new", key, "--password-file", password, "--light")

	chain := start(t, "devchain", "--listen", "127.0.0.1:0", "--json")
	var ready struct{ RPC string }
	chain.json(t, &ready)
	contracts := filepath.Join(dir, "contracts.json")
	must(t, "deploy", "--rpc", ready.RPC, "--dev-account", "0", "--contracts", contracts)
	changed := func(name, field string, value any) string {
		t.Helper()
		b, err := os.ReadFile(contracts)
		if err != nil {
			t.Fatal(err)
		}
		var c map[string]any
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatal(err)
		}
		if _, ok := c[field]; !ok {
			t.Fatalf("contracts file has no field %q: %s", field, b)
		}
		c[field] = value
		b, err = json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return file(name, string(b))
	}
	other := changed("other-chain.json", "chainId", 4242)
	missing := changed("missing.json", "paymentChannels", "0x00000000000000000000000000000000000000aa")
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	pool := start(t, "--pool", "--data", filepath.Join(dir, "pool"), "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--media", "127.0.0.1:0",
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--no-dht", "--json")
	var node struct{ HTTP string }
	pool.json(t, &node)

	withWallet := func(args ...string) []string {
		return append([]string{"relay", "register", "--wallet", key, "--password-file", password, "--data", filepath.Join(dir, "data")}, args...)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		want []string // parts of the message
	}{
		{"no wallet", []string{"--data", dir}, exitUsage, []string{"--wallet key.json", "--pool"}},
		{"wrong password", []string{"relay", "register", "--wallet", key, "--password-file", wrong, "--rpc", ready.RPC, "--contracts", contracts}, exitWallet, []string{"password"}},
		{"no such wallet", []string{"wallet", "address", filepath.Join(dir, "none.json")}, exitWallet, []string{"none.json"}},
		{"wallet exists", []string{"wallet", "new", key, "--password-file", password, "--light"}, exitWallet, []string{"key.json"}},
		{"unreachable RPC", withWallet("--rpc", "http://127.0.0.1:1", "--contracts", contracts), exitChain, []string{"127.0.0.1:1"}},
		{"wrong chain id", withWallet("--rpc", ready.RPC, "--contracts", other), exitChain, []string{"4242", "1337"}},
		{"missing contract", withWallet("--rpc", ready.RPC, "--contracts", missing), exitChain, []string{"0x00000000000000000000000000000000000000"}},
		{"no contracts file", withWallet("--rpc", ready.RPC, "--contracts", filepath.Join(dir, "nowhere.json")), exitChain, []string{"nowhere.json", "deploy"}},
		{"busy HTTP port", []string{"--pool", "--data", filepath.Join(dir, "busy"), "--http", busy.Addr().String(), "--admin", "127.0.0.1:0"}, exitBusy, []string{"--http", "already in use"}},
		{"data folder in use", []string{"--pool", "--data", filepath.Join(dir, "pool"), "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0"}, exitBusy, []string{"another casto-node uses it"}},
		{"busy RPC port", []string{"devchain", "--listen", busy.Addr().String()}, exitBusy, []string{busy.Addr().String()}},
		{"admin not on loopback", []string{"--pool", "--data", dir, "--admin", "0.0.0.0:1"}, exitUsage, []string{"loopback"}},
		{"unreadable clip", []string{"publish", filepath.Join(dir, "none.ivf"), "--to", node.HTTP + "/whip/live"}, exitMedia, []string{"none.ivf"}},
		{"clip of another kind", []string{"publish", password, "--to", node.HTTP + "/whip/live"}, exitMedia, []string{"ffmpeg"}},
		{"nobody to publish to", []string{"publish", "--to", "http://127.0.0.1:1/whip/live"}, exitFailed, []string{"127.0.0.1:1"}},
		{"unknown stream", []string{"watch", "casto://0x00000000000000000000000000000000000000aa/live", "--node", node.HTTP, "--wait", "1s", "--for", "1s"}, exitUnknown, []string{"nobody on this network"}},
		{"malformed link", []string{"watch", "casto://nobody/live"}, exitUsage, []string{"stream link"}},
		{"unknown option in the config file", []string{"--config", file("config.yaml", "prise: 3\n"), "--pool"}, exitUsage, []string{"prise"}},
		{"unknown flag", []string{"--poool"}, exitUsage, []string{"poool"}},
		{"unknown flag of a command", []string{"demo", "--bogus"}, exitUsage, []string{"bogus"}},
		{"malformed value of a command's flag", []string{"load", "--for", "2"}, exitUsage, []string{"for"}},
		{"unknown flag of a subcommand", []string{"channel", "list", "--bogus"}, exitUsage, []string{"bogus"}},
		{"unknown command", []string{"relais"}, exitUsage, []string{"relais"}},
		{"amount that is none", withWallet("--rpc", ready.RPC, "--contracts", contracts, "--stake", "many"), exitUsage, []string{"--stake", "many"}},
		{"no running node", []string{"channel", "list", "--admin", "127.0.0.1:1"}, exitFailed, []string{"no running node answers at 127.0.0.1:1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, stderr, code := run(t, c.args...)
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			for _, part := range c.want {
				if !strings.Contains(stderr, part) {
					t.Errorf("message lacks %q: %s", part, stderr)
				}
			}
			if strings.Contains(stderr, "goroutine ") {
				t.Errorf("it panicked: %s", stderr)
			}
		})
	}
}
