package p2p

import (
	"errors"
	"testing"
	"time"

	"github.com/casto-network/casto/node/wire"
)

// line starts hosts that are connected in a row, and waits until gossip flows.
func line(t *testing.T, w *world, n int, change func(*Options)) []*node {
	t.Helper()
	var nodes []*node
	for i := range n {
		nodes = append(nodes, w.add(func(o *Options) {
			if i > 0 {
				o.Peers = []string{nodes[i-1].addr}
			}
			if change != nil {
				change(o)
			}
		}))
	}
	time.Sleep(3 * time.Second)
	for i := range n - 1 {
		if !connected(nodes[i], nodes[i+1])() {
			t.Fatalf("hosts %d and %d are not connected", i, i+1)
		}
	}
	return nodes
}

func TestAnnouncementCrossesALine(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		nodes := line(t, w, 5, nil)
		a := announced(t, 7, 1, 1, time.Now())
		if err := nodes[0].Announce(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		// 4 hops of 20 ms; gossipsub queues nothing.
		if took := until(t, "announcement at the other end", time.Second, knows(nodes[4], a.StreamId)); took > 200*time.Millisecond {
			t.Errorf("took %v", took)
		}
		if got := len(nodes[4].Peers()); got != 1 {
			t.Errorf("%d peers, want one: the line is no line", got)
		}
	})
}

// TestAnnouncementBeforeGossipFlows announces in the very moment of connection, when gossipsub has exchanged no subscriptions yet.
func TestAnnouncementBeforeGossipFlows(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		b := w.add(func(o *Options) { o.Peers = []string{a.addr} })
		c := w.add(func(o *Options) { o.Peers = []string{b.addr} })
		until(t, "line", 5*time.Second, func() bool { return connected(a, b)() && connected(b, c)() })
		m := announced(t, 7, 1, 1, time.Now())
		if err := a.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		until(t, "announcement at the other end", 2*time.Second, knows(c, m.StreamId))
	})
}

func TestLateJoinerKnowsAllAtOnce(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		nodes := line(t, w, 2, nil)
		const streams = 3*wire.MaxDirectoryPage + 5
		for i := range streams {
			if err := nodes[0].Announce(t.Context(), announced(t, i%wire.Shards, i, 1, time.Now())); err != nil {
				t.Fatal(err)
			}
		}
		if err := nodes[0].Advertise(t.Context(), &wire.RelayAdvert{Binding: bound(t, 1), Seq: 1, Issued: uint64(time.Now().UnixMilli()), TtlS: 60}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Second)
		late := w.add(func(o *Options) { o.Peers = []string{nodes[1].addr} })
		took := until(t, "directory at the late joiner", 2*time.Second, func() bool { return len(late.Streams()) == streams && len(late.Adverts()) == 1 })
		t.Logf("%d streams known %v after the start", streams, took)
		if a, ok := late.LookupAdvert(nodes[0].ID()); !ok || len(a.GetAddrs()) != 1 {
			t.Errorf("advert: %v, %v; want the address of the host filled in", a, ok)
		}
	})
}

func TestStreamsEndAndExpire(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		nodes := line(t, w, 2, nil)
		changed := make(chan struct{}, 1)
		defer nodes[1].Notify(changed)()
		news := func() bool {
			select {
			case <-changed:
				return true
			default:
				return false
			}
		}
		a := announced(t, 7, 1, 1, time.Now())
		if err := nodes[0].Announce(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		until(t, "announcement", time.Second, func() bool { return news() && knows(nodes[1], a.StreamId)() })
		if err := nodes[0].Announce(t.Context(), a); !errors.Is(err, ErrStale) {
			t.Errorf("the same again: %v, want ErrStale", err)
		}
		took := until(t, "expiry", 2*time.Minute, func() bool { return news() && !knows(nodes[1], a.StreamId)() })
		if took < 59*time.Second || took > 62*time.Second {
			t.Errorf("expired after %v, want a minute", took)
		}
		if len(nodes[0].Streams()) != 0 {
			t.Error("still there at who announced it")
		}
		for seq, ttl := range []uint32{2: 60, 3: 0} {
			if seq < 2 {
				continue
			}
			a := announced(t, 7, 1, uint64(seq), time.Now())
			a.TtlS = ttl
			if err := nodes[0].Announce(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			until(t, "renewal and end", time.Second, func() bool { return knows(nodes[1], a.StreamId)() == (ttl > 0) })
		}
	})
}

func TestHostsOnDemandHearWhatTheyFollow(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		nodes := line(t, w, 2, func(o *Options) { o.OnDemand = true })
		followed, other := announced(t, 7, 1, 1, time.Now()), announced(t, 8, 2, 1, time.Now())
		if err := nodes[1].Follow(t.Context(), [32]byte(followed.StreamId)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		for _, a := range []*wire.StreamAnnounce{followed, other} {
			if err := nodes[0].Announce(t.Context(), a); err != nil {
				t.Fatal(err)
			}
		}
		until(t, "followed stream", time.Second, knows(nodes[1], followed.StreamId))
		time.Sleep(5 * time.Second)
		if knows(nodes[1], other.StreamId)() {
			t.Error("heard of a stream of another shard")
		}
	})
}

func TestNetworksDoNotMix(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(func(o *Options) { o.Network = "one" })
		before, after := announced(t, 7, 1, 1, time.Now()), announced(t, 7, 2, 1, time.Now())
		if err := a.Announce(t.Context(), before); err != nil {
			t.Fatal(err)
		}
		b := w.add(func(o *Options) { o.Network, o.Peers = "two", []string{a.addr} })
		until(t, "connection", time.Second, connected(a, b))
		time.Sleep(3 * time.Second)
		if err := a.Announce(t.Context(), after); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		if got := len(b.Streams()); got != 0 {
			t.Errorf("%d streams of another network known", got)
		}
	})
}
