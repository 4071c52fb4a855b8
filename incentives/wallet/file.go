package wallet

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"

	"github.com/casto-network/casto/incentives"
)

const (
	maxFile       = 64 << 10   // bytes; a usual key file has 500
	maxScryptSize = 1 << 30    // bytes of memory, four times the standard
	maxScryptP    = 64         // passes over it; light has 6
	maxIterations = 10_000_000 // of PBKDF2
)

// keyFile is a key file as it is read before the password is tried.
type keyFile struct {
	Version int                 `json:"version"`
	Address string              `json:"address"`
	Crypto  keystore.CryptoJSON `json:"crypto"`
}

func read(path string) (keyFile, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return keyFile{}, fmt.Errorf("%w: there is no such file", ErrFile)
	}
	if err != nil {
		return keyFile{}, fmt.Errorf("%w: %w", ErrFile, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return keyFile{}, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return parse(text)
}

// parse accepts what decrypting stands: go-ethereum trusts a key file in every detail, and panics on a wrong one.
func parse(text []byte) (keyFile, error) {
	var file keyFile
	if len(text) > maxFile {
		return keyFile{}, fmt.Errorf("%w: longer than %d bytes", ErrFile, maxFile)
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return keyFile{}, fmt.Errorf("%w: not JSON of Web3 Secret Storage: %w", ErrFile, err)
	}
	if file.Version != 3 {
		return keyFile{}, fmt.Errorf("%w: not Web3 Secret Storage version 3", ErrFile)
	}
	if err := checkCrypto(file.Crypto); err != nil {
		return keyFile{}, fmt.Errorf("%w: %w", ErrFile, err)
	}
	if _, ok := file.address(); !ok && file.Address != "" {
		return keyFile{}, fmt.Errorf("%w: malformed address", ErrFile)
	}
	return file, nil
}

// address returns the address that the file names, if it names one.
func (f keyFile) address() (incentives.Address, bool) {
	digits := strings.TrimPrefix(f.Address, "0x")
	return common.HexToAddress(digits), isHex(digits, common.AddressLength)
}

func isHex(s string, bytes int) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == bytes
}

func checkCrypto(c keystore.CryptoJSON) error {
	switch {
	case c.Cipher != "aes-128-ctr":
		return fmt.Errorf("cipher %.20q is not aes-128-ctr", c.Cipher)
	case !isHex(c.CipherParams.IV, 16), !isHex(c.CipherText, 32), !isHex(c.MAC, 32):
		return errors.New("iv, ciphertext or mac is malformed")
	}
	salt, ok := c.KDFParams["salt"].(string)
	if _, err := hex.DecodeString(salt); !ok || err != nil {
		return errors.New("salt is malformed")
	}
	number := func(name string, most int) int {
		x, ok := c.KDFParams[name].(float64)
		if !ok || x != math.Trunc(x) || x < 1 || x > float64(most) {
			return 0
		}
		return int(x)
	}
	if number("dklen", 32) != 32 {
		return errors.New("dklen is not 32")
	}
	switch c.KDF {
	case "scrypt":
		n, r, p := number("n", maxScryptSize), number("r", maxScryptSize), number("p", maxScryptP)
		if n == 0 || r == 0 || p == 0 || n > maxScryptSize/128/r {
			return errors.New("scrypt parameters are malformed, or ask for more than 1 GiB")
		}
	case "pbkdf2":
		if prf, _ := c.KDFParams["prf"].(string); prf != "hmac-sha256" || number("c", maxIterations) == 0 {
			return errors.New("PBKDF2 parameters are malformed or too large")
		}
	default:
		return fmt.Errorf("key derivation %.20q is neither scrypt nor pbkdf2", c.KDF)
	}
	return nil
}
