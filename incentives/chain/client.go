package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/abi"
	"github.com/casto-network/casto/incentives"
)

// publicDepth is how many blocks, its own counted, make a transaction final where blocks can be taken back. Reorganisations of
// Ethereum since the merge have been of one or two blocks.
const publicDepth = 12

// Options configure a connection.
type Options struct {
	// URL is the JSON-RPC endpoint, http or ws. Needed.
	URL string
	// Contracts are the addresses on that chain. Needed.
	Contracts Contracts
	// Depth is how many blocks, its own counted, make a transaction final; default 12, and 1 on the chain ids of development chains
	// (1337 and 31337), which do not reorganise and may not make another block for hours.
	Depth uint64
	// Poll is how often the chain is asked for what is awaited; default 2 s, and 100 ms on development chains.
	Poll time.Duration
}

func (o *Options) defaults() {
	development := o.Contracts.ChainID == 1337 || o.Contracts.ChainID == 31337
	if o.Depth == 0 {
		o.Depth = publicDepth
		if development {
			o.Depth = 1
		}
	}
	if o.Poll == 0 {
		o.Poll = 2 * time.Second
		if development {
			o.Poll = 100 * time.Millisecond
		}
	}
}

// Client is a connection to the contracts on a chain. It is safe for concurrent use.
type Client struct {
	opts     Options
	rpc      *rpc.Client
	eth      *ethclient.Client
	close    func()
	signer   types.Signer
	channels *abi.PaymentChannels
	registry *abi.RelayRegistry
	court    *abi.Court
	token    *abi.CastoToken
	refusals refusals

	mu         sync.Mutex // guards sequencers
	sequencers map[incentives.Address]*sequencer
}

// Dial connects to the endpoint and checks that the contracts are there. It fails with ErrUnreachable, ErrWrongChain or
// ErrNoContract. Close the client in the end.
func Dial(ctx context.Context, rpcURL string, contracts Contracts) (*Client, error) {
	return DialOptions(ctx, Options{URL: rpcURL, Contracts: contracts})
}

// DialOptions is Dial with more to choose.
func DialOptions(ctx context.Context, opts Options) (*Client, error) {
	if err := opts.Contracts.Validate(); err != nil {
		return nil, fmt.Errorf("connect to the chain: %w", err)
	}
	c, id, err := open(ctx, opts)
	if err != nil {
		return nil, fmt.Errorf("connect to the chain: %w", err)
	}
	if want := c.opts.Contracts.ChainID; id != want {
		c.Close()
		return nil, fmt.Errorf("connect to the chain: %w: the endpoint is of chain %d, the contracts are on chain %d: choose another endpoint, or the contracts file of that chain",
			ErrWrongChain, id, want)
	}
	if err := c.checkContracts(ctx); err != nil {
		c.Close()
		return nil, fmt.Errorf("connect to the chain: %w", err)
	}
	return c, nil
}

// open connects and asks for the chain id, which becomes the client's if opts has none.
func open(ctx context.Context, opts Options) (*Client, uint64, error) {
	conn, closeConn, err := connect(ctx, opts.URL)
	if err != nil {
		return nil, 0, err
	}
	c := newClient(conn, closeConn)
	id, err := c.eth.ChainID(ctx)
	if err == nil && !id.IsUint64() {
		err = fmt.Errorf("chain id %d", id)
	}
	if err != nil {
		c.Close()
		u, _ := url.Parse(opts.URL) // connect has parsed it
		err = plain(err)
		if !errors.Is(err, ErrUnreachable) {
			err = fmt.Errorf("%w: it does not say its chain id: %w", ErrUnreachable, err)
		}
		return nil, 0, fmt.Errorf("%s: %w; start a node there, or choose another endpoint", place(u), err)
	}
	if opts.Contracts.ChainID == 0 {
		opts.Contracts.ChainID = id.Uint64()
	}
	opts.defaults()
	c.opts = opts
	c.signer = types.LatestSignerForChainID(id)
	return c, id.Uint64(), nil
}

func newClient(conn *rpc.Client, closeConn func()) *Client {
	c := &Client{
		rpc: conn, eth: ethclient.NewClient(conn), close: closeConn,
		channels: abi.NewPaymentChannels(), registry: abi.NewRelayRegistry(), court: abi.NewCourt(), token: abi.NewCastoToken(),
		sequencers: make(map[incentives.Address]*sequencer),
	}
	c.refusals = refusals{c.channels.GetABI(), c.registry.GetABI(), c.court.GetABI(), c.token.GetABI()}
	return c
}

// Close ends the connection. Calls under way fail.
func (c *Client) Close() { c.close() }

// Contracts returns the addresses that the client was given.
func (c *Client) Contracts() Contracts { return c.opts.Contracts }

// Domain returns what binds signatures to these contracts.
func (c *Client) Domain() incentives.Domain { return c.opts.Contracts.Domain() }

// Depth returns how many blocks, its own counted, make a transaction final.
func (c *Client) Depth() uint64 { return c.opts.Depth }

// checkContracts sees that the addresses hold what they should, so that no token goes astray.
func (c *Client) checkContracts(ctx context.Context) error {
	for _, contract := range c.opts.Contracts.all() {
		hash, err := c.codeHash(ctx, contract)
		if err != nil {
			return err
		}
		if hash != *contract.code {
			return fmt.Errorf("%w: the code at %s, where %s should be, has hash %s, and the contracts file says %s: choose the right contracts file, or write it anew with casto-node deploy",
				ErrNoContract, contract.address, contract.name, hash, *contract.code)
		}
	}
	at := c.opts.Contracts
	return errors.Join(c.checkToken(ctx, "PaymentChannels", at.PaymentChannels, c.channels.PackToken()),
		c.checkToken(ctx, "RelayRegistry", at.RelayRegistry, c.registry.PackToken()), c.checkDomain(ctx), c.checkCourt(ctx))
}

// codeHash returns keccak256 of the code at a contract's address, which must have some.
func (c *Client) codeHash(ctx context.Context, contract deployed) (incentives.Hash, error) {
	code, err := c.eth.CodeAt(ctx, contract.address, nil)
	if err != nil {
		return incentives.Hash{}, fmt.Errorf("code of %s: %w", contract.name, plain(err))
	}
	if len(code) == 0 {
		return incentives.Hash{}, fmt.Errorf("%w: nothing is deployed at %s, where %s should be: deploy the contracts (a development chain forgets them when it restarts), or choose the right contracts file",
			ErrNoContract, contract.address, contract.name)
	}
	return crypto.Keccak256Hash(code), nil
}

// checkCourt sees that court and registry know each other, and that the court judges messages of our domain.
func (c *Client) checkCourt(ctx context.Context) error {
	at := c.opts.Contracts
	registry, err := view(ctx, c, at.Court, c.court.PackRegistry(), c.court.UnpackRegistry)
	if err != nil && !notThatContract(err) {
		return err
	}
	var channels incentives.Address
	if err == nil {
		if channels, err = view(ctx, c, at.Court, c.court.PackChannels(), c.court.UnpackChannels); err != nil && !notThatContract(err) {
			return err
		}
	}
	if err != nil || registry != at.RelayRegistry || channels != at.PaymentChannels {
		return fmt.Errorf("%w: the contract at %s is no Court over RelayRegistry %s and PaymentChannels %s: check the contracts file",
			ErrNoContract, at.Court, at.RelayRegistry, at.PaymentChannels)
	}
	return nil
}

// checkToken asks a contract for its token.
func (c *Client) checkToken(ctx context.Context, name string, at incentives.Address, question []byte) error {
	token, err := view(ctx, c, at, question, c.channels.UnpackToken)
	if err != nil && !notThatContract(err) {
		return err
	}
	if err != nil || token != c.opts.Contracts.Token {
		return fmt.Errorf("%w: the contract at %s is no %s over the token %s: check the contracts file", ErrNoContract, at, name, c.opts.Contracts.Token)
	}
	return nil
}

// checkDomain compares the contract's EIP-712 domain with ours: vouchers under another one would be worthless.
func (c *Client) checkDomain(ctx context.Context) error {
	at := c.opts.Contracts.PaymentChannels
	separator, err := view(ctx, c, at, c.channels.PackDOMAINSEPARATOR(), c.channels.UnpackDOMAINSEPARATOR)
	if err != nil && !notThatContract(err) {
		return err
	}
	if err != nil || incentives.Hash(separator) != c.Domain().Separator() {
		return fmt.Errorf("%w: the contract at %s is another version of PaymentChannels than this program's: deploy this version", ErrNoContract, at)
	}
	return nil
}

// notThatContract reports whether a view failed because of what is deployed, not because of the connection.
func notThatContract(err error) bool { return errors.Is(err, ErrReverted) || errors.Is(err, ErrAnswer) }

// latest is the block that reads refer to unless told otherwise.
func latest() *big.Int { return nil }
