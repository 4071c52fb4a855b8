package whip

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"
)

// Session is what an offer was answered with. *relay.Session satisfies it. Methods are called from several goroutines.
type Session interface {
	// AnswerSDP returns the answer, with all candidates of the server.
	AnswerSDP() string
	// Trickle adds the candidates of an SDP fragment (RFC 8840).
	Trickle(fragment string) error
	// Close ends the session.
	Close() error
	// Done is closed when the session has ended, for whatever reason.
	Done() <-chan struct{}
}

// Restarter is implemented by sessions that can restart ICE: Restart takes the fragment with the peer's new credentials and
// returns ours (RFC 9725, section 4.3.3). An error must leave the session alive.
type Restarter interface {
	Restart(fragment string) (answer string, err error)
}

// Role says which of the two protocols a request speaks.
type Role string

// The roles of a request's sender.
const (
	Publisher Role = "publisher" // WHIP
	Viewer    Role = "viewer"    // WHEP
)

// Open answers an offer with a session. ctx ends with the request, or after Options.Timeout; the session outlives it.
type Open func(ctx context.Context, stream, offer string, r *http.Request) (Session, error)

// ICEServer is a STUN or TURN server that peers are told of.
type ICEServer struct {
	URL                  string // such as stun:stun.example:3478 or turn:turn.example:3478?transport=tcp
	Username, Credential string // of TURN
}

// AlternativeRelation is the relation (RFC 8288) of links to the base URLs of other servers.
const AlternativeRelation = "urn:casto:node"

// Options configure a Handler. At least one of Publish and Subscribe is needed.
type Options struct {
	// Publish and Subscribe make the sessions of WHIP and WHEP. Nil leaves the endpoint out.
	Publish, Subscribe Open
	// Resolve turns the parts of a path into the name of a stream; streamer is empty for /whip/{name} and /whep/{name}.
	// Nil joins them by a slash. Its error is answered like one of Publish.
	Resolve func(role Role, streamer, name string) (stream string, err error)
	// Authorize refuses a request by ErrUnauthorized or ErrForbidden. It is asked for every request but OPTIONS: for an offer, and for
	// each PATCH and DELETE of the session made from it. Nil admits everybody. Token reads a request's bearer token.
	Authorize func(r *http.Request, role Role, stream string) error
	// Translate turns an error of the other functions, or of a Session, into one that wraps a sentinel of this package or is
	// a Problem, which decide the answer. Nil, and errors that it returns unchanged, mean an internal error.
	Translate func(error) error
	// ICEServers are sent with every answer, credentials included.
	ICEServers []ICEServer
	// Lend returns further servers for one peer, with credentials of its own. Nil lends none.
	Lend func(r *http.Request, role Role, stream string) []ICEServer
	// Links returns further values of the Link header (RFC 8288) of an answer, such as where the stream is found elsewhere. Nil adds
	// none.
	Links func(role Role, stream string) []string
	// Alternatives returns the base URLs of other servers that a viewer may watch the stream at, best first, for an answer or a refusal to
	// name in Link headers of the relation AlternativeRelation. It is called after Subscribe. Nil names none.
	Alternatives func(r *http.Request, stream string) []string
	// RetryAfter is what a peer is asked to wait when the stream is not live or the server is full. Zero means 2 s.
	RetryAfter time.Duration
	// Rate is how many sessions a second one remote address may ask for, with bursts of five seconds' worth; all addresses of an IPv6 /64
	// count as one, loopback is free. A proxy on another machine is one address. Zero means 20, less means no bound.
	Rate int
	// Timeout bounds the making of a session. Zero means 20 s.
	Timeout time.Duration
	// Logger gets what is refused, at level info if it is a publisher, else at debug, and internal errors. Nil discards.
	Logger *slog.Logger
}

// Validate says what is missing.
func (o Options) Validate() error {
	if o.Publish == nil && o.Subscribe == nil {
		return errors.New("neither Publish nor Subscribe is set")
	}
	if o.RetryAfter < 0 || o.Timeout < 0 {
		return errors.New("RetryAfter and Timeout cannot be negative")
	}
	return nil
}

// Handler serves
//
//	POST /whip/{name}               an offer to publish
//	POST /whep/{name}               an offer to watch
//	POST /whep/{streamer}/{name}    the same
//	PATCH, DELETE /session/{id}     a session, at the URL that its answer gave
//
// It runs nothing of its own. All methods are safe for concurrent use.
type Handler struct {
	o   Options
	mux *http.ServeMux
	set sessions

	limit limiter
}

// NewHandler validates o.
func NewHandler(o Options) (*Handler, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("WHIP options: %w", err)
	}
	if o.Resolve == nil {
		o.Resolve = func(_ Role, streamer, name string) (string, error) {
			if streamer == "" {
				return name, nil
			}
			return streamer + "/" + name, nil
		}
	}
	if o.Authorize == nil {
		o.Authorize = func(*http.Request, Role, string) error { return nil }
	}
	if o.Translate == nil {
		o.Translate = func(err error) error { return err }
	}
	if o.Lend == nil {
		o.Lend = func(*http.Request, Role, string) []ICEServer { return nil }
	}
	if o.Links == nil {
		o.Links = func(Role, string) []string { return nil }
	}
	if o.Alternatives == nil {
		o.Alternatives = func(*http.Request, string) []string { return nil }
	}
	if o.Rate == 0 {
		o.Rate = defaultRate
	}
	if o.RetryAfter == 0 {
		o.RetryAfter = 2 * time.Second
	}
	if o.Timeout == 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	h := &Handler{
		o: o, mux: http.NewServeMux(), set: sessions{byID: map[string]*entry{}},
		limit: limiter{rate: float64(o.Rate), buckets: map[netip.Addr]bucket{}},
	}
	if o.Publish != nil {
		h.endpoint("/whip/{name}", Publisher, o.Publish)
	}
	if o.Subscribe != nil {
		h.endpoint("/whep/{name}", Viewer, o.Subscribe)
		h.endpoint("/whep/{streamer}/{name}", Viewer, o.Subscribe)
	}
	h.mux.HandleFunc(sessionPath+"{id}", h.session)
	h.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		cors(w)
		h.refuse(w, r, Problem{Status: http.StatusNotFound, Detail: "no such endpoint; publish to /whip/NAME, watch from /whep/NAME"})
	})
	return h, nil
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.RequestURI == "*" { // which the mux would refuse without a word
		h.refuse(w, r, Problem{Status: http.StatusBadRequest, Detail: "the request names no resource; publish to /whip/NAME, watch from /whep/NAME"})
		return
	}
	h.mux.ServeHTTP(w, r)
}

// Sessions returns the number of sessions that have not ended.
func (h *Handler) Sessions() int { return h.set.len() }

// cors lets pages of any origin in: who may do what is decided by bearer tokens, which browsers never add by themselves.
func cors(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Expose-Headers", "Location, ETag, Link, Accept-Patch, Accept-Post, Retry-After, WWW-Authenticate")
}

// preflight answers OPTIONS, with which browsers and some clients ask what they may send. It needs no authorization.
func preflight(w http.ResponseWriter, methods string) {
	w.Header().Set("Access-Control-Allow-Methods", methods)
	// ETag: a common client sends the tag under this name instead of If-Match.
	w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, ETag")
	w.Header().Set("Access-Control-Max-Age", "86400")
	w.Header().Set("Allow", methods)
	w.WriteHeader(http.StatusNoContent)
}
