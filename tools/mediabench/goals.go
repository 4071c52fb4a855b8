package main

import (
	"fmt"
	"io"

	"github.com/casto-network/casto/relay/load"
)

// goal is one line of the table of what is to be reached.
type goal struct {
	what, unit string
	target     float64
	atLeast    bool // the target is the least, not the most
	got        float64
	measured   bool
}

// met says whether the goal is reached.
func (g goal) met() bool {
	if g.atLeast {
		return g.got >= g.target
	}
	return g.got <= g.target
}

// goals are the figures of the run against their targets.
func (r *result) goals() []goal {
	var out []goal
	most := func(what, unit string, target, got float64, ok bool) {
		out = append(out, goal{what: what, unit: unit, target: target, got: got, measured: ok})
	}
	floor, _ := r.floor(floorName)
	plain, okPlain := r.median(nodeBursts, micros)
	stock, okStock := r.median(stockBursts, micros)
	full, okFull := r.median(nodeFeedback, micros)
	stockFull, okStockFull := r.median(stockFeedback, micros)
	most("CPU per delivered packet, 100 viewers, bursts", "µs", 4.0, plain, okPlain)
	most("… with feedback", "µs", 4.0, full, okFull)
	out = append(out,
		goal{"stock Pion ÷ casto-node", "×", 4.5, true, stock / plain, okPlain && okStock},
		goal{"… with feedback", "×", 4.5, true, stockFull / full, okFull && okStockFull})
	most("casto-node ÷ floor", "×", 1.6, plain/floor, okPlain && floor > 0)
	most("… with feedback", "×", 1.6, full/floor, okFull && floor > 0)
	paced, ok := r.median(nodePaced, micros)
	most("CPU per delivered packet, evenly paced", "µs", 6.5, paced, ok)
	v, ok := r.median(nodeBursts, p50)
	most("forward latency p50, 100 viewers", "ms", 2.5, v, ok)
	v, ok = r.median(nodeBursts, p99)
	most("forward latency p99, 100 viewers", "ms", 15, v, ok)
	v, ok = r.median(nodeBursts, joinFirst)
	most("join to first packet, p50", "ms", 35, v, ok)
	v, ok = r.median(nodeBursts, joinWhole)
	most("join to whole key frame, p50", "ms", 50, v, ok)
	v, ok = r.perViewer(func(r load.Report) float64 { return float64(r.After.Memory()) / 1024 })
	most("memory per viewer, from 1 to 100", "KiB", 200, v, ok)
	v, ok = r.perViewer(func(r load.Report) float64 { return float64(r.After.Goroutines) })
	most("goroutines per viewer, from 1 to 100", "", 13, v, ok)
	held := goal{what: "viewers held without loss, generator beside", target: 500, atLeast: true}
	if r.Holding != nil {
		held.got, held.measured = float64(r.Holding.Viewers), true
	}
	return append(out, held)
}

// perViewer is what each of 99 viewers adds to one: what the stream itself takes, and fills up in its first seconds, is in both.
func (r *result) perViewer(of func(load.Report) float64) (float64, bool) {
	one, ok := r.median(nodeOne, of)
	hundred, ok2 := r.median(nodeBursts, of)
	return (hundred - one) / 99, ok && ok2
}

func (r *result) printGoals(out io.Writer) {
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "to reach\ttarget\tmeasured\t")
		for _, g := range r.goals() {
			sign := "≤"
			if g.atLeast {
				sign = "≥"
			}
			if !g.measured {
				fmt.Fprintf(w, "%s\t%s %g %s\tnot measured\t\n", g.what, sign, g.target, g.unit)
				continue
			}
			verdict := "MISS"
			if g.met() {
				verdict = "pass"
			}
			fmt.Fprintf(w, "%s\t%s %g %s\t%.2f\t%s\n", g.what, sign, g.target, g.unit, g.got, verdict)
		}
		fmt.Fprintln(w, "delivered within 300 ms at 5, 10, 20 % loss\t≥ 99.9, 99.9, 99.5 %\tmake bench-loss\t")
	})
}
