package relay_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay"
)

// caster publishes simulcast and audio.
type caster struct {
	*simulcaster
	audio *webrtc.TrackLocalStaticRTP
	seq   uint16
	ts    uint32
}

func (w *world) newCaster() *caster {
	w.t.Helper()
	c := &caster{simulcaster: w.newSimulcaster(), seq: 65500, ts: 1<<32 - 5000}
	var err error
	if c.audio, err = webrtc.NewTrackLocalStaticRTP(opus(), "audio", "publisher"); err != nil {
		w.t.Fatal(err)
	}
	init := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}
	if _, err := c.pc.AddTransceiverFromTrack(c.audio, init); err != nil {
		w.t.Fatal(err)
	}
	return c
}

// send sends n frames of every layer, and a packet of audio with each.
func (c *caster) send(n int) {
	for range n {
		payload := make([]byte, 80)
		binary.BigEndian.PutUint32(payload, uint32(c.seq))
		_ = c.audio.WriteRTP(&rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: c.seq, Timestamp: c.ts}, Payload: payload})
		c.seq, c.ts = c.seq+1, c.ts+48*33
		c.simulcaster.send(1)
	}
}

// asChild is how relays subscribe to one another.
var asChild = relay.SubscribeOptions{Child: true}

// carry makes child a child of parent.
func carry(t *testing.T, child, parent *relay.Relay, o relay.PullOptions) (up, down *relay.Session) {
	t.Helper()
	up, err := child.Pull(t.Context(), "s", func(ctx context.Context, offer string) (string, error) {
		if n := len(offer); n > 15<<10 {
			t.Errorf("offer of %d bytes", n)
		}
		s, err := parent.Subscribe(ctx, "s", offer, asChild)
		if err != nil {
			return "", err
		}
		down = s
		return s.AnswerSDP(), nil
	}, o)
	if err != nil {
		t.Fatal(err)
	}
	return up, down
}

// alike checks that every packet a relay holds is the one its parent holds under that number, and that no number is missing. It returns
// how many there are and the longest time from one to the other.
func alike(t *testing.T, name string, parent, child relay.Held) (n int, most time.Duration) {
	t.Helper()
	if parent.Epoch != child.Epoch {
		t.Errorf("%s: epoch %q, parent's %q", name, child.Epoch, parent.Epoch)
	}
	packets, from := child.Packets(), max(parent.Whole(), child.Whole())
	var numbers []uint64
	for seq, p := range packets {
		if seq < from {
			continue
		}
		numbers = append(numbers, seq)
		o := parent.Ring.Find(seq)
		if o == nil {
			t.Errorf("%s: number %d is unknown to the parent", name, seq)
			continue
		}
		if child.Ring.Find(seq) != p {
			t.Errorf("%s: number %d is not found", name, seq)
		}
		if o.Timestamp != p.Timestamp || o.Marker != p.Marker || !bytes.Equal(o.Payload, p.Payload) {
			t.Errorf("%s: number %d differs from the parent's", name, seq)
		}
		most = max(most, p.Arrival.Sub(o.Arrival))
	}
	slices.Sort(numbers)
	for i := 1; i < len(numbers); i++ {
		if numbers[i] != numbers[i-1]+1 {
			t.Errorf("%s: %d follows %d", name, numbers[i], numbers[i-1])
		}
	}
	return len(numbers), most
}

func TestLayersKeepTheirNumbersOverFourHops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const link = 10 * time.Millisecond
		w := newWorld(t, link)
		defer w.end()
		var relays []*relay.Relay
		for range 5 {
			r, _ := w.relay(relay.Options{})
			relays = append(relays, r)
		}
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, relays[0], "s")
		time.Sleep(500 * time.Millisecond)
		p.send(20)
		for i := range relays[1:] {
			carry(t, relays[i+1], relays[i], relay.PullOptions{Keep: relay.KeepAll})
		}
		p.send(30) // all connect, and replay the last key frame
		v.watch(t, relays[4], "s", relay.SubscribeOptions{})
		since := time.Now()
		p.send(300)
		time.Sleep(100 * time.Millisecond)

		for hop := 1; hop < len(relays); hop++ {
			parent, child := relay.HeldOf(relays[hop-1], "s"), relay.HeldOf(relays[hop], "s")
			if len(child) != 4 {
				t.Fatalf("hop %d has %d layers, want 3 and audio", hop, len(child))
			}
			for name, held := range child {
				n, _ := alike(t, name, parent[name], held)
				want := 300
				for i, rid := range []string{"q", "h", "f"} {
					if rid == name {
						want <<= i
					}
				}
				if n < want {
					t.Errorf("hop %d, layer %q: %d packets, want %d and more", hop, name, n, want)
				}
				// Live packets take the link's time, and what a frame's end may be waited for.
				for seq, p := range held.Packets() {
					o := parent[name].Ring.Find(seq)
					if d := p.Arrival.Sub(o.Arrival); o.Arrival.After(since) && (d < link || d > link+time.Millisecond) {
						t.Errorf("hop %d, layer %q, number %d: %v, want %v to 1 ms more", hop, name, seq, d, link)
					}
				}
			}
		}
		video := v.received("video")
		contiguous(t, video)
		if layers := layersOf(video); len(layers) == 0 || layers[len(layers)-1] != 4 {
			t.Errorf("viewer got layers %v, want the highest", layers)
		}
	})
}

func TestBytesOwedToAParentAreThoseSentOverAllLayers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, at := w.relay(relay.Options{})
		p := w.newCaster()
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(10)
		n := 0
		w.lose(func(_, to string, b []byte) bool { // every 17th packet of media, retransmissions too
			if to != at || len(b) < 300 {
				return false
			}
			n++
			return n%17 == 0
		})
		up, down := carry(t, child, parent, relay.PullOptions{Keep: relay.KeepAll})
		p.send(100)
		time.Sleep(time.Second)

		var bytes uint64
		for name, held := range relay.HeldOf(child, "s") {
			alike(t, name, relay.HeldOf(parent, "s")[name], held)
			for _, p := range held.Packets() {
				bytes += uint64(len(p.Payload))
			}
		}
		if up.PayloadBytes() != bytes || down.PayloadBytes() != bytes {
			t.Errorf("%d payload bytes in the rings, child counts %d, parent %d", bytes, up.PayloadBytes(), down.PayloadBytes())
		}
	})
}

func TestChildOfAnEarlierParentIsServedAsAViewer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		parent, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, parent, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(40)
		pull(t, child, parent, "s")
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(60)
		if held := relay.HeldOf(child, "s"); len(held) != 2 {
			t.Errorf("child has %d layers, want one and audio", len(held))
		}
		if layers := layersOf(v.received("video")); len(layers) == 0 || layers[len(layers)-1] != 4 {
			t.Errorf("layers %v", layers)
		}
		contiguous(t, v.received("video"))
	})
}
