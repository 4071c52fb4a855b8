package main

import (
	"time"

	"github.com/casto-network/casto/node/tree"
)

// lie is what a relay says of itself that is not so.
type lie uint8

const (
	honest   lie = iota
	lagLie       // no lag at all
	loadLie      // empty, however full
	pathLie      // a child of the streamer itself
	everyLie     // all of these
	lieKinds
)

// liarShare of the relays lie where that is looked at, in equal parts about lag, load, path and all of it.
const liarShare = 0.02

// lie falsifies what the node says of itself.
func (n *node) lie(c *claim) {
	switch n.lies {
	case lagLie:
		c.lag = 0
	case loadLie:
		c.load, c.viewers = 0, 0
	case everyLie:
		c.lag, c.load, c.viewers = 0, 0, 0
	}
}

// lies is how liars fared beside honest relays of the same kinds.
type lies struct {
	Liars         int
	Gain          float64 // relay children of a liar, on average, of those of an honest carrier of its class
	LagOfChildren sample  // ms, of relays below liars
	LagOfOthers   sample
}

// liars looks at who has children.
func (w *world) liars() lies {
	l := lies{}
	_, lag, _ := w.walk()
	var kids, carriers [2][classes]float64
	for i := range w.nodes {
		n := &w.nodes[i]
		if !n.alive || !n.carrying || int32(i) == root {
			continue
		}
		who := 0
		if n.lies != honest {
			who = 1
			l.Liars++
		}
		carriers[who][n.class]++
		for k := range n.down {
			if n.down[k].media && n.down[k].role == tree.Primary {
				kids[who][n.class]++
			}
		}
		if s := w.sourceOf(int32(i)); s != none && n.flowing {
			ms := float64(lag[i]) / float64(time.Millisecond)
			if w.nodes[s].lies != honest {
				l.LagOfChildren.add(ms)
			} else {
				l.LagOfOthers.add(ms)
			}
		}
	}
	expected, got := 0.0, 0.0
	for c := range classes {
		if carriers[0][c] > 0 {
			expected += carriers[1][c] * kids[0][c] / carriers[0][c]
		}
		got += kids[1][c]
	}
	l.Gain = got / max(expected, 1)
	return l
}
