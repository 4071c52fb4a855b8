package relay

import (
	"time"

	"github.com/casto-network/casto/relay/internal/scalable"
)

const (
	// swing is how long a viewer whose bitrate was cut keeps what is left, so that a path at its limit does not make it swing.
	swing = 2 * time.Second
	// What a viewer has may rise above its target by a twentieth, as measured rates do; what it gets on top of that must leave a
	// seventh free.
	tolerance, reserve = 20, 7
)

// Layers bound which layers of a video a viewer is sent. The zero Layers bound nothing.
type Layers struct {
	// RID names the highest simulcast layer wanted (RFC 8851), as in TrackInfo. The empty string, and a name that the source does not
	// send, stand for the highest there is.
	RID string
	// Spatial and Temporal are the numbers of spatial and of temporal layers wanted of a scalable stream, counted from the base layer:
	// Spatial 1 is the smallest picture, Temporal 1 the lowest frame rate. Zero is all.
	Spatial, Temporal uint8
}

// choice returns the highest layers within l.
func (l *Layers) choice() scalable.Layers {
	c := scalable.All()
	if l != nil && l.Spatial > 0 {
		c.Spatial = l.Spatial - 1
	}
	if l != nil && l.Temporal > 0 {
		c.Temporal = l.Temporal - 1
	}
	return c
}

// SetLayers bounds which layers of the video a viewer is sent, within what SetLimit allows; on other sessions, and for a child relay, it
// does nothing. Fewer layers take effect at the next picture, more of them where the viewer's decoder can follow. Another
// simulcast layer begins at a key frame.
func (s *Session) SetLayers(l Layers) {
	if s.viewer == nil || s.viewer.carrier != nil {
		return
	}
	if d := s.viewer.track("video"); d != nil {
		d.wish.Store(&l)
		s.st.wake()
	}
}

// choose returns the incoming layer to send, and narrows what of the present one is sent meanwhile.
func (d *downTrack) choose(t *turn, limit Limit) *layer {
	d.limit, d.target, d.above = limit, d.bandwidth.target(), 0
	if d.layer != nil {
		d.narrow(d.within(t, d.layer))
	}
	wish := d.wish.Load()
	switch {
	case limit == LimitLowest:
		return t.low
	case wish == nil && d.target == 0, len(t.video) < 2:
		return t.high
	}
	return d.affordable(t, wish)
}

// affordable returns the layer with the highest rate that the wish and the target allow, or else the lowest.
func (d *downTrack) affordable(t *turn, wish *Layers) *layer {
	ceiling := len(t.video) - 1
	for i, l := range t.video {
		if wish != nil && wish.RID != "" && l.rid == wish.RID {
			ceiling = i
		}
	}
	held := uint64(0)
	if d.layer != nil {
		held = d.layer.wire(wish.choice())
	}
	best := 0
	for i, l := range t.video[:ceiling+1] {
		if rate := l.wire(wish.choice()); d.fits(t.now, rate, held) {
			best = i
		} else if i > 0 && rate > held && d.above == 0 {
			d.above = rate
		}
	}
	if l := t.video[best]; l != d.layer && l.wire(wish.choice()) < held {
		d.lowered = t.now
	}
	return t.video[best]
}

// wire returns the bits per second that a choice of the layer's own layers takes.
func (l *layer) wire(c scalable.Layers) uint64 {
	if r := l.rates.Load(); r != nil {
		return r.Of(c)
	}
	return l.rate.Load() * 8
}

// within returns the largest choice of the layers of l that the limit, the wish and the target allow.
func (d *downTrack) within(t *turn, l *layer) scalable.Layers {
	if d.limit == LimitLowest {
		return scalable.Layers{}
	}
	limit, rates := d.wish.Load().choice(), l.rates.Load()
	if d.target == 0 || rates == nil {
		return limit
	}
	held := uint64(0)
	if l == d.layer {
		held = rates.Of(d.layers)
	}
	above := uint64(0)
	c := rates.Best(limit, func(_ scalable.Layers, rate uint64) bool {
		if d.fits(t.now, rate, held) {
			return true
		}
		above = rate // in the end, of the next higher choice
		return false
	})
	if l == d.layer {
		d.above = above
		if above != 0 && rates.Of(c) < held {
			d.lowered = t.now
		}
	}
	return c
}

// fits says whether the viewer's path carries a rate, given the rate that it has.
func (d *downTrack) fits(now time.Time, rate, held uint64) bool {
	switch {
	case d.target == 0:
		return true
	case rate <= held:
		return rate <= d.target+d.target/tolerance
	}
	return rate <= d.target-d.target/reserve && now.Sub(d.lowered) >= swing
}

// narrow changes the choice within the present layer. The first that is not everything makes the selector.
func (d *downTrack) narrow(c scalable.Layers) {
	if d.layers == c {
		return
	}
	d.layers = c
	if d.selector == nil {
		d.selector = new(scalable.Selector)
		d.selector.Reset(d.layer.codec.Kind, scalable.All(), c)
	}
	d.selector.Want(c)
}

// selectFrom sets the choice within a layer that begins with a key frame.
func (d *downTrack) selectFrom(l *layer, c scalable.Layers) {
	d.layers = c
	if d.selector == nil && c != scalable.All() {
		d.selector = new(scalable.Selector)
	}
	if d.selector != nil {
		d.selector.Reset(l.codec.Kind, c, c)
	}
}
