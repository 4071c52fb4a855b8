package wire

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math/big"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// signed is a message with SigningBytes.
type signed interface {
	Message
	SigningBytes() ([]byte, error)
}

func TestSignaturesCoverAllButThemselves(t *testing.T) {
	for _, m := range []signed{sampleBinding(), sampleAnnounce(), sampleAdvert()} {
		before, err := m.SigningBytes()
		if err != nil {
			t.Fatal(err)
		}
		m.ProtoReflect().Range(func(f protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
			changed := proto.Clone(m).(signed)
			changed.ProtoReflect().Clear(f)
			after, err := changed.SigningBytes()
			if err != nil {
				t.Fatal(err)
			}
			own := strings.HasSuffix(string(f.Name()), "signature")
			if own != bytes.Equal(before, after) {
				t.Errorf("%s without %s: signs to the same: %v, want %v", nameOf(m), f.Name(), !own, own)
			}
			return true
		})
		if again, _ := m.SigningBytes(); !bytes.Equal(again, before) {
			t.Errorf("%s was changed by SigningBytes", nameOf(m))
		}
	}
}

// TestSignaturesOfNewerNodesHold sends a message with a field that this version does not know through decoding: it signs to the
// same bytes as before.
func TestSignaturesOfNewerNodesHold(t *testing.T) {
	newer := sampleAnnounce()
	newer.ProtoReflect().SetUnknown([]byte{0xfa, 0x01, 0x03, 'n', 'e', 'w'}) // field 31, bytes
	want, err := newer.SigningBytes()
	if err != nil {
		t.Fatal(err)
	}
	payload, err := Encode(newer, MaxGossip)
	if err != nil {
		t.Fatal(err)
	}
	var got StreamAnnounce
	if err := Decode(payload, &got, MaxGossip); err != nil {
		t.Fatal(err)
	}
	if b, err := got.SigningBytes(); err != nil || !bytes.Equal(b, want) {
		t.Errorf("signs to %x, %v, want %x", b, err, want)
	}
	if !bytes.Contains(want, []byte("new")) {
		t.Error("the unknown field is not covered")
	}
}

// TestSigningBytesAreStable pins the encoding, since a signature made by one version has to hold in all others.
func TestSigningBytesAreStable(t *testing.T) {
	b := &Binding{PeerId: []byte{1, 2}, Wallet: []byte{3}, ChainId: 1337, NotAfterS: 5, WalletSignature: []byte{6}, PeerSignature: []byte{7}}
	got, err := b.SigningBytes()
	if want := "0a020102" + "120103" + "18b90a" + "2005"; err != nil || hex.EncodeToString(got) != want {
		t.Errorf("got %x, %v, want %s", got, err, want)
	}
}

func TestAmounts(t *testing.T) {
	top := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 96), big.NewInt(1))
	for _, v := range []*big.Int{new(big.Int), big.NewInt(1), big.NewInt(256), top} {
		b, err := AmountBytes(v)
		if err != nil || Amount(b).Cmp(v) != 0 {
			t.Errorf("%s becomes %x, %v", v, b, err)
		}
		if err := (&PayAck{Cumulative: b}).Validate(); err != nil {
			t.Errorf("%s: %v", v, err)
		}
	}
	for _, v := range []*big.Int{big.NewInt(-1), new(big.Int).Add(top, big.NewInt(1))} {
		if _, err := AmountBytes(v); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", v, err)
		}
	}
}

func TestShards(t *testing.T) {
	for id, want := range map[string]int{"": 0, "\x00": 0, "\x03": 0, "\x04": 1, "\xff\x00": 63} {
		if got := Shard([]byte(id)); got != want {
			t.Errorf("shard of %x: %d, want %d", id, got, want)
		}
	}
}

func TestPathIDs(t *testing.T) {
	// SHA-256 of "abc" from FIPS 180-4.
	if got := PathID([]byte("abc")); hex.EncodeToString(got[:]) != "ba7816bf8f01cfea" {
		t.Errorf("got %x", got)
	}
}
