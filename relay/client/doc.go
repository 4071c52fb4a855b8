// Package client is a WebRTC peer of a relay: Publish sends a stream, Watch receives one.
//
// Both make one peer connection, whose offer an Exchange carries to the relay, by HTTP (whip.Client) or otherwise. Neither
// reconnects: an error says why it ended, and the caller decides what comes next.
package client
