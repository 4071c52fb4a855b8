package whip_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/casto-network/casto/relay/whip"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	sends    = offer + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=sendonly\r\n"
	receives = offer + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=recvonly\r\n"
)

// listen serves h on loopback.
func listen(t testing.TB, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(func() {
		s.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	return s
}

func TestClientMakesAndEndsASession(t *testing.T) {
	s := newServer(t, func(o *whip.Options) {
		withToken(o)
		o.Links = func(whip.Role, string) []string {
			return []string{`<casto://0x1/live?via=/ip4/1.2.3.4>; rel="alternate"`}
		}
	})
	c := &whip.Client{URL: listen(t, s).URL + "/whep/live", Token: token}
	answer, err := c.Exchange(t.Context(), receives)
	if err != nil || answer != "v=0\r\nanswer to live\r\n" {
		t.Fatalf("answer %q, %v", answer, err)
	}
	if !strings.HasPrefix(c.Session(), strings.TrimSuffix(c.URL, "/whep/live")+"/session/") {
		t.Errorf("session at %s", c.Session())
	}
	if got, want := c.Link("alternate"), "casto://0x1/live?via=/ip4/1.2.3.4"; got != want {
		t.Errorf("link is %q, want %q", got, want)
	}
	if got, want := c.Link("ice-server"), "stun:stun.example:3478"; got != want {
		t.Errorf("ICE server is %q, want %q", got, want)
	}
	if got := c.Link("author"); got != "" {
		t.Errorf("author is %q", got)
	}
	for range 2 { // the second time there is nothing to end
		if err := c.Delete(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if !s.sessions[0].closed {
		t.Error("the session lives on")
	}
}

func TestDeleteOfAnEndedSessionIsNoError(t *testing.T) {
	s := newServer(t, nil)
	c := &whip.Client{URL: listen(t, s).URL + "/whip/live"}
	if _, err := c.Exchange(t.Context(), sends); err != nil {
		t.Fatal(err)
	}
	_ = s.sessions[0].Close()
	if err := c.Delete(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestClientErrors(t *testing.T) {
	url := listen(t, newServer(t, func(o *whip.Options) {
		o.Authorize = func(_ *http.Request, _ whip.Role, stream string) error {
			if stream == "locked" {
				return fmt.Errorf("ask the streamer for a token: %w", whip.ErrUnauthorized)
			}
			return nil
		}
	})).URL
	for _, c := range []struct {
		path, offer string
		want        error
		retry       time.Duration
	}{
		{"/whip/locked", sends, whip.ErrUnauthorized, 0},
		{"/whip/forbidden", sends, whip.ErrForbidden, 0},
		{"/whip/busy", sends, whip.ErrBusy, 0},
		{"/whep/offline", receives, whip.ErrNoStream, 2 * time.Second},
		{"/whep/unknown", receives, whip.ErrNotFound, 0},
		{"/whep/unknown", receives, whip.ErrNoStream, 0},
		{"/nowhere", receives, whip.ErrNotFound, 0},
		{"/whep/full", receives, whip.ErrFull, 2 * time.Second},
		{"/whep/nocodec", receives, whip.ErrNoCodec, 0},
		{"/whip/unsupported", sends, whip.ErrUnsupported, 0},
		{"/whip/live", "hello", whip.ErrBadSDP, 0},
	} {
		_, err := (&whip.Client{URL: url + c.path}).Exchange(t.Context(), c.offer)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.path, err, c.want)
		}
		var p whip.Problem
		if !errors.As(err, &p) || p.RetryAfter != c.retry {
			t.Errorf("%s: wait %v, want %v", c.path, p.RetryAfter, c.retry)
		}
	}
	_, err := (&whip.Client{URL: url + "/whip/locked"}).Exchange(t.Context(), sends)
	if !strings.Contains(err.Error(), "ask the streamer") {
		t.Errorf("the server's advice is lost: %v", err)
	}
}

// TestClientWithOtherServers takes answers that Handler does not give.
func TestClientWithOtherServers(t *testing.T) {
	answers := map[string]http.HandlerFunc{
		"/plain": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "stream\x1b[31m not here", http.StatusConflict)
		},
		"/html": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusCreated)
		},
		"/ok": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) },
		"/date": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", time.Now().Add(30*time.Second).UTC().Format(http.TimeFormat))
			w.WriteHeader(http.StatusServiceUnavailable)
		},
		"/bare": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/sdp")
			w.WriteHeader(http.StatusCreated)
			_, _ = w.Write([]byte("v=0\r\n"))
		},
		"/endless": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/sdp")
			w.WriteHeader(http.StatusCreated)
			_, _ = w.Write(make([]byte, 1<<20))
		},
	}
	mux := http.NewServeMux()
	for path, h := range answers {
		mux.HandleFunc(path, h)
	}
	url := listen(t, mux).URL
	ask := func(path, offer string) error {
		_, err := (&whip.Client{URL: url + path}).Exchange(t.Context(), offer)
		return err
	}
	if err := ask("/plain", receives); !errors.Is(err, whip.ErrNoStream) || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("409 to a viewer: %q", err)
	}
	if err := ask("/plain", sends); !errors.Is(err, whip.ErrBusy) {
		t.Errorf("409 to a publisher: %v", err)
	}
	if err := ask("/html", sends); err == nil || !strings.Contains(err.Error(), "is this the URL") {
		t.Errorf("a web page: %v", err)
	}
	if err := ask("/ok", sends); err == nil {
		t.Error("200 is taken for an answer")
	}
	var p whip.Problem
	if err := ask("/date", receives); !errors.As(err, &p) || p.RetryAfter < 20*time.Second || p.RetryAfter > 30*time.Second {
		t.Errorf("Retry-After as a date: %v, %v", p.RetryAfter, err)
	}
	if err := ask("/endless", sends); err == nil {
		t.Error("an endless answer is read to its end")
	}
	c := &whip.Client{URL: url + "/bare"}
	if _, err := c.Exchange(t.Context(), sends); err != nil || c.Session() != "" || c.Delete(t.Context()) != nil {
		t.Errorf("without Location: %v, session %q", err, c.Session())
	}
}

func TestClientFollowsRedirectsThatKeepTheOffer(t *testing.T) {
	target := newServer(t, nil)
	there := listen(t, target)
	var auth []string
	spy := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth = append(auth, r.Header.Get("Authorization"))
		target.ServeHTTP(w, r)
	}))
	for status, follows := range map[int]bool{307: true, 308: true, 301: false, 302: false, 303: false} {
		here := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/loop") {
				w.Header().Set("Location", r.URL.Path+"x")
			} else {
				w.Header().Set("Location", strings.Replace(spy.URL, "127.0.0.1", "localhost", 1)+"/whep/live")
			}
			w.WriteHeader(status)
		}))
		c := &whip.Client{URL: here.URL + "/whep/live", Token: token}
		answer, err := c.Exchange(t.Context(), receives)
		if follows != (err == nil && answer != "") {
			t.Errorf("%d: answer %q, %v", status, answer, err)
		}
		if follows && !strings.Contains(c.Session(), "localhost") {
			t.Errorf("%d: the session is at %s, not where the redirect led", status, c.Session())
		}
		if _, err := (&whip.Client{URL: here.URL + "/loop"}).Exchange(t.Context(), receives); err == nil {
			t.Errorf("%d: a loop of redirects ends well", status)
		}
	}
	for _, a := range auth {
		if a != "" {
			t.Errorf("another host was sent the token: %q", a)
		}
	}
	_ = there
}

func TestClientEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := listen(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a server notices that its client has gone once it has read the request
		cancel()
		<-r.Context().Done()
	}))
	if _, err := (&whip.Client{URL: s.URL}).Exchange(ctx, sends); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
