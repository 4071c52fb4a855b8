package main

import (
	"time"

	"github.com/casto-network/casto/node/wire"
)

// What messages weigh on the wire, in bytes: their protobuf encoding, and below it either SCTP, DTLS, UDP and IP (93) of a data channel, or
// QUIC, UDP and IP (60) and the opening of a stream (70) of libp2p.
const (
	onChannel = 28 + 29 + 12 + 16 + 8
	onStream  = 60 + 70

	beaconBytes    = 32 + 9 + 9 + 64 + 10 + onChannel // stream, number, source time, signature
	keepaliveBytes = 24 + onChannel
	pathBytes      = 10 // of each id
	smallBytes     = 16 + onChannel
	joinBytes      = 2500 + 2*onStream // an offer is the greater part of it
	answerBytes    = 2000 + onStream
	refusalBytes   = 16*90 + onStream
	probeBytes     = 2*onStream + 16*90
	setupBytes     = 4500 // ICE and DTLS of one session, both ways
	stunBytes      = 2 * 100
	stunEvery      = 2 * time.Second // consent of an idle session
)

// traffic is what has been sent altogether, by kind.
type traffic struct {
	beacons, keepalives, signals, joins, probes int64
}

func (t traffic) total() int64 { return t.beacons + t.keepalives + t.signals + t.joins + t.probes }

// control is what steering costs beside media.
type control struct {
	Share       float64 // bytes of control, of bytes of media, over all links between relays and from relays to viewers
	BetweenOnly float64 // the same, of links between relays alone
	Links       sample  // the same, of each link between relays that carries media
	Idle        float64 // bytes per second in and out of a relay that carries nothing
	Split       traffic
}

// meterAll begins the accounting of each link.
func (w *world) meterAll() {
	for i := range w.nodes {
		for k := range w.nodes[i].down {
			w.nodes[i].down[k].bytes = 0
		}
	}
}

// control is what was sent since before, for a time in which the tree hardly changed.
func (w *world) control(before traffic, over time.Duration) control {
	c := control{}
	links, viewers := 0, 0
	for i := range w.nodes {
		n := &w.nodes[i]
		if !n.alive {
			continue
		}
		viewers += len(n.viewers)
		for k := range n.down {
			if e := &n.down[k]; e.media {
				links++
				c.Links.add(float64(e.bytes) / (mediaRate * over.Seconds()))
			}
		}
	}
	now := w.bytes
	c.Split = traffic{now.beacons - before.beacons, now.keepalives - before.keepalives, now.signals - before.signals, now.joins - before.joins, now.probes - before.probes}
	sent := float64(c.Split.total())
	between := mediaRate * over.Seconds() * float64(max(links, 1))
	c.BetweenOnly = sent / between
	c.Share = sent / (between + mediaRate*over.Seconds()*float64(viewers))
	c.Idle = idleBytes(w.alive(), w.net.weight)
	return c
}

// Gossip as the node does it: an advert of each relay on the topic of its region, at wire.AdvertPace. Each node of a topic hears an advert from
// some of the six neighbours of its mesh and passes it on to the others.
const (
	advertBytes = 560 + 90 // an advert with terms and binding; signature and topic of gossip, headers
	copiesIn    = 2.5
	copiesOut   = 2.5
	heartbeat   = 3 * 60.0 // bytes per second: which messages were had lately, to a few neighbours
	maintenance = 400.0    // bytes per second: routing table, addresses, keep-alives of 60 connections
)

// idleBytes is computed, not simulated: what a relay that carries nothing sends and receives each second, in the largest of the regions.
func idleBytes(relays int, weight []float64) float64 {
	largest := 0.0
	for _, w := range weight {
		largest = max(largest, w)
	}
	region := largest * float64(relays)
	every, _ := wire.AdvertPace(int(region))
	return region*advertBytes*(copiesIn+copiesOut)/every.Seconds() + heartbeat + maintenance
}
