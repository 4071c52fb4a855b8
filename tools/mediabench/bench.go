package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/casto-network/casto/relay/load"
)

// bench is one run.
type bench struct {
	out, progress io.Writer
	node          string
	turns         int
	measure       time.Duration
	only          string
	noHolding     bool
}

// row is what is measured of one server under one load.
type row struct {
	Name     string `json:"name"`
	Stock    bool   `json:"stock"`
	Viewers  int    `json:"viewers"`
	Paced    bool   `json:"paced"`
	Feedback bool   `json:"feedback"`
	Hostile  int    `json:"hostile"`
	// Flags of casto-node, besides those of every row.
	Flags []string `json:"flags,omitempty"`

	Runs []load.Report `json:"runs"` // one for each turn
}

// The rows that the table looks at.
const (
	stockBursts   = "stock Pion, 100 viewers"
	stockFeedback = "stock Pion, 100 viewers, feedback"
	nodeBursts    = "casto-node, 100 viewers"
	nodeFeedback  = "casto-node, 100 viewers, feedback"
	nodePaced     = "casto-node, 100 viewers, evenly paced"
	nodeOne       = "casto-node, 1 viewer"
	nodeAlone     = "casto-node, 50 viewers"
	nodeHostile   = "casto-node, 50 viewers and a hostile one"
)

func allRows() []*row {
	return []*row{
		{Name: stockBursts, Stock: true, Viewers: 100},
		{Name: nodeBursts, Viewers: 100},
		{Name: stockFeedback, Stock: true, Viewers: 100, Feedback: true},
		{Name: nodeFeedback, Viewers: 100, Feedback: true},
		{Name: "stock Pion, 100 viewers, evenly paced", Stock: true, Viewers: 100, Paced: true},
		{Name: nodePaced, Viewers: 100, Paced: true},
		{Name: "casto-node, 100 viewers, evenly paced, feedback", Viewers: 100, Paced: true, Feedback: true},
		{Name: "casto-node --hold 10ms, 100 viewers, evenly paced", Viewers: 100, Paced: true, Flags: []string{"--hold", "10ms"}},
		{Name: nodeOne, Viewers: 1},
		{Name: "casto-node, 10 viewers", Viewers: 10},
		{Name: "casto-node, 200 viewers", Viewers: 200},
		{Name: nodeAlone, Viewers: 50},
		{Name: nodeHostile, Viewers: 50, Hostile: 1},
	}
}

// result is all that a run has measured.
type result struct {
	Machine machine      `json:"machine"`
	Turns   int          `json:"turns"`
	Measure string       `json:"measured"`
	Floor   [][]floorRow `json:"floor"` // by turn
	Rows    []*row       `json:"rows"`
	Holding *holding     `json:"holding,omitempty"`
}

// run measures everything, row by row in each turn.
func (b *bench) run(ctx context.Context) (*result, error) {
	r := &result{Machine: readMachine(), Turns: b.turns, Measure: b.measure.String()}
	for _, row := range allRows() {
		if strings.Contains(row.Name, b.only) {
			r.Rows = append(r.Rows, row)
		}
	}
	for turn := range b.turns {
		say(b.progress, "turn %d of %d: floor", turn+1, b.turns)
		rows, err := measureFloor(ctx, int(b.measure/floorTick)/3)
		if err != nil {
			return nil, err
		}
		r.Floor = append(r.Floor, rows)
		for _, row := range r.Rows {
			say(b.progress, "turn %d of %d: %s", turn+1, b.turns, row.Name)
			report, err := b.once(ctx, row)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", row.Name, err)
			}
			row.Runs = append(row.Runs, report)
		}
	}
	if !b.noHolding {
		var err error
		if r.Holding, err = b.hold(ctx); err != nil {
			return nil, err
		}
	}
	r.Machine.finish()
	return r, nil
}

// once measures one row once, in a fresh server.
func (b *bench) once(ctx context.Context, row *row) (load.Report, error) {
	s, err := b.start(ctx, row)
	if err != nil {
		return load.Report{}, err
	}
	o := options(s, row.Viewers)
	o.Duration, o.Feedback, o.Hostile, o.Synthetic.Paced = b.measure, row.Feedback, row.Hostile, row.Paced
	report, err := load.Run(ctx, o)
	if stopped := s.stop(); err == nil {
		err = stopped
	}
	if err == nil {
		err = ctx.Err()
	}
	return report, err
}

func (b *bench) start(ctx context.Context, row *row) (*server, error) {
	if row.Stock {
		return startStock(ctx)
	}
	return startNode(ctx, b.node, row.Flags...)
}

func options(s *server, viewers int) load.Options {
	return load.Options{WHIP: s.whip, WHEP: s.whep, Viewers: viewers, JoinRate: max(50, float64(viewers)), PID: s.cmd.Process.Pid, Metrics: s.metrics,
		Collect: s.collect}
}

// median of one figure over the turns of a row; absent rows have none.
func (r *result) median(name string, of func(load.Report) float64) (float64, bool) {
	for _, row := range r.Rows {
		if row.Name == name && len(row.Runs) > 0 {
			return row.median(of), true
		}
	}
	return 0, false
}

func (r *row) median(of func(load.Report) float64) float64 {
	var all []float64
	for _, run := range r.Runs {
		all = append(all, of(run))
	}
	return median(all)
}

// floor is the median of a row of the floor.
func (r *result) floor(name string) (micros, arrived float64) {
	var m, a []float64
	for _, turn := range r.Floor {
		for _, row := range turn {
			if row.Name == name {
				m, a = append(m, row.Micros), append(a, row.Arrived)
			}
		}
	}
	return median(m), median(a)
}

// median is zero of nothing.
func median[T cmp.Ordered](all []T) (m T) {
	if len(all) == 0 {
		return m
	}
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// Figures of a report.
func micros(r load.Report) float64     { return r.MicrosPerPacket }
func p50(r load.Report) float64        { return r.Latency.P50 }
func p99(r load.Report) float64        { return r.Latency.P99 }
func joinFirst(r load.Report) float64  { return r.First.P50 }
func joinWhole(r load.Report) float64  { return r.Whole.P50 }
func lost(r load.Report) float64       { return float64(r.Counts.Lost) }
func goroutines(r load.Report) float64 { return perViewer(r, r.After.Goroutines-r.Before.Goroutines) }

// memory is in KiB for each viewer, without the heap that Go keeps for garbage to come; resident is with it.
func memory(r load.Report) float64 {
	return (float64(r.After.Memory()) - float64(r.Before.Memory())) / 1024 / float64(max(r.After.Viewers, 1))
}

func resident(r load.Report) float64 {
	return (float64(r.After.RSS) - float64(r.Before.RSS)) / 1024 / float64(max(r.After.Viewers, 1))
}

func perViewer(r load.Report, n int) float64 { return float64(n) / float64(max(r.After.Viewers, 1)) }

func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}
