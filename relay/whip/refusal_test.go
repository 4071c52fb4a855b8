package whip_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/casto-network/casto/relay/whip"
)

func TestRefusalAsPlainText(t *testing.T) {
	s := newServer(t, nil)
	for accept, plain := range map[string]bool{
		"text/plain": true, "text/plain, */*;q=0.1": true, "application/json, text/plain": false, "*/*": false, "": false, "application/problem+json": false,
	} {
		res := s.do("POST", "/whip/busy", offer, isSDP, "Accept: "+accept)
		body, _ := io.ReadAll(res.Body)
		if got := strings.HasPrefix(res.Header.Get("Content-Type"), "text/plain"); got != plain || res.StatusCode != http.StatusConflict {
			t.Errorf("%q gets %d, %s", accept, res.StatusCode, res.Header.Get("Content-Type"))
		}
		if want := "stream has a publisher already; stop that one, or publish under another name\n"; plain && string(body) != want {
			t.Errorf("%q gets %q, want %q", accept, body, want)
		}
	}
}

func TestSessionsPerAddress(t *testing.T) {
	s := newServer(t, func(o *whip.Options) { o.Rate = 2 })
	from := func(remote, method, path string) *http.Response {
		r := httptest.NewRequest(method, path, strings.NewReader(offer))
		r.RemoteAddr = remote
		r.Header.Set("Content-Type", "application/sdp")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Result()
	}
	got := map[int]int{}
	var refused *http.Response
	for range 30 {
		res := from("192.0.2.7:4000", "POST", "/whep/live")
		got[res.StatusCode]++
		if res.StatusCode == http.StatusTooManyRequests {
			refused = res
		}
	}
	if refused == nil || got[201] < 10 || got[201] > 15 { // a burst of ten, and what time gives back
		t.Fatalf("statuses %v", got)
	}
	isProblem(t, refused)
	if n, err := strconv.Atoi(refused.Header.Get("Retry-After")); err != nil || n < 1 {
		t.Errorf("Retry-After is %q", refused.Header.Get("Retry-After"))
	}
	if res := from("192.0.2.7:4001", "OPTIONS", "/whep/live"); res.StatusCode != http.StatusNoContent {
		t.Errorf("OPTIONS gives %d", res.StatusCode)
	}
	if res := from("192.0.2.8:4000", "POST", "/whep/live"); res.StatusCode != http.StatusCreated {
		t.Errorf("another address gets %d", res.StatusCode)
	}
}

// Who sets up a publisher reads the server's log; refused viewers would flood it.
func TestLogOfRefusals(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, func(o *whip.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	for _, path := range []string{"/whip/unsupported", "/whep/unsupported", "/whep/full"} {
		s.do("POST", path, offer, isSDP)
	}
	if got := log.String(); strings.Count(got, "request refused") != 1 || !strings.Contains(got, "/whip/{name}") || !strings.Contains(got, "offer WebRTC") {
		t.Errorf("the log is\n%s", got)
	}
}
