package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// result is what a row has measured.
type result struct {
	Name    string    `json:"name"`
	Took    string    `json:"took"`
	Trials  int       `json:"trials"`
	Failed  int       `json:"failed"`   // pictures that did not come back within patience; they count as that long
	Frozen  []float64 `json:"frozenMs"` // one for each trial, or for each viewer of each
	Remarks []string  `json:"remarks,omitempty"`
}

func (r *result) add(frozen time.Duration) {
	r.Frozen = append(r.Frozen, float64(frozen.Microseconds())/1000)
}

// goal is a figure to reach.
type goal struct {
	name   string
	figure func(sorted []float64) float64
	want   float64
	most   bool // want is the most, not the least
}

func (g goal) met(sorted []float64) bool {
	if g.most {
		return g.figure(sorted) <= g.want
	}
	return g.figure(sorted) >= g.want
}

// quantile is the smallest value that a share q of all do not exceed.
func quantile(q float64) func([]float64) float64 {
	return func(sorted []float64) float64 {
		i := int(q*float64(len(sorted))+0.999999) - 1
		return sorted[min(max(i, 0), len(sorted)-1)]
	}
}

// share is the share of values up to a limit.
func share(limit time.Duration) func([]float64) float64 {
	return func(sorted []float64) float64 {
		n, _ := slices.BinarySearch(sorted, float64(limit.Milliseconds())+1e-9)
		return float64(n) / float64(len(sorted))
	}
}

// bounds of the histogram, in milliseconds.
var bounds = []float64{50, 75, 100, 125, 150, 175, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 4000, 8000}

// print draws the histogram of a row.
func (r *result) print(out io.Writer, goals []goal) {
	fmt.Fprintf(out, "\n%s: %d trials, %d pictures, %s\n", r.Name, r.Trials, len(r.Frozen), r.Took)
	for _, remark := range r.Remarks {
		fmt.Fprintln(out, " ", remark)
	}
	if len(r.Frozen) == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(r.Frozen))
	low := 0.0
	for _, high := range append(bounds, sorted[len(sorted)-1]+1) {
		n := 0
		for _, v := range sorted {
			if v > low && v <= high {
				n++
			}
		}
		if n > 0 {
			fmt.Fprintf(out, "  %6.0f – %6.0f ms %5d %s\n", low, high, n, strings.Repeat("█", max(1, n*60/len(sorted))))
		}
		low = high
	}
	fmt.Fprintf(out, "  p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, most %.0f ms; ", quantile(0.5)(sorted), quantile(0.9)(sorted), quantile(0.99)(sorted), sorted[len(sorted)-1])
	for i, g := range goals {
		if i > 0 {
			fmt.Fprint(out, ", ")
		}
		fmt.Fprint(out, g.text(sorted))
	}
	fmt.Fprintln(out)
}

func (g goal) text(sorted []float64) string {
	verdict := "MISS"
	if g.met(sorted) {
		verdict = "pass"
	}
	if g.most {
		return fmt.Sprintf("%s %.0f (≤ %.0f) %s", g.name, g.figure(sorted), g.want, verdict)
	}
	return fmt.Sprintf("%s %.1f %% (≥ %.0f %%) %s", g.name, 100*g.figure(sorted), 100*g.want, verdict)
}

// summarize prints the table of targets and returns how many were missed.
func summarize(out io.Writer, results []result) (missed int) {
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "frozen\ttrials\tfailed\tto reach")
	for _, r := range results {
		if len(r.Frozen) == 0 {
			fmt.Fprintf(w, "%s\t%d\t%d\tnothing measured\n", r.Name, r.Trials, r.Failed)
			missed++
			continue
		}
		sorted := slices.Sorted(slices.Values(r.Frozen))
		var texts []string
		for _, row := range rows {
			if row.name != r.Name {
				continue
			}
			for _, g := range row.goals {
				texts = append(texts, g.text(sorted))
				if !g.met(sorted) {
					missed++
				}
			}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", r.Name, r.Trials, r.Failed, strings.Join(texts, ", "))
	}
	_ = w.Flush()
	return missed
}
