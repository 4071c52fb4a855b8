package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/node/demo"
)

// TestDemo runs the whole economy as the README does and holds its last line.
func TestDemo(t *testing.T) {
	p := start(t, "demo", "--for", "8s", "--json")
	var ready demo.Ready
	p.json(t, &ready)
	if !ready.Ready || ready.Watch == "" || ready.WHIP == "" || len(ready.WHEP) == 0 || ready.RPC == "" || len(ready.Contracts) != 4 {
		t.Errorf("first line lacks something: %+v", ready)
	}
	var last demo.Summary
	p.json(t, &last)
	<-p.done
	if p.err != nil {
		t.Errorf("demo: %v", p.err)
	}
	if !last.Conserved || last.Redeemed != last.Owed || last.Redeemed.IsZero() || last.Receipted == 0 || last.Delivered < last.Receipted ||
		last.Vouchers == 0 || last.Decodable != last.Viewers || last.Viewers != 4 || len(last.Problems) != 0 {
		t.Errorf("last line: %+v", last)
	}
	if last.Receipted < last.Delivered/100*95 {
		t.Errorf("%d bytes delivered, only %d acknowledged: the last receipts are lost", last.Delivered, last.Receipted)
	}
}

// checkVouchers waits until both relays hold vouchers and the streamer's books agree with them.
func (n *network) checkVouchers(t *testing.T) {
	t.Helper()
	for _, m := range n.members[1:] {
		n.waitFor(t, m, func(c node.EarningChannel) bool { return !c.Voucher.IsZero() && c.Bytes > 0 && c.Owed.IsZero() })
	}
}

// waitFor polls a relay's channels until one is as wanted.
func (n *network) waitFor(t *testing.T, m *member, want func(node.EarningChannel) bool) node.EarningChannel {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	var list node.Channels
	for {
		m.api(t, "/api/v1/channels", &list)
		for _, c := range list.Earning {
			if want(c) {
				return c
			}
		}
		select {
		case <-ctx.Done():
			t.Fatalf("channels of %s never became as expected: %+v", m.DataDir, list.Earning)
		case <-tick.C:
		}
	}
}

// TestKilledNodesLoseNoAcknowledgedVoucher kills a relay and the streamer's node with SIGKILL while vouchers flow and starts
// them again. What the streamer was told is stored must still be with the relay, and what was promised with the streamer.
func TestKilledNodesLoseNoAcknowledgedVoucher(t *testing.T) {
	n := paidNetwork(t)
	streamer := n.members[0]
	start(t, "publish", "--to", streamer.WHIP+"live", "--token", streamer.token(t))
	watch := func(m *member) *process { return n.watch(t, m) }
	watch(n.members[1])
	for range 3 {
		before := n.waitFor(t, n.members[1], func(c node.EarningChannel) bool { return c.Vouchers >= 2 })
		acked := n.acked(t, before.Key)
		n.members[1].kill()
		relay := n.restart(t, 1)
		after := n.waitFor(t, relay, func(c node.EarningChannel) bool { return c.Key == before.Key })
		if after.Voucher.Cmp(acked) < 0 {
			t.Fatalf("the relay had acknowledged %s and holds %s after the crash", acked, after.Voucher)
		}
		watch(relay)
	}
	held := n.waitFor(t, n.members[1], func(c node.EarningChannel) bool { return c.Vouchers >= 1 })
	streamer.kill()
	n.restart(t, 0)
	var list node.Channels
	n.members[0].api(t, "/api/v1/channels", &list)
	// A viewer may have gone to the second relay meanwhile, which has a channel of its own then.
	at := slices.IndexFunc(list.Paying, func(c node.PayingChannel) bool { return c.Key == held.Key })
	if at < 0 || list.Paying[at].Promised.Cmp(held.Voucher) < 0 {
		t.Errorf("the relay holds a voucher of %s, the restarted streamer remembers %+v", held.Voucher, list.Paying)
	}
	out := must(t, "channel", "redeem", "--admin", n.members[1].Admin, "--data", n.members[1].DataDir, "--json")
	var paid []node.Redemption
	if err := json.Unmarshal([]byte(out), &paid); err != nil || len(paid) != 1 || paid[0].Claimed.Cmp(held.Voucher) < 0 {
		t.Errorf("redeemed %s, %v; want at least %s", out, err, held.Voucher)
	}
}

// acked is what the relay has told the streamer to have on disk.
func (n *network) acked(t *testing.T, key incentives.Hash) incentives.Amount {
	t.Helper()
	var list node.Channels
	n.members[0].api(t, "/api/v1/channels", &list)
	for _, c := range list.Paying {
		if c.Key == key {
			return c.Acked
		}
	}
	t.Fatalf("the streamer does not know channel %s", key.Hex())
	return incentives.Amount{}
}

// TestWatchRecordsWhatFFmpegPlays publishes the built-in clip and records it through two relays.
func TestWatchRecordsWhatFFmpegPlays(t *testing.T) {
	if _, err := exec.LookPath("ffprobe"); err != nil {
		skip(t, "CASTO_REQUIRE_FFMPEG", "ffprobe is missing: apt-get install ffmpeg")
	}
	n := poolNetwork(t)
	start(t, "publish", "--to", n.members[0].WHIP+"live")
	link := fmt.Sprintf("casto://%s/live", n.members[0].Account.Hex())
	n.watch(t, n.members[1]) // makes the first relay the streamer's only child
	n.waitForStream(t, n.members[1], 1)
	file := filepath.Join(n.dir, "recording.webm")
	must(t, "watch", link, "--node", n.members[2].HTTP, "-o", file, "--for", "5s", "--no-standby")
	n.waitForStream(t, n.members[2], 2)
	probe := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames", "-of", "csv=p=0", file)
	out, err := probe.Output()
	if err != nil {
		t.Fatalf("ffprobe: %v", err)
	}
	frames := map[string]int{}
	scanner := bufio.NewScanner(bytes.NewReader(out))
	for scanner.Scan() {
		var codec string
		var count int
		if _, err := fmt.Sscanf(strings.ReplaceAll(scanner.Text(), ",", " "), "%s %d", &codec, &count); err == nil {
			frames[codec] = count
		}
	}
	if frames["vp8"] < 90 || frames["opus"] < 150 {
		t.Errorf("5 s of recording hold %v; want at least 90 frames of vp8 and 150 of opus", frames)
	}
}

// waitForStream polls until a node carries a stream at the given depth.
func (n *network) waitForStream(t *testing.T, m *member, depth int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	var list []node.StreamStatus
	for {
		m.api(t, "/api/v1/streams", &list)
		if len(list) == 1 && list[0].Live && list[0].Depth == depth {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s never carried the stream at depth %d: %+v", m.DataDir, depth, list)
		case <-tick.C:
		}
	}
}

// TestRelayStopsServingOnAClosingChannel has the streamer start to close the channel while media flows: the relay redeems what
// it holds by itself, pauses its viewers and tells them why.
func TestRelayStopsServingOnAClosingChannel(t *testing.T) {
	n := paidNetwork(t, "--max-unpaid", "4s", "--uplink", "1") // 500 kB on credit, about eight seconds of the clip
	streamer, relay := n.members[0], n.members[1]
	start(t, "publish", "--to", streamer.WHIP+"live", "--token", streamer.token(t))
	viewer := n.watch(t, relay)
	n.waitFor(t, relay, func(c node.EarningChannel) bool { return c.Vouchers >= 1 && c.Level == "none" })
	refuse := must(t, append([]string{"channel", "close", relay.Account.Hex(), "--data", streamer.DataDir, "--json",
		"--wallet", filepath.Join(n.dir, "streamer.json"), "--nonce", n.nonce(t)}, n.wallets...)...)
	if !strings.Contains(refuse, "closeAt") {
		t.Fatal(refuse)
	}
	redeemed := n.waitFor(t, relay, func(c node.EarningChannel) bool {
		return !c.Claimed.IsZero() && c.Claimed == c.Voucher && c.Level == "paused"
	})
	viewer.logs(t, "the relay limits the stream to paused: ")
	if redeemed.Waiting == "" {
		t.Error("the relay does not say what it waits for")
	}
}

// watch has somebody watch at a relay that carries the stream then. One that finds no parent at once sends its viewers to others.
func (n *network) watch(t *testing.T, m *member) *process {
	t.Helper()
	link := fmt.Sprintf("casto://%s/live", n.members[0].Account.Hex())
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for range 5 {
		p := start(t, "watch", link, "--node", m.HTTP, "--for", "5m", "--no-standby")
		for range 50 {
			<-tick.C
			var list []node.StreamStatus
			if m.api(t, "/api/v1/streams", &list); len(list) == 1 && list[0].Live {
				return p
			}
		}
		p.stop()
	}
	t.Fatalf("%s never carried the stream", m.DataDir)
	return nil
}

// nonce is that of the streamer's only channel.
func (n *network) nonce(t *testing.T) string {
	t.Helper()
	var list node.Channels
	n.members[0].api(t, "/api/v1/channels", &list)
	if len(list.Paying) != 1 {
		t.Fatalf("the streamer pays on %d channels, want 1", len(list.Paying))
	}
	return fmt.Sprint(list.Paying[0].Ref.Nonce)
}

// TestThresholdRedeemsUnasked gives the relay a threshold that a few seconds of media reach.
func TestThresholdRedeemsUnasked(t *testing.T) {
	n := paidNetwork(t, "--max-unpaid", "4s", "--uplink", "1", "--redeem-at", "0.000001")
	streamer, relay := n.members[0], n.members[1]
	start(t, "publish", "--to", streamer.WHIP+"live", "--token", streamer.token(t))
	n.watch(t, relay)
	c := n.waitFor(t, relay, func(c node.EarningChannel) bool { return !c.Claimed.IsZero() })
	credit, err := c.Price.Cost(4 * 1_000_000 / 8)
	if err != nil {
		t.Fatal(err)
	}
	if c.Unpaid.Cmp(credit) > 0 {
		t.Errorf("unpaid %s is above the credit of %s", c.Unpaid, credit)
	}
}

// TestDepositIsToppedUp pays out of a deposit that some seconds of media use up: the streamer's node adds to it in time.
func TestDepositIsToppedUp(t *testing.T) {
	n := paidNetwork(t, "--price", "5")
	streamer, relay := n.members[0], n.members[1]
	start(t, "publish", "--to", streamer.WHIP+"live", "--token", streamer.token(t))
	n.watch(t, relay)
	first, err := incentives.ParseTokens("0.002") // 430 kB at that price
	if err != nil {
		t.Fatal(err)
	}
	n.waitFor(t, relay, func(c node.EarningChannel) bool { return c.Deposit.Cmp(first) > 0 && c.Voucher.Cmp(first) > 0 })
}
