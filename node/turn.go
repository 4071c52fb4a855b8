package node

import (
	"context"
	crand "crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay/turn"
	"github.com/casto-network/casto/relay/whip"
)

// What Options.TURN may be besides an address.
const (
	turnAuto = "auto"
	turnOff  = "off"
	// turnAddr is where TURN is served unless somebody says otherwise.
	turnAddr = ":8789"
)

// openTURN binds the STUN and TURN server, if there is to be one.
func (n *Node) openTURN() error {
	if n.opts.TURN == turnOff {
		return nil
	}
	asked := n.opts.TURN != turnAuto
	addr := turnAddr
	if asked {
		addr = n.opts.TURN
	}
	public := n.publicIPs(asked)
	if len(public) == 0 {
		if asked {
			return fmt.Errorf("--turn %s: this machine has no address that others reach; give it by --public-ip", addr)
		}
		return nil
	}
	server, err := turn.New(turn.Options{Addr: addr, Public: public, Media: n.relay.MediaAddr(), Known: n.relays.known, LAN: n.opts.TURNPrivate,
		Kbps: n.opts.MaxKbps + n.opts.MaxKbps/5, Logger: n.log})
	switch {
	case errors.Is(err, syscall.EADDRINUSE) && asked:
		return fmt.Errorf("--turn %s: %w", addr, ErrPortBusy)
	case err != nil && asked:
		return fmt.Errorf("--turn: %w", err)
	case err != nil:
		n.log.Warn("no STUN and TURN", "err", err)
		return nil
	}
	n.turn = server
	return nil
}

// publicIPs returns at most one IPv4 and one IPv6 address that others reach this machine at: the operator's, or its own. Only when asked
// for are they addresses that just a network of its own reaches.
func (n *Node) publicIPs(asked bool) []netip.Addr {
	var found []netip.Addr
	have := map[bool]bool{}
	add := func(a netip.Addr, fit bool) {
		if a = a.Unmap().WithZone(""); fit && !have[a.Is4()] {
			have[a.Is4()] = true
			found = append(found, a)
		}
	}
	for _, text := range n.opts.PublicIPs {
		a, err := netip.ParseAddr(text)
		add(a, err == nil && (asked || turn.Public(a.Unmap())))
	}
	if len(found) > 0 {
		return found
	}
	var own []netip.Addr
	if bound := n.relay.MediaAddr().Addr(); !bound.IsUnspecified() {
		own = append(own, bound)
	} else {
		addrs, _ := net.InterfaceAddrs() // none is as good as an error
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil && (p.Addr().Is4() || bound.Is6()) {
				own = append(own, p.Addr())
			}
		}
	}
	for _, a := range own {
		add(a, turn.Public(a.Unmap()))
	}
	for _, a := range own {
		add(a, asked && a.IsGlobalUnicast() && a.IsPrivate())
	}
	for _, a := range own {
		add(a, asked && a.IsLoopback())
	}
	return found
}

// runTURN serves STUN and TURN until ctx ends.
func (n *Node) runTURN(ctx context.Context) error {
	if n.turn == nil {
		return nil
	}
	return n.turn.Run(ctx)
}

// Turn implements p2p.TurnHandler: the asking peer's allocations are counted together.
func (n *Node) Turn(_ context.Context, peer string, _ *wire.TurnRequest) (*wire.TurnServers, error) {
	if n.turn == nil {
		return nil, &p2p.Refusal{Code: wire.ErrorCode_ERROR_CODE_UNKNOWN, Text: "no TURN server here"}
	}
	c := n.turn.Lend("peer " + peer)
	return &wire.TurnServers{Addrs: n.turnAddrs(), Username: c.Username, Password: c.Password, Until: uint64(c.Until.UnixMilli())}, nil
}

// lend gives a browser this node's own STUN and TURN server, with a credential of its own.
func (n *Node) lend(*http.Request, whip.Role, string) []whip.ICEServer {
	if n.turn == nil {
		return nil
	}
	c := n.turn.Lend("viewer " + crand.Text())
	var servers []whip.ICEServer
	for _, a := range n.turn.Addrs() {
		servers = append(servers, whip.ICEServer{URL: "stun:" + a.String()})
		for _, transport := range []string{"udp", "tcp"} {
			servers = append(servers, whip.ICEServer{URL: "turn:" + a.String() + "?transport=" + transport, Username: c.Username, Credential: c.Password})
		}
	}
	return servers
}

// turnAddrs are those of the TURN server, as adverts carry them.
func (n *Node) turnAddrs() [][]byte {
	if n.turn == nil {
		return nil
	}
	return socketsToWire(n.turn.Addrs())
}

// mediaAddrs are where others reach the media port, as adverts carry them.
func (n *Node) mediaAddrs() [][]byte {
	var addrs []netip.AddrPort
	for _, a := range n.publicIPs(false) {
		addrs = append(addrs, netip.AddrPortFrom(a, n.relay.MediaAddr().Port()))
	}
	addrs = append(addrs, n.around.addrs()...)
	return socketsToWire(addrs[:min(len(addrs), wire.MaxMediaAddrs)])
}

// socketsToWire writes addresses and ports, IPv4 in four bytes.
func socketsToWire(addrs []netip.AddrPort) [][]byte {
	var out [][]byte
	for _, a := range addrs {
		out = append(out, binary.BigEndian.AppendUint16(a.Addr().Unmap().AsSlice(), a.Port()))
	}
	return out
}

// socketFromWire reads one of them.
func socketFromWire(b []byte) (netip.AddrPort, bool) {
	if len(b) < 2 {
		return netip.AddrPort{}, false
	}
	a, ok := netip.AddrFromSlice(b[:len(b)-2])
	return netip.AddrPortFrom(a.Unmap(), binary.BigEndian.Uint16(b[len(b)-2:])), ok
}

// relaysEvery is how often the addresses of relays are looked up anew, while somebody asks for them.
const relaysEvery = 5 * time.Second

// relayAddrs knows where relays are: those that are connected, and those whose adverts are known. A relay behind an address translator
// is at the address that its connection comes from; who is connected has shown that packets to it do not harm a stranger.
type relayAddrs struct {
	adverts   func() []*wire.RelayAdvert
	connected func() []netip.Addr

	mu    sync.Mutex // guards the fields below
	asked time.Time
	media map[netip.Addr]bool
}

// known says whether an address is one that a relay's media comes from.
func (r *relayAddrs) known(a netip.Addr) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := time.Now(); now.Sub(r.asked) > relaysEvery {
		r.asked, r.media = now, map[netip.Addr]bool{}
		for _, at := range r.connected() {
			r.media[at] = true
		}
		for _, advert := range r.adverts() {
			for _, b := range advert.GetMediaAddrs() {
				if at, ok := socketFromWire(b); ok {
					r.media[at.Addr()] = true
				}
			}
		}
	}
	return r.media[a]
}
