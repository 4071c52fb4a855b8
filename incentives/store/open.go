package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/casto-network/casto/incentives"
)

// lockWait is how long Open waits for another process to let go of the folder.
const lockWait = time.Second

// errDamaged reports a database that cannot be trusted.
var errDamaged = errors.New("database is damaged")

// openOrRebuild opens a sound database, makes a new one in a new folder, or rebuilds one that is damaged or missing.
func openOrRebuild(opts Options) (*bolt.DB, *Recovery, error) {
	path, heads, log := filepath.Join(opts.Dir, databaseName), filepath.Join(opts.Dir, headsName), opts.Logger
	var db *bolt.DB
	var err error
	switch {
	case hasBytes(path): // bbolt would take an empty file for a new one
		db, err = openChecked(path, !opts.Unchecked)
	case hasBytes(heads):
		err = fmt.Errorf("%w: it is missing, the second copy is not", errDamaged)
	default:
		db, err = openChecked(path, !opts.Unchecked)
	}
	if !errors.Is(err, errDamaged) {
		return db, nil, err
	}
	r := &Recovery{Cause: err}
	if db, err = rebuild(path, heads, r, log); err != nil {
		return nil, nil, fmt.Errorf("rebuild after %w: %w", r.Cause, err)
	}
	log.Warn("database is rebuilt from the second copy", "cause", r.Cause, "set aside", r.SetAside, "records", r.Records, "skipped", r.Skipped)
	return db, r, nil
}

// hasBytes reports whether path is a file that is not empty.
func hasBytes(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}

// openChecked opens path, checks every value and bbolt's structure if all is to be checked, and creates missing tables.
func openChecked(path string, all bool) (db *bolt.DB, err error) {
	// A damaged file makes bbolt panic or read beyond its map; both are damage, not our end.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errDamaged, r)
			if db != nil {
				err = errors.Join(err, closeDamaged(db))
				db = nil
			}
		}
	}()
	db, err = bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, PreLoadFreelist: true, FreelistType: bolt.FreelistMapType})
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.As(err, &pathErr):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if all {
		if err := verify(db); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, createTables(db)
}

// closeDamaged releases the lock of a database that panicked.
func closeDamaged(db *bolt.DB) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("close: %v", r)
		}
	}()
	return db.Close()
}

// verify checks the whole file: first by walking over every value, in this goroutine where a fault is caught, then by bbolt's
// own check, which knows of pages that no value is on.
func verify(db *bolt.DB) error {
	return db.View(func(tx *bolt.Tx) error {
		if err := tx.ForEach(func(name []byte, bucket *bolt.Bucket) error {
			return bucket.ForEach(func(k, v []byte) error {
				_, err := unseal(Table(name), k, v)
				return err
			})
		}); err != nil {
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
		var first error
		for err := range tx.Check() { // read to the end, or its goroutine stays
			if first == nil {
				first = fmt.Errorf("%w: %w", errDamaged, err)
			}
		}
		return first
	})
}

func createTables(db *bolt.DB) error {
	return db.Update(func(tx *bolt.Tx) error {
		for _, t := range append(tables(), metaTable) {
			if _, err := tx.CreateBucketIfNotExists([]byte(t)); err != nil {
				return err
			}
		}
		return nil
	})
}

// rebuild makes a new database from heads.snap under another name, sets what is at path aside, and puts the new one in its
// place. A crash between leaves either the damaged database or none, and both lead here again.
func rebuild(path, heads string, r *Recovery, log *slog.Logger) (*bolt.DB, error) {
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	db, err := openChecked(fresh, true)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(importHeads(db, heads, r, log), db.Close()); err != nil {
		return nil, err
	}
	if r.SetAside, err = setAside(path); err != nil {
		return nil, err
	}
	if err := errors.Join(os.Rename(fresh, path), syncDir(filepath.Dir(path))); err != nil {
		return nil, err
	}
	return openChecked(path, true)
}

// setAside renames what is at path to a name that is free, and returns it.
func setAside(path string) (string, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	for i := 1; ; i++ {
		aside := fmt.Sprintf("%s.damaged-%d", path, i)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(path, aside)
		}
	}
}

// importHeads writes every good line of heads.snap, if there is one.
func importHeads(db *bolt.DB, heads string, r *Recovery, log *slog.Logger) error {
	b, err := os.ReadFile(heads)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	ops, skipped, err := parseHeads(b)
	if err != nil {
		log.Warn("second copy is used as far as it checks", "file", headsName, "err", err)
	}
	r.Records, r.Skipped = len(ops), skipped
	return db.Update(func(tx *bolt.Tx) error {
		for _, op := range ops {
			if err := applyOp(tx, op); err != nil {
				return err
			}
		}
		return nil
	})
}

// metaTable holds what the folder says of itself. It is not for callers.
const metaTable Table = "meta"

// bindDomain notes the domain of a new folder, and holds an old folder to its own.
func bindDomain(db *bolt.DB, domain incentives.Domain) error {
	key := []byte("domain")
	return db.Update(func(tx *bolt.Tx) error {
		bucket := tx.Bucket([]byte(metaTable))
		stored := bucket.Get(key)
		if stored == nil {
			b, err := json.Marshal(domain)
			if err != nil {
				return err
			}
			return bucket.Put(key, seal(metaTable, key, b))
		}
		payload, err := unseal(metaTable, key, stored)
		if err != nil {
			return err
		}
		var found incentives.Domain
		if err := json.Unmarshal(payload, &found); err != nil {
			return fmt.Errorf("domain of the folder: %w", err)
		}
		if found != domain {
			return fmt.Errorf("%w: chain %d, contract %s; asked for chain %d, contract %s", ErrDomain,
				found.ChainID, found.Contract.Hex(), domain.ChainID, domain.Contract.Hex())
		}
		return nil
	})
}
