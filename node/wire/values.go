package wire

import (
	"crypto/sha256"
	"fmt"
	"math/big"
)

// AmountBytes returns a number of token base units as messages carry it: big-endian, without leading zeros. A number below
// zero or beyond 96 bits is an error that wraps ErrInvalid.
func AmountBytes(v *big.Int) ([]byte, error) {
	if v.Sign() < 0 || v.BitLen() > 8*MaxAmount {
		return nil, fmt.Errorf("amount of %d bits: %w: want 0 to %d bits", v.BitLen(), ErrInvalid, 8*MaxAmount)
	}
	return v.Bytes(), nil
}

// Amount returns the number that a validated amount field carries.
func Amount(b []byte) *big.Int { return new(big.Int).SetBytes(b) }

// PathID returns the 8-byte id that stands for a node in a path: the head of the SHA-256 hash of its binary peer id.
func PathID(peerID []byte) [PathIDSize]byte {
	sum := sha256.Sum256(peerID)
	return [PathIDSize]byte(sum[:])
}
