package payee_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestReceiptsOfDishonestViewersChangeNothing(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	r.Sent("s", 2000)
	good := incentives.Receipt{GrantHash: r.grant(key(100).Address()).Message.Digest(domain()), Relay: key(relayKey).Address(), Seq: 2, BytesTotal: 2000,
		TimeMs: uint64(r.now.UnixMilli())}
	frame := func(signer byte, change func(*incentives.Receipt)) []byte {
		m := good
		change(&m)
		signed, err := m.Sign(key(signer), domain())
		if err != nil {
			t.Fatal(err)
		}
		b, err := control.Encode(control.Receipt{Receipt: signed})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	same := func(*incentives.Receipt) {}
	for name, c := range map[string]struct {
		id    string
		frame []byte
		want  payee.Verdict
	}{
		"too long":         {"s", bytes.Repeat([]byte(" "), 5000), payee.Reject},
		"no JSON":          {"s", []byte("{"), payee.Reject},
		"another frame":    {"s", []byte(`{"type":"bye"}`), payee.Reject},
		"a newer frame":    {"s", []byte(`{"type":"tomorrow"}`), payee.Ignore},
		"unknown session":  {"t", frame(100, same), payee.Ignore},
		"unknown grant":    {"s", frame(100, func(m *incentives.Receipt) { m.GrantHash[0]++ }), payee.Ignore},
		"another relay":    {"s", frame(100, func(m *incentives.Receipt) { m.Relay[0]++ }), payee.Reject},
		"another viewer":   {"s", frame(101, same), payee.Reject},
		"more than sent":   {"s", frame(100, func(m *incentives.Receipt) { m.BytesTotal++ }), payee.Reject},
		"bytes fall":       {"s", frame(100, func(m *incentives.Receipt) { m.BytesTotal = 999 }), payee.Ignore},
		"an old number":    {"s", frame(100, func(m *incentives.Receipt) { m.Seq = 1 }), payee.Ignore},
		"nothing new":      {"s", frame(100, func(m *incentives.Receipt) { m.BytesTotal = 1000 }), payee.Ignore},
		"broken signature": {"s", bytes.Replace(frame(100, same), []byte(`"signature":"0x`), []byte(`"signature":"0xff`), 1), payee.Reject},
	} {
		before, commits := r.view(), r.store.Commits()
		verdict, ack, err := r.Receipt(c.id, c.frame)
		if verdict != c.want || err == nil || ack != nil {
			t.Errorf("%s: %s, %q, %v; want %s", name, verdict, ack, err, c.want)
		}
		if r.view() != before || r.store.Commits() != commits {
			t.Errorf("%s: changed something", name)
		}
	}
	if verdict, _, err := r.Receipt("s", frame(100, same)); verdict != payee.Accept {
		t.Errorf("the good one: %s, %v", verdict, err)
	}
	if verdict, _, _ := r.Receipt("s", frame(100, same)); verdict != payee.Ignore {
		t.Errorf("the good one again: %s, want ignore", verdict)
	}
	r.want(2000, 0)
}

// TestReceiptTimesStayNearTheGrant: the court slashes a relay for a receipt more than an hour outside its grant.
func TestReceiptTimesStayNearTheGrant(t *testing.T) {
	r := newRelay(t)
	r.join("s", 100)
	g := r.grant(key(100).Address()).Message // for 600 s from now
	begin, end, half := g.NotBefore*1000, g.NotAfter*1000, uint64(30*60*1000)
	for i, c := range []struct {
		timeMs uint64
		want   payee.Verdict
	}{
		{0, payee.Ignore},
		{begin - half - 1, payee.Ignore},
		{begin - half, payee.Accept},
		{end + half, payee.Accept},
		{end + half + 1, payee.Ignore},
		{1<<64 - 1, payee.Ignore},
	} {
		n := uint64(i + 1)
		r.Sent("s", n*1000)
		signed, err := incentives.Receipt{GrantHash: g.Digest(domain()), Relay: g.Relay, Seq: n, BytesTotal: n * 1000, TimeMs: c.timeMs}.Sign(key(100), domain())
		if err != nil {
			t.Fatal(err)
		}
		frame, err := control.Encode(control.Receipt{Receipt: signed})
		if err != nil {
			t.Fatal(err)
		}
		if verdict, _, err := r.Receipt("s", frame); verdict != c.want {
			t.Errorf("time %d, grant from %d to %d: %s, %v; want %s", c.timeMs, begin, end, verdict, err, c.want)
		}
	}
}

// TestGrantsBeginWhileTheirKeyIsWarranted: the court takes no grant of a key that had expired when it began.
func TestGrantsBeginWhileTheirKeyIsWarranted(t *testing.T) {
	r := newRelay(t)
	now := uint64(r.now.Unix())
	g := r.grant(key(100).Address())
	for _, c := range []struct {
		notAfter uint64
		want     error
	}{{now - 1, payee.ErrGrant}, {now, nil}, {now + 1, nil}, {now - 1, nil}} { // the last changes nothing: a later one is known
		if err := r.Open(payee.Stream{Warrant: warrant("walk", streamKey, c.notAfter), Channel: channel(), State: r.view().State}); err != nil {
			t.Fatal(err)
		}
		m := g.Message
		m.StreamID = incentives.NewStreamID(key(streamerKey).Address(), "walk")
		signed, err := m.Sign(key(streamKey), domain())
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Grant("s", signed); !errors.Is(err, c.want) {
			t.Errorf("grant from %d under a key until %d: %v, want %v", now, c.notAfter, err, c.want)
		}
	}
}

func TestReceiptsStayWithinTheGrant(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.Sent("s", 11_000_001)
	frame, _ := v.Receipt(11_000_001, r.now) // ten seconds' worth, a tenth on top, and one byte
	if verdict, _, err := r.Receipt("s", frame); verdict != payee.Ignore {
		t.Errorf("beyond the bitrate: %s, %v", verdict, err)
	}
	r.now = r.now.Add(time.Second)
	if verdict, _, err := r.Receipt("s", frame); verdict != payee.Accept {
		t.Errorf("the same a second later: %s, %v", verdict, err)
	}
	r.now = r.now.Add(599 * time.Second)
	r.Sent("s", 12_000_000)
	frame, ok := v.Receipt(12_000_000, r.now)
	if !ok {
		t.Fatal("no receipt")
	}
	r.now = r.now.Add(11 * time.Second)
	if verdict, _, err := r.Receipt("s", frame); verdict != payee.Ignore {
		t.Errorf("after the grant: %s, %v", verdict, err)
	}
}

func TestReceiptIsOnDiskBeforeItIsAcknowledged(t *testing.T) {
	for _, failure := range []storetest.Failure{storetest.NotWritten, storetest.Written} {
		r := newRelay(t)
		v := r.join("s", 100)
		r.Sent("s", 1000)
		frame, _ := v.Receipt(1000, r.now)
		r.store.Fail(failure)
		verdict, ack, err := r.Receipt("s", frame)
		if verdict != payee.Ignore || ack != nil || !errors.Is(err, store.ErrUnknown) {
			t.Fatalf("with a failing disk: %s, %q, %v", verdict, ack, err)
		}
		r.want(0, 0)
		if verdict, ack, err = r.Receipt("s", frame); verdict != payee.Accept || ack == nil {
			t.Fatalf("the same again: %s, %v", verdict, err)
		}
		r.want(1000, 0)
		r.restart()
		r.want(1000, 0)
	}
}

func TestGrantsAreChecked(t *testing.T) {
	r := newRelay(t)
	sign := func(signer byte, change func(*incentives.SessionGrant)) incentives.SignedGrant {
		m := r.grant(key(100).Address()).Message
		change(&m)
		g, err := m.Sign(key(signer), domain())
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	for name, c := range map[string]struct {
		grant incentives.SignedGrant
		want  error
	}{
		"another stream": {sign(streamKey, func(g *incentives.SessionGrant) { g.StreamID[0]++ }), payee.ErrUnknownStream},
		"another relay":  {sign(streamKey, func(g *incentives.SessionGrant) { g.Relay[0]++ }), payee.ErrGrant},
		"another key":    {sign(streamerKey, func(*incentives.SessionGrant) {}), payee.ErrGrant},
		"over":           {sign(streamKey, func(g *incentives.SessionGrant) { g.NotAfter = g.NotBefore - 20; g.NotBefore -= 100 }), payee.ErrGrant},
		"too early":      {sign(streamKey, func(g *incentives.SessionGrant) { g.NotBefore += 20 }), payee.ErrGrant},
	} {
		if err := r.Grant("s", c.grant); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	r.join("s", 100)
	if err := r.Grant("t", r.grant(key(100).Address())); !errors.Is(err, payee.ErrGrant) {
		t.Errorf("a grant in a second connection: %v", err)
	}
	if v := r.view(); v.Sessions != 1 {
		t.Errorf("%d sessions", v.Sessions)
	}
}

func TestRestartGoesOnWhereItStood(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	req := r.report()
	if verdict, err := r.Answer(req, voucher(t, streamKey, 1000)); verdict != payee.Accept {
		t.Fatal(err)
	}
	r.watch("s", v, 1700)
	lost := r.report() // never answered

	r.restart()
	r.want(1700, 1000)
	if got := r.report(); got.Report.Message.BytesTotal != 700 || got.Report.Message.Epoch <= lost.Report.Message.Epoch {
		t.Fatalf("report after restart: %+v", got.Report.Message)
	}
	// The viewer connects again with the same key and grant: acknowledgements go on, nothing counts twice.
	r.connect("s2", v, r.grant(key(100).Address()))
	r.watch("s2", v, 300)
	r.want(2000, 1000)
	if got := r.report(); got.Report.Message.BytesTotal != 1000 {
		t.Fatalf("report after reconnection: %+v", got.Report.Message)
	}
}

func TestRenewedGrantGoesOn(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	r.now = r.now.Add(500 * time.Second)
	r.renew("s", v, r.grant(key(100).Address()))
	r.watch("s", v, 1400)
	r.want(1400, 0)
	req := r.report()
	if len(req.Entries) != 2 || req.Report.Message.BytesTotal != 1400 {
		t.Fatalf("report = %+v", req.Report.Message)
	}
	if err := req.Entries[0].Receipt.Verify(domain(), key(100).Address()); err != nil {
		t.Error(err)
	}
}

func TestPaidGrantsAreForgotten(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	r.End("s")
	r.now = r.now.Add(time.Hour)
	r.restart()
	r.want(1000, 0) // not paid yet: remembered
	if verdict, err := r.Answer(r.report(), voucher(t, streamKey, 1000)); verdict != payee.Accept {
		t.Fatal(err)
	}
	r.restart()
	r.want(1000, 1000)
	for _, table := range []store.Table{store.PayeeSessions, store.PayeeBilled} {
		if err := r.store.Each(table, func(k, v []byte) error { return fmt.Errorf("%x is kept: %s", k, v) }); err != nil {
			t.Error(err)
		}
	}
}

func TestStoredForgeriesAreNoticed(t *testing.T) {
	r := newRelay(t)
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	if verdict, err := r.Voucher(voucher(t, streamKey, 500)); verdict != payee.Accept {
		t.Fatal(err)
	}
	for _, table := range []store.Table{store.PayeeChannels, store.PayeeSessions} {
		forged := r.store.Clone()
		if err := r.store.Each(table, func(k, v []byte) error {
			return forged.Commit(store.Put(table, k, bytes.Replace(bytes.Replace(v, []byte(`"cumulative":"500"`), []byte(`"cumulative":"900"`), 1),
				[]byte(`"bytesTotal":"1000"`), []byte(`"bytesTotal":"9000"`), 1)))
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := payee.New(options(forged)); !errors.Is(err, payee.ErrDamaged) {
			t.Errorf("%s: %v, want ErrDamaged", table, err)
		}
	}
}

// FuzzReceipt sends any bytes as a frame: no panic, and nothing is owed that was not signed for.
func FuzzReceipt(f *testing.F) {
	r := newRelay(f)
	v := r.join("s", 100)
	r.Sent("s", 1000)
	frame, _ := v.Receipt(1000, r.now)
	f.Add(frame)
	f.Add([]byte(`{"type":"receipt","receipt":{},"signature":"0x"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		verdict, ack, err := r.Receipt("s", b)
		if (verdict == payee.Accept) != (err == nil) || (verdict == payee.Accept) != (ack != nil) {
			t.Fatalf("%s, %q, %v", verdict, ack, err)
		}
		if owed := r.Owed(); owed.Cmp(incentives.NewAmount(1000)) > 0 {
			t.Fatalf("owed %s", owed)
		}
	})
}
