package whip

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Errors that decide an answer. A function of Options returns one of them, wrapped with what it wants to say; a Client returns
// them for the answers of a server. Test with errors.Is.
var (
	// ErrUnauthorized: 401, the bearer token is missing or wrong.
	ErrUnauthorized = errors.New("token missing or wrong")
	// ErrForbidden: 403, the token is known and does not allow this.
	ErrForbidden = errors.New("not allowed")
	// ErrNoStream: 409 and Retry-After, nobody publishes the stream now.
	ErrNoStream = errors.New("stream is not live")
	// ErrNotFound: 404, there is no such stream, and waiting will not help. It is an ErrNoStream too.
	ErrNotFound = fmt.Errorf("stream not found: %w", ErrNoStream)
	// ErrBusy: 409, somebody else publishes under this name.
	ErrBusy = errors.New("stream has a publisher already")
	// ErrFull: 503 and Retry-After, the server has as many sessions as it may.
	ErrFull = errors.New("server is full")
	// ErrOverloaded: 503 and Retry-After, one more session would harm the others.
	ErrOverloaded = errors.New("server is overloaded")
	// ErrTooMany: 429 and Retry-After, the address asks for sessions too often.
	ErrTooMany = errors.New("too many requests")
	// ErrNoCodec: 406, the offer and the stream share no codec.
	ErrNoCodec = errors.New("no shared codec")
	// ErrUnsupported: 422, the description is valid and asks for what the server does not do.
	ErrUnsupported = errors.New("unsupported")
	// ErrBadSDP: 400, the description or fragment could not be read.
	ErrBadSDP = errors.New("malformed SDP")
)

// Problem is an answer that refuses a request (RFC 9457), and the error that stands for it. Returned by a function of Options, it is
// sent as it is; a Client returns it with what the server said. It wraps the sentinel that its Type or Status stands for.
type Problem struct {
	// Type tells programs the reason, as "urn:casto:problem:" and one of busy, no-stream, not-found, full, overloaded, too-many, no-codec,
	// unsupported, bad-sdp, unauthorized, forbidden. Empty if the status says it all.
	Type string `json:"type,omitempty"`
	// Status is the HTTP status.
	Status int `json:"status"`
	// Title is the same for every problem of a type. Empty means the status text.
	Title string `json:"title,omitempty"`
	// Detail says what to do about this one.
	Detail string `json:"detail,omitempty"`
	// RetryAfter is how long to wait; zero if waiting will not help.
	RetryAfter time.Duration `json:"-"`
	// Location is where to go instead; of status 307 and 308.
	Location string `json:"-"`
	// Alternatives are base URLs of other servers that a viewer may ask, best first, as Links of AlternativeRelation have them.
	Alternatives []string `json:"-"`

	cause error
}

// Redirect is the answer that sends a peer to another server, which it asks again in the same way: 307 (RFC 9725, section 4.5).
func Redirect(url string) Problem {
	return Problem{Status: http.StatusTemporaryRedirect, Location: url, Detail: "ask there"}
}

// Error implements error.
func (p Problem) Error() string {
	s := p.Title
	if s == "" {
		s = http.StatusText(p.Status)
	}
	if p.Detail != "" {
		s += ": " + p.Detail
	}
	return fmt.Sprintf("%d %s", p.Status, s)
}

// Unwrap returns the sentinel, if one is known.
func (p Problem) Unwrap() error { return p.cause }

const typePrefix = "urn:casto:problem:"

// kinds are the answers to the sentinels. The first that an error is decides, so ErrNotFound stands before ErrNoStream.
var kinds = []struct {
	err    error
	name   string
	status int
	retry  bool
	remedy string // for a detail that names none, after a semicolon
}{
	{ErrUnauthorized, "unauthorized", http.StatusUnauthorized, false, "send the token as Authorization: Bearer TOKEN (casto-node: --token TOKEN)"},
	{ErrForbidden, "forbidden", http.StatusForbidden, false, "use a token that allows it"},
	{ErrNotFound, "not-found", http.StatusNotFound, false, "check its name"},
	{ErrNoStream, "no-stream", http.StatusConflict, true, "try again when it is"},
	{ErrBusy, "busy", http.StatusConflict, false, "stop that one, or publish under another name"},
	{ErrFull, "full", http.StatusServiceUnavailable, true, "use another server, or try again later"},
	{ErrOverloaded, "overloaded", http.StatusServiceUnavailable, true, "use another server, or try again later"},
	{ErrTooMany, "too-many", http.StatusTooManyRequests, true, "try again later"},
	{ErrNoCodec, "no-codec", http.StatusNotAcceptable, false, "offer the codec that the stream is sent in"},
	{ErrUnsupported, "unsupported", http.StatusUnprocessableEntity, false, "offer WebRTC as browsers do"},
	{ErrBadSDP, "bad-sdp", http.StatusBadRequest, false, "send the offer of a WebRTC peer as it is"},
}

// problemOf returns the answer that err decides.
func problemOf(err error) (p Problem, ok bool) {
	if errors.As(err, &p) {
		return p, true
	}
	for _, k := range kinds {
		if !errors.Is(err, k.err) {
			continue
		}
		detail := strings.TrimPrefix(err.Error(), k.err.Error()+": ")
		if !strings.Contains(detail, ";") {
			detail += "; " + k.remedy
		}
		p = Problem{Type: typePrefix + k.name, Status: k.status, Title: k.err.Error(), Detail: detail, cause: k.err}
		if k.retry {
			p.RetryAfter = -1 // the handler's
		}
		return p, true
	}
	return Problem{}, false
}

// sentinel finds what an answer stands for, by its type or else by its status and the asker's role.
func (p Problem) sentinel(role Role) error {
	for _, k := range kinds {
		if p.Type == typePrefix+k.name {
			return k.err
		}
	}
	switch {
	case p.Status == http.StatusConflict && role == Publisher:
		return ErrBusy
	case p.Status == http.StatusUnsupportedMediaType:
		return ErrUnsupported
	}
	for _, k := range kinds {
		if p.Status == k.status {
			return k.err
		}
	}
	return nil
}

// fail answers with what err decides, else with 500 and nothing of err, which the log gets.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	p, ok := problemOf(err)
	if !ok {
		p, ok = problemOf(h.o.Translate(err))
	}
	switch {
	case ok:
	case errors.Is(err, context.DeadlineExceeded):
		p = Problem{Status: http.StatusServiceUnavailable, Detail: "the session could not be made in time; try again", RetryAfter: -1}
	case r.Context().Err() != nil: // nobody reads the answer
		p = Problem{Status: http.StatusRequestTimeout}
	default:
		h.o.Logger.Error("request failed", "method", r.Method, "endpoint", r.Pattern, "err", err)
		p = Problem{Status: http.StatusInternalServerError, Detail: "the server failed; its log says why"}
	}
	h.refuse(w, r, p)
}

// refuse writes p.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, p Problem) {
	if p.Status < 300 || p.Status > 599 {
		p.Status = http.StatusInternalServerError
	}
	if p.Title == "" {
		p.Title = http.StatusText(p.Status)
	}
	head := w.Header()
	head.Set("Cache-Control", "no-store")
	if p.RetryAfter < 0 {
		p.RetryAfter = h.o.RetryAfter
	}
	if p.RetryAfter > 0 {
		head.Set("Retry-After", strconv.Itoa(int(math.Ceil(p.RetryAfter.Seconds()))))
	}
	if p.Location != "" {
		head.Set("Location", p.Location)
	}
	for _, base := range p.Alternatives {
		head.Add("Link", alternative(base))
	}
	if p.Status == http.StatusUnauthorized {
		head.Set("WWW-Authenticate", `Bearer realm="casto"`)
	}
	// The pattern, not the path: the URL of a session is the key to it.
	h.o.Logger.Log(r.Context(), level(r, p), "request refused", "method", r.Method, "endpoint", r.Pattern, "from", remote(r), "status", p.Status, "detail", p.Detail)
	if wantsText(r) {
		head.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(p.Status)
		_, _ = io.WriteString(w, p.Detail+"\n")
		return
	}
	head.Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // a peer that has gone needs none
}

// level is that of the log line about a refusal: info if it tells how a publisher must be set up, which its operator may only find here.
// The rate limit bounds their number.
func level(r *http.Request, p Problem) slog.Level {
	if r.Method == http.MethodPost && strings.HasPrefix(r.Pattern, "/whip/") && p.Status != http.StatusTooManyRequests {
		return slog.LevelInfo
	}
	return slog.LevelDebug
}

// wantsText says whether a request asks for the sentence alone, instead of a problem with fields.
func wantsText(r *http.Request) bool {
	accept := strings.ToLower(r.Header.Get("Accept"))
	return strings.Contains(accept, "text/plain") && !strings.Contains(accept, "json")
}
