package demo

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/node/viewer"
	"github.com/casto-network/casto/relay/client"
	player "github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/whip"
)

// publish sends the built-in clip to the streamer's node by WHIP and returns once the node takes it. It goes on until ctx
// ends.
func (e *economy) publish(ctx context.Context) error {
	source, err := player.OpenFS(clip.FS(), "clip.webm")
	if err != nil {
		return err
	}
	up, failed := make(chan struct{}), make(chan error, 1)
	whipURL := &whip.Client{URL: e.streamer.status.WHIP + streamName, Token: e.streamer.token}
	e.group.Go(func() error {
		err := client.Publish(ctx, whipURL.Exchange, source, client.PublishOptions{Connected: func() { close(up) }})
		failed <- err
		return err
	})
	select {
	case <-up:
		return nil
	case err := <-failed:
		return errors.Join(errors.New("the clip could not be published"), err)
	}
}

// watcher is one viewer of the demo: it watches until it is told to leave, and comes back when its relay ends the session.
type watcher struct {
	name string
	url  string
	quit chan struct{} // closed by leave
	gone chan struct{} // closed when it has left
	seen chan struct{} // closed when it has got decodable video

	mu  sync.Mutex // guards err
	err error      // the last that went wrong
}

func newWatcher(name, url string) *watcher {
	return &watcher{name: name, url: url, quit: make(chan struct{}), gone: make(chan struct{}), seen: make(chan struct{})}
}

// run watches until ctx ends or leave is called.
func (w *watcher) run(ctx context.Context) error {
	defer close(w.gone)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-w.quit:
			cancel()
		case <-ctx.Done():
		}
	}()
	for ctx.Err() == nil {
		err := w.watch(ctx)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		w.mu.Lock()
		w.err = err
		w.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-time.After(500 * time.Millisecond):
		}
	}
	return nil
}

// watch is one session.
func (w *watcher) watch(ctx context.Context) error {
	v, err := viewer.Watch(ctx, viewer.Options{URL: w.url, Wait: 20 * time.Second})
	if err != nil {
		return err
	}
	looking, done := context.WithCancel(ctx)
	defer done()
	go w.look(looking, v)
	return v.Run(ctx)
}

// look closes seen once the viewer has video that decodes.
func (w *watcher) look(ctx context.Context, v *viewer.Viewer) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if s := v.Stats().Video; s.Decodable() && s.Frames > 10 && !w.isDecodable() {
				close(w.seen)
			}
		}
	}
}

// decodable waits until the viewer has decodable video.
func (w *watcher) decodable(ctx context.Context) error {
	select {
	case <-w.seen:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *watcher) isDecodable() bool {
	select {
	case <-w.seen:
		return true
	default:
		return false
	}
}

// leave sends the last receipt and returns when the viewer has gone.
func (w *watcher) leave() {
	close(w.quit)
	<-w.gone
}

func (w *watcher) lastError() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}
