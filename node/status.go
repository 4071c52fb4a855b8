package node

import (
	"context"
	"net"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/wire"
)

// Status says who and where a node is.
type Status struct {
	Ready   bool               `json:"ready"`
	Account incentives.Address `json:"account"`
	Pool    bool               `json:"pool"`
	Peer    string             `json:"peer"`
	Addrs   []string           `json:"addrs"` // libp2p multiaddrs with /p2p/
	HTTP    string             `json:"http"`
	Admin   string             `json:"admin"`
	Media   string             `json:"media"`
	WHIP    string             `json:"whip"`   // publish here; append the stream's name
	Studio  string             `json:"studio"` // page to go live from
	Watch   string             `json:"watch"`  // page of this node's own streams; append the name
	DataDir string             `json:"dataDir"`
	Load    LoadStatus         `json:"load"`
}

// LoadStatus is what the node's relay does, beside what it may do. A bound of zero is none.
type LoadStatus struct {
	Viewers       int     `json:"viewers"` // child relays included
	MaxViewers    int     `json:"maxViewers"`
	Publishers    int     `json:"publishers"`
	MaxPublishers int     `json:"maxPublishers"`
	Streams       int     `json:"streams"`
	MaxStreams    int     `json:"maxStreams"`
	Bitrate       uint64  `json:"bitrate"` // sent, in bits per second with all headers
	MaxBitrate    uint64  `json:"maxBitrate"`
	LagMs         float64 `json:"lagMs"`   // how late packets leave, on average
	Busy          float64 `json:"busy"`    // share of its time that the busiest sending goroutine works
	Refused       uint64  `json:"refused"` // sessions, because of a bound
}

func (n *Node) load() LoadStatus {
	l, o := n.relay.Load(), n.opts.relay()
	return LoadStatus{Viewers: l.Viewers, MaxViewers: o.MaxViewers, Publishers: l.Publishers, MaxPublishers: o.MaxPublishers,
		Streams: l.Streams, MaxStreams: o.MaxStreams, Bitrate: l.Bitrate, MaxBitrate: o.MaxBitrate,
		LagMs: float64(l.Lag.Microseconds()) / 1000, Busy: l.Busy, Refused: l.Refused}
}

// Status may be called before Run.
func (n *Node) Status() Status {
	base := "http://" + reachable(n.public.Addr())
	return Status{Ready: true, Account: n.identity, Pool: n.opts.Pool, Peer: n.host.ID(), Addrs: n.host.Addrs(), HTTP: base,
		Admin: "http://" + reachable(n.admin.Addr()), Media: n.relay.MediaAddr().String(), WHIP: base + "/whip/",
		Studio: base + "/studio", Watch: base + "/watch/" + n.identity.Hex() + "/", DataDir: n.opts.DataDir, Load: n.load()}
}

// StudioLink is the page to go live from with the publish token in its fragment, for the operator's eyes only.
func (n *Node) StudioLink() string {
	link := n.Status().Studio
	if !n.opts.Pool {
		link += "#token=" + n.publishToken
	}
	return link
}

// reachable turns an unspecified listen address into one that this machine answers at.
func reachable(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return a.String()
	}
	return (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: tcp.Port}).String()
}

// StreamStatus is what the operator sees of one stream.
type StreamStatus struct {
	Stream   string     `json:"stream"`
	Name     string     `json:"name,omitempty"` // of this node's own streams
	Own      bool       `json:"own"`
	Live     bool       `json:"live"`
	Tracks   []string   `json:"tracks"`
	Viewers  int        `json:"viewers"`
	Parent   string     `json:"parent,omitempty"`
	Route    string     `json:"route,omitempty"` // how the source's packets come: protocol, kinds of ICE candidate here and there
	Depth    int        `json:"depth"`           // hops from the root to this node
	Tree     TreeStatus `json:"tree"`
	Standbys []TreePeer `json:"standbys"`
	In       uint64     `json:"bytesIn"`
	Out      uint64     `json:"bytesOut"`
	Advice   []string   `json:"advice,omitempty"` // what the publisher should change, because viewers suffer by it
}

func (n *Node) streams() []StreamStatus {
	names := n.own.names()
	list := []StreamStatus{}
	for _, s := range n.relay.Streams() {
		status := StreamStatus{Stream: s.Stream, Live: s.HasSource, Viewers: s.Viewers, In: s.BytesIn, Out: s.BytesOut, Tracks: []string{}, Advice: s.Advice}
		if r := s.Route; r.Protocol != "" {
			status.Route = r.Protocol + " " + r.Local + " " + r.Remote
		}
		for _, t := range s.Tracks {
			status.Tracks = append(status.Tracks, codecName(t.Codec)+suffix(t.RID))
		}
		if id, err := incentives.ParseStreamID(s.Stream); err == nil {
			status.Name, status.Own = names[id], names[id] != ""
			status.Parent, status.Depth = n.carrier.position(id)
			if b := n.branchOf(id); b != nil {
				status.Tree, status.Standbys = b.status()
			}
		}
		list = append(list, status)
	}
	return list
}

func suffix(rid string) string {
	if rid == "" {
		return ""
	}
	return "/" + rid
}

// PeerInfo is a connected node.
type PeerInfo struct {
	Peer    string `json:"peer"`
	Account string `json:"account,omitempty"` // when its advert is known
}

func (n *Node) peers() []PeerInfo {
	list := []PeerInfo{}
	for _, p := range n.host.Peers() {
		info := PeerInfo{Peer: p}
		if a, ok := n.host.LookupAdvert(p); ok {
			info.Account = addressOf(a.GetBinding().GetWallet()).Hex()
		}
		list = append(list, info)
	}
	return list
}

// self describes this node as announcements do.
func (n *Node) self() *wire.Peer {
	p, err := n.host.Describe(n.host.ID())
	if err != nil {
		return nil
	}
	p.Addrs = p.Addrs[:min(len(p.Addrs), 8)]
	return p
}

// Carry pulls a stream now, before a viewer asks for it, and returns once it flows here or cannot. It is kept for as long
// as somebody watches it, plus a short while.
func (n *Node) Carry(ctx context.Context, stream incentives.StreamID, via ...string) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	return n.carrier.ensure(ctx, stream, via...)
}
