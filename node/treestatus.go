package node

import (
	"cmp"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
)

// TreePeer is a node next to this one in a stream's tree.
type TreePeer struct {
	Peer  string  `json:"peer"`
	ID    string  `json:"id"`   // its short id, as paths carry it
	Role  string  `json:"role"` // primary, warm or hot: what the parent of the two is to the child
	LagMs float64 `json:"lagMs"`
	RTTMs float64 `json:"rttMs"`
	Load  int     `json:"load"` // 0 (idle) to 7 (full)
}

// TreeStatus is where this node stands in a stream's tree.
type TreeStatus struct {
	ID       string     `json:"id"`
	Path     []string   `json:"path"` // short ids from the root to this node; none without a parent
	LagMs    float64    `json:"lagMs"`
	Parents  []TreePeer `json:"parents"`
	Children []TreePeer `json:"children"`
	Moves    int        `json:"moves"`            // times the primary parent changed, the first included
	Moved    *time.Time `json:"moved,omitempty"`  // the last time
	Reason   string     `json:"reason,omitempty"` // of the last time
	Forged   uint64     `json:"forgedBeacons"`    // beacons dropped: not signed by the stream's key, of another stream, or of another time
	Doubles  uint64     `json:"beaconDoubles"`    // beacons of one number that differ, both signed by the streamer's node
}

// shortID is a short id as people read it.
func shortID(id tree.ID) string { return hexOf(wirePath([]tree.ID{id})[0]) }

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}

// status tells where this node stands, and its standby parents apart.
func (b *branch) status() (t TreeStatus, standbys []TreePeer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t = TreeStatus{ID: hexOf(b.node.pathID), Path: []string{}, LagMs: millis(b.member.Lag()), Parents: []TreePeer{}, Children: []TreePeer{},
		Moves: b.move.count, Forged: b.beacon.forged, Doubles: b.beacon.doubles}
	if b.move.count > 0 {
		at := b.move.at
		t.Moved, t.Reason = &at, b.move.reason.String()
	}
	for _, id := range b.member.Path(nil) {
		t.Path = append(t.Path, shortID(id))
	}
	standbys = []TreePeer{}
	for id, u := range b.parents {
		if u.session == nil {
			continue
		}
		p := TreePeer{Peer: u.peer, ID: shortID(id), Role: u.role.String(), LagMs: millis(u.lag), RTTMs: millis(u.session.RTT())}
		t.Parents = append(t.Parents, p)
		if u.role != tree.Primary {
			standbys = append(standbys, p)
		}
	}
	b.member.Children(func(id tree.ID, role tree.Role) {
		if c := b.children[id]; c != nil && c.session != nil {
			t.Children = append(t.Children, TreePeer{Peer: c.peer, ID: shortID(id), Role: role.String(), LagMs: float64(c.lag()), RTTMs: millis(c.session.RTT()), Load: c.load()})
		}
	})
	for _, list := range [][]TreePeer{t.Parents, t.Children, standbys} {
		slices.SortFunc(list, func(a, b TreePeer) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.ID, b.ID)) })
	}
	return t, standbys
}

func (c *downward) lag() uint32 {
	if c.carrier == nil {
		return 0
	}
	return c.carrier.LagMs
}

func (c *downward) load() int {
	if c.carrier == nil {
		return 0
	}
	return int(min(c.carrier.LoadBucket, wire.MaxLoadBucket))
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// collectTrees tells Prometheus where this node stands in the trees of other people's streams.
func (c *collector) collectTrees(gauge, counter func(d *prometheus.Desc, v float64, labels ...string)) {
	for _, b := range c.node.branches() {
		t, standbys := b.status()
		stream := b.id.String()
		gauge(desc("tree_depth", "Hops from the root of the stream's tree to this node.", "stream"), float64(max(0, len(t.Path)-1)), stream)
		gauge(desc("tree_children", "Child relays of this node.", "stream"), float64(len(t.Children)), stream)
		if b.root {
			continue
		}
		gauge(desc("tree_lag_seconds", "How far this node is behind the source.", "stream"), t.LagMs/1000, stream)
		gauge(desc("tree_parents", "Parents of this node, standbys included.", "stream"), float64(len(t.Parents)), stream)
		gauge(desc("tree_standbys", "Standby parents of this node.", "stream"), float64(len(standbys)), stream)
		counter(desc("tree_moves_total", "Times the primary parent changed, the first included.", "stream"), float64(t.Moves), stream)
		if t.Moved != nil {
			gauge(desc("tree_moved_timestamp_seconds", "When the primary parent last changed, and why.", "stream", "reason"), float64(t.Moved.UnixMilli())/1000, stream, cmp.Or(t.Reason, "first"))
		}
		counter(desc("tree_forged_beacons_total", "Beacons dropped because the streamer cannot have sent them now.", "stream"), float64(t.Forged), stream)
	}
}
