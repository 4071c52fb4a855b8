package chain_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
)

func sample() chain.Contracts {
	return chain.Contracts{ChainID: 1337, Token: incentives.Address{1}, PaymentChannels: incentives.Address{2}, RelayRegistry: incentives.Address{3},
		Court: incentives.Address{4}, Block: 7, CodeHashes: chain.CodeHashes{Token: incentives.Hash{1}, PaymentChannels: incentives.Hash{2},
			RelayRegistry: incentives.Hash{3}, Court: incentives.Hash{4}}}
}

func TestContractsFileIsReplacedAsAWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "contracts.json")
	if err := os.WriteFile(path, []byte(strings.Repeat("old", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sample().Save(path); err != nil {
		t.Fatal(err)
	}
	if got, err := chain.LoadContracts(path); err != nil || got != sample() {
		t.Errorf("got %+v, %v, want %+v", got, err, sample())
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	if err := sample().Save(filepath.Join(dir, "none", "contracts.json")); err == nil {
		t.Error("saved into a folder that is not there")
	}
}

func TestContractsFilesThatAreRefused(t *testing.T) {
	const address = `"0x0000000000000000000000000000000000000001"`
	const four = `"chainId":1,"token":` + address + `,"paymentChannels":` + address + `,"relayRegistry":` + address
	for name, test := range map[string]struct{ text, says string }{
		"empty":             {"", "EOF"},
		"not json":          {"hello", "invalid character"},
		"no chain id":       {`{"token":` + address + `}`, "no chainId"},
		"no token":          {`{"chainId":1}`, "no token"},
		"no channels":       {`{"chainId":1,"token":` + address + `}`, "no paymentChannels"},
		"no registry":       {`{"chainId":1,"token":` + address + `,"paymentChannels":` + address + `}`, "no relayRegistry"},
		"no court":          {`{` + four + `}`, "no court"},
		"no code hashes":    {`{` + four + `,"court":` + address + `}`, "no codeHashes"},
		"misspelt":          {`{"chainID":1,"tokn":` + address + `}`, "tokn"},
		"malformed address": {`{"chainId":1,"token":"0x12"}`, "hex string has length 2"},
		"two documents":     {`{` + four + `} {}`, "follows"},
	} {
		if _, err := chain.ParseContracts([]byte(test.text)); !errors.Is(err, chain.ErrContractsFile) || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want ErrContractsFile that says %q", name, err, test.says)
		}
	}
	_, err := chain.LoadContracts(filepath.Join(t.TempDir(), "none.json"))
	if !errors.Is(err, chain.ErrContractsFile) || !strings.Contains(err.Error(), "deploy") {
		t.Errorf("no file: got %v, want ErrContractsFile that says what to do", err)
	}
}

func FuzzParseContracts(f *testing.F) {
	f.Add([]byte(`{"chainId":1337,"token":"0x0100000000000000000000000000000000000000","paymentChannels":"0x0200000000000000000000000000000000000000","relayRegistry":"0x0300000000000000000000000000000000000000","block":7}`))
	f.Add([]byte(`{}`))
	if text, err := json.Marshal(sample()); err == nil {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := chain.ParseContracts(text)
		if err != nil {
			if !errors.Is(err, chain.ErrContractsFile) {
				t.Errorf("got %v, want ErrContractsFile", err)
			}
			return
		}
		path := filepath.Join(t.TempDir(), "c.json")
		if err := c.Save(path); err != nil {
			t.Fatal(err)
		}
		if again, err := chain.LoadContracts(path); err != nil || again != c {
			t.Errorf("saved and loaded: got %+v, %v, want %+v", again, err, c)
		}
	})
}
