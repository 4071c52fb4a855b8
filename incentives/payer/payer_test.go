package payer_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

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

// The parties: the streamer with its stream key, two relays, and viewers with keys from 100 on.
const (
	streamerKey, streamKey, relayKey, otherRelayKey = 3, 4, 1, 2
	kbps                                            = 8000 // a megabyte a second
)

func streamID() incentives.StreamID {
	return incentives.NewStreamID(key(streamerKey).Address(), "talk")
}

func channel(relay byte) incentives.ChannelRef {
	return incentives.ChannelRef{Payer: key(streamerKey).Address(), Payee: key(relay).Address(), Signer: key(streamKey).Address(), Nonce: 1}
}

// unit is a price of one base unit a byte, so that bytes read as money.
func unit() incentives.Price { return incentives.Price(incentives.NewAmount(incentives.GiB)) }

// streamer is a payer with a channel to each relay, and a clock that tests move.
type streamer struct {
	*payer.Payer
	t      testing.TB
	store  *storetest.Memory
	now    time.Time
	budget uint64
}

func newStreamer(t testing.TB, budget uint64) *streamer {
	s := &streamer{t: t, store: storetest.New(), now: time.Unix(1_790_000_000, 0), budget: budget}
	s.restart()
	s.open(relayKey, 100_000)
	s.open(otherRelayKey, 100_000)
	return s
}

func (s *streamer) options() payer.Options {
	return payer.Options{Domain: domain(), Payer: key(streamerKey).Address(), Signer: key(streamKey), PriceCeiling: unit(),
		Budget: incentives.NewAmount(s.budget), Store: s.store, Now: func() time.Time { return s.now }}
}

func (s *streamer) restart() {
	s.t.Helper()
	p, err := payer.New(s.options())
	if err != nil {
		s.t.Fatal(err)
	}
	s.Payer = p
}

func (s *streamer) open(relay byte, deposit uint64) {
	s.t.Helper()
	if err := s.Open(payer.Channel{Ref: channel(relay), Price: unit(), State: incentives.ChannelState{Deposit: incentives.NewAmount(deposit)}}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *streamer) admit(relay, viewer byte) incentives.SignedGrant {
	s.t.Helper()
	g, err := s.Admit(payer.AdmitRequest{StreamID: streamID(), Relay: key(relay).Address(), Viewer: key(viewer).Address(), MaxKbps: kbps})
	if err != nil {
		s.t.Fatal(err)
	}
	return g
}

// entry is a viewer's receipt for total bytes, of which the relay charges some.
func entry(t testing.TB, viewer byte, g incentives.SignedGrant, total, charge uint64) incentives.ReportEntry {
	t.Helper()
	r, err := incentives.Receipt{GrantHash: g.Message.Digest(domain()), Relay: g.Message.Relay, Seq: total, BytesTotal: total}.Sign(key(viewer), domain())
	if err != nil {
		t.Fatal(err)
	}
	return incentives.ReportEntry{Grant: g, Receipt: r, Bytes: charge}
}

// request is a relay's report over entries, well made but for what change does to it before it is signed.
func request(t testing.TB, relay byte, epoch uint64, entries []incentives.ReportEntry, change ...func(*incentives.PayRequest)) incentives.PayRequest {
	t.Helper()
	req := incentives.PayRequest{Channel: channel(relay), Price: unit(), Entries: entries}
	root, err := incentives.SumReport(entries, domain())
	if err != nil {
		t.Fatal(err)
	}
	req.Report.Message = incentives.UsageReport{StreamID: streamID(), Relay: key(relay).Address(), Epoch: epoch,
		BytesTotal: root.Bytes, Sessions: uint32(len(entries)), SumRoot: root.Hash}
	for _, f := range change {
		f(&req)
	}
	if req.Report.Signature == (incentives.Signature{}) {
		if req.Report, err = req.Report.Message.Sign(key(relay), domain()); err != nil {
			t.Fatal(err)
		}
	}
	return req
}

// want asks for a voucher and compares its amount.
func (s *streamer) want(req incentives.PayRequest, cumulative uint64) incentives.SignedVoucher {
	s.t.Helper()
	v, err := s.Report(req)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := v.Verify(domain(), key(streamKey).Address()); err != nil {
		s.t.Fatal(err)
	}
	if v.Message.Cumulative != incentives.NewAmount(cumulative) {
		s.t.Fatalf("voucher for %s, want %d", v.Message.Cumulative, cumulative)
	}
	return v
}

func TestReportIsPaidOnce(t *testing.T) {
	s := newStreamer(t, 0)
	a, b := s.admit(relayKey, 100), s.admit(relayKey, 101)
	first := request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000), entry(t, 101, b, 500, 500)})
	v := s.want(first, 1500)
	if s.want(first, 1500) != v {
		t.Error("the same report gets another voucher")
	}
	// A later report that repeats bytes, as after a lost answer, is paid for the new ones only.
	second := request(t, relayKey, 2, []incentives.ReportEntry{entry(t, 100, a, 1200, 1200), entry(t, 101, b, 500, 500)})
	s.want(second, 1700)
	// Late and old ones get the latest voucher and cost nothing.
	s.want(first, 1700)
	// A relay that writes something off charges less than the viewer acknowledges.
	s.want(request(t, relayKey, 3, []incentives.ReportEntry{entry(t, 100, a, 1300, 40)}), 1740)
	s.want(request(t, relayKey, 4, []incentives.ReportEntry{entry(t, 100, a, 1310, 60)}), 1750)
	if got := s.Promised(); got != incentives.NewAmount(1750) {
		t.Errorf("promised %s in sum", got)
	}
}

func TestBadReportsPromiseNothing(t *testing.T) {
	s := newStreamer(t, 0)
	a, b := s.admit(relayKey, 100), s.admit(relayKey, 101)
	elsewhere := s.admit(otherRelayKey, 100)
	forged, err := a.Message.Sign(key(9), domain())
	if err != nil {
		t.Fatal(err)
	}
	foreign := a.Message
	foreign.MaxKbps++
	unknown, err := foreign.Sign(key(9), domain())
	if err != nil {
		t.Fatal(err)
	}
	good := []incentives.ReportEntry{entry(t, 100, a, 1000, 1000), entry(t, 101, b, 500, 500)}
	with := func(e ...incentives.ReportEntry) []incentives.ReportEntry { return e }
	type change = func(*incentives.PayRequest)
	for name, c := range map[string]struct {
		req  incentives.PayRequest
		want error
	}{
		"no entries":           {request(t, relayKey, 1, nil), payer.ErrReport},
		"too many":             {request(t, relayKey, 1, slices.Repeat(good, 51)), payer.ErrReport},
		"epoch nought":         {request(t, relayKey, 0, good), payer.ErrReport},
		"wrong count":          {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Report.Message.Sessions++ })), payer.ErrReport},
		"wrong sum":            {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Report.Message.BytesTotal++ })), payer.ErrReport},
		"wrong root":           {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Report.Message.SumRoot[0]++ })), payer.ErrReport},
		"another relay":        {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Report.Message.Relay = key(otherRelayKey).Address() })), payer.ErrReport},
		"another stream":       {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Report.Message.StreamID[0]++ })), payer.ErrReport},
		"unknown channel":      {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Channel.Nonce++ })), payer.ErrNoChannel},
		"higher price":         {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Price = incentives.Price(incentives.NewAmount(incentives.GiB + 1)) })), payer.ErrPrice},
		"signed by another":    {request(t, relayKey, 1, good, change(func(r *incentives.PayRequest) { r.Report, _ = r.Report.Message.Sign(key(9), domain()) })), payer.ErrReport},
		"session twice":        {request(t, relayKey, 1, with(good[0], good[0])), payer.ErrReport},
		"charges too much":     {request(t, relayKey, 1, with(entry(t, 100, a, 1000, 1001))), payer.ErrReport},
		"charges nothing":      {request(t, relayKey, 1, with(entry(t, 100, a, 1000, 0))), payer.ErrReport},
		"beyond the bitrate":   {request(t, relayKey, 1, with(entry(t, 100, a, 11_000_001, 1))), payer.ErrReport},
		"another relay's":      {request(t, relayKey, 1, with(entry(t, 100, elsewhere, 10, 10))), payer.ErrReport},
		"another viewer's":     {request(t, relayKey, 1, with(entry(t, 101, a, 10, 10))), payer.ErrReport},
		"grant of somebody":    {request(t, relayKey, 1, with(entry(t, 100, unknown, 10, 10))), payer.ErrReport},
		"grant and receipt":    {request(t, relayKey, 1, with(incentives.ReportEntry{Grant: b, Receipt: good[0].Receipt, Bytes: 1})), payer.ErrReport},
		"voucher of another":   {request(t, relayKey, 1, good, shows(t, relayKey, 9, 5000)), payer.ErrReport},
		"voucher of a channel": {request(t, relayKey, 1, good, shows(t, otherRelayKey, streamKey, 5000)), payer.ErrReport},
	} {
		commits := s.store.Commits()
		if v, err := s.Report(c.req); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v; want %v", name, v.Message, err, c.want)
		}
		if s.store.Commits() != commits || !s.Promised().IsZero() {
			t.Errorf("%s: something is promised", name)
		}
	}
	// A grant of ours that somebody signed again is still our grant: its content is what counts.
	s.want(request(t, relayKey, 1, with(entry(t, 100, forged, 10, 10))), 10)
}

// shows makes a request show a voucher.
func shows(t testing.TB, relay, signer byte, cumulative uint64) func(*incentives.PayRequest) {
	t.Helper()
	v, err := incentives.Voucher{Payer: channel(relay).Payer, Payee: channel(relay).Payee, Nonce: 1, Cumulative: incentives.NewAmount(cumulative)}.Sign(key(signer), domain())
	if err != nil {
		t.Fatal(err)
	}
	return func(r *incentives.PayRequest) { r.Latest = &v }
}

// TestRelaysAreNotPaidForOneAnother reports another relay's viewers on the own channel.
func TestRelaysAreNotPaidForOneAnother(t *testing.T) {
	s := newStreamer(t, 0)
	elsewhere := s.admit(otherRelayKey, 100)
	req := request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, elsewhere, 1000, 1000)}, func(r *incentives.PayRequest) {
		r.Report.Message.Relay = key(otherRelayKey).Address()
	})
	if v, err := s.Report(req); !errors.Is(err, payer.ErrReport) {
		t.Fatalf("%+v, %v", v.Message, err)
	}
}

func TestTwoReportsOfOneEpochAreProof(t *testing.T) {
	s := newStreamer(t, 0)
	a := s.admit(relayKey, 100)
	first := request(t, relayKey, 7, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000)})
	second := request(t, relayKey, 7, []incentives.ReportEntry{entry(t, 100, a, 1001, 1001)})
	s.want(first, 1000)
	for range 2 { // the proof survives a restart
		_, err := s.Report(second)
		var proof *payer.Equivocation
		if !errors.As(err, &proof) || proof.First != first.Report || proof.Second != second.Report {
			t.Fatalf("err = %v", err)
		}
		s.restart()
	}
}

func TestDepositBoundsThePromise(t *testing.T) {
	s := newStreamer(t, 0)
	s.open(relayKey, 1000)
	a := s.admit(relayKey, 100)
	req := request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1500, 1500)})
	s.want(req, 1000)
	s.want(req, 1000)
	s.open(relayKey, 1400)
	s.want(req, 1400)
	s.open(relayKey, 5000)
	s.want(req, 1500)
}

func TestBudgetBoundsAllChannelsTogether(t *testing.T) {
	s := newStreamer(t, 1200)
	a, b := s.admit(relayKey, 100), s.admit(otherRelayKey, 100)
	first := request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000)})
	second := request(t, otherRelayKey, 1, []incentives.ReportEntry{entry(t, 100, b, 700, 700)})
	s.want(first, 1000)
	s.want(second, 200)
	s.restart()
	s.want(second, 200)
	s.SetBudget(incentives.NewAmount(1500))
	s.want(second, 500)
	s.SetBudget(incentives.Amount{})
	s.want(second, 700)
	if got := s.Promised(); got != incentives.NewAmount(1700) {
		t.Errorf("promised %s", got)
	}
}

func TestPromiseIsOnDiskBeforeItIsSigned(t *testing.T) {
	for _, failure := range []storetest.Failure{storetest.NotWritten, storetest.Written} {
		s := newStreamer(t, 0)
		req := request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, s.admit(relayKey, 100), 1000, 1000)})
		s.store.Fail(failure)
		if v, err := s.Report(req); !errors.Is(err, store.ErrUnknown) || v != (incentives.SignedVoucher{}) {
			t.Fatalf("with a failing disk: %+v, %v", v, err)
		}
		if !s.Promised().IsZero() {
			t.Errorf("promised %s, and nothing is signed", s.Promised())
		}
		crashed := s.store.Clone()
		v := s.want(req, 1000)
		s.store = crashed
		s.restart()
		if s.want(req, 1000) != v {
			t.Error("after a crash the same report gets other bytes")
		}
	}
}

func TestRestartRepeatsTheSameBytes(t *testing.T) {
	s := newStreamer(t, 0)
	a := s.admit(relayKey, 100)
	req := request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000)})
	v := s.want(req, 1000)
	s.restart()
	if s.want(req, 1000) != v {
		t.Error("other bytes")
	}
	if latest, err := s.Voucher(channel(relayKey).Key()); err != nil || latest != v {
		t.Errorf("latest voucher: %+v, %v", latest, err)
	}
	s.want(request(t, relayKey, 2, []incentives.ReportEntry{entry(t, 100, a, 1001, 1)}), 1001)
}

func TestRestoredBackupAdoptsItsOwnSignature(t *testing.T) {
	s := newStreamer(t, 0)
	a := s.admit(relayKey, 100)
	s.want(request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000)}), 1000)
	backup := s.store.Clone()
	s.want(request(t, relayKey, 2, []incentives.ReportEntry{entry(t, 100, a, 3000, 2000)}), 3000)
	s.store = backup
	s.restart()
	// The relay shows what it holds, and charges what is new since: neither side loses.
	s.want(request(t, relayKey, 3, []incentives.ReportEntry{entry(t, 100, a, 3500, 500)}, shows(t, relayKey, streamKey, 3000)), 3500)
	s.want(request(t, relayKey, 4, []incentives.ReportEntry{entry(t, 100, a, 3600, 100)}), 3600)
	if got := s.Promised(); got != incentives.NewAmount(3600) {
		t.Errorf("promised %s", got)
	}
}

// TestRestoredBackupPaysNothingTwice: the relay has the voucher for bytes that it still reports, since that voucher came late.
func TestRestoredBackupPaysNothingTwice(t *testing.T) {
	s := newStreamer(t, 0)
	a := s.admit(relayKey, 100)
	s.want(request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, a, 1000, 1000)}), 1000)
	backup := s.store.Clone()
	s.want(request(t, relayKey, 2, []incentives.ReportEntry{entry(t, 100, a, 3000, 2000)}), 3000)
	s.store = backup
	s.restart()
	s.want(request(t, relayKey, 3, []incentives.ReportEntry{entry(t, 100, a, 3500, 2500)}, shows(t, relayKey, streamKey, 3000),
		func(r *incentives.PayRequest) { r.Owed = incentives.NewAmount(3500) }), 3500)
	s.want(request(t, relayKey, 4, []incentives.ReportEntry{entry(t, 100, a, 3600, 100)}), 3600)
}

func TestAcknowledgementsAreShown(t *testing.T) {
	s := newStreamer(t, 0)
	s.want(request(t, relayKey, 1, []incentives.ReportEntry{entry(t, 100, s.admit(relayKey, 100), 1000, 1000)}), 1000)
	key := channel(relayKey).Key()
	for _, c := range []struct {
		cumulative uint64
		want       error
	}{{400, nil}, {1000, nil}, {300, nil}, {1001, payer.ErrReport}} {
		if err := s.Acked(key, incentives.NewAmount(c.cumulative)); !errors.Is(err, c.want) {
			t.Errorf("%d: %v", c.cumulative, err)
		}
	}
	for _, v := range s.Channels() {
		if v.Channel == channel(relayKey) && (v.Acked != incentives.NewAmount(1000) || v.Promised != v.Owed || v.Bytes != 1000) {
			t.Errorf("view = %+v", v)
		}
	}
	if err := s.Acked(incentives.Hash{}, incentives.Amount{}); !errors.Is(err, payer.ErrNoChannel) {
		t.Error(err)
	}
}

func TestChannelsAreChecked(t *testing.T) {
	s := newStreamer(t, 0)
	for name, c := range map[string]struct {
		channel payer.Channel
		want    error
	}{
		"another payer":  {payer.Channel{Ref: incentives.ChannelRef{Signer: key(streamKey).Address()}}, payer.ErrNoChannel},
		"another signer": {payer.Channel{Ref: incentives.ChannelRef{Payer: key(streamerKey).Address()}}, payer.ErrNoChannel},
		"price":          {payer.Channel{Ref: channel(9), Price: incentives.Price(incentives.NewAmount(incentives.GiB + 1))}, payer.ErrPrice},
	} {
		if err := s.Open(c.channel); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	opts := s.options()
	opts.Signer = nil
	if _, err := payer.New(opts); err == nil {
		t.Error("no signer is taken")
	}
}
