package whip_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/whip"
)

const (
	offer    = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n"
	fragment = "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n"
	token    = "s3cret"
)

// memory is a session without media.
type memory struct {
	stream string
	done   chan struct{}

	mu        sync.Mutex
	trickled  []string
	closed    bool
	restarted int
}

func newMemory(stream string) *memory { return &memory{stream: stream, done: make(chan struct{})} }

func (m *memory) AnswerSDP() string     { return "v=0\r\nanswer to " + m.stream + "\r\n" }
func (m *memory) Done() <-chan struct{} { return m.done }

func (m *memory) Trickle(f string) error {
	if !strings.Contains(f, "a=ice-ufrag:") {
		return errors.New("no ICE credentials")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.trickled = append(m.trickled, f)
	return nil
}

func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.closed {
		m.closed = true
		close(m.done)
	}
	return nil
}

// restartable can restart ICE, unless the fragment says otherwise.
type restartable struct{ *memory }

func (r restartable) Restart(f string) (string, error) {
	if strings.Contains(f, "refuse") {
		return "", errors.New("not now")
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.restarted++
	return fmt.Sprintf("a=ice-ufrag:new%d\r\n", r.restarted), nil
}

// server makes sessions in memory. Names of streams choose what happens.
type server struct {
	*whip.Handler
	mu       sync.Mutex
	sessions []*memory
}

func (s *server) open(_ context.Context, stream, sdp string, r *http.Request) (whip.Session, error) {
	switch stream {
	case "offline", "alice/offline":
		return nil, fmt.Errorf("watch %s: %w", stream, whip.ErrNoStream)
	case "unknown":
		return nil, whip.ErrNotFound
	case "busy":
		return nil, whip.ErrBusy
	case "full":
		return nil, whip.ErrFull
	case "overloaded":
		return nil, fmt.Errorf("%w: it is late; come back later", whip.ErrOverloaded)
	case "nocodec":
		return nil, whip.ErrNoCodec
	case "unsupported":
		return nil, whip.ErrUnsupported
	case "badsdp":
		return nil, whip.ErrBadSDP
	case "forbidden":
		return nil, whip.ErrForbidden
	case "elsewhere":
		return nil, whip.Redirect("https://relay.example/whep/live")
	case "teapot":
		return nil, whip.Problem{Status: http.StatusTeapot, Type: "urn:x:tea", Detail: "short and stout", RetryAfter: 1500 * time.Millisecond}
	case "slow":
		return nil, fmt.Errorf("parent: %w", context.DeadlineExceeded)
	case "translated":
		return nil, io.ErrNoProgress
	case "broken":
		return nil, errors.New("password of the database: hunter2")
	}
	m := newMemory(stream)
	s.mu.Lock()
	s.sessions = append(s.sessions, m)
	s.mu.Unlock()
	if strings.HasPrefix(stream, "restart") {
		return restartable{m}, nil
	}
	return m, nil
}

func newServer(t testing.TB, change func(*whip.Options)) *server {
	t.Helper()
	s := &server{}
	o := whip.Options{
		Publish: s.open, Subscribe: s.open,
		ICEServers: []whip.ICEServer{{URL: "stun:stun.example:3478"}, {URL: "turn:turn.example?transport=udp", Username: `a"b`, Credential: "c\\\nd"}},
		Translate: func(err error) error {
			if errors.Is(err, io.ErrNoProgress) {
				return fmt.Errorf("%w: %w", whip.ErrFull, err)
			}
			return err
		},
	}
	if change != nil {
		change(&o)
	}
	h, err := whip.NewHandler(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Handler = h
	return s
}

// withToken makes every request need the bearer token.
func withToken(o *whip.Options) {
	o.Authorize = func(r *http.Request, _ whip.Role, _ string) error {
		switch got, ok := whip.Token(r); {
		case !ok || got != token && got != "guest":
			return whip.ErrUnauthorized
		case got == "guest":
			return fmt.Errorf("guests may look: %w", whip.ErrForbidden)
		}
		return nil
	}
}

// do sends a request; headers are "Name: value".
func (s *server) do(method, path, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

const (
	isSDP  = "Content-Type: application/sdp"
	isFrag = "Content-Type: application/trickle-ice-sdpfrag"
)

// join makes a session and returns its URL and tag.
func (s *server) join(t testing.TB, stream string) (url, tag string) {
	t.Helper()
	res := s.do("POST", "/whep/"+stream, offer, isSDP, "Authorization: Bearer "+token)
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("POST gives %d", res.StatusCode)
	}
	return res.Header.Get("Location"), res.Header.Get("ETag")
}

func TestAnswer(t *testing.T) {
	for path, want := range map[string]string{
		"/whip/live": "live", "/whep/live": "live", "/whep/alice/live": "alice/live", "/whep/0xAb12/a.b-c_d": "0xAb12/a.b-c_d",
	} {
		s := newServer(t, nil)
		res := s.do("POST", path, offer, "Content-Type: Application/SDP; charset=utf-8")
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != 201 || string(body) != "v=0\r\nanswer to "+want+"\r\n" {
			t.Errorf("%s: %d %q, want an answer to %s", path, res.StatusCode, body, want)
		}
		for name, want := range map[string]string{
			"Content-Type":                "application/sdp",
			"Accept-Patch":                "application/trickle-ice-sdpfrag",
			"Cache-Control":               "no-store",
			"Access-Control-Allow-Origin": "*",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if l := res.Header.Get("Location"); !strings.HasPrefix(l, "/session/") || len(l) != len("/session/")+32 {
			t.Errorf("%s: Location is %q", path, l)
		}
		if e := res.Header.Get("ETag"); len(e) < 10 || e[0] != '"' || e[len(e)-1] != '"' {
			t.Errorf("%s: ETag is %s, want a strong one", path, e)
		}
		wantLinks := []string{
			`<stun:stun.example:3478>; rel="ice-server"`,
			`<turn:turn.example?transport=udp>; rel="ice-server"; username="a\"b"; credential="c\\d"; credential-type="password"`,
		}
		if got := res.Header.Values("Link"); !slices.Equal(got, wantLinks) {
			t.Errorf("%s: Link is\n%q, want\n%q", path, got, wantLinks)
		}
		exposed := res.Header.Get("Access-Control-Expose-Headers")
		for _, name := range []string{"Location", "ETag", "Link", "Accept-Patch", "Retry-After"} {
			if !strings.Contains(exposed, name) {
				t.Errorf("%s: pages cannot read %s", path, name)
			}
		}
	}
}

func TestLinksOfTheCaller(t *testing.T) {
	s := newServer(t, func(o *whip.Options) {
		o.ICEServers = nil
		o.Links = func(role whip.Role, stream string) []string {
			return []string{fmt.Sprintf("<x://%s/%s>; rel=\"alternate\"", role, stream)}
		}
	})
	if got, want := s.do("POST", "/whip/live", offer, isSDP).Header.Get("Link"), `<x://publisher/live>; rel="alternate"`; got != want {
		t.Errorf("Link is %q, want %q", got, want)
	}
}

func TestRefusals(t *testing.T) {
	long := strings.Repeat("a=x\r\n", 40_000)
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
		has                      []string // headers of the answer
	}{
		{"other type", "POST", "/whip/live", offer, []string{"Content-Type: application/json"}, 415, []string{"Accept-Post: application/sdp"}},
		{"no type", "POST", "/whep/live", offer, nil, 415, nil},
		{"malformed type", "POST", "/whep/live", offer, []string{"Content-Type: ;"}, 415, nil},
		{"no SDP", "POST", "/whip/live", "hello", []string{isSDP}, 400, nil},
		{"empty", "POST", "/whip/live", "", []string{isSDP}, 400, nil},
		{"too long", "POST", "/whip/live", "v=0\r\n" + long, []string{isSDP}, 413, nil},
		{"SDP that the relay cannot read", "POST", "/whip/badsdp", offer, []string{isSDP}, 400, nil},
		{"no shared codec", "POST", "/whep/nocodec", offer, []string{isSDP}, 406, nil},
		{"unsupported offer", "POST", "/whip/unsupported", offer, []string{isSDP}, 422, nil},
		{"busy", "POST", "/whip/busy", offer, []string{isSDP}, 409, []string{"Retry-After: "}},
		{"not live", "POST", "/whep/offline", offer, []string{isSDP}, 409, []string{"Retry-After: 2"}},
		{"not live, long path", "POST", "/whep/alice/offline", offer, []string{isSDP}, 409, []string{"Retry-After: 2"}},
		{"unknown stream", "POST", "/whep/unknown", offer, []string{isSDP}, 404, []string{"Retry-After: "}},
		{"full", "POST", "/whep/full", offer, []string{isSDP}, 503, []string{"Retry-After: 2"}},
		{"overloaded", "POST", "/whep/overloaded", offer, []string{isSDP}, 503, []string{"Retry-After: 2"}},
		{"too slow", "POST", "/whep/slow", offer, []string{isSDP}, 503, []string{"Retry-After: 2"}},
		{"forbidden", "POST", "/whep/forbidden", offer, []string{isSDP}, 403, nil},
		{"redirect", "POST", "/whep/elsewhere", offer, []string{isSDP}, 307, []string{"Location: https://relay.example/whep/live"}},
		{"the caller's own problem", "POST", "/whep/teapot", offer, []string{isSDP}, 418, []string{"Retry-After: 2"}},
		{"translated", "POST", "/whep/translated", offer, []string{isSDP}, 503, nil},
		{"internal", "POST", "/whep/broken", offer, []string{isSDP}, 500, nil},
		{"GET", "GET", "/whip/live", "", nil, 405, []string{"Allow: POST, OPTIONS"}},
		{"HEAD", "HEAD", "/whep/live", "", nil, 405, []string{"Allow: POST, OPTIONS"}},
		{"PUT", "PUT", "/whep/alice/live", offer, []string{isSDP}, 405, []string{"Allow: POST, OPTIONS"}},
		{"DELETE of an endpoint", "DELETE", "/whip/live", "", nil, 405, []string{"Allow: POST, OPTIONS"}},
		{"GET of a session", "GET", "/session/0", "", nil, 405, []string{"Allow: PATCH, DELETE, OPTIONS"}},
		{"POST to a session", "POST", "/session/0", offer, []string{isSDP}, 405, []string{"Allow: PATCH, DELETE, OPTIONS"}},
		{"PATCH of no session", "PATCH", "/session/0", fragment, []string{isFrag, "If-Match: *"}, 404, nil},
		{"DELETE of no session", "DELETE", "/session/0", "", nil, 404, nil},
		{"another path", "POST", "/whip", offer, []string{isSDP}, 404, nil},
		{"publishing under another streamer", "POST", "/whip/alice/live", offer, []string{isSDP}, 404, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, nil)
			res := s.do(c.method, c.path, c.body, c.headers...)
			if res.StatusCode != c.status {
				t.Errorf("status is %d, want %d", res.StatusCode, c.status)
			}
			for _, h := range c.has {
				name, want, _ := strings.Cut(h, ": ")
				if got := res.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
			isProblem(t, res)
			if res.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Error("a page of another origin cannot read the refusal")
			}
			if len(s.sessions) != 0 {
				t.Error("there is a session nevertheless")
			}
		})
	}
}

// isProblem holds a refusal's body against RFC 9457.
func isProblem(t *testing.T, res *http.Response) {
	t.Helper()
	if got := res.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("the body is %q", got)
	}
	body, _ := io.ReadAll(res.Body)
	var p struct {
		Status        int
		Title, Detail string
	}
	if err := json.Unmarshal(body, &p); err != nil || p.Status != res.StatusCode || p.Title == "" || p.Detail == "" {
		t.Errorf("the problem is %s (%v)", body, err)
	}
	if res.StatusCode < 500 && res.StatusCode >= 400 && res.StatusCode != http.StatusTeapot || res.StatusCode == 503 {
		if _, todo, ok := strings.Cut(p.Detail, "; "); !ok || todo == "" {
			t.Errorf("%q does not say what to do", p.Detail)
		}
	}
	if strings.Contains(string(body), "hunter2") {
		t.Error("an internal error is told to strangers")
	}
}

func TestBearerTokenOnEveryRequest(t *testing.T) {
	s := newServer(t, withToken)
	url, tag := s.join(t, "live")
	for _, c := range []struct{ method, path, kind, body string }{
		{"POST", "/whip/live", isSDP, offer},
		{"POST", "/whep/live", isSDP, offer},
		{"PATCH", url, isFrag, fragment},
		{"DELETE", url, isFrag, ""},
	} {
		for auth, want := range map[string]int{"": 401, "Bearer wrong": 401, "Bearer": 401, "Basic " + token: 401, token: 401, "Bearer guest": 403} {
			res := s.do(c.method, c.path, c.body, c.kind, "If-Match: "+tag, "Authorization: "+auth)
			if res.StatusCode != want {
				t.Errorf("%s with %q gives %d, want %d", c.method, auth, res.StatusCode, want)
			}
			if got := res.Header.Get("WWW-Authenticate"); want == 401 && !strings.HasPrefix(got, "Bearer") {
				t.Errorf("%s with %q: WWW-Authenticate is %q", c.method, auth, got)
			}
		}
		if c.method == "POST" {
			continue
		}
		if res := s.do(c.method, c.path, c.body, c.kind, "If-Match: "+tag, "Authorization: bearer "+token); res.StatusCode >= 300 {
			t.Errorf("%s with the token gives %d", c.method, res.StatusCode)
		}
	}
}

func TestPreflightNeedsNoToken(t *testing.T) {
	s := newServer(t, withToken)
	for path, methods := range map[string]string{"/whip/live": "POST", "/whep/live": "POST", "/whep/alice/live": "POST", "/session/0": "PATCH, DELETE"} {
		res := s.do("OPTIONS", path, "", "Origin: https://page.example", "Access-Control-Request-Method: POST")
		if res.StatusCode != 204 && res.StatusCode != 200 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
		if got := res.Header.Get("Access-Control-Allow-Methods"); !strings.Contains(got, methods) {
			t.Errorf("%s: methods are %q, want %s among them", path, got, methods)
		}
		for _, name := range []string{"Authorization", "Content-Type", "If-Match", "ETag"} {
			if got := res.Header.Get("Access-Control-Allow-Headers"); !strings.Contains(got, name) {
				t.Errorf("%s: %s is not among the headers %q", path, name, got)
			}
		}
		if got := res.Header.Get("Accept-Post"); methods == "POST" && got != "application/sdp" {
			t.Errorf("%s: Accept-Post is %q", path, got)
		}
	}
}

func TestEndpointsLeftOut(t *testing.T) {
	s := newServer(t, func(o *whip.Options) { o.Publish = nil })
	if res := s.do("POST", "/whip/live", offer, isSDP); res.StatusCode != 404 {
		t.Errorf("WHIP gives %d", res.StatusCode)
	}
	if _, err := whip.NewHandler(whip.Options{}); err == nil {
		t.Error("a handler without endpoints is made")
	}
	if _, err := whip.NewHandler(whip.Options{Publish: s.open, RetryAfter: -1}); err == nil {
		t.Error("a negative wait is taken")
	}
}
