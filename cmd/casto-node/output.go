package main

import (
	"encoding/json"
	"fmt"

	"github.com/urfave/cli/v2"
)

// report prints a result: with --json as one JSON line, else by the given lines.
func report(c *cli.Context, result any, lines ...string) error {
	if c.Bool("json") {
		return json.NewEncoder(c.App.Writer).Encode(result)
	}
	for _, l := range lines {
		fmt.Fprintln(c.App.Writer, l)
	}
	return nil
}
