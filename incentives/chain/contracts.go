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
	RelayRegistry   incentives.Address `json:"relayRegistry"` // made by the court, whose slashes it obeys
	Court           incentives.Address `json:"court"`
	Block           uint64             `json:"block"` // no event of these contracts is older
	CodeHashes      CodeHashes         `json:"codeHashes"`
}

// CodeHashes are keccak256 of the code that runs at each address. A file that names another contract than who wrote it meant shows by
// them, before any token is sent.
type CodeHashes struct {
	Token           incentives.Hash `json:"token"`
	PaymentChannels incentives.Hash `json:"paymentChannels"`
	RelayRegistry   incentives.Hash `json:"relayRegistry"`
	Court           incentives.Hash `json:"court"`
}

// deployed is one contract of a deployment.
type deployed struct {
	name    string
	address incentives.Address
	code    *incentives.Hash // in the Contracts it came from
}

func (c *Contracts) all() []deployed {
	return []deployed{
		{"the token", c.Token, &c.CodeHashes.Token}, {"PaymentChannels", c.PaymentChannels, &c.CodeHashes.PaymentChannels},
		{"RelayRegistry", c.RelayRegistry, &c.CodeHashes.RelayRegistry}, {"Court", c.Court, &c.CodeHashes.Court},
	}
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
	case c.Court == none:
		return fmt.Errorf("%w: no court: it is of an older version of casto-node, deploy this version's contracts", ErrContractsFile)
	}
	for _, d := range c.all() {
		if *d.code == (incentives.Hash{}) {
			return fmt.Errorf("%w: no codeHashes of %s", ErrContractsFile, d.name)
		}
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
