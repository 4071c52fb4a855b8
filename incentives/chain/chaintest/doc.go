// Package chaintest starts the Ethereum chains that tests run on: the one inside the process, Anvil, and Ganache.
//
// The two others are programs from contracts/node_modules. Where that is not installed, tests on them are skipped, unless
// CASTO_REQUIRE_NODE is set: then they fail. All three begin with the same accounts on the same chain id, seal a block for each
// transaction, and travel in time by the same calls, so that one test runs on them all.
package chaintest
