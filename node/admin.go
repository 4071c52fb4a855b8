package node

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"

	"github.com/casto-network/casto/incentives"
)

// adminHandler serves the operator: /api/v1/… as JSON, /metrics for Prometheus, /debug/pprof/ for Go's profiler. The listener
// is on loopback; the Host header is checked all the same, because a web page whose name resolves to 127.0.0.1 could reach it
// otherwise (DNS rebinding), and whatever changes state or shows memory needs the bearer token of the data folder.
func (n *Node) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/status", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, n.Status()) })
	mux.HandleFunc("GET /api/v1/streams", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, n.streams()) })
	mux.HandleFunc("GET /api/v1/viewers", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, n.viewers.list()) })
	mux.HandleFunc("GET /api/v1/peers", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, n.peers()) })
	mux.HandleFunc("GET /api/v1/channels", n.serveChannels)
	mux.HandleFunc("GET /api/v1/challenges", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, n.Challenges()) })
	mux.HandleFunc("GET /api/v1/reports", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, n.Reports()) })
	mux.HandleFunc("POST /api/v1/redeem", n.changing(n.serveRedeem))
	mux.Handle("GET /metrics", n.metrics.handler())
	for pattern, h := range map[string]http.HandlerFunc{"": pprof.Index, "profile": pprof.Profile, "symbol": pprof.Symbol, "trace": pprof.Trace} {
		mux.HandleFunc("GET /debug/pprof/"+pattern, n.guarded("a profile shows what is in memory", h))
	}
	return n.localOnly(mux)
}

// localOnly refuses requests whose Host header is not a loopback name, with 403.
func (n *Node) localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		ip := net.ParseIP(strings.Trim(host, "[]"))
		if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			writeError(w, http.StatusForbidden, "the operator's API answers only requests to localhost")
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// changing guards what changes state.
func (n *Node) changing(next http.HandlerFunc) http.HandlerFunc {
	return n.guarded("this changes state", next)
}

// guarded demands the bearer token, and says why.
func (n *Node) guarded(why string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !hasBearer(r, n.adminToken) {
			w.Header().Set("WWW-Authenticate", "Bearer")
			writeError(w, http.StatusUnauthorized, why+": send the token in "+adminTokenFile+" of the data folder as Authorization: Bearer TOKEN")
			return
		}
		next(w, r)
	}
}

func (n *Node) serveChannels(w http.ResponseWriter, _ *http.Request) {
	if n.opts.Pool {
		writeJSON(w, Channels{})
		return
	}
	writeJSON(w, n.Channels())
}

// serveRedeem redeems one channel (?channel=0x…) or all of them, and answers with what was paid.
func (n *Node) serveRedeem(w http.ResponseWriter, r *http.Request) {
	if n.opts.Pool {
		writeError(w, http.StatusConflict, "a pool node has nothing to redeem")
		return
	}
	paid, err := n.Redeem(r.Context(), r.URL.Query().Get("channel"))
	if err != nil {
		status := http.StatusBadGateway
		if errors.Is(err, incentives.ErrSyntax) || errors.Is(err, ErrUnknownChannel) {
			status = http.StatusNotFound
		}
		writeError(w, status, err.Error())
		return
	}
	writeJSON(w, paid)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// writeError answers with problem details (RFC 9457).
func writeError(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail})
}
