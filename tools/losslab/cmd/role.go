package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/casto-network/casto/relay/loss"
)

// role is one process of the bench: serve ADDR, publish URL or watch URL, of the relay here or of stock Pion. It says "ready"
// when others may go on; a watcher says its report after that.
func role(ctx context.Context, args []string) error {
	if len(args) != 4 {
		return errors.New("usage: losslab role serve|publish|watch casto|stock ADDR|URL DURATION")
	}
	stock := args[1] == "stock"
	lasting, err := time.ParseDuration(args[3])
	if err != nil {
		return err
	}
	switch args[0] {
	case "serve":
		listener, err := net.Listen("tcp4", args[2])
		if err != nil {
			return err
		}
		fmt.Println("ready")
		return loss.Serve(ctx, loss.ServeOptions{Listener: listener, Stock: stock})
	case "publish":
		return loss.Publish(ctx, args[2], func() { fmt.Println("ready") })
	case "watch":
		watch := loss.Watch
		if stock {
			watch = loss.WatchStock
		}
		report, err := watch(ctx, loss.WatchOptions{Endpoint: args[2], Lasting: lasting, Connected: func() { fmt.Println("ready") }})
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(report)
	}
	return fmt.Errorf("no role %q", args[0])
}
