package payee_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestReportBillsEveryByteOnce(t *testing.T) {
	r := newRelay(t)
	if _, ok, err := r.Report(streamID()); ok || err != nil {
		t.Fatalf("a report of nothing: %v, %v", ok, err)
	}
	if _, _, err := r.Report(incentives.StreamID{}); !errors.Is(err, payee.ErrUnknownStream) {
		t.Fatalf("an unknown stream: %v", err)
	}
	a, b := r.join("a", 100), r.join("b", 101)
	r.watch("a", a, 1000)
	r.watch("b", b, 500)
	first := r.report()
	m := first.Report.Message
	if m.BytesTotal != 1500 || m.Sessions != 2 || m.Relay != key(relayKey).Address() || m.Epoch == 0 || first.Latest != nil {
		t.Fatalf("report = %+v", m)
	}
	if err := first.Report.Verify(domain(), key(reportKey).Address()); err != nil {
		t.Fatal(err)
	}
	if root, err := incentives.SumReport(first.Entries, domain()); err != nil || root.Hash != m.SumRoot || root.Bytes != m.BytesTotal {
		t.Fatalf("entries sum to %+v, %v", root, err)
	}
	if again := r.report(); again.Report != first.Report {
		t.Error("the same again is another report")
	}
	r.watch("a", a, 1200)
	second := r.report()
	if second.Report.Message.Epoch <= m.Epoch || second.Report.Message.BytesTotal != 1700 {
		t.Fatalf("with more receipts: %+v", second.Report.Message)
	}
	// The answer to the first comes late; the second repeats its bytes, and the voucher counts all the same.
	if v, err := r.Answer(first, voucher(t, streamKey, 1500)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	if v, err := r.Answer(second, voucher(t, streamKey, 1700)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	if req, ok, err := r.Report(streamID()); ok || err != nil {
		t.Fatalf("after the answer there is %+v, %v", req, err)
	}
	r.watch("b", b, 600)
	third := r.report()
	if third.Report.Message.BytesTotal != 100 || *third.Latest != voucher(t, streamKey, 1700) {
		t.Fatalf("the next report: %+v", third)
	}
	r.want(1800, 1700)
}

func TestReportIsRepeatedUntilItIsPaid(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	req := r.report()
	if v, err := r.Answer(req, voucher(t, streamKey, 400)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	if again := r.report(); again.Report != req.Report || again.Latest == nil || again.Latest.Message.Cumulative != incentives.NewAmount(400) {
		t.Fatalf("after a part was paid: %+v", again)
	}
	if v, err := r.Answer(req, voucher(t, streamKey, 400)); v != payee.Ignore || err == nil {
		t.Fatalf("the same voucher: %s, %v", v, err)
	}
	if v, err := r.Answer(req, voucher(t, streamKey, 999)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	if _, ok, _ := r.Report(streamID()); ok {
		t.Error("a report that lacks one unit by rounding is not paid")
	}
}

func TestReportHoldsAtMostHundredSessions(t *testing.T) {
	r := newRelay(t)
	for n := range 130 {
		k, err := incentives.KeyFromBytes(append(bytes.Repeat([]byte{1}, 31), byte(n)))
		if err != nil {
			t.Fatal(err)
		}
		v := session.New(k)
		id := fmt.Sprint(n)
		r.connect(id, v, r.grant(k.Address()))
		r.watch(id, v, 10)
	}
	first := r.report()
	if len(first.Entries) != incentives.MaxReportEntries {
		t.Fatalf("%d entries", len(first.Entries))
	}
	if v, err := r.Answer(first, voucher(t, streamKey, 1000)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	if rest := r.report(); len(rest.Entries) != 30 {
		t.Fatalf("%d entries in the rest", len(rest.Entries))
	}
}

func TestVouchersAreChecked(t *testing.T) {
	r := newRelay(t)
	if v, err := r.Voucher(voucher(t, streamKey, 100)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	broken := voucher(t, streamKey, 200)
	broken.Signature[3]++
	for name, c := range map[string]struct {
		voucher incentives.SignedVoucher
		want    payee.Verdict
	}{
		"the same":        {voucher(t, streamKey, 100), payee.Ignore},
		"lower":           {voucher(t, streamKey, 99), payee.Ignore},
		"beyond deposit":  {voucher(t, streamKey, 1_000_001), payee.Ignore},
		"another signer":  {voucher(t, streamerKey, 200), payee.Reject},
		"another nonce":   {voucher(t, streamKey, 200, func(v *incentives.Voucher) { v.Nonce = 2 }), payee.Reject},
		"another payee":   {voucher(t, streamKey, 200, func(v *incentives.Voucher) { v.Payee[0]++ }), payee.Reject},
		"another payer":   {voucher(t, streamKey, 200, func(v *incentives.Voucher) { v.Payer[0]++ }), payee.Reject},
		"broken":          {broken, payee.Reject},
		"no signature":    {incentives.SignedVoucher{Message: voucher(t, streamKey, 200).Message}, payee.Reject},
		"beyond 96 bits":  {incentives.SignedVoucher{Message: incentives.Voucher{Cumulative: huge(t)}}, payee.Reject},
		"by a lost brain": {voucher(t, relayKey, 200), payee.Reject},
	} {
		commits := r.store.Commits()
		if v, err := r.Voucher(c.voucher); v != c.want || err == nil {
			t.Errorf("%s: %s, %v; want %s", name, v, err, c.want)
		}
		if r.store.Commits() != commits {
			t.Errorf("%s: was written", name)
		}
	}
	r.want(0, 100)
	if claims := r.Claims(); len(claims) != 1 || claims[0].Voucher != voucher(t, streamKey, 100) || claims[0].Channel != channel() {
		t.Errorf("claims = %+v", claims)
	}
}

func huge(t *testing.T) incentives.Amount {
	a, err := incentives.ParseAmount("1" + strings.Repeat("0", 40))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestVoucherIsOnDiskBeforeCreditIsGiven(t *testing.T) {
	for _, failure := range []storetest.Failure{storetest.NotWritten, storetest.Written} {
		r := newRelay(t)
		r.store.Fail(failure)
		if v, err := r.Voucher(voucher(t, streamKey, 100)); v != payee.Ignore || !errors.Is(err, store.ErrUnknown) {
			t.Fatalf("with a failing disk: %s, %v", v, err)
		}
		r.want(0, 0)
		if v, err := r.Voucher(voucher(t, streamKey, 100)); v != payee.Accept {
			t.Fatalf("the same again: %s, %v", v, err)
		}
		r.restart()
		r.want(0, 100)
	}
}

// TestAnswerBillsItsOwnReportOnly: with two streams on a channel, a voucher may cover by its amount what the payer has not seen.
func TestAnswerBillsItsOwnReportOnly(t *testing.T) {
	r := newRelay(t)
	other := incentives.NewStreamID(key(streamerKey).Address(), "other")
	if err := r.Open(payee.Stream{Warrant: warrant("other", streamKey, 2_000_000_000), Channel: channel(), State: r.view().State}); err != nil {
		t.Fatal(err)
	}
	a := r.join("a", 100)
	r.watch("a", a, 50)
	early := r.report()
	r.watch("a", a, 100)
	late := r.report()

	b := session.New(key(101))
	g := r.grant(key(101).Address())
	g.Message.StreamID = other
	g, err := g.Message.Sign(key(streamKey), domain())
	if err != nil {
		t.Fatal(err)
	}
	r.connect("b", b, g)
	r.watch("b", b, 50)

	// The payer saw the early report and the other stream's: 100 units, and none of them for the late report.
	if v, err := r.Answer(early, voucher(t, streamKey, 100)); v != payee.Accept {
		t.Fatalf("%s, %v", v, err)
	}
	if again, ok, err := r.Report(streamID()); !ok || err != nil || again.Report != late.Report {
		t.Fatalf("the late report is not repeated: %+v, %v", again.Report.Message, err)
	}
}
