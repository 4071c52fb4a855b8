// Package devchain is an Ethereum chain inside the process, for the demo and for tests.
//
// It is made of go-ethereum's own parts, so that what runs on it runs on Ethereum: the same EVM, transaction pool and JSON-RPC. It keeps
// everything in memory, talks to no peer, and listens on one loopback address for HTTP and WebSocket alike. A block is sealed whenever
// transactions are waiting, or once a period.
//
// The accounts are those of the mnemonic "test test test test test test test test test test test junk", which every Ethereum developer
// and every other development chain knows. Their keys are public: never send them anything of value.
//
// Besides the namespaces eth, net, web3 and txpool it answers the calls by which tests travel in time, as Anvil and Ganache do:
// evm_increaseTime, evm_mine, evm_snapshot and evm_revert.
package devchain
