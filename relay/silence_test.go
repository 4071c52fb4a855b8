package relay_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// chain is an origin and relays below one another, the last with a viewer. Each says when its parent is silent.
type chain struct {
	*world
	relays []*relay.Relay
	at     []string
	ups    []*relay.Session // ups[i] is that of relays[i+1]
	p      *caster
	v      *viewer

	mu     sync.Mutex
	silent []int // who has called, by its place
}

func newChain(w *world, hops int) *chain {
	c := &chain{world: w}
	for range hops + 1 {
		r, at := w.relay(relay.Options{})
		c.relays, c.at = append(c.relays, r), append(c.at, at)
	}
	c.p, c.v = w.newCaster(), w.newViewer(defaults(w.t))
	return c
}

func (c *chain) connect() {
	c.p.publish(c.t, c.relays[0], "s")
	time.Sleep(time.Second)
	c.p.send(10)
	for i := range c.relays[1:] {
		up, _ := carry(c.t, c.relays[i+1], c.relays[i], relay.PullOptions{Silent: func(*relay.Session) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.silent = append(c.silent, i+1)
		}})
		c.ups = append(c.ups, up)
		c.p.send(40)
	}
	c.v.watch(c.t, c.relays[len(c.relays)-1], "s", relay.SubscribeOptions{})
	c.p.send(200)
}

func (c *chain) heard() []int {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.Clone(c.silent)
	c.silent = nil
	return out
}

func TestSilenceIsHeardBelowTheFailureOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 25*time.Millisecond)
		defer w.end()
		c := newChain(w, 4)
		w.start()
		c.connect()
		check := func(step string, want ...int) {
			t.Helper()
			if got := c.heard(); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
				t.Errorf("%s: %v hear silence, want %v", step, got, want)
			}
		}
		check("all is well")
		time.Sleep(20 * time.Second)
		check("publisher pauses")
		c.p.send(60)
		check("publisher goes on")
		c.p.layers[2].paused = true
		c.p.send(100)
		c.p.layers[2].paused = false
		c.p.send(100)
		check("the encoder rests a layer")
		for _, pause := range []time.Duration{70, 90, 110, 150, 250, 800} {
			for range 5 {
				c.p.send(9)
				time.Sleep(pause * time.Millisecond)
			}
		}
		c.p.send(200)
		check("publisher is jerky")
		c.v.SetLimit(relay.LimitPaused)
		c.p.send(200)
		check("nobody watches")
		c.v.SetLimit(relay.LimitNone)
		c.p.send(200)
		check("somebody watches again")

		for i, at := range c.at[1:3] {
			c.cutAll(at)
			c.p.send(30)
			c.cutAll("")
			check("a relay is cut off", i+1, i+2) // itself, and who is below it
			c.p.send(100)
			check("it is back")
		}
		_ = c.p.pc.Close()
		time.Sleep(8 * time.Second)
		check("publisher leaves")
	})
}

func (c *chain) cutAll(at string) {
	c.lose(func(from, to string, _ []byte) bool { return at != "" && (from == at || to == at) })
}

// The parent answers checks, DTLS and control frames, and sends no media any more.
func TestParentThatAnswersButSendsNothingIsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 25*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepNothing, relay.StandbyWarm)
		child := relayAddress(f)
		f.v.reset()
		mute := func(parent string) {
			f.lose(func(from, to string, b []byte) bool { return rtpOnly(b) && from == parent && to == child })
		}
		mute(f.child.at[0])
		f.p.send(60)
		once(t, "video", f.v.received("video"))
		if f.child.source() != 1 || f.child.silences() != 1 {
			t.Errorf("after %d silences the source is parent %d", f.child.silences(), f.child.source())
		}
		if most := gaps(f.v.received("video"))[0]; most > 250*time.Millisecond {
			t.Errorf("frozen for %v", most)
		}
		// The one that is promoted now has never been heard of since: it is given a round trip.
		f.p.send(100)
		f.lose(func(from, to string, b []byte) bool { return rtpOnly(b) && to == child })
		f.p.send(30)
		if n := f.child.silences(); n < 3 {
			t.Errorf("%d silences where both parents send nothing, want each to be tried", n)
		}
	})
}

// relayAddress returns the child's.
func relayAddress(f *family) string { return f.child.MediaAddr().Addr().String() }

// What the parent sends arrives; what the child says does not. The session lasts until the parent notices.
func TestLossOneWayEndsInSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 25*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepNothing, relay.StandbyWarm)
		child := relayAddress(f)
		f.lose(func(from, to string, _ []byte) bool { return from == child && to == f.child.at[0] })
		f.v.reset()
		f.p.send(600)
		time.Sleep(100 * time.Millisecond)
		once(t, "video", f.v.received("video"))
		if f.child.source() != 1 {
			t.Error("the child stays with a parent that does not hear it")
		}
		if most := gaps(f.v.received("video"))[0]; most > 300*time.Millisecond {
			t.Errorf("frozen for %v", most)
		}
	})
}

// A parent that is stopped (SIGSTOP) and goes on has a second's media to send, which has come another way by then.
func TestStoppedParentThatGoesOnDoesNoHarm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 25*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepAll, relay.StandbyWarm)
		child := relayAddress(f)
		f.v.reset()
		var kept [][]byte
		f.lose(func(from, to string, b []byte) bool {
			if from == f.child.at[0] && to == child {
				kept = append(kept, slices.Clone(b))
				return true
			}
			return to == f.child.at[0]
		})
		f.p.send(30)
		f.lose(nil)
		f.p.send(60)
		time.Sleep(100 * time.Millisecond)
		if len(kept) == 0 || f.child.source() != 1 {
			t.Fatalf("%d datagrams were held, the source is parent %d", len(kept), f.child.source())
		}
		once(t, "video", f.v.received("video"))
		once(t, "audio", f.v.received("audio"))
		for name, held := range relay.HeldOf(f.child.Relay, "s") {
			if name == "f" || name == "audio" {
				alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
			}
		}
		if last := f.child.ups[1].LastMedia(); time.Since(last) > 200*time.Millisecond {
			t.Errorf("last media at %v", last)
		}
	})
}
