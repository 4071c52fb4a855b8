package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casto-network/casto/node"
)

// TestBoundsAndRefusalsReachWhoeverPublishes sets bounds by a config file, and reads what a publisher, the operator and the log are told.
func TestBoundsAndRefusalsReachWhoeverPublishes(t *testing.T) {
	b, err := os.ReadFile("../../relay/internal/negotiate/testdata/offers/obs.sdp")
	if err != nil {
		t.Fatal(err)
	}
	offer := strings.ReplaceAll(string(b), "\n", "\r\n")
	dir := t.TempDir()
	config := filepath.Join(dir, "casto.yaml")
	writeFile(t, config, "pool: true\nhttp: 127.0.0.1:0\nadmin: 127.0.0.1:0\nmedia: 127.0.0.1:0\nlisten: [/ip4/127.0.0.1/tcp/0]\nno-mdns: true\nno-nat: true\n"+
		"max-streams: 1\nmax-publishers: 1\nmax-layers: 2\nmax-bitrate: 50\nmax-lag: 80ms\njoin-rate: 7\ndata: "+dir+"\n")
	p := start(t, "--config", config, "--json")
	var s node.Status
	p.json(t, &s)
	sdp, plain := http.Header{"Content-Type": {"application/sdp"}}, http.Header{"Content-Type": {"application/sdp"}, "Accept": {"text/plain"}}
	for _, c := range []struct {
		name, stream, body string
		header             http.Header
		status             int
		says               string
	}{
		{"AAC", "a", strings.ReplaceAll(offer, "opus/48000/2", "MPEG4-GENERIC/48000/2"), sdp, 422, "encode Opus (OBS: Settings, Output, Audio Encoder"},
		{"H265, as text", "a", strings.ReplaceAll(offer, "H264/90000", "H265/90000"), plain, 422, "; encode H264"},
		{"no fingerprint", "a", strings.ReplaceAll(offer, "a=fingerprint", "a=x"), sdp, 400, "send the whole offer of a WebRTC peer"},
		{"too many layers", "a", offer + "a=rid:a send\r\na=rid:b send\r\na=rid:c send\r\n", sdp, 422, "simulcast of 3 layers, at most 2"},
		{"no SDP", "a", offer, http.Header{"Content-Type": {"text/html"}}, 415, "send it with Content-Type: application/sdp"},
		{"too large", "a", offer + strings.Repeat("a=x\r\n", 20_000), sdp, 413, "offer fewer codecs and candidates"},
		{"taken", "a", offer, sdp, 201, "a=setup:passive"},
		{"the same again", "a", offer, sdp, 409, "stop that one, or publish under another name"},
		{"one stream too many", "b", offer, sdp, 503, "it carries 1 streams, as many as its operator allows; use another relay"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body, header := request(t, "POST", s.WHIP+c.stream, c.body, c.header)
			if status != c.status || !strings.Contains(body, c.says) {
				t.Errorf("got %d %s, want %d with %q", status, body, c.status, c.says)
			}
			if status == 503 && header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			if status == 422 {
				p.logs(t, c.says)
			}
		})
	}
	_, body, _ := request(t, "GET", s.Admin+"/api/v1/status", "", nil)
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		t.Fatal(err)
	}
	if l := s.Load; l.MaxStreams != 1 || l.MaxPublishers != 1 || l.MaxBitrate != 50_000_000 || l.Streams != 1 || l.Publishers != 1 || l.Refused != 1 {
		t.Errorf("load is %+v", l)
	}
	_, body, _ = request(t, "GET", s.Admin+"/metrics", "", nil)
	for _, want := range []string{"casto_streams_limit 1", "casto_refused_sessions_total 1", "casto_sent_bytes_per_second_limit 6.25e+06", "casto_lag_seconds "} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %q", want)
		}
	}
	if stderr, want := runFails(t, "--pool", "--max-bitrate", "-1"), "cannot be negative"; !strings.Contains(stderr, want) {
		t.Errorf("a negative bound is answered by %q", stderr)
	}
}

// runFails runs casto-node, which must not end well, and returns what it says.
func runFails(t *testing.T, args ...string) string {
	t.Helper()
	_, stderr, code := run(t, append(args, "--data", t.TempDir())...)
	if code == 0 {
		t.Errorf("casto-node %s ends well", strings.Join(args, " "))
	}
	return stderr
}
