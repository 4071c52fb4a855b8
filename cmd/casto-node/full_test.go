package main

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/p2p"
	"github.com/casto-network/casto/node/viewer"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// fill has players watch at a node until it refuses one, and returns those that it serves and its refusal.
func fill(t *testing.T, n *network, m *member) (served []*client.Watcher, no whip.Problem) {
	t.Helper()
	endpoint := &whip.Client{URL: m.HTTP + "/whep/" + n.members[0].Account.Hex() + "/live"}
	for range 20 {
		w, err := client.Watch(t.Context(), endpoint.Exchange, client.WatchOptions{})
		if errors.As(err, &no) {
			return served, no
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.Close() })
		served = append(served, w)
		eventually(t, "there is a picture", func() bool { return w.Stats().Video.Frames > 10 })
	}
	t.Fatalf("%d viewers, and no end", len(served))
	return nil, no
}

// A relay that is full answers 503 and names others. Who asks goes there, and those whom it serves lose nothing.
func TestFullRelayNamesOthersAndServesOn(t *testing.T) {
	for _, bound := range [][]string{{"--max-viewers", "3"}, {"--max-bitrate", "4"}} {
		t.Run(bound[0][2:], func(t *testing.T) {
			n := &network{dir: t.TempDir()}
			n.start(t, "streamer", "--pool", "--max-children", "2")
			full := n.start(t, "full", append([]string{"--pool", "--max-children", "-1"}, bound...)...)
			other := n.start(t, "other", "--pool")
			start(t, "publish", "--to", n.members[0].WHIP+"live")
			eventually(t, "the stream is live", func() bool { return n.members[0].stream(t).Live })
			served, no := fill(t, n, full)
			if len(served) == 0 || no.Status != 503 || no.RetryAfter <= 0 || len(no.Alternatives) == 0 {
				t.Fatalf("%d are served, then %+v", len(served), no)
			}
			eventually(t, "it names the other relay", func() bool {
				_, no = fill(t, n, full) // who knows of the advert by now
				return slices.Contains(no.Alternatives, other.HTTP)
			})
			v := watching(t, n, full, viewer.Options{NoStandby: true})
			eventually(t, "whoever asks is served elsewhere", func() bool { return v.Stats().Video.Frames > 15 })
			if v.Relay() == full.HTTP {
				t.Errorf("it watches at %s", v.Relay())
			}
			for i, w := range served {
				before := w.Stats()
				eventually(t, "pictures move on", func() bool { return ended(w) || w.Stats().Video.Frames > before.Video.Frames+15 })
				if s := w.Stats(); ended(w) || s.Video.Lost > 0 || s.Video.Undecodable > 0 {
					t.Errorf("viewer %d: ended is %v, %+v", i, ended(w), s.Video)
				}
			}
		})
	}
}

// Who stands by at a relay that fills up hears of it, and stands by elsewhere.
func TestWhoStandsByAtAFullRelayGoesElsewhere(t *testing.T) {
	n := &network{dir: t.TempDir()}
	for _, name := range []string{"streamer", "first", "second", "third"} {
		n.start(t, name, "--pool", "--max-viewers", "3")
	}
	start(t, "publish", "--to", n.members[0].WHIP+"live")
	v := watching(t, n, n.members[1], viewer.Options{})
	var at *member
	eventually(t, "there is a second connection", func() bool {
		for _, m := range n.members {
			if m.standbys(t) == 1 {
				at = m
			}
		}
		return at != nil
	})
	if _, no := fill(t, n, at); no.Status != 503 {
		t.Fatalf("refused by %+v", no)
	}
	eventually(t, "it stands by elsewhere", func() bool { return at.standbys(t) == 0 && n.standbys(t, n.members...) == 1 })
	if moved := v.Takeovers(); len(moved) > 0 {
		t.Errorf("the viewer went about: %+v", moved)
	}
}

// Viewers leave the last places of a node near the root to child relays.
func TestLastPlacesAreForChildRelays(t *testing.T) {
	n := &network{dir: t.TempDir()}
	streamer := n.start(t, "streamer", "--pool", "--max-viewers", "8")
	start(t, "publish", "--to", streamer.WHIP+"live")
	eventually(t, "the stream is live", func() bool { return streamer.stream(t).Live })
	if served, no := fill(t, n, streamer); len(served) != 6 || no.Status != 503 || !strings.Contains(no.Detail, "its last 2 places are for relays") {
		t.Errorf("%d are served, then %+v", len(served), no)
	}
	w := player(t, n, n.start(t, "first", "--pool"))
	eventually(t, "a viewer of a child relay has a picture", func() bool { return w.Stats().Video.Frames > 10 })
	if at := n.members[1].stream(t); at.Parent != streamer.Peer {
		t.Errorf("the relay stands at %+v", at)
	}
}

// A node without room for a child relay says so, and names those who may have some.
func TestNodeWithoutRoomForAChildNamesOthers(t *testing.T) {
	n := poolNetwork(t)
	start(t, "publish", "--to", n.members[0].WHIP+"live")
	eventually(t, "the stream is live", func() bool { return n.members[0].stream(t).Live })
	for i, m := range n.members[1:] { // the streamer's node takes the first
		w := player(t, n, m)
		eventually(t, "there is a picture", func() bool { return w.Stats().Video.Frames > 10 })
		if at := m.stream(t); i == 1 && (at.Parent != n.members[1].Peer || at.Depth != 2) {
			t.Errorf("the second relay is at %+v, want it below the first", at)
		}
	}
	key, err := p2p.LoadKey(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	asker, err := p2p.New(p2p.Options{Key: key, Network: "pool", Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Peers: n.members[0].Addrs[:1],
		VerifyAnnounce: func(*wire.StreamAnnounce) error { return nil }, VerifyAdvert: func(*wire.RelayAdvert) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- asker.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	if err := asker.Connect(ctx, n.members[0].Addrs[0]); err != nil {
		t.Fatal(err)
	}
	self, err := p2p.EncodePeer(asker.ID())
	if err != nil {
		t.Fatal(err)
	}
	id, path, nonce := incentives.NewStreamID(n.members[0].Account, "live"), wire.PathID(self), make([]byte, 16)
	_, _ = rand.Read(nonce)
	reply, err := asker.Join(ctx, n.members[0].Peer, &wire.Join{StreamId: id[:], Offer: "v=0\r\n", PathId: path[:], Nonce: nonce, Role: wire.Role_ROLE_PRIMARY})
	if err != nil {
		t.Fatal(err)
	}
	no := reply.GetReject()
	if no.GetReason() != wire.RejectReason_REJECT_REASON_FULL || no.GetRetryMs() == 0 {
		t.Fatalf("the answer is %v", reply)
	}
	var named []string
	for _, c := range no.GetAlternatives() {
		peer, err := p2p.DecodePeer(c.GetPeerId())
		if err != nil || len(c.GetAddrs()) == 0 {
			t.Errorf("alternative %v: %v", c, err)
		}
		named = append(named, peer)
	}
	if !slices.Contains(named, n.members[1].Peer) {
		t.Errorf("the refusal names %v, want %s", named, n.members[1].Peer)
	}
}
