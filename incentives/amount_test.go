package incentives_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
)

func max256() *big.Int { return new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)) }

func TestParseAmount(t *testing.T) {
	for in, want := range map[string]error{
		"0": nil, "1": nil, "18446744073709551616": nil, max256().String(): nil,
		"": incentives.ErrSyntax, "00": incentives.ErrSyntax, "01": incentives.ErrSyntax, "-1": incentives.ErrSyntax,
		"+1": incentives.ErrSyntax, "1.5": incentives.ErrSyntax, "0x1": incentives.ErrSyntax, " 1": incentives.ErrSyntax,
		"1_000": incentives.ErrSyntax, strings.Repeat("9", 79): incentives.ErrSyntax,
		new(big.Int).Add(max256(), big.NewInt(1)).String(): incentives.ErrOverflow,
	} {
		a, err := incentives.ParseAmount(in)
		if !errors.Is(err, want) {
			t.Errorf("ParseAmount(%q): %v, want %v", in, err, want)
		}
		if err == nil && a.String() != in {
			t.Errorf("ParseAmount(%q) = %s", in, a)
		}
	}
}

func TestTokens(t *testing.T) {
	for in, units := range map[string]string{
		"0": "0", "1": "1000000000000000000", "1.5": "1500000000000000000", "0.000000000000000001": "1",
		"12.034": "12034000000000000000", "007": "7000000000000000000",
	} {
		a, err := incentives.ParseTokens(in)
		if err != nil || a.String() != units {
			t.Errorf("ParseTokens(%q) = %s, %v, want %s", in, a, err, units)
		}
		back, err := incentives.ParseTokens(a.Tokens())
		if err != nil || back != a {
			t.Errorf("%s tokens do not come back: %s, %v", a.Tokens(), back, err)
		}
	}
	for _, in := range []string{"", ".", "1.", ".5", "1.5.5", "1e3", "-1", "0.0000000000000000001"} {
		if a, err := incentives.ParseTokens(in); !errors.Is(err, incentives.ErrSyntax) {
			t.Errorf("ParseTokens(%q) = %s, %v, want ErrSyntax", in, a, err)
		}
	}
}

func TestAmountArithmeticNeverWraps(t *testing.T) {
	top, err := incentives.AmountFromBig(max256())
	if err != nil {
		t.Fatal(err)
	}
	one := incentives.NewAmount(1)
	if _, err := top.Add(one); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("Add: %v", err)
	}
	if _, err := (incentives.Amount{}).Sub(one); !errors.Is(err, incentives.ErrUnderflow) {
		t.Errorf("Sub: %v", err)
	}
	if got := (incentives.Amount{}).Beyond(one); !got.IsZero() {
		t.Errorf("Beyond = %s", got)
	}
	if _, err := top.MulDiv(2, 1); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("MulDiv: %v", err)
	}
	if got, err := top.MulDiv(3, 3); err != nil || got != top {
		t.Errorf("MulDiv loses bits: %s, %v", got, err)
	}
	if _, err := top.MulDiv(1, 0); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("MulDiv by nought: %v", err)
	}
	if _, err := incentives.AmountFromBig(big.NewInt(-1)); !errors.Is(err, incentives.ErrUnderflow) {
		t.Errorf("negative: %v", err)
	}
	if top.Fits96() || !one.Fits96() {
		t.Error("Fits96 is wrong")
	}
}

func TestAmountJSONIsADecimalString(t *testing.T) {
	type holder struct{ A incentives.Amount }
	b, err := json.Marshal(holder{incentives.NewAmount(math.MaxUint64)})
	if err != nil || string(b) != `{"A":"18446744073709551615"}` {
		t.Fatalf("%s, %v", b, err)
	}
	var h holder
	if err := json.Unmarshal([]byte(`{"A":18}`), &h); err == nil {
		t.Error("a JSON number was taken")
	}
}

// TestMeterRoundsOnce shows that it does not matter how bytes are split.
func TestMeterRoundsOnce(t *testing.T) {
	price := incentives.Price(incentives.NewAmount(7))
	var m incentives.Meter
	for range 1000 {
		if err := m.Add(incentives.GiB/1000+1, price); err != nil {
			t.Fatal(err)
		}
	}
	want, err := price.Cost(1000 * (incentives.GiB/1000 + 1))
	if err != nil {
		t.Fatal(err)
	}
	if m.Cost() != want || want.String() != "7" {
		t.Errorf("cost in a thousand parts %s, at once %s, want 7", m.Cost(), want)
	}
	if m.Bytes() != 1000*(incentives.GiB/1000+1) {
		t.Errorf("bytes = %d", m.Bytes())
	}
}

func TestMeterKeepsItsStateOnOverflow(t *testing.T) {
	var m incentives.Meter
	if err := m.Add(math.MaxUint64, incentives.Price(incentives.NewAmount(1))); err != nil {
		t.Fatal(err)
	}
	before := m
	if err := m.Add(1, incentives.Price{}); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("bytes: %v", err)
	}
	top, _ := incentives.AmountFromBig(max256())
	var fresh incentives.Meter
	if err := fresh.Add(2, incentives.Price(top)); !errors.Is(err, incentives.ErrOverflow) || fresh != (incentives.Meter{}) {
		t.Errorf("cost: %v, %v", err, fresh)
	}
	if err := fresh.Adopt(top); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("adopt: %v", err)
	}
	if m != before {
		t.Error("a refused Add changed the meter")
	}
}

// FuzzMeter compares with big integers, and the codecs with themselves.
func FuzzMeter(f *testing.F) {
	f.Add(uint64(1<<30), uint64(5), uint64(1), uint64(1<<40))
	f.Fuzz(func(t *testing.T, bytes1, price1, bytes2, price2 uint64) {
		var m incentives.Meter
		want := new(big.Int)
		for _, p := range [][2]uint64{{bytes1, price1}, {bytes2, price2}} {
			if err := m.Add(p[0], incentives.Price(incentives.NewAmount(p[1]))); err != nil {
				if p[0]+bytes1 >= p[0] {
					t.Fatal(err)
				}
				return
			}
			want.Add(want, new(big.Int).Mul(new(big.Int).SetUint64(p[0]), new(big.Int).SetUint64(p[1])))
		}
		if got := m.Cost().Big(); got.Cmp(want.Rsh(want, 30)) != 0 {
			t.Fatalf("cost = %s, want %s", got, want)
		}
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back incentives.Meter
		if err := json.Unmarshal(b, &back); err != nil || back != m {
			t.Fatalf("%s comes back as %v, %v", b, back, err)
		}
	})
}

// FuzzParseAmount shows that what is accepted prints as it was.
func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"0", "1", "1.5", "00", "1152921504606846976", "-1", "0.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := incentives.ParseAmount(s); err == nil && a.String() != s {
			t.Fatalf("%q comes back as %s", s, a)
		}
		if a, err := incentives.ParseTokens(s); err == nil {
			if back, err := incentives.ParseTokens(a.Tokens()); err != nil || back != a {
				t.Fatalf("%q tokens: %s comes back as %s, %v", s, a.Tokens(), back, err)
			}
		}
		var m incentives.Meter
		if err := m.UnmarshalBinary([]byte(s)); err == nil {
			if b, err := m.MarshalBinary(); err != nil || string(b) != s {
				t.Fatalf("meter %x comes back as %x, %v", s, b, err)
			}
		}
	})
}
