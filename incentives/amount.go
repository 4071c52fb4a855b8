package incentives

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/holiman/uint256"
)

// tokenDecimals is the number of decimals that ParseTokens and Tokens assume, ERC-20's customary 18.
const tokenDecimals = 18

// Amount is an unsigned 256-bit number of token base units. The zero value is nought; values are compared with == or Cmp.
// Arithmetic is checked: nothing wraps.
type Amount struct{ v uint256.Int }

// NewAmount returns n base units.
func NewAmount(n uint64) Amount { return Amount{*uint256.NewInt(n)} }

// AmountFromBig converts n. It fails on negative numbers and above 256 bits.
func AmountFromBig(n *big.Int) (Amount, error) {
	if n == nil || n.Sign() < 0 {
		return Amount{}, fmt.Errorf("amount from integer: %w", ErrUnderflow)
	}
	v, overflow := uint256.FromBig(n)
	if overflow {
		return Amount{}, fmt.Errorf("amount from integer: %w", ErrOverflow)
	}
	return Amount{*v}, nil
}

// ParseAmount reads a decimal number of base units: digits only, no sign, no leading zeros, at most 78 digits.
func ParseAmount(s string) (Amount, error) {
	if s == "" || len(s) > 78 || len(s) > 1 && s[0] == '0' || strings.Trim(s, "0123456789") != "" {
		return Amount{}, fmt.Errorf("amount %.80q: %w: want a decimal integer", s, ErrSyntax)
	}
	var a Amount
	if err := a.v.SetFromDecimal(s); err != nil {
		return Amount{}, fmt.Errorf("amount %s: %w", s, ErrOverflow)
	}
	return a, nil
}

// ParseTokens reads a number of whole tokens with up to 18 decimals, such as "1.5", into base units.
func ParseTokens(s string) (Amount, error) {
	whole, fraction, dotted := strings.Cut(s, ".")
	if whole == "" || dotted && fraction == "" || len(fraction) > tokenDecimals {
		return Amount{}, fmt.Errorf("tokens %.80q: %w: want a number with up to %d decimals", s, ErrSyntax, tokenDecimals)
	}
	digits := strings.TrimLeft(whole+fraction+strings.Repeat("0", tokenDecimals-len(fraction)), "0")
	if digits == "" {
		digits = "0"
	}
	a, err := ParseAmount(digits)
	if err != nil {
		return Amount{}, fmt.Errorf("tokens %.80q: %w", s, err)
	}
	return a, nil
}

// Add returns a+b, or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	var sum Amount
	if _, overflow := sum.v.AddOverflow(&a.v, &b.v); overflow {
		return Amount{}, ErrOverflow
	}
	return sum, nil
}

// Sub returns a-b, or ErrUnderflow when b is larger.
func (a Amount) Sub(b Amount) (Amount, error) {
	var diff Amount
	if _, underflow := diff.v.SubOverflow(&a.v, &b.v); underflow {
		return Amount{}, ErrUnderflow
	}
	return diff, nil
}

// Beyond returns how far a is above b, and nought when it is not.
func (a Amount) Beyond(b Amount) Amount {
	diff, err := a.Sub(b)
	if err != nil {
		return Amount{}
	}
	return diff
}

// MulDiv returns floor(a*num/den), computed without losing bits, or ErrOverflow (also for den nought).
func (a Amount) MulDiv(num, den uint64) (Amount, error) {
	if den == 0 {
		return Amount{}, ErrOverflow
	}
	var z Amount
	if _, overflow := z.v.MulDivOverflow(&a.v, uint256.NewInt(num), uint256.NewInt(den)); overflow {
		return Amount{}, ErrOverflow
	}
	return z, nil
}

// Cmp returns -1, 0 or 1 as a is below, equal to or above b.
func (a Amount) Cmp(b Amount) int { return a.v.Cmp(&b.v) }

// IsZero reports whether a is nought.
func (a Amount) IsZero() bool { return a.v.IsZero() }

// Fits96 reports whether a fits the contract's uint96.
func (a Amount) Fits96() bool { return a.v.BitLen() <= 96 }

// Big returns a as a new big integer.
func (a Amount) Big() *big.Int { return a.v.ToBig() }

// String returns base units in decimal.
func (a Amount) String() string { return a.v.Dec() }

// Tokens returns whole tokens with as many of 18 decimals as are needed, such as "1.5".
func (a Amount) Tokens() string {
	digits := a.v.Dec()
	if pad := tokenDecimals + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	cut := len(digits) - tokenDecimals
	return strings.TrimSuffix(digits[:cut]+"."+strings.TrimRight(digits[cut:], "0"), ".")
}

// MarshalText implements encoding.TextMarshaler, and with it JSON, as a decimal string of base units.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler with the rules of ParseAmount.
func (a *Amount) UnmarshalText(text []byte) error {
	v, err := ParseAmount(string(text))
	if err != nil {
		return err
	}
	*a = v
	return nil
}
