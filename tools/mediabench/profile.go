package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/casto-network/casto/relay/load"
)

// share is a part of the packet path, known by the functions that it is in. A stack belongs to the first share that fits.
type share struct {
	name  string
	calls []string // parts of names of functions, one of which is in the stack
}

// shares of casto-node's time, from the narrow to the wide.
func shares() []share {
	return []share{
		{"sealing: AES-GCM", []string{"seal.(*Sealer).Seal"}},
		{"sending: sendmmsg, in the kernel", []string{"udp.(*gso).call", "udp.(*gso).failed"}},
		{"filling the arena, besides", []string{"udp.(*gso)"}},
		{"header, SRTP index", []string{"relay.(*sender).Send"}},
		{"choosing the layer, renumbering", []string{"relay.(*downTrack)"}},
		{"turning over viewers", []string{"relay.(*viewer).turn", "relay.(*group).serve", "relay.(*shard).serve"}},
		{"waking shards", []string{"relay.(*shard)"}},
		{"viewers' RTCP", []string{"relay.(*viewer)", "seal.(*RTCPOpener)"}},
		{"the source's packets", []string{"relay.(*upTrack)", "relay.(*path).receive"}},
		{"reading: recvmmsg, in the kernel", []string{"udp.(*batch).Read", "udp.batchReader"}},
		{"ICE and DTLS (Pion)", []string{"pion/ice", "pion/stun", "pion/dtls", "pion/webrtc", "pion/transport", "pion/srtp"}},
		{"reports, timers of the relay", []string{"casto/relay."}},
		{"garbage collection", []string{"runtime.gcBgMarkWorker", "runtime.bgsweep", "runtime.bgscavenge", "runtime.gcAssist"}},
		{"Go's scheduler and poller", []string{"runtime.mcall", "runtime.mstart", "runtime.schedule", "runtime.findRunnable", "runtime.sysmon", "runtime.goexit0", "runtime.goready"}},
		{"the rest", []string{""}},
	}
}

// profileCommand tells where the time of a packet goes.
func profileCommand(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("mediabench profile", flag.ContinueOnError)
	node := flags.String("node", "bin/casto-node", "casto-node to measure")
	viewers := flags.Int("viewers", 100, "viewers")
	length := flags.Duration("for", 30*time.Second, "time of the profile")
	paced := flags.Bool("paced", false, "packets evenly paced instead of in bursts")
	keep := flags.String("keep", "", "file to keep the profile in, for go tool pprof (default: none)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "casto-profile-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if *keep == "" {
		*keep = filepath.Join(dir, "cpu.pprof")
	}
	report, err := profiled(ctx, *node, *viewers, *length, *paced, *keep)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "tool", "pprof", "-traces", *node, *keep)
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go tool pprof: %w", err)
	}
	fmt.Println(report)
	fmt.Println()
	printShares(os.Stdout, string(out), length.Seconds(), report)
	return nil
}

// profiled has a node profile itself under load.
func profiled(ctx context.Context, node string, viewers int, length time.Duration, paced bool, path string) (r load.Report, err error) {
	s, err := startNode(ctx, node)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	file, err := os.Create(path)
	if err != nil {
		return r, err
	}
	defer file.Close()
	fetched := make(chan error, 1)
	o := options(s, viewers)
	o.Duration, o.Feedback, o.Synthetic.Paced = length+time.Second, true, paced
	o.Progress = func(line string) {
		say(os.Stderr, "%s", line)
		if line == load.Measuring {
			go func() { fetched <- s.fetch(ctx, "profile?seconds="+strconv.Itoa(int(length.Seconds())), file) }()
		}
	}
	if r, err = load.Run(ctx, o); err != nil {
		return r, err
	}
	return r, <-fetched
}

// printShares writes a table of what each share costs a delivered packet. The profile's samples make its shares; what the
// scheduler counted for the process makes them times.
func printShares(out io.Writer, traces string, seconds float64, r load.Report) {
	list := shares()
	times := make([]time.Duration, len(list))
	var total time.Duration
	eachTrace(traces, func(d time.Duration, stack []string) {
		total += d
		times[shareOf(list, stack)] += d
	})
	perSecond := float64(r.Counts.Packets) / max(r.Seconds, 1e-9)
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "where\tµs/packet\tshare")
		for i, s := range list {
			fmt.Fprintf(w, "%s\t%.2f\t%.0f %%\n", s.name, times[i].Seconds()/seconds/perSecond*1e6, 100*float64(times[i])/float64(max(total, 1)))
		}
		sampled := total.Seconds() / seconds / perSecond * 1e6
		fmt.Fprintf(w, "all that was sampled\t%.2f\t100 %%\n", sampled)
		fmt.Fprintf(w, "the kernel's own count (with waking up, which no sample sees)\t%.2f\t\n", r.MicrosPerPacket)
	})
}

func shareOf(list []share, stack []string) int {
	for i, s := range list {
		for _, call := range s.calls {
			for _, f := range stack {
				if strings.Contains(f, call) {
					return i
				}
			}
		}
	}
	return len(list) - 1
}

// eachTrace reads the output of pprof -traces: blocks between lines of dashes, each a time, the function it was spent in, and its
// callers.
func eachTrace(traces string, f func(d time.Duration, stack []string)) {
	var d time.Duration
	var stack []string
	flush := func() {
		if d > 0 {
			f(d, stack)
		}
		d, stack = 0, nil
	}
	lines := bufio.NewScanner(strings.NewReader(traces))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 0:
		case strings.HasPrefix(fields[0], "----"):
			flush()
		default:
			if t, err := time.ParseDuration(fields[0]); err == nil && len(fields) > 1 {
				d, fields = t, fields[1:]
			}
			if d > 0 {
				stack = append(stack, strings.Join(fields, " "))
			}
		}
	}
	flush()
}
