package incentives

import (
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Address is a 20-byte Ethereum account address. The alias lets packages name addresses without importing go-ethereum.
type Address = common.Address

// Hash is a 32-byte Keccak-256 hash.
type Hash = common.Hash

// StreamID names a stream for ever: keccak256(streamer address (20 bytes) || name).
type StreamID [32]byte

// NewStreamID derives the identity of the stream that streamer publishes under name.
func NewStreamID(streamer Address, name string) StreamID {
	return StreamID(crypto.Keccak256Hash(streamer[:], []byte(name)))
}

// ParseStreamID reads the 0x-prefixed hex form, 66 characters.
func ParseStreamID(s string) (StreamID, error) {
	var id StreamID
	err := id.UnmarshalText([]byte(s))
	return id, err
}

// String returns 64 hex digits with prefix 0x.
func (id StreamID) String() string { return "0x" + hex.EncodeToString(id[:]) }

// MarshalText implements encoding.TextMarshaler, and with it JSON, by String.
func (id StreamID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. It accepts exactly 0x and 64 hex digits.
func (id *StreamID) UnmarshalText(text []byte) error {
	return decodeHex("stream id", id[:], text)
}

// ParseAddress reads 0x and 40 hex digits. Mixed case must carry a right EIP-55 checksum, so that a typing error is
// caught; all lower or all upper case is taken as it is.
func ParseAddress(s string) (Address, error) {
	var a Address
	if err := decodeHex("address", a[:], []byte(s)); err != nil {
		return Address{}, err
	}
	digits := s[2:]
	mixed := digits != strings.ToLower(digits) && digits != strings.ToUpper(digits)
	if mixed && a.Hex() != s {
		return Address{}, fmt.Errorf("address %s: %w: EIP-55 checksum does not match", s, ErrSyntax)
	}
	return a, nil
}

// decodeHex fills dst from 0x-prefixed hex text of exactly that size.
func decodeHex(what string, dst, text []byte) error {
	if len(text) != 2+2*len(dst) || text[0] != '0' || text[1] != 'x' {
		return fmt.Errorf("%s: %w: want 0x and %d hex digits", what, ErrSyntax, 2*len(dst))
	}
	if _, err := hex.Decode(dst, text[2:]); err != nil {
		return fmt.Errorf("%s: %w: %w", what, ErrSyntax, err)
	}
	return nil
}
