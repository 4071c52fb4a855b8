package p2p

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/marcopolo/simnet"

	"github.com/casto-network/casto/node/wire"
)

// world is a network in virtual time: real hosts, QUIC over simulated links of 20 Mbit/s and 10 ms each way.
type world struct {
	t     *testing.T
	net   *simnet.Simnet
	hosts int
}

// inWorld runs a test in a bubble. All that the test started has to end with it.
func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, net: &simnet.Simnet{LatencyFunc: simnet.StaticLatency(10 * time.Millisecond)}}
		w.net.Start()
		defer w.net.Close()
		test(t, w)
	})
}

// node is a host of a world that runs.
type node struct {
	*Host
	addr string
	stop func()
}

// add starts a host; change adapts its options.
func (w *world) add(change func(*Options)) *node {
	w.t.Helper()
	w.hosts++
	listen := fmt.Sprintf("/ip4/%s/udp/8785/quic-v1", simnet.IntToPublicIPv4(w.hosts))
	o := Options{
		Key: testKey(w.hosts), Listen: []string{listen}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert,
		Logger: testLogger(w.t),
	}
	if change != nil {
		change(&o)
	}
	link := simnet.LinkSettings{BitsPerSecond: 20e6}
	h, err := newHost(o,
		simulatedQUIC(w.net, simnet.NodeBiDiLinkSettings{Downlink: link, Uplink: link}),
		libp2p.DisableIdentifyAddressDiscovery(), // its timers never let a bubble rest
		libp2p.ResourceManager(&network.NullResourceManager{}),
	)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx) }()
	n := &node{Host: h, addr: listen + "/p2p/" + h.ID()}
	stopped := false
	n.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("host ended with %v", err)
		}
	}
	w.t.Cleanup(n.stop)
	return n
}

// testKey is a node key that differs from one number to the next.
func testKey(n int) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	binary.BigEndian.PutUint64(seed, uint64(n))
	return ed25519.NewKeyFromSeed(seed)
}

func testLogger(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func trustAnnounce(*wire.StreamAnnounce) error { return nil }
func trustAdvert(*wire.RelayAdvert) error      { return nil }

// announcement returns a well-formed announcement of a stream whose id begins with shard, issued now.
func announcement(shard, number int, seq uint64, origin *Host) *wire.StreamAnnounce {
	id := make([]byte, wire.StreamIDSize)
	id[0], id[1], id[2] = byte(shard<<2), byte(number>>8), byte(number)
	streamer := make([]byte, wire.AccountSize)
	streamer[0] = byte(number)
	p, err := origin.Describe(origin.ID())
	if err != nil {
		panic(err)
	}
	return &wire.StreamAnnounce{
		StreamId: id, Streamer: streamer, Name: "demo",
		StreamKey: &wire.SignedStreamKey{
			Key:       &wire.StreamKey{Streamer: streamer, StreamId: id, Key: streamer},
			Signature: make([]byte, wire.SignatureSize),
		},
		Domain: &wire.Domain{}, Seq: seq, Issued: uint64(time.Now().UnixMilli()), TtlS: 60, Origin: p,
		Signature: make([]byte, wire.SignatureSize),
	}
}

// until lets virtual time pass until check holds, at most so long.
func until(t *testing.T, what string, most time.Duration, check func() bool) time.Duration {
	t.Helper()
	begin := time.Now()
	for !check() {
		if time.Since(begin) > most {
			t.Fatalf("%s: not within %v", what, most)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return time.Since(begin)
}

func knows(n *node, id []byte) func() bool {
	return func() bool {
		_, ok := n.LookupStream([wire.StreamIDSize]byte(id))
		return ok
	}
}

func connected(a, b *node) func() bool {
	p, err := peer.Decode(b.ID())
	return func() bool { return err == nil && a.connected(p) }
}
