package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casto-network/casto/node"
)

// request makes a request and returns status and body.
func request(t *testing.T, method, url, body string, header http.Header) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	if host := header.Get("Host"); host != "" {
		req.Host = host
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b), res.Header
}

func TestOperatorsAPIAnswersOnlyTheOperator(t *testing.T) {
	n := paidNetwork(t)
	m := n.members[1]
	token, err := node.AdminToken(m.DataDir)
	if err != nil {
		t.Fatal(err)
	}
	bearer := http.Header{"Authorization": {"Bearer " + token}}
	for _, c := range []struct {
		name, method, url string
		header            http.Header
		status            int
		body              string
	}{
		{"status", "GET", m.Admin + "/api/v1/status", nil, 200, m.Account.Hex()[2:8]},
		{"streams", "GET", m.Admin + "/api/v1/streams", nil, 200, "[]"},
		{"peers", "GET", m.Admin + "/api/v1/peers", nil, 200, n.members[0].Peer},
		{"metrics", "GET", m.Admin + "/metrics", nil, 200, "casto_peers 1"},
		{"a page whose name was turned to loopback", "GET", m.Admin + "/api/v1/status", http.Header{"Host": {"evil.example"}}, 403, "localhost"},
		{"change without token", "POST", m.Admin + "/api/v1/redeem", nil, 401, "admin.token"},
		{"change with a wrong token", "POST", m.Admin + "/api/v1/redeem", http.Header{"Authorization": {"Bearer x"}}, 401, "admin.token"},
		{"change by GET", "GET", m.Admin + "/api/v1/redeem", bearer, 405, ""},
		{"change", "POST", m.Admin + "/api/v1/redeem", bearer, 200, "[]"},
		{"profile without token", "GET", m.Admin + "/debug/pprof/heap", nil, 401, "admin.token"},
		{"profile", "GET", m.Admin + "/debug/pprof/goroutine?debug=1", bearer, 200, "goroutine profile"},
		{"unknown channel", "POST", m.Admin + "/api/v1/redeem?channel=0x12", bearer, 404, "no such channel"},
		{"the API is not on the public listener", "GET", m.HTTP + "/api/v1/status", nil, 404, ""},
		{"health", "GET", m.HTTP + "/healthz", nil, 200, "ok"},
		{"SDK", "GET", m.HTTP + "/casto.js", nil, 200, "CASTO"},
		{"studio", "GET", m.HTTP + "/studio", nil, 200, "<!doctype html>"},
		{"watch page", "GET", m.HTTP + "/watch/0x00000000000000000000000000000000000000aa/live", nil, 200, "<!doctype html>"},
		{"no listing of assets", "GET", m.HTTP + "/assets/", nil, 404, ""},
		{"publish without token", "POST", m.HTTP + "/whip/live", http.Header{"Content-Type": {"application/sdp"}}, 401, "publish.token"},
		{"stream name that is none", "POST", m.HTTP + "/whep/UPPER", http.Header{"Content-Type": {"application/sdp"}}, 400, "stream name"},
		{"streamer that is none", "POST", m.HTTP + "/whep/0x12/live", http.Header{"Content-Type": {"application/sdp"}}, 400, "address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body, _ := request(t, c.method, c.url, "v=0\r\n", c.header)
			if status != c.status || !strings.Contains(strings.ToLower(body), strings.ToLower(c.body)) {
				t.Errorf("got %d %s, want %d with %q", status, body, c.status, c.body)
			}
		})
	}
}

func TestOptionsComeFromFileAndEnvironmentToo(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "casto.yaml")
	writeFile(t, config, "pool: true\nhttp: 127.0.0.1:0\nadmin: 127.0.0.1:0\nmedia: 127.0.0.1:0\nlisten: [/ip4/127.0.0.1/tcp/0]\nno-mdns: true\nno-nat: true\nice-server: [\"stun:stun.example:3478\"]\ndata: "+filepath.Join(dir, "from-file")+"\n")
	p := start(t, "--config", config, "--json", "--data", filepath.Join(dir, "from-flag"))
	var s node.Status
	p.json(t, &s)
	if !s.Pool || s.DataDir != filepath.Join(dir, "from-flag") {
		t.Errorf("got %+v, want a pool node with the flag's data folder", s)
	}
	_, _, header := request(t, "OPTIONS", s.WHIP+"live", "", nil)
	if header.Get("Access-Control-Allow-Origin") != "*" || header.Get("Accept-Post") != "application/sdp" {
		t.Errorf("OPTIONS: %v", header)
	}
	p.stop()
	q := startEnv(t, []string{"CASTO_CONFIG=" + config, "CASTO_JSON=true"})
	q.json(t, &s)
	if !s.Pool || s.DataDir != filepath.Join(dir, "from-file") {
		t.Errorf("got %+v, want a pool node with the file's data folder", s)
	}
}
