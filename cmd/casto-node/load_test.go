package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/relay/load"
)

// Viewers of another process, of made-up packets and of a clip.
func TestLoadOfANode(t *testing.T) {
	dir := t.TempDir()
	p := start(t, "--pool", "--json", "--data", dir, "--http", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--media", "127.0.0.1:0",
		"--listen", "/ip4/127.0.0.1/tcp/0", "--no-mdns", "--no-dht", "--no-nat")
	var s node.Status
	p.json(t, &s)
	for _, c := range []struct {
		name string
		args []string
	}{
		{"made-up packets", []string{"--feedback", "--paced", "--churn", "2"}},
		{"clip", []string{"--clip", "../../examples/clip/clip.webm"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := start(t, append([]string{"load", "--json", "--viewers", "5", "--for", "2s", "--whip", s.WHIP + "load", "--whep", s.HTTP + "/whep/load",
				"--pid", strconv.Itoa(p.cmd.Process.Pid), "--metrics", s.Admin + "/metrics", "--data", dir}, c.args...)...)
			var r load.Report
			q.json(t, &r)
			if r.Viewers != 5 || r.Refused+r.Dropped != 0 || r.Counts.Packets == 0 || r.Counts.Damaged+r.Counts.Unreadable != 0 {
				t.Errorf("got %+v", r)
			}
			if r.MicrosPerPacket <= 0 || r.After.Goroutines <= r.Before.Goroutines || r.After.Descriptors == 0 || r.After.RSS == 0 {
				t.Errorf("the node's process: got %v µs, before %+v, after %+v", r.MicrosPerPacket, r.Before, r.After)
			}
		})
	}
	for want, args := range map[string][]string{
		"--whep":               {"load"},
		"--whip":               {"load", "--whep", s.HTTP + "/whep/load", "--clip", "x.webm"},
		"WHEP endpoint":        {"load", "--whep", "nowhere"},
		"no viewer could join": {"load", "--whep", s.HTTP + "/whep/nobody", "--viewers", "1"},
	} {
		if _, stderr, code := run(t, args...); code == 0 || !strings.Contains(stderr, want) {
			t.Errorf("%v: got %d %q, want an error with %q", args, code, stderr, want)
		}
	}
}
