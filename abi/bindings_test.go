package abi

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
)

var contracts = map[string]*bind.MetaData{
	"PaymentChannels": &PaymentChannelsMetaData,
	"RelayRegistry":   &RelayRegistryMetaData,
	"CastoToken":      &CastoTokenMetaData,
}

// TestInterfaceFilesMatchBindings holds what TypeScript reads against what Go reads; it needs no compiler.
func TestInterfaceFilesMatchBindings(t *testing.T) {
	for name, binding := range contracts {
		data, err := os.ReadFile(name + ".json")
		if err != nil {
			t.Error(err)
			continue
		}
		// abigen drops all white space, also that inside strings such as "contract IERC20".
		got := strings.Join(strings.Fields(string(data)), "")
		if want := strings.Join(strings.Fields(binding.ABI), ""); got != want {
			t.Errorf("%s.json and the Go binding differ: run node contracts/tools/generate.mjs", name)
		}
	}
}

// TestGeneratedFilesAreFresh compiles the contracts and compares; the tools say which file is stale.
func TestGeneratedFilesAreFresh(t *testing.T) {
	root := filepath.Join("..", "contracts")
	if testing.Short() {
		t.Skip("freshness of abi/ not checked: -short")
	}
	if _, err := os.Stat(filepath.Join(root, "node_modules")); err != nil {
		t.Skip("freshness of abi/ not checked: contracts/node_modules is absent, run npm ci in contracts")
	}
	for _, tool := range []string{"generate.mjs", "vectors.mjs"} {
		output, err := exec.CommandContext(t.Context(), "node", filepath.Join(root, "tools", tool), "--check").CombinedOutput()
		if err != nil {
			t.Errorf("%s --check: %v\n%s", tool, err, output)
		}
	}
}
