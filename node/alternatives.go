package node

import (
	"bytes"
	"cmp"
	"context"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
)

const (
	// siblingsEvery is how often a parent is asked whom else it serves, for as long as there are viewers to tell.
	siblingsEvery = 10 * time.Second
	// siblingsTimeout bounds one such request.
	siblingsTimeout = 3 * time.Second
	// strangers is how many relays that do not carry the stream yet are named where carriers are few.
	strangers = 3
)

// fullness is what a load of so many eighths adds to the score of an alternative: how full it is matters when it nearly is.
func fullness(eighths int) int { return [...]int{0, 0, 0, 0, 1, 1, 2, 6}[min(max(eighths, 0), 7)] }

// What is added to the score of an alternative for these; viewers are told of the lowest first.
const (
	elsewhere = 3  // another region
	atHome    = 4  // the streamer's own node, whose uplink everybody needs
	perLag    = 50 // milliseconds behind the source that count as one
)

// standing is what an alternative has of the stream. Score decides among those of one standing.
type standing uint8

const (
	carries   standing = iota
	fetches            // it would have to fetch the stream first
	dependent          // it gets the stream from here, and has none when this node fails
)

// alternatives knows where else viewers may watch what they watch here.
type alternatives struct {
	node *Node

	mu       sync.Mutex // guards siblings
	siblings map[incentives.StreamID][]p2p.Carrier
}

// run asks the parents of the streams that are watched here for their other children, until ctx ends.
func (a *alternatives) run(ctx context.Context) error {
	tick := time.NewTicker(siblingsEvery / 10)
	defer tick.Stop()
	asked := map[incentives.StreamID]time.Time{}
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-tick.C:
			watched := a.node.viewers.streams()
			a.forget(watched, asked)
			for id := range watched {
				parent, _ := a.node.carrier.position(id)
				if parent == "" || now.Sub(asked[id]) < siblingsEvery {
					continue
				}
				asked[id] = now
				a.node.tasks.start(func(ctx context.Context) { a.ask(ctx, id, parent) })
			}
		}
	}
}

// forget drops what is no longer watched.
func (a *alternatives) forget(watched map[incentives.StreamID]bool, asked map[incentives.StreamID]time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range asked {
		if !watched[id] {
			delete(asked, id)
			delete(a.siblings, id)
		}
	}
}

func (a *alternatives) ask(ctx context.Context, id incentives.StreamID, parent string) {
	ctx, cancel := context.WithTimeout(ctx, siblingsTimeout)
	defer cancel()
	reply, err := a.node.host.View(ctx, parent, &wire.ViewRequest{StreamId: id[:]})
	if err != nil {
		a.node.log.Debug("parent tells no siblings", "stream", id, "err", err)
		return
	}
	list := a.node.host.Learn(reply.GetCarriers())
	a.mu.Lock()
	defer a.mu.Unlock()
	a.siblings[id] = list
}

// alternative is another relay's base URL, how much it is worth, and how many viewers it still takes.
type alternative struct {
	url      string
	standing standing
	score    int
	room     float64
}

// of lists where else a stream may be watched, in no order: the parent, its other children, the own children, those that the
// announcement names; and a few relays that would have to fetch it, where these are few.
func (a *alternatives) of(id incentives.StreamID) []alternative {
	n := a.node
	a.mu.Lock()
	carriers := slices.Clone(a.siblings[id])
	a.mu.Unlock()
	children := map[string]bool{}
	for _, c := range n.host.Learn(n.below(id)) {
		carriers, children[c.Peer] = append(carriers, c), true
	}
	if parent, _ := n.carrier.position(id); parent != "" {
		carriers = append(carriers, p2p.Carrier{Peer: parent})
	}
	origin := ""
	if announce, ok := n.host.LookupStream(id); ok {
		origin, _ = p2p.DecodePeer(announce.GetOrigin().GetPeerId())
		for _, p := range append([]*wire.Peer{announce.GetOrigin()}, announce.GetEntryRelays()...) {
			if peer, err := p2p.DecodePeer(p.GetPeerId()); err == nil {
				carriers = append(carriers, p2p.Carrier{Peer: peer})
			}
		}
	}
	var list []alternative
	own, known := n.host.LookupAdvert(n.host.ID())
	seen := map[string]bool{n.host.ID(): true}
	root := n.own.has(id) // everybody depends on it, wherever they are
	add := func(c p2p.Carrier, has standing) {
		advert, ok := n.host.LookupAdvert(c.Peer)
		base := advert.GetHttpUrl()
		if seen[c.Peer] || !ok || control.CheckURL(base) != nil {
			return
		}
		seen[c.Peer] = true
		load := max(int(advert.GetLoadBucket()), c.Load)
		score := fullness(load) + int(c.Lag.Milliseconds())/perLag
		if c.Peer == origin {
			score += atHome
		}
		if !root && (children[c.Peer] || slices.ContainsFunc(c.Path, func(id []byte) bool { return bytes.Equal(id, n.pathID) })) {
			has = dependent
		}
		if known && advert.GetRegion() != own.GetRegion() {
			score += elsewhere
		}
		list = append(list, alternative{base, has, score, max(1, float64(advert.GetSlots())*(1-float64(load)/8))})
	}
	for _, c := range carriers {
		add(c, carries)
	}
	if len(list) < strangers {
		adverts := n.host.Adverts()
		rand.Shuffle(len(adverts), func(i, j int) { adverts[i], adverts[j] = adverts[j], adverts[i] })
		for _, advert := range adverts {
			if peer, err := p2p.DecodePeer(advert.GetBinding().GetPeerId()); err == nil && len(list) < strangers {
				add(p2p.Carrier{Peer: peer}, fetches)
			}
		}
	}
	return list
}

// alternatives returns the base URLs of other relays that a viewer at an address may watch a stream at, the best first. Which comes first differs
// from seed to seed, so that the viewers of one relay do not all go to the same.
func (n *Node) alternatives(id incentives.StreamID, viewer netip.Addr, seed string) []string {
	return rank(n.elsewhere.of(id), n.baseURL(), viewer, n.opts.MaxViewers, seed)
}

// rank puts alternatives in order. First come as many of the best that carry the stream as have room for twice the viewers of this node, drawn by
// their room: all its viewers may need a place at once. Then come the others, the best first. Those that depend on this node are named where nobody
// else carries the stream, last.
func rank(list []alternative, own string, viewer netip.Addr, viewers int, seed string) []string {
	list = slices.DeleteFunc(list, func(a alternative) bool { return a.url == own || !within(a.url, viewer) })
	if slices.ContainsFunc(list, func(a alternative) bool { return a.standing == carries }) {
		list = slices.DeleteFunc(list, func(a alternative) bool { return a.standing == dependent })
	}
	draw := func(a alternative) float64 { // the least of so many numbers as it has room, drawn at random
		h := fnv.New64a()
		_, _ = h.Write([]byte(seed + a.url)) // never fails
		mixed := rand.NewPCG(h.Sum64(), 0).Uint64()
		return -math.Log((float64(mixed>>11)+1)/(1<<53)) / max(1, a.room)
	}
	slices.SortFunc(list, func(a, b alternative) int {
		return cmp.Or(cmp.Compare(a.standing, b.standing), cmp.Compare(a.score, b.score), cmp.Compare(draw(a), draw(b)), cmp.Compare(a.url, b.url))
	})
	first := 0
	for room := 0.0; first < len(list) && list[first].standing == list[0].standing && room < 2*float64(viewers); first++ {
		room += list[first].room
	}
	slices.SortStableFunc(list[:first], func(a, b alternative) int { return cmp.Compare(draw(a), draw(b)) })
	var urls []string
	for _, a := range list {
		if len(urls) < control.MaxAlternatives && !slices.Contains(urls, a.url) {
			urls = append(urls, a.url)
		}
	}
	return urls
}

// above lists the base URLs of the relays that a stream comes here through, as far as they are known: who watches at one of them had better
// not stand by here. The streamer's own node is none of them, for without it there is nothing to watch anywhere.
func (n *Node) above(id incentives.StreamID) (urls []string) {
	b := n.branchOf(id)
	if b == nil || b.root {
		return nil
	}
	path, ok := b.path()
	if !ok || len(path) < 3 {
		return nil
	}
	through := map[[wire.PathIDSize]byte]bool{}
	for _, id := range path[1 : len(path)-1] {
		through[[wire.PathIDSize]byte(id)] = true
	}
	for _, advert := range n.host.Adverts() {
		base := advert.GetHttpUrl()
		if through[wire.PathID(advert.GetBinding().GetPeerId())] && control.CheckURL(base) == nil && len(urls) < control.MaxAlternatives {
			urls = append(urls, base)
		}
	}
	return urls
}

// within says whether a viewer can mean the same place by a base URL as the relay that advertises it: an address of this machine is
// for viewers on it, a private address for those in private networks.
func within(base string, viewer netip.Addr) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(u.Hostname())
	switch {
	case u.Hostname() == "localhost", err == nil && addr.IsLoopback():
		return viewer.IsLoopback()
	case err == nil && (addr.IsPrivate() || addr.IsLinkLocalUnicast()):
		return viewer.IsLoopback() || viewer.IsPrivate() || viewer.IsLinkLocalUnicast()
	}
	return true
}

// baseURL is where viewers reach this node by HTTP: as the operator says, or else where it listens.
func (n *Node) baseURL() string {
	if n.opts.URL != "" {
		return n.opts.URL
	}
	listens, ok := n.public.Addr().(*net.TCPAddr)
	if !ok {
		return ""
	}
	ip, _ := netip.AddrFromSlice(listens.IP)
	if ip = ip.Unmap(); ip.IsUnspecified() {
		ip = n.reachableIP()
	}
	if !ip.IsValid() {
		return ""
	}
	return "http://" + net.JoinHostPort(ip.WithZone("").String(), strconv.Itoa(listens.Port))
}

// reachableIP is the first of the operator's public addresses, or else of this machine's.
func (n *Node) reachableIP() (ip netip.Addr) {
	for _, s := range n.opts.PublicIPs {
		if ip, err := netip.ParseAddr(s); err == nil {
			return ip
		}
	}
	addrs, _ := net.InterfaceAddrs() // none is as good as an error
	for _, a := range addrs {
		p, err := netip.ParsePrefix(a.String())
		if err == nil && p.Addr().IsGlobalUnicast() && (!ip.IsValid() || !ip.Is4() && p.Addr().Is4()) {
			ip = p.Addr()
		}
	}
	return ip
}
