// Command cmd opens a loss lab for other programs, and measures what a relay makes of losses.
//
//	losslab hold [--links N]     open a lab, and shape its links as lines of JSON on standard input say
//	losslab bench [--quick] …    print the loss table
//
// Both need root and /dev/net/tun, and exit with status 3 where they cannot have a lab.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/casto-network/casto/tools/losslab"
)

// exitUnsupported tells callers that this machine has no lab, which is no failure of what they test.
const exitUnsupported = 3

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, losslab.ErrUnsupported):
		fmt.Fprintln(os.Stderr, "losslab: skipped:", err)
		os.Exit(exitUnsupported)
	default:
		fmt.Fprintln(os.Stderr, "losslab:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	commands := map[string]func(context.Context, []string) error{
		"hold":  hold,
		"bench": bench,
		"role":  role, // what bench starts in its namespaces
	}
	if len(args) > 0 {
		if command, ok := commands[args[0]]; ok {
			return command(ctx, args[1:])
		}
	}
	return errors.New("usage: losslab hold|bench [options]")
}
