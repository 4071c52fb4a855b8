package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestBrowser has Chromium publish at one node and watch through two others: by the node's own pages and by other people's
// clients, without payments and with.
func TestBrowser(t *testing.T) {
	if _, err := os.Stat("../../sdk/node_modules"); err != nil {
		skip(t, "CASTO_REQUIRE_NODE", "sdk/node_modules is missing: run make deps-node")
	}
	if _, err := exec.LookPath("chromium"); err != nil {
		skip(t, "CASTO_REQUIRE_CHROMIUM", "chromium is missing: apt-get install chromium")
	}
	t.Run("pool", func(t *testing.T) { inChromium(t, poolNetwork(t), "CASTO_POOL=1") })
	t.Run("paid", func(t *testing.T) {
		n := paidNetwork(t)
		inChromium(t, n, "CASTO_TOKEN="+n.members[0].token(t))
		n.checkVouchers(t)
	})
}

// skip names what is missing, or fails where it is required.
func skip(t *testing.T, variable, why string) {
	t.Helper()
	if os.Getenv(variable) != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// inChromium runs the SDK's tests against the network: they publish at the first node and watch at the others.
func inChromium(t *testing.T, n *network, env ...string) {
	t.Helper()
	var watch []string
	for _, m := range n.members[1:] {
		watch = append(watch, m.HTTP)
	}
	cmd := exec.CommandContext(t.Context(), "npm", "--silent", "--prefix", "../../sdk", "run", "test:e2e")
	cmd.Env = append(cleanEnv(), env...)
	cmd.Env = append(cmd.Env, "CASTO_HTTP="+n.members[0].HTTP, "CASTO_WATCH_HTTP="+strings.Join(watch, ","), "CASTO_REQUIRE_CHROMIUM="+os.Getenv("CASTO_REQUIRE_CHROMIUM"))
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
}
