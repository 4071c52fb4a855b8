package p2p

import (
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
)

// isConnected tells whether there is a connection with a peer.
func (h *Host) isConnected(peerID string) bool {
	p, err := peer.Decode(peerID)
	return err == nil && h.host.Network().Connectedness(p) == network.Connected
}

// roundTrip notes how long a request to a peer took.
func (h *Host) roundTrip(peerID string, took time.Duration) {
	if p, err := peer.Decode(peerID); err == nil {
		h.host.Peerstore().RecordLatency(p, took)
	}
}

// RTT is the round trip to a peer, as requests to it took on average; zero if there were none.
func (h *Host) RTT(peerID string) time.Duration {
	p, err := peer.Decode(peerID)
	if err != nil {
		return 0
	}
	return h.host.Peerstore().LatencyEWMA(p)
}
