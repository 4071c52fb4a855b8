package devchain

import (
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/casto-network/casto/incentives"
)

const (
	gasLimit = 60_000_000
	// fundingEther is what each account begins with.
	fundingEther = 1_000_000
	// factoryAddress and factoryCode are the deterministic deployment proxy, which public chains and Anvil have: it creates the code that
	// follows a 32-byte salt, by CREATE2, so that contracts have the same addresses everywhere.
	factoryAddress = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
	factoryCode    = "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3"
)

// backend is a go-ethereum node in memory, without peers and without network endpoints of its own.
type backend struct {
	node *node.Node
	eth  *eth.Ethereum
	apis []rpc.API
}

func startBackend(opts Options, accounts []incentives.KeySigner) (*backend, error) {
	stack, err := node.New(&node.Config{
		Name:        "casto-devchain",
		KeyStoreDir: os.TempDir(), // never written to; without it the node makes a folder of its own
		P2P:         p2p.Config{NoDiscovery: true, NoDial: true},
		Logger:      log.NewLogger(slog.DiscardHandler),
	})
	if err != nil {
		return nil, fmt.Errorf("new node: %w", err)
	}
	ethereum, err := eth.New(stack, ethConfig(opts, accounts))
	if err != nil {
		_ = stack.Close() // the first error is the one to tell
		return nil, fmt.Errorf("new ethereum: %w", err)
	}
	if err := stack.Start(); err != nil {
		_ = stack.Close()
		return nil, fmt.Errorf("start node: %w", err)
	}
	ethereum.SetSynced() // without peers nobody else says so, and the pool would take no transactions
	filter := filters.NewFilterSystem(ethereum.APIBackend, filters.Config{})
	apis := append(ethereum.APIs(), rpc.API{Namespace: "eth", Service: filters.NewFilterAPI(filter)})
	return &backend{node: stack, eth: ethereum, apis: apis}, nil
}

func (b *backend) close() error {
	if err := b.node.Close(); err != nil {
		return fmt.Errorf("stop node: %w", err)
	}
	return nil
}

func ethConfig(opts Options, accounts []incentives.KeySigner) *ethconfig.Config {
	config := ethconfig.Defaults
	config.NetworkId = opts.ChainID
	config.Genesis = genesis(opts, accounts)
	config.SyncMode = ethconfig.FullSync
	config.LogNoHistory = true // an index of logs would lag behind the head
	config.TxPool.NoLocals = true
	// The pool takes a tip from PriceLimit on, the miner from GasPrice on: were the miner's higher, a transaction between the two would
	// never be sealed.
	config.TxPool.PriceLimit = 1
	config.Miner.GasPrice = big.NewInt(1)
	config.Miner.GasCeil = gasLimit
	config.RPCTxFeeCap = 0                                                                                 // the default refuses transactions that cost more than one ether
	config.DatabaseCache, config.TrieCleanCache, config.TrieDirtyCache, config.SnapshotCache = 16, 8, 8, 8 // MiB
	return &config
}

func genesis(opts Options, accounts []incentives.KeySigner) *core.Genesis {
	rules := *params.AllDevChainProtocolChanges
	rules.ChainID = new(big.Int).SetUint64(opts.ChainID)
	// The set above has Bogota's prices, which no public chain has.
	rules.AmsterdamTime, rules.BogotaTime = nil, nil
	if opts.Fork == Amsterdam {
		rules.AmsterdamTime = new(uint64)
	}
	alloc := core.SystemContractAllocs()
	alloc[common.HexToAddress(factoryAddress)] = types.Account{Nonce: 1, Code: common.FromHex(factoryCode), Balance: new(big.Int)}
	for _, account := range accounts {
		alloc[account.Address()] = types.Account{Balance: new(big.Int).Mul(big.NewInt(fundingEther), big.NewInt(params.Ether))}
	}
	return &core.Genesis{
		Config: &rules, Alloc: alloc, GasLimit: gasLimit, Timestamp: uint64(time.Now().Unix()),
		BaseFee: big.NewInt(params.InitialBaseFee), Difficulty: new(big.Int),
	}
}
