// Package casto is the root of CASTO, decentralised live video: one streamer's WebRTC stream reaches many viewers over
// other people's relays, and the streamer pays each relay for the bytes that admitted viewers acknowledge.
//
// The root holds no code, only the repository's rules as tests. The program is cmd/casto-node; the media plane is package
// relay, the money is package incentives, the composition of both with libp2p is package node, and what Go, Solidity and
// TypeScript must agree on byte for byte is package abi.
package casto
