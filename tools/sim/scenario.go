package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/casto-network/casto/node/tree"
)

// result is what one seed of one size with one policy came to.
type result struct {
	Viewers int
	Policy  string
	Seed    uint64

	Settled, Churned figures
	Join, JoinNear   sample  // ms from the click to the first picture: of all viewers, and of those 45 to 55 ms round trip from their relay
	FlashRefused     float64 // share of the viewers of the flash crowd that never had a picture, or not within giveUp
	FlashJoin        sample
	LoopsSeen        int     // over all looks, one a second, while relays come and go
	LoopsLasting     int     // of these, those that were there a second before as well
	Control          control // while nothing happens
	Single           blow    // relays killed one at a time
	Blows            []blow  // several at one instant
	Events           uint64
	Lies             lies
}

// blow is what followed when relays were killed.
type blow struct {
	Name     string
	Killed   int
	Takeover sample  // ms without media, of the relays whose source was killed: none with a hot standby, so far where it lasts
	Relays   sample  // of all relays that live and went without
	Browsers sample  // ms between two pictures, of viewers whose relay was killed
	Touched  float64 // share of viewers whose picture stood still
	Cold     float64 // share of the viewers of killed relays that had to join anew
	Below    sample  // of viewers whose relay lives
	Lost     float64 // share of viewers without a picture, when it is over
}

// ramp is how long the viewers of a size take to come: a thousand a second at least, twenty thousand at most.
func ramp(viewers int) time.Duration {
	rate := min(20_000, max(1_000, viewers/20))
	return time.Duration(float64(viewers) / float64(rate) * float64(time.Second))
}

const (
	flashCrowd = 10_000
	settling   = 100 * time.Second // three rounds of looking for better parents
	mending    = 30 * time.Second
)

// play goes through all scenarios with one world, one after another.
func play(g *regions, c config, short bool) *result {
	w := newWorld(g, c)
	r := &result{Viewers: c.viewers, Policy: c.name(), Seed: c.seed}
	w.come(c.viewers, ramp(c.viewers), -1)
	w.run(ramp(c.viewers) + settling)
	before := w.bytes
	w.meterAll()
	w.run(20 * time.Second)
	r.Control = w.control(before, 20*time.Second)
	r.Settled = w.measure()
	r.Join, r.JoinNear = w.joinTimes(0)
	r.FlashRefused, r.FlashJoin = float64(w.count.refused)/float64(c.viewers), r.Join
	r.Lies = w.liars()
	r.Events = w.events
	if short {
		return r
	}
	if c.viewers > flashCrowd {
		w.flash(r)
	}
	w.comeAndGo(r)
	w.run(mending)
	r.Single = w.oneByOne(killed(c.viewers))
	w.run(mending)
	for _, share := range []float64{0.01, 0.05, 0.25} {
		r.Blows = append(r.Blows, w.crash(share))
	}
	r.Blows = append(r.Blows, w.blackOut())
	r.Events = w.events
	return r
}

// killed is how many relays are killed one by one.
func killed(viewers int) int {
	if viewers <= 100_000 {
		return 100
	}
	return 40
}

// flash lets ten thousand viewers of one region come within ten seconds.
func (w *world) flash(r *result) {
	refused, began := w.count.refused, w.now
	w.come(flashCrowd, 10*time.Second, int(w.net.pick(w.rand.Float64())))
	w.run(10*time.Second + 2*giveUp)
	r.FlashRefused = float64(w.count.refused-refused) / flashCrowd
	r.FlashJoin, _ = w.joinTimes(began)
}

// joinTimes are those of the viewers that clicked since an instant.
func (w *world) joinTimes(since time.Duration) (all, near sample) {
	for _, j := range w.joins {
		if j.at < since {
			continue
		}
		ms := float64(j.took) / float64(time.Millisecond)
		all.add(ms)
		if j.rtt >= 45*time.Millisecond && j.rtt <= 55*time.Millisecond {
			near.add(ms)
		}
	}
	return all, near
}

// churn is relays and viewers that come and go.
type churn struct {
	until time.Duration
	share float64 // of all, a minute
	owed  float64 // relays
	gone  float64 // viewers
}

const churnTick = 200 * time.Millisecond

// comeAndGo has ten percent of the relays and viewers leave in a minute, and as many come; half of the relays that leave say so.
func (w *world) comeAndGo(r *result) {
	w.churn = churn{until: w.now + time.Minute, share: 0.10}
	w.at(0, event{kind: evChurn})
	before := 0
	for range 60 {
		w.run(time.Second)
		now := w.cycles()
		r.LoopsSeen += now
		r.LoopsLasting += min(now, before)
		before = now
	}
	r.Churned = w.measure()
}

func (w *world) churnOn() {
	c := &w.churn
	if w.now >= c.until {
		return
	}
	tick := churnTick.Minutes() * c.share
	c.owed += tick * float64(w.alive())
	for ; c.owed >= 1; c.owed-- {
		if i := w.drawRelay(func(n *node) bool { return n.alive && !n.draining }); i != none {
			if w.rand.IntN(2) == 0 {
				w.kill(i, time.Duration(w.rand.Int64N(int64(frameInterval))))
			} else {
				w.drain(i)
			}
			w.replace(i)
		}
	}
	c.gone += tick * float64(w.count.watching)
	came := 0
	for ; c.gone >= 1; c.gone-- {
		w.leave(int32(w.rand.IntN(len(w.viewers))))
		came++
	}
	if came > 0 {
		w.come(came, churnTick, -1)
	}
	w.at(churnTick, event{kind: evChurn})
}

// alive is how many relays there are.
func (w *world) alive() int { return len(w.nodes) - 1 - w.deaths }

// drawRelay picks a relay that suits.
func (w *world) drawRelay(suits func(*node) bool) int32 {
	for range 10_000 {
		if i := int32(1 + w.rand.IntN(len(w.nodes)-1)); suits(&w.nodes[i]) {
			return i
		}
	}
	return none
}

// oneByOne kills relays that have children, one every two seconds.
func (w *world) oneByOne(times int) blow {
	b := w.beginBlow("one relay")
	for range times {
		i := w.drawRelay(func(n *node) bool {
			return n.alive && n.flowing && slices.ContainsFunc(n.down, func(e edge) bool { return e.media && e.role == tree.Primary })
		})
		if i != none {
			w.strike(b, []int32{i})
			w.replace(i)
		}
		w.run(2 * time.Second)
	}
	w.run(5 * time.Second)
	return w.endBlow(b)
}

// crash kills a share of all relays at one instant.
func (w *world) crash(share float64) blow {
	var victims []int32
	for i := range w.nodes {
		if i != int(root) && w.nodes[i].alive && w.rand.Float64() < share {
			victims = append(victims, int32(i))
		}
	}
	return w.fell(fmt.Sprintf("%g %% of relays", 100*share), victims)
}

// blackOut kills all relays of one region of middling size that is not the streamer's.
func (w *world) blackOut() blow {
	region := slices.Index(w.net.names, "London")
	if w.nodes[root].region == uint8(region) {
		region = slices.Index(w.net.names, "Paris")
	}
	var victims []int32
	for i := range w.nodes {
		if n := &w.nodes[i]; i != int(root) && n.alive && n.region == uint8(region) {
			victims = append(victims, int32(i))
		}
	}
	return w.fell("a region ("+w.net.names[region]+")", victims)
}

func (w *world) fell(name string, victims []int32) blow {
	b := w.beginBlow(name)
	w.strike(b, victims)
	w.run(20 * time.Second)
	out := w.endBlow(b)
	for _, i := range victims {
		w.replace(i)
	}
	w.run(mending)
	return out
}

// began is what had been counted when a blow began.
type began struct {
	blow    blow
	outages int
	cold    int
	total   int
	orphans []orphan
	seats   int // viewers of killed relays
	strikes int
}

// orphan is a relay whose source was killed.
type orphan struct {
	node int32
	at   time.Duration
}

func (w *world) beginBlow(name string) *began {
	w.frozen, w.below = sample{}, sample{}
	return &began{blow: blow{Name: name}, outages: len(w.outages), cold: w.count.coldRejoins, total: w.count.watching}
}

func (w *world) strike(b *began, victims []int32) {
	phase := time.Duration(w.rand.Int64N(int64(frameInterval)))
	dying := make(map[int32]bool, len(victims))
	for _, i := range victims {
		dying[i] = true
	}
	for _, i := range victims {
		n := &w.nodes[i]
		for k := range n.down {
			if e := &n.down[k]; e.media && e.role == tree.Primary && !dying[e.child] {
				b.orphans = append(b.orphans, orphan{e.child, w.now})
			}
		}
		b.seats += len(n.viewers)
	}
	for _, i := range victims {
		w.kill(i, phase)
	}
	b.blow.Killed += len(victims)
	b.strikes++
}

func (w *world) endBlow(b *began) blow {
	out := b.blow
	for _, o := range w.outages[b.outages:] {
		out.Relays.add(o.ms())
	}
	w.takeovers(b, &out.Takeover)
	out.Browsers, out.Below = w.frozen, w.below
	out.Touched = float64(len(w.frozen.v)+len(w.below.v)) / float64(max(b.total*max(b.strikes, 1), 1))
	out.Cold = float64(w.count.coldRejoins-b.cold) / float64(max(b.seats, 1))
	seeing := 0
	for i := range w.viewers {
		if v := &w.viewers[i]; v.state == watching && w.nodes[v.relay].flowing {
			seeing++
		}
	}
	out.Lost = max(0, 1-float64(seeing)/float64(max(b.total, 1)))
	if math.IsNaN(out.Lost) {
		out.Lost = 0
	}
	return out
}

// takeovers adds how long each orphan was without media. One that stood still no more than other relays' doings made it is none.
func (w *world) takeovers(b *began, into *sample) {
	outages := make(map[int32][]outage)
	for _, o := range w.outages[b.outages:] {
		outages[o.node] = append(outages[o.node], o)
	}
	for _, o := range b.orphans {
		n := &w.nodes[o.node]
		k := slices.IndexFunc(outages[o.node], func(x outage) bool { return x.from >= o.at && x.from < o.at+sessionTimeout })
		switch {
		case k >= 0:
			into.add(outages[o.node][k].ms())
		case n.alive && n.stopped >= o.at && n.stopped < o.at+sessionTimeout:
			into.add(float64(w.now-n.stopped) / float64(time.Millisecond))
		case n.alive && n.flowing:
			into.add(0)
		}
	}
}

func (o outage) ms() float64 { return float64(o.to-o.from) / float64(time.Millisecond) }
