package p2p

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/node/wire"
)

// How a directory is read from a peer.
const (
	maxPages    = 16                      // of 24 records each kind: more is left to gossip
	maxSyncs    = 64                      // peers at a time
	syncEvery   = 10 * time.Second        // at most, from one peer
	gossipFlows = 1500 * time.Millisecond // subscriptions have crossed, and gossipsub's heartbeat of a second has made a mesh
)

// directoryProtocol is the protocol of the directory, which has the network in its name as the topics have.
func directoryProtocol(network string) protocol.ID {
	return protocol.ID("/casto/1/" + network + "/dir")
}

// answerDirectory serves this node's directory.
func (h *Host) answerDirectory(ctx context.Context, x *exchange) error {
	_, _, err := respond(ctx, h, x, h.directoryPage, func(e *wire.Error) *wire.DirectoryReply { return &wire.DirectoryReply{Error: e} })
	return err
}

func (h *Host) directoryPage(_ context.Context, _ string, req *wire.DirectoryRequest) (*wire.DirectoryReply, error) {
	now := time.Now()
	adverts := pageOf(h.dir, &h.dir.relays, string(req.GetAfterRelay()), int(req.GetRelays()), now)
	for _, p := range req.GetPeers() {
		if a := recordOf(h.dir, &h.dir.relays, string(p), now); a != nil && len(adverts) < wire.MaxDirectoryPage {
			adverts = append(adverts, a)
		}
	}
	return &wire.DirectoryReply{
		Announces: pageOf(h.dir, &h.dir.streams, string(req.GetAfterStream()), int(req.GetStreams()), now),
		Adverts:   adverts,
	}, nil
}

// meet reads the directory of a peer that has just come, and once more when gossip with it is sure to flow: what was announced
// in between went past this node, and perhaps past others behind it, so that what the second reading brings is passed on.
func (h *Host) meet(ctx context.Context, p peer.ID) error {
	if _, err := h.readDirectory(ctx, p); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(gossipFlows):
	}
	missed, err := h.readDirectory(ctx, p)
	if err != nil {
		return err
	}
	for _, r := range missed[:min(len(missed), wire.MaxDirectoryPage)] {
		payload, err := wire.Encode(r, wire.MaxGossip)
		if err != nil {
			return err
		}
		switch r := r.(type) {
		case *wire.StreamAnnounce:
			err = h.gossip.publishAnnounce(ctx, wire.Shard(r.GetStreamId()), payload)
		case *wire.RelayAdvert:
			if r.GetRegion() == h.opts.Region {
				err = h.gossip.publishAdvert(ctx, payload)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// errLie is wrapped by the error of a reading that brought what nobody honest passes on.
var errLie = errors.New("directory holds what nobody honest passes on")

// readDirectory takes what a peer's directory holds through the gate and returns what was new. It stops at the first record that
// nobody honest passes on.
func (h *Host) readDirectory(ctx context.Context, p peer.ID) (fresh []wire.Message, err error) {
	defer func() {
		if errors.Is(err, errLie) {
			h.standing.fault(p, time.Now())
		}
	}()
	req := &wire.DirectoryRequest{Streams: wire.MaxDirectoryPage, Relays: wire.MaxDirectoryPage}
	for range maxPages {
		rep, err := ask[wire.DirectoryReply](ctx, h, p.String(), directoryProtocol(h.opts.Network), req)
		if err != nil {
			return fresh, err
		}
		if err := errorOf(rep.GetError()); err != nil {
			return fresh, err
		}
		now := time.Now()
		for _, a := range rep.GetAnnounces() {
			switch v, err := h.judge.announce(a, askedFor, now); v {
			case reject:
				return fresh, fmt.Errorf("%w: %w", errLie, err)
			case accept:
				fresh = append(fresh, a)
			}
			req.AfterStream = a.GetStreamId()
		}
		for _, a := range rep.GetAdverts() {
			switch v, err := h.judge.advert(a, "", now); v {
			case reject:
				return fresh, fmt.Errorf("%w: %w", errLie, err)
			case accept:
				fresh = append(fresh, a)
			}
			req.AfterRelay = a.GetBinding().GetPeerId()
		}
		if len(rep.GetAnnounces()) < wire.MaxDirectoryPage {
			req.Streams = 0
		}
		if len(rep.GetAdverts()) < wire.MaxDirectoryPage {
			req.Relays = 0
		}
		if req.GetStreams() == 0 && req.GetRelays() == 0 {
			break
		}
	}
	return fresh, nil
}

// peerEvents are the events that watchPeers takes.
func peerEvents() []any {
	return []any{new(event.EvtPeerIdentificationCompleted), new(event.EvtPeerProtocolsUpdated), new(event.EvtPeerConnectednessChanged)}
}

// watchPeers reads the directory of every peer that comes, and has lost ones dialled again, until ctx ends.
func (h *Host) watchPeers(ctx context.Context, events event.Subscription) error {
	defer events.Close()
	var syncs errgroup.Group
	defer syncs.Wait()
	syncs.SetLimit(maxSyncs)
	ours := directoryProtocol(h.opts.Network)
	last := make(map[peer.ID]time.Time)
	met := func(p peer.ID) {
		now := time.Now()
		for old, at := range last {
			if now.Sub(at) > syncEvery {
				delete(last, old)
			}
		}
		if _, recent := last[p]; recent {
			return
		}
		last[p] = now
		syncs.TryGo(func() error {
			if err := h.meet(ctx, p); err != nil && ctx.Err() == nil {
				h.log.Debug("directory not read", "peer", p, "error", err)
			}
			return nil
		})
		if h.routing != nil {
			h.routing.retry()
		}
	}
	for _, p := range h.host.Network().Peers() {
		if ids, err := h.host.Peerstore().SupportsProtocols(p, ours); err == nil && len(ids) > 0 {
			met(p)
		}
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-events.Out():
			switch e := e.(type) {
			case event.EvtPeerIdentificationCompleted:
				if slices.Contains(e.Protocols, ours) {
					met(e.Peer)
				}
			case event.EvtPeerProtocolsUpdated:
				if slices.Contains(e.Added, ours) {
					met(e.Peer)
				}
			case event.EvtPeerConnectednessChanged:
				if e.Connectedness == network.NotConnected {
					delete(last, e.Peer)
					h.links.lost(e.Peer)
				}
			}
		}
	}
}
