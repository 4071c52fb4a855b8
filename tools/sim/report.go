package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"text/tabwriter"
)

// study is all seeds of one size: with the design's policy, and for comparison others.
type study struct {
	Viewers int
	Seeds   []*result
	Others  [][]*result
}

func table(out io.Writer, f func(w io.Writer)) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	f(w)
	_ = w.Flush()
	fmt.Fprintln(out)
}

// number writes a figure with as many digits as it is worth.
func number(x float64) string {
	switch a := math.Abs(x); {
	case math.IsNaN(x):
		return "–"
	case a >= 100 || x == math.Trunc(x):
		return strconv.FormatFloat(x, 'f', 0, 64)
	case a >= 10:
		return strconv.FormatFloat(x, 'f', 1, 64)
	default:
		return strconv.FormatFloat(x, 'f', 2, 64)
	}
}

func (s *study) print(out io.Writer) {
	first := s.Seeds[0]
	fmt.Fprintf(out, "%s viewers, %d seeds: %s relays, of which %s carry the stream\n\n", grouped(s.Viewers), len(s.Seeds),
		grouped(first.Settled.Relays), grouped(first.Settled.Carrying))
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "target\tto reach\tmeasured\tleast–most\t")
		for _, t := range targets(s.Seeds) {
			fmt.Fprintf(w, "%s\t%s\t%s%s\t%s–%s\t%s\n", t.Name, t.want(), number(t.Got.Mean), t.Unit, number(t.Got.Least), number(t.Got.Most), t.verdict())
		}
	})
	s.printBlows(out)
	s.printPolicies(out)
	s.printMore(out)
}

// grouped writes a number with commas.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

func (s *study) printBlows(out io.Writer) {
	if len(s.Seeds[0].Blows) == 0 {
		return
	}
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "killed at once\trelays below: p50\tp95\tp99 ms\t≤ 200 ms\tall without media: p95 ms\tbrowsers: p50\tp95\tp99 ms\ttouched\tcold\tno picture after")
		for k := -1; k < len(s.Seeds[0].Blows); k++ {
			at := func(r *result) *blow {
				if k < 0 {
					return &r.Single
				}
				return &r.Blows[k]
			}
			get := func(f func(*blow) float64) string {
				var v []float64
				for _, r := range s.Seeds {
					v = append(v, f(at(r)))
				}
				return number(over(v).Mean)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s %%\t%s\t%s\t%s\t%s\t%s %%\t%s %%\t%s %%\n", at(s.Seeds[0]).Name,
				get(func(b *blow) float64 { return b.Takeover.at(0.5) }), get(func(b *blow) float64 { return b.Takeover.at(0.95) }),
				get(func(b *blow) float64 { return b.Takeover.at(0.99) }), get(func(b *blow) float64 { return 100 * b.Takeover.share(200) }),
				get(func(b *blow) float64 { return b.Relays.at(0.95) }), get(func(b *blow) float64 { return b.Browsers.at(0.5) }),
				get(func(b *blow) float64 { return b.Browsers.at(0.95) }), get(func(b *blow) float64 { return b.Browsers.at(0.99) }),
				get(func(b *blow) float64 { return 100 * b.Touched }), get(func(b *blow) float64 { return 100 * b.Cold }),
				get(func(b *blow) float64 { return 100 * b.Lost }))
		}
	})
}

func (s *study) printPolicies(out io.Writer) {
	if len(s.Others) == 0 {
		return
	}
	table(out, func(w io.Writer) {
		fmt.Fprintln(w, "policy\tdepth p50\tp99\tmost\tone-way p50\tp95\tp99 ms\trefused\tlossy way\tno picture\tstandby")
		row := func(name string, rs []*result) {
			get := func(f func(*result) float64) string {
				var v []float64
				for _, r := range rs {
					v = append(v, f(r))
				}
				return number(over(v).Mean)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s %%\t%s %%\t%s %%\t%s %%\n", name,
				get(func(r *result) float64 { return r.Settled.Depth.at(0.5) }), get(func(r *result) float64 { return r.Settled.Depth.at(0.99) }),
				get(func(r *result) float64 { return r.Settled.Depth.at(1) }), get(func(r *result) float64 { return r.Settled.OneWay.at(0.5) }),
				get(func(r *result) float64 { return r.Settled.OneWay.at(0.95) }), get(func(r *result) float64 { return r.Settled.OneWay.at(0.99) }),
				get(func(r *result) float64 { return 100 * r.FlashRefused }), get(func(r *result) float64 { return 100 * r.Settled.Lossy }),
				get(func(r *result) float64 { return 100 * r.Settled.NoPicture }), get(func(r *result) float64 { return 100 * r.Settled.Standby }))
		}
		row(ours.String(), s.Seeds)
		for _, rs := range s.Others {
			row(rs[0].Policy, rs)
		}
	})
}

func (s *study) printMore(out io.Writer) {
	get := func(f func(*result) float64) string {
		var v []float64
		for _, r := range s.Seeds {
			v = append(v, f(r))
		}
		return number(over(v).Mean)
	}
	fmt.Fprintf(out, "joins, all distances: p50 %s ms, p95 %s ms; flash crowd p50 %s ms, p95 %s ms; %s events\n",
		get(func(r *result) float64 { return r.Join.at(0.5) }), get(func(r *result) float64 { return r.Join.at(0.95) }),
		get(func(r *result) float64 { return r.FlashJoin.at(0.5) }), get(func(r *result) float64 { return r.FlashJoin.at(0.95) }),
		grouped(int(s.Seeds[0].Events)))
	s.printLies(out)
}

func (s *study) printLies(out io.Writer) {
	for _, rs := range s.Others {
		if rs[0].Lies.Liars == 0 {
			continue
		}
		var gain []float64
		of, others := &sample{}, &sample{}
		for _, r := range rs {
			gain = append(gain, r.Lies.Gain)
			of.v = append(of.v, r.Lies.LagOfChildren.v...)
			others.v = append(others.v, r.Lies.LagOfOthers.v...)
		}
		g := over(gain)
		fmt.Fprintf(out, "%s: liars have %s times the relay children of honest relays of their size (%s–%s); relays below them are %s ms behind at p50, %s at p95; others %s and %s\n",
			rs[0].Policy, number(g.Mean), number(g.Least), number(g.Most), number(of.at(0.5)), number(of.at(0.95)), number(others.at(0.5)), number(others.at(0.95)))
	}
	fmt.Fprintln(out)
}
