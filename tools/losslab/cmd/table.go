package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/casto-network/casto/relay/loss"
)

// figures is all that the bench finds out.
type figures struct {
	Packets  []result      `json:"packets"`
	Chromium []frameResult `json:"chromium"`
}

func percent(share float64) string { return fmt.Sprintf("%.2f", 100*share) }

// printPackets prints what reached the Go clients.
func printPackets(out io.Writer, results []result) {
	fmt.Fprintf(out, "Share of packets that came within %d ms, in %%. Round trip %d ms, 300 packets a second, loss in both directions.\n\n",
		loss.InTime.Milliseconds(), 2*delay.Milliseconds())
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "lossy link\tloss\ttarget\tCASTO\t\twhole frames\tp99 ms\tstock Pion\twhole frames\tof packets\t")
	for _, r := range results {
		verdict := "met"
		if r.CASTO.Share() < r.Target {
			verdict = "MISSED"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%d\t\n", r.Path, r.Name, percent(r.Target), percent(r.CASTO.Share()), verdict,
			percent(r.CASTO.FrameShare()), r.CASTO.Latency99.Milliseconds(), percent(r.Stock.Share()), percent(r.Stock.FrameShare()), r.CASTO.Packets)
	}
	_ = table.Flush()
	if len(results) > 0 && results[0].CASTO.Share() < results[0].Target {
		fmt.Fprintln(out, "\nPackets were late without any loss too: the machine is too busy for these figures.")
	}
}

// frameResult is what Chromium made of a condition.
type frameResult struct {
	Name          string  `json:"name"`
	Seconds       float64 `json:"seconds"`
	Freezes       int     `json:"freezeCount"`
	FreezeSeconds float64 `json:"totalFreezesDuration"`
	Decoded       int     `json:"framesDecoded"`
	Dropped       int     `json:"framesDropped"`
	Received      int     `json:"framesReceived"`
	KeyFrames     int     `json:"keyFramesDecoded"`
	PLIs          int     `json:"pliCount"`
	NACKs         int     `json:"nackCount"`
	Retransmitted int     `json:"retransmittedPacketsReceived"`
	Target        float64 `json:"target"` // most of the time that may be frozen
}

// printFrames prints what Chromium made of it.
func printFrames(out io.Writer, results []frameResult) {
	if len(results) == 0 {
		return
	}
	fmt.Fprintf(out, "\nChromium, %.0f s of one stream over links of its own, freezes as it counts them; targets are for what a link adds to the first.\n\n",
		results[0].Seconds)
	table := tabwriter.NewWriter(out, 0, 0, 3, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "loss\tfreezeCount\ttotalFreezesDuration s\t% of time\tadded\ttarget\t\tframesDecoded\tframesDropped\tNACKs\tretransmitted\tPLIs\t")
	idle := results[0].FreezeSeconds / results[0].Seconds
	for _, r := range results {
		share, verdict := r.FreezeSeconds/r.Seconds, "met"
		added := max(0, share-idle)
		if added > r.Target {
			verdict = "MISSED"
		}
		fmt.Fprintf(table, "%s\t%d\t%.2f\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t\n", r.Name, r.Freezes, r.FreezeSeconds, percent(share),
			percent(added), percent(r.Target), verdict, r.Decoded, r.Dropped, r.NACKs, r.Retransmitted, r.PLIs)
	}
	_ = table.Flush()
	if results[0].FreezeSeconds > 0 {
		fmt.Fprintln(out, "\nThe picture froze without any loss too: the machine is too busy for Chromium.")
	}
}
