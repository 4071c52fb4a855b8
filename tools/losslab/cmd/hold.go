package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/casto-network/casto/tools/losslab"
)

// shape is a losslab.Shape in figures that people and JavaScript use.
type shape struct {
	DelayMs  float64 `json:"delayMs"`
	Loss     float64 `json:"loss"` // 0 to 1
	Enter    float64 `json:"enter"`
	Leave    float64 `json:"leave"`
	RateKbps int64   `json:"rateKbps"`
	QueueMs  float64 `json:"queueMs"`
}

func (s shape) shape() losslab.Shape {
	ms := func(n float64) time.Duration { return time.Duration(n * float64(time.Millisecond)) }
	return losslab.Shape{
		Delay: ms(s.DelayMs), Loss: s.Loss, Enter: s.Enter, Leave: s.Leave, Rate: s.RateKbps * 1000, Queue: ms(s.QueueMs),
	}
}

// request is a line of input: shape a link, by its number from 0 on, or with null for both only count.
type request struct {
	Link  int    `json:"link"`
	ToFar *shape `json:"toFar"`
	ToHub *shape `json:"toHub"`
}

// reply answers a request in one line.
type reply struct {
	ToFar losslab.Counters `json:"toFar"`
	ToHub losslab.Counters `json:"toHub"`
	Error string           `json:"error,omitempty"`
}

// place is a namespace with what a program needs to go there.
type place struct {
	Path string `json:"path"` // for nsenter --net=
	Addr string `json:"addr"`
}

// plan is the first line of output.
type plan struct {
	Hub place   `json:"hub"`
	Far []place `json:"far"`
}

// hold keeps a lab open until standard input ends.
func hold(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("hold", flag.ContinueOnError)
	links := flags.Int("links", 1, "far ends")
	seed := flags.Uint64("seed", 1, "of the losses")
	if err := flags.Parse(args); err != nil {
		return err
	}
	lab, err := losslab.New(losslab.Options{Links: *links, Seed: *seed})
	if err != nil {
		return err
	}
	defer lab.Close()
	p := plan{Hub: place{lab.Hub.Path, losslab.HubAddr}}
	for _, k := range lab.Links {
		p.Far = append(p.Far, place{k.Far.Path, k.FarAddr})
	}
	if err := json.NewEncoder(os.Stdout).Encode(p); err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() { served <- serve(lab, os.Stdin, os.Stdout) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return nil
	}
}

// serve answers requests in turn.
func serve(lab *losslab.Lab, in io.Reader, out io.Writer) error {
	lines, encoder := bufio.NewScanner(in), json.NewEncoder(out)
	for lines.Scan() {
		if err := encoder.Encode(answer(lab, lines.Bytes())); err != nil {
			return err
		}
	}
	return lines.Err()
}

func answer(lab *losslab.Lab, line []byte) reply {
	var q request
	if err := json.Unmarshal(line, &q); err != nil {
		return reply{Error: err.Error()}
	}
	if q.Link < 0 || q.Link >= len(lab.Links) {
		return reply{Error: fmt.Sprintf("link %d of %d", q.Link, len(lab.Links))}
	}
	k := lab.Links[q.Link]
	if q.ToFar != nil || q.ToHub != nil {
		var toFar, toHub shape
		if q.ToFar != nil {
			toFar = *q.ToFar
		}
		if q.ToHub != nil {
			toHub = *q.ToHub
		}
		if err := k.Shape(toFar.shape(), toHub.shape()); err != nil {
			return reply{Error: err.Error()}
		}
	}
	var r reply
	r.ToFar, r.ToHub = k.Counters()
	return r
}
