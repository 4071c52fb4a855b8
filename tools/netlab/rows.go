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
	{"LAN only, found by mDNS", false, []string{direct}, lanOnly},
}

// trial is one run of one row.
type trial struct {
	bin, dir, logs, file string

	lab   *lab
	nodes int
	ends  []func() // in the order of starting
}

// run runs a row in a lab of its own.
func (r row) measure(ctx context.Context, bin, logs string) (o outcome, err error) {
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
	t := &trial{bin: bin, dir: dir, logs: logs, file: file, lab: l}
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
