package viewer

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// connection is one session with one relay, which it acknowledges what it receives in, with a key of its own.
type connection struct {
	base    string // of the relay
	whep    *whip.Client
	watcher *client.Watcher // set before dial returns
	end     context.CancelFunc
	strand  *strand
	flow    flow
	log     *slog.Logger
	hear    func(news)
	others  []string // alternatives that the relay has named; of the keeper
	above   []string // relays that the stream reaches it through; of the keeper

	mu      sync.Mutex // guards all below
	session *session.Viewer
	acked   uint64 // receipts that the relay has stored
	granted bool
	free    string // why no receipts are wanted
	paused  bool   // the relay sends nothing, and has said so
}

// news is something that a relay says, or that the splice has gone over to a connection.
type news struct {
	from  *connection
	event any
}

// begun is the event that the frames of a connection are now those handed on, and after what pause.
type begun struct{ pause time.Duration }

// dial makes a session at a WHEP endpoint. ctx ends it only while it connects.
func (v *Viewer) dial(ctx context.Context, base, endpoint string) (*connection, error) {
	key, err := incentives.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	c := &connection{base: base, whep: &whip.Client{URL: endpoint}, session: session.New(key), log: v.opts.Logger.With("relay", base), hear: v.hear}
	ready := make(chan struct{})
	c.strand = &strand{splice: &v.splice, begun: func(pause time.Duration) { c.hear(news{c, begun{pause}}) }, watcher: func() *client.Watcher {
		<-ready
		return c.watcher
	}}
	c.strand.after = func(other *strand) (time.Duration, bool) { return c.strand.watcher().After(other.watcher()) }
	living, end := context.WithCancel(context.WithoutCancel(ctx))
	c.end = end
	connected := context.AfterFunc(ctx, end)
	defer connected()
	c.watcher, err = client.Watch(living, c.whep.Exchange, client.WatchOptions{Sink: c.strand, Hello: c.session.Hello(),
		Packet:  func(arrival time.Time, _ []byte) { c.flow.packet(arrival) },
		Control: c.frame, Network: client.Network{Logger: v.opts.Logger}})
	close(ready)
	if err != nil {
		end()
		return nil, err
	}
	return c, nil
}

// frame handles what the relay says. A relay that breaks the protocol is heard no more.
func (c *connection) frame(b []byte) []byte {
	c.mu.Lock()
	event, err := c.session.Handle(b)
	switch e := event.(type) {
	case session.Granted:
		c.granted = err == nil
	case session.Free:
		c.free = e.Reason
	case session.Acked:
		c.acked = e.Seq
	case session.Limited:
		c.paused = e.State == control.LimitPaused
	}
	c.mu.Unlock()
	if err != nil {
		c.log.Warn("relay breaks the protocol", "err", err)
	} else if event != nil {
		c.hear(news{c, event})
	}
	return nil
}

// expects says whether the relay is to send media at all, as far as it has said.
func (c *connection) expects() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.paused
}

// say sends a frame; one that cannot be sent belongs to a session that is ending.
func (c *connection) say(f control.Frame) {
	if b, err := control.Encode(f); err == nil {
		_ = c.watcher.SendControl(b)
	}
}

func (c *connection) acknowledge(now time.Time) {
	c.mu.Lock()
	frame, ok := c.session.Receipt(c.watcher.PayloadBytes(), now)
	c.mu.Unlock()
	if ok {
		_ = c.watcher.SendControl(frame)
	}
}

// leave says goodbye. The last receipt travels ahead of the end of the session, on the same ordered channel; the relay closes once it
// has read that far.
func (c *connection) leave() {
	defer c.end()
	c.acknowledge(time.Now())
	c.mu.Lock()
	bye := c.session.Bye()
	c.mu.Unlock()
	if c.watcher.SendControl(bye) == nil {
		select {
		case <-c.watcher.Done():
		case <-time.After(2 * time.Second):
		}
	}
	_ = c.watcher.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = c.whep.Delete(ctx)
}

func (c *connection) receipts() Receipts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Receipts{Granted: c.granted, Free: c.free, Acked: c.acked}
}
