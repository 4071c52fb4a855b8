package main

import (
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
	silenceAsked  = 150 * time.Millisecond // without a packet, a browser asks the relay whether there was anything
	silenceTick   = 50 * time.Millisecond  // how often it looks
	answerSlack   = 100 * time.Millisecond // beyond the round trip, for the relay's answer
	standbyMissed = 10 * time.Second       // after the death of a relay, those who stood by there have another
	sourceless    = time.Second            // a relay that says that it has no source itself gets this long
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

// alternatives are those that a refusal names: carriers that the relay has heard of, the emptiest first, by the node's own rule.
func (w *world) alternatives(v *viewer, n *node) {
	var buf [32]int32
	list := w.sampleAll(n.region, v.relay, forViewers, nil, buf[:0])
	for k := range v.choices {
		v.choices[k] = none
		best := 8.0
		for at, c := range list {
			if c == none {
				continue
			}
			o := &w.nodes[c]
			score := 7*o.published.viewers + float64(o.published.lag)/float64(50*time.Millisecond)
			if o.region != n.region {
				score += 3
			}
			if o.published.viewers < fullLoad && score < best && !slices.Contains(v.asked[:], c) {
				best = score
				v.choices[k] = c
				list[at] = none
			}
		}
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

// pickStandby is the best relay for viewer i that it does not watch at, or none.
func (w *world) pickStandby(i int32) int32 {
	v := &w.viewers[i]
	w.rank(i)
	v.first = int32(len(v.choices))
	for _, c := range v.choices {
		if c != none && c != v.relay && w.nodes[c].flowing && w.nodes[c].alive {
			return c
		}
	}
	return none
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
	if s := v.standby; s != none && !w.nodes[s].alive && w.now-w.nodes[s].died > standbyMissed {
		v.standby = w.pickStandby(i) // it has noticed long ago, and that is when it picked
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
