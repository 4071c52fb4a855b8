package p2p

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/node/wire"
)

const dialbackProtocol protocol.ID = "/casto/dialback/1"

// How a relay gathers attestations.
const (
	gatherSoon  = 5 * time.Second // after the start, and again as long as some are missing
	gatherVain  = time.Minute
	gatherLater = 10 * time.Minute
	gatherTries = 8                  // peers asked in one round
	renewAfter  = attestationAge / 2 //
)

// dialler makes connections that have nothing to do with those of the host: from other ports, so that a router's memory of an earlier
// connection does not let them through.
type dialler struct {
	open  func() (host.Host, error)
	close func() error
}

// newDialler opens nothing before the first dial.
func newDialler(options ...libp2p.Option) *dialler {
	d := &dialler{}
	var mu sync.Mutex
	var opened host.Host
	closed := false
	d.open = func() (host.Host, error) {
		mu.Lock()
		defer mu.Unlock()
		if closed {
			return nil, ErrClosed
		}
		if opened != nil {
			return opened, nil
		}
		key, _, err := crypto.GenerateEd25519Key(nil)
		if err != nil {
			return nil, err
		}
		opened, err = libp2p.New(append([]libp2p.Option{libp2p.NoListenAddrs, libp2p.Identity(key), libp2p.DisableRelay(),
			libp2p.DisableMetrics(), libp2p.UserAgent("casto-dialback")}, options...)...)
		return opened, err
	}
	d.close = func() error {
		mu.Lock()
		defer mu.Unlock()
		if closed = true; opened == nil {
			return nil
		}
		return opened.Close()
	}
	return d
}

// dial reaches a peer by the addresses given and hangs up.
func (d *dialler) dial(ctx context.Context, info peer.AddrInfo) error {
	h, err := d.open()
	if err != nil {
		return err
	}
	defer func() {
		_ = h.Network().ClosePeer(info.ID)
		h.Peerstore().ClearAddrs(info.ID)
	}()
	h.Peerstore().AddAddrs(info.ID, info.Addrs, time.Minute)
	_, err = h.Network().DialPeer(network.WithForceDirectDial(network.WithDialPeerTimeout(ctx, proofDialTime), "dialback"), info.ID)
	return err
}

// answerDialback dials whoever asks at one of the addresses it names, if that is where it asks from: nobody can send this node
// somewhere else.
func (h *Host) answerDialback(ctx context.Context, x *exchange) error {
	from, direct := ipOf(x.stream.Conn().RemoteMultiaddr())
	direct = direct && !isCircuit(x.stream.Conn().RemoteMultiaddr())
	handle := func(ctx context.Context, _ string, req *wire.DialbackRequest) (*wire.DialbackReply, error) {
		self, ok := h.publicIP(from.Is4())
		if !direct || !ok {
			return nil, &Refusal{Code: wire.ErrorCode_ERROR_CODE_UNAVAILABLE, Text: "no direct connection between public addresses"}
		}
		for _, addr := range multiaddrs(req.GetAddrs()) {
			if ip, ok := ipOf(addr); !ok || ip != from || isCircuit(addr) {
				continue
			}
			ctx, cancel := context.WithTimeout(ctx, proofDialTime)
			err := h.dialler.dial(ctx, peer.AddrInfo{ID: x.peer, Addrs: multiaddrs([][]byte{addr.Bytes()})})
			cancel()
			if err != nil {
				h.log.Debug("not reached", "peer", x.peer, "addr", addr, "error", err)
				return nil, &Refusal{Code: wire.ErrorCode_ERROR_CODE_REFUSED, Text: "not reached at " + addr.String()}
			}
			t, err := h.attest(x.peer, addr.Bytes(), self)
			if err != nil {
				return nil, err
			}
			return &wire.DialbackReply{Result: &wire.DialbackReply_Attestation{Attestation: t}}, nil
		}
		return nil, &Refusal{Code: wire.ErrorCode_ERROR_CODE_BAD, Text: "no address where this request comes from"}
	}
	_, _, err := respond(ctx, h, x, handle, func(e *wire.Error) *wire.DialbackReply {
		return &wire.DialbackReply{Result: &wire.DialbackReply_Error{Error: e}}
	})
	return err
}

// attest signs that relay was reached at addr.
func (h *Host) attest(relay peer.ID, addr []byte, from netip.Addr) (*wire.Attestation, error) {
	t := &wire.Attestation{PeerId: []byte(h.host.ID()), Addr: addr, From: from.AsSlice(), Issued: uint64(time.Now().UnixMilli())}
	payload, err := t.SigningBytesFor([]byte(relay))
	if err == nil {
		t.Signature, err = h.key.Sign(signable(wire.DialbackTag, payload))
	}
	return t, err
}

// publicIP returns this node's own public address of one version of IP, if it knows of one.
func (h *Host) publicIP(v4 bool) (netip.Addr, bool) {
	for _, a := range h.host.Addrs() {
		if ip, ok := ipOf(a); ok && isPublic(a) && !isCircuit(a) && ip.Is4() == v4 {
			return ip, true
		}
	}
	return netip.Addr{}, false
}

// voices are the attestations that this node's adverts carry.
type voices struct {
	mu   sync.Mutex // guards held
	held []*wire.Attestation
}

// fresh returns those for the addresses that are young enough.
func (v *voices) fresh(addrs [][]byte, most time.Duration, now time.Time) (out []*wire.Attestation) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, t := range v.held {
		if now.Sub(time.UnixMilli(int64(t.GetIssued()))) < most && slices.ContainsFunc(addrs, func(a []byte) bool { return string(a) == string(t.GetAddr()) }) {
			out = append(out, t)
		}
	}
	return out
}

// add keeps an attestation instead of what was held from the same region.
func (v *voices) add(t *wire.Attestation) {
	v.mu.Lock()
	defer v.mu.Unlock()
	of := func(t *wire.Attestation) netip.Prefix {
		ip, _ := netip.AddrFromSlice(t.GetFrom())
		return region(ip.Unmap())
	}
	v.held = slices.DeleteFunc(slices.Clone(v.held), func(old *wire.Attestation) bool { return of(old) == of(t) })
	v.held = append([]*wire.Attestation{t}, v.held...)
	v.held = v.held[:min(len(v.held), wire.MaxAttestations)]
}

// gather asks connected peers to dial this node back until ctx ends, as long as its adverts need that.
func (h *Host) gather(ctx context.Context) error {
	wait := gatherSoon
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait/2 + rand.N(wait)):
		}
		addrs := h.advertised()
		switch {
		case !h.advertises.Load() || len(addrs) == 0:
			wait = gatherSoon
		case len(h.voices.fresh(addrs, renewAfter, time.Now())) >= wantedVoices:
			wait = gatherLater
		case h.gatherOnce(ctx, addrs):
			wait = gatherSoon
		default:
			wait = gatherVain
		}
	}
}

// advertised are this node's public addresses that others can dial.
func (h *Host) advertised() (out [][]byte) {
	for _, a := range h.host.Addrs() {
		if ip, ok := ipOf(a); ok && isPublic(a) && !isCircuit(a) && ip.IsValid() {
			out = append(out, a.Bytes())
		}
	}
	return out[:min(len(out), wire.MaxAddrs)]
}

// gatherOnce asks one peer of each region, and reports whether another attestation came.
func (h *Host) gatherOnce(ctx context.Context, addrs [][]byte) (got bool) {
	conns := h.host.Network().Conns()
	rand.Shuffle(len(conns), func(i, j int) { conns[i], conns[j] = conns[j], conns[i] })
	asked := make(map[netip.Prefix]bool)
	for _, c := range conns {
		ip, ok := ipOf(c.RemoteMultiaddr())
		if !ok || !isPublic(c.RemoteMultiaddr()) || isCircuit(c.RemoteMultiaddr()) || asked[region(ip)] || len(asked) >= gatherTries {
			continue
		}
		asked[region(ip)] = true
		t, err := h.askDialback(ctx, c.RemotePeer(), addrs)
		if err != nil {
			h.log.Debug("no attestation", "peer", c.RemotePeer(), "error", err)
			continue
		}
		h.voices.add(t)
		got = true
		if len(h.voices.fresh(addrs, renewAfter, time.Now())) >= wire.MaxAttestations {
			break
		}
	}
	return got
}

// askDialback has a peer dial this node, and holds what it says against what was asked.
func (h *Host) askDialback(ctx context.Context, p peer.ID, addrs [][]byte) (*wire.Attestation, error) {
	rep, err := ask[wire.DialbackReply](ctx, h, p.String(), dialbackProtocol, &wire.DialbackRequest{Addrs: addrs})
	if err != nil {
		return nil, err
	}
	if err := errorOf(rep.GetError()); err != nil {
		return nil, err
	}
	t := rep.GetAttestation()
	payload, err := t.SigningBytesFor([]byte(h.host.ID()))
	if err != nil {
		return nil, err
	}
	if string(t.GetPeerId()) != string(p) || !slices.ContainsFunc(addrs, func(a []byte) bool { return string(a) == string(t.GetAddr()) }) {
		return nil, fmt.Errorf("%w: attests something else", ErrProtocol)
	}
	if err := verifyPeer(t.GetPeerId(), wire.DialbackTag, payload, t.GetSignature()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProtocol, err)
	}
	return proto.CloneOf(t), nil
}
