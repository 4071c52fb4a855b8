package incentives

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/holiman/uint256"
)

// GiB is the unit of a Price, 2^30 bytes.
const GiB = 1 << 30

// Price is a number of token base units per GiB of unique media payload.
type Price Amount

// String returns base units per GiB in decimal.
func (p Price) String() string { return Amount(p).String() }

// Cmp returns -1, 0 or 1 as p is below, equal to or above q.
func (p Price) Cmp(q Price) int { return Amount(p).Cmp(Amount(q)) }

// IsZero reports whether carrying is free.
func (p Price) IsZero() bool { return Amount(p).IsZero() }

// Cost returns floor(bytes*p / 2^30). To sum several quantities use a Meter, which rounds only once.
func (p Price) Cost(bytes uint64) (Amount, error) {
	var m Meter
	if err := m.Add(bytes, p); err != nil {
		return Amount{}, err
	}
	return m.Cost(), nil
}

// MarshalText implements encoding.TextMarshaler, and with it JSON, as a decimal string.
func (p Price) MarshalText() ([]byte, error) { return Amount(p).MarshalText() }

// UnmarshalText implements encoding.TextUnmarshaler with the rules of ParseAmount.
func (p *Price) UnmarshalText(text []byte) error { return (*Amount)(p).UnmarshalText(text) }

// Meter sums what bytes cost without rounding between: it keeps the exact sum of bytes_i*price_i and shifts by 2^30 last.
// Payer and payee that meter the same bytes at the same prices agree to the base unit however they split the sums.
// The zero value is an empty meter; it is comparable and copied by value.
type Meter struct {
	sum   uint256.Int
	bytes uint64
}

// meterSize is the length of a Meter's binary form: the sum in 32 bytes, the bytes in 8, both big-endian.
const meterSize = 40

// Add meters bytes at price. On ErrOverflow the meter is unchanged.
func (m *Meter) Add(bytes uint64, price Price) error {
	if m.bytes+bytes < bytes {
		return fmt.Errorf("meter bytes: %w", ErrOverflow)
	}
	var product, sum uint256.Int
	if _, overflow := product.MulOverflow(&price.v, uint256.NewInt(bytes)); overflow {
		return fmt.Errorf("meter cost: %w", ErrOverflow)
	}
	if _, overflow := sum.AddOverflow(&m.sum, &product); overflow {
		return fmt.Errorf("meter cost: %w", ErrOverflow)
	}
	m.sum, m.bytes = sum, m.bytes+bytes
	return nil
}

// Cost returns the metered cost so far in base units, rounded down once.
func (m Meter) Cost() Amount {
	var cost Amount
	cost.v.Rsh(&m.sum, 30)
	return cost
}

// Adopt replaces the sum by one that costs exactly cost, at most 226 bits, and keeps the bytes. A payer that was restored from
// an old backup adopts what a later voucher of its own shows.
func (m *Meter) Adopt(cost Amount) error {
	if cost.v.BitLen() > 256-30 {
		return fmt.Errorf("meter cost: %w", ErrOverflow)
	}
	m.sum.Lsh(&cost.v, 30)
	return nil
}

// Bytes returns how many bytes were metered.
func (m Meter) Bytes() uint64 { return m.bytes }

// AppendBinary implements encoding.BinaryAppender; the form has a fixed length of 40 bytes.
func (m Meter) AppendBinary(b []byte) ([]byte, error) {
	sum := m.sum.Bytes32()
	return binary.BigEndian.AppendUint64(append(b, sum[:]...), m.bytes), nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (m Meter) MarshalBinary() ([]byte, error) { return m.AppendBinary(nil) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (m *Meter) UnmarshalBinary(b []byte) error {
	if len(b) != meterSize {
		return fmt.Errorf("meter: %w: %d bytes, want %d", ErrSyntax, len(b), meterSize)
	}
	m.sum.SetBytes32(b[:32])
	m.bytes = binary.BigEndian.Uint64(b[32:])
	return nil
}

// MarshalText implements encoding.TextMarshaler, and with it JSON, as the binary form in 0x-hex.
func (m Meter) MarshalText() ([]byte, error) {
	b, err := m.MarshalBinary()
	return []byte("0x" + hex.EncodeToString(b)), err
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Meter) UnmarshalText(text []byte) error {
	var b [meterSize]byte
	if err := decodeHex("meter", b[:], text); err != nil {
		return err
	}
	return m.UnmarshalBinary(b[:])
}
