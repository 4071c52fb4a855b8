package relay_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/casto-network/casto/relay"
)

// withRED prefers redundant audio (RFC 2198) in an offer of Opus, as Chromium's does after setCodecPreferences.
func withRED(t *testing.T, sdp string) string {
	t.Helper()
	const before, after = "a=rtpmap:111 opus/48000/2\r\n", "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"
	out := strings.Replace(sdp, before, after+before, 1)
	at := strings.Index(out, "m=audio ")
	if at < 0 || out == sdp {
		t.Fatalf("no Opus is offered as 111:\n%s", sdp)
	}
	return out[:at] + strings.Replace(out[at:], "SAVPF ", "SAVPF 63 ", 1)
}

// Redundant audio is declined on both sides, and Opus taken: not every viewer reads it, and a relay repacks nothing. Opus has a redundancy of its own.
func TestAudioWorksForWhoPrefersRedundancy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 10*time.Millisecond)
		defer w.end()
		r, _ := w.relay(relay.Options{})
		p, v := w.newPublisher(1, 1), w.newViewer(defaults(t))
		w.start()
		var err error
		if p.Session, err = r.Publish(t.Context(), "s", withRED(t, offer(t, p.pc))); err != nil {
			t.Fatal(err)
		}
		accept(t, p.pc, p.AnswerSDP())
		time.Sleep(500 * time.Millisecond)
		p.send(5)
		if v.Session, err = r.Subscribe(t.Context(), "s", withRED(t, offer(t, v.pc)), relay.SubscribeOptions{}); err != nil {
			t.Fatal(err)
		}
		accept(t, v.pc, v.AnswerSDP())
		p.send(60)
		time.Sleep(100 * time.Millisecond)
		for who, answer := range map[string]string{"publisher": p.AnswerSDP(), "viewer": v.AnswerSDP()} {
			audio := answer[strings.Index(answer, "m=audio "):]
			if line := lines(audio)[0]; !strings.HasSuffix(line, " 111") || strings.Contains(answer, "red/") {
				t.Errorf("the %s is answered %q", who, line)
			}
		}
		if n := contiguous(t, v.received("audio")); n < 60 {
			t.Errorf("%d packets of audio", n)
		}
	})
}
