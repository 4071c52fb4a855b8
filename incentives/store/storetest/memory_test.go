package storetest_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/store/storetest"
)

// both is what the store on disk and the one in memory must do alike.
type both interface {
	Commit(ops ...store.Op) error
	CommitNow(ops ...store.Op) error
	Each(t store.Table, f func(key, value []byte) error) error
}

func TestMemoryBehavesAsTheDiskDoes(t *testing.T) {
	disk, err := store.Open(store.Options{Dir: t.TempDir(), Domain: incentives.Domain{ChainID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	for name, s := range map[string]both{"disk": disk, "memory": storetest.New()} {
		t.Run(name, func(t *testing.T) { conform(t, s) })
	}
}

func conform(t *testing.T, s both) {
	put := func(k, v string) store.Op { return store.Put(store.Chain, []byte(k), []byte(v)) }
	dump := func(table store.Table) (pairs []string) {
		if err := s.Each(table, func(k, v []byte) error {
			pairs = append(pairs, fmt.Sprintf("%s=%s", k, v))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return pairs
	}
	if err := s.Commit(put("b", "1"), put("a", "2"), put("c", "3")); err != nil {
		t.Fatal(err)
	}
	if err := s.CommitNow(put("b", "4"), store.Delete(store.Chain, []byte("c")), store.Delete(store.Chain, []byte("none"))); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(put("d", "5"), put("", "bad")); err == nil {
		t.Error("an operation without a key was taken")
	}
	if got, want := dump(store.Chain), []string{"a=2", "b=4"}; !slices.Equal(got, want) {
		t.Errorf("chain = %v, want %v", got, want)
	}
	if got := dump(store.Settlements); len(got) != 0 {
		t.Errorf("settlements = %v, want none", got)
	}
	stop := errors.New("stop")
	if err := s.Each(store.Chain, func(_, _ []byte) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("walk went on after an error: %v", err)
	}
}
