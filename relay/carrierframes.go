package relay

import (
	"slices"
	"time"

	"github.com/casto-network/casto/relay/internal/cascade"
)

// cascaded takes a control frame that is for the relay itself. It is false for those of the owner.
func (s *Session) cascaded(frame []byte) bool {
	is := cascade.Type(frame)
	if is == "" || s.link == nil && (s.viewer == nil || s.viewer.carrier == nil) {
		return false
	}
	switch {
	case is == cascade.TypeLayers && s.link != nil:
		s.link.frame(frame)
	case is == cascade.TypeDemand && s.link == nil:
		s.viewer.carrier.frame(frame)
	}
	return true
}

// frame takes a child's demand.
func (c *carrier) frame(b []byte) {
	d, err := cascade.DecodeDemand(b)
	if err != nil {
		c.session.log.Debug("child not understood", "err", err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if seen := min(d.Seen, c.generation); seen > c.seen {
		c.seen = seen
		c.ready.Store(true)
	}
	was := c.demand.Load()
	if d.Number != 0 && d.Number <= was.Number {
		return // it was overtaken, or is the same again: they come on two ways
	}
	if d.Take == 0 { // the shard may not have come to the last takeover yet
		d.Take, d.Epoch, d.Resume = was.Take, was.Epoch, was.Resume
	}
	c.demand.Store(&d)
	c.session.st.wake()
}

// urgent takes what a child says beside the control channel.
func (c *carrier) urgent(b []byte) {
	if len(b) <= cascade.MaxUrgent && cascade.Type(b) == cascade.TypeDemand {
		c.frame(b)
	}
}

// nudge has run look at what is to be said.
func (c *carrier) nudge() {
	select {
	case c.woken <- struct{}{}:
	default:
	}
}

// began notes where the forwarding of a slot has begun.
func (c *carrier) began(mid string, seq uint64) {
	c.places[mid].from.Store(seq)
	c.nudge()
}

// reseat has the slot's shift renewed.
func (c *carrier) reseat(mid string) {
	c.places[mid].leapt.Store(true)
	c.nudge()
}

// run tells the child of the stream's layers until the session ends.
func (c *carrier) run() {
	wait := time.NewTimer(describeInterval)
	defer wait.Stop()
	var sent allowance
	for {
		c.session.relay.mu.Lock()
		changed := c.session.st.changed
		c.session.relay.mu.Unlock()
		select {
		case <-c.session.closing:
			return
		case <-wait.C:
		case <-changed:
		case <-c.woken:
		}
		if !sent.take(time.Now(), describeRate) {
			wait.Reset(describeInterval / describeRate)
			select {
			case <-c.session.closing:
				return
			case <-wait.C:
			}
		}
		l, complete := c.account()
		l.Type = cascade.TypeLayers
		b, err := cascade.Encode(l)
		if err == nil {
			err = c.session.SendControl(b)
		}
		if err != nil {
			c.session.log.Debug("account not sent", "err", err)
		}
		wait.Reset(describeInterval)
		if !complete {
			wait.Reset(unknownInterval)
		}
	}
}

// begin gives the slots those layers that the child has made room for. Its caller is the shard.
func (c *carrier) begin() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.slots {
		if p := c.places[s.mid]; p.layer != nil && !p.started && p.generation <= c.seen {
			resume := uint64(0)
			if !p.resumed {
				resume = c.resume(s.kind, p.layer)
			}
			p.started, p.resumed = true, true
			s.put(p.layer, p.shift, resume)
		}
	}
}

// account gives every layer of the stream a slot, and describes them. It is false if a layer is left out because nothing is known of
// it yet, or because there is no slot for it.
func (c *carrier) account() (l cascade.Layers, complete bool) {
	feeds, live, from := c.feeds(time.Now())
	c.mu.Lock()
	defer c.mu.Unlock()
	complete = true
	c.sweep(feeds)
	for kind, f := range feeds {
		for _, layer := range f.layers {
			complete = c.place(kind, layer) && complete
		}
	}
	l = cascade.Layers{Generation: c.generation, Epoch: from.epoch}
	limit, low := Limit(c.session.limit.Load()), c.lowestPlace(live)
	for _, s := range c.slots {
		p := c.places[s.mid]
		if p.layer == nil {
			continue
		}
		seq, timestamp, _ := p.layer.newest()
		l.Layers = append(l.Layers, cascade.Layer{
			MID: s.mid, Kind: s.kind, RID: p.layer.rid, Serial: p.layer.serial, MIME: p.layer.codec.MIME, Fmtp: p.layer.codec.Fmtp,
			Seq: seq, Timestamp: timestamp, Shift: uint16(p.shift), From: p.from.Load(), Rate: p.layer.rate.Load(),
			Quiet: p.layer.quiet(),
			Live:  live[p.layer] && (limit == LimitNone || limit == LimitLowest && (s.kind == "audio" || p == low)),
		})
	}
	return l, complete
}

// feeds returns the stream's feeds of its present or last origin, by kind, which of their layers are active, and that origin.
func (c *carrier) feeds(now time.Time) (map[string]*feed, map[*layer]bool, *origin) {
	c.session.relay.mu.Lock()
	defer c.session.relay.mu.Unlock()
	st := c.session.st
	from := c.session.origin
	if st.source != nil {
		from = st.source.origin
	}
	feeds, live := map[string]*feed{}, map[*layer]bool{}
	for _, kind := range []string{"video", "audio"} {
		f := st.feed(kind).Load()
		if f == nil {
			continue
		}
		if from == nil {
			from = f.origin
		}
		if f.origin == from {
			feeds[kind] = f
			for _, l := range f.layers { // what a parent says of several layers is taken under the same mutex
				live[l] = f.active(l, now)
			}
		}
	}
	c.session.origin = from
	return feeds, live, from
}

func (c *carrier) lowestPlace(live map[*layer]bool) (low *carrierPlace) {
	for _, s := range c.slots {
		p := c.places[s.mid]
		if s.kind != "video" || p.layer == nil || !live[p.layer] {
			continue
		}
		if low == nil || p.layer.rate.Load() < low.layer.rate.Load() {
			low = p
		}
	}
	return low
}

// sweep takes the layers from their slots that the stream has no more. The caller holds the mutex.
func (c *carrier) sweep(feeds map[string]*feed) {
	for _, s := range c.slots {
		p := c.places[s.mid]
		if p.layer == nil {
			continue
		}
		if f := feeds[s.kind]; f == nil || !slices.Contains(f.layers, p.layer) {
			p.layer, p.started = nil, false
			p.from.Store(0)
		}
	}
}

// place gives a layer a slot, if it has none and something is known of it. The caller holds the mutex.
func (c *carrier) place(kind string, l *layer) bool {
	var free *carrierSlot
	for _, s := range c.slots {
		p := c.places[s.mid]
		if s.kind != kind {
			continue
		}
		if p.layer == l {
			if p.leapt.Swap(false) {
				c.seat(s, p, l)
			}
			return true
		}
		if p.layer == nil && free == nil {
			free = s
		}
	}
	if _, _, ok := l.newest(); free == nil || !ok {
		return false
	}
	c.seat(free, c.places[free.mid], l)
	return true
}

// seat puts a layer into a slot, to begin once the child has heard of it. The caller holds the mutex.
func (c *carrier) seat(s *carrierSlot, p *carrierPlace, l *layer) {
	c.generation++
	p.layer, p.generation, p.shift, p.started = l, c.generation, 0, false
	p.from.Store(0)
	if used := s.highest.Load(); used != 0 {
		seq, _, _ := l.newest()
		p.shift = used + generationGap - seq // modulo 2^64: the sum with any number in the ring is above all used
	}
}
