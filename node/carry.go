package node

import (
	"context"
	crand "crypto/rand"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

const (
	// idleAfter is how long a stream that nobody watches here is still pulled: a reload of a page must not cost a new join.
	idleAfter = 15 * time.Second
	// joinTries bounds the candidates asked in one round.
	joinTries = 16
	// joinTimeout bounds one candidate: a libp2p dial, a Join and ICE.
	joinTimeout = 10 * time.Second
	// steady is how long a parent must last for the next one to be looked for without a pause.
	steady = 5 * time.Second
	// backoffMax bounds the pause between rounds; the first one is backoffMin and each is jittered by half.
	backoffMin, backoffMax = 200 * time.Millisecond, 5 * time.Second
)

// carrier pulls other people's streams: each once, however many want it, by one goroutine that looks for a parent, stays
// with it until it is lost, looks again, and ends when nobody has watched for a while.
type carrier struct {
	node *Node

	mu      sync.Mutex // guards streams and the fields of its values
	streams map[incentives.StreamID]*carried
}

type carried struct {
	id     incentives.StreamID
	first  chan struct{} // closed when the first round has ended
	err    error         // of the last round, nil while a parent is held
	parent string        // libp2p id of the parent
	path   [][]byte      // short ids from the root down to the parent
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
	c.mu.Lock()
	defer c.mu.Unlock()
	return s.err
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
	s := &carried{id: id, via: via, first: make(chan struct{}), wanted: time.Now(), err: ErrUnknownStream}
	c.streams[id] = s
	c.node.tasks.start(func(ctx context.Context) { c.carry(ctx, s) })
	return s
}

// carry is the goroutine of one stream.
func (c *carrier) carry(ctx context.Context, s *carried) {
	log := c.node.log.With("stream", s.id)
	defer c.drop(s)
	var once sync.Once
	firstRound := func() { once.Do(func() { close(s.first) }) }
	defer firstRound()
	for pause := backoffMin; ctx.Err() == nil; {
		session, err := c.join(ctx, s)
		c.mu.Lock()
		s.err = err
		c.mu.Unlock()
		firstRound()
		if err == nil {
			joined := time.Now()
			log.Info("stream is pulled", "parent", s.parent)
			_ = c.node.host.Provide(ctx, s.id)
			if c.stay(ctx, s, session) {
				log.Info("stream is no longer watched")
				return
			}
			log.Info("parent lost", "parent", s.parent)
			c.mu.Lock()
			s.err = ErrNoParent // nobody may join us until there is a parent again
			c.mu.Unlock()
			if time.Since(joined) > steady {
				pause = backoffMin
				continue
			}
		}
		if err != nil {
			log.Debug("no parent", "err", err)
		}
		if c.idle(s) {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause/2 + rand.N(pause)):
		}
		pause = min(2*pause, backoffMax)
	}
}

// stay keeps the session until it is lost (false) or nobody watches any more (true).
func (c *carrier) stay(ctx context.Context, s *carried, session *relay.Session) bool {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-session.Done():
			return false
		case <-ctx.Done():
			_ = session.Close()
			return true
		case <-tick.C:
			if c.idle(s) {
				_ = session.Close()
				return true
			}
		}
	}
}

// idle tells whether nobody watches the stream here, nor has asked for it for a while.
func (c *carrier) idle(s *carried) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.node.viewers.count(s.id) > 0 {
		s.wanted = time.Now()
	}
	return time.Since(s.wanted) > idleAfter
}

func (c *carrier) drop(s *carried) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.streams, s.id)
}

// join asks one candidate after the other until one takes this node as its child. Candidates that a refusal names are
// asked too, first those: they are the refusing node's own children.
func (c *carrier) join(ctx context.Context, s *carried) (*relay.Session, error) {
	candidates, err := c.node.host.FindCarriers(ctx, s.id, c.hints(s)...)
	if err != nil || len(candidates) == 0 {
		return nil, fmt.Errorf("stream %s: %w", s.id, orUnknown(err))
	}
	asked := map[string]bool{}
	var refusals []error
	for tries := 0; len(candidates) > 0 && tries < joinTries && ctx.Err() == nil; {
		next := candidates[0]
		candidates = candidates[1:]
		if asked[next.Peer] {
			continue
		}
		asked[next.Peer] = true
		tries++
		session, more, err := c.joinAt(ctx, s, next)
		if err == nil {
			return session, nil
		}
		refusals = append(refusals, fmt.Errorf("peer %s: %w", next.Peer, err))
		candidates = append(more, candidates...)
	}
	return nil, fmt.Errorf("stream %s: %w: %w", s.id, ErrNoParent, errors.Join(refusals...))
}

func (c *carrier) hints(s *carried) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return s.via
}

// joinAt asks one candidate. A refusal brings alternatives.
func (c *carrier) joinAt(ctx context.Context, s *carried, candidate p2p.Carrier) (*relay.Session, []p2p.Carrier, error) {
	ctx, cancel := context.WithTimeout(ctx, joinTimeout)
	defer cancel()
	var alternatives []p2p.Carrier
	var path [][]byte
	exchange := func(ctx context.Context, offer string) (string, error) {
		reply, err := c.node.host.Join(ctx, candidate.Peer, &wire.Join{StreamId: s.id[:], Offer: offer, PathId: c.node.pathID, Nonce: nonce()})
		if err != nil {
			return "", err
		}
		if no := reply.GetReject(); no != nil {
			alternatives = c.node.host.Learn(no.GetAlternatives())
			return "", fmt.Errorf("refused: %s: %s", no.GetReason(), no.GetText())
		}
		path = reply.GetAccept().GetPath()
		if contains(path, c.node.pathID) {
			return "", errors.New("its path leads through this node: a loop")
		}
		return reply.GetAccept().GetAnswer(), nil
	}
	ack := newAcknowledger()
	session, err := c.node.relay.Pull(ctx, s.id.String(), exchange, relay.PullOptions{Control: ack})
	if err != nil {
		return nil, alternatives, err
	}
	c.node.tasks.start(func(ctx context.Context) { ack.run(ctx, session) })
	c.mu.Lock()
	defer c.mu.Unlock()
	s.parent, s.path = candidate.Peer, path
	return session, nil, nil
}

// pathTo returns the short ids from the root down to this node, and false when the stream is not carried here.
func (c *carrier) pathTo(id incentives.StreamID) ([][]byte, bool) {
	if c.node.own.has(id) {
		return [][]byte{c.node.pathID}, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.streams[id]
	if s == nil || s.err != nil {
		return nil, false
	}
	return append(append([][]byte{}, s.path...), c.node.pathID), true
}

// orUnknown is err, or ErrUnknownStream when nothing else went wrong.
func orUnknown(err error) error {
	if err == nil {
		return ErrUnknownStream
	}
	return err
}

func contains(path [][]byte, id []byte) bool {
	for _, p := range path {
		if string(p) == string(id) {
			return true
		}
	}
	return false
}

// nonce returns the 16 random bytes that keep one Join apart from another.
func nonce() []byte {
	var b [16]byte
	_, _ = crand.Read(b[:]) // never fails, as of Go 1.24
	return b[:]
}

// position tells the parent's libp2p id and how many hops this node is below the root; the root's own streams have neither.
func (c *carrier) position(id incentives.StreamID) (parent string, depth int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.streams[id]; s != nil {
		return s.parent, len(s.path)
	}
	return "", 0
}
