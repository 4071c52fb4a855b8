// Package p2p is a node's place in the peer-to-peer network.
//
// It finds who streams and who relays, keeps the connections that this takes, and carries requests between nodes.
// A [Host] finds others by what suits the place it runs in, all at once:
//
//   - the peers it is told of, dialled again with growing pauses whenever they are lost (links.go);
//   - mDNS on the local network, under a service name of its own for every network name (mdns.go);
//   - kad-DHT provider records of stream ids, under the protocol prefix /casto (routing.go);
//   - gossip of signed records, [wire.StreamAnnounce] on 64 topics by the first bits of the stream id and [wire.RelayAdvert]
//     on one topic per region (gossip.go), from which each node fills its own directory (directory.go);
//   - that directory itself, read from every peer met over /casto/1/<network>/dir, so that a node that has just come knows
//     within a round trip what the others learned over minutes (sync.go).
//
// A record passes one gate whichever way it came (judge.go). It is rejected, and costs the forwarder its score, when nobody
// honest can have sent it: malformed, too large, wrong topic, wrong signature. It is ignored, at no one's cost, when an honest
// node may well have sent it: old, early, too often, or unknown to a chain that this node has not caught up with.
//
// Requests are answered by the handlers in [Options], one protocol each, at most so often and so many at a time for every peer
// (streams.go). A handler's error becomes a refusal that the asker can read; only a [Refusal] tells it more than that this node
// is in trouble. FindCarriers joins the ways to find who carries a stream.
package p2p
