package relay_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// traffic returns the payload bytes that the two parents have sent to the child.
func (f *family) traffic() [2]uint64 {
	return [2]uint64{f.child.downs[0].PayloadBytes(), f.child.downs[1].PayloadBytes()}
}

// Make before break: the source is well, and another takes its place.
func TestMoveToAnotherParentIsNotNoticed(t *testing.T) {
	for _, standby := range []relay.Standby{relay.StandbyWarm, relay.StandbyHot} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 25*time.Millisecond)
			defer w.end()
			f := newFamily(w, relay.KeepNothing, standby)
			asked := f.p.layers[2].plis.Load()
			f.v.reset()
			for i := range 6 {
				f.p.send(30)
				to := (i + 1) % 2
				before := f.traffic()
				if err := f.child.ups[to].Promote(); err != nil {
					t.Fatal(err)
				}
				if f.child.ups[to].Duty() != relay.StandbyNone || f.child.ups[1-to].Duty() != standby {
					t.Errorf("duties are %d and %d", f.child.ups[to].Duty(), f.child.ups[1-to].Duty())
				}
				f.p.send(30)
				sent := f.traffic()
				// What both send is what is on its way while one begins and the other ends.
				if old := sent[1-to] - before[1-to]; standby == relay.StandbyWarm && old > 15*(4*payloadSize+80) {
					t.Errorf("move %d: the old source sent %d bytes more", i, old)
				}
				f.p.send(10)
				if old := f.traffic()[1-to] - sent[1-to]; (old == 0) != (standby == relay.StandbyWarm) {
					t.Errorf("move %d: the old source went on with %d bytes", i, old)
				}
			}
			_ = f.child.ups[1].Close()
			<-f.child.ups[1].Done()
			f.p.send(30)
			time.Sleep(200 * time.Millisecond)
			video := f.v.received("video")
			once(t, "video", video)
			once(t, "audio", f.v.received("audio"))
			rising(t, video)
			if most := gaps(video)[0]; most > frameTime+2*time.Millisecond {
				t.Errorf("a gap of %v", most)
			}
			for name, held := range relay.HeldOf(f.child.Relay, "s") {
				alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
			}
			if n := f.p.layers[2].plis.Load() - asked; n > 0 || f.child.silences() > 0 {
				t.Errorf("%d key frames were asked for, %d silences", n, f.child.silences())
			}
		})
	}
}

func TestStandbyIsSentWhatItsKindSaysAndNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepNothing, relay.StandbyWarm)
		spare, idle := f.child.ups[1], heads(f.child.parents[1])
		check := func(step string, want ...string) {
			t.Helper()
			f.p.send(150) // until what is not needed any more has faded
			sent := f.traffic()
			a, c := heads(f.child.parents[1]), heads(f.child.Relay)
			f.p.send(30)
			more := f.traffic()
			if got := grown(f.child.parents[1], a); !slices.Equal(got, want) {
				t.Errorf("%s: layers %v reach the second parent, want %v", step, got, want)
			}
			if got := grown(f.child.Relay, c); !slices.Equal(got, []string{"audio", "f"}) {
				t.Errorf("%s: layers %v reach the child", step, got)
			}
			if (more[1] > sent[1]) != (len(want) > 0) {
				t.Errorf("%s: %d bytes from the second parent", step, more[1]-sent[1])
			}
		}
		if n := f.traffic()[1]; n > 0 {
			t.Errorf("a warm standby was sent %d bytes", n)
		}
		check("warm")
		if got := heads(f.child.parents[1]); got["f"] != idle["f"] {
			t.Errorf("the standby's parent got %d packets for it", got["f"]-idle["f"])
		}
		if err := spare.Demote(relay.StandbyHot); err != nil {
			t.Fatal(err)
		}
		check("hot", "audio", "f")
		if err := spare.Demote(relay.StandbyWarm); err != nil {
			t.Fatal(err)
		}
		check("warm again")
		if err := spare.Promote(); err != nil {
			t.Fatal(err)
		}
		check("promoted", "audio", "f")
		first := f.traffic()[0]
		f.p.send(30)
		if n := f.traffic()[0] - first; n > 0 {
			t.Errorf("the former source sent %d bytes", n)
		}
		if got := relay.HeldOf(f.child.Relay, "s")["f"].Ring; got.Last() == nil {
			t.Error("no media")
		}
		once(t, "video", f.v.received("video"))
	})
}

// What a relay keeps without need it keeps from one parent, whoever is the source.
func TestKeepIsHonouredByTheSourceAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		origin, _ := w.relay(relay.Options{})
		child, _ := w.relay(relay.Options{})
		p, v := w.newCaster(), w.newViewer(defaults(t))
		w.start()
		p.publish(t, origin, "s")
		time.Sleep(time.Second)
		p.send(10)
		first, fromFirst := carry(t, child, origin, relay.PullOptions{Keep: relay.KeepLowest})
		p.send(40)
		v.watch(t, child, "s", relay.SubscribeOptions{})
		second, fromSecond := carry(t, child, origin, relay.PullOptions{Keep: relay.KeepLowest, Standby: relay.StandbyHot})
		frame := func(source bool) uint64 { // bytes a frame: the top layer and audio, and the lowest
			if source {
				return 4*payloadSize + 80 + payloadSize
			}
			return 4*payloadSize + 80
		}
		for i, source := range []*relay.Session{first, second} {
			if err := source.Promote(); err != nil {
				t.Fatal(err)
			}
			p.send(300)
			before := heads(child)
			a, b := fromFirst.PayloadBytes(), fromSecond.PayloadBytes()
			p.send(30)
			a, b = fromFirst.PayloadBytes()-a, fromSecond.PayloadBytes()-b
			if got := grown(child, before); !slices.Equal(got, []string{"audio", "f", "q"}) {
				t.Errorf("source %d: layers %v", i, got)
			}
			if a != 30*frame(i == 0) || b != 30*frame(i == 1) {
				t.Errorf("source %d: %d and %d bytes from the parents, want %d from the source", i, a, b, 30*frame(true))
			}
		}
		once(t, "video", v.received("video"))
	})
}

func TestStandbysAreRefusedInWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepNothing, relay.StandbyWarm)
		ex := exchange(f.child.parents[1], "s", asChild)
		spare := func(r *relay.Relay, ex relay.Exchange) error {
			_, err := r.Pull(t.Context(), "s", ex, relay.PullOptions{Standby: relay.StandbyWarm})
			return err
		}
		if err := spare(f.origin, ex); !errors.Is(err, relay.ErrBusy) {
			t.Errorf("standby of a stream that is published: %v", err)
		}
		if err := spare(f.child.Relay, exchange(f.child.parents[1], "s", relay.SubscribeOptions{})); !errors.Is(err, relay.ErrUnsupported) {
			t.Errorf("standby at a parent that numbers anew: %v", err)
		}
		boom := errors.New("boom")
		if err := spare(f.child.Relay, func(context.Context, string) (string, error) { return "", boom }); !errors.Is(err, boom) {
			t.Errorf("standby whose exchange fails: %v", err)
		}
		for i := range 4 {
			if err := spare(f.child.Relay, ex); (err == nil) != (i < 3) || err != nil && !errors.Is(err, relay.ErrBusy) {
				t.Errorf("standby %d: %v", i+2, err)
			}
		}
		if got := f.child.Streams(); len(got) != 1 || got[0].Standbys != 4 {
			t.Errorf("streams are %+v", got)
		}
		if err := f.child.downs[0].Promote(); !errors.Is(err, relay.ErrUnsupported) {
			t.Errorf("a viewer's session is promoted: %v", err)
		}
		for kind, want := range map[relay.Standby]error{relay.StandbyNone: relay.ErrUnsupported, 7: relay.ErrUnsupported, relay.StandbyHot: nil} {
			if err := f.child.ups[1].Demote(kind); !errors.Is(err, want) {
				t.Errorf("demoted to %d: %v", kind, err)
			}
		}
		if err := f.child.ups[0].Demote(relay.StandbyWarm); !errors.Is(err, relay.ErrUnsupported) {
			t.Errorf("the source is demoted: %v", err)
		}
		_ = f.child.ups[1].Close()
		<-f.child.ups[1].Done()
		if err := f.child.ups[1].Promote(); !errors.Is(err, relay.ErrClosed) {
			t.Errorf("a session that has ended is promoted: %v", err)
		}
		if err := f.child.ups[1].Demote(relay.StandbyWarm); !errors.Is(err, relay.ErrClosed) {
			t.Errorf("a session that has ended is demoted: %v", err)
		}
		if err := f.child.ups[0].Promote(); err != nil {
			t.Errorf("the source is promoted: %v", err)
		}
	})
}

// A source that is closed before its standby is promoted leaves the stream to it, hot or warm.
func TestStandbyOutlivesTheSource(t *testing.T) {
	for _, standby := range []relay.Standby{relay.StandbyWarm, relay.StandbyHot} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 10*time.Millisecond)
			defer w.end()
			f := newFamily(w, relay.KeepAll, standby)
			f.v.reset()
			_ = f.child.ups[0].Close()
			<-f.child.ups[0].Done()
			f.p.send(90)
			if n := len(f.v.received("video")); (n > 80*4) != (standby == relay.StandbyHot) {
				t.Errorf("%d packets came without a source", n)
			}
			if err := f.child.ups[1].Promote(); err != nil {
				t.Fatal(err)
			}
			f.p.send(60)
			time.Sleep(100 * time.Millisecond)
			once(t, "video", f.v.received("video"))
			once(t, "audio", f.v.received("audio"))
			for name, held := range relay.HeldOf(f.child.Relay, "s") {
				if name == "f" || name == "audio" {
					alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
				}
			}
			_ = f.v.Close()
			<-f.v.Done()
			_ = f.child.ups[1].Close()
			<-f.child.ups[1].Done()
			if got := f.child.Streams(); len(got) > 0 {
				t.Errorf("what is left: %+v", got)
			}
		})
	}
}
