package relay_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/internal/sdpfrag"
)

// logbook is a log that can be read while it is written.
type logbook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logbook) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logbook) count(s string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.b.String(), s)
}

// Peers whose SRTP profile has no AEAD are served through Pion, with losses repaired, beside others on the same shard.
func TestPeersWithoutKeysGoThroughPion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		log := &logbook{}
		r, ip := w.relay(relay.Options{Shards: 1, Logger: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
		w.profiles = []dtls.SRTPProtectionProfile{dtls.SRTP_AES128_CM_HMAC_SHA1_80}
		p, old := w.newPublisher(65500, 1), w.newViewer(quickNACK(t, false))
		w.profiles = []dtls.SRTPProtectionProfile{dtls.SRTP_AEAD_AES_256_GCM}
		strong := w.newViewer(quickNACK(t, false))
		w.profiles = nil
		fresh := w.newViewer(quickNACK(t, false))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		viewers := []*viewer{old, strong, fresh}
		for _, v := range viewers {
			v.watch(t, r, "s", relay.SubscribeOptions{})
		}
		p.send(30)
		for _, v := range viewers {
			v.reset()
		}
		first, n := p.seq, 0
		w.lose(func(src, _ string, b []byte) bool {
			n++
			return (src == ip || src == p.ip) && rtpOnly(b) && n%10 == 0
		})
		p.send(100)
		w.lose(nil)
		p.send(10)
		time.Sleep(500 * time.Millisecond)
		for i, v := range viewers {
			video := v.received("video")
			contiguous(t, video)
			if got, want := len(video), int(p.seq-first); got < want {
				t.Errorf("viewer %d: %d packets arrived of %d", i, got, want)
			}
			if len(v.reports["video"]) == 0 {
				t.Errorf("viewer %d has no sender report", i)
			}
		}
		if n := log.count("media goes through Pion"); n != 2 {
			t.Errorf("%d sessions go through Pion, want the publisher's and one viewer's", n)
		}
	})
}

// A viewer that changes its address, as a phone does from WLAN to mobile, restarts ICE and goes on where it was.
func TestMediaFollowsAPeerThatMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		log := &logbook{}
		r, _ := w.relay(relay.Options{Logger: slog.New(slog.NewTextHandler(log, nil))})
		p := w.newPublisher(1, 1)
		w.homes = 2
		v := w.newViewer(quickNACK(t, false))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(30)
		var used atomic.Value
		w.lose(func(src, dst string, b []byte) bool {
			if dst != v.ip && rtpOnly(b) && src != p.ip || dst == v.ip && rtpOnly(b) {
				used.Store(dst)
			}
			return false
		})
		p.send(1)
		gone, ok := used.Load().(string)
		if !ok {
			t.Fatal("no media")
		}
		w.lose(func(src, dst string, _ []byte) bool { return src == gone || dst == gone })
		p.send(10)
		o, err := v.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := v.pc.SetLocalDescription(o); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
		answer, err := v.Restart(sdpfrag.Of(v.pc.LocalDescription().SDP).String())
		if err != nil {
			t.Fatal(err)
		}
		ours, err := sdpfrag.Parse(answer)
		if err != nil {
			t.Fatal(err)
		}
		accept(t, v.pc, ours.Apply(v.AnswerSDP()))
		p.send(60)
		v.reset()
		from := p.frame
		p.send(60)
		video := slices.DeleteFunc(v.received("video"), func(g got) bool { return g.frame < from })
		if n := contiguous(t, video); n < 55*packetsPerFrame {
			t.Errorf("%d packets after the move", n)
		}
		if n := log.count("peer moved"); n != 1 {
			t.Errorf("the relay saw %d moves", n)
		}
	})
}

// Two relays are one address to each other, whatever number of streams flows between them.
func TestManyStreamsBetweenTwoRelays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		streams := []string{"a", "b", "c"}
		var publishers []*publisher
		var viewers []*viewer
		for range streams {
			publishers = append(publishers, w.newPublisher(1, 1))
			viewers = append(viewers, w.newViewer(defaults(t)))
		}
		w.start()
		for i, name := range streams {
			publishers[i].publish(t, parent, name)
		}
		time.Sleep(500 * time.Millisecond)
		send := func(n int) {
			for range n {
				for _, p := range publishers {
					p.sendFrame(p.wantKey.Swap(false))
				}
				time.Sleep(frameTime)
			}
		}
		send(5)
		for i, name := range streams {
			pull(t, child, parent, name)
			send(5)
			viewers[i].watch(t, child, name, relay.SubscribeOptions{})
		}
		send(60)
		for i, v := range viewers {
			if n := contiguous(t, v.received("video")); n < 50*packetsPerFrame {
				t.Errorf("stream %s: %d packets arrived", streams[i], n)
			}
		}
	})
}

// One packet damaged on its way, or forged, costs that packet, however long the track has been past Pion.
func TestOneDamagedPacketIsOnePacket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(65000, 1), w.newViewer(quickNACK(t, true))
		w.start()
		p.publish(t, r, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		v.watch(t, r, "s", relay.SubscribeOptions{})
		p.send(60)
		for range 13 { // stands for minutes of media: 34,000 numbers
			p.seq += 2600
			p.send(2)
		}
		p.wantKey.Store(true)
		p.send(60)
		var done atomic.Bool
		w.lose(func(src, _ string, b []byte) bool {
			if src == p.ip && rtpOnly(b) && len(b) > 300 && !done.Swap(true) {
				b[len(b)-1] ^= 1
			}
			return false
		})
		p.send(10)
		if !done.Load() {
			t.Fatal("no packet was damaged")
		}
		w.lose(nil)
		v.reset()
		p.send(100)
		if n := contiguous(t, v.received("video")); n != 100*packetsPerFrame {
			t.Errorf("%d packets of %d arrived after the damaged one", n, 100*packetsPerFrame)
		}
	})
}
