package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/demo"
)

func demoCommand() *cli.Command {
	return &cli.Command{
		Name: "demo", Usage: "run a whole economy on this machine: chain, contracts, streamer, relays in two tiers, viewers",
		Flags: []cli.Flag{
			intFlag("relays", 3, "`N` relays, a third of them fed by the streamer, the others by those"),
			intFlag("viewers", 4, "`N` viewers besides those who open the link"),
			&cli.DurationFlag{Name: "for", Usage: "`TIME` to run before everything is settled", Value: time.Minute},
			stringFlag("http", "127.0.0.1:8787", "listen `ADDR` of the relay that the watch link names"),
			stringFlag("data", "", "`DIR` to keep the nodes' data in (default: a temporary one)"),
			boolFlag("verbose", "log what the nodes do"), jsonFlag(),
		},
		Action: runDemo,
	}
}

func runDemo(c *cli.Context) error {
	if err := noMore(c, 0); err != nil {
		return err
	}
	log := slog.New(slog.DiscardHandler)
	if c.Bool("verbose") {
		log = newLogger(c.App.ErrWriter, true)
	}
	http := c.String("http")
	if c.Bool("json") && !c.IsSet("http") {
		http = "127.0.0.1:0" // for programs, which read the link
	}
	summary, err := demo.Run(c.Context, demo.Options{Relays: c.Int("relays"), Viewers: c.Int("viewers"), For: c.Duration("for"),
		HTTP: http, Dir: c.String("data"), Logger: log}, newTable(c))
	if err != nil {
		return err
	}
	if c.Bool("json") {
		if err := json.NewEncoder(c.App.Writer).Encode(summary); err != nil {
			return err
		}
	} else {
		printSummary(c.App.Writer, summary)
	}
	return summary.Err()
}

// table prints the progress of a demo: for programs only the first line, on a terminal a table that stays in its place.
type table struct {
	out   io.Writer
	json  bool
	place bool // the terminal can be moved in
	lines int  // of the table on the screen
}

func newTable(c *cli.Context) *table {
	f, ok := c.App.Writer.(interface{ Fd() uintptr })
	return &table{out: c.App.Writer, json: c.Bool("json"), place: ok && term.IsTerminal(int(f.Fd()))}
}

// Ready implements demo.Reporter.
func (t *table) Ready(r demo.Ready) {
	if t.json {
		_ = json.NewEncoder(t.out).Encode(r)
		return
	}
	fmt.Fprintf(t.out, "\nWatch it in a browser   %s\n\n", r.Watch)
	fmt.Fprintf(t.out, "Go live yourself        %s\nChain (JSON-RPC)        %s\nData                    %s\n\n", r.Studio, r.RPC, r.Data)
}

// Progress implements demo.Reporter.
func (t *table) Progress(s demo.Snapshot) {
	if t.json {
		return
	}
	lines := rows(s)
	switch {
	case t.place: // over the last one
		if t.lines > 0 {
			fmt.Fprintf(t.out, "\x1b[%dA", t.lines)
		}
		for _, l := range lines {
			fmt.Fprintf(t.out, "%s\x1b[K\n", l)
		}
	case t.lines == 0:
		fmt.Fprintln(t.out, strings.Join(lines, "\n"))
	default: // the head stands above already
		fmt.Fprintln(t.out, strings.Join(lines[1:], "\n"))
	}
	t.lines = len(lines)
}

// Settling implements demo.Reporter.
func (t *table) Settling() {
	if !t.json {
		fmt.Fprintln(t.out, "\nThe time is over: relays turn the last receipts into vouchers and redeem them, which takes about ten seconds ...")
	}
}

// rows draws a snapshot.
func rows(s demo.Snapshot) []string {
	lines := []string{fmt.Sprintf("%-10s %4s %8s %12s %12s %9s %14s %14s %16s", "", "tier", "sessions", "sent", "acknowledged", "vouchers", "vouchers worth", "redeemed", "balance")}
	for _, r := range s.Relays {
		lines = append(lines, fmt.Sprintf("%-10s %4d %8d %12s %12s %9d %14s %14s %16s", r.Name, r.Tier, r.Sessions, size(r.Sent), size(r.Acked),
			r.Vouchers, short(r.Voucher), short(r.Redeemed), short(r.Balance)))
	}
	return append(lines, fmt.Sprintf("%-10s %4s %8s  locked for relays %s, balance %s; %d of %d viewers have picture", "streamer", "0", "",
		short(s.Deposits), short(s.Streamer), s.Decodable, s.Viewers))
}

// size is a number of bytes for people.
func size(b uint64) string {
	switch {
	case b < 1<<10:
		return fmt.Sprintf("%d B", b)
	case b < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(b)/(1<<10))
	default:
		return fmt.Sprintf("%.2f MiB", float64(b)/(1<<20))
	}
}

// short is a number of tokens with eight decimals at most.
func short(a incentives.Amount) string {
	text := a.Tokens()
	if whole, fraction, dotted := strings.Cut(text, "."); dotted && len(fraction) > 8 {
		return whole + "." + fraction[:8]
	}
	return text
}

func printSummary(out io.Writer, s demo.Summary) {
	fmt.Fprintf(out, "\nafter %.0f s: %s delivered to paying sessions, %s acknowledged, %d vouchers\n", s.Seconds, size(s.Delivered), size(s.Receipted), s.Vouchers)
	fmt.Fprintf(out, "redeemed %s, the price of what was acknowledged is %s; %d of %d viewers had picture\n", s.Redeemed.Tokens(), s.Owed.Tokens(), s.Decodable, s.Viewers)
	if s.Conserved {
		fmt.Fprintln(out, "all tokens are accounted for")
	}
	for _, p := range s.Problems {
		fmt.Fprintln(out, "problem:", p)
	}
}
