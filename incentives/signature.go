package incentives

import (
	"encoding/hex"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/crypto"
)

// Signature is a recoverable secp256k1 signature r (32) || s (32) || v (1). In memory v is 0 or 1, the parity of the
// nonce point's y; text and JSON carry Ethereum's 27 or 28, and reading accepts both.
type Signature [65]byte

// CompactSignature is the EIP-2098 form of a Signature, 64 bytes: r || (v<<255 | s). The contracts take only this one.
type CompactSignature [64]byte

// Recover returns the address whose key signed digest. It accepts low s only (EIP-2), so that nobody can make a second
// signature from a first; every fault is ErrSignature.
func Recover(digest Hash, sig Signature) (Address, error) {
	r, s := new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:64])
	if !crypto.ValidateSignatureValues(sig[64], r, s, true) {
		return Address{}, fmt.Errorf("recover: %w: r, s or v out of range", ErrSignature)
	}
	key, err := crypto.SigToPub(digest[:], sig[:])
	if err != nil {
		return Address{}, fmt.Errorf("recover: %w: %w", ErrSignature, err)
	}
	signer := crypto.PubkeyToAddress(*key)
	if signer == (Address{}) {
		return Address{}, fmt.Errorf("recover: %w: zero address", ErrSignature)
	}
	return signer, nil
}

// Compact returns the EIP-2098 form. It is defined for valid signatures, whose low s leaves the top bit free.
func (s Signature) Compact() CompactSignature {
	var c CompactSignature
	copy(c[:], s[:64])
	c[32] |= s[64] << 7
	return c
}

// Expand returns the 65-byte form of c.
func (c CompactSignature) Expand() Signature {
	var s Signature
	copy(s[:], c[:])
	s[64] = c[32] >> 7
	s[32] &= 0x7f
	return s
}

// ParseSignature reads 0x and 130 hex digits.
func ParseSignature(text string) (Signature, error) {
	var s Signature
	err := s.UnmarshalText([]byte(text))
	return s, err
}

// String returns 0x and 130 hex digits with v as 27 or 28.
func (s Signature) String() string {
	s[64] += 27
	return "0x" + hex.EncodeToString(s[:])
}

// MarshalText implements encoding.TextMarshaler, and with it JSON, by String.
func (s Signature) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; the last byte may be 0, 1, 27 or 28.
func (s *Signature) UnmarshalText(text []byte) error {
	var raw Signature
	if err := decodeHex("signature", raw[:], text); err != nil {
		return err
	}
	if raw[64] >= 27 {
		raw[64] -= 27
	}
	if raw[64] > 1 {
		return fmt.Errorf("signature: %w: last byte is none of 0, 1, 27, 28", ErrSignature)
	}
	*s = raw
	return nil
}
