package incentives

import (
	"encoding/binary"
	"fmt"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
)

// The EIP-712 domain of every message; chain and contract make the rest of it.
const (
	domainName    = "CASTO PaymentChannels"
	domainVersion = "1"
	domainType    = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)

// Domain binds signatures to one deployment of PaymentChannels on one chain, as EIP-712 asks.
type Domain struct {
	ChainID  uint64  `json:"chainId,string"`
	Contract Address `json:"verifyingContract"`
}

// Separator returns the EIP-712 domain separator.
func (d Domain) Separator() Hash {
	name, version := crypto.Keccak256Hash([]byte(domainName)), crypto.Keccak256Hash([]byte(domainVersion))
	return structHash(domainType, []word{word(name), word(version), uintWord(d.ChainID), addressWord(d.Contract)})
}

// typedDigest returns keccak256(0x1901 || domain separator || struct hash), what a wallet signs.
func typedDigest(d Domain, typ string, words []word) Hash {
	separator, hash := d.Separator(), structHash(typ, words)
	return crypto.Keccak256Hash([]byte{0x19, 0x01}, separator[:], hash[:])
}

// structHash returns keccak256(keccak256(typ) || words). Our structs have only fields of one word, so no recursion is needed.
func structHash(typ string, words []word) Hash {
	b := make([]byte, 0, 32*(len(words)+1))
	b = append(b, crypto.Keccak256([]byte(typ))...)
	for _, w := range words {
		b = append(b, w[:]...)
	}
	return crypto.Keccak256Hash(b)
}

// word is one ABI-encoded field, 32 bytes.
type word [32]byte

func addressWord(a Address) (w word) { copy(w[12:], a[:]); return w }
func uintWord(n uint64) (w word)     { binary.BigEndian.PutUint64(w[24:], n); return w }
func amountWord(a Amount) word       { return a.v.Bytes32() }

// wordReader takes fields back from their ABI encoding. It keeps the first fault, and accepts only what the encoder makes:
// bytes beyond a field's type must be zero.
type wordReader struct {
	rest []byte
	err  error
}

// next returns the next word, checked to be zero above the last size bytes.
func (r *wordReader) next(size int) (w word) {
	if r.err != nil {
		return w
	}
	if len(r.rest) < len(w) {
		r.err = fmt.Errorf("%w: message too short", ErrSyntax)
		return w
	}
	copy(w[:], r.rest)
	r.rest = r.rest[len(w):]
	for _, b := range w[:len(w)-size] {
		if b != 0 {
			r.err = fmt.Errorf("%w: field exceeds %d bytes", ErrSyntax, size)
			return word{}
		}
	}
	return w
}

func (r *wordReader) address() Address { w := r.next(20); return Address(w[12:]) }
func (r *wordReader) uint64() uint64   { w := r.next(8); return binary.BigEndian.Uint64(w[24:]) }
func (r *wordReader) uint32() uint32   { w := r.next(4); return binary.BigEndian.Uint32(w[28:]) }

func (r *wordReader) uint96() Amount {
	w := r.next(12)
	var v uint256.Int
	v.SetBytes32(w[:])
	return Amount{v}
}

// end returns the first fault, or one when bytes are left over.
func (r *wordReader) end() error {
	if r.err == nil && len(r.rest) != 0 {
		r.err = fmt.Errorf("%w: %d bytes after the message", ErrSyntax, len(r.rest))
	}
	return r.err
}
