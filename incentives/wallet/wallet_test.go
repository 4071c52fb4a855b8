package wallet

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"

	"github.com/casto-network/casto/incentives"
)

func TestCreateThenOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.json")
	created, err := Create(path, "correct horse", true)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode: got %v, %v, want 0600", info.Mode(), err)
	}
	opened, err := Open(path, "correct horse")
	if err != nil || !bytes.Equal(opened.Bytes(), created.Bytes()) {
		t.Errorf("open: got %v, %v, want %v", opened, err, created)
	}
	address, err := Address(path)
	if err != nil || address != created.Address() {
		t.Errorf("address: got %v, %v, want %v", address, err, created)
	}
	for _, wrong := range []string{"", "correct horse ", "Correct horse"} {
		key, err := Open(path, wrong)
		if !errors.Is(err, ErrPassword) || errors.Is(err, ErrFile) || key != (incentives.KeySigner{}) {
			t.Errorf("open with %q: got %v, %v, want ErrPassword", wrong, key, err)
		}
	}
}

// TestGethReadsOurFiles opens a file by go-ethereum's own reader.
func TestGethReadsOurFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.json")
	created, err := Create(path, "p", true)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	key, err := keystore.DecryptKey(text, "p")
	if err != nil || key.Address != created.Address() || key.Id.Version() != 4 {
		t.Errorf("got %v, %v, want the key of %v", key, err, created)
	}
}

// TestVectorsOfTheStandard opens the two files of the Web3 Secret Storage definition, which other programs made.
func TestVectorsOfTheStandard(t *testing.T) {
	const want = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d"
	for _, name := range []string{"pbkdf2.json", "scrypt.json"} {
		t.Run(name, func(t *testing.T) {
			key, err := Open(filepath.Join("testdata", name), "testpassword")
			if err != nil {
				t.Fatal(err)
			}
			if wanted, err := hexKey(want); err != nil || key.Address() != wanted.Address() {
				t.Errorf("got the key of %v, want that of %v (%v)", key, wanted, err)
			}
		})
	}
}

func hexKey(digits string) (incentives.KeySigner, error) {
	b, err := hex.DecodeString(digits)
	if err != nil {
		return incentives.KeySigner{}, err
	}
	return incentives.KeyFromBytes(b)
}

func TestNothingIsOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(path, "p", true); !errors.Is(err, ErrFile) || !strings.Contains(err.Error(), "exists") {
		t.Errorf("got %v, want ErrFile that says the file exists", err)
	}
	if err := write(path, []byte("theirs")); !errors.Is(err, ErrFile) {
		t.Errorf("write: got %v, want ErrFile", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "mine" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

func TestFilesThatAreNoKey(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.json")
	if _, err := Create(good, "p", true); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(path string, value any) []byte {
		var file map[string]any
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		at, steps := file, strings.Split(path, ".")
		for _, step := range steps[:len(steps)-1] {
			at = at[step].(map[string]any)
		}
		at[steps[len(steps)-1]] = value
		out, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	files := map[string][]byte{
		"empty":                   nil,
		"not json":                []byte("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"),
		"another document":        []byte(`{"chainId":1337}`),
		"too long":                bytes.Repeat([]byte(" "), maxFile+1),
		"version 1":               edit("version", "1"),
		"cipher":                  edit("crypto.cipher", "aes-128-cbc"),
		"short iv":                edit("crypto.cipherparams.iv", "00"),
		"short ciphertext":        edit("crypto.ciphertext", "00"),
		"no mac":                  edit("crypto.mac", nil),
		"no salt":                 edit("crypto.kdfparams.salt", nil),
		"salt of another type":    edit("crypto.kdfparams.salt", 7),
		"n of another type":       edit("crypto.kdfparams.n", "4096"),
		"half an n":               edit("crypto.kdfparams.n", 4096.5),
		"n that needs 8 GiB":      edit("crypto.kdfparams.n", 8<<20),
		"r that needs 8 GiB":      edit("crypto.kdfparams.r", 16384),
		"p without end":           edit("crypto.kdfparams.p", 1e9),
		"n that is no power of 2": edit("crypto.kdfparams.n", 4097),
		"short derived key":       edit("crypto.kdfparams.dklen", 16),
		"kdf":                     edit("crypto.kdf", "argon2"),
		"pbkdf2 without prf":      edit("crypto.kdf", "pbkdf2"),
		"address of another key":  edit("address", strings.Repeat("ab", 20)),
		"malformed address":       edit("address", "0x12"),
	}
	for name, content := range files {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-"))
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if key, err := Open(path, "p"); !errors.Is(err, ErrFile) || errors.Is(err, ErrPassword) {
				t.Errorf("got %v, %v, want ErrFile", key, err)
			}
		})
	}
	t.Run("not there", func(t *testing.T) {
		_, err := Open(filepath.Join(dir, "none"), "p")
		_, addressErr := Address(filepath.Join(dir, "none"))
		if !errors.Is(err, ErrFile) || !errors.Is(addressErr, ErrFile) {
			t.Errorf("got %v and %v, want ErrFile", err, addressErr)
		}
	})
	t.Run("folder not there", func(t *testing.T) {
		if _, err := Create(filepath.Join(dir, "none", "key.json"), "p", true); !errors.Is(err, ErrFile) {
			t.Errorf("got %v, want ErrFile", err)
		}
	})
}

// TestFilesWithoutAddressOpen is about those of Foundry.
func TestFilesWithoutAddressOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.json")
	created, err := Create(path, "p", true)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(`"address"`), []byte(`"x"`), 1)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := Open(path, "p"); err != nil || key.Address() != created.Address() {
		t.Errorf("open: got %v, %v, want %v", key, err, created)
	}
	if _, err := Address(path); !errors.Is(err, ErrFile) {
		t.Errorf("address: got %v, want ErrFile", err)
	}
}
