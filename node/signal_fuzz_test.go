package node

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
)

// FuzzSignal has a parent, a child and somebody else say anything. The node's way stays one from the root down to it, without a loop and without
// those who are no parents, and nothing but the streamer's beacons count.
func FuzzSignal(f *testing.F) {
	n, err := New(f.Context(), loneOptions(f))
	if err != nil {
		f.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- n.host.Run(ctx) }() // of the node nothing runs, so that nobody is dialled
	f.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			f.Error(err)
		}
		n.closeAll()
	})
	k := hearOf(f, n)
	root := wire.PathID(k.origin)
	path := [][]byte{root[:], {0, 0, 0, 0, 0, 0, 0, 7}}
	for _, m := range []*wire.Signal{
		{Message: &wire.Signal_Keepalive{Keepalive: &wire.Keepalive{LagMs: 9, LoadBucket: 3, Path: path, Role: wire.Role_ROLE_PRIMARY}}},
		{Message: &wire.Signal_Keepalive{Keepalive: &wire.Keepalive{Path: [][]byte{root[:], n.pathID}}}},
		{Message: &wire.Signal_Repairing{Repairing: &wire.Repairing{EtaMs: 3_600_000}}},
		{Message: &wire.Signal_Move{Move: &wire.Move{DeadlineMs: 5, Alternatives: []*wire.Carrier{{PeerId: k.origin, Path: path}}}}},
		{Message: &wire.Signal_Leave{Leave: &wire.Leave{Text: "so long"}}},
		{Message: &wire.Signal_Beacon{Beacon: k.beacon(f, testKey(f), wire.BeaconTag, 100, 0, nil)}},
	} {
		b, err := wire.Encode(m, wire.MaxSignal)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint64(7), b)
		f.Add(uint64(8), b)
	}
	f.Fuzz(func(t *testing.T, from uint64, signal []byte) {
		var m wire.Signal
		if wire.Decode(signal, &m, wire.MaxSignal) != nil {
			return
		}
		const parent, child = tree.ID(7), tree.ID(8)
		b := n.newBranch(k.id, false)
		b.parents[parent] = &upward{peer: k.parents[k.parent].peer, role: tree.Primary, cancel: func() {}}
		b.children[child] = &downward{carrier: &wire.Carrier{}}
		b.fact(func(now time.Duration, do []tree.Action) []tree.Action {
			b.member.Found(now, []tree.Candidate{{ID: parent, Path: treePath(path)}}, nil)
			b.member.Accepted(now, parent, treePath(path), 0, 0, nil)
			b.member.Asks(now, child, tree.Primary, nil)
			return do
		})
		before := b.member.Path(nil)
		if len(before) != 3 {
			t.Fatalf("the way is %v", before)
		}
		b.fromParent(tree.ID(from), &m)
		if m := m.GetKeepalive(); m != nil {
			b.fromChild(tree.ID(from), m)
		}
		after := b.member.Path(nil)
		if tree.ID(from) != parent && !slices.Equal(before, after) {
			t.Errorf("somebody else moves the node from %v to %v", before, after)
		}
		for i, id := range after {
			if slices.Contains(after[:i], id) {
				t.Errorf("the way %v has a loop", after)
			}
		}
		if len(after) > 0 && (after[0] != treeID(root[:]) || after[len(after)-1] != treeID(n.pathID)) {
			t.Errorf("the way %v does not lead from the root to this node", after)
		}
		if b.beacon.seq != 0 {
			t.Errorf("a beacon of number %d counts", b.beacon.seq)
		}
	})
}
