package main

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/casto-network/casto/relay/loss"
	"github.com/casto-network/casto/tools/losslab"
)

func TestHoldAnswersEachRequest(t *testing.T) {
	lab, err := losslab.New(losslab.Options{Links: 2})
	if errors.Is(err, losslab.ErrUnsupported) && os.Getenv("CASTO_REQUIRE_LOSSLAB") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	requests := []struct{ line, want string }{
		{`{"link":0,"toFar":{"delayMs":25,"loss":0.2,"rateKbps":300,"queueMs":100},"toHub":{}}`, `"packets":0`},
		{`{"link":1}`, `"packets":0`},
		{`{"link":1,"toHub":{"enter":0.01,"leave":0.3}}`, `"lost":0`},
		{`{"link":2}`, `"error":"link 2 of 2"`},
		{`{"link":-1}`, `"error":"link -1 of 2"`},
		{`{"link":0,"toFar":{"loss":2}}`, `"error":"shape: loss 2: not a probability"`},
		{`not JSON`, `"error":"invalid character`},
	}
	var in, out strings.Builder
	for _, r := range requests {
		in.WriteString(r.line + "\n")
	}
	if err := serve(lab, strings.NewReader(in.String()), &out); err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests: %q", len(answers), len(requests), answers)
	}
	for i, r := range requests {
		if !strings.Contains(answers[i], r.want) || !json.Valid([]byte(answers[i])) {
			t.Errorf("%s gives %s, want %s in it", r.line, answers[i], r.want)
		}
	}
}

func TestShapeOfARequest(t *testing.T) {
	got := shape{DelayMs: 12.5, Loss: 0.1, Enter: 0.01, Leave: 0.3, RateKbps: 300, QueueMs: 100}.shape()
	want := losslab.Shape{Delay: 12500 * time.Microsecond, Loss: 0.1, Enter: 0.01, Leave: 0.3, Rate: 300_000, Queue: 100 * time.Millisecond}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTablesSayWhichTargetsAreMissed(t *testing.T) {
	var out strings.Builder
	bad := loss.Report{Packets: 1000, InTime: 994, Frames: 100, FramesInTime: 96, Latency99: 280 * time.Millisecond}
	good := loss.Report{Packets: 1000, InTime: 995, Frames: 100, FramesInTime: 97, Latency99: 180 * time.Millisecond}
	twenty := condition{Name: "20 %", Target: 0.995}
	printPackets(&out, []result{{twenty, "viewer", good, bad}, {twenty, "publisher", bad, bad}})
	printFrames(&out, []frameResult{
		{Name: "0 %", Seconds: 60, Freezes: 1, FreezeSeconds: 0.6},
		{Name: "5 %", Seconds: 60, Freezes: 1, FreezeSeconds: 0.84, Target: 0.005},
		{Name: "20 %", Seconds: 60, Freezes: 9, FreezeSeconds: 3, Target: 0.03},
		{Name: "bursts", Seconds: 60, Freezes: 9, FreezeSeconds: 3, Target: 0.02},
	})
	for _, want := range []string{
		`viewer +20 % +99\.50 +99\.50 +met +97\.00 +180 +99\.40 +96\.00 +1000`,
		`publisher +20 % +99\.50 +99\.40 +MISSED`,
		`0 % +1 +0\.60 +1\.00 +0\.00 +0\.00 +met`,
		`5 % +1 +0\.84 +1\.40 +0\.40 +0\.50 +met`,
		`20 % +9 +3\.00 +5\.00 +4\.00 +3\.00 +MISSED`,
		`bursts +9 +3\.00 +5\.00 +4\.00 +2\.00 +MISSED`,
	} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if !strings.Contains(out.String(), "machine is too busy") {
		t.Error("freezes of the first row, which loses nothing, are not remarked on")
	}
	out.Reset()
	if printFrames(&out, nil); out.Len() > 0 {
		t.Errorf("without Chromium it prints %q", out.String())
	}
}
