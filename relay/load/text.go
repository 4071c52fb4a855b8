package load

import (
	"fmt"
	"strings"
)

// String is the report in a few lines.
func (r Report) String() string {
	var b strings.Builder
	c := r.Counts
	fmt.Fprintf(&b, "viewers    %d", r.Viewers)
	for _, n := range []struct {
		n    int
		what string
	}{{r.Refused, "refused"}, {r.Dropped, "dropped by the server"}, {r.Left, "left and followed"}, {r.Waiting, "without a picture"}} {
		if n.n > 0 {
			fmt.Fprintf(&b, ", %d %s", n.n, n.what)
		}
	}
	if r.Refusal != "" {
		fmt.Fprintf(&b, " (%s)", r.Refusal)
	}
	perSecond := float64(c.Packets) / max(r.Seconds, 1e-9)
	fmt.Fprintf(&b, "\npackets    %d in %.1f s, %.0f/s, %.1f Mbit/s; lost %d, repaired %d, duplicates %d\n", c.Packets, r.Seconds, perSecond,
		float64(c.Bytes)*8/1e6/max(r.Seconds, 1e-9), c.Lost, c.Repaired, c.Duplicates)
	fmt.Fprintf(&b, "checked    %d, damaged %d, missing %d; unreadable %d, of unknown type %d\n", c.Checked, c.Damaged, c.Gaps, c.Unreadable, c.Unknown)
	if q := r.Latency; q.Count > 0 {
		fmt.Fprintf(&b, "latency    p50 %.2f ms, p99 %.2f, p99.9 %.2f, most %.2f (of %d frames)\n", q.P50, q.P99, q.P999, q.Max, q.Count)
	}
	fmt.Fprintf(&b, "join       connected p50 %.0f ms, p95 %.0f; first packet %.0f, %.0f; whole key frame %.0f, %.0f\n", r.Connected.P50,
		r.Connected.P95, r.First.P50, r.First.P95, r.Whole.P50, r.Whole.P95)
	fmt.Fprintf(&b, "reports    %d feedbacks, %d NACKs, %d PLIs; key frames asked of the publisher %d", c.Feedbacks, c.NACKs, c.PLIs, r.KeyAsked)
	if r.MicrosPerPacket > 0 {
		first, last := r.Before, r.After
		fmt.Fprintf(&b, "\nserver     %.2f µs per packet (user %.2f, system %.2f), %.0f %% of a core; %.0f KiB more, %+d goroutines, %+d descriptors with %d viewers\n",
			r.MicrosPerPacket, r.perPacket(func(s Sample) float64 { return float64(s.User) }), r.perPacket(func(s Sample) float64 { return float64(s.System) }),
			100*r.CPUShare, (float64(last.Memory())-float64(first.Memory()))/1024, last.Goroutines-first.Goroutines, last.Descriptors-first.Descriptors, last.Viewers)
		fmt.Fprintf(&b, "generator  %.0f %% of a core", 100*r.GeneratorShare)
	}
	return b.String()
}

// perPacket is the growth of a time of the server's process, in µs per packet.
func (r Report) perPacket(of func(Sample) float64) float64 {
	return (of(r.Samples[len(r.Samples)-1]) - of(r.Samples[0])) / 1e3 / float64(max(r.Counts.Packets, 1))
}
