package incentives

import "errors"

var (
	// ErrOverflow reports an amount that does not fit its type: 256 bits for Amount, 96 bits for a signed amount.
	ErrOverflow = errors.New("amount overflows")
	// ErrUnderflow reports a subtraction below zero; amounts are unsigned.
	ErrUnderflow = errors.New("amount below zero")
	// ErrSyntax reports text or bytes that are not a well-formed value of the type asked for.
	ErrSyntax = errors.New("malformed value")
	// ErrSignature reports a signature nobody can have made: wrong length, r or s out of range, high s, or no key recovered.
	ErrSignature = errors.New("invalid signature")
	// ErrSigner reports a well-formed signature by somebody else than the one required.
	ErrSigner = errors.New("wrong signer")
)
