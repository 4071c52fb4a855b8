package store

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/casto-network/casto/incentives"
)

// TestFailedCommitIsUnknown takes the disk away under the store.
func TestFailedCommitIsUnknown(t *testing.T) {
	s, err := Open(Options{Dir: t.TempDir(), Domain: incentives.Domain{ChainID: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.CommitNow(Put(Chain, []byte("k"), []byte("v"))); !errors.Is(err, ErrUnknown) || errors.Is(err, ErrFailed) {
			t.Fatalf("err = %v, want ErrUnknown", err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestOnlyAnInputOutputErrorIsForGood: after EIO a later success would mean nothing; a full disk is emptied and goes on.
func TestOnlyAnInputOutputErrorIsForGood(t *testing.T) {
	wrapped := func(err error) error {
		return fmt.Errorf("write: %w", &os.PathError{Op: "write", Path: "casto.db", Err: err})
	}
	if err := fatal(wrapped(syscall.EIO)); !errors.Is(err, ErrFailed) || !errors.Is(err, syscall.EIO) {
		t.Errorf("EIO: %v", err)
	}
	if err := fatal(wrapped(syscall.ENOSPC)); err != nil {
		t.Errorf("ENOSPC: %v", err)
	}
	if err := fatal(nil); err != nil {
		t.Errorf("success: %v", err)
	}
}
