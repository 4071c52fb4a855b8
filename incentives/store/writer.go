package store

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
)

const (
	groupSize = 64                    // operations that are not kept waiting
	groupWait = 20 * time.Millisecond // longest wait of a lone operation
	headsWait = 5 * time.Second       // longest age of the second copy while vouchers change
)

// request is one caller's operations, all or none of which are committed.
type request struct {
	ops    []Op
	now    bool
	result chan error // takes exactly one result; buffered
}

// write is the one goroutine that changes the database. It ends when the store is closing and nothing waits.
func (s *Store) write() {
	defer close(s.done)
	var (
		failed     error            // why no more writes are taken
		headsDue   <-chan time.Time // when the second copy must be written; nil while it is fresh
		writeHeads = func() {
			headsDue = nil
			if err := s.writeHeads(); err != nil {
				s.log.Warn("second copy not written", "file", headsName, "err", err)
				headsDue = time.After(headsWait)
			}
		}
	)
	for {
		select {
		case first := <-s.requests:
			group := s.gather(first)
			if failed == nil {
				failed = s.flush(group)
			} else {
				answer(group, failed)
			}
			switch touched, now := headsTouched(group); {
			case failed != nil || !touched:
			case now:
				writeHeads()
			case headsDue == nil:
				headsDue = time.After(headsWait)
			}
		case <-headsDue:
			writeHeads()
		case <-s.closing:
			if len(s.requests) > 0 {
				continue
			}
			if headsDue != nil && failed == nil {
				writeHeads()
			}
			return
		}
	}
}

// gather waits for company for first: until groupSize operations, groupWait, a request that cannot wait, or the end.
func (s *Store) gather(first *request) []*request {
	group, ops := []*request{first}, len(first.ops)
	if first.now {
		return group
	}
	timeout := time.NewTimer(groupWait)
	defer timeout.Stop()
	for ops < groupSize {
		select {
		case r := <-s.requests:
			group, ops = append(group, r), ops+len(r.ops)
			if r.now {
				return group
			}
		case <-timeout.C:
			return group
		case <-s.closing:
			return group
		}
	}
	return group
}

// flush commits a group and answers everybody in it. It returns an error only when the store can take no more.
func (s *Store) flush(group []*request) error {
	err := s.db.Update(func(tx *bolt.Tx) error {
		for _, r := range group {
			for _, op := range r.ops {
				if err := applyOp(tx, op); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		answer(group, nil)
		return nil
	}
	answer(group, fmt.Errorf("%w: %w", ErrUnknown, err))
	return fatal(err)
}

// fatal returns ErrFailed when err means that the disk cannot be trusted any more. After an I/O error the kernel may call pages
// clean that never reached the disk: a later success would mean nothing. A full disk is different, its writes resume.
func fatal(err error) error {
	if errors.Is(err, syscall.EIO) {
		return fmt.Errorf("%w: %w", ErrFailed, err)
	}
	return nil
}

func applyOp(tx *bolt.Tx, op Op) error {
	bucket := tx.Bucket([]byte(op.Table))
	if len(op.Value) == 0 {
		return bucket.Delete(op.Key)
	}
	return bucket.Put(op.Key, seal(op.Table, op.Key, op.Value))
}

func answer(group []*request, err error) {
	for _, r := range group {
		r.result <- err
	}
}

// headsTouched reports whether a group changes the second copy, and whether it cannot wait.
func headsTouched(group []*request) (touched, now bool) {
	for _, r := range group {
		for _, op := range r.ops {
			touched = touched || op.Table.head()
		}
		now = now || r.now
	}
	return touched, now
}
