package load

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/loss"
	"github.com/casto-network/casto/relay/whip"
)

// serve runs a relay behind WHIP and WHEP, and returns its URL.
func serve(t *testing.T) string {
	t.Helper()
	r, err := relay.New(relay.Options{MediaAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	h, err := whip.NewHandler(whip.Options{
		Publish: func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			s, err := r.Publish(ctx, stream, offer)
			if err != nil {
				return nil, err
			}
			return s, nil
		},
		Subscribe: func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			s, err := r.Subscribe(ctx, stream, offer, relay.SubscribeOptions{})
			if errors.Is(err, relay.ErrNoStream) {
				return nil, whip.ErrNoStream
			}
			if err != nil {
				return nil, err
			}
			return s, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(func() {
		server.Close()
		http.DefaultClient.CloseIdleConnections()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return server.URL
}

func small(url string) Options {
	return Options{
		WHIP: url + "/whip/load", WHEP: url + "/whep/load", Viewers: 3, Checked: 2, Settle: time.Millisecond, Duration: time.Second, PID: os.Getpid(),
		Synthetic: Synthetic{Packets: 3, KeyPackets: 5, KeyFrames: 500 * time.Millisecond},
	}
}

// whatCame checks what every run has in common.
func whatCame(t *testing.T, r Report) {
	t.Helper()
	waiting := r.Waiting
	if r.Left > 0 { // the last to come may still be joining
		waiting = max(0, waiting-2)
	}
	if r.Viewers != 3 || r.Refused != 0 || r.Dropped != 0 || waiting != 0 || r.Whole.Count < 3 {
		t.Errorf("viewers: got %+v", r)
	}
	if c := r.Counts; c.Packets == 0 || c.Damaged != 0 || c.Unreadable != 0 || c.Unknown != 0 || c.Lost > c.Packets/10 {
		t.Errorf("packets: got %+v", c)
	}
	if len(r.Samples) < 2 {
		t.Errorf("got %d samples of the process, want at least 2", len(r.Samples))
	}
	if s := r.String(); !strings.Contains(s, "viewers    3") {
		t.Errorf("got %q", s)
	}
}

func TestSyntheticPacketsArriveAsTheyWereSent(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Options)
		check  func(Report) bool
	}{
		{"bursts", func(*Options) {}, func(r Report) bool { return r.Counts.Feedbacks == 0 }},
		{"evenly paced, with feedback", func(o *Options) { o.Synthetic.Paced, o.Feedback = true, true }, func(r Report) bool { return r.Counts.Feedbacks > 0 }},
		{"a reader that naps", func(o *Options) { o.Nap = 5 * time.Millisecond }, func(Report) bool { return true }},
		{"viewers that come and go", func(o *Options) { o.Churn = 5 }, func(r Report) bool { return r.Left > 0 && r.Joined > 3 }},
		{"a hostile viewer", func(o *Options) { o.Hostile = 1 }, func(r Report) bool { return r.KeyAsked > 0 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := small(serve(t))
			c.change(&o)
			r, err := Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			whatCame(t, r)
			if r.Counts.Checked == 0 || !c.check(r) {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestClipsHaveLatencyToo(t *testing.T) {
	source, err := clip.OpenFS(testclip.FS(), "clip.webm")
	if err != nil {
		t.Fatal(err)
	}
	o := small(serve(t))
	o.Source = source
	o.Settle = oldJoin
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	whatCame(t, r)
	if r.Latency.Count == 0 {
		t.Errorf("got no latency: %+v", r)
	}
}

// Pion's fan-out answers as client of the DTLS handshake, chooses other payload types, and offers transport-wide feedback.
func TestAnotherServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- loss.Serve(ctx, loss.ServeOptions{Listener: l, Stock: true}) }()
	o := small("http://" + l.Addr().String())
	o.Feedback = true
	r, err := Run(ctx, o)
	http.DefaultClient.CloseIdleConnections()
	stop()
	if err := errors.Join(err, <-served); err != nil {
		t.Fatal(err)
	}
	whatCame(t, r)
	if r.Counts.Checked == 0 || r.Counts.Feedbacks == 0 {
		t.Errorf("got %+v", r)
	}
}

func TestWhatCannotRunSaysWhy(t *testing.T) {
	url := serve(t)
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"no endpoint", Options{Viewers: 1}, "WHEP endpoint"},
		{"an endpoint that is none", Options{WHEP: "ftp://x", Viewers: 1}, "WHEP endpoint"},
		{"no viewers", Options{WHEP: url}, "at least one"},
		{"negative rate", Options{WHEP: url, Viewers: 1, Churn: -1}, "negative"},
		{"tiny payload", Options{WHEP: url, Viewers: 1, Synthetic: Synthetic{PayloadSize: 3}}, "payload"},
		{"huge frame", Options{WHEP: url, Viewers: 1, Synthetic: Synthetic{Packets: 1e6}}, "packets"},
		{"no such frame rate", Options{WHEP: url, Viewers: 1, Synthetic: Synthetic{FrameRate: 1e6}}, "frame rate"},
		{"no stream", Options{WHEP: url + "/whep/nobody", Viewers: 2}, "no viewer could join"},
		{"no such server", Options{WHEP: url + "/whep/x", WHIP: url + "/nothing", Viewers: 1}, "publish"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Run(t.Context(), c.o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestMetricsOfAGoProcess(t *testing.T) {
	page := "# TYPE go_goroutines gauge\ngo_goroutines 1.2e+03\ngo_memstats_heap_idle_bytes 5000\ngo_memstats_heap_released_bytes 3000\ngo_info{version=\"x y\"} 1\n"
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page)) }))
	defer http.DefaultClient.CloseIdleConnections()
	defer s.Close()
	if got, err := readMetrics(t.Context(), s.URL); got != (metrics{1200, 2000}) || err != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	page = "nothing"
	if got, err := readMetrics(t.Context(), s.URL); err == nil {
		t.Errorf("got %+v of a page without it", got)
	}
}

func TestSinkCountsWhatComes(t *testing.T) {
	s, err := NewSink(2)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, port := range s.Ports() {
		c, err := net.DialUDP("udp4", nil, &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: int(port)})
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			if _, err := c.Write(make([]byte, 100)); err != nil {
				t.Fatal(err)
			}
		}
		_ = c.Close()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if s.Wait(ctx, 100); s.Packets() != 100 {
		t.Errorf("got %d packets, want 100", s.Packets())
	}
}
