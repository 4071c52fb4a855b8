package p2p

import (
	"context"
	"fmt"

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
