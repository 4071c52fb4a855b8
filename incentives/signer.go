package incentives

import (
	"crypto/ecdsa"
	"fmt"
	"log/slog"

	"github.com/ethereum/go-ethereum/crypto"
)

// Signer signs digests as one address. Implementations are deterministic (RFC 6979): the same digest gives the same bytes,
// which lets a restarted payer repeat what it said before a crash. They are safe for concurrent use.
type Signer interface {
	Address() Address
	SignDigest(digest Hash) (Signature, error)
}

// KeySigner signs with a secp256k1 key in memory. It prints as its address, never as its key. The zero value signs nothing.
type KeySigner struct {
	key     *ecdsa.PrivateKey
	address Address
}

// NewKeySigner wraps key, which must be on secp256k1 and not be changed afterwards.
func NewKeySigner(key *ecdsa.PrivateKey) KeySigner {
	return KeySigner{key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
}

// GenerateKey returns a signer with a new random key.
func GenerateKey() (KeySigner, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return KeySigner{}, fmt.Errorf("generate key: %w", err)
	}
	return NewKeySigner(key), nil
}

// KeyFromBytes returns the signer of a 32-byte big-endian private key.
func KeyFromBytes(b []byte) (KeySigner, error) {
	key, err := crypto.ToECDSA(b)
	if err != nil {
		return KeySigner{}, fmt.Errorf("private key: %w: want 32 bytes within the curve's order", ErrSyntax)
	}
	return NewKeySigner(key), nil
}

// Bytes returns the private key, 32 bytes big-endian. Whoever has them can spend.
func (k KeySigner) Bytes() []byte { return crypto.FromECDSA(k.key) }

// Address returns the address of the key.
func (k KeySigner) Address() Address { return k.address }

// SignDigest signs digest with a low s.
func (k KeySigner) SignDigest(digest Hash) (Signature, error) {
	if k.key == nil {
		return Signature{}, fmt.Errorf("sign: %w: no key", ErrSigner)
	}
	b, err := crypto.Sign(digest[:], k.key)
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %w", err)
	}
	return Signature(b), nil
}

// String returns the address.
func (k KeySigner) String() string { return k.address.Hex() }

// Format implements fmt.Formatter for every verb, so that no verb prints the key.
func (k KeySigner) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, k.String()) }

// LogValue implements slog.LogValuer with the address.
func (k KeySigner) LogValue() slog.Value { return slog.StringValue(k.String()) }
