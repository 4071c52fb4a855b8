package main

import (
	"net/url"
	"slices"
	"testing"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/node/viewer"
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

// sessions are the ids of the viewers that a node serves; child relays are none.
func (m *member) sessions(t *testing.T) (ids []string) {
	t.Helper()
	var list []node.ViewerInfo
	m.api(t, "/api/v1/viewers", &list)
	for _, v := range list {
		if v.Peer == "" {
			ids = append(ids, v.Session)
		}
	}
	slices.Sort(ids)
	return ids
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

// TestStreamGoesOnWhenItsStreamersNodeIsBack kills the streamer's node and the publisher, and starts both anew. The relays keep their
// viewers, whose sessions go on.
func TestStreamGoesOnWhenItsStreamersNodeIsBack(t *testing.T) {
	n := poolNetwork(t)
	publisher := start(t, "publish", "--to", n.members[0].WHIP+"live")
	relays := n.members[1:]
	var viewers []*viewer.Viewer
	var before [][]string
	for _, m := range relays {
		v := watching(t, n, m, viewer.Options{NoStandby: true})
		eventually(t, "there is a picture", func() bool { return v.Stats().Video.Frames > 30 })
		viewers, before = append(viewers, v), append(before, m.sessions(t))
	}
	stream := n.members[0].stream(t).Stream
	n.settled(t, 0)
	publisher.kill()
	n.members[0].kill()
	n.restart(t, 0)
	start(t, "publish", "--to", n.members[0].WHIP+"live")
	for i, m := range relays {
		v, frames := viewers[i], viewers[i].Stats().Video.Frames
		eventually(t, "the picture moves on", func() bool { return v.Stats().Video.Frames > frames+60 })
		if moved := v.Takeovers(); len(moved) > 0 {
			t.Errorf("the viewer of relay %d went about: %+v", i+1, moved)
		}
		if got := m.sessions(t); !slices.Equal(got, before[i]) || len(got) != 1 {
			t.Errorf("relay %d has sessions %v, had %v", i+1, got, before[i])
		}
		if at := m.stream(t); at.Stream != stream || at.Parent == "" || at.Depth < 1 {
			t.Errorf("relay %d stands at %+v, the stream was %s", i+1, at, stream)
		}
	}
	if _, err := incentives.ParseStreamID(stream); err != nil {
		t.Error(err)
	}
}
