package main

import (
	"fmt"
	"math"
)

// pool joins the measurements of all seeds.
func pool(rs []*result, f func(*result) *sample) *sample {
	all := &sample{}
	for _, r := range rs {
		all.v = append(all.v, f(r).v...)
	}
	return all
}

// charts are the distributions of depth, delay and repair. The first compares policies at the middle size, the others sizes.
func charts(studies []*study) map[string]*chart {
	middle := studies[len(studies)/2]
	depth := &chart{
		title: "How deep viewers are", subtitle: fmt.Sprintf("share of %s viewers at most so many hops from the streamer", grouped(middle.Viewers)),
		xTitle: "hops", yTitle: "viewers", xMax: 16, xStep: 1, yMax: 100, yStep: 20, yUnit: " %", steps: true,
	}
	delay := &chart{
		title: "How long a frame is on its way", subtitle: "share of viewers at most so far behind the streamer's node: network and relays, without encoder and screen",
		xTitle: "ms, one way", yTitle: "viewers", xMax: 600, xStep: 50, yMax: 100, yStep: 20, yUnit: " %",
	}
	want, _ := bounds(middle.Viewers)
	depth.marks = []mark{{want, fmt.Sprintf("p99 ≤ %g", want)}}
	curves := func(name string, rs []*result) {
		d := cdf(name, pool(rs, func(r *result) *sample { return &r.Settled.Depth }), depth.xMax, int(depth.xMax))
		depth.curves = append(depth.curves, d)
		delay.curves = append(delay.curves, cdf(name, pool(rs, func(r *result) *sample { return &r.Settled.OneWay }), delay.xMax, 300))
	}
	curves("lag-greedy", middle.Seeds)
	for _, rs := range middle.Others {
		if rs[0].Lies.Liars == 0 {
			curves(rs[0].Policy, rs)
		}
	}
	for _, s := range studies {
		if s != middle {
			delay.curves = append(delay.curves, cdf("lag-greedy, "+grouped(s.Viewers), pool(s.Seeds, func(r *result) *sample { return &r.Settled.OneWay }), delay.xMax, 300))
		}
	}
	repair := &chart{
		title: "How long media stands still", subtitle: fmt.Sprintf("relays whose parent was killed, and browsers whose relay was killed; %s viewers", grouped(middle.Viewers)),
		xTitle: "ms", yTitle: "of those touched", xMax: 1000, xStep: 100, yMax: 100, yStep: 20, yUnit: " %",
		marks: []mark{{200, "90 % of relays"}, {500, "95 % of browsers"}},
	}
	for k := -1; k < min(3, len(middle.Seeds[0].Blows)); k++ {
		at := func(r *result) *blow {
			if k < 0 {
				return &r.Single
			}
			return &r.Blows[k]
		}
		name, drawn := map[int]string{-1: "one killed", 2: "25 % killed"}[k]
		if !drawn { // those between lie between
			continue
		}
		repair.curves = append(repair.curves, cdf("relays, "+name, pool(middle.Seeds, func(r *result) *sample { return &at(r).Takeover }), repair.xMax, 250))
		repair.curves = append(repair.curves, cdf("browsers, "+name, pool(middle.Seeds, func(r *result) *sample { return &at(r).Browsers }), repair.xMax, 250))
	}
	out := map[string]*chart{"sim-depth.svg": depth, "sim-delay.svg": delay}
	if len(repair.curves) > 0 {
		out["sim-repair.svg"] = repair
	}
	return out
}

// summary is a study in numbers, for other programs.
type summary struct {
	Viewers int
	Targets []targetSummary
	Seeds   []seedSummary
}

type targetSummary struct {
	Name, Unit  string
	Want        float64
	AtMost      bool
	Mean        *float64
	Least, Most *float64
	Verdict     string
}

type seedSummary struct {
	Policy string
	Seed   uint64
	Depth  map[string]*float64
	OneWay map[string]*float64
	Events uint64
}

func summaries(studies []*study) []summary {
	var out []summary
	for _, s := range studies {
		sum := summary{Viewers: s.Viewers}
		for _, t := range targets(s.Seeds) {
			sum.Targets = append(sum.Targets, targetSummary{Name: t.Name, Unit: t.Unit, Want: t.Want, AtMost: t.Atmost, Mean: finite(t.Got.Mean),
				Least: finite(t.Got.Least), Most: finite(t.Got.Most), Verdict: t.verdict()})
		}
		all := s.Seeds
		for _, rs := range s.Others {
			all = append(all[:len(all):len(all)], rs...)
		}
		for _, r := range all {
			sum.Seeds = append(sum.Seeds, seedSummary{Policy: r.Policy, Seed: r.Seed, Depth: percentiles(&r.Settled.Depth), OneWay: percentiles(&r.Settled.OneWay), Events: r.Events})
		}
		out = append(out, sum)
	}
	return out
}

func percentiles(s *sample) map[string]*float64 {
	return map[string]*float64{"p50": finite(s.at(0.5)), "p95": finite(s.at(0.95)), "p99": finite(s.at(0.99)), "most": finite(s.at(1))}
}

// finite is x for JSON, which has no word for what is not a number.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
