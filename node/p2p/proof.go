package p2p

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	"golang.org/x/time/rate"

	"github.com/casto-network/casto/node/wire"
)

// How it is proven that an advert's addresses lead to the relay.
const (
	wantedVoices   = 2                // attestations, each from another /16
	attestationAge = 24 * time.Hour   // of the oldest that counts
	proofLife      = time.Hour        // that a proof is remembered
	disproofLife   = time.Minute      // that a vain attempt is
	maxProofs      = 2 * maxRelays    // remembered
	maxProofDials  = 8                // at a time
	proofDialEvery = time.Second      // at most, after a burst of maxProofDials
	proofDialTime  = 5 * time.Second  // for one dial
	sameTarget     = 10 * time.Second // between two dials into one /24
	privateLife    = time.Second      // that the answer to "is this network private?" is remembered
)

var (
	errUnproven = errors.New("nobody has shown that the relay is reached at its addresses")
	errPrivate  = errors.New("an address is not of the public Internet")
)

// prover decides whether an advert's addresses lead to its relay: by a connection of this node's own, by the attestations in the
// advert, or by dialling it. Its methods may be called concurrently.
type prover struct {
	host host.Host
	dir  *directory
	dial func(context.Context, peer.AddrInfo) error // over a connection of its own

	slots chan struct{} // of dials under way
	pace  *rate.Limiter // of dials

	mu        sync.Mutex // guards all below
	proofs    map[peer.ID]proof
	targets   map[netip.Prefix]time.Time // last dial
	isPrivate bool
	lookAgain time.Time
}

// proof is what is known of one relay until then.
type proof struct {
	addr  string // binary multiaddr that leads to it; empty when an attempt was in vain
	until time.Time
}

func newProver(h host.Host, d *directory, dial func(context.Context, peer.AddrInfo) error) *prover {
	return &prover{host: h, dir: d, dial: dial, slots: make(chan struct{}, maxProofDials),
		pace: rate.NewLimiter(rate.Every(proofDialEvery), maxProofDials), proofs: make(map[peer.ID]proof), targets: make(map[netip.Prefix]time.Time)}
}

// private reports whether this node is in a network of its own: neither it nor anybody connected has a public address.
func (p *prover) private(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Before(p.lookAgain) {
		return p.isPrivate
	}
	p.lookAgain, p.isPrivate = now.Add(privateLife), true
	for _, a := range p.host.Addrs() {
		p.isPrivate = p.isPrivate && !isPublic(a)
	}
	for _, c := range p.host.Network().Conns() {
		p.isPrivate = p.isPrivate && !isPublic(c.RemoteMultiaddr())
	}
	return p.isPrivate
}

// addresses holds the addresses of an advert against the rule that they are public IP addresses, unless the network is private.
func (p *prover) addresses(a *wire.RelayAdvert, now time.Time) error {
	if a.GetTtlS() == 0 || p.private(now) {
		return nil
	}
	addrs := multiaddrs(a.GetAddrs())
	if len(addrs) < len(a.GetAddrs()) {
		return errors.New("an address is no multiaddr")
	}
	for _, addr := range addrs {
		if _, ok := ipOf(addr); !ok || !isPublic(addr) {
			return errPrivate
		}
	}
	return nil
}

// proven tells why the advert's addresses are not believed, or nil. It may take as long as one dial.
func (p *prover) proven(a *wire.RelayAdvert, now time.Time) error {
	id, err := peerOf(a.GetBinding().GetPeerId())
	if err != nil {
		return err
	}
	if a.GetTtlS() == 0 || id == p.host.ID() || p.private(now) {
		return nil
	}
	addrs := make(map[string]multiaddr.Multiaddr)
	for _, addr := range multiaddrs(a.GetAddrs()) {
		if !isCircuit(addr) {
			addrs[string(addr.Bytes())] = addr
		}
	}
	if known, ok := p.remembered(id, now); ok {
		if known.addr == "" {
			return errUnproven
		}
		if _, still := addrs[known.addr]; still {
			return nil
		}
	}
	if addr := p.connected(id, addrs); addr != "" {
		p.remember(id, addr, now)
		return nil
	}
	if addr := p.attested(a, id, addrs, now); addr != "" {
		p.remember(id, addr, now)
		return nil
	}
	return p.try(id, addrs, now)
}

func (p *prover) remembered(id peer.ID, now time.Time) (proof, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known, ok := p.proofs[id]
	return known, ok && known.until.After(now)
}

// remember notes the address that leads to a peer; an empty one says that none did.
func (p *prover) remember(id peer.ID, addr string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.proofs) >= maxProofs {
		maps.DeleteFunc(p.proofs, func(_ peer.ID, known proof) bool { return known.addr == "" || !known.until.After(now) })
	}
	life := proofLife
	if addr == "" {
		life = disproofLife
	}
	if len(p.proofs) < maxProofs {
		p.proofs[id] = proof{addr, now.Add(life)}
	}
}

// sweep forgets proofs that have ended.
func (p *prover) sweep(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.proofs, func(_ peer.ID, known proof) bool { return !known.until.After(now) })
	maps.DeleteFunc(p.targets, func(_ netip.Prefix, at time.Time) bool { return now.Sub(at) > sameTarget })
}

// connected returns the address at which this node has dialled the peer itself, if it is one of these.
func (p *prover) connected(id peer.ID, addrs map[string]multiaddr.Multiaddr) string {
	for _, c := range p.host.Network().ConnsToPeer(id) {
		at := string(c.RemoteMultiaddr().Bytes())
		if _, ok := addrs[at]; ok && c.Stat().Direction == network.DirOutbound {
			return at
		}
	}
	return ""
}

// attested returns an address that enough others have dialled, each from a /16 of its own that is not the relay's.
func (p *prover) attested(a *wire.RelayAdvert, id peer.ID, addrs map[string]multiaddr.Multiaddr, now time.Time) string {
	voices := make(map[netip.Prefix]bool)
	last := ""
	for _, t := range a.GetAttestations() {
		addr, ok := addrs[string(t.GetAddr())]
		from, valid := netip.AddrFromSlice(t.GetFrom())
		if !ok || !valid || string(t.GetPeerId()) == string(id) {
			continue
		}
		at, _ := ipOf(addr)
		voice, age := region(from.Unmap()), now.Sub(time.UnixMilli(int64(t.GetIssued())))
		if voices[voice] || voice == region(at) || age > attestationAge || age < -clockSkew || !p.livesIn(t.GetPeerId(), voice) {
			continue
		}
		payload, err := t.SigningBytesFor([]byte(id))
		if err != nil || verifyPeer(t.GetPeerId(), wire.DialbackTag, payload, t.GetSignature()) != nil {
			continue
		}
		voices[voice], last = true, string(t.GetAddr())
	}
	if len(voices) < wantedVoices {
		return ""
	}
	return last
}

// livesIn reports whether a peer can be in a region, as far as this node knows: of a connected one, or one in the directory, it does.
func (p *prover) livesIn(raw []byte, voice netip.Prefix) bool {
	id, err := peerOf(raw)
	if err != nil {
		return false
	}
	var known []multiaddr.Multiaddr
	for _, c := range p.host.Network().ConnsToPeer(id) {
		known = append(known, c.RemoteMultiaddr())
	}
	if a := recordOf(p.dir, &p.dir.relays, string(raw), time.Now()); a != nil {
		known = append(known, multiaddrs(a.GetAddrs())...)
	}
	certain := false
	for _, a := range known {
		ip, ok := ipOf(a)
		if !ok || !isPublic(a) || isCircuit(a) {
			continue
		}
		if certain = true; voice.Contains(ip) {
			return true
		}
	}
	return !certain
}

// try dials the relay, if there is room for it now.
func (p *prover) try(id peer.ID, addrs map[string]multiaddr.Multiaddr, now time.Time) error {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	default:
		return fmt.Errorf("%w: too many are being tried", errUnproven)
	}
	for raw, addr := range addrs {
		ip, ok := ipOf(addr)
		if !ok || !isPublic(addr) || !p.mayDial(ip, now) {
			continue
		}
		ctx, cancel := context.WithTimeout(context.Background(), proofDialTime)
		err := p.dial(ctx, peer.AddrInfo{ID: id, Addrs: []multiaddr.Multiaddr{addr}})
		cancel()
		if err == nil {
			p.remember(id, raw, now)
			return nil
		}
		p.remember(id, "", now)
		return fmt.Errorf("%w: %w", errUnproven, err)
	}
	return errUnproven
}

// mayDial keeps adverts from making this node dial somebody who never asked for it again and again.
func (p *prover) mayDial(ip netip.Addr, now time.Time) bool {
	target := prefix(ip, netBits4, netBits6)
	p.mu.Lock()
	defer p.mu.Unlock()
	if at, recent := p.targets[target]; recent && now.Sub(at) < sameTarget || !p.pace.AllowN(now, 1) {
		return false
	}
	p.targets[target] = now
	return true
}
