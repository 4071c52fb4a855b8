package incentives_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
)

func key(n byte) incentives.KeySigner {
	k, err := incentives.KeyFromBytes(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		panic(err)
	}
	return k
}

func domain() incentives.Domain {
	return incentives.Domain{ChainID: 1337, Contract: incentives.Address{0xc0}}
}

func TestSignatureIsBoundToMessageAndDomain(t *testing.T) {
	v := incentives.Voucher{Payer: incentives.Address{1}, Payee: incentives.Address{2}, Nonce: 3, Cumulative: incentives.NewAmount(4)}
	signed, err := v.Sign(key(1), domain())
	if err != nil {
		t.Fatal(err)
	}
	if err := signed.Verify(domain(), key(1).Address()); err != nil {
		t.Fatal(err)
	}
	if err := signed.Verify(domain(), key(2).Address()); !errors.Is(err, incentives.ErrSigner) {
		t.Errorf("another signer: %v", err)
	}
	for name, d := range map[string]incentives.Domain{
		"chain":    {ChainID: 1338, Contract: domain().Contract},
		"contract": {ChainID: 1337, Contract: incentives.Address{0xc1}},
	} {
		if err := signed.Verify(d, key(1).Address()); !errors.Is(err, incentives.ErrSigner) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	other := signed
	other.Message.Nonce++
	if err := other.Verify(domain(), key(1).Address()); !errors.Is(err, incentives.ErrSigner) {
		t.Errorf("another message: %v", err)
	}
}

func TestSigningIsDeterministic(t *testing.T) {
	digest := incentives.Hash{1, 2, 3}
	a, err := key(1).SignDigest(digest)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := key(1).SignDigest(digest); err != nil || a != b {
		t.Fatalf("%s, then %s, %v", a, b, err)
	}
}

// TestForgedSignatures shows that no second signature can be made from a first, and nobody is recovered from rubbish.
func TestForgedSignatures(t *testing.T) {
	digest := incentives.Hash{1}
	good, err := key(1).SignDigest(digest)
	if err != nil {
		t.Fatal(err)
	}
	n := crypto.S256().Params().N
	set := func(change func(*incentives.Signature)) incentives.Signature { s := good; change(&s); return s }
	for name, sig := range map[string]incentives.Signature{
		"high s": set(func(s *incentives.Signature) {
			new(big.Int).Sub(n, new(big.Int).SetBytes(s[32:64])).FillBytes(s[32:64])
			s[64] ^= 1
		}),
		"zero":       {},
		"v of 27":    set(func(s *incentives.Signature) { s[64] += 27 }),
		"v of 2":     set(func(s *incentives.Signature) { s[64] = 2 }),
		"r of 0":     set(func(s *incentives.Signature) { clear(s[:32]) }),
		"r of n":     set(func(s *incentives.Signature) { n.FillBytes(s[:32]) }),
		"s of 0":     set(func(s *incentives.Signature) { clear(s[32:64]) }),
		"r no point": set(func(s *incentives.Signature) { clear(s[:32]); s[31] = 5 }),
	} {
		if who, err := incentives.Recover(digest, sig); !errors.Is(err, incentives.ErrSignature) {
			t.Errorf("%s: recovered %s, %v", name, who.Hex(), err)
		}
	}
	if got := good.Compact().Expand(); got != good {
		t.Errorf("compact form expands to %s, want %s", got, good)
	}
}

func TestAmountsBeyond96BitsAreNotSigned(t *testing.T) {
	big96, err := incentives.AmountFromBig(new(big.Int).Lsh(big.NewInt(1), 96))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (incentives.Voucher{Cumulative: big96}).Sign(key(1), domain()); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("voucher: %v", err)
	}
	if _, err := (incentives.RelayTerms{PricePerGiB: big96}).Sign(key(1), domain()); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("price: %v", err)
	}
	if _, err := (incentives.RelayTerms{MaxUnpaid: big96}).Sign(key(1), domain()); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("credit: %v", err)
	}
	if _, err := (incentives.SignedVoucher{Message: incentives.Voucher{Cumulative: big96}}).Recover(domain()); !errors.Is(err, incentives.ErrOverflow) {
		t.Errorf("recover: %v", err)
	}
}

func TestKeyIsNeverPrinted(t *testing.T) {
	k := key(7)
	secret := fmt.Sprintf("%x", k.Bytes())
	b, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	decimal := new(big.Int).SetBytes(k.Bytes()).String()
	for _, s := range []string{fmt.Sprint(k), fmt.Sprintf("%+v", k), fmt.Sprintf("%#v", k), fmt.Sprintf("%x", k), fmt.Sprintf("%v", &k), k.LogValue().String(), string(b)} {
		if strings.Contains(s, secret) || strings.Contains(s, decimal) {
			t.Errorf("key in %q", s)
		}
	}
	if _, err := (incentives.KeySigner{}).SignDigest(incentives.Hash{}); !errors.Is(err, incentives.ErrSigner) {
		t.Errorf("the zero signer signs: %v", err)
	}
	if _, err := incentives.KeyFromBytes(make([]byte, 32)); !errors.Is(err, incentives.ErrSyntax) {
		t.Errorf("the zero key is taken: %v", err)
	}
}

func TestBlobsOfDifferentKindsNeverShareADigest(t *testing.T) {
	sig, err := incentives.SignBlob(key(1), "announce", 1, []byte("payload"))
	if err != nil {
		t.Fatal(err)
	}
	if who, err := incentives.RecoverBlob(sig, "announce", 1, []byte("payload")); err != nil || who != key(1).Address() {
		t.Fatalf("%s, %v", who.Hex(), err)
	}
	for name, recover := range map[string]func() (incentives.Address, error){
		"tag": func() (incentives.Address, error) { return incentives.RecoverBlob(sig, "advert", 1, []byte("payload")) },
		"chain": func() (incentives.Address, error) {
			return incentives.RecoverBlob(sig, "announce", 2, []byte("payload"))
		},
		"payload": func() (incentives.Address, error) {
			return incentives.RecoverBlob(sig, "announce", 1, []byte("payloae"))
		},
	} {
		if who, err := recover(); err == nil && who == key(1).Address() {
			t.Errorf("another %s has the same signature", name)
		}
	}
	for _, tag := range []string{"", "Upper", "with space", "nul\x00", strings.Repeat("a", 33)} {
		if _, err := incentives.SignBlob(key(1), tag, 1, nil); !errors.Is(err, incentives.ErrSyntax) {
			t.Errorf("tag %q: %v", tag, err)
		}
	}
	if _, err := incentives.SignBlob(key(1), "a", 1<<56, nil); !errors.Is(err, incentives.ErrSyntax) {
		t.Errorf("huge chain id: %v", err)
	}
}

func TestGrantCapsBytesByTime(t *testing.T) {
	g := incentives.SessionGrant{NotBefore: 1000, NotAfter: 1600, MaxKbps: 8000} // a megabyte a second
	at := func(s int64) time.Time { return time.Unix(s, 0) }
	for _, c := range []struct {
		now  int64
		want uint64
	}{
		{980, 0},
		{990, 0},            // clocks may differ by 10 s
		{1000, 11_000_000},  // 10 s with a tenth on top
		{1100, 121_000_000}, // 110 s
		{1600, 660_000_000}, // the whole window
		{9999, 660_000_000},
	} {
		if got := g.MaxBytes(at(c.now)); got != c.want {
			t.Errorf("at %d: %d bytes, want %d", c.now, got, c.want)
		}
	}
	for now, want := range map[int64]bool{989: false, 990: true, 1000: true, 1600: true, 1610: true, 1611: false} {
		if got := g.Covers(at(now)); got != want {
			t.Errorf("covers %d = %v", now, got)
		}
	}
	huge := incentives.SessionGrant{NotAfter: ^uint64(0), MaxKbps: ^uint32(0)}
	if huge.MaxBytes(time.Unix(1<<40, 0)) == 0 || !huge.Covers(at(1)) {
		t.Error("the largest grant overflows")
	}
}

// fuzzSigned holds the binary form of one signed message to its promise: what is accepted is exactly what is written.
func fuzzSigned[M incentives.Message](t *testing.T, b []byte) {
	var s incentives.Signed[M]
	var reader encoding.BinaryUnmarshaler = &s
	if err := reader.UnmarshalBinary(b); err != nil {
		if s != (incentives.Signed[M]{}) {
			t.Fatalf("%T: a refused form changed the value", s)
		}
		return
	}
	again, err := s.MarshalBinary()
	if err != nil || !bytes.Equal(again, b) {
		t.Fatalf("%T: %x comes back as %x, %v", s, b, again, err)
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if s.Signature[64] > 1 {
		return // no signature that exists; its text form need not come back
	}
	var back incentives.Signed[M]
	if err := json.Unmarshal(text, &back); err != nil || back != s {
		t.Fatalf("%T: %s comes back as %+v, %v", s, text, back, err)
	}
}

func FuzzUnmarshalSigned(f *testing.F) {
	for _, n := range []int{0, 65, 193, 257} {
		f.Add(make([]byte, n))
	}
	v, err := incentives.Voucher{Payer: incentives.Address{1}, Cumulative: incentives.NewAmount(9)}.Sign(key(1), domain())
	if err != nil {
		f.Fatal(err)
	}
	b, err := v.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		fuzzSigned[incentives.SessionGrant](t, b)
		fuzzSigned[incentives.Receipt](t, b)
		fuzzSigned[incentives.UsageReport](t, b)
		fuzzSigned[incentives.Voucher](t, b)
		fuzzSigned[incentives.RelayTerms](t, b)
		fuzzSigned[incentives.StreamKey](t, b)
	})
}

func FuzzParseSignature(f *testing.F) {
	f.Add("0x" + strings.Repeat("00", 65))
	f.Add("0x" + strings.Repeat("11", 64) + "1c")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := incentives.ParseSignature(text)
		if err != nil {
			return
		}
		if back, err := incentives.ParseSignature(s.String()); err != nil || back != s {
			t.Fatalf("%s comes back as %s, %v", s, back, err)
		}
		if who, err := incentives.Recover(incentives.Hash{1}, s); err == nil {
			if again, err := incentives.Recover(incentives.Hash{1}, s.Compact().Expand()); err != nil || again != who {
				t.Fatalf("compact form recovers %s, %v, want %s", again.Hex(), err, who.Hex())
			}
		}
	})
}

// TestHashesAsViemMakesThem holds the hashes that are no EIP-712 digests to what viem computes from their definitions.
func TestHashesAsViemMakesThem(t *testing.T) {
	blob, err := incentives.BlobDigest("announce", 1337, []byte("payload"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "0x50d6ddf02dd672b7cc33fd354811b50a959fa59563c90845b276c3a9cddab67c"; blob.Hex() != want {
		t.Errorf("blob digest = %s, want %s", blob.Hex(), want)
	}
	ref := incentives.ChannelRef{Payer: incentives.Address{1}, Payee: incentives.Address{2}, Signer: incentives.Address{3}, Nonce: 7}
	if want := "0x5224cae4d85761ea38a68cc2affae0615e1e85199a0da7d7a4f60061ab20f411"; ref.Key().Hex() != want {
		t.Errorf("channel key = %s, want %s", ref.Key().Hex(), want)
	}
}
