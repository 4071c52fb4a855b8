package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/node/viewer"
)

// watching is a viewer that runs during a test, at a member of a network.
func watching(t *testing.T, n *network, m *member, opts viewer.Options) *viewer.Viewer {
	t.Helper()
	opts.URL = m.HTTP + "/whep/" + n.members[0].Account.Hex() + "/live"
	opts.Wait = 20 * time.Second
	v, err := viewer.Watch(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- v.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("watch: %v", err)
		}
	})
	return v
}

// eventually polls until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 45*time.Second)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("it never came to be that %s", what)
		case <-tick.C:
		}
	}
}

// standbys counts the viewers on standby that a node has.
func (m *member) standbys(t *testing.T) (n int) {
	t.Helper()
	var list []node.ViewerInfo
	m.api(t, "/api/v1/viewers", &list)
	for _, v := range list {
		if v.Standby {
			n++
		}
	}
	return n
}

func (n *network) standbys(t *testing.T, members ...*member) (sum int) {
	t.Helper()
	for _, m := range members {
		sum += m.standbys(t)
	}
	return sum
}

// TestViewersSurviveTheirRelay kills the relays of a viewer with SIGKILL, one after the other.
func TestViewersSurviveTheirRelay(t *testing.T) {
	for _, warm := range []bool{true, false} {
		t.Run(fmt.Sprintf("warm %v", warm), func(t *testing.T) {
			n := poolNetwork(t)
			start(t, "publish", "--to", n.members[0].WHIP+"live")
			v := watching(t, n, n.members[2], viewer.Options{NoStandby: !warm})
			if warm {
				eventually(t, "there is a second connection, at who does not get the stream from the first", func() bool {
					return n.members[0].standbys(t) == 1 && n.members[1].standbys(t) == 0
				})
			} else {
				eventually(t, "there are alternatives", func() bool { return v.Stats().Video.Frames > 60 })
			}
			n.members[2].kill()
			eventually(t, "another relay takes over", func() bool { return len(v.Takeovers()) > 0 })
			t.Logf("%+v", v.Takeovers())
			took := v.Takeovers()[0]
			if took.From != n.members[2].HTTP || took.To == took.From || v.Relay() != took.To {
				t.Errorf("%+v, now at %s", took, v.Relay())
			}
			frames := v.Stats().Video.Frames
			eventually(t, "the picture moves on", func() bool { return v.Stats().Video.Frames > frames+60 })
			if s := v.Stats(); s.Video.Undecodable > 0 || len(v.Takeovers()) > 1 {
				t.Errorf("%+v after %+v", s.Video, v.Takeovers())
			}
		})
	}
}

// A publisher who crashes is waited for where one is, whether it is back before the relay has noticed or after; nobody goes from relay to
// relay in search of it.
func TestViewersStayWhileThePublisherIsGone(t *testing.T) {
	for _, noticed := range []bool{false, true} {
		t.Run(fmt.Sprintf("noticed %v", noticed), func(t *testing.T) {
			n := poolNetwork(t)
			publisher := start(t, "publish", "--to", n.members[0].WHIP+"live")
			v := watching(t, n, n.members[1], viewer.Options{})
			eventually(t, "there is a second connection", func() bool { return n.standbys(t, n.members[0], n.members[2]) == 1 })
			publisher.kill()
			if noticed {
				eventually(t, "the relay has noticed", func() bool { return !n.members[0].stream(t).Live })
			}
			start(t, "publish", "--to", n.members[0].WHIP+"live")
			frames := v.Stats().Video.Frames
			eventually(t, "the picture moves on", func() bool { return v.Stats().Video.Frames > frames+30 })
			if moved := v.Takeovers(); len(moved) > 0 {
				t.Errorf("the viewer went about: %+v", moved)
			}
		})
	}
}

// A relay's bytes are billed where they were received, each once.
func TestEachRelayIsPaidForWhatItSent(t *testing.T) {
	n := paidNetwork(t)
	streamer := n.members[0]
	start(t, "publish", "--to", streamer.WHIP+"live", "--token", streamer.token(t))
	first := watching(t, n, n.members[1], viewer.Options{NoStandby: true}) // so that both relays carry the stream
	eventually(t, "the first relay has a picture", func() bool { return first.Stats().Video.Frames > 30 })
	v := watching(t, n, n.members[2], viewer.Options{})
	eventually(t, "receipts are stored", func() bool { return v.Receipts().Acked >= 2 })
	eventually(t, "there is a second connection", func() bool { return n.standbys(t, n.members[:2]...) == 1 })
	var list []node.ViewerInfo
	for _, m := range n.members[:2] {
		m.api(t, "/api/v1/viewers", &list)
		for _, w := range list {
			if w.Standby && w.Peer == "" && w.Bytes > 0 { // a child relay may have been sent some before it became a standby
				t.Errorf("%d bytes were sent on standby", w.Bytes)
			}
		}
	}
	before := v.Stats()
	n.members[2].kill()
	eventually(t, "another relay takes over", func() bool { return len(v.Takeovers()) > 0 })
	acked := v.Receipts().Acked
	at := n.members[0]
	if strings.HasPrefix(v.Relay(), n.members[1].HTTP) {
		at = n.members[1]
	}
	if at == n.members[1] {
		eventually(t, "the next relay stores receipts", func() bool { return v.Receipts().Acked >= acked+2 })
	} else {
		eventually(t, "the picture moves on", func() bool { return v.Stats().Video.Frames > before.Video.Frames+120 })
	}
	if after := v.Stats(); after.Video.Undecodable > 0 || len(v.Takeovers()) > 1 {
		t.Errorf("%+v after %+v", after.Video, v.Takeovers())
	}
}
