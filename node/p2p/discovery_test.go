package p2p

import (
	"testing"
	"time"
)

func TestAnnouncementCrossesALine(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.add(nil)
		b := w.add(func(o *Options) { o.Peers = []string{a.addr} })
		c := w.add(func(o *Options) { o.Peers = []string{b.addr} })
		until(t, "line", 5*time.Second, func() bool { return connected(a, b)() && connected(b, c)() })
		m := announcement(7, 1, 1, a.Host)
		if err := a.Announce(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		t.Logf("at c after %v", until(t, "announcement at c", 2*time.Second, knows(c, m.StreamId)))
		if got := len(c.Peers()); got > 2 {
			t.Errorf("%d peers", got)
		}
	})
}
