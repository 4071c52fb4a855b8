package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"

	bolt "go.etcd.io/bbolt"
)

// headsTitle is the first line of heads.snap. Every further line is "<table> <key in hex> <sealed value in hex>", whose value
// carries its own checksum; the last line is "end <lines> <CRC-32C of all before it in hex>".
const headsTitle = "casto heads 1\n"

// errHeads reports a heads.snap that is cut short or changed as a whole; lines that check are good nevertheless.
var errHeads = errors.New("second copy is damaged")

// writeHeads replaces heads.snap by what the database holds: temporary file, fsync, rename, fsync of the folder. A crash at
// any point leaves the old copy or the new one.
func (s *Store) writeHeads() error {
	b, err := encodeHeads(s.db)
	if err != nil {
		return err
	}
	path := filepath.Join(s.dir, headsName)
	if err := writeSynced(path+".tmp", b); err != nil {
		return err
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return err
	}
	return syncDir(s.dir)
}

func encodeHeads(db *bolt.DB) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(headsTitle)
	lines := 0
	err := db.View(func(tx *bolt.Tx) error {
		for _, t := range tables() {
			if !t.head() {
				continue
			}
			if err := tx.Bucket([]byte(t)).ForEach(func(k, v []byte) error {
				lines++
				_, err := fmt.Fprintf(&b, "%s %x %x\n", t, k, v)
				return err
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("write second copy: %w", err)
	}
	sum := crc32.Checksum(b.Bytes(), castagnoli)
	fmt.Fprintf(&b, "end %d %08x\n", lines, sum)
	return b.Bytes(), nil
}

// parseHeads returns every line that checks, how many do not, and errHeads when the file as a whole does not.
func parseHeads(b []byte) (ops []Op, skipped int, err error) {
	body, ok := strings.CutPrefix(string(b), headsTitle)
	if !ok {
		return nil, 0, fmt.Errorf("%w: no title", errHeads)
	}
	whole := false
	read := len(headsTitle)
	for line := range strings.Lines(body) {
		if strings.HasPrefix(line, "end ") {
			whole = line == fmt.Sprintf("end %d %08x\n", len(ops), crc32.Checksum(b[:read], castagnoli)) && read+len(line) == len(b)
			break
		}
		read += len(line)
		op, err := parseHead(strings.TrimSuffix(line, "\n"))
		if err != nil {
			skipped++
			continue
		}
		ops = append(ops, op)
	}
	if !whole {
		err = fmt.Errorf("%w: %d lines good, %d not", errHeads, len(ops), skipped)
	}
	return ops, skipped, err
}

// parseHead reads one line.
func parseHead(line string) (Op, error) {
	parts := strings.Split(line, " ")
	if len(parts) != 3 || !Table(parts[0]).head() {
		return Op{}, errHeads
	}
	key, err := hex.DecodeString(parts[1])
	if err != nil || len(key) == 0 || len(key) > maxKey {
		return Op{}, errHeads
	}
	value, err := hex.DecodeString(parts[2])
	if err != nil {
		return Op{}, errHeads
	}
	payload, err := unseal(Table(parts[0]), key, value)
	if err != nil {
		return Op{}, err
	}
	if len(payload) == 0 || len(payload) > maxValue {
		return Op{}, errHeads
	}
	return Put(Table(parts[0]), key, payload), nil
}

// writeSynced writes a file and waits until it is on disk.
func writeSynced(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncDir makes a rename in dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
