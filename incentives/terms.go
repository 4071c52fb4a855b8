package incentives

import (
	"errors"
	"time"
)

const termsType = "RelayTerms(address relay,uint96 pricePerGiB,uint96 maxUnpaid,uint64 validUntil)"

// RelayTerms is a relay's offer: what it asks, and how much it serves on credit. It is signed by the relay.
type RelayTerms struct {
	Relay       Address `json:"relay"`
	PricePerGiB Amount  `json:"pricePerGiB"`       // token base units per 2^30 payload bytes, at most 96 bits
	MaxUnpaid   Amount  `json:"maxUnpaid"`         // token base units served beyond the last voucher, at most 96 bits
	ValidUntil  uint64  `json:"validUntil,string"` // Unix seconds
}

// Digest implements Message.
func (t RelayTerms) Digest(d Domain) Hash { return typedDigest(d, termsType, t.words()) }

// Validate implements Message: both amounts must fit uint96.
func (t RelayTerms) Validate() error {
	return errors.Join(check96("pricePerGiB", t.PricePerGiB), check96("maxUnpaid", t.MaxUnpaid))
}

// Sign signs t in domain d, with the relay's key.
func (t RelayTerms) Sign(signer Signer, d Domain) (SignedTerms, error) { return Sign(t, signer, d) }

// Price returns the price asked.
func (t RelayTerms) Price() Price { return Price(t.PricePerGiB) }

// Valid reports whether the offer still stands at now.
func (t RelayTerms) Valid(now time.Time) bool {
	return now.Unix() >= 0 && uint64(now.Unix()) <= t.ValidUntil
}

func (t RelayTerms) words() []word {
	return []word{addressWord(t.Relay), amountWord(t.PricePerGiB), amountWord(t.MaxUnpaid), uintWord(t.ValidUntil)}
}

// AppendBinary implements encoding.BinaryAppender; the form has 128 bytes.
func (t RelayTerms) AppendBinary(b []byte) ([]byte, error) { return appendWords(b, t.words()) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (t *RelayTerms) UnmarshalBinary(b []byte) error {
	r := wordReader{rest: b}
	*t = RelayTerms{Relay: r.address(), PricePerGiB: r.uint96(), MaxUnpaid: r.uint96(), ValidUntil: r.uint64()}
	return r.end()
}
