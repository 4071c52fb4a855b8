package devchain

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"

	"golang.org/x/sync/errgroup"

	"github.com/casto-network/casto/incentives"
)

// ErrAddrInUse reports that somebody else listens on the address.
var ErrAddrInUse = errors.New("address in use")

// Chain is a development chain. All methods are safe for concurrent use; Run is called once.
type Chain struct {
	opts     Options
	accounts []incentives.KeySigner
	listener net.Listener
}

// New validates opts and takes the address. Who connects before Run waits for it. Fails with ErrAddrInUse on a busy port.
func New(opts Options) (*Chain, error) {
	opts.defaults()
	if err := opts.validate(); err != nil {
		return nil, fmt.Errorf("development chain: %w", err)
	}
	accounts, err := Keys(opts.Accounts)
	if err != nil {
		return nil, fmt.Errorf("development chain: %w", err)
	}
	listener, err := net.Listen("tcp", opts.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("development chain on %s: %w: stop what runs there or choose another port", opts.Listen, ErrAddrInUse)
	}
	if err != nil {
		return nil, fmt.Errorf("development chain on %s: %w", opts.Listen, err)
	}
	return &Chain{opts: opts, accounts: accounts, listener: listener}, nil
}

// URL returns the address of JSON-RPC over HTTP.
func (c *Chain) URL() string { return "http://" + c.listener.Addr().String() }

// WSURL returns the address of JSON-RPC over WebSocket, which subscriptions need.
func (c *Chain) WSURL() string { return "ws://" + c.listener.Addr().String() }

// ChainID returns the EIP-155 chain id.
func (c *Chain) ChainID() uint64 { return c.opts.ChainID }

// Accounts returns the funded accounts, always the same in the same order. Each begins with 1,000,000 ether.
func (c *Chain) Accounts() []incentives.KeySigner { return slices.Clone(c.accounts) }

// Run serves the chain until ctx ends, and returns nil then. The chain and all that is on it end with it.
func (c *Chain) Run(ctx context.Context) error {
	defer c.listener.Close()
	b, err := startBackend(c.opts, c.accounts)
	if err != nil {
		return fmt.Errorf("development chain: %w", err)
	}
	s := newSealer(b.eth)
	server, err := newServer(b, s)
	if err != nil {
		return errors.Join(fmt.Errorf("development chain: %w", err), b.close())
	}
	c.opts.Logger.Info("development chain serves", "url", c.URL(), "chain", c.opts.ChainID, "fork", string(c.opts.Fork))
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.Go(func() error { return server.run(ctx, c.listener) })
	if c.opts.Period == 0 {
		tasks.Go(func() error { return s.onDemand(ctx) })
	} else {
		tasks.Go(func() error { return s.periodic(ctx, c.opts.Period) })
	}
	err = tasks.Wait()
	if err != nil {
		err = fmt.Errorf("development chain: %w", err)
	}
	return errors.Join(err, b.close())
}
