package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

const (
	valueVersion = 1
	valueHeader  = 5       // version (1), CRC-32C (4, big-endian)
	maxValue     = 1 << 20 // bytes of a payload
	maxKey       = 1 << 10 // bytes of a key
)

// castagnoli is the table of CRC-32C, RFC 3720 section 12.1.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errValue reports a stored value that is not what was written.
var errValue = errors.New("value does not check")

// seal returns version | CRC-32C | payload. The checksum also covers table and key, so that a value which turns up under
// another key does not pass.
func seal(t Table, key, payload []byte) []byte {
	b := make([]byte, valueHeader, valueHeader+len(payload))
	b[0] = valueVersion
	binary.BigEndian.PutUint32(b[1:], checksum(t, key, payload))
	return append(b, payload...)
}

// unseal returns the payload of a sealed value, sharing its memory.
func unseal(t Table, key, value []byte) ([]byte, error) {
	if len(value) < valueHeader {
		return nil, fmt.Errorf("%s/%x: %w: %d bytes", t, key, errValue, len(value))
	}
	if value[0] != valueVersion {
		return nil, fmt.Errorf("%s/%x: %w: version %d", t, key, errValue, value[0])
	}
	payload := value[valueHeader:]
	if checksum(t, key, payload) != binary.BigEndian.Uint32(value[1:]) {
		return nil, fmt.Errorf("%s/%x: %w: wrong checksum", t, key, errValue)
	}
	return payload, nil
}

func checksum(t Table, key, payload []byte) uint32 {
	sum := crc32.Checksum([]byte(t), castagnoli)
	sum = crc32.Update(sum, castagnoli, binary.BigEndian.AppendUint32(nil, uint32(len(key))))
	sum = crc32.Update(sum, castagnoli, key)
	return crc32.Update(sum, castagnoli, payload)
}
