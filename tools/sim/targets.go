package main

import (
	"fmt"
	"math"
)

// target is one line of the table: a figure, and what the design wants of it.
type target struct {
	Name   string
	Unit   string
	Want   float64
	Atmost bool // the figure is to be at most Want; else at least
	Got    spread
	Note   string
}

func (t *target) pass() bool {
	if t.Atmost {
		return t.Got.Mean <= t.Want
	}
	return t.Got.Mean >= t.Want
}

// verdict is pass or MISS; a target that some seeds miss while the mean passes says so.
func (t *target) verdict() string {
	worst := t.Got.Most
	if !t.Atmost {
		worst = t.Got.Least
	}
	switch {
	case math.IsNaN(t.Got.Mean):
		return "not measured"
	case !t.pass():
		return "MISS"
	case t.Atmost && worst > t.Want, !t.Atmost && worst < t.Want:
		return "pass, not every seed"
	default:
		return "pass"
	}
}

func (t *target) want() string {
	if t.Atmost {
		return fmt.Sprintf("≤ %g%s", t.Want, t.Unit)
	}
	return fmt.Sprintf("≥ %g%s", t.Want, t.Unit)
}

// bounds are the targets that depend on the number of viewers.
func bounds(viewers int) (depth, oneWay float64) {
	switch {
	case viewers <= 10_000:
		return 6, 300
	case viewers <= 100_000:
		return 7, 220
	default:
		return 8, 240
	}
}

// targets holds the seeds of one size against the design.
func targets(rs []*result) []target {
	get := func(f func(*result) float64) spread {
		var v []float64
		for _, r := range rs {
			v = append(v, f(r))
		}
		return over(v)
	}
	depth, oneWay := bounds(rs[0].Viewers)
	t := []target{
		{Name: "depth p99", Want: depth, Atmost: true, Got: get(func(r *result) float64 { return r.Settled.Depth.at(0.99) })},
		{Name: "one-way p99", Unit: " ms", Want: oneWay, Atmost: true, Got: get(func(r *result) float64 { return r.Settled.OneWay.at(0.99) })},
		{Name: "depth p99, after churn", Want: depth, Atmost: true, Got: get(func(r *result) float64 { return r.Churned.Depth.at(0.99) })},
		{Name: "one-way p99, after churn", Unit: " ms", Want: oneWay, Atmost: true, Got: get(func(r *result) float64 { return r.Churned.OneWay.at(0.99) })},
		{Name: "10,000 joins in 10 s: refused", Unit: " %", Want: 1, Atmost: true, Got: get(func(r *result) float64 { return 100 * r.FlashRefused })},
		{Name: "loops seen, 10 %/min of churn", Want: 0, Atmost: true, Got: get(func(r *result) float64 { return float64(r.LoopsSeen) })},
		{Name: "loops that lasted a second", Want: 0, Atmost: true, Got: get(func(r *result) float64 { return float64(r.LoopsLasting) })},
		{Name: "disjoint standby", Unit: " %", Want: 99, Got: get(func(r *result) float64 { return 100 * r.Settled.Standby })},
		{Name: "disjoint standby, after churn", Unit: " %", Want: 99, Got: get(func(r *result) float64 { return 100 * r.Churned.Standby })},
		{Name: "control of media, on all links", Unit: " %", Want: 1, Atmost: true, Got: get(func(r *result) float64 { return 100 * r.Control.Share })},
		{Name: "control of media, links p99", Unit: " %", Want: 1, Atmost: true, Got: get(func(r *result) float64 { return 100 * r.Control.Links.at(0.99) })},
		{Name: "control of an idle relay", Unit: " kB/s", Want: 10, Atmost: true, Got: get(func(r *result) float64 { return r.Control.Idle / 1000 })},
		{Name: "join p50, 50 ms round trip", Unit: " ms", Want: 600, Atmost: true, Got: get(func(r *result) float64 { return r.JoinNear.at(0.5) })},
		{Name: "join p95, 50 ms round trip", Unit: " ms", Want: 1500, Atmost: true, Got: get(func(r *result) float64 { return r.JoinNear.at(0.95) })},
		{Name: "one relay killed: relay frozen ≤ 200 ms", Unit: " %", Want: 90, Got: get(func(r *result) float64 { return 100 * r.Single.Takeover.share(200) })},
		{Name: "one relay killed: relay frozen p95", Unit: " ms", Want: 250, Atmost: true, Got: get(func(r *result) float64 { return r.Single.Takeover.at(0.95) })},
		{Name: "one relay killed: relay frozen p99", Unit: " ms", Want: 500, Atmost: true, Got: get(func(r *result) float64 { return r.Single.Takeover.at(0.99) })},
		{Name: "one relay killed: browser frozen p95", Unit: " ms", Want: 500, Atmost: true, Got: get(func(r *result) float64 { return r.Single.Browsers.at(0.95) })},
	}
	for k := range rs[0].Blows {
		if rs[0].Blows[k].Name != "1 % of relays" {
			continue
		}
		t = append(t,
			target{Name: "1 % killed: relay frozen ≤ 200 ms", Unit: " %", Want: 90, Got: get(func(r *result) float64 { return 100 * r.Blows[k].Takeover.share(200) })},
			target{Name: "1 % killed: relay frozen p95", Unit: " ms", Want: 250, Atmost: true, Got: get(func(r *result) float64 { return r.Blows[k].Takeover.at(0.95) })},
			target{Name: "1 % killed: browser frozen p95", Unit: " ms", Want: 500, Atmost: true, Got: get(func(r *result) float64 { return r.Blows[k].Browsers.at(0.95) })})
	}
	return t
}
