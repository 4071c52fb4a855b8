package p2p_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/wire"
)

// clerk admits everybody.
type clerk struct{}

func (clerk) Admit(context.Context, string, *wire.AdmitRequest) (*wire.AdmitReply, error) {
	return &wire.AdmitReply{Result: &wire.AdmitReply_Free{Free: &wire.Free{Reason: "pool"}}}, nil
}

// Two nodes: one answers admissions, the other asks for one.
func Example() {
	dir, err := os.MkdirTemp("", "casto")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	start := func(name string, o p2p.Options) (h *p2p.Host, stop func()) {
		key, err := p2p.LoadKey(filepath.Join(dir, name))
		if err != nil {
			fmt.Println(err)
		}
		o.Key, o.Listen = key, []string{"/ip4/127.0.0.1/tcp/0"}
		o.VerifyAnnounce = func(*wire.StreamAnnounce) error { return nil } // a real node checks signatures here
		o.VerifyAdvert = func(*wire.RelayAdvert) error { return nil }
		h, err = p2p.New(o)
		if err != nil {
			fmt.Println(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() { ended <- h.Run(ctx) }()
		return h, func() { cancel(); <-ended }
	}

	streamer, stop := start("streamer.key", p2p.Options{Admit: clerk{}})
	defer stop()
	relay, stop := start("relay.key", p2p.Options{Peers: streamer.Addrs()})
	defer stop()

	binding := &wire.Binding{Wallet: make([]byte, wire.AccountSize), WalletSignature: make([]byte, wire.SignatureSize)}
	if err := relay.SignBinding(binding); err != nil {
		fmt.Println(err)
	}
	if err := relay.Connect(context.Background(), streamer.Addrs()[0]); err != nil {
		fmt.Println(err)
	}
	reply, err := relay.Admit(context.Background(), streamer.ID(), &wire.AdmitRequest{
		StreamId: make([]byte, wire.StreamIDSize), ViewerKey: make([]byte, wire.AccountSize), Binding: binding,
	})
	fmt.Println(reply.GetFree().GetReason(), err)
	// Output: pool <nil>
}
