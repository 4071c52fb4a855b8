// Command casto-node runs CASTO: a relay, a streamer's node or a pool node, with the tools around it. See casto-node help.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// A relay allocates next to nothing but when viewers join, so collecting twice as often costs no time that can be measured, and
		// saves an eighth of a viewer's memory.
		debug.SetGCPercent(50)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second signal ends the process
	app := newApp(os.Stdout, os.Stderr)
	if err := app.RunContext(ctx, flagsFirst(app, os.Args)); err != nil {
		fmt.Fprintln(os.Stderr, "casto-node:", err)
		stop()
		os.Exit(exitCode(err))
	}
}
