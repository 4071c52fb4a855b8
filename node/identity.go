package node

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"github.com/casto-network/casto/incentives"
)

// Files of the data folder.
const (
	p2pKeyFile       = "p2p.key"       // libp2p identity
	hotKeyFile       = "hot.key"       // stream key, report key, voucher signer; in pool mode the node's whole identity
	adminTokenFile   = "admin.token"   // bearer token of the operator's API
	publishTokenFile = "publish.token" // bearer token of WHIP
	networkFile      = "network.json"  // what is known of the network; nothing secret, and learned anew when it is lost
	ledgerDir        = "ledger"        // incentives/store
	evidenceDir      = "evidence"      // incentives/evidence: what the relay must be able to show the court
	casesDir         = "cases"         // court.Report: what relays signed and can be punished for
	lockFile         = "lock"          // held while a node runs
)

// openDataDir makes the folder, readable by its owner only.
func openDataDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("data folder %s: %w", dir, err)
	}
	return nil
}

// lockDataDir keeps a second node out of the folder: two of one identity would confuse the network. ErrDataBusy when one is in.
func lockDataDir(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockFile))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock data folder %s: %w", dir, err)
	}
	if !held {
		return nil, fmt.Errorf("data folder %s: %w", dir, ErrDataBusy)
	}
	return lock, nil
}

// secretFile returns the content of a 0600 file, made by fresh when it does not exist.
func secretFile(path string, fresh func() (string, error)) (string, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	s, err := fresh()
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(s + "\n")
	return s, errors.Join(err, f.Sync(), f.Close())
}

// loadHotKey returns the key that signs grants, reports and vouchers for the wallet, so that the wallet can stay cold.
func loadHotKey(dir string) (incentives.KeySigner, error) {
	path := filepath.Join(dir, hotKeyFile)
	text, err := secretFile(path, func() (string, error) {
		k, err := incentives.GenerateKey()
		if err != nil {
			return "", err
		}
		return hex.EncodeToString(k.Bytes()), nil
	})
	if err != nil {
		return incentives.KeySigner{}, fmt.Errorf("hot key: %w", err)
	}
	raw, err := hex.DecodeString(text)
	if err != nil {
		return incentives.KeySigner{}, fmt.Errorf("hot key %s is damaged; vouchers signed with it stay valid, but restore the file from a backup before you go on", path)
	}
	k, err := incentives.KeyFromBytes(raw)
	if err != nil {
		return incentives.KeySigner{}, fmt.Errorf("hot key %s: %w", path, err)
	}
	return k, nil
}

// loadToken returns a bearer token of 128 random bits, in hex.
func loadToken(path string) (string, error) {
	return secretFile(path, func() (string, error) {
		var b [16]byte
		if _, err := rand.Read(b[:]); err != nil {
			return "", err
		}
		return hex.EncodeToString(b[:]), nil
	})
}

// hasBearer tells in constant time whether r carries token.
func hasBearer(r *http.Request, token string) bool {
	got, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1
}

// PublishToken returns the bearer token that publishing to the node with this data folder needs, made on first use.
func PublishToken(dataDir string) (string, error) {
	if err := openDataDir(dataDir); err != nil {
		return "", err
	}
	return loadToken(filepath.Join(dataDir, publishTokenFile))
}

// AdminToken returns the bearer token of the operator's API of the node with this data folder, made on first use.
func AdminToken(dataDir string) (string, error) {
	if err := openDataDir(dataDir); err != nil {
		return "", err
	}
	return loadToken(filepath.Join(dataDir, adminTokenFile))
}

// ReportKey returns the address that signs the usage reports of the node with this data folder; the key is made on first use.
func ReportKey(dataDir string) (incentives.Address, error) {
	if err := openDataDir(dataDir); err != nil {
		return incentives.Address{}, err
	}
	key, err := loadHotKey(dataDir)
	return key.Address(), err
}
