package main

import (
	"math"
	"slices"
	"time"
)

// viewerState is how far a viewer has got.
type viewerState uint8

const (
	looking  viewerState = iota // for a relay
	asking                      // one
	starting                    // accepted, and waiting for the first picture
	watching
	refused // gave up
	gone
)

// A viewer is a browser. It chooses among candidates as a relay does, keeps a second connection that is sent nothing to another relay,
// and goes over to that when its relay falls silent.
type viewer struct {
	place
	state   viewerState
	tries   uint8
	cold    bool    // its last loss ended with a new join
	down    float32 // bytes per second of its access link
	relay   int32   // that it watches at, or asks
	spot    int32   // where it stands in that relay's list
	standby int32   // none: -1
	first   int32   // candidate of its latest list, to ask next
	choices [4]int32
	asked   [6]int32      // that have refused it lately: they are not asked again
	born    time.Duration // clicked
	played  time.Duration // first picture; 0: not yet
	lost    time.Duration // last picture before the present interruption; 0: none
}

const (
	none = int32(-1)

	keyFrame      = 60e3                  // bytes of a key frame
	render        = 50 * time.Millisecond // from the last packet of a frame to its picture: jitter buffer and decoder
	setupRTTs     = 3                     // ICE one, DTLS two
	requestRTTs   = 2                     // TCP and TLS before the request
	giveUp        = 10 * time.Second      // a viewer without a picture for so long leaves
	maxTries      = 12
	silenceAsked  = 150 * time.Millisecond // without a packet, a browser asks both its relays what they had
	silenceTick   = 50 * time.Millisecond  // how often it looks
	leastGrace    = 100 * time.Millisecond // two round trips for the answer, but not less than this
	mostGrace     = 400 * time.Millisecond // nor more than this
	goneAfter     = 600 * time.Millisecond // without a packet, a browser asks by HTTP whether the relay is there
	goneTick      = 250 * time.Millisecond // how often it looks
	goneGrace     = 1500 * time.Millisecond
	standbyMissed = 10 * time.Second       // after the death of a relay, those who stood by there have another
	sourceless    = 650 * time.Millisecond // a relay that answers that it has no source itself gets this long, with the question
)

// join begins the life of viewer i: it asks a directory for candidates and probes them.
func (w *world) join(i int32) {
	v := &w.viewers[i]
	v.state, v.relay, v.standby = looking, none, none
	w.at(w.lookUp(&v.place), event{kind: evChoose, a: i})
}

// lookUp is how long it takes to get candidates: a round trip to a carrier nearby for its view, and one to the farthest whose answer is
// waited for.
func (w *world) lookUp(p *place) time.Duration {
	near := w.net.regions.oneWay[p.region][p.region] + time.Duration(2*float64(p.access)*float64(time.Millisecond)) + 6*time.Millisecond
	return 2*near + probeWait
}

// choose picks a relay for viewer i and asks it.
func (w *world) choose(i int32) {
	v := &w.viewers[i]
	if v.state != looking {
		return
	}
	since := v.born
	if v.lost > 0 {
		since = v.lost
	}
	if int(v.tries) >= maxTries || w.now-since > giveUp {
		w.refuse(v)
		return
	}
	if v.first >= int32(len(v.choices)) || v.choices[v.first] == none {
		w.rank(i)
	}
	target := v.choices[0]
	if v.first < int32(len(v.choices)) {
		target = v.choices[v.first]
	}
	if target != none && slices.Contains(v.asked[:], target) {
		v.first++
		w.choose(i)
		return
	}
	if target == none {
		v.tries++
		w.at(w.backoff(), event{kind: evChoose, a: i})
		return
	}
	v.first++
	v.state, v.relay = asking, target
	one := w.net.oneWay(&v.place, &w.nodes[target].place)
	w.at(time.Duration(2*requestRTTs+1)*one, event{kind: evAsk, a: i, b: target})
	w.count.asked++
}

func (w *world) refuse(v *viewer) {
	v.state = refused
	w.count.refused++
	w.count.watching--
}

func (w *world) backoff() time.Duration {
	return 50*time.Millisecond + time.Duration(w.rand.Int64N(int64(450*time.Millisecond)))
}

// ask is viewer i's request, come to the relay.
func (w *world) ask(i, target int32) {
	v, n := &w.viewers[i], &w.nodes[target]
	if v.state != asking || v.relay != target {
		return
	}
	one := w.net.oneWay(&v.place, &n.place)
	if !n.alive { // a connection that nobody answers
		w.again(i, time.Second)
		return
	}
	if !w.admitViewer(target, false) {
		w.count.asksRefused++
		w.alternatives(v, n)
		w.again(i, one)
		return
	}
	w.sit(i, target)
	v.state = starting
	tx := time.Duration(keyFrame / float64(v.down) * float64(time.Second))
	w.at(time.Duration(2*setupRTTs+2)*one+tx+render, event{kind: evPlay, a: i, b: target})
}

func (w *world) again(i int32, after time.Duration) {
	v := &w.viewers[i]
	v.asked[int(v.tries)%len(v.asked)] = v.relay
	v.state, v.relay = looking, none
	v.tries++
	w.at(after, event{kind: evChoose, a: i})
}

// crowded is what a load of so many eighths adds to a relay's score, as the node has it (fullness).
func crowded(load float64) int {
	return [8]int{0, 0, 0, 0, 1, 1, 2, 6}[min(7, int(8*load))]
}

// named is a carrier as a relay knows it.
type named struct {
	id    int32
	score int
	room  float64 // viewers that it still takes
}

// alternatives are those that a refusal names, and that viewers are told of to stand by at: carriers that the relay has heard of, by the node's
// own rule. First come as many of the best as have room for twice the viewers that it takes, in an order drawn by their room, then the others.
func (w *world) alternatives(v *viewer, n *node) {
	var buf [32]int32
	var all [32]named
	list := all[:0]
	for _, c := range w.sampleAll(n.region, v.relay, forViewers, nil, buf[:0]) {
		o := &w.nodes[c]
		if o.published.viewers >= fullLoad || slices.Contains(v.asked[:], c) {
			continue
		}
		x := named{c, crowded(o.published.viewers) + int(o.published.lag/(50*time.Millisecond)), float64(o.slots) * (1 - o.published.viewers)}
		if o.region != n.region {
			x.score += 3
		}
		if !o.carrying {
			x.score += 16
		}
		list = append(list, x)
	}
	w.rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	slices.SortStableFunc(list, func(a, b named) int { return a.score - b.score })
	first, room := 0, 0.0
	for first < len(list) && room < 2*float64(n.slots) {
		room += list[first].room
		first++
	}
	for k := range v.choices {
		v.choices[k] = none
		if k >= len(list) {
			continue
		}
		if first > k {
			x := room * w.rand.Float64()
			at := k
			for ; at < first-1 && x >= list[at].room; at++ {
				x -= list[at].room
			}
			room -= list[at].room
			list[k], list[at] = list[at], list[k]
		}
		v.choices[k] = list[k].id
	}
	v.first = 0
}

// sit puts viewer i among those of the relay.
func (w *world) sit(i, target int32) {
	v, n := &w.viewers[i], &w.nodes[target]
	v.relay, v.spot = target, int32(len(n.viewers))
	n.viewers = append(n.viewers, i)
	n.uplink.used++
	w.cross(n.region, v.region, 1)
}

// rise takes viewer i from its relay's list.
func (w *world) rise(i int32) {
	v := &w.viewers[i]
	n := &w.nodes[v.relay]
	last := n.viewers[len(n.viewers)-1]
	n.viewers[v.spot] = last
	w.viewers[last].spot = v.spot
	n.viewers = n.viewers[:len(n.viewers)-1]
	n.uplink.used--
	w.cross(n.region, v.region, -1)
	v.relay = none
}

// play is when viewer i would have its first picture.
func (w *world) play(i, target int32) {
	v, n := &w.viewers[i], &w.nodes[target]
	if v.state != starting || v.relay != target {
		return
	}
	if !n.alive {
		v.relay = none
		w.again(i, 0)
		return
	}
	if !n.flowing {
		if w.now-max(v.born, v.lost) > giveUp {
			w.rise(i)
			w.refuse(v)
			return
		}
		w.at(frameInterval, event{kind: evPlay, a: i, b: target})
		return
	}
	v.state = watching
	v.tries, v.first = 0, int32(len(v.choices))
	if v.played == 0 {
		v.played = w.now
		w.joins = append(w.joins, join{at: v.born, took: w.now - v.born, rtt: w.net.rtt(&v.place, &n.place)})
	}
	if v.lost > 0 {
		w.thaw(v)
	}
	if v.standby == none {
		w.at(time.Second, event{kind: evStandby, a: i})
	}
}

func (w *world) thaw(v *viewer) {
	w.frozen.add(float64(w.now-v.lost) / float64(time.Millisecond))
	if v.cold {
		w.count.coldRejoins++
	}
	v.lost, v.cold = 0, false
}

// findStandby gives viewer i a second connection.
func (w *world) findStandby(i int32) {
	v := &w.viewers[i]
	if v.state != watching || v.standby != none {
		return
	}
	if v.standby = w.pickStandby(i); v.standby == none {
		w.at(5*time.Second, event{kind: evStandby, a: i})
	}
}

// pickStandby is the relay that answers viewer i first, of those that its own names; or none.
func (w *world) pickStandby(i int32) int32 {
	v := &w.viewers[i]
	w.alternatives(v, &w.nodes[v.relay])
	v.first = int32(len(v.choices))
	best, least := none, time.Duration(math.MaxInt64)
	for _, c := range v.choices {
		if c == none || c == v.relay || !w.nodes[c].flowing || !w.nodes[c].alive {
			continue
		}
		if rtt := w.net.rtt(&v.place, &w.nodes[c].place); rtt < least {
			best, least = c, rtt
		}
	}
	return best
}

// renewStandby gives viewer i the second connection that it has by now, where its first choice died some time ago. Who stands by at a relay that has
// filled since is not told, and is refused when it wants to play.
func (w *world) renewStandby(i int32) {
	v := &w.viewers[i]
	if v.standby == none {
		return
	}
	s := &w.nodes[v.standby]
	if !s.alive && w.now-s.died > standbyMissed {
		v.standby = w.pickStandby(i)
	}
}

// leave ends viewer i.
func (w *world) leave(i int32) {
	v := &w.viewers[i]
	if v.state == gone || v.state == refused {
		return
	}
	if v.relay != none && v.state != asking && w.nodes[v.relay].alive {
		w.rise(i)
	}
	v.state = gone
	w.count.watching--
}

// silent is when viewer i, whose relay died, is certain of it: it looked, it asked, and had no answer.
func (w *world) silent(i, dead int32) {
	v := &w.viewers[i]
	if v.relay != dead || v.state != watching && v.state != starting {
		return
	}
	v.relay = none
	if s := v.standby; s != none && v.state == watching {
		v.standby = none
		if n := &w.nodes[s]; n.alive {
			one := w.net.oneWay(&v.place, &n.place)
			v.state, v.relay = asking, s
			w.at(one, event{kind: evTakeOver, a: i, b: s})
			return
		}
	}
	v.cold = v.state == watching
	w.again(i, 0)
}

// takeOver is the wish to play, come to the relay that viewer i stands by at.
func (w *world) takeOver(i, target int32) {
	v, n := &w.viewers[i], &w.nodes[target]
	if v.state != asking || v.relay != target {
		return
	}
	one := w.net.oneWay(&v.place, &n.place)
	if !n.alive || !w.admitViewer(target, true) {
		v.cold = true
		w.again(i, one)
		return
	}
	w.sit(i, target)
	v.state = starting
	tx := time.Duration(keyFrame / float64(v.down) * float64(time.Second))
	w.at(one+tx+render, event{kind: evPlay, a: i, b: target})
}
