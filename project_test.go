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

// TestEveryOptionIsDocumented compares docs/configuration.md with the flags of the node, as cmd/casto-node/flags.go declares them, and
// its part on deploying with those of casto-node deploy.
func TestEveryOptionIsDocumented(t *testing.T) {
	text := readText(t, "docs/configuration.md")
	before, rest, found := strings.Cut(text, "\n## Deploying the contracts\n")
	deploying, after, found2 := strings.Cut(rest, "\n## ")
	_, command, found3 := strings.Cut(readText(t, "cmd/casto-node/devchain.go"), "func deployCommand()")
	command, _, found4 := strings.Cut(command, "Action: deploy,")
	if !found || !found2 || !found3 || !found4 {
		t.Fatal("the part on deploying, or the command, is not where it was")
	}
	for _, c := range []struct{ part, source string }{{before + "\n" + after, readText(t, "cmd/casto-node/flags.go")}, {deploying, command}} {
		declared := flagNames(c.source)
		var documented []string
		for _, m := range optionRow.FindAllStringSubmatch(c.part, -1) {
			documented = append(documented, m[1])
		}
		if len(declared) < 9 {
			t.Fatalf("found only the flags %q: the way they are declared has changed", declared)
		}
		for _, name := range declared {
			if !slices.Contains(documented, name) {
				t.Errorf("docs/configuration.md does not explain --%s", name)
			}
		}
		for _, name := range documented {
			if !slices.Contains(declared, name) {
				t.Errorf("docs/configuration.md explains --%s, which is no flag", name)
			}
		}
	}
}

var (
	optionRow = regexp.MustCompile("(?m)^\\| `--([a-z-]+)[ `]")
	flagDecl  = regexp.MustCompile(`(?:Flag\(|Flag\{Name: )"([a-z-]+)"`)
)

func flagNames(source string) []string {
	var names []string
	for _, m := range flagDecl.FindAllStringSubmatch(source, -1) {
		names = append(names, m[1])
	}
	return names
}

// TestProtocolDocumentIsComplete compares docs/protocol.md with what the code signs, speaks and frames.
func TestProtocolDocumentIsComplete(t *testing.T) {
	doc := readText(t, "docs/protocol.md")
	r := load(t, os.DirFS("."))
	for _, c := range []struct {
		what, under string
		pattern     *regexp.Regexp
		least       int
	}{
		{"message type", "incentives", regexp.MustCompile(`const \w+Type = "([A-Z]\w+\((?:bytes32|address|uint\d+) [^")]+\))"`), 6},
		{"libp2p protocol", "node", regexp.MustCompile(`"(/casto/[a-z]+/\d)"`), 4},
		{"control frame", "incentives/control", regexp.MustCompile(`type[A-Z]\w+ += "([a-z]+)"`), 8},
	} {
		found := make(map[string]bool)
		for _, s := range r.program() {
			if !under(s.dir, c.under) {
				continue
			}
			for _, m := range c.pattern.FindAllStringSubmatch(r.text[s.path], -1) {
				found[m[1]] = true
			}
		}
		if len(found) < c.least {
			t.Errorf("found %d of kind %s in %s, want at least %d: the way they are declared has changed", len(found), c.what, c.under, c.least)
		}
		for name := range found {
			if !strings.Contains(doc, name) {
				t.Errorf("docs/protocol.md does not speak of the %s %s", c.what, name)
			}
		}
	}
}

// TestGeneratedFilesAreFresh asks each generator whether what is committed is what it would write. A generator that is not
// installed is skipped, unless CASTO_REQUIRE_NODE=1 as in make test.
func TestGeneratedFilesAreFresh(t *testing.T) {
	needs := func(t *testing.T, what string, err error) {
		if err != nil && os.Getenv("CASTO_REQUIRE_NODE") == "" {
			t.Skipf("%s is not installed; make deps installs it", what)
		}
	}
	t.Run("bindings", func(t *testing.T) {
		_, err := os.Stat("contracts/node_modules")
		needs(t, "contracts/node_modules", err)
		run(t, "contracts", "node", "tools/generate.mjs", "--check")
	})
	t.Run("golden vectors", func(t *testing.T) {
		_, err := os.Stat("contracts/node_modules")
		needs(t, "contracts/node_modules", err)
		run(t, "contracts", "node", "tools/vectors.mjs", "--check")
	})
	t.Run("SDK bundle", func(t *testing.T) {
		_, err := os.Stat("sdk/node_modules")
		needs(t, "sdk/node_modules", err)
		run(t, "sdk", "npm", "run", "--silent", "check-fresh")
	})
	t.Run("wire messages", func(t *testing.T) {
		_, err := exec.LookPath("protoc")
		needs(t, "protoc", err)
		fresh := t.TempDir()
		run(t, ".", "node/wire/generate.sh", fresh)
		for _, file := range []string{"casto.pb.go", "money.pb.go"} {
			if protocLine.ReplaceAllString(readText(t, fresh+"/"+file), "") != protocLine.ReplaceAllString(readText(t, "node/wire/"+file), "") {
				t.Errorf("node/wire/%s is stale: run make generate", file)
			}
		}
	})
}

// protocLine names the version of protoc, which may differ; the plug-in that writes the Go code is pinned.
var protocLine = regexp.MustCompile(`(?m)^//\s+protoc +v.*$`)

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
