// Command mediabench measures casto-node's packet path beside what bounds it:
//
//	make bench-media                 # everything, about a quarter of an hour
//	make bench-media ARGS='--quick'  # one turn of short rows
//	make bench-media ARGS=profile    # where the time of a packet goes
//	make soak                        # half an hour of viewers that come and go
//
// One run measures, in turns, so that whatever else the machine does hits all alike: the floor, which is sealing and sending
// alone; stock Pion v4, which is the fan-out that everybody writes first; and casto-node --pool. Each is a process of its own,
// whose CPU is counted; the load comes from this process (package relay/load). The result is the median of the turns. The last
// table holds the figures against what the project wants to reach; nothing in it but the targets is written down beforehand.
// docs/performance.md says what each row means.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "mediabench:", err)
		os.Exit(1)
	}
}

// run is the command; the first argument may choose another part than the bench.
func run(ctx context.Context, args []string) error {
	part := ""
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		part, args = args[0], args[1:]
	}
	switch part {
	case "":
		return benchCommand(ctx, args)
	case "soak":
		return soakCommand(ctx, args)
	case "profile":
		return profileCommand(ctx, args)
	case "stock": // a process of its own, started by the bench
		return serveStock(ctx)
	case "floor":
		return floorCommand(ctx, args)
	case "sink":
		return sinkCommand(ctx, args)
	}
	return fmt.Errorf("%q is no part: leave it out for the bench, or say soak or profile", part)
}

func benchCommand(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("mediabench", flag.ContinueOnError)
	b := bench{out: os.Stdout, progress: os.Stderr}
	flags.StringVar(&b.node, "node", "bin/casto-node", "casto-node to measure")
	flags.IntVar(&b.turns, "turns", 3, "turns; the median is taken of them")
	flags.DurationVar(&b.measure, "for", 6*time.Second, "time measured of each row and turn")
	flags.StringVar(&b.only, "only", "", "rows whose name holds this, and no others")
	flags.BoolVar(&b.noHolding, "no-holding", false, "do not look for the most viewers")
	quick := flags.Bool("quick", false, "one turn of short rows: a first look, not a figure to keep")
	path := flags.String("json", "", "file to write everything to (default: none)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *quick {
		b.turns, b.measure = 1, 3*time.Second
	}
	result, err := b.run(ctx)
	if err != nil {
		return err
	}
	result.print(os.Stdout)
	if *path != "" {
		return writeJSON(*path, result)
	}
	return nil
}

// say writes a line about what is going on.
func say(w io.Writer, format string, args ...any) {
	fmt.Fprintf(w, time.Now().Format("15:04:05 ")+format+"\n", args...)
}
