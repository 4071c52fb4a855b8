package node

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/chain"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/node/p2p"
)

// Options configure a Node. The zero value of each field that is not marked as needed has a documented default.
type Options struct {
	// DataDir holds the node's keys, tokens and ledger. Needed. One process at a time may use it.
	DataDir string
	// Pool runs without wallet, chain and payments: Wallet and Chain must be nil.
	Pool bool
	// Wallet is the account that owns stake and deposits. Needed unless Pool.
	Wallet incentives.KeySigner
	// Chain is the connection to the contracts. Needed unless Pool. The caller closes it after Run has returned.
	Chain *chain.Client

	// HTTP is the public TCP listen address of WHIP, WHEP and the pages; default 127.0.0.1:8787.
	HTTP string
	// URL is where viewers reach HTTP: http://HOST:PORT or https://HOST, without a path; default is the address that HTTP listens on.
	// Other nodes name it to their viewers.
	URL string
	// Admin is the operator's listen address, which must be on loopback; default 127.0.0.1:8788.
	Admin string
	// Media is the listen address of all media, UDP and TCP; default :8786.
	Media string
	// NoMediaTCP leaves the TCP port closed.
	NoMediaTCP bool
	// PublicIPs are the addresses that other people reach Media at, when this machine's own are not (1:1 NAT).
	PublicIPs []string
	// ICEServers are STUN and TURN servers that WHIP and WHEP peers are told of: stun:HOST:PORT, or
	// turn:USER:CREDENTIAL@HOST:PORT?transport=udp.
	ICEServers []string
	// TURN is where STUN and TURN are served, UDP and TCP, or "off"; default "auto", :8789 if this machine has a public address.
	TURN string
	// TURNPrivate lets relays in private networks be reached through TURN: for a network of its own, or a lab.
	TURNPrivate bool
	// Listen are the libp2p listen multiaddrs; default TCP and QUIC on port 8785.
	Listen []string
	// Peers are multiaddrs of nodes to join the network by.
	Peers []string
	// NoMDNS switches off the search on the local network.
	NoMDNS bool
	// NoDHT switches off the Kademlia table.
	NoDHT bool

	// NoNAT switches off port mapping, hole punching and circuit relays.
	NoNAT bool

	// Price is what this relay asks, in token base units per GiB.
	Price incentives.Price
	// MaxUnpaid is how much traffic this relay gives past a channel's last voucher, as time at its full uplink; default 30 s.
	MaxUnpaid time.Duration
	// UplinkMbit is what this relay can send, in megabits per second; default 20.
	UplinkMbit int
	// FreeViewers is how many viewers that sign no receipts (plain WHEP players) this relay serves at a time; zero serves none.
	FreeViewers int
	// RedeemAt redeems a channel when this much is owed on it; zero means only on request and when the payer closes.
	RedeemAt incentives.Amount
	// Stake registers this node as a relay with that bond if it is not registered; zero leaves the registry alone.
	Stake incentives.Amount

	// PriceCeiling is the most that this streamer pays a relay per GiB; zero means any price.
	PriceCeiling incentives.Price
	// Deposit is locked in a new channel for each relay that this streamer pays; default 1 token.
	Deposit incentives.Amount
	// Budget bounds what this streamer ever locks in channels; zero means no bound but the balance.
	Budget incentives.Amount
	// MaxKbps is the rate that a session grant allows a viewer; default 20,000.
	MaxKbps uint32

	// MaxViewers bounds the viewers and child relays of this node; default 1,000.
	MaxViewers int
	// MaxPublishers bounds the streams published here; zero means no bound but MaxStreams.
	MaxPublishers int
	// MaxStreams bounds the streams of this node, its own and those it pulls; default 200.
	MaxStreams int
	// MaxLayers bounds the simulcast layers of a publisher; default 8.
	MaxLayers int
	// MaxBitrateMbit bounds what is sent to all viewers, in megabits per second; zero means no bound.
	MaxBitrateMbit int
	// MaxLag is how late packets may leave before no more viewers are admitted; default 50 ms.
	MaxLag time.Duration
	// JoinRate is how many sessions a second one address may ask for; default 20, negative means no bound.
	JoinRate int
	// MaxChildren bounds the child relays of this node per stream, further ones are sent on to those; default 16, negative
	// takes none.
	MaxChildren int

	// Drain is how long Run goes on to serve after its context has ended, so that children and viewers can go to other relays; it
	// ends as soon as they have. Zero ends at once.
	Drain time.Duration

	// Hold is the longest that a publisher's unfinished frame waits for the rest of it; default 1 ms.
	Hold time.Duration

	// Logger takes one line per life-cycle change; default discards.
	Logger *slog.Logger
}

// oneToken is 10^18 base units.
const oneToken = "1000000000000000000"

func (o *Options) defaults() {
	setDefault(&o.HTTP, "127.0.0.1:8787")
	setDefault(&o.Admin, "127.0.0.1:8788")
	setDefault(&o.Media, ":8786")
	setDefault(&o.TURN, turnAuto)
	if len(o.Listen) == 0 {
		o.Listen = []string{"/ip4/0.0.0.0/tcp/8785", "/ip4/0.0.0.0/udp/8785/quic-v1"}
	}
	setDefault(&o.MaxUnpaid, 30*time.Second)
	setDefault(&o.UplinkMbit, 20)
	setDefault(&o.MaxKbps, 20_000)
	setDefault(&o.MaxViewers, 1000)
	setDefault(&o.MaxStreams, 200)
	setDefault(&o.MaxChildren, 16)
	if o.Deposit.IsZero() {
		o.Deposit, _ = incentives.ParseAmount(oneToken)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Validate tells what is missing or contradictory, in words that say what to do.
func (o *Options) Validate() error {
	switch {
	case o.DataDir == "":
		return errors.New("no data folder given: pass --data DIR")
	case o.Pool && (o.hasWallet() || o.Chain != nil):
		return errors.New("pool mode uses no wallet and no chain: leave out --wallet, --rpc and --contracts, or --pool")
	case !o.Pool && !o.hasWallet():
		return errors.New("no wallet given: pass --wallet key.json (make one with `casto-node wallet new key.json`), or --pool to run without payments")
	case !o.Pool && o.Chain == nil:
		return errors.New("no chain given: pass --rpc URL with --contracts FILE, or --pool to run without payments")
	}
	if o.Drain < 0 {
		return errors.New("--drain cannot be negative")
	}
	if o.FreeViewers < 0 || o.UplinkMbit < 0 || o.MaxViewers < 0 || o.MaxUnpaid < 0 {
		return errors.New("--free-viewers, --uplink, --max-viewers and --max-unpaid cannot be negative")
	}
	if o.MaxPublishers < 0 || o.MaxStreams < 0 || o.MaxLayers < 0 || o.MaxBitrateMbit < 0 || o.MaxLag < 0 {
		return errors.New("--max-publishers, --max-streams, --max-layers, --max-bitrate and --max-lag cannot be negative")
	}
	if _, err := iceServers(o.ICEServers); err != nil {
		return err
	}
	if err := o.relay().Validate(); err != nil {
		return err
	}
	if err := (&p2p.Options{Listen: o.Listen, Peers: o.Peers}).ValidateAddrs(); err != nil {
		return err
	}
	for _, a := range []struct{ flag, addr string }{{"--http", o.HTTP}, {"--admin", o.Admin}, {"--media", o.Media}} {
		if _, _, err := net.SplitHostPort(a.addr); a.addr != "" && err != nil {
			return fmt.Errorf("%s %q: want HOST:PORT: %w", a.flag, a.addr, err)
		}
	}
	if _, _, err := net.SplitHostPort(o.TURN); o.TURN != "" && o.TURN != turnAuto && o.TURN != turnOff && err != nil {
		return fmt.Errorf("--turn %q: want auto, off or HOST:PORT: %w", o.TURN, err)
	}
	if err := control.CheckURL(o.URL); o.URL != "" && err != nil {
		return fmt.Errorf("--url: %w", err)
	}
	if o.Admin != "" {
		host, _, err := net.SplitHostPort(o.Admin)
		if err != nil {
			return fmt.Errorf("admin address %q: %w", o.Admin, err)
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return fmt.Errorf("admin address %q is not on loopback: the operator's API must stay on this machine, use 127.0.0.1:PORT", o.Admin)
		}
	}
	return nil
}

func (o *Options) hasWallet() bool { return o.Wallet != incentives.KeySigner{} }
