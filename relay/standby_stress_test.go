package relay_test

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// Both paths lose packets, in both directions and of every kind, while parents are killed.
func TestTakeoverOnBadPaths(t *testing.T) {
	for _, test := range []struct {
		name    string
		standby relay.Standby
		loss    int // one packet of so many
	}{
		{"warm, 2 %", relay.StandbyWarm, 50},
		{"warm, 10 %", relay.StandbyWarm, 10},
		{"hot, 10 %", relay.StandbyHot, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 25*time.Millisecond)
				defer w.end()
				f := newFamily(w, relay.KeepAll, test.standby)
				child := relayAddress(f)
				rng := rand.New(rand.NewPCG(3, 4))
				bad := func(dead string) {
					f.lose(func(from, to string, _ []byte) bool {
						between := from == child && (to == f.child.at[0] || to == f.child.at[1]) || to == child && (from == f.child.at[0] || from == f.child.at[1])
						return dead != "" && (from == dead || to == dead) || between && rng.IntN(test.loss) == 0
					})
				}
				var worst time.Duration
				for range 5 {
					f.v.reset()
					bad("")
					f.p.send(30)
					bad(f.child.at[f.child.source()])
					f.p.send(25)
					bad("")
					f.p.send(60)
					f.lose(nil)
					f.p.send(20)
					video := distinct(f.v.received("video"))
					once(t, "video", video)
					once(t, "audio", distinct(f.v.received("audio")))
					worst = max(worst, gaps(video)[0]-frameTime)
				}
				time.Sleep(200 * time.Millisecond)
				for name, held := range relay.HeldOf(f.child.Relay, "s") {
					if name == "f" || name == "audio" {
						alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
					}
				}
				if worst > 250*time.Millisecond {
					t.Errorf("frozen for %v", worst)
				}
				t.Logf("frozen for %v at most, %d silences", worst, f.child.silences())
			})
		})
	}
}

// A takeover is said by RTCP too: the control channel stands still while parents are killed. What it then says late, of the time before, counts no more.
func TestTakeoverWithoutTheControlChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 25*time.Millisecond)
		defer w.end()
		f := newFamily(w, relay.KeepAll, relay.StandbyWarm)
		for range 4 {
			f.v.reset()
			dead := f.child.at[f.child.source()]
			f.lose(func(from, to string, b []byte) bool {
				return from == dead || to == dead || len(b) > 0 && b[0] >= 20 && b[0] < 64
			})
			f.p.send(25)
			f.lose(nil)
			f.p.send(90)
			video := f.v.received("video")
			once(t, "video", video)
			once(t, "audio", f.v.received("audio"))
			if gap := gaps(video)[0] - frameTime; gap > 200*time.Millisecond {
				t.Errorf("frozen for %v", gap)
			}
			if f.child.at[f.child.source()] == dead {
				t.Error("the other parent was not promoted")
			}
		}
	})
}

// An owner who cannot decide loses nothing by it.
func TestHastyPromotionsLoseNothing(t *testing.T) {
	for _, standby := range []relay.Standby{relay.StandbyWarm, relay.StandbyHot} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, 25*time.Millisecond)
			defer w.end()
			f := newFamily(w, relay.KeepNothing, standby)
			f.v.reset()
			done := make(chan struct{})
			go func() { defer close(done); f.p.send(150) }()
			for i := range 60 {
				time.Sleep(time.Duration(i) * time.Millisecond)
				if err := f.child.ups[(i+1)%2].Promote(); err != nil {
					t.Fatal(err)
				}
				if i%7 == 0 {
					if err := f.child.ups[i%2].Demote(relay.StandbyHot - relay.Standby(i/7%2)); err != nil {
						t.Fatal(err)
					}
				}
			}
			<-done
			f.p.send(60)
			time.Sleep(200 * time.Millisecond)
			video := f.v.received("video")
			once(t, "video", distinct(video))
			once(t, "audio", distinct(f.v.received("audio")))
			for name, held := range relay.HeldOf(f.child.Relay, "s") {
				if name == "f" || name == "audio" {
					alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
				}
			}
			for i, up := range f.child.ups {
				if n := up.Conflicts(); n > 0 {
					t.Errorf("%d conflicts with parent %d", n, i)
				}
			}
			t.Logf("a gap of %v", gaps(video)[0])
		})
	}
}
