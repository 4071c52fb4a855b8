package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/casto-network/casto/node"
	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/load"
)

func loadCommand() *cli.Command {
	return &cli.Command{
		Name: "load", Usage: "put a WHIP and WHEP server under load, and measure what its viewers get",
		Description: "Watches a stream many times over. With --whip it also publishes that stream: --clip FILE, or made-up packets that carry\n" +
			"the time they were sent. Any server will do. Latency is measured only for what is published here.",
		Flags:  loadFlags(),
		Action: runLoad,
	}
}

func loadFlags() []cli.Flag {
	return []cli.Flag{
		stringFlag("whep", "", "WHEP `URL` to watch"),
		stringFlag("whip", "", "WHIP `URL` to publish at (default: somebody else does)"),
		stringFlag("token", "", "`TOKEN` to publish and watch with (default: that of --data, for a node on this machine)"),
		dataFlag(),
		&cli.StringSliceFlag{Name: "clip", Usage: "`FILE` to publish; repeatable, one with video and one with audio (default: made-up packets)"},
		&cli.IntFlag{Name: "viewers", Usage: "`N` viewers", Value: 10},
		&cli.DurationFlag{Name: "for", Usage: "`TIME` to measure, once all have joined (default: until interrupted)"},
		&cli.Float64Flag{Name: "join-rate", Usage: "`N` viewers that join a second", Value: 50},
		&cli.Float64Flag{Name: "churn", Usage: "`N` viewers that leave a second, each followed by another"},
		&cli.BoolFlag{Name: "feedback", Usage: "congestion control feedback from each viewer, ten times a second"},
		&cli.IntFlag{Name: "checked", Usage: "`N` of the viewers that decrypt and check every packet", Value: 1},
		&cli.IntFlag{Name: "hostile", Usage: "`N` further viewers that lose 90 % and flood the server with NACKs and PLIs"},
		&cli.IntFlag{Name: "pid", Usage: "`PID` of the server on this machine, whose CPU, memory and descriptors are measured"},
		&cli.StringFlag{Name: "metrics", Usage: "`URL` of the server's Prometheus metrics, for the number of its goroutines"},
		&cli.DurationFlag{Name: "sample", Usage: "`TIME` between samples of the server's process"},
		&cli.DurationFlag{Name: "nap", Usage: "`TIME` that packets may gather before they are read, which spares this machine work", Value: 0},
		&cli.Float64Flag{Name: "fps", Usage: "`FRAMES` a second of made-up packets", Value: 30},
		&cli.IntFlag{Name: "packets", Usage: "`N` made-up packets a frame", Value: 9},
		&cli.IntFlag{Name: "size", Usage: "`BYTES` of a made-up packet's payload", Value: 1200},
		&cli.DurationFlag{Name: "key-frames", Usage: "`TIME` from one made-up key frame to the next", Value: 2 * time.Second},
		&cli.IntFlag{Name: "key-packets", Usage: "`N` made-up packets a key frame", Value: 20},
		&cli.BoolFlag{Name: "paced", Usage: "spread a frame's packets over its time, instead of sending them at once"},
		jsonFlag(),
	}
}

func runLoad(c *cli.Context) error {
	if err := noMore(c, 0); err != nil {
		return err
	}
	opts, err := loadOptions(c)
	if err != nil {
		return err
	}
	if err := opts.Validate(); err != nil {
		return usage("%w", err)
	}
	result, err := load.Run(c.Context, opts)
	if err != nil {
		return err
	}
	return report(c, result, strings.Split(result.String(), "\n")...)
}

// loadOptions reads the flags.
func loadOptions(c *cli.Context) (load.Options, error) {
	opts := load.Options{
		WHEP: c.String("whep"), Token: c.String("token"), WHIP: c.String("whip"), WHIPToken: c.String("token"),
		Viewers: c.Int("viewers"), JoinRate: c.Float64("join-rate"), Churn: c.Float64("churn"), Checked: c.Int("checked"),
		Feedback: c.Bool("feedback"), Hostile: c.Int("hostile"), Duration: c.Duration("for"), Nap: c.Duration("nap"),
		PID: c.Int("pid"), Metrics: c.String("metrics"), SampleEvery: c.Duration("sample"),
		Synthetic: load.Synthetic{FrameRate: c.Float64("fps"), Packets: c.Int("packets"), PayloadSize: c.Int("size"),
			KeyFrames: c.Duration("key-frames"), KeyPackets: c.Int("key-packets"), Paced: c.Bool("paced")},
		Progress: func(line string) { fmt.Fprintln(c.App.ErrWriter, line) },
	}
	if opts.WHEP == "" {
		return opts, usage("no endpoint to watch: pass --whep http://HOST:PORT/whep/NAME")
	}
	if opts.WHIP == "" && len(c.StringSlice("clip")) > 0 {
		return opts, usage("--clip is published at --whip, which is missing: pass --whip http://HOST:PORT/whip/NAME")
	}
	if paths := c.StringSlice("clip"); len(paths) > 0 {
		source, err := clip.New(clip.Options{Paths: paths})
		if err != nil {
			return opts, err
		}
		opts.Source = source
	}
	if opts.WHIP != "" && opts.WHIPToken == "" && onThisMachine(opts.WHIP) { // a stranger's node is none of our token's business
		token, err := node.PublishToken(c.String("data"))
		if err != nil {
			return opts, err
		}
		opts.WHIPToken = token
	}
	return opts, context.Cause(c.Context)
}
