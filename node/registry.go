package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
)

const (
	registryFile    = "registry.json" // in the data folder
	registryVersion = 1
	// registryEvery is how often the chain is asked for relays; what it says changes slowly.
	registryEvery = 10 * time.Minute
	// registryTimeout bounds one reading. An answer that takes longer is worth as little as none.
	registryTimeout = time.Minute
	// maxSuggested bounds the relays of the registry that are dialled, and enoughPeers is when none is needed.
	maxSuggested, enoughPeers = 8, 8
	maxRegistryFile           = 8 << 20
)

// registry finds relays by where they registered. It reads the chain in the background and keeps what it read on the disk, so that a
// start needs no RPC provider, and nobody ever waits for one.
type registry struct {
	path    string
	domain  incentives.Domain
	log     *slog.Logger
	read    func(ctx context.Context, from chain.Block, known chain.Endpoints) (chain.Block, error)
	suggest func(addrs ...string)
	peers   func() int

	from chain.Block // of run

	mu    sync.Mutex // guards known
	known chain.Endpoints
}

// registered is the file.
type registered struct {
	Version   int             `json:"version"`
	ChainID   uint64          `json:"chainId"`
	Contract  string          `json:"contract"` // PaymentChannels, which names the deployment
	Number    uint64          `json:"number"`   // block up to which events were read
	Hash      incentives.Hash `json:"hash"`
	Endpoints chain.Endpoints `json:"endpoints"`
}

// openRegistry reads the file. One that is damaged, or of another deployment, is read from the chain anew.
func openRegistry(n *Node) *registry {
	r := &registry{path: filepath.Join(n.opts.DataDir, registryFile), domain: n.domain, log: n.log, read: n.opts.Chain.Endpoints,
		suggest: n.host.Suggest, peers: func() int { return len(n.host.Peers()) }}
	r.load()
	return r
}

func (r *registry) load() {
	r.known = chain.Endpoints{}
	var file registered
	raw, err := os.ReadFile(r.path)
	if err == nil && len(raw) > maxRegistryFile {
		err = errors.New("too large")
	}
	if err == nil {
		err = json.Unmarshal(raw, &file)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		r.log.Warn("the list of registered relays is damaged, it is read anew", "file", r.path, "err", err)
	case file.Version == registryVersion && file.ChainID == r.domain.ChainID && file.Contract == r.domain.Contract.Hex() && file.Endpoints != nil:
		r.known, r.from = file.Endpoints, chain.Block{Number: file.Number, Hash: file.Hash}
	}
}

// run suggests the relays known from the last run, then those that the chain tells, until ctx ends.
func (r *registry) run(ctx context.Context) error {
	r.propose()
	for {
		if err := r.refresh(ctx); err != nil && ctx.Err() == nil {
			r.log.Debug("registered relays are not read", "err", err)
		} else if r.peers() < enoughPeers {
			r.propose()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(registryEvery/2 + rand.N(registryEvery)):
		}
	}
}

// bonded tells whether an account has a stake in the registry. As long as nothing is known of any, all have.
func (r *registry) bonded(account incentives.Address) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.known[account]
	return ok || len(r.known) == 0
}

// propose suggests a few of the relays, others each time.
func (r *registry) propose() {
	r.mu.Lock()
	list := r.known.List()
	r.mu.Unlock()
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	r.suggest(list[:min(len(list), maxSuggested)]...)
}

// refresh reads on where the last reading ended, and saves.
func (r *registry) refresh(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, registryTimeout)
	defer cancel()
	known := maps.Clone(r.known)
	at, err := r.read(ctx, r.from, known)
	if err != nil || at == r.from {
		return err
	}
	r.mu.Lock()
	r.from, r.known = at, known
	r.mu.Unlock()
	raw, err := json.Marshal(registered{Version: registryVersion, ChainID: r.domain.ChainID, Contract: r.domain.Contract.Hex(), Number: at.Number,
		Hash: at.Hash, Endpoints: known})
	if err != nil {
		return err
	}
	if err := replaceFile(r.path, raw); err != nil {
		return fmt.Errorf("save registered relays: %w", err)
	}
	return nil
}

// replaceFile puts a file in the place of another at once, so that a crash leaves the one or the other.
func replaceFile(path string, raw []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(raw)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// endpoint is the address that this relay registers: of those it knows, the one that most can reach.
func (n *Node) endpoint() string {
	for _, a := range n.host.Reachable() {
		if len(a) <= 255 {
			return a
		}
	}
	return ""
}
