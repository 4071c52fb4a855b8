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
	"os"
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
	joins   [3]histogram // connected, first packet, whole key frame
	next    int

	latencies latencies
}

// latencies are those of a measurement. All methods are safe for concurrent use; a viewer may call with its mutex held.
type latencies struct {
	mu       sync.Mutex // guards the fields below
	counting bool
	counted  histogram
}

func (l *latencies) add(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.counting {
		l.counted.add(d)
	}
}

func (l *latencies) count(on bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.counting = on
}

func (l *latencies) quantiles() Quantiles {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.counted.quantiles()
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
		return fmt.Errorf("no viewer could join: %s", r.report.Refusal)
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
		r.report.Refusal = err.Error()
	}
}

// present returns the viewers that are there.
func (r *run) present() []*viewer {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.viewers)
}

// measure is the measurement.
func (r *run) measure(ctx context.Context, p *publisher) {
	pause(ctx, r.o.Settle)
	r.o.Progress("measuring")
	sent := func() (packets, asked uint64) {
		if p == nil {
			return 0, 0
		}
		return p.sent.Load(), p.plis.Load()
	}
	r.latencies.count(true)
	before, began := r.sum(), time.Now()
	sent0, asked0 := sent()
	own0, _ := ReadProcess(os.Getpid())
	r.sample(ctx)
	churned := make(chan struct{})
	measuring, stop := context.WithCancel(ctx)
	defer stop()
	go func() { defer close(churned); r.churn(ctx, measuring.Done()) }()
	r.sampleUntil(measuring, began)
	stop()
	<-churned
	r.sample(context.WithoutCancel(ctx))
	after, took := r.sum(), time.Since(began)
	r.latencies.count(false)
	own1, _ := ReadProcess(os.Getpid())
	sent1, asked1 := sent()
	r.finish(after.minus(before), took)
	r.report.Sent, r.report.KeyAsked = sent1-sent0, asked1-asked0
	r.report.GeneratorShare = float64(own1.CPU-own0.CPU) / float64(took)
	r.report.After = r.collected(context.WithoutCancel(ctx))
}

// finish fills the report.
func (r *run) finish(counts Counts, took time.Duration) {
	present := r.present()
	r.mu.Lock()
	defer r.mu.Unlock()
	rep := &r.report
	rep.Seconds, rep.Counts, rep.Latency = took.Seconds(), counts, r.latencies.quantiles()
	for _, v := range present {
		if v.hostile {
			continue
		}
		rep.Viewers++
		select {
		case <-v.gone:
			rep.Dropped++
		default:
		}
		if !v.addJoin(&r.joins) {
			rep.Waiting++
		}
	}
	rep.Connected, rep.First, rep.Whole = r.joins[0].quantiles(), r.joins[1].quantiles(), r.joins[2].quantiles()
	if cpu := rep.CPU(); cpu > 0 && counts.Packets > 0 {
		rep.MicrosPerPacket = float64(cpu) / 1e3 / float64(counts.Packets)
		rep.CPUShare = float64(cpu) / float64(took)
	}
}

// addJoin counts how long a viewer took to join. It is false if it has no whole key frame.
func (v *viewer) addJoin(to *[3]histogram) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, t := range []time.Time{v.connected, v.first, v.whole} {
		if !t.IsZero() {
			to[i].add(t.Sub(v.begun))
		}
	}
	return !v.whole.IsZero()
}

// sum adds the counts of all viewers up, of those that left as well.
func (r *run) sum() Counts {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.gone
	for _, v := range r.viewers {
		c = c.plus(v.sum())
	}
	return c
}

func (v *viewer) sum() Counts {
	if v.hostile {
		return Counts{}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	c := v.counts
	for _, t := range v.tracks {
		c.Lost += t.seqs.expected() - t.seqs.unique
	}
	return c
}

// churn has viewers leave and join until ended is closed, and waits for the last of them.
func (r *run) churn(ctx context.Context, ended <-chan struct{}) {
	if r.o.Churn <= 0 {
		return
	}
	var changes sync.WaitGroup
	defer changes.Wait()
	every := time.NewTicker(time.Duration(float64(time.Second) / r.o.Churn))
	defer every.Stop()
	for {
		select {
		case <-ended:
			return
		case <-every.C:
		}
		r.mu.Lock()
		i := slices.IndexFunc(r.viewers, func(v *viewer) bool { return !v.checked && !v.hostile })
		var v *viewer
		if i >= 0 {
			v = r.viewers[i]
			r.viewers = slices.Delete(r.viewers, i, i+1)
		}
		r.mu.Unlock()
		changes.Go(func() {
			if v != nil {
				r.left(v)
			}
			r.join(ctx, false)
		})
	}
}

// left has a viewer leave, whose counts stay.
func (r *run) left(v *viewer) {
	c := v.sum()
	v.leave()
	r.mu.Lock()
	defer r.mu.Unlock()
	v.addJoin(&r.joins)
	r.gone = r.gone.plus(c)
	r.report.Left++
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

// sample adds a sample of the server's process to the report.
func (r *run) sample(ctx context.Context) {
	if r.o.PID == 0 {
		return
	}
	s := r.take(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Samples = append(r.report.Samples, s)
}

// collected takes a sample when the server has collected its garbage, and has no connections open that are not viewers.
func (r *run) collected(ctx context.Context) Sample {
	if r.o.PID == 0 {
		return Sample{}
	}
	r.joining.http.CloseIdleConnections()
	if r.o.Collect != nil {
		if err := r.o.Collect(ctx); err != nil {
			r.o.Progress(err.Error())
		}
	}
	return r.take(ctx)
}

// take samples the server's process.
func (r *run) take(ctx context.Context) Sample {
	s, err := ReadProcess(r.o.PID)
	if err != nil {
		r.o.Progress(err.Error())
	}
	if r.o.Metrics != "" {
		m, err := readMetrics(ctx, r.o.Metrics)
		if err != nil {
			r.o.Progress(err.Error())
		}
		s.Goroutines, s.IdleHeap = m.goroutines, m.idleHeap
	}
	s.Viewers = len(r.present())
	return s
}

// sampleUntil waits for the end of the measurement, and samples meanwhile.
func (r *run) sampleUntil(ctx context.Context, began time.Time) {
	if r.o.Duration > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, began.Add(r.o.Duration))
		defer cancel()
	}
	if r.o.SampleEvery <= 0 {
		<-ctx.Done()
		return
	}
	t := time.NewTicker(r.o.SampleEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			r.sample(ctx)
		}
	}
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
