package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// tally counts tests. Of Go tests it counts those at the top level, not their subtests.
type tally struct{ passed, failed, skipped int }

// counter passes a part's output on, line by line, and counts from it. Lines of `go test -json` become what a person wants to
// see: a line per package, and the output of what failed.
type counter struct {
	tally
	out     io.Writer
	partial []byte
	printed map[string][]string // what a Go test printed so far, by package and test
}

func newCounter(out io.Writer) *counter {
	return &counter{out: out, printed: make(map[string][]string)}
}

// Write never fails: the part must run to its end also when nobody reads what it says.
func (c *counter) Write(b []byte) (int, error) {
	c.partial = append(c.partial, b...)
	for {
		i := bytes.IndexByte(c.partial, '\n')
		if i < 0 {
			return len(b), nil
		}
		c.line(string(c.partial[:i]))
		c.partial = c.partial[i+1:]
	}
}

// flush counts a last line that no newline ended.
func (c *counter) flush() {
	if len(c.partial) > 0 {
		c.line(string(c.partial))
	}
	c.partial = nil
}

func (c *counter) line(line string) {
	var e event
	if strings.HasPrefix(line, `{"`) && json.Unmarshal([]byte(line), &e) == nil && e.Action != "" {
		c.goTest(e)
		return
	}
	fmt.Fprintln(c.out, line)
	plain := colour.ReplaceAllString(line, "")
	if forgeTotal.MatchString(plain) || vitestTotal.MatchString(plain) {
		for _, m := range number.FindAllStringSubmatch(plain, -1) {
			n, _ := strconv.Atoi(m[1]) // the pattern admits digits only
			c.add(m[2], n)
		}
	}
}

var (
	colour      = regexp.MustCompile("\x1b\\[[0-9;]*m")
	forgeTotal  = regexp.MustCompile(`^Ran \d+ test suites? in `)
	vitestTotal = regexp.MustCompile(`^\s*Tests\s+\d+ `)
	number      = regexp.MustCompile(`(\d+) (?:tests? )?(passed|failed|skipped|todo)`)
)

func (c *counter) add(outcome string, n int) {
	switch outcome {
	case "pass", "passed":
		c.passed += n
	case "fail", "failed":
		c.failed += n
	case "skip", "skipped", "todo":
		c.skipped += n
	}
}

// event is a line of `go test -json`, see `go doc test2json`.
type event struct {
	Action, Package, ImportPath, Test, Output string
	Elapsed                                   float64 // seconds
}

func (c *counter) goTest(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(c.out, e.Output)
	case "output":
		c.printed[key] = append(c.printed[key], e.Output)
	case "pass", "fail", "skip":
		switch {
		case e.Test == "" && (e.Action == "fail" || e.Elapsed > 0):
			fmt.Fprintf(c.out, "%-4s  %s  %.1fs\n", e.Action, e.Package, e.Elapsed)
		case e.Test != "" && !strings.Contains(e.Test, "/"):
			c.add(e.Action, 1)
		}
		if e.Action == "fail" || e.Action == "skip" && e.Test != "" {
			fmt.Fprint(c.out, strings.Join(c.printed[key], ""))
		}
		delete(c.printed, key)
	}
}
