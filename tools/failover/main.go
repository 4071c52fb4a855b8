package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "failover:", err)
		os.Exit(1)
	}
}

// bench is what the flags say.
type bench struct {
	node   string
	kills  int // trials of each row of kills
	faults int // trials of each other fault
	only   string
	json   string
	log    string
}

// note writes what became of a trial beside what the nodes log.
func (b bench) note(what string, at time.Time) {
	if b.log == "" {
		return
	}
	file, err := os.OpenFile(filepath.Join(b.log, "trials.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return
	}
	defer file.Close()
	fmt.Fprintln(file, at.UTC().Format(time.RFC3339Nano), what)
}

func run(ctx context.Context, args []string) error {
	b := bench{}
	flags := flag.NewFlagSet("failover", flag.ContinueOnError)
	flags.StringVar(&b.node, "node", "bin/casto-node", "casto-node to measure")
	flags.IntVar(&b.kills, "kills", 200, "relays killed in each row of kills")
	flags.IntVar(&b.faults, "faults", 20, "trials of each other fault")
	flags.StringVar(&b.only, "only", "", "rows whose name holds this, and no others")
	flags.StringVar(&b.json, "json", "", "write the figures to this `FILE` as well")
	flags.StringVar(&b.log, "log", "", "write what the nodes log to files in this `DIR`")
	quick := flags.Bool("quick", false, "a tenth of the trials: a first look, not a figure to keep")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no option", flags.Arg(0))
	}
	if *quick {
		b.kills, b.faults = 20, 4
	}
	isolated, err := isolate()
	if err != nil {
		return err
	}
	if isolated == handedOver {
		return nil // the copy of this process in the namespace has done it all
	}
	var results []result
	for _, row := range rows {
		if !strings.Contains(row.name, b.only) {
			continue
		}
		if row.filters && isolated != inside {
			fmt.Printf("%s: skipped, packet filters need root on Linux, and nft\n", row.name)
			continue
		}
		began := time.Now()
		r, err := row.measure(ctx, b, row)
		if errors.Is(err, errSkip) {
			fmt.Printf("%s: skipped, %v\n", row.name, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", row.name, err)
		}
		r.Name, r.Took = row.name, time.Since(began).Round(time.Second).String()
		r.print(os.Stdout, row.goals)
		results = append(results, r)
	}
	missed := summarize(os.Stdout, results)
	if b.json != "" {
		text, err := json.MarshalIndent(results, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(b.json, append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	if missed > 0 {
		fmt.Printf("%d targets missed\n", missed)
	}
	return nil
}

// errSkip is wrapped by what a row cannot do without.
var errSkip = errors.New("not here")

// row is one kind of failure.
type row struct {
	name    string
	filters bool // needs packet filters
	measure func(ctx context.Context, b bench, r row) (result, error)
	fault   fault
	kills   bool // as many trials as --kills says, else --faults
	goals   []goal
}

// The targets for a takeover between relays, and for a browser's.
var (
	relayGoals = []goal{{"≤ 200 ms", share(200 * time.Millisecond), 0.9, false}, {"p99 ms", quantile(0.99), 500, true}}
	warmGoals  = []goal{{"p50 ms", quantile(0.5), 500, true}, {"p99 ms", quantile(0.99), 1500, true}}
	coldGoals  = []goal{{"p50 ms", quantile(0.5), 1500, true}, {"p99 ms", quantile(0.99), 4000, true}}
	drainGoals = []goal{{"p99 ms", quantile(0.99), 300, true}}
)

var rows = []row{
	{name: "relay killed (SIGKILL), at the child relay's viewers", measure: measureFaults, fault: killed, kills: true, goals: relayGoals},
	{name: "relay stopped (SIGSTOP), at the child relay's viewers", measure: measureFaults, fault: stopped, goals: relayGoals},
	{name: "relay hears and is not heard (one-way loss), at the child relay's viewers", filters: true, measure: measureFaults, fault: dumb, goals: relayGoals},
	{name: "relay answers STUN and sends no media, at the child relay's viewers", filters: true, measure: measureFaults, fault: mediaGone, goals: relayGoals},
	{name: "relay killed (SIGKILL), at its own viewers (casto-node watch)", measure: measureViewers, goals: warmGoals},
	{name: "relay drained (SIGTERM), at its own 50 viewers (casto-node watch)", measure: measureDrain, goals: drainGoals},
	{name: "relay killed (SIGKILL), in a browser with a second connection", measure: measureBrowser, goals: warmGoals},
	{name: "relay killed (SIGKILL), in a browser without a second connection", measure: measureBrowserCold, goals: coldGoals},
}
