package p2p

import (
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/multiformats/go-multiaddr"
	"golang.org/x/time/rate"
)

// allowance is what one peer may ask of one protocol.
type allowance struct {
	perSecond rate.Limit
	burst     int
	atOnce    int // requests in flight
}

// peersOfPlace is how many times one peer's allowance the peers of one public address have together: identities cost nothing, addresses do.
const peersOfPlace = 4

func (a allowance) ofPlace() allowance {
	return allowance{a.perSecond * peersOfPlace, a.burst * peersOfPlace, a.atOnce * peersOfPlace}
}

// placeOf is what requests of all peers of one public address count as, one /64 of IPv6. Those behind a circuit relay have none.
func placeOf(from multiaddr.Multiaddr, id protocol.ID) (caller, bool) {
	ip, ok := ipOf(from)
	if !ok || isCircuit(from) || !isPublic(from) {
		return caller{}, false
	}
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	at, err := ip.Prefix(bits)
	return caller{peer.ID("at " + at.String()), id}, err == nil
}

// maxInFlight bounds the requests of all peers that are being answered.
const maxInFlight = 2048 // one that comes from a public address counts twice

// forgetCaller is how long a peer's allowance is remembered after its last request: by then its bucket is full again.
const forgetCaller = time.Minute

// callLimits counts requests by peer and protocol.
type callLimits struct {
	mu       sync.Mutex // guards all below
	inFlight int
	callers  map[caller]*callerState
}

type caller struct {
	peer     peer.ID
	protocol protocol.ID
}

type callerState struct {
	rate     *rate.Limiter
	inFlight int
	last     time.Time
}

func newCallLimits() *callLimits { return &callLimits{callers: make(map[caller]*callerState)} }

// enter counts a request in, or refuses it.
func (c *callLimits) enter(who caller, may allowance, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.callers[who]
	if s == nil {
		s = &callerState{rate: rate.NewLimiter(may.perSecond, may.burst)}
		c.callers[who] = s
	}
	s.last = now
	if c.inFlight >= maxInFlight || s.inFlight >= may.atOnce || !s.rate.AllowN(now, 1) {
		return false
	}
	s.inFlight++
	c.inFlight++
	return true
}

// leave counts a request out.
func (c *callLimits) leave(who caller) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.callers[who].inFlight--
	c.inFlight--
}

// sweep forgets the peers that have not asked for long.
func (c *callLimits) sweep(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for who, s := range c.callers {
		if s.inFlight == 0 && now.Sub(s.last) > forgetCaller {
			delete(c.callers, who)
		}
	}
}
