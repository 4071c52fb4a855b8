// Package abi is what the contracts, Go and TypeScript must agree on byte for byte: the contracts' interfaces as generated
// bindings, and golden vectors of every signed message.
//
// The bindings (abigen v2, with the bytecode) and the JSON interfaces are written from ../contracts by
//
//	node contracts/tools/generate.mjs
//
// after `npm ci` in contracts; with --check the command writes nothing and fails when they are stale. Go packages call the
// contracts through these types and nothing else:
//
//	PaymentChannels  holds deposits and pays against vouchers
//	RelayRegistry    stake, report key, endpoint and terms of relays
//	CastoToken       the test token of local chains; for any ERC-20 its ERC-20 methods serve as the binding
//
// vectors.json holds, for each EIP-712 type of CASTO, a message with its struct hash, digest and signature as viem makes
// them (contracts/tools/vectors.mjs). Forge, Go and TypeScript tests read it.
package abi
