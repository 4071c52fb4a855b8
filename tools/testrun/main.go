// Command testrun runs parts of the test suite, each a target of the Makefile, one after another:
//
//	go run ./tools/testrun test-go test-sdk
//
// It shows what failed, counts what passed, times each part, and fails when a part leaves a process behind. Its last line reads
// "N passed, N failed".
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: testrun TARGET…")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	r := runner{out: os.Stdout, command: makeTarget, patience: 10 * time.Second}
	ok, err := r.all(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "testrun:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// makeTarget is the command of one part.
func makeTarget(ctx context.Context, part string) *exec.Cmd {
	return exec.CommandContext(ctx, "make", "--no-print-directory", part)
}

// result is what one part came to.
type result struct {
	part string
	took time.Duration
	tally
}

// runner runs parts and writes what they say to out.
type runner struct {
	out      io.Writer
	command  func(ctx context.Context, part string) *exec.Cmd
	patience time.Duration // for processes that end a moment after their part, as a browser's do
}

// all runs every part, also those after one that failed, and writes the table at the end. It reports whether all is well.
func (r *runner) all(ctx context.Context, parts []string) (bool, error) {
	if err := adoptOrphans(); err != nil {
		return false, fmt.Errorf("watch for processes left behind: %w", err)
	}
	var results []result
	for _, part := range parts {
		if ctx.Err() != nil {
			return false, fmt.Errorf("stopped before %s", part)
		}
		fmt.Fprintf(r.out, "\n=== %s\n", part)
		results = append(results, r.one(ctx, part))
	}
	return report(r.out, results), nil
}

// one runs one part to its end, and ends whatever it left behind. A part that fails without a failed test, as when it does
// not compile, counts as one failure; so does each process left behind.
func (r *runner) one(ctx context.Context, part string) result {
	start := time.Now()
	count := newCounter(r.out)
	cmd := r.command(ctx, part)
	cmd.Stdout, cmd.Stderr = count, count
	cmd.Env = append(cmd.Environ(), "GOTEST_FORMAT=-json")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = r.patience // a process left behind holds our pipe
	err := cmd.Run()
	count.flush()
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) && count.failed == 0 {
		fmt.Fprintf(r.out, "--- FAIL: %s: %v\n", part, err)
		count.failed++
	}
	for _, p := range leftBehind(r.patience) {
		fmt.Fprintf(r.out, "--- FAIL: %s left process %d behind: %s\n", part, p.pid, p.command)
		count.failed++
	}
	return result{part, time.Since(start), count.tally}
}

// report writes a line for each part and the closing line.
func report(out io.Writer, results []result) bool {
	fmt.Fprintln(out)
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, strings.Join([]string{"part", "time", "passed", "failed", "skipped", ""}, "\t"))
	var sum tally
	var took time.Duration
	for _, r := range results {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t\n", r.part, r.took.Round(time.Second), r.passed, r.failed, r.skipped)
		sum.passed, sum.failed, sum.skipped = sum.passed+r.passed, sum.failed+r.failed, sum.skipped+r.skipped
		took += r.took
	}
	table.Flush()
	fmt.Fprintf(out, "\nin %s, %d skipped\n%d passed, %d failed\n", took.Round(time.Second), sum.skipped, sum.passed, sum.failed)
	return sum.failed == 0
}
