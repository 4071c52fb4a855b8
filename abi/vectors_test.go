package abi

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
)

// vectorFile is vectors.json.
type vectorFile struct {
	DomainName    string `json:"domainName"`
	DomainVersion string `json:"domainVersion"`
	Types         []struct {
		Name     string      `json:"name"`
		String   string      `json:"string"`
		TypeHash common.Hash `json:"typeHash"`
	} `json:"types"`
	Vectors []struct {
		Type   string `json:"type"`
		Case   string `json:"case"`
		Domain struct {
			ChainID           uint64         `json:"chainId,string"`
			VerifyingContract common.Address `json:"verifyingContract"`
		} `json:"domain"`
		Message         map[string]any `json:"message"`
		DomainSeparator common.Hash    `json:"domainSeparator"`
		StructHash      common.Hash    `json:"structHash"`
		Digest          common.Hash    `json:"digest"`
		PrivateKey      hexutil.Bytes  `json:"privateKey"`
		Signer          common.Address `json:"signer"`
		Signature       hexutil.Bytes  `json:"signature"`
		Compact         hexutil.Bytes  `json:"compact"`
		ChannelKey      *common.Hash   `json:"channelKey"`
	} `json:"vectors"`
}

func readVectors(t *testing.T) vectorFile {
	t.Helper()
	data, err := os.ReadFile("vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file vectorFile
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

// typesOf turns the file's type strings into the form of go-ethereum's own EIP-712 encoder.
func typesOf(t *testing.T, file vectorFile) apitypes.Types {
	t.Helper()
	types := apitypes.Types{"EIP712Domain": {
		{Name: "name", Type: "string"}, {Name: "version", Type: "string"},
		{Name: "chainId", Type: "uint256"}, {Name: "verifyingContract", Type: "address"},
	}}
	for _, typ := range file.Types {
		list, ok := strings.CutPrefix(strings.TrimSuffix(typ.String, ")"), typ.Name+"(")
		if !ok {
			t.Fatalf("type string %q does not start with its name", typ.String)
		}
		for field := range strings.SplitSeq(list, ",") {
			kind, name, _ := strings.Cut(field, " ")
			types[typ.Name] = append(types[typ.Name], apitypes.Type{Name: name, Type: kind})
		}
		if got := crypto.Keccak256Hash([]byte(typ.String)); got != typ.TypeHash {
			t.Errorf("type hash of %s: got %s, want %s", typ.Name, got, typ.TypeHash)
		}
	}
	return types
}

// TestVectorsAgreeWithGoEthereum checks the file, which viem made, against go-ethereum's EIP-712 encoder and signer.
func TestVectorsAgreeWithGoEthereum(t *testing.T) {
	file := readVectors(t)
	types := typesOf(t, file)
	cases := make(map[string]int)
	for _, v := range file.Vectors {
		cases[v.Type]++
		t.Run(fmt.Sprintf("%s %s", v.Type, v.Case), func(t *testing.T) {
			message := make(apitypes.TypedDataMessage, len(v.Message))
			for name, value := range v.Message {
				if number, ok := value.(float64); ok { // a number of 32 bits
					value = math.NewHexOrDecimal256(int64(number))
				}
				message[name] = value
			}
			typed := apitypes.TypedData{
				Types: types, PrimaryType: v.Type, Message: message,
				Domain: apitypes.TypedDataDomain{
					Name: file.DomainName, Version: file.DomainVersion,
					ChainId:           (*math.HexOrDecimal256)(math.MustParseBig256(fmt.Sprint(v.Domain.ChainID))),
					VerifyingContract: v.Domain.VerifyingContract.Hex(),
				},
			}
			domain, err := typed.HashStruct("EIP712Domain", typed.Domain.Map())
			if err != nil || common.BytesToHash(domain) != v.DomainSeparator {
				t.Errorf("domain separator: got %s, %v, want %s", domain, err, v.DomainSeparator)
			}
			structHash, err := typed.HashStruct(v.Type, message)
			if err != nil || common.BytesToHash(structHash) != v.StructHash {
				t.Errorf("struct hash: got %s, %v, want %s", structHash, err, v.StructHash)
			}
			digest, _, err := apitypes.TypedDataAndHash(typed)
			if err != nil || common.BytesToHash(digest) != v.Digest {
				t.Errorf("digest: got %x, %v, want %s", digest, err, v.Digest)
			}
		})
	}
	for name := range types {
		if name != "EIP712Domain" && cases[name] < 4 {
			t.Errorf("%s has %d vectors, want at least 4", name, cases[name])
		}
	}
}

func TestVectorSignatures(t *testing.T) {
	for _, v := range readVectors(t).Vectors {
		t.Run(fmt.Sprintf("%s %s", v.Type, v.Case), func(t *testing.T) {
			key, err := crypto.ToECDSA(v.PrivateKey)
			if err != nil {
				t.Fatal(err)
			}
			if got := crypto.PubkeyToAddress(key.PublicKey); got != v.Signer {
				t.Errorf("signer: got %s, want %s", got, v.Signer)
			}
			signature, err := crypto.Sign(v.Digest[:], key)
			if err != nil {
				t.Fatal(err)
			}
			parity := signature[64]
			signature[64] += 27
			if got := hexutil.Encode(signature); got != v.Signature.String() {
				t.Errorf("signature: got %s, want %s", got, v.Signature)
			}
			signature[32] |= parity << 7
			if got := hexutil.Encode(signature[:64]); got != v.Compact.String() {
				t.Errorf("EIP-2098 signature: got %s, want %s", got, v.Compact)
			}
			if (v.Type == "Voucher") != (v.ChannelKey != nil) {
				t.Errorf("channel key: present %v in a %s", v.ChannelKey != nil, v.Type)
			}
		})
	}
}
