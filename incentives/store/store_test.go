package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
)

func TestMain(m *testing.M) {
	if os.Getenv(crashEnv) != "" {
		os.Exit(crashChild())
	}
	goleak.VerifyTestMain(m)
}

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{1}}
}

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(store.Options{Dir: dir, Domain: domain()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Error(err)
		}
	})
	return s
}

func content(t *testing.T, s *store.Store, table store.Table) map[string]string {
	t.Helper()
	all := make(map[string]string)
	if err := s.Each(table, func(k, v []byte) error { all[string(k)] = string(v); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

func put(t store.Table, k, v string) store.Op { return store.Put(t, []byte(k), []byte(v)) }

func TestCommitSurvivesReopen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.Commit(put(store.PayeeChannels, "a", "1"), put(store.PayeeSessions, "b", "2"), put(store.PayeeSessions, "c", "3")); err != nil {
		t.Fatal(err)
	}
	if err := s.CommitNow(store.Delete(store.PayeeSessions, []byte("c"))); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if s.Recovered() != nil {
		t.Fatalf("a sound folder was repaired: %+v", s.Recovered())
	}
	if got := content(t, s, store.PayeeChannels); len(got) != 1 || got["a"] != "1" {
		t.Errorf("channels = %v", got)
	}
	if got := content(t, s, store.PayeeSessions); len(got) != 1 || got["b"] != "2" {
		t.Errorf("sessions = %v", got)
	}
}

func TestSecondProcessIsLockedOut(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	synctest.Test(t, func(t *testing.T) { // waiting for the lock takes no time here
		if _, err := store.Open(store.Options{Dir: dir, Domain: domain()}); !errors.Is(err, store.ErrLocked) {
			t.Fatalf("err = %v, want ErrLocked", err)
		}
	})
}

func TestFolderKeepsItsDomain(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	other := incentives.Domain{ChainID: 1, Contract: incentives.Address{1}}
	if _, err := store.Open(store.Options{Dir: dir, Domain: other}); !errors.Is(err, store.ErrDomain) {
		t.Fatalf("err = %v, want ErrDomain", err)
	}
	open(t, dir) // the failed attempt let go of the lock
}

func TestUseAfterCloseFails(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(put(store.Chain, "k", "v")); !errors.Is(err, store.ErrClosed) {
		t.Fatalf("err = %v, want ErrClosed", err)
	}
	if err := s.Each(store.Chain, func(_, _ []byte) error { return nil }); err == nil {
		t.Fatal("a closed store was read")
	}
}

func TestBadOperationsAreRefused(t *testing.T) {
	s := open(t, t.TempDir())
	for name, op := range map[string]store.Op{
		"unknown table": put("nowhere", "k", "v"),
		"no key":        put(store.Chain, "", "v"),
		"long key":      put(store.Chain, strings.Repeat("k", 2000), "v"),
		"long value":    put(store.Chain, "k", strings.Repeat("v", 2<<20)),
		"no value":      put(store.Chain, "k", ""),
		"no JSON form":  store.PutJSON(store.Chain, []byte("k"), func() {}),
	} {
		if err := s.Commit(op); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestConcurrentCommitsShareTransactions holds commits in a bubble, where waiting takes no time: a lone one waits 20 ms for
// company, 64 together wait for none.
func TestConcurrentCommitsShareTransactions(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(store.Options{Dir: dir, Domain: domain()})
		if err != nil {
			t.Fatal(err)
		}
		commit := func(n int) time.Duration {
			start := time.Now()
			var wg sync.WaitGroup
			for i := range n {
				wg.Go(func() {
					if err := s.Commit(put(store.Chain, fmt.Sprint(i), "v")); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			return time.Since(start)
		}
		if got := commit(1); got != 20*time.Millisecond {
			t.Errorf("one commit took %v, want 20ms", got)
		}
		if got := commit(64); got != 0 {
			t.Errorf("64 commits took %v, want none", got)
		}
		start := time.Now()
		if err := s.CommitNow(put(store.Chain, "now", "v")); err != nil || time.Since(start) != 0 {
			t.Errorf("urgent commit took %v, err %v", time.Since(start), err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestSecondCopyFollowsWithinSeconds checks heads.snap: at once after CommitNow, within 5 s after Commit.
func TestSecondCopyFollowsWithinSeconds(t *testing.T) {
	dir := t.TempDir()
	heads := func() string { b, _ := os.ReadFile(filepath.Join(dir, "heads.snap")); return string(b) }
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(store.Options{Dir: dir, Domain: domain()})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.CommitNow(put(store.Settlements, "now", "v")); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if !strings.Contains(heads(), "settlements 6e6f77 ") {
			t.Errorf("heads after CommitNow: %q", heads())
		}
		if err := s.Commit(put(store.PayeeChannels, "a", "1")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if !strings.Contains(heads(), "payee/channels 61 ") {
			t.Errorf("heads 5 s after Commit: %q", heads())
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// fill writes n heads and n sessions, and closes.
func fill(t *testing.T, dir string, n int) {
	t.Helper()
	s := open(t, dir)
	var ops []store.Op
	for i := range n {
		ops = append(ops, put(store.PayeeChannels, fmt.Sprintf("c%03d", i), fmt.Sprintf("voucher %d", i)),
			put(store.PayeeSessions, fmt.Sprintf("s%03d", i), strings.Repeat("x", 300)))
	}
	if err := s.Commit(ops...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedDatabaseIsRebuiltFromSecondCopy(t *testing.T) {
	damage := map[string]func(path string) error{
		"missing":   os.Remove,
		"empty":     func(p string) error { return os.Truncate(p, 0) },
		"cut short": func(p string) error { return os.Truncate(p, 5000) },
		"cut":       func(p string) error { return os.Truncate(p, 20000) },
		"garbage":   func(p string) error { return os.WriteFile(p, bytes.Repeat([]byte("garbage!"), 8192), 0o600) },
		"one value": func(p string) error {
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			return os.WriteFile(p, bytes.ReplaceAll(b, []byte("voucher 7"), []byte("voucher 8")), 0o600)
		},
	}
	for name, f := range damage {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			fill(t, dir, 40)
			if err := f(filepath.Join(dir, "casto.db")); err != nil {
				t.Fatal(err)
			}
			s := open(t, dir)
			r := s.Recovered()
			if r == nil || r.Records != 40 || r.Skipped != 0 {
				t.Fatalf("recovery = %+v", r)
			}
			if got := content(t, s, store.PayeeChannels); len(got) != 40 || got["c007"] != "voucher 7" {
				t.Errorf("after rebuild: %d channels, c007 = %q", len(got), got["c007"])
			}
			if name != "missing" {
				if _, err := os.Stat(r.SetAside); err != nil {
					t.Errorf("damaged file is not kept: %v", err)
				}
			}
		})
	}
}

// TestFlippedBitsNeverPass flips single bits anywhere in the database: whatever Open then shows must be what was written, and
// the heads must all be there.
func TestFlippedBitsNeverPass(t *testing.T) {
	master := t.TempDir()
	fill(t, master, 40)
	db, err := os.ReadFile(filepath.Join(master, "casto.db"))
	if err != nil {
		t.Fatal(err)
	}
	heads, err := os.ReadFile(filepath.Join(master, "heads.snap"))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	repaired := 0
	for range 150 {
		dir := t.TempDir()
		bad := bytes.Clone(db)
		bit := rng.IntN(len(bad) * 8)
		bad[bit/8] ^= 1 << (bit % 8)
		if err := errors.Join(os.WriteFile(filepath.Join(dir, "casto.db"), bad, 0o600), os.WriteFile(filepath.Join(dir, "heads.snap"), heads, 0o600)); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(store.Options{Dir: dir, Domain: domain()})
		if err != nil {
			t.Fatalf("bit %d: %v", bit, err)
		}
		if s.Recovered() != nil {
			repaired++
		}
		got := content(t, s, store.PayeeChannels)
		for i := range 40 {
			if key, want := fmt.Sprintf("c%03d", i), fmt.Sprintf("voucher %d", i); got[key] != want {
				t.Errorf("bit %d: %s = %q, want %q", bit, key, got[key], want)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if repaired == 0 {
		t.Error("no flip was noticed: the test does not reach the data")
	}
	t.Logf("%d of 150 flips made a rebuild necessary", repaired)
}

func TestDamagedSecondCopyGivesWhatIsGood(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, 10)
	path := filepath.Join(dir, "heads.snap")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	lines[4] = strings.Replace(lines[4], "0", "1", 1)
	if err := errors.Join(os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600), os.Remove(filepath.Join(dir, "casto.db"))); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if r := s.Recovered(); r == nil || r.Records != 9 || r.Skipped != 1 {
		t.Fatalf("recovery = %+v, want 9 records and 1 skipped", r)
	}
}
