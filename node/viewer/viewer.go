package viewer

import (
	"context"
	"errors"
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

// Options say what to watch.
type Options struct {
	// URL is the WHEP endpoint. Needed.
	URL string
	// Sink takes the frames; nil only counts them.
	Sink client.Sink
	// Wait is how long a stream that is not live yet, or a full relay, is asked again; zero asks once.
	Wait time.Duration
	// Limited hears how the relay serves, when that changes; nil is fine. It must not block.
	Limited func(state control.LimitState, reason string)
	// Logger takes one line per life-cycle change; default discards.
	Logger *slog.Logger
}

// Viewer is one viewing. Its methods may be called concurrently.
type Viewer struct {
	opts    Options
	whep    *whip.Client
	watcher *client.Watcher
	end     context.CancelFunc // of the watcher

	mu      sync.Mutex // guards all below
	session *session.Viewer
	acked   uint64 // receipts that the relay has stored
	granted bool
	free    string // why no receipts are wanted
}

// Receipts is how far the acknowledgement has come.
type Receipts struct {
	Granted bool
	Free    string // why none are wanted
	Acked   uint64 // the number of the latest receipt that the relay has on disk
}

// Watch asks for the stream and returns once media can flow. Call Run then: it ends the viewing. Errors are those of client.Watch and of
// whip.Client: whip.ErrNoStream when nobody is live.
func Watch(ctx context.Context, opts Options) (*Viewer, error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	key, err := incentives.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	v := &Viewer{opts: opts, session: session.New(key), whep: &whip.Client{URL: opts.URL}}
	deadline := time.Now().Add(opts.Wait)
	// The watcher outlives ctx by the last receipt: ctx ends it only while it connects.
	living, end := context.WithCancel(context.WithoutCancel(ctx))
	v.end = end
	connected := context.AfterFunc(ctx, end)
	for {
		v.watcher, err = client.Watch(living, v.whep.Exchange, client.WatchOptions{Sink: opts.Sink, Hello: v.session.Hello(),
			Control: v.frame, Network: client.Network{Logger: opts.Logger}})
		if err == nil {
			connected()
			break
		}
		pause := retryAfter(err)
		if pause == 0 || time.Now().Add(pause).After(deadline) {
			end()
			return nil, err
		}
		opts.Logger.Debug("asked to come back", "err", err)
		select {
		case <-ctx.Done():
			end()
			return nil, err
		case <-time.After(pause):
		}
	}
	return v, nil
}

// retryAfter is how long to wait before asking again, zero when that will not help.
func retryAfter(err error) time.Duration {
	if !errors.Is(err, whip.ErrNoStream) && !errors.Is(err, whip.ErrFull) {
		return 0
	}
	var p whip.Problem
	if errors.As(err, &p) && p.RetryAfter > 0 {
		return min(p.RetryAfter, 5*time.Second)
	}
	return time.Second
}

// frame handles what the relay says. A relay that breaks the protocol is left.
func (v *Viewer) frame(b []byte) []byte {
	v.mu.Lock()
	event, err := v.session.Handle(b)
	switch e := event.(type) {
	case session.Granted:
		v.granted = err == nil
	case session.Free:
		v.free = e.Reason
	case session.Acked:
		v.acked = e.Seq
	}
	v.mu.Unlock()
	switch e := event.(type) {
	case session.Limited:
		v.opts.Logger.Info("relay limits the stream", "state", e.State, "reason", e.Reason)
		if v.opts.Limited != nil {
			v.opts.Limited(e.State, e.Reason)
		}
	case session.Refused:
		v.opts.Logger.Info("relay refuses", "code", e.Code, "reason", e.Reason)
	}
	if err != nil {
		v.opts.Logger.Warn("relay breaks the protocol", "err", err)
	}
	return nil
}

// Run acknowledges what comes until ctx or the session ends, then sends a last receipt, leaves, and returns why the session
// ended; nil if ctx did.
func (v *Viewer) Run(ctx context.Context) error {
	defer v.end()
	tick := time.NewTicker(session.Interval)
	defer tick.Stop()
	for {
		select {
		case <-v.watcher.Done():
			return v.watcher.Wait()
		case <-ctx.Done():
			return v.leave()
		case now := <-tick.C:
			v.acknowledge(now)
		}
	}
}

// leave says goodbye. The last receipt travels ahead of the end of the session, on the same ordered channel; the relay
// closes once it has read that far.
func (v *Viewer) leave() error {
	v.acknowledge(time.Now())
	v.mu.Lock()
	bye := v.session.Bye()
	v.mu.Unlock()
	if v.watcher.SendControl(bye) == nil {
		select {
		case <-v.watcher.Done():
		case <-time.After(2 * time.Second):
		}
	}
	_ = v.watcher.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	_ = v.whep.Delete(ctx)
	return nil
}

func (v *Viewer) acknowledge(now time.Time) {
	v.mu.Lock()
	frame, ok := v.session.Receipt(v.watcher.PayloadBytes(), now)
	v.mu.Unlock()
	if ok {
		_ = v.watcher.SendControl(frame)
	}
}

// Stats returns what was received so far.
func (v *Viewer) Stats() client.Stats { return v.watcher.Stats() }

// Receipts tells how far the acknowledgement has come.
func (v *Viewer) Receipts() Receipts {
	v.mu.Lock()
	defer v.mu.Unlock()
	return Receipts{Granted: v.granted, Free: v.free, Acked: v.acked}
}
