//go:build unix

package casto_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTutorial runs the lines that README.md marks as the tutorial, in order, in an empty folder, with a fresh casto-node first in
// the PATH. They must all succeed, and the shell must end by itself.
func TestTutorial(t *testing.T) {
	if testing.Short() {
		t.Skip("runs seven processes for half a minute")
	}
	script := tutorial(readText(t, "README.md"))
	if strings.Count(script, "casto-node") < 10 {
		t.Fatalf("README.md has no tutorial, or a short one:\n%s", script)
	}
	for _, port := range []string{"8545", "8785", "8787", "8788", "8795", "8797", "8798", "8805", "8807", "8808", "8815", "8817", "8818"} {
		l, err := net.Listen("tcp", "127.0.0.1:"+port)
		if err != nil {
			t.Fatalf("the tutorial uses fixed ports; stop what runs there: %v", err)
		}
		l.Close()
	}
	bin := t.TempDir()
	run(t, ".", "go", "build", "-o", bin, "./cmd/casto-node")

	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "-eux", "-o", "pipefail", "-c", script)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "HOME="+cmd.Dir)
	// A group of its own, so that nothing which the lines start outlives the test.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // fails when all have ended, as they should
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !claimed.Match(out) {
		t.Errorf("the last relay redeemed nothing:\n%s", out)
	}
	if info, err := os.Stat(filepath.Join(cmd.Dir, "show.webm")); err != nil || info.Size() < 100<<10 {
		t.Errorf("no recording of 15 s: %v, %v", info, err)
	}
}

var claimed = regexp.MustCompile(`(?m)^0x\S+ +claimed 0\.\d+ tokens in all$`)

var tutorialBlock = regexp.MustCompile("(?ms)^```sh tutorial\n(.*?)^```$")

// tutorial joins the blocks of a Markdown text that are marked ```sh tutorial.
func tutorial(markdown string) string {
	var script strings.Builder
	for _, m := range tutorialBlock.FindAllStringSubmatch(markdown, -1) {
		script.WriteString(m[1])
	}
	return script.String()
}

func TestTutorialBlocksAreFound(t *testing.T) {
	got := tutorial("```sh\nno\n```\n\n```sh tutorial\none\ntwo &\n```\ntext\n```sh tutorial\nthree\n```\n")
	if want := "one\ntwo &\nthree\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
