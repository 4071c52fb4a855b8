package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/casto-network/casto/relay/loss"
	"github.com/casto-network/casto/tools/losslab"
)

// delay is half of the round trip of 50 ms at which targets are set.
const delay = 25 * time.Millisecond

// condition is what a link does to packets in both directions, and what is to come of it.
type condition struct {
	Name   string  `json:"name"`
	Shape  shape   `json:"shape"`
	Target float64 `json:"target"` // least share of packets in time
}

func conditions() []condition {
	lossy := func(name string, share, target float64) condition {
		return condition{name, shape{DelayMs: 25, Loss: share}, target}
	}
	return []condition{
		lossy("0 %", 0, 0.999), lossy("1 %", 0.01, 0.999), lossy("5 %", 0.05, 0.999), lossy("10 %", 0.1, 0.999), lossy("20 %", 0.2, 0.995),
		{"bursts", shape{DelayMs: 25, Enter: 0.01, Leave: 0.3}, 0.999}, // 3.2 % in bursts of 3.3
	}
}

// result is one condition on one path.
type result struct {
	condition
	Path  string      `json:"path"` // whose link loses: the viewer's or the publisher's
	CASTO loss.Report `json:"casto"`
	Stock loss.Report `json:"stock"`
}

// bench prints the loss table.
func bench(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	quick := flags.Bool("quick", false, "twelve seconds a path instead of a minute")
	asJSON := flags.String("json", "", "write the figures to this `FILE` as well")
	noBrowser := flags.Bool("no-browser", false, "leave Chromium out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	lasting := time.Minute
	if *quick {
		lasting = 12 * time.Second
	}
	if err := losslab.Supported(); err != nil {
		return err
	}
	var all figures
	for _, path := range []string{"viewer", "publisher"} {
		results, err := onPath(ctx, path, lasting)
		if err != nil {
			return err
		}
		all.Packets = append(all.Packets, results...)
	}
	printPackets(os.Stdout, all.Packets)
	if !*noBrowser {
		frames, err := inChromium(ctx, lasting)
		if err != nil {
			fmt.Println("\nChromium: skipped:", err)
		}
		all.Chromium = frames
		printFrames(os.Stdout, frames)
	}
	if *asJSON == "" {
		return nil
	}
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(*asJSON, append(b, '\n'), 0o644)
}

// onPath measures every condition at once, on a link each for the relay and for stock Pion.
func onPath(ctx context.Context, path string, lasting time.Duration) ([]result, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	wanted, clean := conditions(), losslab.Shape{Delay: delay}
	lab, err := losslab.New(losslab.Options{Links: 2 * len(wanted), ToFar: clean, ToHub: clean, Seed: 1})
	if err != nil {
		return nil, err
	}
	defer lab.Close()
	b := &measurement{ctx: ctx, lab: lab, path: path, lasting: lasting}
	defer b.ending.Wait()
	defer stop()
	results, errs := make([]result, len(wanted)), make([]error, 2*len(wanted))
	for i, c := range wanted {
		results[i] = result{condition: c, Path: path}
	}
	var watching sync.WaitGroup
	for i := range wanted {
		watching.Go(func() { results[i].CASTO, errs[2*i] = b.measure("casto", 2*i, wanted[i].Shape.shape()) })
		watching.Go(func() { results[i].Stock, errs[2*i+1] = b.measure("stock", 2*i+1, wanted[i].Shape.shape()) })
	}
	watching.Wait()
	return results, errors.Join(errs...)
}

// measurement is one path being measured.
type measurement struct {
	ctx     context.Context
	lab     *losslab.Lab
	path    string
	lasting time.Duration
	ending  sync.WaitGroup
}

// measure runs a relay, a publisher and a viewer, one of the two at the far end of link n, and returns the viewer's report. They
// connect before the link gets its shape.
func (b *measurement) measure(kind string, n int, s losslab.Shape) (loss.Report, error) {
	k := b.lab.Links[n]
	publisher, viewer := b.lab.Hub, k.Far
	if b.path == "publisher" {
		publisher, viewer = viewer, publisher
	}
	address := fmt.Sprintf("%s:%d", losslab.HubAddr, 8000+n)
	if _, err := b.start(b.lab.Hub, "serve", kind, address); err != nil {
		return loss.Report{}, err
	}
	if _, err := b.start(publisher, "publish", kind, "http://"+address+"/whip/s"); err != nil {
		return loss.Report{}, err
	}
	out, err := b.start(viewer, "watch", kind, "http://"+address+"/whep/s")
	if err == nil {
		err = k.Shape(s, s)
	}
	if err != nil {
		return loss.Report{}, err
	}
	var r loss.Report
	if err := json.NewDecoder(out).Decode(&r); err != nil {
		return r, fmt.Errorf("%s over link %d: report: %w", kind, n, err)
	}
	return r, nil
}

// start starts a role in a namespace and waits until it is ready. The process ends with b's context. What it says after that
// must be read, if it is a watcher's.
func (b *measurement) start(in *losslab.Namespace, role, kind, where string) (io.Reader, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(b.ctx, self, "role", role, kind, where, b.lasting.String())
	complaint := &strings.Builder{}
	cmd.Stderr = complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := in.Start(cmd); err != nil {
		return nil, err
	}
	said := bufio.NewReader(out)
	_, err = said.ReadString('\n')
	if err == nil {
		b.ending.Go(func() {
			<-b.ctx.Done()
			_ = cmd.Wait() // killed, when all is measured
		})
		return said, nil
	}
	return nil, fmt.Errorf("%s %s at %s: %w: %s", kind, role, where, errors.Join(err, cmd.Wait()), complaint)
}
