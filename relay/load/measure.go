package load

import (
	"context"
	"os"
	"sync"
	"time"
)

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

// Measuring is what Options.Progress is told when the measurement begins.
const Measuring = "measuring"

// measure is the measurement.
func (r *run) measure(ctx context.Context, p *publisher) {
	pause(ctx, r.o.Settle)
	r.o.Progress(Measuring)
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
