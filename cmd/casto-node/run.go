package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/wallet"
	"github.com/casto-network/casto/node"
)

const defaultMaxUnpaid = 30 * time.Second

// defaultHold is the relay's own: what batching may add to the latency.
const defaultHold = time.Millisecond

// defaultDrain is long enough for a browser on a bad line to find another relay.
const defaultDrain = 30 * time.Second

// defaultMaxLag is the relay's own: half as long again as a frame of 30 a second.
const defaultMaxLag = 50 * time.Millisecond

// runNode is the command without a subcommand.
func runNode(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage("%q is no command; casto-node --help lists them", c.Args().First())
	}
	opts, err := nodeOptions(c)
	if err != nil {
		return err
	}
	if !opts.Pool {
		if opts.Wallet, err = openWallet(c); err != nil {
			return err
		}
		client, err := dial(c.Context, c)
		if err != nil {
			return err
		}
		defer client.Close()
		opts.Chain = client
	}
	if err := opts.Validate(); err != nil {
		return usage("%w", err)
	}
	n, err := node.New(c.Context, opts)
	if err != nil {
		return err
	}
	status := n.Status()
	status.Studio = n.StudioLink()
	printReady(c, status)
	return ignoreCancel(n.Run(c.Context))
}

// nodeOptions reads the flags of the node.
func nodeOptions(c *cli.Context) (node.Options, error) {
	var errs []error
	amount := func(name string) incentives.Amount {
		a, err := tokens(c, name)
		errs = append(errs, err)
		return a
	}
	opts := node.Options{
		DataDir: c.String("data"), Pool: c.Bool("pool"),
		HTTP: c.String("http"), URL: c.String("url"), Admin: c.String("admin"), Media: c.String("media"), NoMediaTCP: c.Bool("no-media-tcp"), PublicIPs: c.StringSlice("public-ip"),
		TURN: c.String("turn"), TURNPrivate: c.Bool("turn-private"), ICEServers: c.StringSlice("ice-server"),
		Listen: c.StringSlice("listen"), Peers: c.StringSlice("peer"), NoMDNS: c.Bool("no-mdns"), NoDHT: c.Bool("no-dht"), NoNAT: c.Bool("no-nat"),
		Price: incentives.Price(amount("price")), Stake: amount("stake"), MaxUnpaid: c.Duration("max-unpaid"),
		UplinkMbit: c.Int("uplink"), FreeViewers: c.Int("free-viewers"), RedeemAt: amount("redeem-at"),
		PriceCeiling: incentives.Price(amount("price-ceiling")), Deposit: amount("deposit"), Budget: amount("budget"),
		MaxViewers: c.Int("max-viewers"), MaxChildren: c.Int("max-children"), Hold: c.Duration("hold"), Drain: c.Duration("drain"),
		MaxBitrateMbit: c.Int("max-bitrate"), MaxLag: c.Duration("max-lag"), MaxStreams: c.Int("max-streams"),
		MaxPublishers: c.Int("max-publishers"), MaxLayers: c.Int("max-layers"), JoinRate: c.Int("join-rate"),
		Logger: newLogger(c.App.ErrWriter, c.Bool("verbose")),
	}
	if opts.Pool && c.String("wallet") != "" {
		errs = append(errs, usage("--pool runs without a wallet: leave out --wallet, or --pool"))
	}
	if !opts.Pool && c.String("wallet") == "" {
		errs = append(errs, usage("no wallet given: pass --wallet key.json (casto-node wallet new key.json makes one), or --pool to run without payments"))
	}
	for _, name := range []string{"max-viewers", "max-streams", "max-layers"} {
		if c.IsSet(name) && c.Int(name) < 1 {
			errs = append(errs, usage("--%s %d is too few: at least 1", name, c.Int(name)))
		}
	}
	return opts, errors.Join(errs...)
}

func newLogger(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// openWallet decrypts --wallet.
func openWallet(c *cli.Context) (incentives.KeySigner, error) {
	path := c.String("wallet")
	if path == "" {
		return incentives.KeySigner{}, usage("no wallet given: pass --wallet key.json (casto-node wallet new key.json makes one)")
	}
	password, err := readPassword(c, false)
	if err != nil {
		return incentives.KeySigner{}, err
	}
	return wallet.Open(path, password)
}

// dial connects to --rpc and checks the contracts of --contracts on it.
func dial(ctx context.Context, c *cli.Context) (*chain.Client, error) {
	contracts, err := chain.LoadContracts(c.String("contracts"))
	if err != nil {
		return nil, err
	}
	return chain.Dial(ctx, c.String("rpc"), contracts)
}

// printReady tells where the node answers: one JSON line, or a few lines for people.
func printReady(c *cli.Context, s node.Status) {
	if c.Bool("json") {
		_ = json.NewEncoder(c.App.Writer).Encode(s)
		return
	}
	fmt.Fprintf(c.App.Writer, "node      %s\n", s.Peer)
	fmt.Fprintf(c.App.Writer, "account   %s\n", s.Account)
	fmt.Fprintf(c.App.Writer, "studio    %s\n", s.Studio)
	fmt.Fprintf(c.App.Writer, "watch     %s\n", s.Watch)
	for _, addr := range s.Addrs {
		fmt.Fprintf(c.App.Writer, "peer      %s\n", addr)
	}
}

// ignoreCancel turns the end by signal into success.
func ignoreCancel(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
