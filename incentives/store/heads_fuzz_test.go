package store

import (
	"fmt"
	"hash/crc32"
	"testing"
)

// FuzzParseHeads holds the reader of heads.snap to what it promises: no panic, every record it returns checks, and only a
// file that is whole passes as such.
func FuzzParseHeads(f *testing.F) {
	body := headsTitle + fmt.Sprintf("%s %x %x\n", PayeeChannels, "k", seal(PayeeChannels, []byte("k"), []byte("v")))
	whole := body + fmt.Sprintf("end 1 %08x\n", crc32.Checksum([]byte(body), castagnoli))
	for _, s := range []string{whole, body, headsTitle, "", "end 0 00000000\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ops, skipped, err := parseHeads(b)
		for _, op := range ops {
			if err := op.Validate(); err != nil || !op.Table.head() || len(op.Value) == 0 {
				t.Fatalf("accepted %q %x: %v", op.Table, op.Key, err)
			}
		}
		if err == nil && skipped > 0 {
			t.Fatal("whole, yet lines were skipped")
		}
	})
}

// FuzzUnseal shows that a value passes only under its own table and key.
func FuzzUnseal(f *testing.F) {
	f.Add([]byte("key"), []byte("payload"), []byte("other"))
	f.Fuzz(func(t *testing.T, key, payload, other []byte) {
		sealed := seal(Chain, key, payload)
		got, err := unseal(Chain, key, sealed)
		if err != nil || string(got) != string(payload) {
			t.Fatalf("own value: %q, %v", got, err)
		}
		if _, err := unseal(Chain, other, sealed); err == nil && string(other) != string(key) && len(other) == len(key) && diffBits(key, other) == 1 {
			t.Fatal("value passed under a key one bit away")
		}
		if _, err := unseal(Chain, key, payload); err == nil && len(payload) < valueHeader {
			t.Fatal("short value passed")
		}
	})
}

func diffBits(a, b []byte) (n int) {
	for i := range a {
		for x := a[i] ^ b[i]; x != 0; x &= x - 1 {
			n++
		}
	}
	return n
}
