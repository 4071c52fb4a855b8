package main

import "time"

// directory is what discovery knows: which relays carry the stream and have room, and which would have to fetch it first, by region. It
// hears of a change when the relay next publishes it, so it is up to publishEvery behind.
type directory struct {
	near []carriers
}

// carriers of one region.
type carriers struct {
	open  []int32 // carry, and had room when they last said
	spare []int32 // carry nothing
}

// listed is in which of the lists a node is.
type listed uint8

const (
	unlisted listed = iota
	inOpen
	inSpare
)

func (c *carriers) list(l listed) *[]int32 {
	if l == inOpen {
		return &c.open
	}
	return &c.spare
}

// add makes a relay known that carries nothing yet.
func (d *directory) add(i int32, n *node) {
	d.put(i, n, inSpare)
}

func (d *directory) put(i int32, n *node, to listed) {
	l := d.near[n.region].list(to)
	n.listed, n.listedAt = to, int32(len(*l))
	*l = append(*l, i)
}

// move puts a node in another list.
func (d *directory) move(nodes []node, i int32, to listed) {
	n := &nodes[i]
	if n.listed == to {
		return
	}
	if n.listed != unlisted {
		l := d.near[n.region].list(n.listed)
		last := (*l)[len(*l)-1]
		(*l)[n.listedAt] = last
		nodes[last].listedAt = n.listedAt
		*l = (*l)[:len(*l)-1]
		n.listed = unlisted
	}
	if to != unlisted {
		d.put(i, n, to)
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
	to := inSpare
	switch {
	case i == root:
		to = unlisted
	case n.carrying && (!n.flowing || n.published.load >= fullLoad && n.published.viewers >= fullLoad):
		to = unlisted
	case n.carrying:
		to = inOpen
	}
	w.dir.move(w.nodes, i, to)
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
func (w *world) sampleNear(region uint8, l listed) int32 {
	from := *w.dir.near[region].list(l)
	if len(from) == 0 {
		return none
	}
	return from[w.rand.IntN(len(from))]
}

// sampleCarrier picks a carrier for a refusal: of the region mostly.
func (w *world) sampleCarrier(region uint8) int32 {
	if w.rand.IntN(4) == 0 {
		region = w.net.pick(w.rand.Float64())
	}
	return w.sampleNear(region, inOpen)
}

const (
	wanted    = 16
	wantNear  = 12
	strangers = 3 // relays that carry nothing, named where carriers with room are few
)

// sampleAll appends the candidates of one look-up to out: carriers of the region, some from anywhere, and relays that carry nothing where
// carriers are few. None comes twice.
func (w *world) sampleAll(region uint8, self int32, out []int32) []int32 {
	add := func(i int32) {
		if i == none || i == self || !w.nodes[i].alive {
			return
		}
		for _, c := range out {
			if c == i {
				return
			}
		}
		out = append(out, i)
	}
	for _, r := range w.net.order[region] {
		list := w.dir.near[r].open
		if left := wantNear - len(out); left >= len(list) {
			for _, i := range list {
				add(i)
			}
		} else {
			for range left {
				add(list[w.rand.IntN(len(list))])
			}
		}
		if len(out) >= wantNear {
			break
		}
	}
	for range wanted - wantNear {
		add(w.sampleNear(w.net.pick(w.rand.Float64()), inOpen))
	}
	if len(w.dir.near[region].open) < wantNear {
		for range strangers {
			add(w.sampleNear(region, inSpare))
		}
	}
	return out
}
