package main

import (
	"fmt"
	"net/http"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node"
)

func treeCommand() *cli.Command {
	return &cli.Command{
		Name: "tree", Usage: "draw a stream's tree of relays, as the running node sees it", ArgsUsage: "[URI]",
		Description: "URI is casto://STREAMER/NAME; without it every stream of the node is drawn. A node knows the way from the root to itself, its\n" +
			"standby parents and its children.",
		Flags:  []cli.Flag{adminFlag(), jsonFlag()},
		Action: drawTrees,
	}
}

func drawTrees(c *cli.Context) error {
	if err := noMore(c, 1); err != nil {
		return err
	}
	wanted := ""
	if c.NArg() == 1 {
		link, err := incentives.ParseStreamURI(c.Args().First())
		if err != nil {
			return usage("%w", err)
		}
		wanted = incentives.NewStreamID(link.Streamer, link.Name).String()
	}
	var list []node.StreamStatus
	if err := admin(c.Context, c.String("admin"), http.MethodGet, "/api/v1/streams", "", &list); err != nil {
		return err
	}
	var lines []string
	found := []node.StreamStatus{}
	for _, s := range list {
		if wanted == "" || s.Stream == wanted {
			found = append(found, s)
			lines = append(lines, drawTree(s)...)
		}
	}
	if len(found) == 0 && wanted != "" {
		return fmt.Errorf("stream %s: %w: the node does not carry it", wanted, node.ErrUnknownStream)
	}
	if len(found) == 0 {
		lines = []string{"this node carries no stream"}
	}
	return report(c, found, lines...)
}

// drawTree draws the way from the root down to the node, and what is next to it.
func drawTree(s node.StreamStatus) []string {
	name := s.Stream
	if s.Name != "" {
		name += " (" + s.Name + ")"
	}
	lines := []string{"stream " + name}
	t, indent := s.Tree, ""
	primary := node.TreePeer{}
	for _, p := range t.Parents {
		if p.Role == "primary" {
			primary = p
		}
	}
	for i, id := range t.Path {
		text := id
		switch {
		case id == t.ID:
			text += fmt.Sprintf("  this node, %s, %d viewers and children", lag(t.LagMs), s.Viewers)
		case id == primary.ID:
			text += fmt.Sprintf("  parent %s, %s, round trip %.0f ms", primary.Peer, lag(primary.LagMs), primary.RTTMs)
		}
		if i == 0 {
			lines = append(lines, text+"  root")
			continue
		}
		lines = append(lines, indent+"└─ "+text)
		indent += "   "
	}
	if len(t.Path) == 0 {
		lines = append(lines, t.ID+"  this node, which looks for a parent")
	}
	for i, c := range t.Children {
		branch := "├─ "
		if i == len(t.Children)-1 {
			branch = "└─ "
		}
		lines = append(lines, fmt.Sprintf("%s%s%s  child %s, %s, %s, round trip %.0f ms, load %d of 7", indent, branch, c.ID, c.Peer, c.Role, lag(c.LagMs), c.RTTMs, c.Load))
	}
	for _, p := range s.Standbys {
		lines = append(lines, fmt.Sprintf("standby %s  %s, %s, %s, round trip %.0f ms", p.ID, p.Peer, p.Role, lag(p.LagMs), p.RTTMs))
	}
	if t.Moved != nil {
		why := t.Reason
		if why == "" {
			why = "first parent"
		}
		lines = append(lines, fmt.Sprintf("last move %s, %s; %d in all", t.Moved.Local().Format("15:04:05"), why, t.Moves))
	}
	if t.Forged+t.Doubles > 0 {
		lines = append(lines, fmt.Sprintf("beacons dropped %d, signed twice %d", t.Forged, t.Doubles))
	}
	return append(lines, "")
}

func lag(ms float64) string { return fmt.Sprintf("%.0f ms late", ms) }
