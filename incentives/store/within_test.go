package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func TestWithinWalksOverOnePrefix(t *testing.T) {
	disk := open(t, t.TempDir())
	for name, s := range map[string]interface {
		Commit(...store.Op) error
		Within(store.Table, []byte, func(k, v []byte) error) error
	}{"disk": disk, "memory": storetest.New()} {
		var ops []store.Op
		for _, k := range []string{"a", "ab", "abc", "abd", "ac", "b"} {
			ops = append(ops, put(store.PayeeChannels, k, "value of "+k))
		}
		if err := s.Commit(ops...); err != nil {
			t.Fatal(err)
		}
		for prefix, want := range map[string][]string{"": {"a", "ab", "abc", "abd", "ac", "b"}, "ab": {"ab", "abc", "abd"}, "b": {"b"}, "c": nil, "abcd": nil} {
			var got []string
			if err := s.Within(store.PayeeChannels, []byte(prefix), func(k, v []byte) error {
				if string(v) != "value of "+string(k) {
					t.Errorf("%s: %q under %q", name, v, k)
				}
				got = append(got, string(k))
				return nil
			}); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: within %q: %q, %v; want %q", name, prefix, got, err, want)
			}
		}
	}
}

// TestUncheckedFolderKeepsItsGoodValues flips a bit in one value: it is told when that value is read, and costs no other.
func TestUncheckedFolderKeepsItsGoodValues(t *testing.T) {
	dir := t.TempDir()
	options := store.Options{Dir: dir, Domain: domain(), Unchecked: true}
	s, err := store.Open(options)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(put(store.EvidenceReports, "bad", "this one is damaged"), put(store.EvidenceReports, "good", "this one is not")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "casto.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.ReplaceAll(b, []byte("this one is damaged"), []byte("this one is demaged"))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = store.Open(options); err != nil || s.Recovered() != nil {
		t.Fatalf("%v, %+v", err, s.Recovered())
	}
	defer s.Close()
	read := func(key string) (value string, err error) {
		err = s.Within(store.EvidenceReports, []byte(key), func(_, v []byte) error { value = string(v); return nil })
		return value, err
	}
	if v, err := read("good"); err != nil || v != "this one is not" {
		t.Errorf("good: %q, %v", v, err)
	}
	if v, err := read("bad"); err == nil {
		t.Errorf("bad: %q", v)
	}
}
