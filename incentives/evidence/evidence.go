package evidence

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/court"
	"github.com/casto-network/casto/incentives/store"
)

var (
	// ErrUnknown reports a report of which nothing is kept.
	ErrUnknown = errors.New("no evidence is kept for the report")
	// ErrDamaged reports stored data that does not check.
	ErrDamaged = errors.New("stored evidence does not check")
)

const (
	// maxKept is how many grants and warrants are remembered as written; beyond, they are forgotten, and written again.
	maxKept = 1 << 16
	// dropSize is how many pairs one commit of Drop removes.
	dropSize = 512
)

// Store is what a Keeper needs of package store.
type Store interface {
	// Commit makes all operations durable, or fails with the outcome unknown.
	Commit(ops ...store.Op) error
	// Within walks over the pairs of a table whose keys begin with prefix.
	Within(t store.Table, prefix []byte, f func(key, value []byte) error) error
}

// Keeper is safe for concurrent use. It starts no goroutine.
type Keeper struct {
	store  Store
	domain incentives.Domain

	mu   sync.Mutex                   // guards kept
	kept map[incentives.Hash]struct{} // of grants and warrants that are on disk for sure
}

// New returns a Keeper over a store.
func New(s Store, d incentives.Domain) *Keeper {
	return &Keeper{store: s, domain: d, kept: make(map[incentives.Hash]struct{})}
}

// Keep makes durable all that a challenge of the report may ask for; call it before key signs the report. Signatures must have been
// verified. It fails with court.ErrFault for a report that could not be defended.
func (k *Keeper) Keep(key incentives.Address, r court.Kept) error {
	ops, fresh, err := k.writes(key, r)
	if err == nil {
		err = k.store.Commit(ops...)
	}
	if err != nil {
		return fmt.Errorf("keep report %s: %w", r.Report.StructHash().Hex(), err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.kept) > maxKept {
		clear(k.kept)
	}
	for _, hash := range fresh {
		k.kept[hash] = struct{}{}
	}
	return nil
}

// writes returns what is to be written of a report, and what of it counts as kept then.
func (k *Keeper) writes(key incentives.Address, r court.Kept) (ops []store.Op, fresh []incentives.Hash, err error) {
	if n := len(r.Entries); n != len(r.Warrants) || n == 0 || n > incentives.MaxReportEntries {
		return nil, nil, fmt.Errorf("%d entries with %d warrants", n, len(r.Warrants))
	}
	hash := r.Report.StructHash()
	value, err := encodeReport(r)
	if err != nil {
		return nil, nil, err
	}
	ops = append(ops, store.Put(store.EvidenceReports, path(key, hash[:]), value))
	add := func(t store.Table, path, value []byte) {
		op := store.Put(t, path, value)
		hash := crypto.Keccak256Hash([]byte(t), path, value)
		k.mu.Lock()
		_, known := k.kept[hash]
		k.mu.Unlock()
		if !known {
			ops, fresh = append(ops, op), append(fresh, hash)
		}
	}
	add(store.EvidenceKeys, key[:], []byte{1})
	for i, e := range r.Entries {
		w := r.Warrants[i]
		if err := court.Check(k.domain, r.Report, e, w); err != nil {
			return nil, nil, fmt.Errorf("entry %d: %w", i, err)
		}
		grant, err := e.Grant.MarshalBinary()
		if err != nil {
			return nil, nil, err
		}
		warrant, err := w.Key.MarshalBinary()
		if err != nil {
			return nil, nil, err
		}
		add(store.EvidenceGrants, path(key, e.Receipt.Message.GrantHash[:]), grant)
		m := w.Key.Message
		add(store.EvidenceWarrants, path(key, m.StreamID[:], m.Key[:], binary.BigEndian.AppendUint64(nil, m.NotAfter)), append(warrant, w.Name...))
	}
	return ops, fresh, nil
}

// path returns the key of a pair.
func path(key incentives.Address, parts ...[]byte) []byte {
	return append(key[:], bytes.Join(parts, nil)...)
}

// Find returns what is kept of the report with that struct hash, whichever key signed it. It fails with ErrUnknown or ErrDamaged.
func (k *Keeper) Find(report incentives.Hash) (court.Kept, error) {
	keys, err := k.Keys()
	if err != nil {
		return court.Kept{}, fmt.Errorf("find report %s: %w", report.Hex(), err)
	}
	for _, key := range keys {
		kept, err := k.find(key, report)
		if !errors.Is(err, ErrUnknown) {
			return kept, err
		}
	}
	return court.Kept{}, fmt.Errorf("find report %s: %w", report.Hex(), ErrUnknown)
}

func (k *Keeper) find(key incentives.Address, report incentives.Hash) (court.Kept, error) {
	value, err := k.get(store.EvidenceReports, path(key, report[:]))
	if err != nil {
		return court.Kept{}, fmt.Errorf("find report %s: %w", report.Hex(), err)
	}
	kept, err := decodeReport(value)
	if err == nil && kept.Report.StructHash() != report {
		err = errors.New("another report")
	}
	if err != nil {
		return court.Kept{}, fmt.Errorf("find report %s: %w: %w", report.Hex(), ErrDamaged, err)
	}
	for i := range kept.Entries {
		e := &kept.Entries[i]
		w, err := k.complete(key, e)
		if err != nil {
			return court.Kept{}, fmt.Errorf("find report %s: entry %d: %w: %v", report.Hex(), i, ErrDamaged, err) // that the report is unknown it is not
		}
		kept.Warrants = append(kept.Warrants, w)
	}
	return kept, nil
}

// complete adds an entry's grant, and returns its warrant.
func (k *Keeper) complete(key incentives.Address, e *incentives.ReportEntry) (w incentives.Warrant, err error) {
	value, err := k.get(store.EvidenceGrants, path(key, e.Receipt.Message.GrantHash[:]))
	if err == nil {
		err = e.Grant.UnmarshalBinary(value)
	}
	if err != nil {
		return w, fmt.Errorf("grant: %w", err)
	}
	signer, err := e.Grant.Recover(k.domain)
	if err != nil {
		return w, fmt.Errorf("grant: %w", err)
	}
	id := e.Grant.Message.StreamID
	err = k.store.Within(store.EvidenceWarrants, path(key, id[:], signer[:]), func(_, value []byte) error {
		var last incentives.Warrant // keys end in notAfter: the last one holds longest
		cut := min(len(value), warrantSize)
		if err := last.Key.UnmarshalBinary(value[:cut]); err != nil {
			return err
		}
		last.Name = string(value[cut:])
		w = last
		return nil
	})
	if err == nil && w == (incentives.Warrant{}) {
		err = ErrUnknown
	}
	if err != nil {
		return w, fmt.Errorf("warrant: %w", err)
	}
	return w, nil
}

// get returns one value, or ErrUnknown.
func (k *Keeper) get(t store.Table, key []byte) (value []byte, err error) {
	err = k.store.Within(t, key, func(found, v []byte) error {
		if len(found) == len(key) {
			value = bytes.Clone(v)
		}
		return nil
	})
	if err == nil && value == nil {
		err = ErrUnknown
	}
	return value, err
}

// Keys returns the report keys of which anything is kept, in order.
func (k *Keeper) Keys() ([]incentives.Address, error) {
	var keys []incentives.Address
	err := k.store.Within(store.EvidenceKeys, nil, func(key, _ []byte) error {
		if len(key) != len(incentives.Address{}) {
			return ErrDamaged
		}
		keys = append(keys, incentives.Address(key))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list report keys: %w", err)
	}
	return keys, nil
}

// Drop forgets all that is kept of a report key. Call it when no report of that key can be challenged any more. It takes many
// small commits, so that others can write in between; one that is cut short is finished by the next call.
func (k *Keeper) Drop(key incentives.Address) error {
	k.mu.Lock()
	clear(k.kept)
	k.mu.Unlock()
	for _, t := range []store.Table{store.EvidenceReports, store.EvidenceGrants, store.EvidenceWarrants, store.EvidenceKeys} {
		for {
			ops, err := k.some(t, key)
			if err == nil && len(ops) > 0 {
				err = k.store.Commit(ops...)
			}
			if err != nil {
				return fmt.Errorf("drop evidence of key %s: %w", key.Hex(), err)
			}
			if len(ops) == 0 {
				break
			}
		}
	}
	return nil
}

// some returns deletions of up to dropSize pairs of a key.
func (k *Keeper) some(t store.Table, key incentives.Address) ([]store.Op, error) {
	enough := errors.New("enough")
	var ops []store.Op
	err := k.store.Within(t, key[:], func(found, _ []byte) error {
		if len(ops) == dropSize {
			return enough
		}
		ops = append(ops, store.Delete(t, bytes.Clone(found)))
		return nil
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return ops, err
}
