package casto_test

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestMakeHelpListsTheTargets asks make itself.
func TestMakeHelpListsTheTargets(t *testing.T) {
	promised := []string{"help", "build", "demo", "test", "bench", "lint", "generate", "clean"}
	listed := helpTargets(run(t, ".", "make", "--no-print-directory", "help"))
	for _, target := range promised {
		if !slices.Contains(listed, target) {
			t.Errorf("make help does not list %s", target)
		}
	}
	for _, target := range listed {
		// -n prints what would run and fails when no rule makes the target.
		run(t, ".", "make", "-n", target)
	}
	for _, doc := range []string{"README.md", "CONTRIBUTING.md"} {
		for _, m := range makeInDocs.FindAllStringSubmatch(readText(t, doc), -1) {
			if !slices.Contains(listed, m[1]) {
				t.Errorf("%s speaks of make %s, which make help does not list", doc, m[1])
			}
		}
	}
}

var (
	helpLine   = regexp.MustCompile(`(?m)^  ([a-z-]+) {2,}\S`)
	makeInDocs = regexp.MustCompile("(?m)(?:^|`)make ([a-z-]+)")
)

func helpTargets(help string) []string {
	var targets []string
	for _, m := range helpLine.FindAllStringSubmatch(help, -1) {
		targets = append(targets, m[1])
	}
	return targets
}

// TestCIRunsTheTestsOfTheREADME keeps the machine from testing something else than a person would.
func TestCIRunsTheTestsOfTheREADME(t *testing.T) {
	if !strings.Contains(readText(t, "README.md"), "make test") {
		t.Error("README.md does not say how to run the tests")
	}
	var commands []string
	for line := range strings.Lines(readText(t, ".ci/run")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			commands = append(commands, line)
		}
	}
	if want := []string{`cd "$(dirname "$0")/.." && exec make test`}; !slices.Equal(commands, want) {
		t.Errorf(".ci/run runs %q, want %q", commands, want)
	}
}

// TestGeneratedFilesAreFresh asks each generator whether what is committed is what it would write. Those that run on Node are
// skipped where nobody has installed their modules, unless CASTO_REQUIRE_NODE=1 as in make test.
func TestGeneratedFilesAreFresh(t *testing.T) {
	for _, g := range []struct{ what, needs, dir, command string }{
		{"bindings", "contracts/node_modules", "contracts", "npm run --silent generate -- --check"},
		{"SDK bundle", "sdk/node_modules", "sdk", "npm run --silent check-fresh"},
	} {
		t.Run(g.what, func(t *testing.T) {
			if _, err := os.Stat(g.needs); err != nil && os.Getenv("CASTO_REQUIRE_NODE") == "" {
				t.Skipf("%s is not installed; make deps installs it", g.needs)
			}
			words := strings.Fields(g.command)
			run(t, g.dir, words[0], words[1:]...)
		})
	}
}

// run runs a command in dir and returns what it printed; it fails t when the command fails or takes minutes.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return string(out)
}

func readText(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
