package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/casto-network/casto/relay/load"
)

// print writes the tables.
func (r *result) print(out io.Writer) {
	m := r.Machine
	fmt.Fprintf(out, "%s, %d cores, Linux %s, %s; %s, took %s; load %s before, %s after; %.1f %% stolen\nmedian of %d turns of %s\n\n",
		m.CPU, m.Cores, m.Kernel, m.Go, m.Began, m.Took, m.Load0, m.Load1, 100*m.Stolen, r.Turns, r.Measure)
	r.printFloor(out)
	r.printRows(out)
	r.printHostile(out)
	r.printHolding(out)
	r.printGoals(out)
}

func table(out io.Writer, f func(w io.Writer)) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	f(w)
	_ = w.Flush()
	fmt.Fprintln(out)
}

func (r *result) printFloor(out io.Writer) {
	if len(r.Floor) == 0 {
		return
	}
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "floor\tµs/packet\tarrived")
		for _, row := range r.Floor[0] {
			micros, arrived := r.floor(row.Name)
			fmt.Fprintf(w, "%s\t%.2f\t%.1f %%\n", row.Name, micros, 100*arrived)
		}
	})
}

func (r *result) printRows(out io.Writer) {
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "row\tµs/packet\tleast–most\tlatency p50\tp99\tp99.9 ms\tjoin first\tkey frame ms\tKiB\tRSS\tgoroutines/viewer\tlost\tcore\tgenerator")
		for _, row := range r.Rows {
			least, most := row.Runs[0].MicrosPerPacket, row.Runs[0].MicrosPerPacket
			for _, run := range row.Runs {
				least, most = min(least, run.MicrosPerPacket), max(most, run.MicrosPerPacket)
			}
			fmt.Fprintf(w, "%s\t%.2f\t%.2f–%.2f\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.0f\t%.0f\t%.1f\t%.0f\t%.0f %%\t%.0f %%\n", row.Name, row.median(micros), least, most,
				row.median(p50), row.median(p99), row.median(func(r load.Report) float64 { return r.Latency.P999 }), row.median(joinFirst),
				row.median(joinWhole), row.median(memory), row.median(resident), row.median(goroutines), row.median(lost),
				100*row.median(func(r load.Report) float64 { return r.CPUShare }), 100*row.median(func(r load.Report) float64 { return r.GeneratorShare }))
		}
	})
}

func (r *result) printHostile(out io.Writer) {
	alone, ok := r.median(nodeAlone, p99)
	with, ok2 := r.median(nodeHostile, p99)
	if !ok || !ok2 {
		return
	}
	lost, _ := r.median(nodeHostile, lost)
	asked, _ := r.median(nodeHostile, func(r load.Report) float64 { return float64(r.KeyAsked) / max(r.Seconds, 1) })
	fmt.Fprintf(out, "a viewer that loses 90 %% and sends 1,000 PLIs and 500 NACKs a second: the others' p99 goes from %.2f to %.2f ms, they lose %.0f packets; "+
		"%.1f key frames a second are asked of the publisher\n\n", alone, with, lost, asked)
}

func (r *result) printHolding(out io.Writer) {
	if r.Holding == nil {
		return
	}
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "viewers held\tlost\trepaired\trefused\tdropped\tno picture\tp99 ms\tµs/packet\tserver\tgenerator")
		for _, s := range r.Holding.Steps {
			fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%.1f\t%.2f\t%.0f %%\t%.0f %%\n", s.Viewers, s.Counts.Lost, s.Counts.Repaired, s.Refused, s.Dropped, s.Waiting,
				s.Latency.P99, s.MicrosPerPacket, 100*s.CPUShare, 100*s.GeneratorShare)
		}
	})
}
