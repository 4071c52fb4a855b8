package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "sim:", err)
		os.Exit(1)
	}
}

// options are what the flags say.
type options struct {
	viewers string
	seeds   int
	only    bool
	json    string
	img     string
}

func run(args []string) error {
	o := options{}
	flags := flag.NewFlagSet("sim", flag.ContinueOnError)
	flags.StringVar(&o.viewers, "viewers", "10000,100000,1000000", "sizes, separated by commas")
	flags.IntVar(&o.seeds, "seeds", 0, "runs of each size with different seeds; 0: ten, five and one")
	flags.BoolVar(&o.only, "ours", false, "do not run other policies and liars for comparison")
	flags.StringVar(&o.json, "json", "", "write the figures to this `FILE` as well; - is standard output, instead of tables")
	flags.StringVar(&o.img, "img", "", "write charts to this `DIR`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is no option", flags.Arg(0))
	}
	g, err := loadRegions()
	if err != nil {
		return err
	}
	quiet := o.json == "-"
	if !quiet {
		fmt.Printf("%d regions, %.0f ms one-way between two of them on average\n\n", len(g.names), g.meanOneWay().Seconds()*1000)
	}
	var studies []*study
	for text := range strings.SplitSeq(o.viewers, ",") {
		viewers, err := strconv.Atoi(text)
		if err != nil || viewers < 100 || viewers > 5_000_000 {
			return fmt.Errorf("%q viewers: not a number from 100 to 5,000,000", text)
		}
		began := time.Now()
		s := conduct(g, viewers, o)
		studies = append(studies, s)
		if !quiet {
			s.print(os.Stdout)
			fmt.Fprintf(os.Stderr, "%s viewers took %v\n", grouped(viewers), time.Since(began).Round(time.Second))
		}
	}
	if o.img != "" {
		if err := draw(o.img, studies); err != nil {
			return err
		}
	}
	return writeJSON(o.json, studies)
}

// seedsOf is how many seeds a size gets unless the flags say.
func seedsOf(viewers int) int {
	switch {
	case viewers <= 10_000:
		return 10
	case viewers <= 100_000:
		return 5
	default:
		return 1
	}
}

// conduct runs all seeds and policies of a size, as many at a time as there are processors. Each run is a world of its own, so the results do
// not depend on how many.
func conduct(g *regions, viewers int, o options) *study {
	seeds := o.seeds
	if seeds == 0 {
		seeds = seedsOf(viewers)
	}
	s := &study{Viewers: viewers, Seeds: make([]*result, seeds)}
	var all sync.WaitGroup
	slots := make(chan struct{}, min(2, runtime.NumCPU()))
	start := func(into *result, c config, short bool) {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			*into = *play(g, c, short)
		})
	}
	for i := range s.Seeds {
		s.Seeds[i] = &result{}
		start(s.Seeds[i], config{viewers: viewers, policy: ours, seed: uint64(i + 1)}, false)
	}
	if !o.only {
		for _, c := range others(viewers) {
			few := make([]*result, min(seeds, 3))
			for i := range few {
				few[i] = &result{}
				c.seed = uint64(i + 1)
				start(few[i], c, true)
			}
			s.Others = append(s.Others, few)
		}
	}
	all.Wait()
	return s
}

func writeJSON(file string, studies []*study) error {
	if file == "" {
		return nil
	}
	text, err := json.MarshalIndent(summaries(studies), "", "  ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	if file == "-" {
		_, err = os.Stdout.Write(text)
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// draw writes the charts.
func draw(dir string, studies []*study) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, c := range charts(studies) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(c.svg()), 0o644); err != nil {
			return err
		}
	}
	return nil
}
