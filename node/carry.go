package node

import (
	"context"
	crand "crypto/rand"
	"fmt"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
)

const (
	// idleAfter is how long a stream that nobody watches here is still pulled: a reload of a page must not cost a new join.
	idleAfter = 15 * time.Second
	// idleCheck is how often that is looked at.
	idleCheck = time.Second
)

// carrier pulls other people's streams: each once, however many want it, as a branch of its tree, until nobody has watched for a
// while.
type carrier struct {
	node *Node

	mu      sync.Mutex // guards streams and the fields of its values
	streams map[incentives.StreamID]*carried
}

type carried struct {
	branch *branch
	first  chan struct{} // closed when there is a parent, or has been none for some time
	wanted time.Time     // when somebody last asked for it
	via    []string      // addresses that invite links named
}

// ensure returns once the stream is being pulled here, or with the reason why no parent was found. A stream that this node
// publishes itself needs no parent.
func (c *carrier) ensure(ctx context.Context, id incentives.StreamID, via ...string) error {
	if c.node.own.has(id) {
		return nil
	}
	s := c.want(id, via)
	select {
	case <-s.first:
	case <-ctx.Done():
		return fmt.Errorf("stream %s: no parent found in time: %w", id, ctx.Err())
	}
	if _, ok := s.branch.path(); ok {
		return nil
	}
	if s.branch.searched() {
		return fmt.Errorf("stream %s: %w", id, ErrNoParent)
	}
	return fmt.Errorf("stream %s: %w", id, ErrUnknownStream)
}

// want notes the wish for a stream and starts to carry it if it is new.
func (c *carrier) want(id incentives.StreamID, via []string) *carried {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.streams[id]; s != nil {
		s.wanted = time.Now()
		if len(via) > 0 {
			s.via = via
		}
		return s
	}
	s := &carried{branch: c.node.newBranch(id, false), via: via, first: make(chan struct{}), wanted: time.Now()}
	s.branch.found = sync.OnceFunc(func() { close(s.first) })
	c.streams[id] = s
	c.node.tasks.start(func(ctx context.Context) { c.carry(ctx, s) })
	return s
}

// carry is the life of one stream here.
func (c *carrier) carry(ctx context.Context, s *carried) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer c.drop(s)
	c.node.tasks.start(func(context.Context) {
		defer cancel()
		tick := time.NewTicker(idleCheck)
		defer tick.Stop()
		for !c.idle(s) {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
		c.node.log.Info("stream is no longer watched", "stream", s.branch.id)
	})
	s.branch.run(ctx)
}

// idle tells whether nobody watches the stream here, nor has asked for it for a while.
func (c *carrier) idle(s *carried) bool {
	watched := c.node.viewers.watching(s.branch.id) > 0 || s.branch.wanted() > 0
	c.mu.Lock()
	defer c.mu.Unlock()
	if watched {
		s.wanted = time.Now()
	}
	return time.Since(s.wanted) > idleAfter
}

func (c *carrier) drop(s *carried) {
	_ = c.node.host.Unprovide(context.Background(), s.branch.id)
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.streams, s.branch.id)
	select {
	case <-s.first:
	default:
		close(s.first)
	}
}

// branchOf is this node's part in a stream's tree, nil if it has none.
func (n *Node) branchOf(id incentives.StreamID) *branch {
	if b := n.own.branch(id); b != nil {
		return b
	}
	n.carrier.mu.Lock()
	defer n.carrier.mu.Unlock()
	if s := n.carrier.streams[id]; s != nil {
		return s.branch
	}
	return nil
}

// branches are those of all streams here.
func (n *Node) branches() (list []*branch) {
	list = n.own.branches()
	n.carrier.mu.Lock()
	defer n.carrier.mu.Unlock()
	for _, s := range n.carrier.streams {
		list = append(list, s.branch)
	}
	return list
}

// nonce returns the 16 random bytes that keep one Join apart from another.
func nonce() []byte {
	var b [16]byte
	_, _ = crand.Read(b[:]) // never fails, as of Go 1.24
	return b[:]
}

// position tells the parent's libp2p id and how many hops this node is below the root; the root's own streams have neither.
func (c *carrier) position(id incentives.StreamID) (parent string, depth int) {
	if b := c.node.branchOf(id); b != nil && !b.root {
		return b.position()
	}
	return "", 0
}
