package p2p

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/casto-network/casto/node/wire"
)

// TestSybils has fifty liars among ten honest relays. The liars have places all over, adverts like the others and seats in the honest
// ones' views, claim no lag, name only one another, and take nobody. Each of a hundred viewers, who joins the network by one honest
// node and two liars, has to reach an honest relay. Without CASTO_ATTACK, as `make bench-attack` sets it, all of it is a fifth as large.
func TestSybils(t *testing.T) {
	relays, sybils, viewers, within := 2, 10, 20, 5*time.Second
	if os.Getenv("CASTO_ATTACK") != "" {
		relays, sybils, viewers = 10, 50, 100
	}
	inWorld(t, func(t *testing.T, w *world) {
		quiet := func(o *Options) { o.Logger, o.OnDemand, o.believe = nil, true, true } // 64 topics of 160 hosts would be most of the work
		honest := crowd(t, w, relays, func(i int, o *Options) { quiet(o) }, takesAll, false)
		bad := crowd(t, w, sybils, func(i int, o *Options) { quiet(o); o.Peers = []string{honest[i%relays].addr} }, refusesWith(nil), true)
		m := announced(t, 7, 1, 1, time.Now())
		m.Origin, _ = honest[0].Describe(honest[0].ID())
		for _, h := range honest[1:min(len(honest), 4)] {
			p, _ := h.Describe(h.ID())
			m.EntryRelays = append(m.EntryRelays, p)
		}
		if err := honest[0].Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second) // adverts spread
		for _, h := range honest {
			for _, b := range bad {
				p, _ := peer.Decode(b.ID())
				h.admitCarriers(t.Context(), testID, []*wire.Carrier{carrierOf(b, 0)}, p)
			}
			if got := len(h.views.sample(testID, maxView)); got < sybils/2 {
				t.Fatalf("%d liars in a view: this is no attack", got)
			}
		}
		isHonest := make(map[string]bool)
		for _, h := range honest {
			isHonest[h.ID()] = true
		}
		var reached, asked atomic.Int32
		var slowest atomic.Int64
		for batch := range viewers / 10 {
			var viewing sync.WaitGroup
			for i := range 10 {
				v := w.add(func(o *Options) {
					quiet(o)
					o.Peers = []string{honest[(batch+i)%relays].addr, bad[rand.N(sybils)].addr, bad[rand.N(sybils)].addr}
				})
				viewing.Go(func() {
					defer v.stop()
					begin := time.Now()
					who, tries := getIn(t.Context(), v, within)
					asked.Add(int32(tries))
					if isHonest[who] {
						reached.Add(1)
						slowest.Store(max(slowest.Load(), int64(time.Since(begin))))
					}
				})
			}
			viewing.Wait()
		}
		t.Logf("%d of %d viewers reached an honest relay, the slowest after %v, by %.1f attempts each", reached.Load(), viewers,
			time.Duration(slowest.Load()).Round(time.Millisecond), float64(asked.Load())/float64(viewers))
		if int(reached.Load()) != viewers {
			t.Errorf("%d of %d viewers reached an honest relay within %v", reached.Load(), viewers, within)
		}
	})
}

// crowd starts carriers in a ring that answer joins as join says; liars name one another.
func crowd(t *testing.T, w *world, size int, change func(int, *Options), join func(context.Context, string, *wire.Join) (*wire.JoinReply, error), lie bool) []*node {
	t.Helper()
	var mu sync.Mutex // guards all
	var all []*node
	view := func(string, *wire.ViewRequest) (*wire.ViewReply, error) {
		rep := &wire.ViewReply{}
		if !lie {
			return rep, nil // their partial view is all they tell
		}
		mu.Lock()
		defer mu.Unlock()
		for _, n := range rand.Perm(len(all))[:min(len(all), wire.MaxCarriers)] {
			rep.Carriers = append(rep.Carriers, carrierOf(all[n], 0))
		}
		return rep, nil
	}
	for i := range size {
		n := w.add(func(o *Options) {
			(&handlers{view: view, join: join}).all(o)
			if i > 0 {
				o.Peers = []string{all[i-1].addr}
			}
			was := len(o.Peers)
			change(i, o)
			if i > 0 && len(o.Peers) > 0 && was == 1 && o.Peers[0] != all[i-1].addr {
				o.Peers = append(o.Peers, all[i-1].addr)
			}
		})
		advertise(t, n, w.hosts, 1)
		if err := n.Provide(t.Context(), testID); err != nil {
			t.Fatal(err)
		}
		mu.Lock()
		all = append(all, n)
		mu.Unlock()
	}
	return all
}

// refusesWith refuses every child.
func refusesWith(alternatives []*wire.Carrier) func(context.Context, string, *wire.Join) (*wire.JoinReply, error) {
	return func(context.Context, string, *wire.Join) (*wire.JoinReply, error) {
		return &wire.JoinReply{Result: &wire.JoinReply_Reject{Reject: &wire.JoinReject{Reason: wire.RejectReason_REJECT_REASON_FULL, Text: "full", Alternatives: alternatives}}}, nil
	}
}

// getIn looks for the stream and asks one after the other, until somebody takes the viewer or the time is over.
func getIn(ctx context.Context, v *node, most time.Duration) (who string, tries int) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	for ctx.Err() == nil {
		found, err := v.FindCarriers(ctx, testID)
		if err != nil {
			return "", tries
		}
		for _, c := range found[:min(len(found), firstOf)] {
			attempt, stop := context.WithTimeout(ctx, time.Second)
			rep, err := v.Join(attempt, c.Peer, someJoin())
			stop()
			if tries++; err == nil && rep.GetAccept() != nil {
				return c.Peer, tries
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Sprint(ctx.Err()), tries
}
