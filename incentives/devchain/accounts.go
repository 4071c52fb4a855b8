package devchain

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"math/big"

	"github.com/casto-network/casto/incentives"
	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/crypto"
)

// mnemonic is the one that development chains agree on.
const mnemonic = "test test test test test test test test test test test junk"

// Keys returns the keys of the first n accounts, at most 1000, without a chain. They are the mnemonic's on Ethereum's path
// m/44'/60'/0'/0/i (BIP-39, BIP-32, BIP-44).
func Keys(n int) ([]incentives.KeySigner, error) {
	if n < 1 || n > maxAccounts {
		return nil, fmt.Errorf("%d accounts: use 1 to %d", n, maxAccounts)
	}
	seed, err := pbkdf2.Key(sha512.New, mnemonic, []byte("mnemonic"), 2048, 64)
	if err != nil {
		return nil, fmt.Errorf("derive seed: %w", err)
	}
	parent := extendedKey(hmacSHA512([]byte("Bitcoin seed"), seed))
	for _, index := range accounts.DefaultRootDerivationPath {
		if parent, err = parent.child(index); err != nil {
			return nil, err
		}
	}
	keys := make([]incentives.KeySigner, n)
	for i := range keys {
		child, err := parent.child(uint32(i))
		if err != nil {
			return nil, err
		}
		if keys[i], err = incentives.KeyFromBytes(child[:32]); err != nil {
			return nil, fmt.Errorf("derive account %d: %w", i, err)
		}
	}
	return keys, nil
}

// extendedKey is a BIP-32 private key (32 bytes) with its chain code (32 bytes).
type extendedKey [64]byte

// hardened marks indices whose children come from the private key (BIP-32).
const hardened = 1 << 31

// child derives the private child key of an index (BIP-32, CKDpriv).
func (k extendedKey) child(index uint32) (extendedKey, error) {
	var data []byte
	if index >= hardened {
		data = append([]byte{0}, k[:32]...)
	} else {
		key, err := crypto.ToECDSA(k[:32])
		if err != nil {
			return extendedKey{}, fmt.Errorf("derive child %d: %w", index, err)
		}
		data = crypto.CompressPubkey(&key.PublicKey)
	}
	child := extendedKey(hmacSHA512(k[32:], binary.BigEndian.AppendUint32(data, index)))
	sum := new(big.Int).Add(new(big.Int).SetBytes(child[:32]), new(big.Int).SetBytes(k[:32]))
	sum.Mod(sum, crypto.S256().Params().N).FillBytes(child[:32])
	return child, nil
}

func hmacSHA512(key, data []byte) []byte {
	h := hmac.New(sha512.New, key)
	h.Write(data)
	return h.Sum(nil)
}
