package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/node/viewer"
)

// grown is a tree of a streamer's node, which takes two children only, and three relays with a viewer each. So one relay has another
// for its parent.
type grown struct {
	*network
	viewers []*viewer.Viewer // of members 1 to 3, from index 0
}

func grow(t *testing.T) *grown {
	t.Helper()
	n := &network{dir: t.TempDir()}
	n.start(t, "streamer", "--pool", "--max-children", "2")
	for _, name := range []string{"first", "second", "third"} {
		n.start(t, name, "--pool")
	}
	start(t, "publish", "--to", n.members[0].WHIP+"live")
	g := &grown{network: n}
	for _, m := range n.members[1:] {
		var v *viewer.Viewer
		for range 5 { // a relay that finds no parent in time sends its viewer elsewhere
			v = watching(t, n, m, viewer.Options{NoStandby: true})
			eventually(t, "there is a picture", func() bool { return v.Stats().Video.Frames > 15 })
			if v.Relay() == m.HTTP {
				break
			}
		}
		g.viewers = append(g.viewers, v)
	}
	return g
}

// place is where a relay stands in the tree; nowhere, if it carries nothing.
func (g *grown) place(t *testing.T, i int) node.StreamStatus {
	t.Helper()
	var list []node.StreamStatus
	g.members[i].api(t, "/api/v1/streams", &list)
	if len(list) == 0 {
		return node.StreamStatus{}
	}
	return list[0]
}

// pair finds a relay and its parent, which is one too.
func (g *grown) pair(t *testing.T) (child, parent int) {
	t.Helper()
	eventually(t, "a relay is below another", func() bool {
		for i := range g.members[1:] {
			at := g.place(t, i+1)
			for j, m := range g.members[1:] {
				if i != j && at.Parent == m.Peer {
					child, parent = i+1, j+1
				}
			}
		}
		return child != 0
	})
	return child, parent
}

// A relay that is told to stop goes when its children have gone, and nobody misses a frame.
func TestStoppedRelayLosesNobody(t *testing.T) {
	g := grow(t)
	child, parent := g.pair(t)
	v := g.viewers[child-1]
	p := g.members[parent]
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the relay has stopped", func() bool {
		select {
		case <-p.done:
			return true
		default:
			return false
		}
	})
	p.logs(t, "node has drained")
	if at := g.place(t, child); at.Parent == p.Peer || at.Parent == "" || at.Tree.Moves < 2 {
		t.Errorf("%+v", at)
	}
	frames := v.Stats().Video.Frames
	eventually(t, "the picture moves on", func() bool { return v.Stats().Video.Frames > frames+30 })
	if s := v.Stats(); s.Video.Undecodable > 0 || s.Video.Lost > 0 || len(v.Takeovers()) > 0 {
		t.Errorf("%+v after %+v", s.Video, v.Takeovers())
	}
}

// A relay whose parent is killed takes another, and what it shows goes on.
func TestKilledParentIsReplaced(t *testing.T) {
	g := grow(t)
	child, parent := g.pair(t)
	p := g.members[parent]
	p.kill()
	eventually(t, "the child has another parent", func() bool {
		at := g.place(t, child)
		return at.Parent != "" && at.Parent != p.Peer && at.Tree.Moves > 1
	})
	eventually(t, "the metrics tell why", func() bool {
		at := g.place(t, child)
		_, metrics, _ := request(t, "GET", g.members[child].Admin+"/metrics", "", nil)
		return at.Tree.Reason != "" && strings.Contains(metrics, fmt.Sprintf("casto_tree_moved_timestamp_seconds{reason=%q,stream=%q}", at.Tree.Reason, at.Stream))
	})
	v := g.viewers[child-1]
	frames := v.Stats().Video.Frames
	eventually(t, "the picture moves on", func() bool { return v.Stats().Video.Frames > frames+30 })
}
