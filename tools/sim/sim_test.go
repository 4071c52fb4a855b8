package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func table22(t *testing.T) *regions {
	t.Helper()
	g, err := loadRegions()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// settled is a small world after its viewers have come.
func settled(t *testing.T, c config) *world {
	t.Helper()
	w := newWorld(table22(t), c)
	w.come(c.viewers, 10*time.Second, -1)
	w.run(60 * time.Second)
	return w
}

// check holds a world against what is true at any time. Messages under way make sessions that one side alone knows for a moment: so those
// count that are there a second later too.
func check(t *testing.T, w *world, when string) {
	t.Helper()
	first := w.leaks()
	w.run(time.Second)
	for _, leak := range w.leaks() {
		if slices.Contains(first, leak) {
			t.Errorf("%s: %s", when, leak)
		}
	}
	if n := w.cycles(); n != 0 {
		t.Errorf("%s: %d loops", when, n)
	}
}

func TestRegionsAreFarApart(t *testing.T) {
	g := table22(t)
	if mean := g.meanOneWay(); mean < 70*time.Millisecond || mean > 85*time.Millisecond {
		t.Errorf("%v from one region to another on average, want about 75 ms", mean)
	}
	for i := range g.oneWay {
		for j := range g.oneWay {
			if g.oneWay[i][j] != g.oneWay[j][i] {
				t.Errorf("%s and %s are not as far from one another as the other way round", g.names[i], g.names[j])
			}
		}
		if g.order[i][0] != uint8(i) {
			t.Errorf("%s is not the nearest to itself", g.names[i])
		}
	}
}

func TestQueueKeepsTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var q queue
	var now time.Duration
	var last event
	pushed, popped := 0, 0
	for range 200_000 {
		if r.IntN(5) < 3 {
			q.push(event{at: now + time.Duration(r.ExpFloat64()*float64(5*time.Second))})
			pushed++
			continue
		}
		e, ok := q.pop()
		if !ok {
			continue
		}
		popped++
		if before(last, e) >= 0 {
			t.Fatalf("%v (%d) comes after %v (%d)", e.at, e.seq, last.at, last.seq)
		}
		last, now = e, e.at
	}
	for _, ok := q.pop(); ok; _, ok = q.pop() {
		popped++
	}
	if popped != pushed {
		t.Errorf("%d of %d events came out", popped, pushed)
	}
}

func TestSameSeedSameRun(t *testing.T) {
	c := config{viewers: 1000, seed: 7}
	a, b := play(table22(t), c, true), play(table22(t), c, true)
	if a.Events != b.Events || !slices.Equal(a.Settled.OneWay.v, b.Settled.OneWay.v) || !slices.Equal(a.Join.v, b.Join.v) {
		t.Errorf("%d and %d events; one-way p99 %v and %v", a.Events, b.Events, a.Settled.OneWay.at(0.99), b.Settled.OneWay.at(0.99))
	}
	c.seed++
	if other := play(table22(t), c, true); other.Events == a.Events {
		t.Error("another seed gives the same run")
	}
}

func TestEverybodySeesThePicture(t *testing.T) {
	for _, p := range []policy{ours, nearest, random} {
		w := settled(t, config{viewers: 2000, seed: 1, policy: p})
		check(t, w, p.String())
		f := w.measure()
		if f.Viewers < 1900 || f.NoPicture > 0.05 {
			t.Errorf("%v: of %d viewers %.1f %% see nothing", p, f.Viewers, 100*f.NoPicture)
		}
	}
}

func TestFlashCrowdGetsIn(t *testing.T) {
	w := settled(t, config{viewers: 5000, seed: 2})
	refused := w.count.refused
	w.come(1000, time.Second, -1)
	w.run(15 * time.Second)
	check(t, w, "after the crowd")
	if n := w.count.refused - refused; n > 50 {
		t.Errorf("%d of 1000 were refused", n)
	}
}

func TestRelaysAndViewersComeAndGo(t *testing.T) {
	w := settled(t, config{viewers: 3000, seed: 3})
	r := &result{}
	w.comeAndGo(r)
	w.run(15 * time.Second)
	check(t, w, "after a minute of churn")
	if r.LoopsLasting > 0 {
		t.Errorf("%d loops lasted", r.LoopsLasting)
	}
	if f := w.measure(); f.NoPicture > 0.02 {
		t.Errorf("%.1f %% of the viewers see nothing", 100*f.NoPicture)
	}
}

func TestCrashesAreMended(t *testing.T) {
	w := settled(t, config{viewers: 3000, seed: 4})
	for _, b := range []blow{w.oneByOne(10), w.crash(0.05), w.crash(0.25), w.blackOut()} {
		check(t, w, b.Name)
		if b.Killed == 0 {
			t.Errorf("%s: nobody was killed", b.Name)
		}
	}
	if f := w.measure(); f.NoPicture > 0.02 {
		t.Errorf("%.1f %% of the viewers see nothing", 100*f.NoPicture)
	}
}

func TestLiarsDoNotBreakTheTree(t *testing.T) {
	w := settled(t, config{viewers: 3000, seed: 5, liars: 0.2})
	check(t, w, "with a fifth of liars")
	if l := w.liars(); l.Liars == 0 {
		t.Error("nobody lies")
	}
	if f := w.measure(); f.NoPicture > 0.05 {
		t.Errorf("%.1f %% of the viewers see nothing", 100*f.NoPicture)
	}
}

func TestReportAndChartsAreWhole(t *testing.T) {
	s := &study{Viewers: 1000, Seeds: []*result{play(table22(t), config{viewers: 1000, seed: 1}, false)}}
	for _, c := range others(1000) {
		c.seed = 1
		s.Others = append(s.Others, []*result{play(table22(t), c, true)})
	}
	var text strings.Builder
	s.print(&text)
	for _, want := range []string{"depth p99", "25 % of relays", "nearest", "liars have"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	for name, c := range charts([]*study{s}) {
		d := xml.NewDecoder(strings.NewReader(c.svg()))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(fmt.Errorf("%s: %w", name, err))
			}
		}
	}
}
