package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/casto-network/casto/relay/load"
)

// growth is how much of a figure's mean in the first quarter of a soak it may gain by the last.
const growth = 0.10

// soakCommand has viewers come and go for a long time, and looks whether the server grows.
func soakCommand(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("mediabench soak", flag.ContinueOnError)
	node := flags.String("node", "bin/casto-node", "casto-node to measure")
	viewers := flags.Int("viewers", 100, "viewers")
	churn := flags.Float64("churn", 1, "viewers that leave a second, each followed by another")
	length := flags.Duration("for", 30*time.Minute, "time to soak")
	every := flags.Duration("every", 10*time.Second, "time between samples")
	path := flags.String("json", "", "file to write everything to (default: none)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s, err := startNode(ctx, *node)
	if err != nil {
		return err
	}
	o := options(s, *viewers)
	o.Churn, o.Duration, o.SampleEvery, o.Feedback = *churn, *length, *every, true
	o.Progress = func(line string) { say(os.Stderr, "%s", line) }
	report, err := load.Run(ctx, o)
	if stopped := s.stop(); err == nil {
		err = stopped
	}
	if err != nil {
		return err
	}
	if *path != "" {
		if err := writeJSON(*path, report); err != nil {
			return err
		}
	}
	fmt.Println(report)
	if !soaked(os.Stdout, report) {
		return errors.New("the server grew, or lost packets or viewers")
	}
	return nil
}

// soaked compares the first quarter of the samples with the last. It is true if nothing grew and nothing was lost.
func soaked(out io.Writer, r load.Report) bool {
	n := len(r.Samples) / 4
	if n == 0 {
		fmt.Fprintln(out, "too few samples to compare")
		return false
	}
	good := r.Counts.Lost == 0 && r.Refused == 0 && r.Dropped == 0 && r.Waiting == 0 && r.Counts.Damaged == 0
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "\tfirst quarter\tlast quarter\tgrowth\t")
		for _, f := range []struct {
			name string
			of   func(load.Sample) float64
		}{
			{"memory (RSS), MiB", func(s load.Sample) float64 { return float64(s.RSS) / (1 << 20) }},
			{"goroutines", func(s load.Sample) float64 { return float64(s.Goroutines) }},
			{"descriptors", func(s load.Sample) float64 { return float64(s.Descriptors) }},
		} {
			first, last := mean(r.Samples[:n], f.of), mean(r.Samples[len(r.Samples)-n:], f.of)
			grown := last/first - 1
			verdict := "steady"
			if grown > growth {
				verdict, good = "GROWS", false
			}
			fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%+.1f %%\t%s\n", f.name, first, last, 100*grown, verdict)
		}
	})
	return good
}

func mean(samples []load.Sample, of func(load.Sample) float64) (m float64) {
	for _, s := range samples {
		m += of(s) / float64(len(samples))
	}
	return m
}
