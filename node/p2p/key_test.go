package p2p

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestKeyIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p2p.key")
	var wg sync.WaitGroup
	keys := make([][]byte, 8)
	for i := range keys { // as many processes might start at once
		wg.Go(func() {
			key, err := LoadKey(path)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	wg.Wait()
	for _, key := range keys {
		if len(key) == 0 || !bytes.Equal(key, keys[0]) {
			t.Fatalf("got %d different keys", len(keys))
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("mode %#o, want 0600", got)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDamagedKeysAreNotReplaced(t *testing.T) {
	seed := strings.Repeat("ab", 32)
	tests := []struct {
		name, content string
		mode          os.FileMode
		want          string
	}{
		{"whole", seed + "\n", 0o600, ""},
		{"cut off", seed[:62], 0o600, "want 32 bytes in hex"},
		{"empty", "", 0o600, "want 32 bytes in hex"},
		{"not hex", strings.Repeat("zz", 32), 0o600, "want 32 bytes in hex"},
		{"readable by others", seed, 0o644, "chmod 600"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "p2p.key")
			if err := os.WriteFile(path, []byte(tt.content), tt.mode); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, tt.mode); err != nil {
				t.Fatal(err)
			}
			_, err := LoadKey(path)
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "abab") {
				t.Error("the error shows the key")
			}
			if after, _ := os.ReadFile(path); string(after) != tt.content {
				t.Errorf("file holds %q now", after)
			}
		})
	}
}

func TestKeyNeedsItsFolder(t *testing.T) {
	if _, err := LoadKey(filepath.Join(t.TempDir(), "none", "p2p.key")); err == nil {
		t.Error("no error")
	}
}
