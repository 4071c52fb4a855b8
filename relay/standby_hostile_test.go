package relay_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// The standby's parent carries another publisher under the same name. Nothing of it is seen, until it is promoted.
func TestStandbyOfAnotherEpochIsKeptApart(t *testing.T) {
	for _, standby := range []relay.Standby{relay.StandbyWarm, relay.StandbyHot} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 10*time.Millisecond)
			defer w.end()
			origin, _ := w.relay(relay.Options{})
			other, _ := w.relay(relay.Options{})
			child, _ := w.relay(relay.Options{})
			p, q, v := w.newCaster(), w.newCaster(), w.newViewer(defaults(t))
			w.start()
			p.publish(t, origin, "s")
			q.publish(t, other, "s")
			time.Sleep(time.Second)
			both := func(n int) {
				for range n {
					q.sendOnce()
					p.send(1)
				}
			}
			both(10)
			carry(t, child, origin, relay.PullOptions{})
			both(10)
			v.watch(t, child, "s", relay.SubscribeOptions{})
			spare, _ := carry(t, child, other, relay.PullOptions{Standby: standby})
			both(200)
			if n := spare.PayloadBytes(); n > 0 || spare.Conflicts() > 0 {
				t.Errorf("%d bytes of another epoch, %d conflicts", n, spare.Conflicts())
			}
			top := relay.HeldOf(origin, "s")
			for name, held := range relay.HeldOf(child, "s") {
				alike(t, name, top[name], held)
			}
			video := v.received("video")
			once(t, "video", video)
			if most := gaps(video)[0]; most > frameTime+2*time.Millisecond {
				t.Errorf("a gap of %v", most)
			}

			if err := spare.Promote(); err != nil {
				t.Fatal(err)
			}
			both(100)
			time.Sleep(100 * time.Millisecond)
			top = relay.HeldOf(other, "s")
			for name, held := range relay.HeldOf(child, "s") {
				if name == "f" || name == "audio" {
					if n, _ := alike(t, name, top[name], held); n < 90 {
						t.Errorf("%d packets of %q from the new source", n, name)
					}
				}
			}
			video = v.received("video")
			contiguous(t, video)
			// The first of another parent may overtake one another on their way through Pion, until their track is known.
			slices.SortStableFunc(video, func(a, b got) int { return int(int16(a.seq - b.seq)) })
			rising(t, video)
		})
	}
}

// sendOnce sends one frame of every layer at once.
func (c *caster) sendOnce() {
	done := make(chan struct{})
	go func() { defer close(done); c.send(1) }()
	synctest.Wait()
	go func() { <-done }()
}

func TestStandbyThatTellsNonsenseHarmsItselfOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepNothing, relay.StandbyHot)
		held := relay.HeldOf(f.child.Relay, "s")["f"]
		say := func(format string, args ...any) {
			t.Helper()
			if err := f.child.downs[1].SendControl(fmt.Appendf(nil, format, args...)); err != nil {
				t.Fatal(err)
			}
		}
		check := func(step string) {
			t.Helper()
			f.v.reset()
			f.p.send(60)
			video := f.v.received("video")
			once(t, step, video)
			if most := gaps(video)[0]; most > frameTime+2*time.Millisecond {
				t.Errorf("%s: a gap of %v", step, most)
			}
			top := relay.HeldOf(f.origin, "s")
			for name, held := range relay.HeldOf(f.child.Relay, "s") {
				if name == "f" || name == "audio" {
					time.Sleep(50 * time.Millisecond)
					alike(t, name, top[name], held)
				}
			}
			if f.child.source() != 0 || f.child.silences() > 0 {
				t.Errorf("%s: the source was left", step)
			}
		}
		layer := `{"mid":"%s","kind":"video","rid":"f","mime":"video/VP8","seq":"%d","ts":"%d","live":true,"shift":%d}`
		for _, mid := range []string{"0", "1", "2", "3"} {
			say(`{"type":"cascade-layers","n":"9","epoch":%q,"layers":[`+layer+`]}`, held.Epoch, mid, uint64(1)<<40, uint64(1)<<41, 7)
		}
		check("numbers far ahead")
		say(`{"type":"cascade-layers","n":"9","epoch":"other","layers":[`+layer+`]}`, "1", 70000, 5, 0)
		check("another epoch")
		say(`{"type":"cascade-layers","n":"9","epoch":%q,"layers":[]}`, held.Epoch)
		check("no layers")
		say(`{"type":"cascade-layers","n":"9","epoch":%q,"layers":[`+strings.Replace(layer, "VP8", "AV1", 1)+`]}`, held.Epoch, "1", 70000, 5, 0)
		check("another codec")
		select {
		case <-f.child.ups[1].Done():
		default:
			t.Error("the standby's session goes on")
		}
	})
}

// A parent that does not know of takeovers begins as with any layer: at the last key frame, or where it was.
func TestTakeoverAtAParentOfAnEarlierTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 25*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepAll, relay.StandbyWarm)
		relay.IgnoreTakeovers(f.child.downs[1])
		f.v.reset()
		f.p.layers[2].key.Store(true)
		f.p.send(20)
		f.cut(f.child.at[0])
		f.p.send(60)
		time.Sleep(100 * time.Millisecond)
		video := f.v.received("video")
		once(t, "video", video)
		if f.child.source() != 1 || len(video) < 75*4 {
			t.Errorf("%d packets of video, the source is parent %d", len(video), f.child.source())
		}
	})
}

// A standby's exchange may take its time, in which the source is lost.
func TestSourceIsLostWhileAStandbyIsMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepAll, relay.StandbyWarm)
		_ = f.child.ups[1].Close()
		<-f.child.ups[1].Done()
		up, err := f.child.Pull(t.Context(), "s", func(ctx context.Context, offer string) (string, error) {
			_ = f.child.ups[0].Close()
			<-f.child.ups[0].Done()
			return exchange(f.child.parents[1], "s", asChild)(ctx, offer)
		}, relay.PullOptions{Standby: relay.StandbyWarm})
		if err != nil {
			t.Fatal(err)
		}
		if err := up.Promote(); err != nil {
			t.Fatal(err)
		}
		f.v.reset()
		f.p.send(100)
		if n := len(f.v.received("video")); n < 50*4 {
			t.Errorf("%d packets after the promotion", n)
		}
		contiguous(t, f.v.received("video"))
	})
}
