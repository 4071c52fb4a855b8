package chain

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/casto-network/casto/incentives"
)

// Contracts are the addresses of one deployment.
type Contracts struct {
	ChainID         uint64             `json:"chainId"` // EIP-155
	Token           incentives.Address `json:"token"`   // the ERC-20 of all deposits and stakes
	PaymentChannels incentives.Address `json:"paymentChannels"`
	RelayRegistry   incentives.Address `json:"relayRegistry"`
	Block           uint64             `json:"block"` // no event of these contracts is older
}

// Domain returns what binds signatures to this deployment.
func (c Contracts) Domain() incentives.Domain {
	return incentives.Domain{ChainID: c.ChainID, Contract: c.PaymentChannels}
}

// Validate fails with ErrContractsFile when something is missing.
func (c Contracts) Validate() error {
	var none incentives.Address
	switch {
	case c.ChainID == 0:
		return fmt.Errorf("%w: no chainId", ErrContractsFile)
	case c.Token == none:
		return fmt.Errorf("%w: no token", ErrContractsFile)
	case c.PaymentChannels == none:
		return fmt.Errorf("%w: no paymentChannels", ErrContractsFile)
	case c.RelayRegistry == none:
		return fmt.Errorf("%w: no relayRegistry", ErrContractsFile)
	}
	return nil
}

// LoadContracts reads the file that Save writes. It fails with ErrContractsFile.
func LoadContracts(path string) (Contracts, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Contracts{}, fmt.Errorf("load contracts %s: %w: there is no such file; deploy the contracts, or get the file from who did", path, ErrContractsFile)
	}
	if err != nil {
		return Contracts{}, fmt.Errorf("load contracts: %w: %w", ErrContractsFile, err)
	}
	c, err := ParseContracts(text)
	if err != nil {
		return Contracts{}, fmt.Errorf("load contracts %s: %w", path, err)
	}
	return c, nil
}

// ParseContracts reads the JSON form. It fails with ErrContractsFile on unknown fields, too, which are often misspelt known ones.
func ParseContracts(text []byte) (Contracts, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var c Contracts
	if err := decoder.Decode(&c); err != nil {
		return Contracts{}, fmt.Errorf("%w: %w", ErrContractsFile, err)
	}
	if decoder.More() {
		return Contracts{}, fmt.Errorf("%w: something follows the JSON", ErrContractsFile)
	}
	return c, c.Validate()
}

// Save writes the addresses as JSON. A file that is there is replaced at once, not bit by bit.
func (c Contracts) Save(path string) error {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("save contracts %s: %w", path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".contracts-*")
	if err != nil {
		return fmt.Errorf("save contracts %s: %w", path, err)
	}
	_, err = f.Write(append(text, '\n'))
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("save contracts %s: %w", path, err)
	}
	return nil
}
