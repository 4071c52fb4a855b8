package whip_test

import (
	"io"
	"strings"
	"testing"

	"github.com/casto-network/casto/relay/whip"
)

func TestTrickle(t *testing.T) {
	for _, c := range []struct {
		name, body string
		headers    func(tag string) []string
		status     int
	}{
		{"If-Match", fragment, func(tag string) []string { return []string{isFrag, "If-Match: " + tag} }, 204},
		{"one of several tags", fragment, func(tag string) []string { return []string{isFrag, `If-Match: "a", ` + tag} }, 204},
		{"tag without quotes", fragment, func(tag string) []string { return []string{isFrag, "If-Match: " + strings.Trim(tag, `"`)} }, 204},
		{"the tag in a header called ETag", fragment, func(tag string) []string { return []string{isFrag, "ETag: " + tag} }, 204},
		{"If-Match counts before ETag", fragment, func(tag string) []string { return []string{isFrag, `If-Match: "x"`, "ETag: " + tag} }, 412},
		{"no tag", fragment, func(string) []string { return []string{isFrag} }, 428},
		{"wrong tag", fragment, func(string) []string { return []string{isFrag, `If-Match: "wrong"`} }, 412},
		{"weak tag", fragment, func(tag string) []string { return []string{isFrag, "If-Match: W/" + tag} }, 412},
		{"other type", fragment, func(tag string) []string { return []string{isSDP, "If-Match: " + tag} }, 415},
		{"malformed fragment", "m=audio 9 RTP/AVP 0\r\n", func(tag string) []string { return []string{isFrag, "If-Match: " + tag} }, 400},
		{"too long", fragment + strings.Repeat("a=x\r\n", 4000), func(tag string) []string { return []string{isFrag, "If-Match: " + tag} }, 413},
		{"restart of a session that cannot", fragment, func(string) []string { return []string{isFrag, "If-Match: *"} }, 422},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, nil)
			url, tag := s.join(t, "live")
			res := s.do("PATCH", url, c.body, c.headers(tag)...)
			body, _ := io.ReadAll(res.Body)
			if res.StatusCode != c.status {
				t.Errorf("status is %d, want %d: %s", res.StatusCode, c.status, body)
			}
			m := s.sessions[0]
			if c.status == 204 {
				if len(body) > 0 || res.Header.Get("ETag") != "" {
					t.Errorf("204 has body %q and ETag %q", body, res.Header.Get("ETag"))
				}
				if len(m.trickled) != 1 || m.trickled[0] != fragment {
					t.Errorf("the session got %q", m.trickled)
				}
			} else if len(m.trickled) > 0 {
				t.Errorf("the session got %q", m.trickled)
			}
			if m.closed {
				t.Error("the session has ended")
			}
			if c.status == 415 && res.Header.Get("Accept-Patch") != "application/trickle-ice-sdpfrag" {
				t.Errorf("Accept-Patch is %q", res.Header.Get("Accept-Patch"))
			}
		})
	}
}

func TestRestart(t *testing.T) {
	s := newServer(t, nil)
	url, tag := s.join(t, "restartable")
	for _, star := range []string{"*", `"*"`} {
		res := s.do("PATCH", url, fragment, isFrag, "If-Match: "+star)
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != 200 || !strings.HasPrefix(string(body), "a=ice-ufrag:new") || res.Header.Get("Content-Type") != "application/trickle-ice-sdpfrag" {
			t.Fatalf("restart by %s gives %d %q", star, res.StatusCode, body)
		}
		next := res.Header.Get("ETag")
		if next == tag || next == "" {
			t.Errorf("the tag is %s after %s", next, tag)
		}
		if res := s.do("PATCH", url, fragment, isFrag, "If-Match: "+tag); res.StatusCode != 412 {
			t.Errorf("the old tag gives %d", res.StatusCode)
		}
		tag = next
	}
	if res := s.do("PATCH", url, fragment+"refuse", isFrag, "If-Match: *"); res.StatusCode != 422 {
		t.Errorf("a restart that fails gives %d", res.StatusCode)
	}
	if res := s.do("PATCH", url, fragment, isFrag, "If-Match: "+tag); res.StatusCode != 204 {
		t.Errorf("after a restart that failed, trickle gives %d: the session is lost", res.StatusCode)
	}
}

func TestDelete(t *testing.T) {
	s := newServer(t, nil)
	url, _ := s.join(t, "live")
	if res := s.do("DELETE", url, "", `If-Match: "wrong"`); res.StatusCode != 200 {
		t.Fatalf("DELETE gives %d", res.StatusCode)
	}
	if !s.sessions[0].closed {
		t.Error("the session lives on")
	}
	for _, method := range []string{"DELETE", "PATCH"} {
		if res := s.do(method, url, fragment, isFrag, "If-Match: *"); res.StatusCode != 404 {
			t.Errorf("%s after DELETE gives %d", method, res.StatusCode)
		}
	}
}

func TestEndedSessionIsGone(t *testing.T) {
	s := newServer(t, nil)
	url, tag := s.join(t, "live")
	other, _ := s.join(t, "live")
	if url == other {
		t.Fatalf("two sessions at %s", url)
	}
	_ = s.sessions[0].Close() // the peer has gone
	if n := s.Sessions(); n != 1 {
		t.Errorf("%d sessions, want 1", n)
	}
	if res := s.do("PATCH", url, fragment, isFrag, "If-Match: "+tag); res.StatusCode != 404 {
		t.Errorf("PATCH gives %d", res.StatusCode)
	}
	if res := s.do("DELETE", other, ""); res.StatusCode != 200 {
		t.Errorf("DELETE of the other gives %d", res.StatusCode)
	}
	if n := s.Sessions(); n != 0 {
		t.Errorf("%d sessions, want 0", n)
	}
}

// TestSessionsDoNotShareAKey takes the tag of one session to another.
func TestSessionsDoNotShareAKey(t *testing.T) {
	s := newServer(t, nil)
	_, tag := s.join(t, "live")
	other, _ := s.join(t, "live")
	if res := s.do("PATCH", other, fragment, isFrag, "If-Match: "+tag); res.StatusCode != 412 {
		t.Errorf("another session's tag gives %d", res.StatusCode)
	}
}

var _ whip.Restarter = restartable{}
