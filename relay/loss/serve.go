package loss

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/whip"
)

// ServeOptions say what Serve serves.
type ServeOptions struct {
	// Listener takes WHIP at /whip/NAME and WHEP at /whep/NAME. Serve closes it.
	Listener net.Listener
	// Stock serves by Pion's fan-out instead of by package relay.
	Stock bool
}

// Serve serves streams until ctx ends.
func Serve(ctx context.Context, o ServeOptions) error {
	if err := serve(ctx, o); err != nil {
		return fmt.Errorf("loss: serve: %w", err)
	}
	return nil
}

func serve(ctx context.Context, o ServeOptions) error {
	var running sync.WaitGroup
	defer running.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	options, failed := whip.Options{}, make(chan error, 2)
	if o.Stock {
		s := newStock()
		defer s.close()
		options.Publish = func(ctx context.Context, _, offer string, _ *http.Request) (whip.Session, error) {
			return s.publish(ctx, offer)
		}
		options.Subscribe = func(ctx context.Context, _, offer string, _ *http.Request) (whip.Session, error) {
			return s.subscribe(ctx, offer)
		}
	} else {
		r, err := relay.New(relay.Options{})
		if err != nil {
			return err
		}
		running.Go(func() { failed <- r.Run(ctx) })
		options.Publish = func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			return session(r.Publish(ctx, stream, offer))
		}
		options.Subscribe = func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			return session(r.Subscribe(ctx, stream, offer, relay.SubscribeOptions{}))
		}
	}
	h, err := whip.NewHandler(options)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	running.Go(func() { failed <- server.Serve(o.Listener) })
	defer server.Close()
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		if errors.Is(err, http.ErrServerClosed) {
			return nil
		}
		return err
	}
}

// session keeps a nil session of the relay from becoming a whip.Session that is not nil.
func session(s *relay.Session, err error) (whip.Session, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
