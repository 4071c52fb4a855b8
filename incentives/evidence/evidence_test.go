package evidence

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/court/courttest"
	"github.com/casto-network/casto/incentives/store"
	"github.com/casto-network/casto/incentives/store/storetest"
)

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
}

func honest(t testing.TB, n int, epoch uint64) *courttest.Case {
	t.Helper()
	c := courttest.New(t, domain(), courttest.Key(1).Address(), courttest.Key(2), n)
	c.Epoch = epoch
	return c
}

func TestWhatIsKeptIsFoundUntilItsKeyIsDropped(t *testing.T) {
	disk := storetest.New()
	oldKey, newKey := courttest.Key(2).Address(), courttest.Key(3).Address()
	of := map[incentives.Address][]court.Kept{}
	k := New(disk, domain())
	for epoch := range uint64(30) {
		key := oldKey
		if epoch >= 15 {
			key = newKey
		}
		r := honest(t, 1+int(epoch)%7, 1+epoch).Kept()
		of[key] = append(of[key], r)
		if err := k.Keep(key, r); err != nil {
			t.Fatal(err)
		}
	}
	check := func(k *Keeper, key incentives.Address, there bool) {
		t.Helper()
		for _, want := range of[key] {
			got, err := k.Find(want.Report.StructHash())
			if there && (err != nil || !reflect.DeepEqual(got, want)) {
				t.Fatalf("found %+v, %v\nwant %+v", got, err, want)
			}
			if !there && !errors.Is(err, ErrUnknown) {
				t.Fatalf("found %+v, %v after it was dropped", got, err)
			}
		}
	}
	k = New(disk, domain()) // after a restart
	check(k, oldKey, true)
	check(k, newKey, true)
	if keys, err := k.Keys(); err != nil || len(keys) != 2 {
		t.Fatalf("keys %v, %v", keys, err)
	}
	if err := k.Drop(oldKey); err != nil {
		t.Fatal(err)
	}
	check(k, oldKey, false)
	check(k, newKey, true)
	if keys, err := k.Keys(); err != nil || len(keys) != 1 || keys[0] != newKey {
		t.Fatalf("keys %v, %v", keys, err)
	}
	if err := k.Keep(oldKey, of[oldKey][0]); err != nil { // what was dropped is written again, grants too
		t.Fatal(err)
	}
	if _, err := k.Find(of[oldKey][0].Report.StructHash()); err != nil {
		t.Fatal(err)
	}
}

func TestGrantsAreWrittenOnce(t *testing.T) {
	disk := storetest.New()
	count := func() (n int) {
		for _, table := range []store.Table{store.EvidenceGrants, store.EvidenceWarrants, store.EvidenceReports} {
			_ = disk.Within(table, nil, func(_, _ []byte) error { n++; return nil })
		}
		return n
	}
	k := New(disk, domain())
	for epoch := range uint64(3) {
		if err := k.Keep(incentives.Address{1}, honest(t, 4, 1+epoch).Kept()); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := count(), 4+1+3; got != want {
		t.Errorf("%d pairs for 3 reports of 4 sessions, want %d", got, want)
	}
}

func TestAFailedCommitCountsAsNothingWritten(t *testing.T) {
	disk := storetest.New()
	k, r := New(disk, domain()), honest(t, 3, 1).Kept()
	disk.Fail(storetest.NotWritten)
	if err := k.Keep(incentives.Address{1}, r); !errors.Is(err, store.ErrUnknown) {
		t.Fatal(err)
	}
	if err := k.Keep(incentives.Address{1}, r); err != nil {
		t.Fatal(err)
	}
	if got, err := k.Find(r.Report.StructHash()); err != nil || !reflect.DeepEqual(got, r) {
		t.Fatalf("found %+v, %v", got, err)
	}
}

func TestTheLongestWarrantOfAKeyIsShown(t *testing.T) {
	k := New(storetest.New(), domain())
	for i, notAfter := range []uint64{courttest.End, courttest.End + 500, courttest.End + 20} {
		c := honest(t, 1, uint64(i+1))
		m := c.Warrant.Key.Message
		m.NotAfter = notAfter
		c.Warrant.Key, _ = m.Sign(c.Streamer, domain())
		if err := k.Keep(incentives.Address{1}, c.Kept()); err != nil {
			t.Fatal(err)
		}
	}
	got, err := k.Find(honest(t, 1, 3).Kept().Report.StructHash())
	if err != nil || got.Warrants[0].Key.Message.NotAfter != courttest.End+500 {
		t.Fatalf("%+v, %v", got.Warrants, err)
	}
}

func TestWhatCannotBeDefendedIsNotKept(t *testing.T) {
	c := honest(t, 2, 1)
	c.Receipts[1].TimeMs = 0
	if err := New(storetest.New(), domain()).Keep(incentives.Address{1}, c.Kept()); !errors.Is(err, court.ErrFault) {
		t.Fatal(err)
	}
	for name, r := range map[string]court.Kept{"nothing": {}, "no warrants": {Entries: honest(t, 2, 1).Kept().Entries}} {
		if err := New(storetest.New(), domain()).Keep(incentives.Address{1}, r); err == nil {
			t.Errorf("%s: kept", name)
		}
	}
}

func TestDamageIsTold(t *testing.T) {
	r := honest(t, 2, 1).Kept()
	hash := r.Report.StructHash()
	for name, damage := range map[string]func(*storetest.Memory, incentives.Address) store.Op{
		"report cut": func(d *storetest.Memory, k incentives.Address) store.Op {
			return store.Put(store.EvidenceReports, path(k, hash[:]), []byte{1, 2, 3})
		},
		"no grant": func(d *storetest.Memory, k incentives.Address) store.Op {
			return store.Delete(store.EvidenceGrants, path(k, r.Entries[1].Receipt.Message.GrantHash[:]))
		},
		"another report": func(d *storetest.Memory, k incentives.Address) store.Op {
			other, _ := encodeReport(honest(t, 2, 9).Kept())
			return store.Put(store.EvidenceReports, path(k, hash[:]), other)
		},
	} {
		disk, key := storetest.New(), incentives.Address{7}
		k := New(disk, domain())
		if err := k.Keep(key, r); err != nil {
			t.Fatal(err)
		}
		if err := disk.Commit(damage(disk, key)); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Find(hash); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzReport holds the codec to one form: what is read is written as the same bytes.
func FuzzReport(f *testing.F) {
	for n := 1; n < 4; n++ {
		b, err := encodeReport(honest(f, n, 1).Kept())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeReport(b)
		if err != nil {
			return
		}
		again, err := encodeReport(r)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%x becomes %x, %v", b, again, err)
		}
	})
}
