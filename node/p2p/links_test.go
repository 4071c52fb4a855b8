package p2p

import (
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
)

func TestBootstrapPeersAreDialledUntilTheyCome(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		number, listen := w.place()
		_, id := identity(t, number)
		a := w.add(func(o *Options) { o.Peers = []string{listen + "/p2p/" + peer.ID(id).String()} })
		time.Sleep(10 * time.Minute)
		b := w.addAt(number, listen, nil)
		took := until(t, "connection", 2*lastPause, connected(a, b))
		t.Logf("came after ten minutes, connected %v later", took)
		if took > lastPause+requestTimeout {
			t.Errorf("connected after %v, want %v at most", took, lastPause+requestTimeout)
		}
	})
}

func TestLostPeersAreDialledAgain(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		number, listen := w.place()
		b := w.addAt(number, listen, nil)
		named := w.add(func(o *Options) { o.Peers = []string{b.addr} })
		asked := w.add(nil)
		if err := asked.Connect(t.Context(), b.addr); err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Second)
		b.stop()
		until(t, "loss", time.Minute, func() bool { return !connected(named, b)() && !connected(asked, b)() })
		b = w.addAt(number, listen, nil)
		until(t, "connection again", 30*time.Second, func() bool { return connected(named, b)() && connected(asked, b)() })
	})
}

func TestPeersMetByChanceAreGivenUp(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		number, listen := w.place()
		b := w.addAt(number, listen, nil)
		if err := a.Connect(t.Context(), b.addr); err != nil {
			t.Fatal(err)
		}
		b.stop()
		kept := func() int {
			a.links.mu.Lock()
			defer a.links.mu.Unlock()
			return len(a.links.kept)
		}
		if kept() != 1 {
			t.Fatalf("%d peers kept, want 1", kept())
		}
		until(t, "giving up", time.Hour, func() bool { return kept() == 0 })
	})
}

func TestConnect(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		_, nowhere := w.place()
		_, somebody := identity(t, 1000)
		for name, addr := range map[string]string{
			"no multiaddr":  "relay.example:8785",
			"no peer id":    nowhere,
			"this node":     a.addr,
			"nobody there":  nowhere + "/p2p/" + peer.ID(somebody).String(),
			"another there": a.addr[:len(nowhere)] + "/p2p/" + peer.ID(somebody).String(),
		} {
			if err := a.Connect(t.Context(), addr); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if n := len(a.links.kept); n != 0 {
			t.Errorf("%d peers kept", n)
		}
	})
}

func TestPausesGrow(t *testing.T) {
	for attempts, want := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 5: 8 * time.Second, 8: time.Minute, 9: time.Minute, 1000: time.Minute} {
		for range 100 {
			if got := pause(attempts); got < want/2 || got > want {
				t.Fatalf("after %d attempts: %v, want %v to %v", attempts, got, want/2, want)
			}
		}
	}
}

func TestFewStrangersAreKept(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		l := newLinks(a.host, a.log)
		for n := range maxLinks + 10 {
			_, id := identity(t, 1000+n)
			l.keep(peer.AddrInfo{ID: peer.ID(id)}, false)
		}
		if len(l.kept) != maxLinks {
			t.Errorf("%d kept, want %d", len(l.kept), maxLinks)
		}
		_, id := identity(t, 1)
		l.keep(peer.AddrInfo{ID: peer.ID(id)}, true)
		if len(l.kept) != maxLinks {
			t.Error("a host keeps itself")
		}
		_, id = identity(t, 5000)
		l.keep(peer.AddrInfo{ID: peer.ID(id)}, true)
		if len(l.kept) != maxLinks+1 {
			t.Error("no room for a peer that the operator named")
		}
	})
}
