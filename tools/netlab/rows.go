package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/casto-network/casto/relay/client"
)

// row is one situation.
type row struct {
	name  string
	quick bool // among those that the Go test runs
	want  []string
	run   func(ctx context.Context, t *trial) (outcome, error)
}

// outcome is what a row has come to.
type outcome struct {
	Path    string  `json:"path"`
	Connect float64 `json:"connectMs"`
	Media   bool    `json:"media"`
	Note    string  `json:"note,omitempty"`
}

// The ways to go.
const (
	direct  = "UDP, direct"
	punched = "UDP, hole punched"
	turnUDP = "TURN over UDP"
	turnTCP = "TURN over TCP"
	iceTCP  = "ICE-TCP"
	noPath  = "none"
)

// rows are all situations: first viewers before a public node, then nodes that serve each other.
var rows = []row{
	{"viewer, full cone", true, []string{direct}, viewerBehind(fullCone)},
	{"viewer, port-restricted cone", false, []string{direct}, viewerBehind(restricted)},
	{"viewer, symmetric", false, []string{direct}, viewerBehind(symmetric)},
	{"viewer, double NAT", false, []string{direct}, viewerBehind(double)},
	{"viewer, UDP blocked", true, []string{iceTCP}, viewerBehind(tcpOnly)},
	{"viewer, UDP and media port blocked", true, []string{turnTCP}, viewerBehind(turnOnly)},
	{"two relays, cone + cone", true, []string{punched}, relaysBehind(restricted, restricted)},
	{"two relays, full cone + cone", false, []string{punched}, relaysBehind(fullCone, restricted)},
	{"two relays, cone + symmetric", false, []string{turnUDP}, relaysBehind(restricted, symmetric)},
	{"two relays, symmetric + cone", false, []string{turnUDP}, relaysBehind(symmetric, restricted)},
	{"two relays, symmetric + symmetric", false, []string{turnUDP}, relaysBehind(symmetric, symmetric)},
	{"two relays, cone + UDP blocked", false, []string{turnTCP}, relaysBehind(restricted, tcpOnly)},
	{"LAN only, found by mDNS", false, []string{direct}, lanOnly},
}

// programs are what runs in a lab, and where its logs go.
type programs struct {
	bin  string // casto-node
	self string // this program, as viewer and reader
	logs string // a folder, or nothing
}

// trial is one run of one row.
type trial struct {
	programs
	dir, file string

	lab   *lab
	nodes int
	ends  []func() // in the order of starting
}

// run runs a row in a lab of its own.
func (r row) measure(ctx context.Context, p programs) (o outcome, err error) {
	dir, err := os.MkdirTemp("", "netlab")
	if err != nil {
		return o, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	l, err := newLab()
	if err != nil {
		return o, err
	}
	defer l.close()
	file := strings.Map(func(c rune) rune {
		if c == ' ' || c == ',' || c == '+' {
			return '-'
		}
		return c
	}, r.name)
	t := &trial{programs: p, dir: dir, file: file, lab: l}
	defer func() {
		for i := range t.ends {
			t.ends[len(t.ends)-1-i]()
		}
	}()
	return r.run(ctx, t)
}

// pathOf names the way that a peer connection takes.
func pathOf(r client.Route) string {
	switch {
	case r == (client.Route{}):
		return noPath
	case r.Local == "relay" && r.Protocol == "udp":
		return turnUDP
	case r.Local == "relay":
		return turnTCP
	case r.Protocol == "tcp":
		return iceTCP
	case r.Remote == "relay":
		return turnUDP
	case r.Remote == "srflx" || r.Remote == "prflx":
		return punched
	}
	return direct
}

// viewerBehind has a viewer in a house watch a public node.
func viewerBehind(n nat) func(context.Context, *trial) (outcome, error) {
	return func(ctx context.Context, t *trial) (outcome, error) {
		h, err := t.lab.public(10)
		if err != nil {
			return outcome{}, err
		}
		public, err := t.startNode(ctx, h, "--no-mdns")
		if err != nil {
			return outcome{}, err
		}
		if err := t.publish(public); err != nil {
			return outcome{}, err
		}
		house, err := t.lab.house(n, 1)
		if err != nil {
			return outcome{}, err
		}
		return t.watchFrom(ctx, house[0], public, public)
	}
}

// relaysBehind has a node in one house carry the stream of a node in another, and a viewer watch it there. A public node knows both.
func relaysBehind(source, carrier nat) func(context.Context, *trial) (outcome, error) {
	return func(ctx context.Context, t *trial) (outcome, error) {
		h, err := t.lab.public(10)
		if err != nil {
			return outcome{}, err
		}
		public, err := t.startNode(ctx, h, "--no-mdns")
		if err != nil {
			return outcome{}, err
		}
		var nodes [2]*node
		var viewer host
		for i, n := range []nat{source, carrier} {
			house, err := t.lab.house(n, 2)
			if err != nil {
				return outcome{}, err
			}
			viewer = house[1]
			if nodes[i], err = t.startNode(ctx, house[0], append([]string{"--no-mdns"}, public.peerFlags()...)...); err != nil {
				return outcome{}, err
			}
		}
		if err := t.publish(nodes[0]); err != nil {
			return outcome{}, err
		}
		return t.carried(ctx, viewer, nodes[1], nodes[0])
	}
}

// carried has a viewer watch the stream of one node at another, and looks how that one gets it.
func (t *trial) carried(ctx context.Context, viewer host, at, source *node) (outcome, error) {
	ready := time.Now()
	if err := within(ctx, 2*time.Minute, func() (bool, error) { return t.announced(source) }); err != nil {
		return outcome{}, fmt.Errorf("nobody gets a word to the source: %w", err)
	}
	begun := time.Now()
	watched := make(chan outcome, 1)
	failed := make(chan error, 1)
	go func() {
		o, err := t.watchFrom(ctx, viewer, at, source)
		if err != nil {
			failed <- err
			return
		}
		watched <- o
	}()
	o := outcome{Path: noPath}
	err := within(ctx, time.Minute, func() (bool, error) {
		route, err := t.route(at)
		if route != "" {
			o.Path = wayOf(route)
			o.Connect = float64(time.Since(begun).Milliseconds())
			o.Note = route
		}
		return route != "", err
	})
	if err != nil {
		return o, fmt.Errorf("the stream is not carried: %w", err)
	}
	select {
	case w := <-watched:
		o.Media = w.Media
		o.Note += fmt.Sprintf("; first contact possible after %.0f s", begun.Sub(ready).Seconds())
		return o, nil
	case err := <-failed:
		return o, err
	}
}

// announced says whether others can get their first word to a node: directly, or by a circuit relay.
func (t *trial) announced(n *node) (bool, error) {
	var status struct {
		Addrs []string `json:"addrs"`
	}
	err := t.get(n, "/api/v1/status", &status)
	addrs := strings.Join(status.Addrs, " ")
	return strings.Contains(addrs, "/p2p-circuit") || strings.Contains(addrs, "/ip4/11."), err
}

// route is how the stream comes to a node, empty while it does not.
func (t *trial) route(n *node) (string, error) {
	var streams []struct {
		Route string `json:"route"`
	}
	err := t.get(n, "/api/v1/streams", &streams)
	for _, s := range streams {
		if s.Route != "" {
			return s.Route, nil
		}
	}
	return "", err
}

// wayOf names a route as the operator's API tells it.
func wayOf(route string) string {
	f := strings.Fields(route)
	if len(f) != 3 {
		return noPath
	}
	return pathOf(client.Route{Protocol: f[0], Local: f[1], Remote: f[2]})
}

// watchFrom has a viewer on a host watch the stream of one node at another.
func (t *trial) watchFrom(ctx context.Context, h host, at, source *node) (outcome, error) {
	s, err := t.view(ctx, h, fmt.Sprintf("http://%s:8787/whep/%s/live", at.host.addr, source.said.Account))
	if err != nil {
		return outcome{}, err
	}
	return outcome{Path: pathOf(s.Route), Connect: s.Connect, Media: s.Frames >= enoughFrames, Note: strings.TrimSpace(s.Error + s.Tried)}, nil
}

// lanOnly has two nodes on one network, which know nothing of each other, serve a third machine.
func lanOnly(ctx context.Context, t *trial) (outcome, error) {
	hosts, err := t.lab.lan(3)
	if err != nil {
		return outcome{}, err
	}
	source, err := t.startNode(ctx, hosts[0])
	if err != nil {
		return outcome{}, err
	}
	carrier, err := t.startNode(ctx, hosts[1])
	if err != nil {
		return outcome{}, err
	}
	if err := t.publish(source); err != nil {
		return outcome{}, err
	}
	return t.watchFrom(ctx, hosts[2], carrier, source)
}

// within waits until a condition holds, an error of which counts as no.
func within(ctx context.Context, d time.Duration, holds func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	for {
		ok, err := holds()
		if ok {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(200 * time.Millisecond):
		}
	}
}
