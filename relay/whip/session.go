package whip

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

const (
	sessionPath    = "/session/"
	sessionMethods = "PATCH, DELETE, OPTIONS"
)

// sessions are those that answers gave a URL to.
type sessions struct {
	mu   sync.Mutex // guards byID
	byID map[string]*entry
}

// entry is a session with its URL.
type entry struct {
	id      string
	role    Role
	stream  string
	session Session

	mu   sync.Mutex // guards etag, and makes restarts follow one another
	etag string     // without quotes; names the ICE session (RFC 9725, section 4.3.1)
}

// add gives s an unguessable URL, and forgets the sessions that have ended since the last call.
func (s *sessions) add(session Session, role Role, stream string) *entry {
	e := &entry{id: random(), etag: random(), role: role, stream: stream, session: session}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	s.byID[e.id] = e
	return e
}

// get returns a session that has not ended.
func (s *sessions) get(id string) (*entry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.byID[id]
	if ok && e.ended() {
		delete(s.byID, id)
		return nil, false
	}
	return e, ok
}

// remove takes a session out. It is true for one caller only.
func (s *sessions) remove(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.byID[id]
	delete(s.byID, id)
	return ok
}

func (s *sessions) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep()
	return len(s.byID)
}

// sweep needs mu.
func (s *sessions) sweep() {
	for id, e := range s.byID {
		if e.ended() {
			delete(s.byID, id)
		}
	}
}

func (e *entry) ended() bool {
	select {
	case <-e.session.Done():
		return true
	default:
		return false
	}
}

// tag returns the entity tag, quoted.
func (e *entry) tag() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return `"` + e.etag + `"`
}

// random returns 128 random bits in hexadecimal.
func random() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// session serves a session's URL.
func (h *Handler) session(w http.ResponseWriter, r *http.Request) {
	cors(w)
	w.Header().Set("Accept-Patch", typeFrag)
	switch r.Method {
	case http.MethodOptions:
		preflight(w, sessionMethods)
		return
	case http.MethodPatch, http.MethodDelete:
	default:
		w.Header().Set("Allow", sessionMethods)
		h.refuse(w, r, Problem{Status: http.StatusMethodNotAllowed, Detail: "this is a session; patch or delete it"})
		return
	}
	e, ok := h.set.get(r.PathValue("id"))
	if !ok {
		h.refuse(w, r, Problem{Status: http.StatusNotFound, Detail: "the session has ended, or never was; post a new offer"})
		return
	}
	err := h.o.Authorize(r, e.role, e.stream)
	if err == nil {
		if r.Method == http.MethodDelete {
			err = h.end(w, e)
		} else {
			err = h.patch(w, r, e)
		}
	}
	if err != nil {
		h.fail(w, r, err)
	}
}

// end answers a DELETE. If-Match does not matter (RFC 9725, section 4.2).
func (h *Handler) end(w http.ResponseWriter, e *entry) error {
	if !h.set.remove(e.id) {
		return Problem{Status: http.StatusNotFound, Detail: "the session has ended; there is nothing left to do"}
	}
	if err := e.session.Close(); err != nil {
		return fmt.Errorf("close session: %w", err)
	}
	w.WriteHeader(http.StatusOK)
	return nil
}

// patch trickles candidates, or restarts ICE when the request matches any tag (RFC 9725, section 4.3).
func (h *Handler) patch(w http.ResponseWriter, r *http.Request, e *entry) error {
	fragment, err := body(w, r, typeFrag, maxFragment)
	if err != nil {
		return err
	}
	match := ifMatch(r)
	switch {
	case match == "":
		return Problem{Status: http.StatusPreconditionRequired, Detail: "If-Match is missing; send the ETag that came with the answer"}
	case match == "*":
		return restart(w, e, fragment)
	case !matches(match, e.tag()):
		return Problem{Status: http.StatusPreconditionFailed, Detail: "ICE was restarted since; send the newest ETag as If-Match"}
	}
	if err := e.session.Trickle(fragment); err != nil {
		return bad(h.o.Translate(err), fmt.Errorf("%w: %w", ErrBadSDP, err))
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// restart answers 200 with our new credentials, under a new tag.
func restart(w http.ResponseWriter, e *entry, fragment string) error {
	r, ok := e.session.(Restarter)
	if !ok {
		return fmt.Errorf("%w: this server does not restart ICE; open a new session instead", ErrUnsupported)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	answer, err := r.Restart(fragment)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	e.etag = random()
	w.Header().Set("Content-Type", typeFrag)
	w.Header().Set("ETag", `"`+e.etag+`"`)
	_, _ = io.WriteString(w, answer) // a peer that has gone needs none
	return nil
}

// bad is err if it decides an answer, else fallback.
func bad(err, fallback error) error {
	if _, ok := problemOf(err); ok {
		return err
	}
	return fallback
}

// ifMatch returns the condition of a request: "" if there is none, "*" for any tag, which the draft's example puts in quotes. One
// common client (@eyevinn/whip-web-client 1.1) sends the tag in a header called ETag.
func ifMatch(r *http.Request) string {
	v := strings.TrimSpace(r.Header.Get("If-Match"))
	if v == "" {
		v = strings.TrimSpace(r.Header.Get("ETag"))
	}
	if v == `"*"` {
		return "*"
	}
	return v
}

// matches compares strongly (RFC 9110, section 13.1.1). The quotes may be missing.
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimSpace(t); t == tag || `"`+t+`"` == tag {
			return true
		}
	}
	return false
}
