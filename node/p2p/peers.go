package p2p

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"

	"github.com/casto-network/casto/node/wire"
)

// Carrier is a node that is said to carry a stream. Only its peer id is certain once it is connected; the rest is what others
// say.
type Carrier struct {
	Peer  string   // peer id
	Addrs []string // multiaddrs without /p2p; the host knows them already
	Lag   time.Duration
	Load  int       // 0 (idle) to 7 (full)
	Seen  time.Time // when somebody last knew; zero when nobody told lag and load
	Path  [][]byte  // short ids from the root to it, as somebody told; none if nobody did

	addrs []multiaddr.Multiaddr
}

// EncodePeer returns the binary form of a peer id, as messages carry it.
func EncodePeer(id string) ([]byte, error) {
	p, err := peer.Decode(id)
	if err != nil {
		return nil, fmt.Errorf("peer id %.80q: %w", id, err)
	}
	return []byte(p), nil
}

// DecodePeer returns the text form of a binary peer id.
func DecodePeer(b []byte) (string, error) {
	p, err := peerOf(b)
	if err != nil {
		return "", err
	}
	return p.String(), nil
}

// peerOf returns the peer of a binary id that has a text form too; of other hashes libp2p reads one and not the other.
func peerOf(b []byte) (peer.ID, error) {
	p, err := peer.IDFromBytes(b)
	if err == nil {
		_, err = peer.Decode(p.String())
	}
	if err != nil {
		return "", fmt.Errorf("peer id %.20x: %w", b, err)
	}
	return p, nil
}

// Describe returns a peer as messages carry it, with the addresses that this host knows; for the host itself, its own.
func (h *Host) Describe(peerID string) (*wire.Peer, error) {
	p, err := peer.Decode(peerID)
	if err != nil {
		return nil, fmt.Errorf("describe %.80q: %w", peerID, err)
	}
	addrs := h.host.Peerstore().Addrs(p)
	if p == h.host.ID() {
		addrs = h.host.Addrs()
	}
	return &wire.Peer{PeerId: []byte(p), Addrs: addrBytes(addrs)}, nil
}

// Learn takes carriers from a message, such as the alternatives of a rejection: their addresses become known to the host, so
// that requests to them need nothing else. What is malformed, and this node itself, is left out.
func (h *Host) Learn(carriers []*wire.Carrier) []Carrier {
	var out []Carrier
	for _, c := range carriers {
		info, ok := h.learn(c.GetPeerId(), c.GetAddrs())
		if !ok {
			continue
		}
		found := carrierAt(info)
		found.Path = c.GetPath()
		if c.GetSeen() > 0 {
			found.Lag, found.Load = time.Duration(c.GetLagMs())*time.Millisecond, int(c.GetLoadBucket())
			found.Seen = time.UnixMilli(int64(c.GetSeen()))
		}
		out = append(out, found)
	}
	return out
}

// learnFor is how long addresses that others told are known: long enough to act on them.
const learnFor = 10 * time.Minute

// learn adds a peer's addresses to the peerstore; what is no multiaddr is left out.
func (h *Host) learn(id []byte, addrs [][]byte) (peer.AddrInfo, bool) {
	p, err := peerOf(id)
	if err != nil || p == h.host.ID() {
		return peer.AddrInfo{}, false
	}
	info := peer.AddrInfo{ID: p}
	for _, b := range addrs {
		a, err := multiaddr.NewMultiaddrBytes(b)
		if err != nil {
			continue
		}
		if transport, named := peer.SplitAddr(a); transport != nil && (named == "" || named == p) {
			info.Addrs = append(info.Addrs, transport)
		}
	}
	h.host.Peerstore().AddAddrs(p, info.Addrs, learnFor)
	return info, true
}

// addrBytes returns as many addresses as a message carries, in binary: those that most can reach come first.
func addrBytes(addrs []multiaddr.Multiaddr) [][]byte {
	sorted := slices.Clone(addrs)
	slices.SortStableFunc(sorted, func(a, b multiaddr.Multiaddr) int { return cmp.Compare(reach(a), reach(b)) })
	var out [][]byte
	for _, a := range sorted {
		if b := a.Bytes(); len(b) <= wire.MaxAddr && len(out) < wire.MaxAddrs {
			out = append(out, b)
		}
	}
	return out
}

// reach ranks an address by how far it is good for: the world, a local network, this machine.
func reach(a multiaddr.Multiaddr) int {
	switch {
	case manet.IsIPLoopback(a):
		return 2
	case manet.IsPublicAddr(a):
		return 0
	default:
		return 1
	}
}

func addrTexts(addrs []multiaddr.Multiaddr) []string {
	out := make([]string, len(addrs))
	for i, a := range addrs {
		out[i] = a.String()
	}
	return out
}
