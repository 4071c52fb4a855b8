package node

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/tree"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

// branch is this node's part in the tree of one stream. Package tree decides; a branch gives it the facts and does what it wants.
type branch struct {
	node *Node
	id   incentives.StreamID
	root bool
	from time.Time // zero of the member's times

	mu       sync.Mutex // guards the fields below
	member   *tree.Member
	ended    bool
	peers    map[tree.ID]string // libp2p ids of all that the member was told of
	parents  map[tree.ID]*upward
	children map[tree.ID]*downward
	beacon   beaconState
	move     lastMove
	searches int    // since there was a primary
	known    bool   // some search found somebody
	found    func() // called when there is a parent, or has been none for some time
	woken    chan struct{}
}

// upward is a parent: asked, or held.
type upward struct {
	peer    string
	cancel  context.CancelFunc
	session *relay.Session // nil until it has accepted
	role    tree.Role
	lag     time.Duration // as it tells
}

// downward is a child.
type downward struct {
	peer    string
	carrier *wire.Carrier
	session *relay.Session // nil while the join is under way
}

// lastMove is why the primary parent changed last.
type lastMove struct {
	at     time.Time
	reason tree.Reason
	count  int
}

// treeID is a short id as package tree has it.
func treeID(pathID []byte) tree.ID { return tree.ID(binary.BigEndian.Uint64(pathID)) }

// treeIDOf is the short id of a libp2p id; false if that is none.
func treeIDOf(peer string) (tree.ID, bool) {
	b, err := p2p.EncodePeer(peer)
	if err != nil {
		return 0, false
	}
	id := wire.PathID(b)
	return treeID(id[:]), true
}

// wirePath is a path as messages carry it.
func wirePath(path []tree.ID) [][]byte {
	var out [][]byte
	for _, id := range path {
		out = append(out, binary.BigEndian.AppendUint64(nil, uint64(id)))
	}
	return out
}

// treePath is a validated path of a message.
func treePath(path [][]byte) []tree.ID {
	var out []tree.ID
	for _, id := range path {
		out = append(out, treeID(id))
	}
	return out
}

// rooted tells whether a path begins at the node that the stream's announcement names, as far as that is known. No path, which is one
// that has not changed, does.
func (b *branch) rooted(path [][]byte) bool {
	announce, ok := b.node.host.LookupStream(b.id)
	if !ok || len(path) == 0 || announce.GetOrigin() == nil {
		return true
	}
	root := wire.PathID(announce.GetOrigin().GetPeerId())
	return bytes.Equal(path[0], root[:])
}

func (n *Node) newBranch(id incentives.StreamID, root bool) *branch {
	b := &branch{node: n, id: id, root: root, from: time.Now(), peers: map[tree.ID]string{}, parents: map[tree.ID]*upward{},
		children: map[tree.ID]*downward{}, woken: make(chan struct{}, 1)}
	b.member = tree.New(tree.Options{Self: treeID(n.pathID), Root: root, Children: max(0, n.opts.MaxChildren),
		Rand: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))})
	return b
}

// fact gives the member a fact, and does what it wants then.
func (b *branch) fact(f func(now time.Duration, do []tree.Action) []tree.Action) {
	b.mu.Lock()
	if b.ended {
		b.mu.Unlock()
		return
	}
	b.member.SetLoad(float64(b.node.loadBucket()) / wire.MaxLoadBucket)
	later := b.carryOut(f(time.Since(b.from), nil))
	b.mu.Unlock()
	for _, do := range later {
		do()
	}
	b.wake()
}

func (b *branch) wake() {
	select {
	case b.woken <- struct{}{}:
	default:
	}
}

// run ticks the member and renews leases until ctx ends; then the branch has no parents and children any more.
func (b *branch) run(ctx context.Context) {
	defer b.end()
	keepalive := time.NewTicker(tree.KeepaliveEvery)
	defer keepalive.Stop()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-keepalive.C:
			b.keepalive()
			continue
		case <-b.woken:
		case <-timer.C:
			b.fact(b.tick)
		}
		b.mu.Lock()
		now := time.Since(b.from)
		next := b.member.Next(now) - now
		b.mu.Unlock()
		timer.Reset(max(next, 5*time.Millisecond))
	}
}

// flowing is how long ago the last packet of a parent may be that sends.
const flowing = 50 * time.Millisecond

// tick tells the member that time has passed, and whether media come: a parent that said that it repairs may have done so.
func (b *branch) tick(now time.Duration, do []tree.Action) []tree.Action {
	for id, u := range b.parents {
		if u.session != nil && u.role == tree.Primary && time.Since(u.session.LastMedia()) < flowing {
			b.member.Flows(id)
		}
	}
	return b.member.Tick(now, do)
}

// end closes the sessions with parents and children.
func (b *branch) end() {
	b.mu.Lock()
	b.ended = true
	var sessions []*relay.Session
	for _, p := range b.parents {
		p.cancel()
		sessions = append(sessions, p.session)
	}
	for _, c := range b.children {
		sessions = append(sessions, c.session)
	}
	b.mu.Unlock()
	for _, s := range sessions {
		if s != nil {
			_ = s.Close()
		}
	}
}

// searched tells whether somebody was ever found who may carry the stream.
func (b *branch) searched() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.known
}

// path returns the short ids from the root down to this node, and false if it has no parent.
func (b *branch) path() ([][]byte, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	path := b.member.Path(nil)
	return wirePath(path), len(path) > 0
}

// lag is how far this node is behind the source.
func (b *branch) lag() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.member.Lag()
}

// load is how full this node's places for children are, 0 to 7: viewers fill others.
func (b *branch) load() uint32 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.loadBucket()
}

// loadBucket does so for who holds mu.
func (b *branch) loadBucket() uint32 {
	sent := 0
	b.member.Children(func(_ tree.ID, role tree.Role) {
		if role != tree.StandbyWarm {
			sent++
		}
	})
	return uint32(min(wire.MaxLoadBucket, (wire.MaxLoadBucket+1)*sent/max(1, b.node.opts.MaxChildren)))
}

// wanted counts the children that are sent the stream because they have no other parent: standbys alone keep nobody from leaving.
func (b *branch) wanted() (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.member.Children(func(_ tree.ID, role tree.Role) {
		if role == tree.Primary {
			n++
		}
	})
	return n
}

// carriers lists the children, at most 16, as others are told of them.
func (b *branch) carriers() (list []*wire.Carrier) {
	b.mu.Lock()
	defer b.mu.Unlock()
	path := b.member.Path(nil)
	for id, c := range b.children {
		if c.carrier == nil || c.session == nil || len(list) == wire.MaxCarriers {
			continue
		}
		carrier := &wire.Carrier{PeerId: c.carrier.PeerId, Addrs: c.carrier.Addrs, LagMs: c.carrier.LagMs, LoadBucket: c.carrier.LoadBucket, Seen: c.carrier.Seen}
		if len(path)+1 < tree.MaxDepth && !slices.Contains(path, id) { // a loop is about to be left
			carrier.Path = wirePath(append(path[:len(path):len(path)], id))
		}
		list = append(list, carrier)
	}
	return list
}

// candidate makes what is known of a carrier into what the member decides by. The caller holds mu.
func (b *branch) candidate(c p2p.Carrier) (tree.Candidate, bool) {
	id, ok := treeIDOf(c.Peer)
	if !ok {
		return tree.Candidate{}, false
	}
	b.peers[id] = c.Peer
	advert, known := b.node.host.LookupAdvert(c.Peer)
	t := tree.Candidate{ID: id, Lag: c.Lag, RTT: b.node.host.RTT(c.Peer), Load: float64(c.Load) / 8, Path: treePath(c.Path), Depth: len(c.Path)}
	if own, ok := b.node.host.LookupAdvert(b.node.host.ID()); ok && known {
		t.Near = advert.GetRegion() == own.GetRegion()
		t.Load = max(t.Load, float64(advert.GetLoadBucket())/8)
	}
	t.Group = groupOf(advert)
	return t, true
}

// groupOf is what relays of one operator or one network have in common.
func groupOf(a *wire.RelayAdvert) uint64 {
	wallet := a.GetBinding().GetWallet()
	if len(wallet) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(wallet)
}

// candidates does so for several, and forgets the ids of those that nobody needs any more. The caller holds mu.
func (b *branch) candidates(list []p2p.Carrier) (out []tree.Candidate) {
	if len(b.peers) > 256 {
		clear(b.peers)
		for id, p := range b.parents {
			b.peers[id] = p.peer
		}
		for id, c := range b.children {
			b.peers[id] = c.peer
		}
	}
	for _, c := range list {
		if t, ok := b.candidate(c); ok {
			out = append(out, t)
		}
	}
	return out
}
