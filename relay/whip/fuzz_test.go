package whip_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/casto-network/casto/relay/whip"
)

// FuzzHandler sends the handler what anybody could. It must answer everything, never by an internal error, and every refusal must be a
// problem document; whatever it takes must not end a session, but for DELETE.
func FuzzHandler(f *testing.F) {
	f.Add("POST", "/whip/live", "application/sdp", "", "Bearer x", offer)
	f.Add("PATCH", "/session/ID", "application/trickle-ice-sdpfrag", "TAG", "", fragment)
	f.Add("PATCH", "/session/ID", "application/trickle-ice-sdpfrag; a=\"", `"a",TAG`, "", "")
	f.Add("PATCH", "/session/ID", "application/trickle-ice-sdpfrag", `"*"`, "", fragment)
	f.Add("DELETE", "/session/ID", "", "", "", "")
	f.Add("OPTIONS", "/whep/a/b", "", "", "", "")
	f.Add("POST", "/whep/%2e%2e/..", "application/sdp", "", "", offer)
	f.Fuzz(func(t *testing.T, method, path, kind, match, auth, body string) {
		s := newServer(t, nil)
		id, tag := s.join(t, "restartable")
		path = strings.ReplaceAll(path, "/session/ID", id)
		u, err := url.ParseRequestURI(path)
		if err != nil || u.Host != "" || u.Scheme != "" {
			return
		}
		r := &http.Request{Method: method, URL: u, RequestURI: path, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: "node.example",
			Header: http.Header{"Content-Type": {kind}, "If-Match": {strings.ReplaceAll(match, "TAG", tag)}, "Authorization": {auth}},
			Body:   io.NopCloser(strings.NewReader(body))}
		whip.Token(r)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		res := w.Result()
		own := !strings.Contains(path, "broken") // the one stream that fails by itself
		if res.StatusCode == 500 && own {
			t.Errorf("%s %s gives 500", method, path)
		}
		if res.Header.Get("Content-Type") == "application/problem+json" && !json.Valid(w.Body.Bytes()) {
			t.Errorf("a problem is %q", w.Body)
		}
		if res.StatusCode >= 400 && res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s is refused by %d %q", method, path, res.StatusCode, w.Body)
		}
		if s.sessions[0].closed && method != "DELETE" {
			t.Errorf("%s %s ended a session", method, path)
		}
	})
}

// FuzzClient lets a server answer anything.
func FuzzClient(f *testing.F) {
	f.Add(201, "application/sdp", "/session/1", `<stun:x>; rel="ice-server"`, "", "v=0\r\n")
	f.Add(409, "application/problem+json", "", "", "3", `{"type":"urn:casto:problem:no-stream","title":"t","detail":"d"}`)
	f.Add(503, "text/plain", "", "", "Wed, 21 Oct 2015 07:28:00 GMT", "no\x00\xff")
	f.Add(201, "application/sdp", "%zz", "<", "-1", "")
	f.Fuzz(func(t *testing.T, status int, kind, location, link, retry, body string) {
		if status < 200 || status > 599 {
			return
		}
		answer := roundTrip(func(r *http.Request) (*http.Response, error) {
			h := http.Header{"Content-Type": {kind}, "Location": {location}, "Link": {link}, "Retry-After": {retry}}
			return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r, ProtoMajor: 1, ProtoMinor: 1}, nil
		})
		c := &whip.Client{URL: "http://node.example/whep/live", HTTP: &http.Client{Transport: answer}}
		got, err := c.Exchange(t.Context(), receives)
		if err == nil && (status != 201 || got != body) {
			t.Errorf("status %d, body %q give answer %q", status, body, got)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\x00\x1b\n") {
			t.Errorf("the error would disturb a terminal: %q", err)
		}
		c.Link("ice-server")
		_ = c.Delete(t.Context())
	})
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
