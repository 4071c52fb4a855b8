package payee_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/ledger"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestMain(m *testing.M) {
	if os.Getenv(crashReports) != "" {
		fmt.Fprintln(os.Stderr, crashReporter())
		os.Exit(1)
	}
	if os.Getenv(crashEnv) != "" {
		os.Exit(crashChild())
	}
	goleak.VerifyTestMain(m)
}

func key(n byte) incentives.KeySigner {
	k, err := incentives.KeyFromBytes(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		panic(err)
	}
	return k
}

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
}

// The parties: a relay, the streamer with its stream key, and viewers with keys from 100 on.
const (
	relayKey, reportKey, streamerKey, streamKey = 1, 2, 3, 4
	kbps                                        = 8000 // a megabyte a second
)

func streamID() incentives.StreamID {
	return incentives.NewStreamID(key(streamerKey).Address(), "talk")
}

// warrant lets a key sign the grants of a stream of the streamer.
func warrant(name string, stream byte, notAfter uint64) incentives.Warrant {
	w, err := incentives.StreamKey{Streamer: key(streamerKey).Address(), StreamID: incentives.NewStreamID(key(streamerKey).Address(), name),
		Key: key(stream).Address(), NotAfter: notAfter}.Sign(key(streamerKey), domain())
	if err != nil {
		panic(err)
	}
	return incentives.Warrant{Key: w, Name: name}
}

func talk() incentives.Warrant { return warrant("talk", streamKey, 2_000_000_000) }

func channel() incentives.ChannelRef {
	return incentives.ChannelRef{Payer: key(streamerKey).Address(), Payee: key(relayKey).Address(), Signer: key(streamKey).Address(), Nonce: 1}
}

// relay is a payee with one stream and a clock that tests move. The price is one unit a byte.
type relay struct {
	*payee.Payee
	t     testing.TB
	store *storetest.Memory
	now   time.Time
}

func newRelay(t testing.TB) *relay {
	r := &relay{t: t, store: storetest.New(), now: time.Unix(1_790_000_000, 0)}
	r.restart()
	if err := r.Open(payee.Stream{Warrant: talk(), Channel: channel(),
		State: incentives.ChannelState{Deposit: incentives.NewAmount(1_000_000)}}); err != nil {
		t.Fatal(err)
	}
	return r
}

func options(s interface {
	payee.Store
	evidence.Store
}) payee.Options {
	return payee.Options{Domain: domain(), Relay: key(relayKey).Address(), ReportKey: key(reportKey),
		Price: incentives.Price(incentives.NewAmount(incentives.GiB)), MaxUnpaid: incentives.NewAmount(100_000), Store: s, Evidence: evidence.New(s, domain())}
}

// restart makes the payee anew from what is in the store.
func (r *relay) restart() {
	r.t.Helper()
	opts := options(r.store)
	opts.Now = func() time.Time { return r.now }
	p, err := payee.New(opts)
	if err != nil {
		r.t.Fatal(err)
	}
	r.Payee = p
}

func (r *relay) grant(viewer incentives.Address) incentives.SignedGrant {
	r.t.Helper()
	g, err := incentives.SessionGrant{StreamID: streamID(), Relay: key(relayKey).Address(), ViewerKey: viewer,
		NotBefore: uint64(r.now.Unix()), NotAfter: uint64(r.now.Unix()) + 600, MaxKbps: kbps}.Sign(key(streamKey), domain())
	if err != nil {
		r.t.Fatal(err)
	}
	return g
}

// join admits a viewer in connection id.
func (r *relay) join(id string, n byte) *session.Viewer {
	r.t.Helper()
	v := session.New(key(n))
	r.connect(id, v, r.grant(key(n).Address()))
	return v
}

// connect says hello for v in a new connection and grants it.
func (r *relay) connect(id string, v *session.Viewer, g incentives.SignedGrant) {
	r.t.Helper()
	hello, err := control.Decode(v.Hello())
	if err != nil || hello.(control.Hello).Viewer != g.Message.ViewerKey {
		r.t.Fatalf("hello %v, %v", hello, err)
	}
	r.renew(id, v, g)
}

func (r *relay) renew(id string, v *session.Viewer, g incentives.SignedGrant) {
	r.t.Helper()
	if err := r.Grant(id, g); err != nil {
		r.t.Fatal(err)
	}
	frame, err := control.Encode(control.Grant{Grant: g, Domain: domain()})
	if err != nil {
		r.t.Fatal(err)
	}
	if ev, err := v.Handle(frame); err != nil || ev != (session.Granted{Grant: g}) {
		r.t.Fatalf("grant gives %v, %v", ev, err)
	}
}

// watch delivers up to total bytes of the connection and takes the viewer's receipt for all of them.
func (r *relay) watch(id string, v *session.Viewer, total uint64) {
	r.t.Helper()
	r.Sent(id, total)
	frame, ok := v.Receipt(total, r.now)
	if !ok {
		r.t.Fatalf("no receipt for %d bytes", total)
	}
	verdict, ack, err := r.Receipt(id, frame)
	if verdict != payee.Accept || err != nil {
		r.t.Fatalf("receipt of %s: %s, %v", id, verdict, err)
	}
	if _, err := v.Handle(ack); err != nil {
		r.t.Fatal(err)
	}
}

func voucher(t testing.TB, signer byte, cumulative uint64, change ...func(*incentives.Voucher)) incentives.SignedVoucher {
	t.Helper()
	v := incentives.Voucher{Payer: channel().Payer, Payee: channel().Payee, Nonce: 1, Cumulative: incentives.NewAmount(cumulative)}
	for _, f := range change {
		f(&v)
	}
	signed, err := v.Sign(key(signer), domain())
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func (r *relay) view() ledger.ChannelView {
	r.t.Helper()
	views := r.Channels()
	if len(views) != 1 {
		r.t.Fatalf("%d channels", len(views))
	}
	return views[0]
}

func (r *relay) want(owed, held uint64) {
	r.t.Helper()
	if v := r.view(); v.Owed != incentives.NewAmount(owed) || v.Voucher != incentives.NewAmount(held) {
		r.t.Fatalf("owed %s and voucher %s, want %d and %d", v.Owed, v.Voucher, owed, held)
	}
}

func (r *relay) report() incentives.PayRequest {
	r.t.Helper()
	req, ok, err := r.Report(streamID())
	if err != nil || !ok {
		r.t.Fatalf("report: %v, %v", ok, err)
	}
	return req
}

func TestEffectsComeInOrderAndOnce(t *testing.T) {
	r := newRelay(t)
	ctx, cancel := context.WithCancel(context.Background())
	v := r.join("s", 100)
	r.Sent("s", 20_000) // silence: lowest from 18,750 on
	r.Sent("s", 30_000) // paused from 25,000 on
	effects, err := r.Next(ctx)
	if err != nil || len(effects) != 1 || effects[0].(ledger.Limit).Level != ledger.Paused {
		t.Fatalf("effects = %v, %v", effects, err)
	}
	if !strings.Contains(r.Explain("s"), "paused") {
		t.Errorf("explanation: %s", r.Explain("s"))
	}
	r.watch("s", v, 30_001)
	effects, err = r.Next(ctx)
	if err != nil || len(effects) != 2 || effects[0] != (ledger.AskVoucher{Stream: streamID()}) || effects[1].(ledger.Limit).Level != ledger.Full {
		t.Fatalf("effects = %v, %v", effects, err)
	}
	if r.Owed() != incentives.NewAmount(30_001) {
		t.Errorf("owed = %s", r.Owed())
	}
	if err := r.Channel(channel().Key(), incentives.ChannelState{Deposit: incentives.NewAmount(1_000_000), CloseAt: r.now}); err != nil {
		t.Fatal(err)
	}
	if effects, err = r.Next(ctx); err != nil || effects[len(effects)-1].(ledger.Limit).Level != ledger.Paused {
		t.Fatalf("effects = %v, %v", effects, err)
	}
	cancel()
	if effects, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("effects = %v, %v", effects, err)
	}
}

func TestViewersWhoVanishDoNotStopAStreamForGood(t *testing.T) {
	r := newRelay(t)
	for n := range byte(5) {
		id := fmt.Sprint(n)
		r.join(id, 100+n)
		r.Sent(id, 24_000)
		r.End(id)
	}
	r.join("last", 110)
	if v := r.view(); v.Level != "paused" || v.Lost != 5*24_000 {
		t.Fatalf("after five viewers vanished: %+v", v)
	}
	r.now = r.now.Add(10 * time.Minute)
	r.Sent("last", 0)
	if v := r.view(); v.Level != "none" || v.Lost != 0 {
		t.Fatalf("ten minutes later: %+v", v)
	}
}

func TestNextWaits(t *testing.T) {
	r := newRelay(t)
	r.join("s", 100)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { r.Sent("s", 30_000) })
	if effects, err := r.Next(t.Context()); err != nil || len(effects) != 1 {
		t.Fatalf("effects = %v, %v", effects, err)
	}
}

// TestManyAtOnce lets viewers, reports and vouchers meet; run it with -race. In the end all is owed once, and all is paid.
func TestManyAtOnce(t *testing.T) {
	r := newRelay(t)
	const viewers, receipts = 12, 20
	var wg sync.WaitGroup
	for n := range byte(viewers) {
		id := fmt.Sprint(n)
		v := r.join(id, 100+n)
		wg.Go(func() {
			for i := range uint64(receipts) {
				r.watch(id, v, (i+1)*100)
			}
			r.End(id)
		})
	}
	pay := func() bool {
		req, ok, err := r.Report(streamID())
		if err != nil {
			t.Error(err)
		}
		if !ok {
			return false
		}
		var owed uint64
		if req.Latest != nil {
			owed = req.Latest.Message.Cumulative.Big().Uint64()
		}
		if v, err := r.Answer(req, voucher(t, streamKey, owed+req.Report.Message.BytesTotal)); v != payee.Accept {
			t.Error(v, err)
		}
		return true
	}
	wg.Go(func() {
		for range 30 {
			pay()
			r.Channels()
		}
	})
	wg.Wait()
	for pay() {
	}
	r.want(viewers*receipts*100, viewers*receipts*100)
	r.restart()
	r.want(viewers*receipts*100, viewers*receipts*100)
}

func TestOptionsAreChecked(t *testing.T) {
	for name, change := range map[string]func(*payee.Options){
		"no contract":   func(o *payee.Options) { o.Domain.Contract = incentives.Address{} },
		"no relay":      func(o *payee.Options) { o.Relay = incentives.Address{} },
		"no report key": func(o *payee.Options) { o.ReportKey = nil },
		"no evidence":   func(o *payee.Options) { o.Evidence = nil },
		"no store":      func(o *payee.Options) { o.Store = nil },
		"no credit":     func(o *payee.Options) { o.MaxUnpaid = incentives.Amount{} },
		"huge price":    func(o *payee.Options) { o.Price = incentives.Price(huge(t)) },
	} {
		opts := options(storetest.New())
		change(&opts)
		if _, err := payee.New(opts); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	r := newRelay(t)
	funded := incentives.ChannelState{Deposit: incentives.NewAmount(1)}
	renamed, forged, long := talk(), talk(), warrant(strings.Repeat("x", incentives.MaxStreamName+1), streamKey, 2_000_000_000)
	renamed.Name = "walk"
	forged.Key.Message.NotAfter++
	for name, c := range map[string]struct {
		stream payee.Stream
		want   error
	}{
		"another payee":       {payee.Stream{Warrant: talk(), Channel: incentives.ChannelRef{}, State: funded}, payee.ErrChannel},
		"no deposit":          {payee.Stream{Warrant: talk(), Channel: channel()}, payee.ErrChannel},
		"no warrant":          {payee.Stream{Channel: channel(), State: funded}, payee.ErrWarrant},
		"another name":        {payee.Stream{Warrant: renamed, Channel: channel(), State: funded}, payee.ErrWarrant},
		"name beyond 64":      {payee.Stream{Warrant: long, Channel: channel(), State: funded}, payee.ErrWarrant},
		"not by the streamer": {payee.Stream{Warrant: forged, Channel: channel(), State: funded}, payee.ErrWarrant},
	} {
		if err := r.Open(c.stream); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// BenchmarkReceipt takes receipts with everything but the disk: decode, checks, signature, ledger.
func BenchmarkReceipt(b *testing.B) {
	r := newRelay(b)
	v := r.join("s", 100)
	r.Sent("s", 1<<20)
	frames := make([][]byte, b.N)
	for i := range frames {
		frames[i], _ = v.Receipt(uint64(i+1), r.now)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for _, frame := range frames {
		if verdict, _, err := r.Receipt("s", frame); verdict != payee.Accept {
			b.Fatal(verdict, err)
		}
	}
}

// BenchmarkSent notes the bytes of one of a thousand sessions, as a relay does four times a second for each.
func BenchmarkSent(b *testing.B) {
	r := newRelay(b)
	for n := range 1000 {
		k, err := incentives.KeyFromBytes(append(bytes.Repeat([]byte{1}, 30), byte(n>>8), byte(n)))
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Grant(fmt.Sprint(n), r.grant(k.Address())); err != nil {
			b.Fatal(err)
		}
	}
	total := uint64(0)
	b.ReportAllocs()
	for b.Loop() {
		total++
		r.Sent("7", total%1000)
	}
}
