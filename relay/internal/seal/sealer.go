package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
)

// Overhead is what sealing adds to a packet, in bytes: the authentication tag.
const Overhead = 16

// Labels of the key derivation (RFC 3711, section 4.3.2).
const (
	labelKey  = 0
	labelSalt = 2
)

// Sealer encrypts the RTP packets of one direction of a session (RFC 7714). It belongs to one goroutine.
type Sealer struct {
	aead cipher.AEAD
	salt [12]byte
	iv   [12]byte
}

// New returns a Sealer.
func New(k Keys) (*Sealer, error) {
	key, err := derive(labelKey, k, len(k.Key))
	if err != nil {
		return nil, fmt.Errorf("derive SRTP key: %w", err)
	}
	salt, err := derive(labelSalt, k, 12)
	if err != nil {
		return nil, fmt.Errorf("derive SRTP salt: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("SRTP key: %w", err)
	}
	s := &Sealer{}
	if s.aead, err = cipher.NewGCM(block); err != nil {
		return nil, fmt.Errorf("SRTP cipher: %w", err)
	}
	copy(s.salt[:], salt)
	return s, nil
}

// derive is the key derivation of RFC 3711, section 4.3, without rekeying.
func derive(label byte, k Keys, n int) ([]byte, error) {
	block, err := aes.NewCipher(k.Key)
	if err != nil {
		return nil, err
	}
	var iv [16]byte
	copy(iv[:14], k.Salt)
	iv[7] ^= label
	out := make([]byte, n)
	cipher.NewCTR(block, iv[:]).XORKeyStream(out, out)
	return out, nil
}

// Seal completes a packet. The first header bytes of dst are the RTP header with its extensions; after them, dst has room for
// payload and Overhead exactly. Index is the extended sequence number of RFC 3711, whose lower 16 bits are those in the header.
func (s *Sealer) Seal(dst []byte, header int, payload []byte, ssrc uint32, index uint64) {
	s.iv = s.salt
	iv := s.iv[2:]
	binary.BigEndian.PutUint32(iv, binary.BigEndian.Uint32(iv)^ssrc)
	binary.BigEndian.PutUint32(iv[4:], binary.BigEndian.Uint32(iv[4:])^uint32(index>>16))
	binary.BigEndian.PutUint16(iv[8:], binary.BigEndian.Uint16(iv[8:])^uint16(index))
	s.aead.Seal(dst[header:header], s.iv[:], payload, dst[:header])
}
