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

// network is a streamer's node, a relay that pulls from it and a relay that pulls from that one: the streamer's node takes
// one child only.
type network struct {
	dir     string
	wallets []string  // options of the command line that name wallet and chain, for those commands
	members []*member // streamer's node first
}

type member struct {
	*process
	node.Status
}

// poolNetwork starts three nodes without payments.
func poolNetwork(t *testing.T) *network {
	t.Helper()
	n := &network{dir: t.TempDir()}
	for i, name := range []string{"streamer", "first", "second"} {
		args := []string{"--pool"}
		if i == 0 {
			args = append(args, "--max-children", "1")
		}
		n.start(t, name, args...)
	}
	return n
}

// paidNetwork starts a chain, deploys, and starts three nodes with wallets of their own; relayArgs go to the two relays.
func paidNetwork(t *testing.T, relayArgs ...string) *network {
	t.Helper()
	n := &network{dir: t.TempDir()}
	chain := start(t, "devchain", "--listen", "127.0.0.1:0", "--json")
	var ready struct{ RPC string }
	chain.json(t, &ready)
	password := filepath.Join(n.dir, "password")
	if err := os.WriteFile(password, []byte("a test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	contracts := filepath.Join(n.dir, "contracts.json")
	deploy := []string{"deploy", "--rpc", ready.RPC, "--dev-account", "0", "--contracts", contracts}
	for _, name := range []string{"streamer", "first", "second"} {
		key := filepath.Join(n.dir, name+".json")
		address := strings.TrimSpace(must(t, "wallet", "new", key, "--password-file", password, "--light"))
		deploy = append(deploy, "--fund", address)
	}
	must(t, deploy...)
	n.wallets = []string{"--password-file", password, "--rpc", ready.RPC, "--contracts", contracts}
	for i, name := range []string{"streamer", "first", "second"} {
		args := []string{"--wallet", filepath.Join(n.dir, name+".json"), "--password-file", password, "--rpc", ready.RPC, "--contracts", contracts}
		if i == 0 {
			args = append(args, "--max-children", "1", "--deposit", "0.002")
		} else {
			args = append(append(args, "--stake", "100", "--price", "0.05"), relayArgs...)
		}
		n.start(t, name, args...)
	}
	return n
}

// start runs one more node, joined to the first.
func (n *network) start(t *testing.T, name string, args ...string) *member {
	t.Helper()
	args = append(args, "--data", filepath.Join(n.dir, name), "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--media", "127.0.0.1:0",
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--no-nat", "--json")
	if len(n.members) > 0 {
		args = append(args, "--peer", n.members[0].Addrs[0])
	}
	m := &member{process: start(t, args...)}
	m.json(t, &m.Status)
	n.members = append(n.members, m)
	return m
}

// restart starts a node that was ended anew, with the same options and data, joined to the first.
func (n *network) restart(t *testing.T, i int) *member {
	t.Helper()
	m := &member{process: start(t, n.members[i].cmd.Args[1:]...)}
	m.json(t, &m.Status)
	n.members[i] = m
	return m
}

// api asks a node's operator API.
func (m *member) api(t *testing.T, path string, result any) {
	t.Helper()
	res, err := http.Get(m.Admin + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", path, res.Status)
	}
	if err := json.NewDecoder(res.Body).Decode(result); err != nil {
		t.Fatal(err)
	}
}

// token is the publish token of a node.
func (m *member) token(t *testing.T) string {
	t.Helper()
	token, err := node.PublishToken(m.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	return token
}
