package abi

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
)

// machine runs the bindings' bytecode in go-ethereum's EVM, without a chain.
func machine(t *testing.T) (*runtime.Config, common.Address) {
	t.Helper()
	statedb, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		t.Fatal(err)
	}
	config := &runtime.Config{ChainConfig: params.MergedTestChainConfig, Origin: common.Address{1}, State: statedb, GasLimit: 30_000_000}
	_, token, _, err := runtime.Create(common.FromHex(CastoTokenMetaData.Bin), config)
	if err != nil {
		t.Fatalf("create token: %v", err)
	}
	code := common.FromHex(PaymentChannelsMetaData.Bin)
	code = append(code, NewPaymentChannels().PackConstructor(token, big.NewInt(3600))...)
	_, channels, _, err := runtime.Create(code, config)
	if err != nil {
		t.Fatalf("create channels: %v", err)
	}
	return config, channels
}

// TestContractHashesRandomVouchersAsGoEthereum compares the contract's views with an encoder that shares nothing with it.
func TestContractHashesRandomVouchersAsGoEthereum(t *testing.T) {
	config, channels := machine(t)
	contract := NewPaymentChannels()
	random := rand.New(rand.NewPCG(1, 2))
	address := func() (a common.Address) {
		for i := range a {
			a[i] = byte(random.Uint32())
		}
		return a
	}
	voucher := typesOf(t, readVectors(t))
	domain := apitypes.TypedDataDomain{
		Name: "CASTO PaymentChannels", Version: "1",
		ChainId: (*math.HexOrDecimal256)(config.ChainConfig.ChainID), VerifyingContract: channels.Hex(),
	}
	for range 1000 {
		payer, payee, signer, nonce := address(), address(), address(), random.Uint64()
		cumulative := new(big.Int).SetUint64(random.Uint64())
		cumulative.Lsh(cumulative, uint(random.IntN(33)))
		output, _, err := runtime.Call(channels, contract.PackHashVoucher(payer, payee, nonce, cumulative), config)
		if err != nil {
			t.Fatal(err)
		}
		got, err := contract.UnpackHashVoucher(output)
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := apitypes.TypedDataAndHash(apitypes.TypedData{
			Types: voucher, PrimaryType: "Voucher", Domain: domain,
			Message: apitypes.TypedDataMessage{
				"payer": payer.Hex(), "payee": payee.Hex(), "nonce": new(big.Int).SetUint64(nonce).String(),
				"cumulative": cumulative.String(),
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got != [32]byte(want) {
			t.Fatalf("digest of (%s, %s, %d, %d): got %x, want %x", payer, payee, nonce, cumulative, got, want)
		}
		output, _, err = runtime.Call(channels, contract.PackKey(payer, payee, signer, nonce), config)
		if err != nil {
			t.Fatal(err)
		}
		words := make([]byte, 0, 128)
		for _, part := range [][]byte{payer[:], payee[:], signer[:], new(big.Int).SetUint64(nonce).Bytes()} {
			words = append(words, common.LeftPadBytes(part, 32)...)
		}
		if want := crypto.Keccak256(words); string(output) != string(want) {
			t.Fatalf("key of (%s, %s, %s, %d): got %x, want %x", payer, payee, signer, nonce, output, want)
		}
	}
}
