//go:build unix

package p2p

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p"
	pubsub "github.com/libp2p/go-libp2p-pubsub"
	pb "github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/metrics"
	"github.com/libp2p/go-libp2p/core/peer"
	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/node/wire"
)

// floodRate is how many invalid adverts a second a flood brings.
const floodRate = 10_000

// flooder is how the benchmark's other process is told whom to flood, and with what.
const flooder = "CASTO_FLOOD"

// TestFlooder is the other process; without the variable there is nothing to do.
func TestFlooder(t *testing.T) {
	target, kind := os.Getenv(flooder), os.Getenv(flooder+"_KIND")
	if target == "" {
		t.Skip("a part of BenchmarkInvalidAdverts")
	}
	info, err := peer.AddrInfoFromString(target)
	if err != nil {
		t.Fatal(err)
	}
	h, err := libp2p.New(libp2p.NoListenAddrs)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.Connect(t.Context(), *info); err != nil {
		t.Fatal(err)
	}
	stream, err := h.NewStream(t.Context(), info.ID, pubsub.GossipSubID_v12)
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriterSize(stream, 1<<16)
	topic := relays
	a := advertised(t, 50, 1, time.Now().Add(map[string]time.Duration{"old": -time.Hour}[kind]), nil)
	time.Sleep(2 * time.Second)
	sent, begin := 0, time.Now()
	for time.Since(begin) < 30*time.Second {
		for due := int(time.Since(begin).Seconds() * floodRate); sent < due; sent++ {
			a.Seq, a.Slots = uint64(sent+2), uint32(sent) // which the signature does not cover
			payload, err := wire.Encode(a, wire.MaxGossip)
			if err != nil {
				t.Fatal(err)
			}
			rpc, err := proto.Marshal(&pb.RPC{Publish: []*pb.Message{{Data: payload, Topic: &topic}}})
			if err == nil {
				_, err = out.Write(append(binary.AppendUvarint(nil, uint64(len(rpc))), rpc...))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if n, err := strconv.Atoi(os.Getenv(flooder + "_FOR")); err == nil && sent > n {
			break
		}
		time.Sleep(time.Millisecond)
	}
	fmt.Println("sent", sent, "in", time.Since(begin))
}

// BenchmarkInvalidAdverts has another process send 10,000 invalid adverts a second, well-formed and each another one, and reports what
// share of a core this process spends on them. Forged ones cost their sender its standing at once; old ones, which an honest node may
// send, once they are a flood.
func BenchmarkInvalidAdverts(b *testing.B) {
	for _, kind := range []string{"forged", "old"} {
		b.Run(kind, func(b *testing.B) {
			counter := metrics.NewBandwidthCounter()
			h, err := newHost(Options{Key: testKey(1), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, VerifyAnnounce: trustAnnounce, VerifyAdvert: trustAdvert},
				libp2p.BandwidthReporter(counter))
			if err != nil {
				b.Fatal(err)
			}
			ctx, cancel := context.WithCancel(b.Context())
			ended := make(chan error, 1)
			go func() { ended <- h.Run(ctx) }()
			defer func() { cancel(); <-ended }()
			if err := h.ready(ctx); err != nil {
				b.Fatal(err)
			}
			idle := cpuTime()
			time.Sleep(2 * time.Second)
			idle = (cpuTime() - idle) / 2
			for b.Loop() {
				const messages = 10 * floodRate
				attack := exec.Command(os.Args[0], "-test.run=^TestFlooder$", "-test.v")
				attack.Env = append(os.Environ(), flooder+"="+h.Addrs()[0], flooder+"_KIND="+kind, flooder+"_FOR="+fmt.Sprint(messages))
				var out bytes.Buffer
				attack.Stdout, attack.Stderr = &out, &out
				spent, begin := cpuTime(), time.Now()
				if err := attack.Run(); err != nil {
					b.Fatalf("%v: %s", err, out.String())
				}
				took := time.Since(begin) - 2*time.Second // in which the attacker joins
				share := float64(cpuTime()-spent-time.Duration(float64(idle)*took.Seconds())) / float64(took)
				b.ReportMetric(100*share, "%core")
				b.ReportMetric(float64(messages)/took.Seconds(), "adverts/s")
				b.ReportMetric(float64(counter.GetBandwidthTotals().TotalIn)/messages, "B/advert")
			}
			if got := len(h.Adverts()); got != 0 {
				b.Errorf("%d invalid adverts taken", got)
			}
		})
	}
}

// cpuTime is what this process has used of all cores.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
