package node

import (
	"cmp"
	"context"
	"math/rand/v2"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/turn"
)

const (
	// mappedEvery keeps an address translator from forgetting the media port, which some do after 30 s, and unknownEvery is how often is
	// asked while no server has answered.
	mappedEvery, unknownEvery = 20 * time.Second, 2 * time.Second
	// helpers is how many STUN servers are asked: two that see different ports tell a symmetric translator.
	helpers = 2
	// lendTimeout bounds a request for credentials, and lendReserve is how long they must last to be used.
	lendTimeout, lendReserve = 3 * time.Second, time.Minute
)

// surroundings are what this node knows of the address translators around it.
type surroundings struct {
	node *Node

	mu     sync.Mutex                   // guards the fields below
	mapped []netip.AddrPort             // that STUN servers see
	opened opened                       // by the router
	lent   map[string]*wire.TurnServers // by who lent them
}

// translated tells whether there is anything to be done: this node has no public address of its own, and may look for one.
func (s *surroundings) translated() bool {
	return !s.node.opts.NoNAT && len(s.node.publicIPs(false)) == 0
}

// run finds out, and keeps, the media port's address for others, until ctx ends. A node that has one of its own needs none.
func (s *surroundings) run(ctx context.Context) error {
	if !s.translated() {
		return nil
	}
	for {
		pause := unknownEvery
		if s.look(ctx) {
			pause = mappedEvery
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// look asks some servers, and is false when none has answered.
func (s *surroundings) look(ctx context.Context) bool {
	var seen []netip.AddrPort
	for _, h := range s.helpers("") {
		for _, at := range h.stun {
			if at, err := s.node.relay.Mapped(ctx, at); err == nil && !slices.Contains(seen, at) {
				seen = append(seen, at)
			}
		}
	}
	s.found(func() bool {
		news := !slices.Equal(seen, s.mapped)
		if s.mapped = seen; news {
			s.node.log.Info("address of the media port for others", "addrs", seen, "symmetric", len(seen) > 1)
		}
		return news
	})
	return len(seen) > 0
}

// found takes what is new about the media port's addresses, and tells it to sessions and by an advert. Set holds mu, and says whether
// anything is.
func (s *surroundings) found(set func() bool) {
	s.mu.Lock()
	news := set()
	tcp := s.opened.tcp
	s.mu.Unlock()
	if !news {
		return
	}
	s.node.relay.SetMapped(s.addrs(), tcp)
	select {
	case s.node.readvertise <- struct{}{}:
	default:
	}
}

// addrs returns where others reach the media port by UDP, as far as was found last: what the router has opened first, for it takes
// packets of anybody.
func (s *surroundings) addrs() []netip.AddrPort {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.opened.udp)
	for _, at := range s.mapped {
		if !slices.Contains(all, at) {
			all = append(all, at)
		}
	}
	return all
}

// seen tells whether a STUN server has answered: UDP gets out.
func (s *surroundings) seen() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.mapped) > 0
}

// helper is a relay that serves STUN and TURN.
type helper struct {
	peer string
	stun []netip.AddrPort
}

// helpers chooses some, but not the parent. Those that the parent is connected with come first: they know its address, and forward to it.
func (s *surroundings) helpers(parent string) []helper {
	var list []helper
	for _, advert := range s.node.host.Adverts() {
		peer, err := p2p.DecodePeer(advert.GetBinding().GetPeerId())
		h := helper{peer: peer, stun: s.serving(advert)}
		if err == nil && peer != parent && peer != s.node.host.ID() && len(h.stun) > 0 {
			list = append(list, h)
		}
	}
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	if parent != "" {
		near := s.node.host.Circuits(parent)
		slices.SortStableFunc(list, func(a, b helper) int {
			return cmp.Compare(slices.Index(near, b.peer), slices.Index(near, a.peer)) // -1 for those that are not
		})
	}
	return list[:min(len(list), helpers)]
}

// serving returns where an advert says that STUN and TURN are served, of one family, and only where others can be: an advert must not
// have us send into our own network.
func (s *surroundings) serving(advert *wire.RelayAdvert) (addrs []netip.AddrPort) {
	four := s.node.relay.MediaAddr().Addr().Is4()
	for _, b := range advert.GetTurnAddrs() {
		at, ok := socketFromWire(b)
		if ok && (turn.Public(at.Addr()) || s.node.opts.TURNPrivate && at.Addr().IsPrivate()) && (at.Addr().Is4() || !four) {
			addrs = append(addrs, at)
		}
	}
	return addrs
}

// help returns the servers that a session with a parent may need: none if either of the two can be reached as it is.
func (s *surroundings) help(ctx context.Context, parent string) (ice relay.ICE) {
	n := s.node
	if !s.translated() {
		return ice
	}
	if advert, ok := n.host.LookupAdvert(parent); ok && len(s.serving(advert)) > 0 {
		return ice
	}
	transport := "udp"
	if !s.seen() {
		transport = "tcp" // no STUN server has answered
	}
	for _, h := range s.helpers(parent) {
		ice.STUN = append(ice.STUN, h.stun...)
		if len(ice.TURN) > 0 {
			continue
		}
		servers := s.borrow(ctx, h)
		for _, at := range h.stun {
			if servers != nil {
				ice.TURN = append(ice.TURN, relay.TURNServer{URL: "turn:" + at.String() + "?transport=" + transport, Username: servers.GetUsername(), Password: servers.GetPassword()})
			}
		}
	}
	return ice
}

// borrow returns a relay's credentials, those of before while they last, or nil.
func (s *surroundings) borrow(ctx context.Context, h helper) *wire.TurnServers {
	s.mu.Lock()
	held := s.lent[h.peer]
	s.mu.Unlock()
	if held != nil && time.Until(time.UnixMilli(int64(held.GetUntil()))) > lendReserve {
		return held
	}
	ctx, cancel := context.WithTimeout(ctx, lendTimeout)
	defer cancel()
	servers, err := s.node.host.Turn(ctx, h.peer, &wire.TurnRequest{})
	if err != nil {
		s.node.log.Debug("no TURN credentials", "peer", h.peer, "err", err)
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lent == nil || len(s.lent) > 64 {
		s.lent = map[string]*wire.TurnServers{}
	}
	s.lent[h.peer] = servers
	return servers
}
