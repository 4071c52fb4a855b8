package relay_test

import (
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/relay"
)

func TestPublisherIsToldOfWhatViewersSufferBy(t *testing.T) {
	withStream(t, relay.Options{}, oneViewer, func(w *world, r *relay.Relay, _ string, p *publisher, v *viewer) {
		advice := func(says string) {
			w.t.Helper()
			s := r.Streams()
			if len(s) != 1 {
				w.t.Fatalf("streams %+v", s)
			}
			if got := strings.Join(s[0].Advice, "; "); says == "" && got != "" || !strings.Contains(got, says) {
				w.t.Errorf("advice is %q, want %q", got, says)
			}
		}
		time.Sleep(5 * time.Second)
		advice("")
		time.Sleep(8 * time.Second)
		advice("has sent no media for 10 s")
		p.send(60)
		advice("")

		v.watch(w.t, r, "s", relay.SubscribeOptions{})
		for range 100 { // the key frame grows too old to begin with
			p.sendFrame(false)
			time.Sleep(frameTime)
		}
		v.SetLimit(relay.LimitPaused)
		time.Sleep(100 * time.Millisecond)
		v.SetLimit(relay.LimitNone)
		for range 400 { // the publisher does not listen
			p.sendFrame(false)
			time.Sleep(frameTime)
		}
		advice("set the key frame interval to 2 s")
		p.sendFrame(true)
		time.Sleep(2 * time.Second)
		advice("")
	})
}
