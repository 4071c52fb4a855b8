package wallet

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
)

// FuzzParse looks for files that parse accepts and decrypting panics on.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"pbkdf2.json", "scrypt.json", "light.json"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := parse(text)
		if err != nil {
			if !errors.Is(err, ErrFile) {
				t.Errorf("got %v, want ErrFile", err)
			}
			return
		}
		if n, _ := file.Crypto.KDFParams["n"].(float64); n > 1024 || file.Crypto.KDF == "pbkdf2" {
			return // takes too long to try many
		}
		_, _ = keystore.DecryptDataV3(file.Crypto, "p")
	})
}
