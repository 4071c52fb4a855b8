package load

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/pion/dtls/v3/pkg/crypto/selfsign"

	"github.com/casto-network/casto/relay/whip"
)

// maxJoining bounds the joins that are under way at a time.
const maxJoining = 32

// run is a run under way.
type run struct {
	o       Options
	joining *joining
	sent    func(payload []byte) (time.Time, bool)

	wg sync.WaitGroup // the publisher

	mu      sync.Mutex // guards the fields below
	viewers []*viewer
	gone    Counts // of viewers that left
	report  Report
	refusal error        // the last, of a viewer that could not join
	joins   [3]histogram // connected, first packet, whole key frame
	next    int

	latencies latencies
}

// Run puts the load of o on a server, and reports. It ends after o.Duration, or when ctx ends, which is no error. A viewer that
// cannot join is counted, not an error, unless none can.
func Run(ctx context.Context, o Options) (Report, error) {
	if err := o.Validate(); err != nil {
		return Report{}, fmt.Errorf("load: %w", err)
	}
	r := &run{o: o.withDefaults()}
	if err := r.run(ctx); err != nil {
		return r.report, fmt.Errorf("load: %w", err)
	}
	return r.report, nil
}

func (r *run) run(ctx context.Context) error {
	live, stop := context.WithCancel(ctx)
	defer stop()
	published := make(chan error, 1)
	playing, err := r.publish(live, published)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if playing != nil {
		defer playing.close()
	}
	reader, err := newReader(r.o.Nap)
	if err != nil {
		return err
	}
	defer reader.close()
	if r.joining, err = newJoining(r.o, reader); err != nil {
		return err
	}
	r.report.Before = r.collected(ctx)
	reported := make(chan struct{})
	go func() { defer close(reported); r.reports(live) }()
	defer func() {
		stop()
		<-reported
		r.wg.Wait()
		r.leaveAll()
	}()
	failed := func() error {
		select {
		case err := <-published:
			return fmt.Errorf("publish: %w", err)
		default:
			return nil
		}
	}
	r.joinAll(ctx)
	if err := failed(); err != nil {
		return err
	}
	if len(r.present()) == 0 && ctx.Err() == nil {
		return fmt.Errorf("no viewer could join: %w", r.refusal)
	}
	r.measure(ctx, playing)
	return failed()
}

// publish starts the publisher, if there is to be one. Its end goes to ended.
func (r *run) publish(ctx context.Context, ended chan<- error) (*publisher, error) {
	r.sent = func([]byte) (time.Time, bool) { return time.Time{}, false }
	if r.o.WHIP == "" {
		return nil, nil
	}
	var f frames
	if r.o.Source == nil {
		f = newSynthetic(r.o.Synthetic)
		r.sent = func(b []byte) (time.Time, bool) {
			s, ok := readStamp(b)
			return s.sent, ok
		}
	} else {
		c, err := newClipFrames(r.o.Source)
		if err != nil {
			return nil, err
		}
		f, r.sent = c, c.sent
	}
	p, err := publish(ctx, &whip.Client{URL: r.o.WHIP, Token: r.o.WHIPToken}, f)
	if err != nil {
		return nil, err
	}
	r.o.Progress("publishing at " + r.o.WHIP)
	r.wg.Go(func() {
		if err := p.play(ctx); err != nil {
			ended <- err
		}
	})
	pause(ctx, 300*time.Millisecond) // so that the server knows the stream
	return p, nil
}

func newJoining(o Options, reader *reader) (*joining, error) {
	u, err := url.Parse(o.WHEP)
	if err != nil {
		return nil, err
	}
	port := orElse(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	probe, err := net.Dial("udp", net.JoinHostPort(u.Hostname(), port)) // sends nothing: it tells which address leads there
	if err != nil {
		return nil, fmt.Errorf("reach %s: %w", u.Host, err)
	}
	local := probe.LocalAddr().(*net.UDPAddr).AddrPort().Addr().Unmap()
	_ = probe.Close()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	certificate, err := selfsign.SelfSign(key)
	if err != nil {
		return nil, err
	}
	return &joining{reader: reader, local: netip.MustParseAddr(local.WithZone("").String()), certificate: certificate,
		fingerprint: fingerprint(certificate.Certificate[0]), url: o.WHEP, token: o.Token, feedback: o.Feedback,
		http: &http.Client{Timeout: joinTimeout, Transport: &http.Transport{MaxIdleConnsPerHost: maxJoining, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}}}, nil
}

// joinAll has all viewers join at their rate, and waits for them.
func (r *run) joinAll(ctx context.Context) {
	began, total := time.Now(), r.o.Viewers+r.o.Hostile
	gate := make(chan struct{}, maxJoining)
	var joins sync.WaitGroup
	for i := range total {
		pause(ctx, time.Until(began.Add(time.Duration(float64(i)/r.o.JoinRate*float64(time.Second)))))
		if ctx.Err() != nil {
			break
		}
		gate <- struct{}{}
		joins.Go(func() {
			defer func() { <-gate }()
			r.join(ctx, i >= r.o.Viewers)
		})
		if i%100 == 99 {
			r.o.Progress(fmt.Sprintf("%d of %d viewers", i+1, total))
		}
	}
	joins.Wait()
}

// join adds one viewer.
func (r *run) join(ctx context.Context, hostile bool) {
	r.mu.Lock()
	v := &viewer{run: r, number: r.next, hostile: hostile, checked: r.next < r.o.Checked && !hostile}
	r.next++
	r.mu.Unlock()
	err := r.joining.join(ctx, v)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case err == nil:
		r.viewers = append(r.viewers, v)
		r.report.Joined++
	case ctx.Err() == nil:
		r.report.Refused++
		r.report.Refusal, r.refusal = err.Error(), err
	}
}

// present returns the viewers that are there.
func (r *run) present() []*viewer {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.viewers)
}

func (r *run) leaveAll() {
	var leaves sync.WaitGroup
	gate := make(chan struct{}, maxJoining)
	for _, v := range r.present() {
		gate <- struct{}{}
		leaves.Go(func() {
			defer func() { <-gate }()
			v.leave()
		})
	}
	leaves.Wait()
	r.joining.http.CloseIdleConnections()
}

// pause waits for d, or for the end of ctx.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
