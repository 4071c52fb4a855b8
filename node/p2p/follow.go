package p2p

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/casto-network/casto/node/wire"
)

// Follow joins the directory topic of a stream, for hosts with OnDemand; others have joined it already.
func (h *Host) Follow(ctx context.Context, id [wire.StreamIDSize]byte) error {
	if err := h.ready(ctx); err != nil {
		return fmt.Errorf("follow: %w", err)
	}
	_, err := h.gossip.joinShard(wire.Shard(id[:]))
	return err
}

// Suggest takes multiaddrs with /p2p/<id> of nodes that may be in the network, as a registry names them, and tries to connect with
// them until ten attempts in a row have failed. What is no such address is left out.
func (h *Host) Suggest(addrs ...string) {
	for _, a := range addrs {
		if info, err := peer.AddrInfoFromString(a); err == nil {
			h.links.keep(*info, false)
		}
	}
}
