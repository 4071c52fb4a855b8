package relay_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// guarded is a child with two parents, of which one is the source. It promotes the other whenever the source is silent, as its owner would.
type guarded struct {
	*relay.Relay
	parents [2]*relay.Relay
	at      [2]string // their addresses
	ups     [2]*relay.Session
	downs   [2]*relay.Session

	mu     sync.Mutex
	silent []time.Time
}

func (g *guarded) pull(t *testing.T, i int, o relay.PullOptions) {
	t.Helper()
	o.Silent = func(s *relay.Session) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.silent = append(g.silent, time.Now())
		for _, up := range g.ups {
			if up != nil && up != s && s.Duty() == relay.StandbyNone {
				if err := up.Promote(); err != nil {
					t.Error(err)
				}
				return
			}
		}
	}
	up, err := g.Pull(t.Context(), "s", func(ctx context.Context, offer string) (string, error) {
		s, err := g.parents[i].Subscribe(ctx, "s", offer, asChild)
		if err != nil {
			return "", err
		}
		g.downs[i] = s
		return s.AnswerSDP(), nil
	}, o)
	if err != nil {
		t.Fatal(err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ups[i] = up
}

func (g *guarded) source() int {
	if g.ups[0].Duty() == relay.StandbyNone {
		return 0
	}
	return 1
}

func (g *guarded) silences() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.silent)
}

// family is an origin, two relays below it, a child of both, and a viewer there.
type family struct {
	*world
	origin *relay.Relay
	child  *guarded
	p      *caster
	v      *viewer
}

// newFamily lets everything connect. Parents keep what keep says, whether or not they are asked for it.
func newFamily(w *world, keep relay.Keep, standby relay.Standby) *family {
	t := w.t
	f := &family{world: w, child: &guarded{}}
	f.origin, _ = w.relay(relay.Options{})
	for i := range 2 {
		f.child.parents[i], f.child.at[i] = w.relay(relay.Options{})
	}
	f.child.Relay, _ = w.relay(relay.Options{})
	f.p, f.v = w.newCaster(), w.newViewer(defaults(t))
	w.start()
	f.p.publish(t, f.origin, "s")
	time.Sleep(time.Second)
	f.p.send(10)
	for _, parent := range f.child.parents {
		carry(t, parent, f.origin, relay.PullOptions{Keep: keep})
	}
	f.p.send(40)
	f.child.pull(t, 0, relay.PullOptions{})
	f.p.send(40)
	f.v.watch(t, f.child.Relay, "s", relay.SubscribeOptions{})
	f.p.send(40)
	f.child.pull(t, 1, relay.PullOptions{Standby: standby})
	f.p.send(200) // until what the new sessions were given beyond need has faded
	return f
}

// cut ends all that passes from and to a host, as SIGKILL and SIGSTOP do; nothing heals it.
func (f *family) cut(at string) {
	f.lose(func(from, to string, _ []byte) bool { return at != "" && (from == at || to == at) })
}

// gaps returns the longest times between two packets of video that a viewer got, the longest first.
func gaps(video []got) (out []time.Duration) {
	for i := 1; i < len(video); i++ {
		out = append(out, video[i].at.Sub(video[i-1].at))
	}
	slices.SortFunc(out, func(a, b time.Duration) int { return int(b - a) })
	return out
}

// once checks that every number there is came once.
func once(t *testing.T, name string, packets []got) {
	t.Helper()
	seen := map[uint16]bool{}
	for _, g := range packets {
		if seen[g.seq] {
			t.Errorf("%s: number %d came twice", name, g.seq)
		}
		seen[g.seq] = true
	}
	if len(packets) == 0 {
		t.Errorf("%s: nothing came", name)
		return
	}
	for seq := packets[0].seq; seq != packets[len(packets)-1].seq; seq++ {
		if !seen[seq] {
			t.Errorf("%s: number %d is lost", name, seq)
		}
	}
}

// The parent is killed at forty different moments within a frame.
func TestTakeoverIsShort(t *testing.T) {
	for _, test := range []struct {
		name    string
		keep    relay.Keep // of the parents: without it, the standby's has nothing of the stream when it is promoted
		standby relay.Standby
		most    time.Duration // frozen: from packet to packet, less the time of a frame
	}{
		{"warm", relay.KeepAll, relay.StandbyWarm, 200 * time.Millisecond},
		{"warm, at a parent that has nothing itself", relay.KeepNothing, relay.StandbyWarm, 250 * time.Millisecond},
		{"hot", relay.KeepNothing, relay.StandbyHot, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, 25*time.Millisecond)
				defer w.end()
				f := newFamily(w, test.keep, test.standby)
				asked := f.p.layers[2].plis.Load()
				const kills = 40
				var frozen []time.Duration
				for i := range kills {
					source := f.child.source()
					f.v.reset()
					f.p.send(10)
					time.AfterFunc(time.Duration(i)*frameTime/kills, func() { f.cut(f.child.at[source]) })
					f.p.send(20)
					f.cut("")
					f.p.send(70)
					video := f.v.received("video")
					once(t, "video", video)
					once(t, "audio", f.v.received("audio"))
					frozen = append(frozen, max(0, gaps(video)[0]-frameTime-2*time.Millisecond))
					if f.child.source() == source {
						t.Errorf("kill %d: the other parent was not promoted", i)
					}
				}
				slices.Sort(frozen)
				if frozen[kills-1] > test.most {
					t.Errorf("frozen for %v, want %v at most", frozen, test.most)
				}
				if n := f.child.silences(); n != kills {
					t.Errorf("%d silences, want %d", n, kills)
				}
				if n := f.p.layers[2].plis.Load() - asked; n > 0 {
					t.Errorf("%d key frames were asked for", n)
				}
				for i, up := range f.child.ups {
					if up.PayloadBytes() != f.child.downs[i].PayloadBytes() && test.standby == relay.StandbyWarm {
						t.Logf("parent %d sent %d bytes, the child counts %d", i, f.child.downs[i].PayloadBytes(), up.PayloadBytes())
					}
					if n := up.Conflicts(); n > 0 {
						t.Errorf("%d conflicts with parent %d", n, i)
					}
				}
				time.Sleep(200 * time.Millisecond)
				for name, held := range relay.HeldOf(f.child.Relay, "s") {
					if name == "f" || name == "audio" {
						alike(t, name, relay.HeldOf(f.origin, "s")[name], held)
					}
				}
				t.Logf("frozen: p50 %v, most %v", frozen[kills/2], frozen[kills-1])
			})
		})
	}
}
