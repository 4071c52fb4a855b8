package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
	"github.com/urfave/cli/v2/altsrc"
	"gopkg.in/yaml.v3"
)

// env names the environment variable of a flag: CASTO_ and the name in capitals.
func env(name string) []string {
	return []string{"CASTO_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))}
}

func stringFlag(name, value, help string) cli.Flag {
	return altsrc.NewStringFlag(&cli.StringFlag{Name: name, Value: value, Usage: help, EnvVars: env(name)})
}

func listFlag(name, help string) cli.Flag {
	return altsrc.NewStringSliceFlag(&cli.StringSliceFlag{Name: name, Usage: help, EnvVars: env(name)})
}

func intFlag(name string, value int, help string) cli.Flag {
	return altsrc.NewIntFlag(&cli.IntFlag{Name: name, Value: value, Usage: help, EnvVars: env(name)})
}

func boolFlag(name, help string) cli.Flag {
	return altsrc.NewBoolFlag(&cli.BoolFlag{Name: name, Usage: help, EnvVars: env(name)})
}

// Flags that several commands share.
func walletFlag() cli.Flag {
	return stringFlag("wallet", "", "key `FILE` (Web3 Secret Storage v3) of the account that pays or is paid")
}

func passwordFlag() cli.Flag {
	return stringFlag("password-file", "", "`FILE` with the wallet's password; otherwise the terminal is asked")
}

func rpcFlag() cli.Flag {
	return stringFlag("rpc", "http://127.0.0.1:8545", "JSON-RPC `URL` of the chain, http or ws")
}

func contractsFlag() cli.Flag {
	return stringFlag("contracts", "contracts.json", "`FILE` with the addresses of the deployed contracts, as casto-node deploy writes it")
}

func dataFlag() cli.Flag {
	return stringFlag("data", defaultDataDir(), "data `DIR`: keys, tokens, ledger")
}

func adminFlag() cli.Flag {
	return stringFlag("admin", "127.0.0.1:8788", "operator's API and metrics, listen `ADDR` on loopback")
}

func jsonFlag() cli.Flag { return boolFlag("json", "print the result as JSON") }

func walletFlags() []cli.Flag { return []cli.Flag{walletFlag(), passwordFlag()} }

func chainFlags() []cli.Flag { return append(walletFlags(), rpcFlag(), contractsFlag(), jsonFlag()) }

// nodeFlags are those of the node itself.
func nodeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "config", Usage: "YAML `FILE` with any of these options by name", EnvVars: env("config")},
		walletFlag(), passwordFlag(), rpcFlag(), contractsFlag(), dataFlag(),
		stringFlag("http", "127.0.0.1:8787", "WHIP, WHEP and pages, listen `ADDR`"),
		stringFlag("url", "", "`URL` that viewers reach --http at, such as https://relay.example (default: the address it listens on)"),
		adminFlag(),
		stringFlag("media", ":8786", "all media, UDP listen `ADDR`, and TCP for those whom UDP does not reach"),
		boolFlag("no-media-tcp", "take media over UDP alone"),
		listFlag("public-ip", "`IP` that others reach --media at, when it is not this machine's own; repeatable"),
		stringFlag("turn", "auto", "STUN and TURN for peers behind NATs, UDP and TCP listen `ADDR`, or off (auto: :8789 if this machine has a public address)"),
		boolFlag("turn-private", "let relays in private networks be reached through TURN"),
		listFlag("ice-server", "`SERVER` that browsers are told of, stun:HOST:PORT or turn:USER:CREDENTIAL@HOST:PORT; repeatable"),
		listFlag("listen", "libp2p listen `MULTIADDR`; repeatable (default TCP and QUIC on port 8785)"),
		listFlag("peer", "`MULTIADDR` of a node to join the network by; repeatable"),
		boolFlag("no-mdns", "do not look for nodes on the local network"),
		boolFlag("no-dht", "do not take part in the distributed hash table"),
		boolFlag("no-nat", "no port mapping, hole punching and circuit relays"),
		boolFlag("pool", "run without wallet, chain and payments"),
		stringFlag("price", "0.01", "`TOKENS` per GiB that this relay asks"),
		stringFlag("stake", "", "`TOKENS` to register with as a relay, if the wallet is not registered yet"),
		altsrc.NewDurationFlag(&cli.DurationFlag{Name: "max-unpaid", Usage: "`TIME` of traffic served past the last voucher", Value: defaultMaxUnpaid, EnvVars: env("max-unpaid")}),
		intFlag("uplink", 20, "`MBIT/S` this relay can send; with --max-unpaid it sets how much is served on credit"),
		intFlag("free-viewers", 4, "`N` viewers at a time served although they sign no receipts (plain WHEP players)"),
		stringFlag("redeem-at", "", "`TOKENS` owed on a channel at which it is redeemed (default: on request, and when the payer closes)"),
		stringFlag("price-ceiling", "", "most `TOKENS` per GiB that this streamer pays (default: any price)"),
		stringFlag("deposit", "1", "`TOKENS` to lock in a channel for each relay that this streamer pays"),
		stringFlag("budget", "", "most `TOKENS` that this streamer ever locks (default: the balance)"),
		intFlag("max-viewers", 1000, "most viewers and child relays served at a time"),
		intFlag("max-bitrate", 0, "most `MBIT/S` sent to all viewers together; further viewers are told to come back later (default: no bound)"),
		altsrc.NewDurationFlag(&cli.DurationFlag{Name: "max-lag", Usage: "`TIME` by which packets may leave late before further viewers are told to come back later", Value: defaultMaxLag, EnvVars: env("max-lag")}),
		intFlag("max-streams", 200, "most streams carried at a time, published here or pulled"),
		intFlag("max-publishers", 0, "most streams published here at a time (default: as many as --max-streams)"),
		intFlag("max-layers", 8, "most simulcast layers of a publisher"),
		intFlag("join-rate", 20, "most sessions a second that one remote address may ask for, in bursts of five times as many; -1 for no bound"),
		intFlag("max-children", 16, "most child relays served per stream; further ones are sent on to those"),
		altsrc.NewDurationFlag(&cli.DurationFlag{Name: "hold", Usage: "longest `TIME` that a frame of a publisher here waits for its last packet; 10ms spares up to a third of the cost of evenly paced video", Value: defaultHold, EnvVars: env("hold")}),
		altsrc.NewDurationFlag(&cli.DurationFlag{Name: "drain", Usage: "longest `TIME` that a node told to stop (SIGTERM) goes on to serve, until its viewers and child relays have gone to others; 0 stops at once, and so does a second signal", Value: defaultDrain, EnvVars: env("drain")}),
		boolFlag("verbose", "log more"),
		jsonFlag(),
	}
}

// defaultDataDir is casto in the user's configuration folder, or ./data when there is none.
func defaultDataDir() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "data"
	}
	return filepath.Join(dir, "casto")
}

// knownKeys refuses a config file with a key that is no option, which would otherwise be ignored in silence.
func knownKeys(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return usage("config file %s: %w", path, err)
	}
	var keys map[string]yaml.Node
	if err := yaml.Unmarshal(b, &keys); err != nil {
		return usage("config file %s: %w", path, err)
	}
	var known []string
	for _, f := range nodeFlags() {
		known = append(known, f.Names()...)
	}
	for key := range keys {
		if !slices.Contains(known, key) {
			return usage("config file %s: %q is no option; the options are those of casto-node --help without the dashes", path, key)
		}
	}
	return nil
}

// arg returns the i-th positional argument, or an error that names it.
func arg(c *cli.Context, i int, name string) (string, error) {
	if c.NArg() <= i {
		return "", usage("%s is missing: %s %s", name, c.Command.HelpName, c.Command.ArgsUsage)
	}
	return c.Args().Get(i), nil
}

// noMore refuses positional arguments past the n-th.
func noMore(c *cli.Context, n int) error {
	if c.NArg() > n {
		return usage("unexpected argument %q", c.Args().Get(n))
	}
	return nil
}
