package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/casto-network/casto/incentives/store"
)

// Failure is what the next commit does instead of its work.
type Failure int

// The failures. In both the caller gets store.ErrUnknown and cannot tell which one it was.
const (
	NotWritten Failure = iota + 1 // nothing is written
	Written                       // everything is written
)

// Memory is a store in memory, with the methods of *store.Store. It is safe for concurrent use.
type Memory struct {
	mu      sync.Mutex // guards all below
	tables  map[store.Table]map[string][]byte
	failure Failure
	commits int
}

// New returns an empty store.
func New() *Memory { return &Memory{tables: make(map[store.Table]map[string][]byte)} }

// Fail makes the next commit fail.
func (m *Memory) Fail(f Failure) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failure = f
}

// Commits returns how many commits were asked for.
func (m *Memory) Commits() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.commits
}

// Clone returns a copy that shares nothing: a backup, or what a crash at this moment leaves.
func (m *Memory) Clone() *Memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := New()
	for t, pairs := range m.tables {
		c.tables[t] = maps.Clone(pairs)
	}
	return c
}

// Commit does all ops at once.
func (m *Memory) Commit(ops ...store.Op) error {
	for _, op := range ops {
		if err := op.Validate(); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.commits++
	failure := m.failure
	m.failure = 0
	if failure != NotWritten {
		for _, op := range ops {
			m.apply(op)
		}
	}
	if failure != 0 {
		return fmt.Errorf("%w: %w", store.ErrUnknown, errors.New("storetest: asked to fail"))
	}
	return nil
}

// CommitNow is Commit.
func (m *Memory) CommitNow(ops ...store.Op) error { return m.Commit(ops...) }

func (m *Memory) apply(op store.Op) {
	if m.tables[op.Table] == nil {
		m.tables[op.Table] = make(map[string][]byte)
	}
	if len(op.Value) == 0 {
		delete(m.tables[op.Table], string(op.Key))
		return
	}
	m.tables[op.Table][string(op.Key)] = bytes.Clone(op.Value)
}

// Each calls f for every pair of a table in the order of keys.
func (m *Memory) Each(t store.Table, f func(key, value []byte) error) error {
	return m.Within(t, nil, f)
}

// Within is Each for the keys that begin with prefix.
func (m *Memory) Within(t store.Table, prefix []byte, f func(key, value []byte) error) error {
	m.mu.Lock()
	pairs := maps.Clone(m.tables[t])
	m.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(pairs)) {
		if !bytes.HasPrefix([]byte(key), prefix) {
			continue
		}
		if err := f([]byte(key), pairs[key]); err != nil {
			return err
		}
	}
	return nil
}
