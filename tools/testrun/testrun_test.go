package main

import (
	"bytes"
	"context"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestCounter(t *testing.T) {
	for _, c := range []struct {
		name, input string
		want        tally
		shows       string
		hides       string
	}{
		{"forge", "Ran 3 test suites in 1.20s (2.1s CPU time): 41 tests passed, 1 failed, 2 skipped (44 total tests)\n", tally{41, 1, 2}, "41 tests", ""},
		{"forge, one suite of many", "Suite result: ok. 5 passed; 0 failed; 0 skipped; finished in 1ms\n", tally{}, "Suite", ""},
		{"vitest", "\x1b[2m      Tests \x1b[22m \x1b[31m1 failed\x1b[39m | \x1b[32m12 passed\x1b[39m | 2 skipped (15)\n", tally{12, 1, 2}, "12 passed", ""},
		{"vitest files", " Test Files  3 passed (3)\n      Tests  7 passed (7)", tally{7, 0, 0}, "Tests", ""},
		{"prose", "all 3 tests passed\n", tally{}, "all 3", ""},
		{"go, subtests not counted", `{"Action":"output","Package":"p","Test":"TestA","Output":"noise\n"}
{"Action":"pass","Package":"p","Test":"TestA/x"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Elapsed":1.5}
`, tally{1, 0, 0}, "pass  p  1.5s", "noise"},
		{"go, failure shown", `{"Action":"output","Package":"p","Test":"TestA","Output":"the reason\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p","Elapsed":0.1}
`, tally{0, 1, 0}, "the reason", ""},
		{"go, does not compile", `{"ImportPath":"p","Action":"build-output","Output":"p.go:1:1: oops\n"}
{"Action":"fail","Package":"p","FailedBuild":"p"}
`, tally{}, "oops", ""},
		{"go, skipped", `{"Action":"output","Package":"p","Test":"TestA","Output":"no ffmpeg\n"}
{"Action":"skip","Package":"p","Test":"TestA"}
`, tally{0, 0, 1}, "no ffmpeg", ""},
		{"program that prints JSON", `{"ready":true}` + "\n", tally{}, `{"ready":true}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			count := newCounter(&out)
			for b := range bytes.SplitAfterSeq([]byte(c.input), []byte("e")) { // lines arrive in pieces
				if _, err := count.Write(b); err != nil {
					t.Fatal(err)
				}
			}
			count.flush()
			if count.tally != c.want {
				t.Errorf("counted %+v, want %+v", count.tally, c.want)
			}
			if got := out.String(); !strings.Contains(colour.ReplaceAllString(got, ""), c.shows) || c.hides != "" && strings.Contains(got, c.hides) {
				t.Errorf("shows %q, want %q in it and %q not", got, c.shows, c.hides)
			}
		})
	}
}

// shell runs the script as every part.
func shell(out *bytes.Buffer, script string) *runner {
	return &runner{out, func(ctx context.Context, _ string) *exec.Cmd { return exec.CommandContext(ctx, "sh", "-c", script) }, time.Second}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		name, script string
		ok           bool
		shows        string
	}{
		{"passes", "echo '  Tests  3 passed (3)'", true, "3 passed, 0 failed"},
		{"fails with a failed test", "echo '  Tests  1 failed | 2 passed (3)'; exit 1", false, "2 passed, 1 failed"},
		{"fails without a failed test", "exit 3", false, "0 passed, 1 failed"},
		{"says it failed and exits with 0", "echo '  Tests  1 failed (1)'", false, "0 passed, 1 failed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			ok, err := shell(&out, c.script).all(t.Context(), []string{"part"})
			if err != nil || ok != c.ok || !strings.Contains(out.String(), c.shows) {
				t.Errorf("got %v, %v and\n%s\nwant %v and %q", ok, err, out.String(), c.ok, c.shows)
			}
		})
	}
}

func TestStopsWhenInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if ok, err := shell(&bytes.Buffer{}, "true").all(ctx, []string{"part"}); ok || err == nil {
		t.Errorf("got %v, %v, want an error", ok, err)
	}
}

func TestProcessLeftBehindFailsThePart(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("orphans are seen on Linux only")
	}
	var out bytes.Buffer
	// In a session of its own, its parent gone, its output elsewhere: nothing ties it to the part any more.
	ok, err := shell(&out, "setsid sleep 300 >/dev/null 2>&1 & exit 0").all(t.Context(), []string{"part"})
	if err != nil || ok || !strings.Contains(out.String(), "behind: sleep 300") {
		t.Errorf("got %v, %v and\n%s\nwant the sleeping process named", ok, err, out.String())
	}
	if left := leftBehind(0); len(left) > 0 {
		t.Errorf("still there: %v", left)
	}
}
