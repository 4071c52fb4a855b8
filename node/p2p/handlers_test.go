package p2p

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/node/wire"
)

// handlers answers requests as functions say; one that is nil refuses.
type handlers struct {
	view  func(peer string, req *wire.ViewRequest) (*wire.ViewReply, error)
	join  func(ctx context.Context, peer string, req *wire.Join) (*wire.JoinReply, error)
	admit func(req *wire.AdmitRequest) (*wire.AdmitReply, error)
	pay   func(req *wire.PayRequest) (*wire.PayReply, error)

	mu    sync.Mutex // guards acked
	acked []*wire.SignedVoucher
}

func (h *handlers) View(_ context.Context, peer string, req *wire.ViewRequest) (*wire.ViewReply, error) {
	return h.view(peer, req)
}

func (h *handlers) Join(ctx context.Context, peer string, req *wire.Join) (*wire.JoinReply, error) {
	return h.join(ctx, peer, req)
}

func (h *handlers) Admit(_ context.Context, _ string, req *wire.AdmitRequest) (*wire.AdmitReply, error) {
	return h.admit(req)
}

func (h *handlers) Pay(_ context.Context, _ string, req *wire.PayRequest) (*wire.PayReply, error) {
	return h.pay(req)
}

func (h *handlers) Acked(_ context.Context, _ string, voucher *wire.SignedVoucher) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.acked = append(h.acked, voucher)
}

func (h *handlers) acknowledged() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.acked)
}

func (h *handlers) all(o *Options) { o.View, o.Signal, o.Admit, o.Pay = h, h, h, h }

// pair is an asking host, and one that answers by h. They know each other's addresses and are not connected yet.
func (w *world) pair(h *handlers) (asker, answerer *node) {
	answerer = w.add(h.all)
	asker = w.add(func(o *Options) { o.Peers = []string{answerer.addr} })
	time.Sleep(time.Second)
	return asker, answerer
}

var errTrouble = errors.New("the disk is on fire at /secret/path")

func viewOf(carriers ...*wire.Carrier) func(string, *wire.ViewRequest) (*wire.ViewReply, error) {
	return func(string, *wire.ViewRequest) (*wire.ViewReply, error) {
		return &wire.ViewReply{Carriers: carriers}, nil
	}
}

func someJoin() *wire.Join {
	return &wire.Join{StreamId: make([]byte, 32), Offer: strings.Repeat("v", wire.MaxSDP), PathId: make([]byte, 8), Nonce: make([]byte, 16)}
}

func accepted() *wire.JoinReply {
	return &wire.JoinReply{Result: &wire.JoinReply_Accept{Accept: &wire.JoinAccept{
		Answer: strings.Repeat("a", wire.MaxSDP), Path: [][]byte{make([]byte, 8)}, LagMs: 40, Session: "1",
	}}}
}

func someAdmit() *wire.AdmitRequest {
	key := make([]byte, 20)
	return &wire.AdmitRequest{StreamId: make([]byte, 32), ViewerKey: key, Binding: &wire.Binding{
		PeerId: make([]byte, 38), Wallet: key, WalletSignature: make([]byte, 65), PeerSignature: make([]byte, 64),
	}}
}

func somePay(sessions int) *wire.PayRequest {
	id, account, sig := make([]byte, 32), make([]byte, 20), make([]byte, 65)
	req := &wire.PayRequest{
		Report:  &wire.SignedReport{Report: &wire.UsageReport{StreamId: id, Relay: account, SumRoot: id}, Signature: sig},
		Channel: &wire.Channel{Payer: account, Payee: account, Signer: account},
	}
	for range sessions {
		req.Sessions = append(req.Sessions, &wire.Acknowledged{
			Receipt: &wire.SignedReceipt{Receipt: &wire.Receipt{GrantHash: id, Relay: account, MediaDigest: id}, Signature: sig},
			Grant:   &wire.SignedGrant{Grant: &wire.SessionGrant{StreamId: id, Relay: account, ViewerKey: account}, Signature: sig},
		})
	}
	return req
}

func vouched(cumulative byte) *wire.PayReply {
	account := make([]byte, 20)
	return &wire.PayReply{Result: &wire.PayReply_Voucher{Voucher: &wire.SignedVoucher{
		Voucher: &wire.Voucher{Payer: account, Payee: account, Nonce: 1, Cumulative: []byte{cumulative}}, Signature: make([]byte, 65),
	}}}
}
