package main

import (
	"math"
	"math/rand/v2"
	"time"
)

// class is what kind of machine a node runs on.
type class uint8

const (
	home class = iota
	vps
	large
	streamer
	classes
)

// classParams are the capacities of the network design: together twice the demand.
type classParams struct {
	share      float64       // of all relays
	slots      int           // viewers and relays that it offers to serve
	access     time.Duration // median of the one-way delay of the access link
	overstated float64       // share of those whose uplink carries less than they offer
}

func paramsOf(c class) classParams {
	return [classes]classParams{
		home:     {0.60, 8, 5 * time.Millisecond, 0.10},
		vps:      {0.32, 100, 500 * time.Microsecond, 0.05},
		large:    {0.08, 1000, 300 * time.Microsecond, 0.05},
		streamer: {0, 4, 5 * time.Millisecond, 0},
	}[c]
}

const (
	mediaRate     = 2.5e6 / 8 // bytes per second of one stream to one viewer
	frameInterval = time.Second / 30
	hopDelay      = 2 * time.Millisecond  // a relay's own: hold, decrypt, encrypt, batch
	regionSpread  = 5.0                   // ms one-way, standard deviation of each coordinate of a node within its region
	detour        = 0.25                  // the longest route between two regions is this much longer than the median
	crossing      = 0.5                   // of what the relays of a region can send together fits over its border
	crossingLeast = 200                   // streams that every border carries
	fullQueue     = 50 * time.Millisecond // what congestion control leaves standing: viewers get lower layers rather than a longer queue
)

// place is where a node is: what delay depends on.
type place struct {
	region uint8
	access float32 // ms one-way
	x, y   float32 // ms one-way from the region's middle
	salt   uint32
}

// network is delay and bandwidth.
type network struct {
	*regions
	border []line // out of each region
}

// line is a link that several streams share.
type line struct {
	capacity float64 // streams
	used     int32
}

// load is how full the link is; more than 1 if more is sent than fits.
func (l *line) load() float64 {
	return float64(l.used) / l.capacity
}

// delay of the queue before the link: some milliseconds when it is busy, what congestion control tolerates when it is overfull.
func (l *line) delay() time.Duration {
	u := l.load()
	switch {
	case u < 0.95:
		return time.Duration(0.5 * u / (1 - u) * float64(time.Millisecond))
	case u < 1:
		return 10*time.Millisecond + time.Duration((u-0.95)/0.05*float64(fullQueue-10*time.Millisecond))
	default:
		return fullQueue
	}
}

// short is the share of what is wanted that does not fit.
func (l *line) short() float64 {
	return max(0, 1-1/l.load())
}

func newNetwork(g *regions) *network {
	border := make([]line, len(g.names))
	for i := range border {
		border[i].capacity = crossingLeast
	}
	return &network{regions: g, border: border}
}

// widen grows the border of a region with what a relay there can send.
func (n *network) widen(region uint8, streams float64) {
	n.border[region].capacity += crossing * streams
}

// place puts a node somewhere in its region, behind an access link of the given median delay.
func (n *network) place(r *rand.Rand, region uint8, access time.Duration) place {
	return place{
		region: region,
		access: float32(access.Seconds() * 1000 * math.Exp(0.6*r.NormFloat64())),
		x:      float32(regionSpread * r.NormFloat64()),
		y:      float32(regionSpread * r.NormFloat64()),
		salt:   r.Uint32(),
	}
}

// oneWay is the delay from a to b and from b to a on links that nothing else uses.
func (n *network) oneWay(a, b *place) time.Duration {
	base := n.regions.oneWay[a.region][b.region]
	ms := float64(a.access + b.access)
	if a.region == b.region {
		ms += math.Hypot(float64(a.x-b.x), float64(a.y-b.y))
	} else {
		h := (a.salt ^ b.salt) * 2654435761
		base += time.Duration(float64(base) * detour * float64(h) / (1 << 32))
		ms += (math.Hypot(float64(a.x), float64(a.y)) + math.Hypot(float64(b.x), float64(b.y))) / 2
	}
	return base + time.Duration(ms*float64(time.Millisecond))
}

// rtt is what a probe measures.
func (n *network) rtt(a, b *place) time.Duration { return 2 * n.oneWay(a, b) }
