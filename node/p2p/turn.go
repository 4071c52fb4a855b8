package p2p

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p/core/protocol"

	"github.com/casto-network/casto/node/wire"
)

const turnProtocol protocol.ID = "/casto/turn/1"

// TurnHandler answers /casto/turn/1.
type TurnHandler interface {
	// Turn lends peer credentials for this node's STUN and TURN server. An error becomes a refusal.
	Turn(ctx context.Context, peer string, req *wire.TurnRequest) (*wire.TurnServers, error)
}

func (h *Host) answerTurn(ctx context.Context, x *exchange) error {
	handle := func(ctx context.Context, peer string, req *wire.TurnRequest) (*wire.TurnReply, error) {
		servers, err := h.opts.Turn.Turn(ctx, peer, req)
		if err != nil {
			return nil, err
		}
		return &wire.TurnReply{Result: &wire.TurnReply_Servers{Servers: servers}}, nil
	}
	_, _, err := respond(ctx, h, x, handle, func(e *wire.Error) *wire.TurnReply {
		return &wire.TurnReply{Result: &wire.TurnReply_Error{Error: e}}
	})
	return err
}

// Turn asks a peer for its STUN and TURN server, with credentials. A refusal is an error, a *Refusal.
func (h *Host) Turn(ctx context.Context, peerID string, req *wire.TurnRequest) (*wire.TurnServers, error) {
	rep, err := ask[wire.TurnReply](ctx, h, peerID, turnProtocol, req)
	if err != nil {
		return nil, err
	}
	if err := errorOf(rep.GetError()); err != nil {
		return nil, fmt.Errorf("TURN server of %s: %w", peerID, err)
	}
	return rep.GetServers(), nil
}
