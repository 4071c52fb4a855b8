package incentives

import (
	"encoding"
	"fmt"
)

// Message is one of the six EIP-712 messages of the protocol.
//
// The binary form of a message is its ABI encoding, one 32-byte word per field in the order of the EIP-712 type, so that the
// struct hash is keccak256(typeHash || binary form). The JSON form has the EIP-712 field names, with integers above 32 bits
// as decimal strings and bytes as 0x-hex.
type Message interface {
	SessionGrant | Receipt | UsageReport | Voucher | RelayTerms | StreamKey
	// Digest returns the EIP-712 digest in domain d.
	Digest(d Domain) Hash
	// Validate reports fields beyond their EIP-712 type (ErrOverflow).
	Validate() error
	encoding.BinaryAppender
}

// Signed is a message with the signature of whoever issued it. It is comparable and copied by value.
type Signed[M Message] struct {
	Message   M         `json:"message"`
	Signature Signature `json:"signature"`
}

// The signed forms of the messages by the names the protocol gives them.
type (
	SignedGrant     = Signed[SessionGrant]
	SignedReceipt   = Signed[Receipt]
	SignedReport    = Signed[UsageReport]
	SignedVoucher   = Signed[Voucher]
	SignedTerms     = Signed[RelayTerms]
	SignedStreamKey = Signed[StreamKey]
)

// Sign validates m and signs its digest in domain d.
func Sign[M Message](m M, signer Signer, d Domain) (Signed[M], error) {
	if err := m.Validate(); err != nil {
		return Signed[M]{}, fmt.Errorf("sign %T: %w", m, err)
	}
	sig, err := signer.SignDigest(m.Digest(d))
	if err != nil {
		return Signed[M]{}, fmt.Errorf("sign %T: %w", m, err)
	}
	return Signed[M]{Message: m, Signature: sig}, nil
}

// Recover validates the message and returns who signed it in domain d.
func (s Signed[M]) Recover(d Domain) (Address, error) {
	if err := s.Message.Validate(); err != nil {
		return Address{}, fmt.Errorf("recover %T: %w", s.Message, err)
	}
	signer, err := Recover(s.Message.Digest(d), s.Signature)
	if err != nil {
		return Address{}, fmt.Errorf("%T: %w", s.Message, err)
	}
	return signer, nil
}

// Verify fails with ErrSigner unless want signed the message in domain d.
func (s Signed[M]) Verify(d Domain, want Address) error {
	signer, err := s.Recover(d)
	if err != nil {
		return err
	}
	if signer != want {
		return fmt.Errorf("verify %T: %w: %s, want %s", s.Message, ErrSigner, signer.Hex(), want.Hex())
	}
	return nil
}

// AppendBinary implements encoding.BinaryAppender: the message's binary form and the 65 bytes of the signature.
func (s Signed[M]) AppendBinary(b []byte) ([]byte, error) {
	b, err := s.Message.AppendBinary(b)
	return append(b, s.Signature[:]...), err
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (s Signed[M]) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler. It accepts only what AppendBinary makes; who signed is not checked.
func (s *Signed[M]) UnmarshalBinary(b []byte) error {
	var read Signed[M]
	cut := len(b) - len(read.Signature)
	if cut < 0 {
		return fmt.Errorf("signed %T: %w: too short", read.Message, ErrSyntax)
	}
	if err := decodeMessage(&read.Message, b[:cut]); err != nil {
		return fmt.Errorf("signed %T: %w", read.Message, err)
	}
	copy(read.Signature[:], b[cut:])
	*s = read
	return nil
}

// decodeMessage fills m, a pointer to a Message, from its binary form.
func decodeMessage(m any, b []byte) error {
	d, ok := m.(encoding.BinaryUnmarshaler)
	if !ok {
		return fmt.Errorf("%T: %w", m, ErrSyntax)
	}
	return d.UnmarshalBinary(b)
}

// appendWords appends the binary form that words are.
func appendWords(b []byte, words []word) ([]byte, error) {
	for _, w := range words {
		b = append(b, w[:]...)
	}
	return b, nil
}

// check96 reports an amount beyond uint96.
func check96(field string, a Amount) error {
	if !a.Fits96() {
		return fmt.Errorf("%s: %w: beyond 96 bits", field, ErrOverflow)
	}
	return nil
}
