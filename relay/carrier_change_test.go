package relay_test

import (
	"bytes"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

func TestChildGoesOnFromAnotherParent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		a, deaf := w.relay(relay.Options{})
		b, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(10)
		carry(t, a, origin, relay.PullOptions{Keep: relay.KeepAll})
		carry(t, b, origin, relay.PullOptions{Keep: relay.KeepAll})
		p.send(20)
		up, _ := carry(t, child, a, relay.PullOptions{})
		p.send(20)
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(60)
		before := relay.HeldOf(child, "s")
		asked := p.layers[2].plis.Load()

		w.lose(func(from, to string, _ []byte) bool { return from == deaf || to == deaf }) // a is killed
		p.send(7)
		_ = up.Close()
		<-up.Done()
		sending := make(chan struct{})
		go func() { defer close(sending); p.send(60) }()
		moved := time.Now()
		up, down := carry(t, child, b, relay.PullOptions{})
		<-sending
		time.Sleep(500 * time.Millisecond)

		for name, held := range relay.HeldOf(child, "s") {
			if held.Ring != before[name].Ring {
				t.Errorf("layer %q began anew", name)
			}
			alike(t, name, relay.HeldOf(origin, "s")[name], held)
			needed := name == "f" || name == "audio" // the others are not sent by a second parent, only because the first did
			if stands, is := held.Ring.Last().Seq, relay.HeldOf(origin, "s")[name].Ring.Last().Seq; (stands == is) != needed {
				t.Errorf("layer %q stands at %d, its source at %d", name, stands, is)
			}
		}
		if up.PayloadBytes() != down.PayloadBytes() {
			t.Errorf("child counts %d payload bytes, parent %d", up.PayloadBytes(), down.PayloadBytes())
		}
		video := v.received("video")
		n := contiguous(t, video)
		contiguous(t, v.received("audio"))
		if last := p.layers[2].seq - 1; len(video) > 0 && video[len(video)-1].seq != last {
			t.Errorf("viewer stopped at %d of %d", video[len(video)-1].seq, last)
		}
		// The first of another parent may overtake one another on their way through Pion, until their track is known.
		slices.SortStableFunc(video, func(a, b got) int { return int(int16(a.seq - b.seq)) })
		rising(t, video)
		keys := 0
		for _, g := range video {
			if g.key && g.index == 0 {
				keys++
			}
		}
		if keys != 1 || p.layers[2].plis.Load() != asked {
			t.Errorf("%d key frames, %d more were asked for", keys, p.layers[2].plis.Load()-asked)
		}
		first := time.Hour
		for _, p := range relay.HeldOf(child, "s")["f"].Packets() {
			if d := p.Arrival.Sub(moved); d > 0 {
				first = min(first, d)
			}
		}
		t.Logf("%d packets of the top layer reached the viewer, none lost or twice; the first came %v after the move began", n, first)
	})
}

// grown says which layers have got packets since a moment before.
func grown(r *relay.Relay, before map[string]uint64) (names []string) {
	for name, held := range relay.HeldOf(r, "s") {
		if held.Ring.Head() > before[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func heads(r *relay.Relay) map[string]uint64 {
	out := map[string]uint64{}
	for name, held := range relay.HeldOf(r, "s") {
		out[name] = held.Ring.Head()
	}
	return out
}

func TestOnlyNeededLayersTravel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		middle, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(10)
		carry(t, middle, origin, relay.PullOptions{})
		p.send(10)
		carry(t, child, middle, relay.PullOptions{})
		p.send(20)
		v.watch(t, child, "s", relay.SubscribeOptions{})

		check := func(step string, want ...string) {
			t.Helper()
			p.send(300) // until what is not needed any more has faded
			m, c := heads(middle), heads(child)
			p.send(30)
			if got := grown(middle, m); !slices.Equal(got, want) {
				t.Errorf("%s: layers %v reach the middle, want %v", step, got, want)
			}
			if got := grown(child, c); !slices.Equal(got, want) {
				t.Errorf("%s: layers %v reach the child, want %v", step, got, want)
			}
		}
		check("viewer of the highest", "audio", "f")
		v.SetLimit(relay.LimitLowest)
		check("viewer of the lowest", "audio", "q")
		v.reset()
		v.SetLimit(relay.LimitNone)
		asked := p.layers[2].plis.Load()
		p.send(60)
		if layers := layersOf(v.received("video")); len(layers) == 0 || layers[len(layers)-1] != 4 {
			t.Errorf("layers %v after the limit was lifted, want the highest in the end", layers)
		}
		if n := p.layers[2].plis.Load() - asked; n > 1 {
			t.Errorf("%d key frames asked for at one switch", n)
		}
		contiguous(t, v.received("video"))
		contiguous(t, v.received("audio"))
		check("viewer of the highest again", "audio", "f")
		v.SetLimit(relay.LimitPaused)
		check("viewer paused")
		v.SetLimit(relay.LimitNone)
		check("viewer goes on", "audio", "f")
		_ = v.Close()
		check("no viewer")
	})
}

func TestReturningPublisherReachesTheWholeTree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		middle, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		first, second, third := w.newCaster(), w.newCaster(), w.newCaster()
		v := w.newViewer(defaults(t))
		w.start()
		first.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		first.send(10)
		carry(t, middle, origin, relay.PullOptions{Keep: relay.KeepAll})
		up, _ := carry(t, child, middle, relay.PullOptions{Keep: relay.KeepAll})
		first.send(20)
		v.watch(t, child, "s", relay.SubscribeOptions{})
		first.send(60)
		for i, p := range []*caster{first, second, third} {
			if i > 0 {
				p.publish(t, origin, "s")
				time.Sleep(500 * time.Millisecond)
				for _, l := range p.layers {
					l.seq += uint16(30000 * i)
				}
				p.send(100)
			}
			for hop, r := range []*relay.Relay{middle, child} {
				top := relay.HeldOf(origin, "s")
				for name, held := range relay.HeldOf(r, "s") {
					if n, _ := alike(t, name, top[name], held); n < 60 {
						t.Errorf("publisher %d, hop %d: %d packets of %q", i, hop+1, n, name)
					}
				}
			}
			_ = p.pc.Close()
			time.Sleep(time.Second)
		}
		select {
		case <-up.Done():
			t.Error("the child's session ended")
		default:
		}
		video := v.received("video")
		contiguous(t, video)
		contiguous(t, v.received("audio"))
		rising(t, video)
	})
}

func TestLayerThatBeginsLaterReachesTheTreeWithoutANewOffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		middle, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		p.layers[2].paused = true
		p.send(10)
		carry(t, middle, origin, relay.PullOptions{Keep: relay.KeepAll})
		carry(t, child, middle, relay.PullOptions{Keep: relay.KeepAll})
		p.send(30)
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(60)
		if held := relay.HeldOf(child, "s"); len(held) != 3 {
			t.Errorf("child has %d layers, want two and audio", len(held))
		}
		p.layers[2].paused = false
		p.send(120)
		time.Sleep(100 * time.Millisecond)
		top := relay.HeldOf(origin, "s")
		for name, held := range relay.HeldOf(child, "s") {
			if n, _ := alike(t, name, top[name], held); n < 100 {
				t.Errorf("%d packets of layer %q", n, name)
			}
		}
		if layers := layersOf(v.received("video")); len(layers) == 0 || layers[0] != 2 || layers[len(layers)-1] != 4 {
			t.Errorf("viewer got layers %v, want the second, then the third", layers)
		}
		contiguous(t, v.received("video"))
	})
}

// Sixteen bits on the wire are ambiguous after a rest of half their range: the parent's account says which are meant.
func TestNumbersAreKnownAfterALongRest(t *testing.T) {
	if raceDetector {
		t.Skip("takes minutes")
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		middle, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(10)
		carry(t, middle, origin, relay.PullOptions{})
		carry(t, child, middle, relay.PullOptions{})
		p.send(20)
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(20)
		v.SetLimit(relay.LimitLowest)
		before := relay.HeldOf(origin, "s")["f"].Ring.Head()
		p.send(45000 / 4)
		if n := relay.HeldOf(origin, "s")["f"].Ring.Head() - before; n < 40000 {
			t.Fatalf("a rest of %d packets", n)
		}
		v.SetLimit(relay.LimitNone)
		since := time.Now()
		p.send(90)
		time.Sleep(100 * time.Millisecond)
		top, n := relay.HeldOf(origin, "s")["f"], 0
		for seq, p := range relay.HeldOf(child, "s")["f"].Packets() {
			if p.Arrival.Before(since) {
				continue
			}
			n++
			if o := top.Ring.Find(seq); o == nil || !bytes.Equal(o.Payload, p.Payload) || o.Timestamp != p.Timestamp {
				t.Fatalf("number %d is not the source's", seq)
			}
		}
		if n < 300 {
			t.Errorf("%d packets after the rest", n)
		}
		contiguous(t, v.received("video")[len(v.received("video"))-300:])
	})
}

func TestNeedsOutliveTheSilenceOfASource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		middle, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(500 * time.Millisecond)
		p.send(10)
		carry(t, middle, origin, relay.PullOptions{})
		carry(t, child, middle, relay.PullOptions{})
		p.send(20)
		v.watch(t, child, "s", relay.SubscribeOptions{})
		p.send(300)
		time.Sleep(20 * time.Second)
		v.reset()
		p.send(60)
		if layers := layersOf(v.received("video")); !slices.Equal(layers, []int{4}) {
			t.Errorf("layers %v after a silence, want the highest", layers)
		}
		if video, audio := v.received("video"), v.received("audio"); len(video) < 50*4 || len(audio) < 50 {
			t.Errorf("%d packets of video, %d of audio after a silence", len(video), len(audio))
		}
	})
}
