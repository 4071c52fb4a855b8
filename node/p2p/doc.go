// Package p2p is a node's place in the peer-to-peer network.
//
// It finds who streams and who relays, keeps the connections that this takes, and carries requests between nodes.
// A [Host] finds others by what suits the place it runs in, all at once:
//
//   - the peers it is told of, dialled again with growing pauses whenever they are lost (links.go);
//   - the peers of its last run, first up to 8 anchors that worked before, from the file in [Options] (memory.go);
//   - addresses that somebody suggests, as a registry or an invite link names them;
//   - mDNS on the local network, under a service name of its own for every network name (mdns.go);
//   - kad-DHT provider records of stream ids, under the protocol prefix /casto/1/<network> (routing.go);
//   - gossip of signed records, [wire.StreamAnnounce] on 64 topics by the first bits of the stream id and [wire.RelayAdvert]
//     on one topic per region (gossip.go), from which each node fills its own directory (directory.go);
//   - the partial views that the carriers of a stream keep of one another (view.go);
//   - that directory itself, read from every peer met over /casto/1/<network>/dir, so that a node that has just come knows
//     within a round trip what the others learned over minutes (sync.go).
//
// A record passes one gate whichever way it came (judge.go). It is rejected, and costs the forwarder its score, when nobody
// honest can have sent it: malformed, too large, wrong topic, wrong signature. It is ignored, at no one's cost, when an honest
// node may well have sent it: old, early, too often, or unknown to a chain that this node has not caught up with. Cheap checks come
// before signatures, and a peer whose records come to nothing too often is not listened to (standing.go). An advert enters only once
// somebody has reached the relay at its addresses (proof.go, dialback.go), and few from one place (places.go).
//
// Requests are answered by the handlers in [Options], one protocol each, at most so often and so many at a time for every peer
// (streams.go). A handler's error becomes a refusal that the asker can read; only a [Refusal] tells it more than that this node
// is in trouble. FindCarriers joins the ways to find who carries a stream (carriers.go), and keeps a crowd of liars from filling the
// first places (search.go).
//
// All peers together hold at most 512 connections, of which at most 384 that others made, 8,192 streams and 256 MiB; one peer 8 connections and
// 256 streams; one address 16 connections and one /24 64, private addresses excepted (resources.go). From 256 peers on, connections
// are trimmed to 160; peers that the operator named are spared.
package p2p
