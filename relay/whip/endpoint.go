package whip

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	typeSDP  = "application/sdp"
	typeFrag = "application/trickle-ice-sdpfrag"

	// maxOffer bounds an offer: that of a browser with every codec and simulcast has 10 to 15 kB. A relay reads no longer ones.
	maxOffer = 64 << 10
	// maxFragment bounds a fragment: some dozens of candidates.
	maxFragment = 16 << 10

	endpointMethods = "POST, OPTIONS"
)

// endpoint registers the place where offers of a role are posted.
func (h *Handler) endpoint(pattern string, role Role, open Open) {
	h.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		cors(w)
		w.Header().Set("Accept-Post", typeSDP)
		switch r.Method {
		case http.MethodOptions:
			preflight(w, endpointMethods)
		case http.MethodPost:
			if err := h.offer(w, r, role, open); err != nil {
				h.fail(w, r, err)
			}
		default:
			w.Header().Set("Allow", endpointMethods)
			h.refuse(w, r, Problem{Status: http.StatusMethodNotAllowed, Detail: "this is an endpoint of WHIP or WHEP; post an SDP offer to it"})
		}
	})
}

// offer answers 201 with an answer and the session's URL (RFC 9725, section 4.2).
func (h *Handler) offer(w http.ResponseWriter, r *http.Request, role Role, open Open) error {
	if wait, ok := h.limit.take(remote(r), time.Now()); !ok {
		p, _ := problemOf(fmt.Errorf("%w: at most %v sessions a second from one address; try again later", ErrTooMany, h.limit.rate))
		p.RetryAfter = max(wait, time.Second)
		return p
	}
	stream, err := h.o.Resolve(role, r.PathValue("streamer"), r.PathValue("name"))
	if err != nil {
		return err
	}
	if err := h.o.Authorize(r, role, stream); err != nil {
		return err
	}
	sdp, err := body(w, r, typeSDP, maxOffer)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(sdp, "v=0") {
		return fmt.Errorf("%w: it does not begin with v=0; send the offer of a WebRTC peer as it is", ErrBadSDP)
	}
	ctx, cancel := context.WithTimeout(r.Context(), h.o.Timeout)
	defer cancel()
	s, err := open(ctx, stream, sdp, r)
	if role == Viewer {
		for _, base := range h.o.Alternatives(r, stream) {
			w.Header().Add("Link", alternative(base))
		}
	}
	if err != nil {
		return err
	}
	e := h.set.add(s, role, stream)
	head := w.Header()
	head.Set("Content-Type", typeSDP)
	head.Set("Location", sessionPath+e.id)
	head.Set("ETag", e.tag())
	head.Set("Accept-Patch", typeFrag)
	head.Set("Cache-Control", "no-store")
	for _, s := range slices.Concat(h.o.ICEServers, h.o.Lend(r, role, stream)) {
		head.Add("Link", s.link())
	}
	for _, l := range h.o.Links(role, stream) {
		head.Add("Link", l)
	}
	w.WriteHeader(http.StatusCreated)
	if _, err := io.WriteString(w, s.AnswerSDP()); err != nil {
		_ = s.Close() // the peer will never know of it
	}
	return nil
}

// body reads a request of the given type.
func body(w http.ResponseWriter, r *http.Request, want string, most int64) (string, error) {
	got, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || got != want {
		return "", Problem{Status: http.StatusUnsupportedMediaType, Detail: "the body must be " + want + "; send it with Content-Type: " + want}
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if err != nil {
		if int64(len(b)) >= most {
			return "", Problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("the body has more than %d bytes; offer fewer codecs and candidates", most)}
		}
		return "", Problem{Status: http.StatusBadRequest, Detail: "the body did not arrive whole; send it again"}
	}
	if len(b) == 0 {
		return "", Problem{Status: http.StatusBadRequest, Detail: "the body is empty; send " + want}
	}
	return string(b), nil
}

// link is the header by which a peer learns of the server (RFC 9725, section 4.6).
func (s ICEServer) link() string {
	l := "<" + s.URL + `>; rel="ice-server"`
	if s.Username != "" {
		l += fmt.Sprintf(`; username=%s; credential=%s; credential-type="password"`, quote(s.Username), quote(s.Credential))
	}
	return l
}

func alternative(base string) string { return "<" + base + `>; rel="` + AlternativeRelation + `"` }

// quote makes a quoted-string of RFC 9110, section 5.6.4, without what a header cannot hold.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
		case c < ' ' || c == 0x7f:
			continue
		}
		b.WriteByte(c)
	}
	b.WriteByte('"')
	return b.String()
}

// Token returns the bearer token of a request (RFC 6750, section 2.1).
func Token(r *http.Request) (token string, ok bool) {
	scheme, token, found := strings.Cut(r.Header.Get("Authorization"), " ")
	token = strings.TrimSpace(token)
	if !found || token == "" || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return token, true
}
