package node

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
)

// registryAt is a registry whose chain answers as read says; what it suggests is noted.
func registryAt(path string, read func(context.Context, chain.Block, chain.Endpoints) (chain.Block, error)) (*registry, *[]string) {
	suggested := new([]string)
	r := &registry{path: path, domain: incentives.Domain{ChainID: 1337}, log: slog.New(slog.DiscardHandler), read: read,
		suggest: func(addrs ...string) { *suggested = append(*suggested, addrs...) }, peers: func() int { return 0 }}
	r.load()
	return r, suggested
}

func oneRelay(_ context.Context, from chain.Block, known chain.Endpoints) (chain.Block, error) {
	known[incentives.Address{1}] = "/ip4/5.5.5.5/tcp/8785/p2p/x"
	return chain.Block{Number: from.Number + 10}, nil
}

// TestRegisteredRelaysAreKnownWithoutAnRPC reads the chain once; a start after that needs none, and does not wait for one that hangs.
func TestRegisteredRelaysAreKnownWithoutAnRPC(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), registryFile)
		ctx, cancel := context.WithCancel(t.Context())
		run := func(r *registry) { go func() { _ = r.run(ctx) }() }
		first, told := registryAt(path, oneRelay)
		run(first)
		time.Sleep(time.Second)
		synctest.Wait()
		if !slices.Equal(*told, []string{"/ip4/5.5.5.5/tcp/8785/p2p/x"}) {
			t.Errorf("told by the chain: %v", *told)
		}
		hangs, told := registryAt(path, func(ctx context.Context, _ chain.Block, _ chain.Endpoints) (chain.Block, error) {
			<-ctx.Done()
			return chain.Block{}, ctx.Err()
		})
		run(hangs)
		synctest.Wait() // no time passes
		if len(*told) != 1 || hangs.from.Number != 10 {
			t.Errorf("with a chain that hangs: %v, from block %d", *told, hangs.from.Number)
		}
		time.Sleep(2 * registryTimeout)
		cancel()
		synctest.Wait()
	})
}

func TestDamagedRegistryIsReadAnew(t *testing.T) {
	for name, content := range map[string]string{
		"noise": "\x00", "another chain": `{"version":1,"chainId":1,"contract":"0x0000000000000000000000000000000000000000","number":7,"endpoints":{}}`,
		"the future": `{"version":2}`, "nothing": `{}`,
	} {
		path := filepath.Join(t.TempDir(), registryFile)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		r, _ := registryAt(path, oneRelay)
		if r.from.Number != 0 || len(r.known) != 0 {
			t.Errorf("%s: block %d, %v", name, r.from.Number, r.known)
		}
		if err := r.refresh(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		again, _ := registryAt(path, func(context.Context, chain.Block, chain.Endpoints) (chain.Block, error) {
			return chain.Block{}, errors.New("no chain")
		})
		if len(again.known) != 1 {
			t.Errorf("%s: after a reading %v", name, again.known)
		}
	}
}
