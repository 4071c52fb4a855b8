// Package demo runs a whole CASTO economy in one process on this machine.
//
// It starts the embedded chain, deploys the contracts, gives a streamer and some relays their accounts, publishes a real clip
// at the streamer's node, lets the relays form two tiers, watches through the second tier with real WebRTC viewers, and at
// the end redeems every voucher and checks that no money was made or lost. Everything between the parts is as it is between
// strangers' machines: WHIP and WHEP over HTTP, libp2p, WebRTC, JSON-RPC.
package demo
