package viewer

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/incentives/control"
	"github.com/casto-network/casto/incentives/session"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/whip"
)

// Options say what to watch.
type Options struct {
	// URL is the WHEP endpoint. Needed. With one of the form /whep/STREAMER/NAME the viewing survives its relay, if that names others.
	URL string
	// Sink takes the frames; nil only counts them.
	Sink client.Sink
	// Wait is how long a stream that is not live yet, or a full relay, is asked again; zero asks once.
	Wait time.Duration
	// NoStandby does without a second connection, which waits at another relay to take over. A relay that is lost is then
	// followed by another all the same, a second or so later.
	NoStandby bool
	// Limited hears how the relay serves, when that changes; nil is fine. It must not block.
	Limited func(state control.LimitState, reason string)
	// Moved hears that another relay has taken over; nil is fine. It must not block.
	Moved func(Takeover)
	// Logger takes one line per life-cycle change; default discards.
	Logger *slog.Logger
}

// Takeover is a change of the relay.
type Takeover struct {
	From, To string        // base URLs
	Reason   string        // why From was left
	Pause    time.Duration // between the last frame of one and the first of the other
}

// Viewer is one viewing. Its methods may be called concurrently.
type Viewer struct {
	opts     Options
	endpoint *url.URL
	splice   splice
	inbox    chan news
	leaving  sync.WaitGroup

	mu        sync.Mutex // guards all below
	current   *connection
	past      client.Stats // of the connections before
	stored    uint64       // receipts, of those
	takeovers []Takeover
}

// Receipts is how far the acknowledgement has come.
type Receipts struct {
	Granted bool
	Free    string // why none are wanted
	Acked   uint64 // receipts that relays have on disk
}

// Watch asks for the stream and returns once media can flow. Call Run then: it ends the viewing. Errors are those of client.Watch and of
// whip.Client: whip.ErrNoStream when nobody is live.
func Watch(ctx context.Context, opts Options) (*Viewer, error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	endpoint, err := url.Parse(opts.URL)
	if err != nil {
		return nil, err
	}
	v := &Viewer{opts: opts, endpoint: endpoint, inbox: make(chan news, 256)}
	v.splice = splice{sink: opts.Sink, last: map[string]time.Duration{}}
	deadline := time.Now().Add(opts.Wait)
	for {
		err := v.first(ctx)
		if err == nil {
			return v, nil
		}
		pause := retryAfter(err)
		if pause == 0 || time.Now().Add(pause).After(deadline) {
			return nil, err
		}
		opts.Logger.Debug("asked to come back", "err", err)
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(pause):
		}
	}
}

// first makes the first connection: at the endpoint, or else at a relay that its refusal names. The error is the endpoint's.
func (v *Viewer) first(ctx context.Context) error {
	c, err := v.dial(ctx, baseOf(v.endpoint), v.opts.URL)
	var p whip.Problem
	if err != nil && retryAfter(err) > 0 && errors.As(err, &p) && v.movable() {
		for _, base := range p.Alternatives {
			if control.CheckURL(base) != nil {
				continue
			}
			v.opts.Logger.Debug("asked to go elsewhere", "relay", base, "err", err)
			if other, no := v.dial(ctx, base, v.at(base, false)); no == nil {
				c, err = other, nil
				break
			}
		}
	}
	if err != nil {
		return err
	}
	v.splice.arm(c.strand)
	v.mu.Lock()
	v.current = c
	v.mu.Unlock()
	return nil
}

// retryAfter is how long to wait before asking again, zero when that will not help.
func retryAfter(err error) time.Duration {
	if !errors.Is(err, whip.ErrNoStream) && !errors.Is(err, whip.ErrFull) && !errors.Is(err, whip.ErrOverloaded) {
		return 0
	}
	var p whip.Problem
	if errors.As(err, &p) && p.RetryAfter > 0 {
		return min(p.RetryAfter, 5*time.Second)
	}
	return time.Second
}

// movable says whether the endpoint means the same stream at every relay.
func (v *Viewer) movable() bool {
	parts := strings.Split(strings.TrimPrefix(v.endpoint.Path, "/"), "/")
	return len(parts) == 3 && parts[0] == "whep"
}

// at is the endpoint at another relay.
func (v *Viewer) at(base string, standby bool) string {
	u := *v.endpoint
	if b, err := url.Parse(base); err == nil {
		u.Scheme, u.Host = b.Scheme, b.Host
	}
	if standby {
		q := u.Query()
		q.Set("standby", "1")
		u.RawQuery = q.Encode()
	}
	return u.String()
}

func baseOf(u *url.URL) string { return u.Scheme + "://" + u.Host }

// hear takes what happens at a connection to the goroutine of Run. News that it has no time for are dropped: a relay that floods is not
// worth hearing.
func (v *Viewer) hear(n news) {
	select {
	case v.inbox <- n:
	default:
	}
}

// Run acknowledges what comes until ctx ends or there is no relay left, then sends a last receipt, leaves, and returns why the viewing
// ended; nil if ctx did.
func (v *Viewer) Run(ctx context.Context) error {
	k := newKeeper(ctx, v)
	err := k.run(ctx)
	k.stop()
	v.leaving.Wait()
	return err
}

// retire has a connection say goodbye, and counts what it received.
func (v *Viewer) retire(c *connection) {
	v.leaving.Go(c.leave)
}

// take makes another connection the current one.
func (v *Viewer) take(c *connection, t Takeover) {
	v.mu.Lock()
	old := v.current
	v.past = sum(v.past, old.watcher.Stats())
	v.stored += old.receipts().Acked
	v.current = c
	v.takeovers = append(v.takeovers, t)
	v.mu.Unlock()
	v.opts.Logger.Info("another relay takes over", "from", t.From, "to", t.To, "reason", t.Reason, "pause", t.Pause.Round(time.Millisecond))
	if v.opts.Moved != nil {
		v.opts.Moved(t)
	}
	v.retire(old)
}

// limited passes on what the current relay says about limits.
func (v *Viewer) limited(e session.Limited) {
	v.opts.Logger.Info("relay limits the stream", "state", e.State, "reason", e.Reason)
	if v.opts.Limited != nil {
		v.opts.Limited(e.State, e.Reason)
	}
}

// Stats returns what was received so far, over all connections.
func (v *Viewer) Stats() client.Stats {
	v.mu.Lock()
	defer v.mu.Unlock()
	return sum(v.past, v.current.watcher.Stats())
}

// Receipts tells how far the acknowledgement has come.
func (v *Viewer) Receipts() Receipts {
	v.mu.Lock()
	defer v.mu.Unlock()
	r := v.current.receipts()
	r.Acked += v.stored
	return r
}

// Takeovers lists the changes of the relay.
func (v *Viewer) Takeovers() []Takeover {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]Takeover(nil), v.takeovers...)
}

// Relay is the base URL of the present relay.
func (v *Viewer) Relay() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.current.base
}
