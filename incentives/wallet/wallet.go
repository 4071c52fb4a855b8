package wallet

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/casto-network/casto/incentives"
)

var (
	// ErrPassword reports that the password does not open the file.
	ErrPassword = errors.New("wrong password")
	// ErrFile reports a file that is missing, is there already, or is no key file.
	ErrFile = errors.New("no usable key file")
)

// Create makes a random key and writes it to a new file that only its owner can read (mode 0600). It never overwrites: a path that
// exists is ErrFile. With light it takes the light scrypt parameters, under which passwords are guessed ten times as fast and in a
// 64th of the memory.
func Create(path, password string, light bool) (incentives.KeySigner, error) {
	key, err := incentives.GenerateKey()
	if err != nil {
		return incentives.KeySigner{}, fmt.Errorf("create wallet %s: %w", path, err)
	}
	return key, Save(path, password, key, light)
}

// Save writes a key that there is already, as Create does.
func Save(path, password string, key incentives.KeySigner, light bool) error {
	if _, err := os.Lstat(path); err == nil { // before the dear part; write finds out for certain
		return fmt.Errorf("create wallet %s: %w", path, errExists())
	}
	text, err := encrypt(key, password, light)
	if err == nil {
		err = write(path, text)
	}
	if err != nil {
		return fmt.Errorf("create wallet %s: %w", path, err)
	}
	return nil
}

func encrypt(key incentives.KeySigner, password string, light bool) ([]byte, error) {
	private, err := crypto.ToECDSA(key.Bytes())
	if err != nil {
		return nil, err
	}
	var id [16]byte
	rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80 // a random UUID (RFC 9562, version 4)
	n, p := keystore.StandardScryptN, keystore.StandardScryptP
	if light {
		n, p = keystore.LightScryptN, keystore.LightScryptP
	}
	return keystore.EncryptKey(&keystore.Key{Id: id, Address: key.Address(), PrivateKey: private}, password, n, p)
}

func errExists() error {
	return fmt.Errorf("%w: the file exists, and a key is never overwritten; choose another name", ErrFile)
}

// write puts text into a new file, and the file onto the disk: a key that holds money must survive a power cut.
func write(path string, text []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errExists()
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: the folder does not exist", ErrFile)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrFile, err)
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(path) // what is half written must not look like a key
		}
	}()
	if _, err := f.Write(append(text, '\n')); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// Open decrypts the file with the password. It fails with ErrPassword when the password is wrong, and with ErrFile when there is no
// key file to try it on.
func Open(path, password string) (incentives.KeySigner, error) {
	key, err := open(path, password)
	if err != nil {
		return incentives.KeySigner{}, fmt.Errorf("open wallet %s: %w", path, err)
	}
	return key, nil
}

func open(path, password string) (incentives.KeySigner, error) {
	file, err := read(path)
	if err != nil {
		return incentives.KeySigner{}, err
	}
	plain, err := keystore.DecryptDataV3(file.Crypto, password)
	switch {
	case errors.Is(err, keystore.ErrDecrypt):
		return incentives.KeySigner{}, fmt.Errorf("%w: try again, or name the right file", ErrPassword)
	case err != nil:
		return incentives.KeySigner{}, fmt.Errorf("%w: %w", ErrFile, err)
	}
	key, err := incentives.KeyFromBytes(plain)
	if err != nil {
		return incentives.KeySigner{}, fmt.Errorf("%w: %w", ErrFile, err)
	}
	if named, ok := file.address(); ok && named != key.Address() {
		return incentives.KeySigner{}, fmt.Errorf("%w: it says that it is of %s but holds the key of %s", ErrFile, named, key.Address())
	}
	return key, nil
}

// Address returns the address that the file names, without the password. It is a claim that Open checks. Some programs leave it
// out, which is ErrFile here.
func Address(path string) (incentives.Address, error) {
	file, err := read(path)
	if err != nil {
		return incentives.Address{}, fmt.Errorf("read wallet %s: %w", path, err)
	}
	address, ok := file.address()
	if !ok {
		return incentives.Address{}, fmt.Errorf("read wallet %s: %w: it does not name its address", path, ErrFile)
	}
	return address, nil
}
