package incentives_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
)

// vector is one signed message in abi/vectors.json, made by viem.
type vector struct {
	Type      string
	Case      string
	Domain    incentives.Domain
	Message   json.RawMessage
	Separator incentives.Hash `json:"domainSeparator"`
	Digest    incentives.Hash
	Key       string `json:"privateKey"`
	Signer    incentives.Address
	Signature incentives.Signature
	Compact   string
}

// TestVectors holds our hashing and signing to what another implementation made of the same messages.
func TestVectors(t *testing.T) {
	b, err := os.ReadFile("../abi/vectors.json")
	if err != nil {
		t.Fatalf("the golden vectors are missing; contracts/tools/vectors.mjs writes them: %v", err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]int)
	for _, v := range file.Vectors {
		seen[v.Type]++
		t.Run(v.Type+"/"+v.Case, func(t *testing.T) {
			switch v.Type {
			case "SessionGrant":
				check[incentives.SessionGrant](t, v)
			case "Receipt":
				check[incentives.Receipt](t, v)
			case "UsageReport":
				check[incentives.UsageReport](t, v)
			case "Voucher":
				check[incentives.Voucher](t, v)
			case "RelayTerms":
				check[incentives.RelayTerms](t, v)
			case "StreamKey":
				check[incentives.StreamKey](t, v)
			default:
				t.Fatalf("unknown type %s", v.Type)
			}
		})
	}
	if len(seen) != 6 {
		t.Errorf("vectors cover %v, want all six messages", seen)
	}
}

func check[M incentives.Message](t *testing.T, v vector) {
	var m M
	if err := json.Unmarshal(v.Message, &m); err != nil {
		t.Fatal(err)
	}
	if got := v.Domain.Separator(); got != v.Separator {
		t.Errorf("domain separator = %s, want %s", got.Hex(), v.Separator.Hex())
	}
	if got := m.Digest(v.Domain); got != v.Digest {
		t.Fatalf("digest = %s, want %s", got.Hex(), v.Digest.Hex())
	}
	raw, err := hex.DecodeString(strings.TrimPrefix(v.Key, "0x"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := incentives.KeyFromBytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := incentives.Sign(m, key, v.Domain)
	if err != nil {
		t.Fatal(err)
	}
	if signed.Signature != v.Signature {
		t.Errorf("signature = %s, want %s", signed.Signature, v.Signature)
	}
	if got := fmt.Sprintf("0x%x", signed.Signature.Compact()); got != v.Compact {
		t.Errorf("compact signature = %s, want %s", got, v.Compact)
	}
	if err := signed.Verify(v.Domain, v.Signer); err != nil {
		t.Error(err)
	}
	again, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := canonical(t, again), canonical(t, v.Message); got != want {
		t.Errorf("JSON = %s, want %s", got, want)
	}
}

// canonical returns JSON with its fields in order.
func canonical(t *testing.T, b []byte) string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
