package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
	"github.com/casto-network/casto/incentives/defend"
	"github.com/casto-network/casto/node"
)

// reportOf waits until the streamer has a report of a relay that is later than epoch, and writes it to a file.
func (n *network) reportOf(t *testing.T, relay *member, epoch uint64) (court.Report, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		var list []court.Report
		n.members[0].api(t, "/api/v1/reports", &list)
		for _, r := range list {
			if m := r.Signed.Message; m.Relay != relay.Account || m.Epoch <= epoch {
				continue
			}
			text, err := json.Marshal([]court.Report{r})
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "case.json")
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			return r, path
		}
		select {
		case <-ctx.Done():
			t.Fatalf("no report of %s after epoch %d: %+v", relay.Account, epoch, list)
		case <-tick.C:
		}
	}
}

// as calls a command with the wallet of one of the network's nodes.
func (n *network) as(name string, args ...string) []string {
	return append(append(args, "--wallet", filepath.Join(n.dir, name+".json"), "--json"), n.wallets...)
}

// TestChallengedRelayShowsItsReceiptByItself has the streamer challenge a session of a relay that is at work, which nobody helps. Then
// the relay loses its evidence, and is punished for the next one.
func TestChallengedRelayShowsItsReceiptByItself(t *testing.T) {
	n := paidNetwork(t)
	start(t, "publish", "--to", n.members[0].WHIP+"live", "--token", n.members[0].token(t))
	n.watch(t, n.members[1])
	relay := n.members[1]
	n.waitFor(t, relay, func(c node.EarningChannel) bool { return c.Vouchers >= 2 })
	first, path := n.reportOf(t, relay, 0)
	must(t, n.as("streamer", "court", "challenge", path, "--leaf", "0")...)
	shown := n.waitForChallenge(t, relay, func(v defend.View) bool { return v.Settled })
	if shown.Report != first.Signed.Message.StructHash() || shown.Error != "" {
		t.Errorf("shown: %+v", shown)
	}
	status := func() relayView {
		t.Helper()
		var v relayView
		if err := json.Unmarshal([]byte(must(t, n.as("streamer", "relay", "status", relay.Account.Hex())...)), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := status(); len(v.Challenges) != 0 || v.Stake != "100" {
		t.Errorf("after the answer: %+v", v)
	}
	var proven []faultView
	if err := json.Unmarshal([]byte(must(t, n.as("streamer", "court", "prove", path)...)), &proven); err != nil || len(proven) != 0 {
		t.Errorf("an honest report proves %+v, %v", proven, err)
	}

	last, path := n.reportOf(t, relay, first.Signed.Message.Epoch)
	relay.kill()
	if err := os.RemoveAll(filepath.Join(relay.DataDir, "evidence")); err != nil {
		t.Fatal(err)
	}
	relay = n.restart(t, 1)
	must(t, n.as("streamer", "court", "challenge", path)...)
	n.waitForChallenge(t, relay, func(v defend.View) bool { return v.Report == last.Signed.Message.StructHash() && v.Error != "" })
	if v := status(); len(v.Challenges) != 1 {
		t.Errorf("challenged: %+v", v)
	}
	forward(t, n.wallets[3], 24*3600+1)
	must(t, n.as("streamer", "court", "judge", path)...)
	if v := status(); v.Stake != "50" || len(v.Challenges) != 0 {
		t.Errorf("after the judgement: %+v", v)
	}
}

// waitForChallenge polls a relay until one of its challenges is as wanted.
func (n *network) waitForChallenge(t *testing.T, m *member, want func(defend.View) bool) defend.View {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	var list []defend.View
	for {
		m.api(t, "/api/v1/challenges", &list)
		for _, v := range list {
			if want(v) {
				return v
			}
		}
		select {
		case <-ctx.Done():
			t.Fatalf("challenges of %s never became as expected: %+v", m.DataDir, list)
		case <-tick.C:
		}
	}
}

// TestCourtCommandsPunishWhatAFileProves registers a relay, whose report key is ours then, and has it lie.
func TestCourtCommandsPunishWhatAFileProves(t *testing.T) {
	as, address, _ := funded(t, "relay", "streamer")
	data := t.TempDir()
	must(t, as("relay", "relay", "register", "--data", data)...)
	text, err := os.ReadFile(filepath.Join(data, "hot.key"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	key, err := incentives.KeyFromBytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	contracts, err := chain.LoadContracts(contractsOf(as))
	if err != nil {
		t.Fatal(err)
	}
	relay, err := incentives.ParseAddress(address["relay"])
	if err != nil {
		t.Fatal(err)
	}
	lie, honest := courttest.New(t, contracts.Domain(), relay, key, 3), courttest.New(t, contracts.Domain(), relay, key, 3)
	lie.Receipts[1].TimeMs = 0
	honest.Epoch++
	file := filepath.Join(t.TempDir(), "case.json")
	save := func(reports ...court.Report) {
		t.Helper()
		b, err := json.Marshal(reports)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stake := func(want string) {
		t.Helper()
		var v relayView
		if err := json.Unmarshal([]byte(must(t, as("relay", "relay", "status")...)), &v); err != nil || v.Stake != want {
			t.Errorf("stake %s, %v; want %s", v.Stake, err, want)
		}
	}
	save(honest.Sign())
	if out := must(t, as("streamer", "court", "prove", file)...); strings.TrimSpace(out) != "[]" {
		t.Errorf("an honest report: %s", out)
	}
	stake("100")
	if _, stderr, code := run(t, as("streamer", "court", "challenge", file, "--leaf", "3")...); code != exitUsage || !strings.Contains(stderr, "3 sessions") {
		t.Errorf("a session too many: code %d, %s", code, stderr)
	}
	if _, stderr, code := run(t, as("streamer", "court", "judge", file)...); code != exitFailed || !strings.Contains(stderr, "NoChallenge") {
		t.Errorf("a judgement without a challenge: code %d, %s", code, stderr)
	}
	save(honest.Sign(), lie.Sign())
	for i, c := range []struct {
		command  string
		punished bool
	}{{"examine", false}, {"prove", true}, {"prove", true}, {"examine", true}} {
		args := as("streamer", "court", c.command, file)
		if c.command == "examine" {
			args = []string{"court", "examine", file, "--rpc", args[slices.Index(args, "--rpc")+1], "--contracts", contractsOf(as), "--json"}
		}
		var found []faultView
		if err := json.Unmarshal([]byte(must(t, args...)), &found); err != nil || len(found) != 1 || found[0].Punished != c.punished || found[0].Epoch != lie.Epoch {
			t.Errorf("step %d, %s: %+v, %v", i, c.command, found, err)
		}
	}
	stake("50")
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, code := run(t, as("streamer", "court", "prove", file)...); code != exitUsage {
		t.Errorf("no case file: code %d", code)
	}
}
