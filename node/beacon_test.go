package node

import (
	"context"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
)

// poolNode runs a node without payments on ports of its own until the test ends.
func poolNode(t *testing.T, change func(*Options)) *Node {
	t.Helper()
	opts := loneOptions(t)
	if change != nil {
		change(&opts)
	}
	n, err := New(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return n
}

// loneOptions are those of a node without payments that looks for nobody.
func loneOptions(t testing.TB) Options {
	return Options{DataDir: t.TempDir(), Pool: true, HTTP: "127.0.0.1:0", Admin: "127.0.0.1:0", Media: "127.0.0.1:0", TURN: "off",
		Listen: []string{"/ip4/127.0.0.1/tcp/0"}, NoMDNS: true, NoDHT: true, NoNAT: true}
}

// known is a stream of somebody else's that a node has heard of, and a parent for it.
type known struct {
	*branch
	origin []byte // the streamer's node
	hot    incentives.KeySigner
	parent tree.ID
}

// hearOf makes a node know of a stream, and gives it a parent for it.
func hearOf(t testing.TB, n *Node) *known {
	t.Helper()
	wallet, hot := testKey(t), testKey(t)
	key, err := p2p.LoadKey(t.TempDir() + "/key")
	if err != nil {
		t.Fatal(err)
	}
	origin, err := p2p.New(p2p.Options{Key: key, Network: "pool", Listen: []string{"/ip4/127.0.0.1/tcp/0"}, VerifyAnnounce: n.verifyAnnounce, VerifyAdvert: n.verifyAdvert})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = origin.Close() })
	peer, err := p2p.EncodePeer(origin.ID())
	if err != nil {
		t.Fatal(err)
	}
	a := announcement(t, n.domain, wallet, hot, func(a *wire.StreamAnnounce, _ *incentives.StreamKey) {
		a.Issued, a.TtlS, a.Origin = uint64(time.Now().UnixMilli()), 60, &wire.Peer{PeerId: peer}
	})
	if err := n.host.Announce(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	b := n.newBranch(streamIDOf(a.GetStreamId()), false)
	b.parents[7] = &upward{peer: origin.ID(), role: tree.Primary, cancel: func() {}}
	return &known{b, peer, hot, 7}
}

// beacon is one of the stream as its root sends it, age ago, but for change.
func (k *known) beacon(t testing.TB, by incentives.KeySigner, tag string, seq uint64, age time.Duration, change func(*wire.Beacon)) *wire.Beacon {
	t.Helper()
	m := &wire.Beacon{StreamId: k.id[:], Seq: seq, SourceTimeUs: uint64(time.Now().Add(-age).UnixMicro())}
	if change != nil {
		change(m)
	}
	payload, err := m.SigningBytes()
	if err != nil {
		t.Fatal(err)
	}
	sig, err := incentives.SignBlob(by, tag, k.node.domain.ChainID, payload)
	if err != nil {
		t.Fatal(err)
	}
	m.Signature = sig[:]
	return m
}

func TestOnlyTheStreamersFreshBeaconsCount(t *testing.T) {
	k := hearOf(t, poolNode(t, nil))
	k.beaconFrom(k.parent, k.beacon(t, k.hot, wire.BeaconTag, 100, time.Second, nil))
	if k.branch.beacon.seq != 100 || k.branch.beacon.forged != 0 {
		t.Fatalf("the streamer's beacon: seq %d, %d forged", k.branch.beacon.seq, k.branch.beacon.forged)
	}
	at := k.branch.beacon.time
	for name, m := range map[string]*wire.Beacon{
		"signed by another":                 k.beacon(t, testKey(t), wire.BeaconTag, 101, 0, nil),
		"signed as another message":         k.beacon(t, k.hot, wire.AnnounceTag, 101, 0, nil),
		"of another stream":                 k.beacon(t, k.hot, wire.BeaconTag, 101, 0, func(m *wire.Beacon) { m.StreamId = make([]byte, wire.StreamIDSize) }),
		"six seconds old":                   k.beacon(t, k.hot, wire.BeaconTag, 101, 6*time.Second, nil),
		"of the future":                     k.beacon(t, k.hot, wire.BeaconTag, 101, -6*time.Second, nil),
		"newer by number, older by time":    k.beacon(t, k.hot, wire.BeaconTag, 101, 2*time.Second, nil),
		"newer by number, of the same time": k.beacon(t, k.hot, wire.BeaconTag, 101, 0, func(m *wire.Beacon) { m.SourceTimeUs = at }),
	} {
		before := k.branch.beacon.forged
		k.beaconFrom(k.parent, m)
		if k.branch.beacon.seq != 100 || k.branch.beacon.forged != before+1 {
			t.Errorf("%s: seq %d, %d more forged", name, k.branch.beacon.seq, k.branch.beacon.forged-before)
		}
	}
	changed := k.beacon(t, k.hot, wire.BeaconTag, 101, 0, nil)
	changed.Seq = 1 << 40
	k.beaconFrom(k.parent, changed)
	if k.branch.beacon.seq != 100 {
		t.Error("a beacon whose number was changed after it was signed counts")
	}
	k.beaconFrom(k.parent, k.beacon(t, k.hot, wire.BeaconTag, 101, 0, nil))
	if k.branch.beacon.seq != 101 {
		t.Error("the next beacon does not count after forged ones")
	}
}

func TestReplayedBeaconsMoveNothing(t *testing.T) {
	k := hearOf(t, poolNode(t, nil))
	old, last := k.beacon(t, k.hot, wire.BeaconTag, 100, time.Second, nil), k.beacon(t, k.hot, wire.BeaconTag, 101, 0, nil)
	for _, m := range []*wire.Beacon{old, last, last, old} {
		k.beaconFrom(k.parent, m)
	}
	if s := k.branch.beacon; s.seq != 101 || s.time != last.GetSourceTimeUs() || s.doubles != 0 {
		t.Errorf("seq %d, time %d, %d doubles", s.seq, s.time, s.doubles)
	}
}

func TestTwoBeaconsOfOneNumberAreTheStreamersFault(t *testing.T) {
	k := hearOf(t, poolNode(t, nil))
	k.beaconFrom(k.parent, k.beacon(t, k.hot, wire.BeaconTag, 100, time.Second, nil))
	k.beaconFrom(k.parent, k.beacon(t, testKey(t), wire.BeaconTag, 100, 0, nil))
	if s := k.branch.beacon; s.doubles != 0 || s.forged != 1 {
		t.Errorf("somebody else's beacon: %d doubles, %d forged", s.doubles, s.forged)
	}
	k.beaconFrom(k.parent, k.beacon(t, k.hot, wire.BeaconTag, 100, 0, nil))
	status, _ := k.status()
	if status.Doubles != 1 || status.Forged != 1 {
		t.Errorf("the streamer's: %d doubles, %d forged", status.Doubles, status.Forged)
	}
}

func TestPathsBeginAtTheStreamersNode(t *testing.T) {
	k := hearOf(t, poolNode(t, nil))
	root := wire.PathID(k.origin)
	for name, c := range map[string]struct {
		path [][]byte
		good bool
	}{
		"as before":             {nil, true},
		"from the root":         {[][]byte{root[:], {0, 0, 0, 0, 0, 0, 0, 7}}, true},
		"from anybody":          {[][]byte{{0, 0, 0, 0, 0, 0, 0, 7}}, false},
		"the root is not first": {[][]byte{{0, 0, 0, 0, 0, 0, 0, 7}, root[:]}, false},
	} {
		if got := k.rooted(c.path); got != c.good {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestJoinsThatCannotBe(t *testing.T) {
	n := poolNode(t, nil)
	k := hearOf(t, n)
	root := &ownStream{id: k.id, branch: n.newBranch(k.id, true), stop: func() {}}
	n.own.mu.Lock()
	n.own.live[k.id] = root
	n.own.mu.Unlock()
	peer := k.parents[7].peer
	id := wire.PathID(k.origin)
	join := func(change func(*wire.Join)) *wire.Join {
		j := &wire.Join{StreamId: k.id[:], Offer: "v=0\r\n", PathId: id[:], Nonce: nonce()}
		change(j)
		return j
	}
	for name, c := range map[string]struct {
		join *wire.Join
		want wire.RejectReason
	}{
		"in the name of another":     {join(func(j *wire.Join) { j.PathId = n.pathID }), wire.RejectReason_REJECT_REASON_BAD},
		"for another stream":         {join(func(j *wire.Join) { j.StreamId = make([]byte, wire.StreamIDSize) }), wire.RejectReason_REJECT_REASON_NOT_CARRYING},
		"away from this node":        {join(func(j *wire.Join) { j.Avoid = [][]byte{n.pathID} }), wire.RejectReason_REJECT_REASON_LOOP},
		"with an offer that is none": {join(func(*wire.Join) {}), wire.RejectReason_REJECT_REASON_BAD},
	} {
		reply, err := n.Join(t.Context(), peer, c.join)
		if err != nil || reply.GetReject().GetReason() != c.want {
			t.Errorf("%s: %v, %v", name, reply, err)
		}
		if reply.GetReject().GetRetryMs() == 0 {
			t.Errorf("%s: not told when to ask again", name)
		}
	}
	if left := root.branch.carriers(); len(root.branch.children) != 0 {
		t.Errorf("refused children keep places: %v", left)
	}
}
