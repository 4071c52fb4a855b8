package devchain

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"time"
)

// Fork names the rules and gas prices that a chain runs.
type Fork string

// The forks there are. Contracts of CASTO run on both; new storage costs about five times as much on Amsterdam.
const (
	Osaka     Fork = "osaka"
	Amsterdam Fork = "amsterdam"
)

// maxAccounts bounds the funded accounts; deriving one takes about 0.1 ms.
const maxAccounts = 1000

// Options configure a Chain. The zero value is a chain like Anvil's.
type Options struct {
	// Listen is the loopback address of JSON-RPC over HTTP and WebSocket; default 127.0.0.1:8545. Port 0 takes a free one.
	Listen string
	// ChainID is the EIP-155 chain id, below 2^56; default 1337.
	ChainID uint64
	// Fork chooses rules and prices; default Osaka.
	Fork Fork
	// Accounts is how many accounts of the test mnemonic are funded; default 10, at most 1000.
	Accounts int
	// Period seals a block each time it passes, whole seconds; zero seals whenever a transaction is waiting.
	Period time.Duration
	// Logger takes one line when the chain serves; default discards.
	Logger *slog.Logger
}

func (o *Options) defaults() {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:8545"
	}
	if o.ChainID == 0 {
		o.ChainID = 1337
	}
	if o.Fork == "" {
		o.Fork = Osaka
	}
	if o.Accounts == 0 {
		o.Accounts = 10
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

// validate runs after defaults.
func (o *Options) validate() error {
	host, _, err := net.SplitHostPort(o.Listen)
	switch {
	case err != nil:
		return fmt.Errorf("listen address %q: %w", o.Listen, err)
	case !isLoopback(host):
		return fmt.Errorf("listen address %q is not on loopback: the accounts' keys are public, use 127.0.0.1:PORT", o.Listen)
	case o.ChainID > math.MaxUint64>>8:
		return fmt.Errorf("chain id %d is not below 2^56", o.ChainID)
	case o.Fork != Osaka && o.Fork != Amsterdam:
		return fmt.Errorf("no fork is called %q: use %s or %s", o.Fork, Osaka, Amsterdam)
	case o.Period < 0 || o.Period%time.Second != 0:
		return errors.New("the block period is not a whole number of seconds")
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
