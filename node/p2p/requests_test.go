package p2p

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/node/wire"
)

func TestView(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := announced(t, 7, 1, 1, time.Now())
		_, carrier := identity(t, 77)
		h := &handlers{view: func(peer string, req *wire.ViewRequest) (*wire.ViewReply, error) {
			if req.GetStreamId()[0] == 0 {
				return nil, &Refusal{Code: wire.ErrorCode_ERROR_CODE_UNKNOWN, Text: "not here"}
			}
			return &wire.ViewReply{Carriers: []*wire.Carrier{{PeerId: carrier, LagMs: req.GetWant()}}}, nil
		}}
		asker, answerer := w.pair(h)
		if err := answerer.Announce(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		rep, err := asker.View(t.Context(), answerer.ID(), &wire.ViewRequest{StreamId: a.GetStreamId(), Want: 3})
		if err != nil {
			t.Fatal(err)
		}
		if len(rep.GetCarriers()) != 1 || rep.GetCarriers()[0].GetLagMs() != 3 {
			t.Errorf("carriers: %v", rep.GetCarriers())
		}
		if !proto.Equal(rep.GetAnnounce(), a) {
			t.Errorf("announcement: %v, want the one of the directory", rep.GetAnnounce())
		}
		_, err = asker.View(t.Context(), answerer.ID(), &wire.ViewRequest{StreamId: make([]byte, 32)})
		if r := (*Refusal)(nil); !errors.As(err, &r) || r.Code != wire.ErrorCode_ERROR_CODE_UNKNOWN || r.Text != "not here" {
			t.Errorf("refusal: %v", err)
		}
	})
}

func TestJoin(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var reply *wire.JoinReply
		var failure error
		var asked string
		h := &handlers{join: func(_ context.Context, peer string, _ *wire.Join) (*wire.JoinReply, error) {
			asked = peer
			return reply, failure
		}}
		asker, answerer := w.pair(h)
		join := func() *wire.JoinReply {
			t.Helper()
			rep, err := asker.Join(t.Context(), answerer.ID(), someJoin())
			if err != nil {
				t.Fatal(err)
			}
			return rep
		}
		reply = accepted()
		if got := join(); !proto.Equal(got, reply) || asked != asker.ID() {
			t.Errorf("got %v for %s", got, asked)
		}
		reply = &wire.JoinReply{Result: &wire.JoinReply_Reject{Reject: &wire.JoinReject{Reason: wire.RejectReason_REJECT_REASON_LOOP}}}
		if got := join(); !proto.Equal(got, reply) {
			t.Errorf("got %v", got)
		}
		reply = nil
		for failure, want := range map[error]wire.RejectReason{
			&Refusal{Code: wire.ErrorCode_ERROR_CODE_UNKNOWN}:     wire.RejectReason_REJECT_REASON_NOT_CARRYING,
			&Refusal{Code: wire.ErrorCode_ERROR_CODE_BAD}:         wire.RejectReason_REJECT_REASON_BAD,
			&Refusal{Code: wire.ErrorCode_ERROR_CODE_RATE}:        wire.RejectReason_REJECT_REASON_RATE,
			&Refusal{Code: wire.ErrorCode_ERROR_CODE_PRICE}:       wire.RejectReason_REJECT_REASON_PRICE,
			&Refusal{Code: wire.ErrorCode_ERROR_CODE_UNAVAILABLE}: wire.RejectReason_REJECT_REASON_FULL,
			&Refusal{}: wire.RejectReason_REJECT_REASON_INTERNAL,
			errTrouble: wire.RejectReason_REJECT_REASON_INTERNAL,
		} {
			h.join = func(context.Context, string, *wire.Join) (*wire.JoinReply, error) { return nil, failure }
			if got := join().GetReject(); got.GetReason() != want || strings.Contains(got.GetText(), "secret") {
				t.Errorf("%v becomes %v, want %v", failure, got, want)
			}
		}
	})
}

func TestAdmit(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		free := &wire.AdmitReply{Result: &wire.AdmitReply_Free{Free: &wire.Free{Reason: "pool"}}}
		var failure error
		h := &handlers{admit: func(*wire.AdmitRequest) (*wire.AdmitReply, error) { return free, failure }}
		asker, answerer := w.pair(h)
		if got, err := asker.Admit(t.Context(), answerer.ID(), someAdmit()); err != nil || !proto.Equal(got, free) {
			t.Errorf("got %v, %v", got, err)
		}
		failure = &Refusal{Code: wire.ErrorCode_ERROR_CODE_FUNDS, Text: "\xff" + strings.Repeat("é", 300)}
		_, err := asker.Admit(t.Context(), answerer.ID(), someAdmit())
		if r := (*Refusal)(nil); !errors.As(err, &r) || r.Code != wire.ErrorCode_ERROR_CODE_FUNDS || len(r.Text) < 250 {
			t.Errorf("refusal with a long text: %v", err)
		}
		failure = errTrouble
		_, err = asker.Admit(t.Context(), answerer.ID(), someAdmit())
		if r := (*Refusal)(nil); !errors.As(err, &r) || r.Code != wire.ErrorCode_ERROR_CODE_INTERNAL || strings.Contains(r.Text, "secret") {
			t.Errorf("trouble: %v", err)
		}
		failure, free = nil, &wire.AdmitReply{}
		_, err = asker.Admit(t.Context(), answerer.ID(), someAdmit())
		if r := (*Refusal)(nil); !errors.As(err, &r) || r.Code != wire.ErrorCode_ERROR_CODE_INTERNAL {
			t.Errorf("malformed reply of a handler: %v", err)
		}
	})
}

func TestPay(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		h := &handlers{pay: func(req *wire.PayRequest) (*wire.PayReply, error) {
			if len(req.GetSessions()) == 1 {
				return nil, &Refusal{Code: wire.ErrorCode_ERROR_CODE_REFUSED, Text: "not my grant"}
			}
			return vouched(byte(len(req.GetSessions()))), nil
		}}
		asker, answerer := w.pair(h)
		var committed *wire.SignedVoucher
		commit := func(v *wire.SignedVoucher) error {
			if h.acknowledged() != 0 {
				t.Error("acknowledged before it was committed")
			}
			committed = v
			return nil
		}
		if err := asker.Pay(t.Context(), answerer.ID(), somePay(wire.MaxSessions), commit); err != nil {
			t.Fatal(err)
		}
		until(t, "acknowledgement", time.Second, func() bool { return h.acknowledged() == 1 })
		if !proto.Equal(committed, vouched(wire.MaxSessions).GetVoucher()) || !proto.Equal(h.acked[0], committed) {
			t.Errorf("committed %v, acknowledged %v", committed, h.acked[0])
		}
		err := asker.Pay(t.Context(), answerer.ID(), somePay(1), func(*wire.SignedVoucher) error { t.Error("committed a refusal"); return nil })
		if r := (*Refusal)(nil); !errors.As(err, &r) || r.Text != "not my grant" {
			t.Errorf("refusal: %v", err)
		}
		full := errors.New("disk full")
		if err := asker.Pay(t.Context(), answerer.ID(), somePay(2), func(*wire.SignedVoucher) error { return full }); !errors.Is(err, full) {
			t.Errorf("commit that fails: %v", err)
		}
		time.Sleep(time.Minute)
		if h.acknowledged() != 1 {
			t.Errorf("%d acknowledgements, want 1: a voucher that was not committed is not acknowledged", h.acknowledged())
		}
	})
}

func TestSlowHandlersAreCutOff(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		h := &handlers{join: func(ctx context.Context, _ string, _ *wire.Join) (*wire.JoinReply, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}}
		asker, answerer := w.pair(h)
		begin := time.Now()
		_, err := asker.Join(t.Context(), answerer.ID(), someJoin())
		if took := time.Since(begin); took < requestTimeout-time.Second || took > requestTimeout+time.Second {
			t.Errorf("ended after %v with %v, want about %v", took, err, requestTimeout)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begin = time.Now()
		if _, err := asker.Join(ctx, answerer.ID(), someJoin()); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 1100*time.Millisecond {
			t.Errorf("impatient asker: %v after %v", err, time.Since(begin))
		}
	})
}

func TestRequestsAreLimited(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		asker, answerer := w.pair(&handlers{view: viewOf()})
		ask := func(n int) (limited int) {
			for range n {
				_, err := asker.View(t.Context(), answerer.ID(), &wire.ViewRequest{StreamId: make([]byte, 32)})
				switch {
				case errors.Is(err, ErrRateLimited):
					limited++
				case err != nil:
					t.Fatal(err)
				}
			}
			return limited
		}
		if got := ask(40); got != 0 {
			t.Errorf("%d of the first 40 limited", got)
		}
		if got := ask(200); got < 100 {
			t.Errorf("%d of 200 more limited, want most", got)
		}
		time.Sleep(10 * time.Second)
		if got := ask(40); got != 0 {
			t.Errorf("%d of 40 limited ten seconds later", got)
		}
	})
}

func TestRequestsInFlightAreLimited(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		release := make(chan struct{})
		h := &handlers{join: func(context.Context, string, *wire.Join) (*wire.JoinReply, error) { <-release; return accepted(), nil }}
		asker, answerer := w.pair(h)
		var limited, answered atomic.Int32
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				_, err := asker.Join(t.Context(), answerer.ID(), someJoin())
				switch {
				case errors.Is(err, ErrRateLimited):
					limited.Add(1)
				case err == nil:
					answered.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		time.Sleep(5 * time.Second)
		close(release)
		wg.Wait()
		if answered.Load() != 8 || limited.Load() != 12 {
			t.Errorf("%d answered, %d limited, want 8 and 12", answered.Load(), limited.Load())
		}
	})
}

func TestPeersThatOfferNothing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		b := w.add(func(o *Options) { o.Peers = []string{a.addr} })
		time.Sleep(time.Second)
		if _, err := b.Join(t.Context(), a.ID(), someJoin()); !errors.Is(err, ErrNotOffered) {
			t.Errorf("protocol without handler: %v, want ErrNotOffered", err)
		}
		nobody := w.add(nil)
		nobody.stop()
		if _, err := b.Join(t.Context(), nobody.ID(), someJoin()); err == nil {
			t.Error("joined at nobody")
		}
		if _, err := b.Join(t.Context(), "not a peer id", someJoin()); err == nil {
			t.Error("joined at no id")
		}
		if _, err := b.Join(t.Context(), a.ID(), &wire.Join{}); !errors.Is(err, wire.ErrInvalid) {
			t.Errorf("malformed request: %v, want ErrInvalid before it is sent", err)
		}
	})
}

// TestRunWaitsForAnswers stops a host in the middle of a request: Run returns after the handler has.
func TestRunWaitsForAnswers(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		ended := false
		h := &handlers{join: func(ctx context.Context, _ string, _ *wire.Join) (*wire.JoinReply, error) {
			<-ctx.Done()
			time.Sleep(time.Second)
			ended = true
			return nil, ctx.Err()
		}}
		asker, answerer := w.pair(h)
		go func() { _, _ = asker.Join(t.Context(), answerer.ID(), someJoin()) }()
		time.Sleep(time.Second)
		answerer.stop()
		if !ended {
			t.Error("Run returned before a handler")
		}
		if err := answerer.Announce(t.Context(), announced(t, 1, 1, 1, time.Now())); !errors.Is(err, ErrClosed) {
			t.Errorf("announce after the end: %v, want ErrClosed", err)
		}
	})
}
