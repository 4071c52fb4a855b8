// Package chain calls the contracts of CASTO on an Ethereum chain.
//
// A Client reads: channels, relays, balances, events. An Account of a Client also writes, with one wallet key. Each of its methods that
// changes something is one step of a person's plan: it brings the tokens along (by permit where the token has it, else by an approval),
// estimates the gas, signs, sends, and waits until the transaction is in a block. What the contracts refuse comes back as a Go error
// that says why.
//
// Package settle needs more care, because a relay's earnings hang on it: it writes each transaction to disk before it is sent. For it an
// Account takes redemption apart into Build, Broadcast and Status. The status is read from the chain's state: a receipt, the pool, the
// account's nonce. The text of an error, which every client software writes differently, decides nothing.
//
// Nothing that an RPC endpoint answers makes the package panic. What it says is believed, though: choose one that you trust, best your
// own node.
package chain
