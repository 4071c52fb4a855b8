package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/devchain"
	"github.com/casto-network/casto/node"
)

// streamName is the name of the demo's stream.
const streamName = "demo"

// Options configure an economy. The zero value of each field has a documented default.
type Options struct {
	Relays  int           // at least 2; default 3
	Viewers int           // default 4
	For     time.Duration // how long it runs once everybody watches; default 60 s
	Dir     string        // keeps the nodes' data folders; default a temporary folder, removed at the end
	HTTP    string        // of the relay that the watch link names; default a free port on loopback
	Price   incentives.Price
	Logger  *slog.Logger
}

func (o *Options) defaults() error {
	if o.Relays == 0 {
		o.Relays = 3
	}
	if o.Viewers == 0 {
		o.Viewers = 4
	}
	if o.For == 0 {
		o.For = time.Minute
	}
	if o.HTTP == "" {
		o.HTTP = "127.0.0.1:0"
	}
	if o.Price.IsZero() {
		tokens, err := incentives.ParseTokens("0.05")
		if err != nil {
			return err
		}
		o.Price = incentives.Price(tokens)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	switch {
	case o.Relays < 2:
		return errors.New("two tiers need at least 2 relays")
	case o.Relays > 50 || o.Viewers > 500 || o.Viewers < 1:
		return errors.New("one machine carries at most 50 relays, and 1 to 500 viewers")
	}
	return nil
}

// economy is everything that runs.
type economy struct {
	opts      Options
	dir       string
	group     *errgroup.Group
	chain     *devchain.Chain
	contracts chain.Contracts
	clients   []*chain.Client
	streamer  *member
	relays    []*member
	supply    incentives.Amount
	watchers  []*watcher
}

// member is a node with its account.
type member struct {
	name   string
	tier   int // 0 is the streamer
	key    incentives.KeySigner
	node   *node.Node
	status node.Status
	token  string            // to publish with
	before incentives.Amount // tokens before the economy began, without the stake
}

// build starts chain and nodes in group, whose context is ctx.
func build(ctx context.Context, group *errgroup.Group, o Options, dir string) (*economy, error) {
	e := &economy{opts: o, dir: dir, group: group}
	var err error
	if e.chain, err = devchain.New(devchain.Options{Listen: "127.0.0.1:0", Accounts: o.Relays + 2}); err != nil {
		return nil, err
	}
	group.Go(func() error { return e.chain.Run(ctx) })
	keys := e.chain.Accounts()
	if e.contracts, err = chain.Deploy(ctx, e.chain.URL(), keys[0], chain.DeployOptions{Challenge: time.Hour, UnbondPeriod: 2 * time.Hour, MinStake: stake()}); err != nil {
		return nil, err
	}
	if err := e.fund(ctx, keys); err != nil {
		return nil, err
	}
	if e.streamer, err = e.start(ctx, "streamer", 0, keys[1], node.Options{MaxChildren: firstTier(o.Relays)}); err != nil {
		return nil, err
	}
	for i := range o.Relays {
		tier, http, children := 2, "127.0.0.1:0", -1
		if i < firstTier(o.Relays) {
			tier, children = 1, o.Relays
		} else if i == firstTier(o.Relays) {
			http = o.HTTP
		}
		r, err := e.start(ctx, fmt.Sprintf("relay %d", i+1), tier, keys[2+i], node.Options{HTTP: http, Price: o.Price, Stake: stake(), MaxChildren: children})
		if err != nil {
			return nil, err
		}
		e.relays = append(e.relays, r)
	}
	return e, nil
}

// firstTier is how many relays the streamer's node feeds; the others are below those.
func firstTier(relays int) int { return max(1, relays/3) }

// stake is what each relay bonds: 100 tokens.
func stake() incentives.Amount {
	a, _ := incentives.ParseTokens("100")
	return a
}

// fund gives everybody 1,000 tokens.
func (e *economy) fund(ctx context.Context, keys []incentives.KeySigner) error {
	client, err := chain.Dial(ctx, e.chain.URL(), e.contracts)
	if err != nil {
		return err
	}
	e.clients = append(e.clients, client)
	coins, err := incentives.ParseTokens("1000")
	if err != nil {
		return err
	}
	for _, k := range keys[1:] {
		if err := client.Account(keys[0]).TransferToken(ctx, k.Address(), coins); err != nil {
			return err
		}
	}
	e.supply, err = client.TokenSupply(ctx)
	return err
}

// start runs one node with its own data folder, joined to those before it.
func (e *economy) start(ctx context.Context, name string, tier int, key incentives.KeySigner, o node.Options) (*member, error) {
	client, err := chain.Dial(ctx, e.chain.URL(), e.contracts)
	if err != nil {
		return nil, err
	}
	e.clients = append(e.clients, client)
	o.DataDir = filepath.Join(e.dir, fmt.Sprintf("%d-%s", len(e.relays), name))
	o.Wallet, o.Chain, o.Logger = key, client, e.opts.Logger.With("node", name)
	o.Admin, o.Media, o.NoMDNS, o.NoDHT, o.NoNAT = "127.0.0.1:0", "127.0.0.1:0", true, true, true
	o.Listen = []string{"/ip4/127.0.0.1/tcp/0"}
	if o.HTTP == "" {
		o.HTTP = "127.0.0.1:0"
	}
	if e.streamer != nil {
		o.Peers = e.streamer.status.Addrs
	}
	n, err := node.New(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	e.group.Go(func() error { return n.Run(ctx) })
	m := &member{name: name, tier: tier, key: key, node: n, status: n.Status()}
	if m.token, err = node.PublishToken(o.DataDir); err != nil {
		return nil, err
	}
	m.before, err = client.TokenBalance(ctx, key.Address())
	return m, err
}

// close lets go of the connections to the chain.
func (e *economy) close() {
	for _, c := range e.clients {
		c.Close()
	}
}

// dataDir returns the folder for the nodes' data, and what removes it if it is temporary.
func dataDir(dir string) (string, func(), error) {
	if dir != "" {
		if old, err := os.ReadDir(dir); err == nil && len(old) > 0 {
			return "", nil, fmt.Errorf("%s is not empty: every demo has a new chain, to which the ledgers of an earlier one do not belong", dir)
		}
		return dir, func() {}, os.MkdirAll(dir, 0o700)
	}
	tmp, err := os.MkdirTemp("", "casto-demo-")
	return tmp, func() { _ = os.RemoveAll(tmp) }, err
}
