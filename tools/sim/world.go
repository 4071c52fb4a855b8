package main

import (
	"math/rand/v2"
	"time"

	"github.com/casto-network/casto/node/tree"
)

// kind is what an event is about. Its a is the node or viewer that it happens to.
type kind uint8

const (
	evArrive       kind = iota // the next viewer of a crowd clicks
	evChoose                   // viewer a picks a relay
	evAsk                      // viewer a's request comes to relay b
	evPlay                     // viewer a would have its first picture from b
	evStandby                  // viewer a looks for a second relay
	evViewerSilent             // viewer a is certain that relay b is dead
	evTakeOver                 // viewer a's wish to play comes to b
	evLeave                    // viewer a leaves
	evSourceless               // viewers of relay a lose patience
	evFlow                     // media of b begins (n=1) or ends to arrive at a
	evSilence                  // a has had no media of b for long enough
	evLost                     // a gives up its session with parent b
	evChildLost                // a gives up its session with child b
	evSignal                   // a message comes to a from b
	evBeacon                   // beacon n comes to a from b
	evPulse                    // the streamer's node sends a beacon
	evTick                     // a's member wanted to be asked now
	evKeepalive                // a tells its parents and children how it is
	evFound                    // candidates for a
	evAccepted                 // a's session with b is up
	evPublish                  // a's load as others will hear of it
	evChurn                    // one relay and some viewers come and go
	evMoveViewer               // viewer a, whose relay b drains, looks for another
	evDrained                  // a ends
)

const root = int32(0)

const (
	publishEvery = 2500 * time.Millisecond // views are as old as keepalives
	probeWait    = 60 * time.Millisecond   // for the answers of candidates
)

// world is one run: everything that exists, and what was seen.
type world struct {
	cfg     config
	net     *network
	rand    *rand.Rand
	queue   queue
	now     time.Duration
	events  uint64
	nodes   []node
	viewers []viewer
	dir     directory
	free    *message
	actions []tree.Action // reused
	found   []tree.Candidate

	count   counts
	joins   []join
	outages []outage
	frozen  sample // ms, of viewers whose relay was killed
	below   sample // ms, of viewers whose relay went without
	deaths  int
	crowds  []crowd
	churn   churn
	bytes   traffic
	pulse   int64
}

// counts are totals since the beginning, but for watching.
type counts struct {
	watching                    int // viewers that have come and neither left nor given up
	asked, asksRefused, refused int // by viewers
	coldRejoins                 int
	finds, relayAsks            int // by relays
	relayRefusals, promotes     int
	left                        [16]int // parents, by tree.Reason
}

// join is a viewer's way to its first picture.
type join struct {
	at, took, rtt time.Duration
}

// outage is a time in which a relay that lives had no media.
type outage struct {
	node     int32
	from, to time.Duration
}

// crowd is viewers that arrive evenly over a time.
type crowd struct {
	left   int
	gap    time.Duration
	region int // of all of them; -1: anywhere
}

// config is one size with one policy and one seed.
type config struct {
	liars   float64 // share of the relays that lie
	viewers int
	policy  policy
	seed    uint64
}

func newWorld(g *regions, c config) *world {
	w := &world{cfg: c, net: newNetwork(g), rand: rand.New(rand.NewPCG(c.seed, uint64(c.viewers)))}
	w.dir.near = make([]carriers, len(g.names))
	w.populate()
	w.at(0, event{kind: evPulse})
	return w
}

// at schedules an event after a while.
func (w *world) at(after time.Duration, e event) {
	e.at = w.now + after
	w.queue.push(e)
}

// run lets a time pass.
func (w *world) run(d time.Duration) {
	end := w.now + d
	w.queue.push(event{at: end, kind: evStop})
	for {
		e, ok := w.queue.pop()
		if !ok {
			return
		}
		w.now = e.at
		if e.kind == evStop {
			return
		}
		w.events++
		w.handle(&e)
	}
}

const evStop kind = 255

func (w *world) handle(e *event) {
	switch e.kind {
	case evArrive:
		w.arrive(int(e.a))
	case evChoose:
		w.choose(e.a)
	case evAsk:
		w.ask(e.a, e.b)
	case evPlay:
		w.play(e.a, e.b)
	case evStandby:
		w.findStandby(e.a)
	case evViewerSilent:
		w.silent(e.a, e.b)
	case evTakeOver:
		w.takeOver(e.a, e.b)
	case evLeave:
		w.leave(e.a)
	case evSourceless:
		w.impatient(e.a, uint32(e.n))
	case evFlow:
		w.flow(e.a, e.b, e.n == 1)
	case evSilence:
		w.silence(e.a, e.b, uint32(e.n))
	case evChurn:
		w.churnOn()
	case evMoveViewer:
		w.moveViewer(e.a, e.b)
	case evDrained:
		if w.nodes[e.a].alive {
			w.kill(e.a, 0)
		}
	case evPublish:
		w.publish(e.a)
	default:
		w.handleTree(e)
	}
}

// populate makes the streamer's node, and relays with capacity for twice the viewers.
func (w *world) populate() {
	p := paramsOf(streamer)
	w.nodes = append(w.nodes, node{class: streamer, slots: int32(p.slots), alive: true, flowing: true})
	w.nodes[root].place = w.net.place(w.rand, w.net.pick(w.rand.Float64()), p.access)
	w.nodes[root].uplink.capacity = float64(p.slots) * 1.5
	w.carry(root)
	for room := 0; room < 2*w.cfg.viewers; {
		i := w.newRelay()
		room += int(w.nodes[i].slots)
		w.born(i)
	}
}

// newRelay makes a relay that is not yet there.
func (w *world) newRelay() int32 {
	c := w.drawClass()
	return w.newRelayAt(c, w.net.place(w.rand, w.net.pick(w.rand.Float64()), paramsOf(c).access))
}

// replace makes a relay in the place of another: what crashed is started again, and what leaves is followed by its like.
func (w *world) replace(i int32) {
	old := &w.nodes[i]
	w.born(w.newRelayAt(old.class, old.place))
}

func (w *world) newRelayAt(c class, at place) int32 {
	p := paramsOf(c)
	n := node{class: c, slots: int32(p.slots), place: at}
	head := 1.05 + w.rand.Float64()
	if w.rand.Float64() < p.overstated {
		head = 0.5 + w.rand.Float64()/2
	}
	n.uplink.capacity = head * float64(p.slots)
	if w.rand.Float64() < w.cfg.liars {
		n.lies = lie(1 + w.rand.IntN(int(lieKinds)-1))
	}
	w.nodes = append(w.nodes, n)
	return int32(len(w.nodes) - 1)
}

func (w *world) drawClass() class {
	x := w.rand.Float64()
	for c := home; c < streamer; c++ {
		if x -= paramsOf(c).share; x < 0 {
			return c
		}
	}
	return home
}

// born starts a relay: from now on it can be found.
func (w *world) born(i int32) {
	n := &w.nodes[i]
	n.alive = true
	w.net.widen(n.region, float64(n.slots))
	w.dir.set(w.nodes, i, idle, true)
	w.at(time.Duration(w.rand.Int64N(int64(publishEvery))), event{kind: evPublish, a: i})
}

// come lets n viewers arrive within a time.
func (w *world) come(n int, within time.Duration, region int) {
	w.crowds = append(w.crowds, crowd{left: n, gap: within / time.Duration(n), region: region})
	w.at(0, event{kind: evArrive, a: int32(len(w.crowds) - 1)})
}

func (w *world) arrive(k int) {
	c := &w.crowds[k]
	if c.left--; c.left > 0 {
		w.at(c.gap, event{kind: evArrive, a: int32(k)})
	}
	region := uint8(c.region)
	if c.region < 0 {
		region = w.net.pick(w.rand.Float64())
	}
	v := viewer{born: w.now, down: float32(2.5e6 + 10e6*w.rand.Float64()), first: int32(len(viewer{}.choices))}
	for k := range v.asked {
		v.asked[k] = none
	}
	v.place = w.net.place(w.rand, region, paramsOf(home).access)
	w.viewers = append(w.viewers, v)
	w.count.watching++
	w.join(int32(len(w.viewers) - 1))
}

// cross counts one stream more or fewer over the border of the sender's region.
func (w *world) cross(from, to uint8, step int32) {
	if from != to {
		w.net.border[from].used += step
	}
}
