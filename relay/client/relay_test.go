package client_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	testclip "github.com/casto-network/casto/examples/clip"
	"github.com/casto-network/casto/relay"
	"github.com/casto-network/casto/relay/client"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/record"
	"github.com/casto-network/casto/relay/whip"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// startRelay runs a relay behind WHIP and WHEP on loopback, and returns its URL.
func startRelay(t *testing.T, control relay.ControlHandler) string {
	t.Helper()
	r, err := relay.New(relay.Options{MediaAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var run sync.WaitGroup
	run.Go(func() {
		if err := r.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	h, err := whip.NewHandler(whip.Options{
		Publish: func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			return session(r.Publish(ctx, stream, offer))
		},
		Subscribe: func(ctx context.Context, stream, offer string, _ *http.Request) (whip.Session, error) {
			return session(r.Subscribe(ctx, stream, offer, relay.SubscribeOptions{Control: control}))
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		cancel()
		run.Wait()
	})
	return server.URL
}

// session keeps a nil *relay.Session from becoming a whip.Session that is not nil.
func session(s *relay.Session, err error) (whip.Session, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// publish sends files of the test clip until the test ends; the returned channel tells when media flows.
func publish(t *testing.T, url string, files ...string) <-chan struct{} {
	t.Helper()
	src, err := clip.OpenFS(testclip.FS(), files...)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	live := make(chan struct{})
	var run sync.WaitGroup
	run.Go(func() {
		c := &whip.Client{URL: url}
		if err := client.Publish(ctx, c.Exchange, src, client.PublishOptions{Connected: func() { close(live) }}); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); run.Wait() })
	return live
}

// TestOverHTTPAndLoopback is the whole way in real time: WHIP, relay, WHEP, recording.
func TestOverHTTPAndLoopback(t *testing.T) {
	url := startRelay(t, nil)
	<-publish(t, url+"/whip/live", "clip.webm")
	path := filepath.Join(t.TempDir(), "a.webm")
	sink, err := record.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	ex := &whip.Client{URL: url + "/whep/live"}
	w, err := client.Watch(ctx, ex.Exchange, client.WatchOptions{Sink: sink})
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, w, func(s client.Stats) bool { return s.Video.KeyFrames >= 3 && s.Video.Decoded >= 2 })
	if err := ex.Delete(ctx); err != nil {
		t.Error(err)
	}
	if err := w.Wait(); !errors.Is(err, client.ErrEnded) {
		t.Errorf("after DELETE the watcher ends by %v, want %v", err, client.ErrEnded)
	}
	if err := sink.Close(); err != nil {
		t.Error(err)
	}
	s := w.Stats()
	if s.Video.MIME != clip.MIMEVP8 || s.Audio.MIME != clip.MIMEOpus || !s.Video.Decodable() {
		t.Errorf("received %+v", s)
	}
	if s.Video.PayloadBytes+s.Audio.PayloadBytes != w.PayloadBytes() {
		t.Errorf("payload bytes %d, want %d", w.PayloadBytes(), s.Video.PayloadBytes+s.Audio.PayloadBytes)
	}
	back, err := clip.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Tracks()) != 2 || back.Length() < time.Second {
		t.Errorf("recorded %v of %+v", back.Length(), back.Tracks())
	}
}

func TestRefusalOverHTTP(t *testing.T) {
	url := startRelay(t, nil)
	ex := &whip.Client{URL: url + "/nowhere/live"}
	if _, err := client.Watch(t.Context(), ex.Exchange, client.WatchOptions{}); !errors.Is(err, whip.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// waitFor waits until what w has received is enough.
func waitFor(t *testing.T, w *client.Watcher, enough func(client.Stats) bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !enough(w.Stats()) {
		select {
		case <-tick.C:
		case <-w.Done():
			t.Fatalf("the watcher ended: %v, after %+v", w.Wait(), w.Stats())
		}
	}
}
