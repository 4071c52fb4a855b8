package store

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	bolt "go.etcd.io/bbolt"

	"github.com/casto-network/casto/incentives"
)

var (
	// ErrLocked reports a data folder that another process uses.
	ErrLocked = errors.New("data folder is in use by another process")
	// ErrDomain reports a data folder that belongs to another chain or contract.
	ErrDomain = errors.New("data folder belongs to another chain or contract")
	// ErrUnknown reports a commit of which nobody can say whether it is on disk. Treat what it held as possibly written.
	ErrUnknown = errors.New("outcome of commit unknown")
	// ErrFailed reports a store that takes no more writes, since the disk reported an I/O error. End the process.
	ErrFailed = errors.New("disk failed")
	// ErrClosed reports use after Close.
	ErrClosed = errors.New("store is closed")
)

const (
	databaseName = "casto.db"
	headsName    = "heads.snap"
)

// Options configures a Store.
type Options struct {
	// Dir is the data folder; it is created with mode 0700 when missing.
	Dir string
	// Domain is the deployment that the folder's signatures are for; a folder never changes it.
	Domain incentives.Domain
	// Logger tells of repairs; nil discards.
	Logger *slog.Logger
	// Unchecked opens the folder without looking at every value first; each is checked when it is read. For what grows to many
	// gigabytes, and of which a part is better than nothing.
	Unchecked bool
}

// Recovery says what Open had to repair.
type Recovery struct {
	Cause    error  // why the database was not usable
	SetAside string // where the damaged file went
	Records  int    // taken over from heads.snap
	Skipped  int    // lines of heads.snap that did not check
}

// Store is an open data folder. It is safe for concurrent use.
type Store struct {
	dir      string
	log      *slog.Logger
	db       *bolt.DB
	recovery *Recovery

	requests chan *request
	closing  chan struct{} // closed by Close
	done     chan struct{} // closed when the writer has ended
	close    func()
}

// Open opens the folder, locks it, checks every value unless told not to, and repairs the database from heads.snap when it is damaged. It starts
// the goroutine that writes; Close ends it.
func Open(opts Options) (*Store, error) {
	if opts.Dir == "" {
		return nil, errors.New("open store: no folder given")
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(opts.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{dir: opts.Dir, log: opts.Logger, requests: make(chan *request, groupSize), closing: make(chan struct{}), done: make(chan struct{})}
	s.close = sync.OnceFunc(func() { close(s.closing) })
	var err error
	if s.db, s.recovery, err = openOrRebuild(opts); err != nil {
		return nil, fmt.Errorf("open store %s: %w", opts.Dir, err)
	}
	if err := bindDomain(s.db, opts.Domain); err != nil {
		return nil, fmt.Errorf("open store %s: %w", opts.Dir, errors.Join(err, s.db.Close()))
	}
	go s.write()
	return s, nil
}

// Recovered returns what Open repaired, or nil.
func (s *Store) Recovered() *Recovery { return s.recovery }

// Close commits what is waiting, writes the second copy and releases the folder. It is safe to call twice.
func (s *Store) Close() error {
	s.close()
	<-s.done
	return s.db.Close()
}

// Commit makes all ops durable in one transaction, or fails with ErrUnknown. It may wait for others for up to 20 ms.
func (s *Store) Commit(ops ...Op) error { return s.commit(false, ops) }

// CommitNow is Commit without waiting for others, and refreshes the second copy at once.
func (s *Store) CommitNow(ops ...Op) error { return s.commit(true, ops) }

func (s *Store) commit(now bool, ops []Op) error {
	for _, op := range ops {
		if err := op.Validate(); err != nil {
			return err
		}
	}
	r := &request{ops: ops, now: now, result: make(chan error, 1)}
	select {
	case <-s.closing:
		return ErrClosed
	case s.requests <- r:
	}
	select {
	case err := <-r.result:
		return err
	case <-s.done: // the writer took r or never will; a result that is there counts
		select {
		case err := <-r.result:
			return err
		default:
			return ErrClosed
		}
	}
}

// Each calls f for every pair of a table in the order of keys. Key and value are valid only during the call. A value that
// does not check ends the walk with an error. f must not write to the store: a writer may wait for readers.
func (s *Store) Each(t Table, f func(key, value []byte) error) error { return s.Within(t, nil, f) }

// Within is Each for the keys that begin with prefix.
func (s *Store) Within(t Table, prefix []byte, f func(key, value []byte) error) error {
	return s.db.View(func(tx *bolt.Tx) error {
		bucket := tx.Bucket([]byte(t))
		if bucket == nil {
			return fmt.Errorf("table %s: unknown", t)
		}
		cursor := bucket.Cursor()
		for k, v := cursor.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = cursor.Next() {
			payload, err := unseal(t, k, v)
			if err != nil {
				return err
			}
			if err := f(k, payload); err != nil {
				return err
			}
		}
		return nil
	})
}
