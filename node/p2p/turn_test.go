package p2p

import (
	"context"
	"errors"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/node/wire"
)

// lender answers /casto/turn/1 to whom it has a place for.
type lender map[string]*wire.TurnServers

func (l lender) Turn(_ context.Context, peer string, _ *wire.TurnRequest) (*wire.TurnServers, error) {
	if s := l[peer]; s != nil {
		return s, nil
	}
	return nil, &Refusal{Code: wire.ErrorCode_ERROR_CODE_REFUSED, Text: "not you"}
}

func TestTurn(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		l := lender{}
		answerer := w.add(func(o *Options) { o.Turn = l })
		asker := w.add(func(o *Options) { o.Peers = []string{answerer.addr} })
		time.Sleep(time.Second)
		want := &wire.TurnServers{Addrs: [][]byte{{11, 0, 0, 1, 34, 85}}, Username: "1:a", Password: "b", Until: 1}
		_, err := asker.Turn(t.Context(), answerer.ID(), &wire.TurnRequest{})
		if r := (*Refusal)(nil); !errors.As(err, &r) || r.Text != "not you" {
			t.Errorf("got %v, want a refusal", err)
		}
		l[asker.ID()] = want
		if got, err := asker.Turn(t.Context(), answerer.ID(), &wire.TurnRequest{StreamId: make([]byte, 32)}); err != nil || !proto.Equal(got, want) {
			t.Errorf("got %v, %v", got, err)
		}
		if _, err := answerer.Turn(t.Context(), asker.ID(), &wire.TurnRequest{}); !errors.Is(err, ErrNotOffered) {
			t.Errorf("a node without TURN server: %v, want ErrNotOffered", err)
		}
	})
}
