package main

import (
	"slices"
	"time"

	"github.com/casto-network/casto/node/tree"
)

// directory is what discovery knows: which relays carry the stream and have room, and which would have to fetch it first, by region. It
// hears of a change when the relay next publishes it, so it is up to publishEvery behind.
type directory struct {
	near []carriers
}

// carriers are the relays of one region, by what they are good for.
type carriers [lists][]int32

// list is what the relays in it are good for.
type list uint8

const (
	forRelays  list = iota // carry, and had room for relays when they last said
	forViewers             // the same, for viewers
	idle                   // carry nothing
	lists
)

// listed is where in each list a node stands, counted from one; zero is nowhere.
type listed [lists]int32

// set puts a node in a list, or takes it out.
func (d *directory) set(nodes []node, i int32, in list, on bool) {
	n := &nodes[i]
	l := &d.near[n.region][in]
	switch at := n.listed[in]; {
	case on == (at != 0):
	case on:
		*l = append(*l, i)
		n.listed[in] = int32(len(*l))
	default:
		last := (*l)[len(*l)-1]
		(*l)[at-1] = last
		nodes[last].listed[in] = at
		*l = (*l)[:len(*l)-1]
		n.listed[in] = 0
	}
}

// strike takes a node out of all lists.
func (d *directory) strike(nodes []node, i int32) {
	for in := range lists {
		d.set(nodes, i, in, false)
	}
}

// publish tells others how relay i is, now and again every publishEvery.
func (w *world) publish(i int32) {
	if !w.nodes[i].alive {
		return
	}
	w.announce(i)
	w.idle(i)
	w.at(publishEvery, event{kind: evPublish, a: i})
}

// announce tells others how relay i is.
func (w *world) announce(i int32) {
	n := &w.nodes[i]
	n.published = w.claimOf(i)
	carries := n.carrying && n.flowing && i != root
	w.dir.set(w.nodes, i, forRelays, carries && n.published.load < fullLoad)
	w.dir.set(w.nodes, i, forViewers, carries && n.published.viewers < fullLoad)
	w.dir.set(w.nodes, i, idle, !n.carrying)
}

// claim is what a relay says of itself.
type claim struct {
	lag     time.Duration
	load    float64 // of its places for relays
	viewers float64 // of its places for viewers
}

// fullLoad is from where on the score of a relay is infinite.
const fullLoad = 0.97

// sampleNear picks one relay of a region, or none.
func (w *world) sampleNear(region uint8, l list) int32 {
	from := w.dir.near[region][l]
	if len(from) == 0 {
		return none
	}
	return from[w.rand.IntN(len(from))]
}

const (
	wanted    = 16
	wantNear  = 12
	names     = 32 // near, and as many anywhere, that views tell of in one search, with their paths
	strangers = 3  // relays that carry nothing, named where carriers with room are few
)

// sampleAll appends the candidates of one look-up to out: carriers of the region with room, some from anywhere, and relays that carry nothing
// where carriers are few. None comes twice. Who looks for a standby, and tells its own path, is named none that shares a relay with it, but
// no more carriers are looked at than views tell of.
func (w *world) sampleAll(region uint8, self int32, room list, own []tree.ID, out []int32) []int32 {
	add := func(i int32) {
		if i == none || i == self || !w.nodes[i].alive || slices.Contains(out, i) || w.meets(i, own) {
			return
		}
		out = append(out, i)
	}
	named := 0
	for _, r := range w.net.order[region] {
		list := w.dir.near[r][room]
		if left := wantNear - len(out); left >= len(list) {
			for _, i := range list {
				add(i)
			}
			named += len(list)
		} else {
			for tries := 0; tries < left || own != nil && len(out) < wantNear && tries < len(list) && named+tries < names; tries++ {
				add(list[w.rand.IntN(len(list))])
			}
			named += len(list)
		}
		if len(out) >= wantNear || own != nil && named >= names {
			break
		}
	}
	near := len(out)
	for tries := 0; tries < wanted-wantNear || own != nil && len(out) < min(wanted, near+wanted-wantNear) && tries < names; tries++ {
		add(w.sampleNear(w.net.pick(w.rand.Float64()), room))
	}
	if len(w.dir.near[region][room]) < wantNear {
		for range strangers {
			add(w.sampleNear(region, idle))
		}
	}
	return out
}

// meets tells whether a carrier's way shares a relay with a path, both of which begin at the root.
func (w *world) meets(i int32, own []tree.ID) bool {
	if len(own) < 2 || !w.nodes[i].carrying {
		return false
	}
	return slices.ContainsFunc(w.pathOf(i), func(id tree.ID) bool { return slices.Contains(own[1:], id) })
}
