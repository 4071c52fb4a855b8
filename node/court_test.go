package node

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
	"github.com/casto-network/casto/incentives/evidence"
	"github.com/casto-network/casto/incentives/payer"
	"github.com/casto-network/casto/incentives/store/storetest"
)

// retiredKeys is a registry in which keys were retired.
type retiredKeys map[incentives.Address]time.Time

func (r retiredKeys) RetiredAt(_ context.Context, _, key incentives.Address) (time.Time, error) {
	return r[key], nil
}

func (retiredKeys) Now(context.Context) (time.Time, error) { return time.Unix(1_800_000_000, 0), nil }

func TestEvidenceIsDroppedWhenItsKeyIsLongRetired(t *testing.T) {
	d := incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
	now, keep := time.Unix(1_800_000_000, 0), 9*24*time.Hour
	registry := retiredKeys{{2}: now.Add(-keep), {3}: now.Add(-keep - time.Second)}
	k := evidence.New(storetest.New(), d)
	hashes := map[incentives.Address]incentives.Hash{}
	for n := range byte(3) {
		c := courttest.New(t, d, courttest.Key(1).Address(), courttest.Key(2), 2)
		c.Epoch += uint64(n)
		key, kept := incentives.Address{n + 1}, c.Kept()
		if err := k.Keep(key, kept); err != nil {
			t.Fatal(err)
		}
		hashes[key] = kept.Report.StructHash()
	}
	if err := dropRetired(t.Context(), k, registry, courttest.Key(1).Address(), keep); err != nil {
		t.Fatal(err)
	}
	for key, dropped := range map[incentives.Address]bool{{1}: false, {2}: false, {3}: true} {
		if _, err := k.Find(hashes[key]); errors.Is(err, evidence.ErrUnknown) != dropped {
			t.Errorf("key %s, retired at %v: %v", key, registry[key], err)
		}
	}
}

func TestWhatMayBePunishedIsWrittenDown(t *testing.T) {
	d := incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
	fresh := func() *courttest.Case { return courttest.New(t, d, courttest.Key(1).Address(), courttest.Key(2), 3) }
	honest, other, early, late := fresh(), fresh(), fresh(), fresh()
	other.Charged[0]--
	early.Receipts[0].TimeMs = 0
	unsound := func(r court.Report) error {
		return fmt.Errorf("%w: %w", payer.ErrReport, &payer.Unsound{Request: incentives.PayRequest{Report: r.Signed, Entries: r.Entries}, Cause: errors.New("bad")})
	}
	for name, c := range map[string]struct {
		refused error
		reports int // in the file; 0 for none
		proofs  int
	}{
		"two reports of one epoch":   {&payer.Equivocation{First: honest.Sign().Signed, Second: other.Sign().Signed}, 2, 1},
		"a receipt out of its time":  {unsound(early.Sign()), 1, 1},
		"entries of another report":  {unsound(court.Report{Signed: honest.Sign().Signed, Entries: other.Sign().Entries}), 1, 0},
		"a grant over for too long":  {unsound(late.Sign()), 0, 0},
		"a price that is not agreed": {payer.ErrPrice, 0, 0},
	} {
		n := &Node{domain: d, opts: Options{DataDir: t.TempDir()}, log: slog.New(slog.NewTextHandler(io.Discard, nil))}
		for range 2 { // a relay that sends it again gets no second file
			n.accuse(c.refused)
		}
		files, err := filepath.Glob(filepath.Join(n.opts.DataDir, casesDir, "*.json"))
		if err != nil || len(files) != min(c.reports, 1) {
			t.Errorf("%s: files %v, %v", name, files, err)
			continue
		}
		if c.reports == 0 {
			continue
		}
		text, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		reports, err := court.ParseCase(text)
		if err != nil || len(reports) != c.reports || len(court.Examine(d, reports...)) != c.proofs {
			t.Errorf("%s: %d reports, %v, proofs %v", name, len(reports), err, court.Examine(d, reports...))
		}
	}
}
