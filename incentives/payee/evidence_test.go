package payee_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/payee"
	"github.com/casto-network/casto/incentives/store"
)

// answerable fails unless every leaf of a report can be shown to the court from what is kept.
func answerable(t *testing.T, kept *evidence.Keeper, m incentives.UsageReport) {
	t.Helper()
	r, err := kept.Find(m.StructHash())
	if err != nil {
		t.Fatal(err)
	}
	for i := range m.Sessions {
		if a, err := r.Answer(i, domain()); err != nil || a.Report != m {
			t.Fatalf("leaf %d of %+v: %v", i, m, err)
		}
	}
}

// TestEveryReportCanBeShownToTheCourt: those that were answered, those that a later one replaced, under renewed grants and after a
// change of the stream key, and all of it after a restart.
func TestEveryReportCanBeShownToTheCourt(t *testing.T) {
	r := newRelay(t)
	var signed []incentives.UsageReport
	report := func() incentives.PayRequest {
		req := r.report()
		signed = append(signed, req.Report.Message)
		return req
	}
	a, b := r.join("a", 100), r.join("b", 101)
	r.watch("a", a, 1000)
	report()
	r.watch("b", b, 700)
	report() // replaces the first, which nobody answered
	r.watch("a", a, 1500)
	if v, err := r.Answer(report(), voucher(t, streamKey, 2200)); v != payee.Accept {
		t.Fatal(v, err)
	}
	r.now = r.now.Add(500 * time.Second)
	r.renew("a", a, r.grant(key(100).Address()))
	r.watch("a", a, 1900)
	report()

	const newKey = 5
	if err := r.Open(payee.Stream{Warrant: warrant("talk", newKey, 2_000_000_000), Channel: channel(), State: r.view().State}); err != nil {
		t.Fatal(err)
	}
	m := r.grant(key(102).Address()).Message
	g, err := m.Sign(key(newKey), domain())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Grant("c", g); err != nil {
		t.Fatal(err)
	}
	r.Sent("c", 300)
	if v, _, err := r.Receipt("c", receipt(t, 102, g, 300, uint64(r.now.UnixMilli()))); v != payee.Accept {
		t.Fatal(err)
	}
	if req := report(); len(req.Entries) != 2 {
		t.Fatalf("report under two stream keys: %+v", req.Report.Message)
	}
	r.restart()
	report() // of what is unbilled, from disk
	for _, m := range signed {
		answerable(t, evidence.New(r.store, domain()), m)
	}
}

// receipt is a frame of viewer n.
func receipt(t *testing.T, n byte, g incentives.SignedGrant, total, timeMs uint64) []byte {
	t.Helper()
	r, err := incentives.Receipt{GrantHash: g.Message.Digest(domain()), Relay: g.Message.Relay, Seq: 1, BytesTotal: total, TimeMs: timeMs}.Sign(key(n), domain())
	if err != nil {
		t.Fatal(err)
	}
	frame, err := control.Encode(control.Receipt{Receipt: r})
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

// full is a disk for evidence on which nothing more can be written.
type full struct{ fail error }

func (f full) Keep(incentives.Address, court.Kept) error { return f.fail }

func TestNothingIsSignedThatCouldNotBeShown(t *testing.T) {
	r := newRelay(t)
	opts := options(r.store)
	opts.Now = func() time.Time { return r.now }
	opts.Evidence = full{store.ErrUnknown}
	p, err := payee.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	r.Payee = p
	v := r.join("s", 100)
	r.watch("s", v, 1000)
	if req, ok, err := r.Report(streamID()); ok || !errors.Is(err, store.ErrUnknown) || req.Report != (incentives.SignedReport{}) {
		t.Fatalf("with a full disk: %+v, %v, %v", req.Report, ok, err)
	}
	r.restart()
	answerable(t, evidence.New(r.store, domain()), r.report().Report.Message)
}

// TestWhatTheCourtWouldPunishIsNotBilled puts a receipt into the store that an older relay has taken, two hours after its grant.
func TestWhatTheCourtWouldPunishIsNotBilled(t *testing.T) {
	r := newRelay(t)
	good, old := r.join("s", 100), r.grant(key(101).Address())
	r.watch("s", good, 1000)
	m := incentives.Receipt{GrantHash: old.Message.Digest(domain()), Relay: old.Message.Relay, Seq: 1, BytesTotal: 500, TimeMs: (old.Message.NotAfter + 7200) * 1000}
	late, err := m.Sign(key(101), domain())
	if err != nil {
		t.Fatal(err)
	}
	record := map[string]any{"grant": old, "receipt": late, "charged": "500"}
	if err := r.store.Commit(store.PutJSON(store.PayeeSessions, m.GrantHash[:], record)); err != nil {
		t.Fatal(err)
	}
	r.restart()
	if req := r.report(); len(req.Entries) != 1 || req.Report.Message.BytesTotal != 1000 {
		t.Fatalf("report = %+v", req.Report.Message)
	}
}

const crashReports = "CASTO_PAYEE_CRASH_REPORTS" // set in the child: to report, not to take vouchers

// crashReporter is a relay that signs ever new reports and says on standard output which.
func crashReporter() error {
	s, err := store.Open(store.Options{Dir: os.Getenv(crashEnv), Domain: domain(), Unchecked: true})
	if err != nil {
		return err
	}
	p, err := payee.New(options(s))
	if err != nil {
		return err
	}
	if err := p.Open(payee.Stream{Warrant: talk(), Channel: channel(), State: incentives.ChannelState{Deposit: incentives.NewAmount(1 << 40)}}); err != nil {
		return err
	}
	viewer, err := incentives.GenerateKey()
	if err != nil {
		return err
	}
	now := uint64(time.Now().Unix())
	g, err := incentives.SessionGrant{StreamID: streamID(), Relay: key(relayKey).Address(), ViewerKey: viewer.Address(), NotBefore: now, NotAfter: now + 600, MaxKbps: kbps}.Sign(key(streamKey), domain())
	if err != nil {
		return err
	}
	if err := p.Grant("s", g); err != nil {
		return err
	}
	for n := uint64(1); ; n++ {
		p.Sent("s", n)
		r, err := incentives.Receipt{GrantHash: g.Message.Digest(domain()), Relay: g.Message.Relay, Seq: n, BytesTotal: n, TimeMs: now * 1000}.Sign(viewer, domain())
		if err != nil {
			return err
		}
		frame, err := control.Encode(control.Receipt{Receipt: r})
		if err != nil {
			return err
		}
		if v, _, err := p.Receipt("s", frame); v != payee.Accept {
			return err
		}
		req, _, err := p.Report(streamID())
		if err != nil {
			return err
		}
		fmt.Println(req.Report.Message.StructHash().Hex())
	}
}

// TestKilledRelayCanShowWhatItSigned kills a relay at random again and again. Every report that it signed can be shown afterwards.
func TestKilledRelayCanShowWhatItSigned(t *testing.T) {
	dir := t.TempDir()
	signed := 0
	for round := range 10 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), crashEnv+"="+dir, crashReports+"=1")
		child.Stderr = os.Stderr
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		var hashes []incentives.Hash
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var h incentives.Hash
			if h.UnmarshalText(lines.Bytes()) != nil {
				continue // a line cut by the kill was not seen by anybody
			}
			if hashes = append(hashes, h); len(hashes) == 3 {
				time.AfterFunc(time.Duration(rand.IntN(30000))*time.Microsecond, func() { _ = child.Process.Kill() })
			}
		}
		_ = child.Wait()
		s, err := store.Open(store.Options{Dir: dir, Domain: domain(), Unchecked: true})
		if err != nil {
			t.Fatal(err)
		}
		kept := evidence.New(s, domain())
		for _, h := range hashes {
			r, err := kept.Find(h)
			if err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
			answerable(t, kept, r.Report)
		}
		if len(hashes) == 0 {
			t.Fatalf("round %d: nothing was signed; the child is killed before it works", round)
		}
		signed += len(hashes)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("10 kills, %d signed reports, every leaf of them can be shown", signed)
}
