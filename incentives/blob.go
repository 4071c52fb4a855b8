package incentives

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
)

// blobPrefix keeps signed blobs apart from EIP-712 digests (which begin 0x1901), transactions and other programs' messages.
const blobPrefix = "casto/v1/"

// BlobDigest returns keccak256("casto/v1/" || tag || chainID (8 bytes, big-endian) || payload), what SignBlob signs.
// The tag names the kind of payload, 1 to 32 characters of a-z, 0-9, '-' and '/'; chain ids stay below 2^56. Under both
// rules the byte after the tag is no tag character, so no two triples share a digest.
func BlobDigest(tag string, chainID uint64, payload []byte) (Hash, error) {
	if tag == "" || len(tag) > 32 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz0123456789-/") != "" {
		return Hash{}, fmt.Errorf("blob tag %.40q: %w", tag, ErrSyntax)
	}
	if chainID >= 1<<56 {
		return Hash{}, fmt.Errorf("blob chain id %d: %w: not below 2^56", chainID, ErrSyntax)
	}
	chain := binary.BigEndian.AppendUint64(nil, chainID)
	return crypto.Keccak256Hash([]byte(blobPrefix), []byte(tag), chain, payload), nil
}

// SignBlob signs a payload that is no EIP-712 message: gossip announcements, adverts, bindings.
func SignBlob(signer Signer, tag string, chainID uint64, payload []byte) (Signature, error) {
	digest, err := BlobDigest(tag, chainID, payload)
	if err != nil {
		return Signature{}, err
	}
	return signer.SignDigest(digest)
}

// RecoverBlob returns who signed payload by SignBlob.
func RecoverBlob(sig Signature, tag string, chainID uint64, payload []byte) (Address, error) {
	digest, err := BlobDigest(tag, chainID, payload)
	if err != nil {
		return Address{}, err
	}
	return Recover(digest, sig)
}
