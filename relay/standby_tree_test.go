package relay_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// isFeedback says whether a datagram is a NACK of a relay's: it sends no other feedback to a parent.
func isFeedback(b []byte) bool { return media(b) && b[1] == 205 }

// distinct leaves out what a viewer of the test asked for although it was on its way.
func distinct(packets []got) (out []got) {
	seen := map[uint16]bool{}
	for _, g := range packets {
		if !seen[g.seq] {
			out = append(out, g)
		}
		seen[g.seq] = true
	}
	return out
}

// Each path loses one packet in twenty. What one loses the other brings, mostly without being asked.
func TestLossAtOneParentIsHealedByTheOther(t *testing.T) {
	var asked [2]int
	for i, standby := range []relay.Standby{relay.StandbyWarm, relay.StandbyHot} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 25*time.Millisecond)
			defer w.end()
			f := newFamily(w, relay.KeepNothing, standby)
			child := relayAddress(f)
			f.v.reset()
			rng, before := rand.New(rand.NewPCG(1, 2)), f.p.layers[2].plis.Load()
			second, lost := 0, 0
			f.lose(func(from, to string, b []byte) bool {
				if from == child && isFeedback(b) {
					asked[i]++
					if to == f.child.at[1] {
						second++
					}
				}
				if !rtpOnly(b) || to != child || rng.IntN(20) != 0 {
					return false
				}
				lost++
				return true
			})
			f.p.send(300)
			f.lose(nil)
			f.p.send(10)
			time.Sleep(500 * time.Millisecond)
			once(t, "video", distinct(f.v.received("video")))
			once(t, "audio", distinct(f.v.received("audio")))
			if second > 0 {
				t.Errorf("the standby's parent was asked %d times", second)
			}
			if n := f.p.layers[2].plis.Load() - before; n > 0 {
				t.Errorf("%d key frames were asked for", n)
			}
			late := 0
			video := f.v.received("video")
			for j := 1; j < len(video); j++ {
				if int16(video[j].seq-video[j-1].seq) < 0 {
					late++
				}
			}
			for name, held := range relay.HeldOf(f.child.Relay, "s") {
				if name == "f" || name == "audio" {
					alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
				}
			}
			t.Logf("%d packets lost, %d came late, %d NACKs", lost, late, asked[i])
		})
	}
	if asked[1] > asked[0]/5 {
		t.Errorf("%d NACKs with a hot standby, %d with a warm one: want a fifth at most", asked[1], asked[0])
	}
}

// Every relay of a tree four deep has two parents; then all of one side fail, one after the other.
func TestTreeOfStandbysStaysAlike(t *testing.T) {
	for _, standby := range []relay.Standby{relay.StandbyHot, relay.StandbyWarm} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 10*time.Millisecond)
			defer w.end()
			origin, _ := w.relay(relay.Options{})
			above := [2]*relay.Relay{origin, origin}
			var left []string
			var tiers [][2]*relay.Relay
			for range 3 {
				a, at := w.relay(relay.Options{})
				b, _ := w.relay(relay.Options{})
				left, tiers = append(left, at), append(tiers, [2]*relay.Relay{a, b})
			}
			last := &guarded{}
			last.Relay, _ = w.relay(relay.Options{})
			p, v := w.newCaster(), w.newViewer(defaults(t))
			w.start()
			p.publish(t, origin, "s")
			time.Sleep(time.Second)
			p.send(10)
			for i, tier := range tiers {
				for _, r := range tier {
					g := &guarded{Relay: r, parents: above}
					g.pull(t, 0, relay.PullOptions{Keep: relay.KeepAll})
					p.send(30)
					if i > 0 { // the first tier has but one parent
						g.pull(t, 1, relay.PullOptions{Standby: standby})
					}
				}
				above = tier
			}
			last.parents = above
			last.pull(t, 0, relay.PullOptions{})
			p.send(30)
			last.pull(t, 1, relay.PullOptions{Standby: standby})
			v.watch(t, last.Relay, "s", relay.SubscribeOptions{})
			p.send(200)
			v.reset()
			for i := range left {
				dead := left[len(left)-1-i:] // the lowest first
				p.send(20)
				w.lose(func(from, to string, _ []byte) bool { return slices.Contains(dead, from) || slices.Contains(dead, to) })
				p.send(40)
			}
			p.send(60)
			time.Sleep(300 * time.Millisecond)
			video := v.received("video")
			once(t, "video", video)
			once(t, "audio", v.received("audio"))
			top := relay.HeldOf(origin, "s")
			for name, held := range relay.HeldOf(last.Relay, "s") {
				if name == "f" || name == "audio" {
					alike(t, name, top[name], held)
				}
			}
			most := gaps(video)[0] - frameTime
			if standby == relay.StandbyHot && most > 2*time.Millisecond || most > 150*time.Millisecond {
				t.Errorf("frozen for %v", most)
			}
			t.Logf("frozen for %v at most", max(most, 0))
		})
	}
}

// The publisher is gone for up to eight seconds, and comes back with other numbers. Nobody below does anything.
func TestPublisherReturnsToAThreeHopTree(t *testing.T) {
	for _, away := range []time.Duration{100 * time.Millisecond, time.Second, 3 * time.Second, 8 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 25*time.Millisecond)
			defer w.end()
			c := newChain(w, 3)
			spare, _ := w.relay(relay.Options{})
			second := w.newCaster()
			w.start()
			c.connect()
			// The last relay has a standby at one that hangs on the origin itself.
			carry(t, spare, c.relays[0], relay.PullOptions{})
			standby, _ := carry(t, c.relays[3], spare, relay.PullOptions{Standby: relay.StandbyHot})
			c.p.send(60)
			_ = c.p.pc.Close()
			time.Sleep(away)
			for i, l := range second.layers {
				l.seq, l.ts = uint16(40000+i), uint32(7e8)
			}
			second.publish(t, c.relays[0], "s")
			for second.pc.ConnectionState().String() != "connected" {
				time.Sleep(time.Millisecond)
			}
			c.v.reset()
			began := time.Now() // the first frame is a key frame
			second.send(120)
			time.Sleep(200 * time.Millisecond)
			video := c.v.received("video")
			if len(video) == 0 {
				t.Fatalf("away for %v: nothing came", away)
			}
			var first time.Time
			for _, g := range video {
				if g.key && g.index == 0 {
					first = g.at
					break
				}
			}
			if d := first.Sub(began); first.IsZero() || d > 2*time.Second {
				t.Errorf("away for %v: first key frame %v after it was sent", away, d)
			} else {
				t.Logf("away for %v: first key frame %v after it was sent", away, d)
			}
			once(t, "audio", c.v.received("audio"))
			top := relay.HeldOf(c.relays[0], "s")
			for name, held := range relay.HeldOf(c.relays[3], "s") {
				if name == "f" || name == "audio" {
					if n, _ := alike(t, name, top[name], held); n < 60 {
						t.Errorf("away for %v: %d packets of %q", away, n, name)
					}
				}
			}
			if got := c.heard(); len(got) > 0 {
				t.Errorf("away for %v: %v hear silence", away, got)
			}
			if standby.Conflicts() > 0 || standby.PayloadBytes() == 0 {
				t.Errorf("the standby has sent %d bytes, %d conflicts", standby.PayloadBytes(), standby.Conflicts())
			}
			select {
			case <-c.v.Done():
				t.Error("the viewer was sent away")
			default:
			}
		})
	}
}
