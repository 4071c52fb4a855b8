package p2p

import (
	"math"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"golang.org/x/time/rate"
)

// What a peer's conduct costs and earns in gossip's score of it. Faults are forgiven by half in faultHalfLife.
const (
	wastedPerSecond = 100  // records of one peer that may come to nothing: far more than honest nodes with other views cause
	wastedBurst     = 1000 //
	faultPoints     = 20   // for breaking a protocol or passing on what nobody honest does
	shunAt          = 240  // points from which requests are not answered, as gossip is not listened to
	maxFaultPoints  = 2 * shunAt
	servedPoints    = 1 // for each request that it answered
	maxServedPoints = 10
	faultHalfLife   = 10 * time.Minute
	forgetConduct   = time.Hour
	maxConducts     = 16384
)

// standing keeps account of how peers behave beyond what gossipsub sees. Its methods may be called concurrently.
type standing struct {
	mu    sync.Mutex // guards peers and the conducts in it
	peers map[peer.ID]*conduct
}

type conduct struct {
	wasted *rate.Limiter
	faults float64 // points at the time of last
	served float64
	last   time.Time
}

func newStanding() *standing { return &standing{peers: make(map[peer.ID]*conduct)} }

// of returns the conduct of a peer as of now; mu is held. Beyond maxConducts all newcomers share one.
func (s *standing) of(p peer.ID, now time.Time) *conduct {
	c := s.peers[p]
	if c == nil && len(s.peers) >= maxConducts {
		p = ""
		c = s.peers[p]
	}
	if c == nil {
		c = &conduct{wasted: rate.NewLimiter(wastedPerSecond, wastedBurst), last: now}
		s.peers[p] = c
	}
	c.faults *= math.Exp2(-float64(now.Sub(c.last)) / float64(faultHalfLife))
	c.last = now
	return c
}

// heeds reports whether another record from the peer is worth a look.
func (s *standing) heeds(p peer.ID, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.of(p, now).wasted.TokensAt(now) >= 1
}

// waste notes that a record from the peer came to nothing.
func (s *standing) waste(p peer.ID, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of(p, now).wasted.AllowN(now, 1)
}

// fault notes that the peer did what nobody honest does.
func (s *standing) fault(p peer.ID, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.of(p, now)
	c.faults = min(c.faults+faultPoints, maxFaultPoints)
}

// serve notes that the peer answered a request in good order.
func (s *standing) serve(p peer.ID, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.of(p, now)
	c.served = min(c.served+servedPoints, maxServedPoints)
}

// score is what the conduct adds to gossipsub's score of the peer.
func (s *standing) score(p peer.ID, now time.Time) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.peers[p] == nil {
		return 0
	}
	c := s.of(p, now)
	return c.served - c.faults
}

// shunned reports whether requests of the peer are not answered any more.
func (s *standing) shunned(p peer.ID, now time.Time) bool { return s.score(p, now) <= -shunAt }

// sweep forgets peers of which nothing was heard for long.
func (s *standing) sweep(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p, c := range s.peers {
		if now.Sub(c.last) > forgetConduct {
			delete(s.peers, p)
		}
	}
}
