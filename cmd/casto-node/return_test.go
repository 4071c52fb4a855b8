package main

import (
	"net/url"
	"testing"

	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// settled has the members of a network started anew at the ports that they have now, as an operator's would be.
func (n *network) settled(t *testing.T, i int) {
	t.Helper()
	m := n.members[i]
	for j, arg := range m.cmd.Args {
		switch arg {
		case "--http":
			m.cmd.Args[j+1] = host(t, m.HTTP)
		case "--admin":
			m.cmd.Args[j+1] = host(t, m.Admin)
		case "--media":
			m.cmd.Args[j+1] = m.Media
		case "--listen":
			m.cmd.Args[j+1] = m.Addrs[0][:len(m.Addrs[0])-len("/p2p/"+m.Peer)]
		}
	}
}

// host is the address in a base URL.
func host(t *testing.T, base string) string {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// stream is what a node tells of its one stream; nothing if it has none.
func (m *member) stream(t *testing.T) node.StreamStatus {
	t.Helper()
	var list []node.StreamStatus
	m.api(t, "/api/v1/streams", &list)
	if len(list) == 0 {
		return node.StreamStatus{}
	}
	return list[0]
}

// player is a plain WHEP player that knows one node, and has one session there.
func player(t *testing.T, n *network, m *member) *client.Watcher {
	t.Helper()
	endpoint := &whip.Client{URL: m.HTTP + "/whep/" + n.members[0].Account.Hex() + "/live"}
	w, err := client.Watch(t.Context(), endpoint.Exchange, client.WatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// ended tells whether a player's session has.
func ended(w *client.Watcher) bool {
	select {
	case <-w.Done():
		return true
	default:
		return false
	}
}

// TestStreamGoesOnWhenItsStreamersNodeIsBack kills the streamer's node and the publisher, and starts both anew. It is the same stream, the
// relays find their place in its tree, and the sessions of their viewers go on.
func TestStreamGoesOnWhenItsStreamersNodeIsBack(t *testing.T) {
	n := poolNetwork(t)
	publisher := start(t, "publish", "--to", n.members[0].WHIP+"live")
	relays := n.members[1:]
	var players []*client.Watcher
	for _, m := range relays {
		eventually(t, "the stream is live", func() bool { return n.members[0].stream(t).Live })
		w := player(t, n, m)
		eventually(t, "there is a picture", func() bool { return w.Stats().Video.Frames > 30 })
		players = append(players, w)
	}
	stream := n.members[0].stream(t).Stream
	n.settled(t, 0)
	publisher.kill()
	n.members[0].kill()
	n.restart(t, 0)
	start(t, "publish", "--to", n.members[0].WHIP+"live")
	for i, m := range relays {
		w, before := players[i], players[i].Stats()
		eventually(t, "the picture moves on", func() bool { return ended(w) || w.Stats().Video.Frames > before.Video.Frames+60 })
		if after := w.Stats(); ended(w) || after.Video.Undecodable > 0 {
			t.Errorf("the player of relay %d: ended is %v, %+v", i+1, ended(w), after.Video)
		}
		if at := m.stream(t); at.Stream != stream || !at.Live || at.Viewers == 0 {
			t.Errorf("relay %d stands at %+v, the stream was %s", i+1, at, stream)
		}
	}
	eventually(t, "all hang by the streamer's node", func() bool {
		for _, m := range relays {
			if at := m.stream(t); len(at.Tree.Path) == 0 || at.Tree.Path[0] != n.members[0].stream(t).Tree.ID {
				return false
			}
		}
		return true
	})
}
