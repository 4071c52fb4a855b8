package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "netlab:", err)
		os.Exit(1)
	}
}

// result is a row as --json prints it.
type result struct {
	Row     string   `json:"row"`
	Want    []string `json:"want"`
	Skipped string   `json:"skipped,omitempty"`
	Error   string   `json:"error,omitempty"`
	OK      bool     `json:"ok"`
	Took    float64  `json:"tookSeconds"`
	outcome
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "viewer":
			return viewer(ctx, args[1:])
		case "get":
			return get(ctx, args[1:])
		}
	}
	flags := flag.NewFlagSet("netlab", flag.ContinueOnError)
	bin := flags.String("node", "bin/casto-node", "casto-node to run")
	only := flags.String("only", "", "rows whose name holds this, and no others")
	logs := flags.String("log", "", "write what the nodes log to files in this `DIR`")
	quick := flags.Bool("quick", false, "one row of each kind")
	asJSON := flags.Bool("json", false, "print one JSON object per row")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no option", flags.Arg(0))
	}
	missing := supported()
	failed := 0
	for _, row := range rows {
		if !strings.Contains(row.name, *only) || *quick && !row.quick {
			continue
		}
		r := result{Row: row.name, Want: row.want}
		if missing != nil {
			r.Skipped = missing.Error()
		} else {
			r.take(ctx, row, programs{*bin, "/proc/self/exe", *logs})
		}
		r.print(*asJSON)
		if r.Skipped == "" && !r.OK {
			failed++
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d rows are not as expected", failed)
	}
	return nil
}

// take runs the row.
func (r *result) take(ctx context.Context, row row, p programs) {
	begun := time.Now()
	o, err := row.measure(ctx, p)
	r.outcome = o
	r.Took = time.Since(begun).Round(100 * time.Millisecond).Seconds()
	if err != nil {
		r.Error = err.Error()
	}
	r.OK = err == nil && o.Media && slices.Contains(row.want, o.Path)
}

func (r *result) print(asJSON bool) {
	if asJSON {
		_ = json.NewEncoder(os.Stdout).Encode(r)
		return
	}
	want := strings.Join(r.Want, " or ")
	switch {
	case r.Skipped != "":
		fmt.Printf("SKIP  %-44s %s\n", r.Row, r.Skipped)
	case r.Error != "":
		fmt.Printf("FAIL  %-44s expected %s: %s\n", r.Row, want, r.Error)
	default:
		verdict, media := "FAIL", "no media"
		if r.OK {
			verdict = "ok"
		}
		if r.Media {
			media = "media flows"
		}
		fmt.Printf("%-5s %-44s expected %s; %s, connected in %.0f ms, %s", verdict, r.Row, want, r.Path, r.Connect, media)
		if r.Note != "" {
			fmt.Printf(" (%s)", r.Note)
		}
		fmt.Println()
	}
}
