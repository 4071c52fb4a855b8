package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/node/viewer"
	"github.com/casto-network/casto/relay/client"
	player "github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/whip"
)

// streamName is what the cell publishes.
const streamName = "live"

// cell is a small network: one streamer, and relays that carry the stream because somebody watches there.
type cell struct {
	ctx      context.Context
	stop     context.CancelFunc
	dir      string
	bench    bench
	streamer *process
	relays   []*process
	running  sync.WaitGroup
}

// newCell starts a streamer and relays, and publishes.
func newCell(ctx context.Context, b bench, relays int) (_ *cell, err error) {
	dir, err := os.MkdirTemp("", "casto-failover-")
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	c := &cell{ctx: ctx, stop: stop, dir: dir, bench: b}
	defer func() {
		if err != nil {
			c.close()
		}
	}()
	if c.streamer, err = c.startNode("streamer"); err != nil {
		return nil, err
	}
	if err := c.publish(); err != nil {
		return nil, err
	}
	for i := range relays {
		p, err := c.startNode(fmt.Sprintf("relay-%c", 'a'+i))
		if err != nil {
			return nil, err
		}
		c.relays = append(c.relays, p)
		c.keepCarrying(p)
		if err := c.carries(p); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// startNode starts a node that joins the network by the streamer.
func (c *cell) startNode(name string) (*process, error) {
	flags := []string{"--max-children", "3"} // so that the streamer's own places are taken by the relays
	if c.streamer != nil {
		flags = []string{"--peer", c.streamer.addr()}
	}
	p, err := newProcess(c.bench, name, c.dir, flags...)
	if err != nil {
		return nil, err
	}
	return p, p.start(c.ctx)
}

// publish sends the built-in clip until the cell closes.
func (c *cell) publish() error {
	source, err := player.OpenFS(clip.FS(), "clip.webm")
	if err != nil {
		return err
	}
	up, failed := make(chan struct{}), make(chan error, 1)
	endpoint := &whip.Client{URL: c.streamer.said.WHIP + streamName}
	c.running.Go(func() {
		failed <- client.Publish(c.ctx, endpoint.Exchange, source, client.PublishOptions{Connected: func() { close(up) }})
	})
	select {
	case <-up:
		return nil
	case err := <-failed:
		return errors.Join(errors.New("publish"), err)
	case <-time.After(startTimeout):
		return errors.New("publish: no connection")
	}
}

// whep is the endpoint of the stream at a node.
func (c *cell) whep(p *process) string {
	return p.said.HTTP + "/whep/" + c.streamer.said.Account + "/" + streamName
}

// keepCarrying has somebody watch at a relay, again after each restart of it, for as long as the cell is open.
func (c *cell) keepCarrying(p *process) {
	c.running.Go(func() {
		for c.ctx.Err() == nil {
			_ = c.watchOnce(c.ctx, p, nil)
			pause(c.ctx, 100*time.Millisecond)
		}
	})
}

// watchOnce watches at a node, by a session that ends with that node, until it ends.
func (c *cell) watchOnce(ctx context.Context, p *process, m *meter) error {
	endpoint := &whip.Client{URL: c.whep(p)}
	options := client.WatchOptions{}
	if m != nil {
		options.Sink = m
	}
	joining, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	w, err := client.Watch(joining, endpoint.Exchange, options)
	if err != nil {
		return err
	}
	defer w.Close()
	select {
	case <-w.Done():
		return w.Wait()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// follow watches by casto-node watch's viewer, which may change its relay, until ctx ends.
func (c *cell) follow(ctx context.Context, p *process, m *meter) error {
	v, err := viewer.Watch(ctx, viewer.Options{URL: c.whep(p), Sink: m, Wait: 20 * time.Second})
	if err != nil {
		return err
	}
	return v.Run(ctx)
}

// relayOf returns the cell's relay with a peer id, nil if it is none.
func (c *cell) relayOf(peer string) *process {
	for _, p := range c.relays {
		if p.said.Peer == peer {
			return p
		}
	}
	return nil
}

// back starts a relay that has ended, and waits until it carries the stream again.
func (c *cell) back(p *process) error {
	p.kill()
	if err := p.start(c.ctx); err != nil {
		return err
	}
	return c.carries(p)
}

// carries waits until a node carries the stream.
func (c *cell) carries(p *process) error {
	for range 300 {
		if s, err := p.stream(c.ctx); err == nil && s.Live {
			return nil
		}
		if !pause(c.ctx, 50*time.Millisecond) {
			return c.ctx.Err()
		}
	}
	return fmt.Errorf("%s does not carry the stream", p.name)
}

// close ends everything.
func (c *cell) close() {
	c.stop()
	c.running.Wait()
	for _, p := range append([]*process{c.streamer}, c.relays...) {
		if p != nil {
			p.kill()
		}
	}
	_ = os.RemoveAll(filepath.Clean(c.dir))
}

// pause waits, and is false when ctx ends first.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
