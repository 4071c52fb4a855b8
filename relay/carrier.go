package relay

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/ntp"
)

const (
	// describeInterval is the time between two accounts of the stream to a child: often enough that the newest number tells the
	// meaning of 16 bits on the wire, whatever a layer's rate.
	describeInterval = time.Second
	// describeRate is how many a second there are in the long run, whatever happens: half of what a child puts up with.
	describeRate = frameRate / 2
	// unknownInterval is the same while a layer is known of which nothing has come yet.
	unknownInterval = 50 * time.Millisecond
	// generationGap is how far above a slot's last number on the wire the next layer's newest packet comes: more than a ring holds, so
	// that no number of it has been used, and less than half a cycle, so that the child counts the same rollovers.
	generationGap = 2 * videoRing
)

// carrier is the parent's side of a child's session: it sends the layers that the child asks for, as they came.
type carrier struct {
	session *Session
	asks    cascade.Offer
	woken   chan struct{}

	slots []*carrierSlot // audio first; the slice is set before the session is handed out, the slots are the shard's

	nextReport time.Time                      // of the shard
	limit      Limit                          // likewise: at the last turn
	taken      uint64                         // likewise: the child's last takeover
	demand     atomic.Pointer[cascade.Demand] // the child's last
	ready      atomic.Bool                    // a slot has a layer that the shard does not know of

	mu         sync.Mutex // guards the fields below
	generation uint64
	seen       uint64                   // the generation that the child has quoted
	places     map[string]*carrierPlace // by MID
}

// carrierPlace is what describe knows of a slot.
type carrierPlace struct {
	layer      *layer // nil if it is free
	shift      uint64
	generation uint64 // that gave it the layer
	started    bool   // the shard has it
	resumed    bool   // what the child held is of no more interest
	from       atomic.Uint64
	leapt      atomic.Bool // the shift is of no use any more
}

func newCarrier(s *Session, asks cascade.Offer) *carrier {
	c := &carrier{session: s, asks: asks, woken: make(chan struct{}, 1), places: map[string]*carrierPlace{}}
	c.demand.Store(&asks.Demand)
	return c
}

// subscribed decides which sections of a child's offer become slots, all of a kind by one codec.
func (c *carrier) subscribed(o negotiate.Offer, codecs map[string]negotiate.Codec) ([]negotiate.Media, []*downTrack, error) {
	var media []negotiate.Media
	var tracks []*downTrack
	c.slots = nil
	for _, kind := range []string{"audio", "video"} {
		stream, ok := codecs[kind]
		sections := slices.DeleteFunc(slices.Clone(o.Media), func(m negotiate.Media) bool {
			return m.Kind != kind || !m.Receives || m.MID == ""
		})
		if !ok || len(sections) == 0 {
			continue
		}
		shared := sections[len(sections)-1] // the shortest list: every section has its codecs
		choice, ok := negotiate.Match(stream, shared.Codecs)
		if !ok {
			return nil, nil, fmt.Errorf("%w: stream is %s, offer has %s", ErrNoCodec, stream, list(shared.Codecs))
		}
		shared.Codecs = []negotiate.Codec{choice}
		media = append(media, shared)
		for i, m := range sections {
			if i == 0 || kind == "video" && i < cascade.Slots {
				slot := newCarrierSlot(c, m, choice)
				c.slots = append(c.slots, slot)
				tracks = append(tracks, slot.downTrack)
			}
		}
	}
	if len(tracks) == 0 {
		return nil, nil, fmt.Errorf("%w: stream is %s, offer receives neither", ErrNoCodec, describe(codecs))
	}
	return media, tracks, nil
}

// answer adds the account of the stream to the answer, and starts what keeps it true.
func (c *carrier) answer(sdp string) (string, error) {
	for _, s := range c.slots {
		for _, t := range c.session.pc.GetTransceivers() {
			if t.Sender() == s.sender {
				s.mid = t.Mid()
			}
		}
		c.places[s.mid] = &carrierPlace{}
	}
	l, _ := c.account()
	l.Version = cascade.Version
	b, err := cascade.Encode(l)
	if err != nil {
		return "", err
	}
	c.seen = c.generation
	c.ready.Store(true)
	c.session.spawn(c.run)
	return cascade.Put(sdp, b), nil
}

// resume returns the number from which on the child is without a layer, zero if it has nothing of it.
func (c *carrier) resume(kind string, l *layer) uint64 {
	if d := c.demand.Load(); d.Epoch == l.origin.epoch {
		if seq := cascade.ResumeOf(d.Resume, kind, l.rid, l.serial); seq != 0 && seq < maxTold {
			return seq
		}
	}
	if c.asks.Epoch != l.origin.epoch {
		return 0
	}
	return cascade.ResumeOf(c.asks.Resume, kind, l.rid, l.serial)
}

// take has the layers that are not being sent begin where a child that takes over wants them. Its caller is the shard.
func (c *carrier) take(d *cascade.Demand, now time.Time) {
	c.taken = d.Take
	for _, s := range c.slots {
		if s.layer == nil || s.running || s.layer.origin.epoch != d.Epoch {
			continue
		}
		if seq := cascade.ResumeOf(d.Resume, s.kind, s.layer.rid, s.layer.serial); seq != 0 && seq < maxTold {
			s.resume = seq
			s.layer.child.Store(&wish{seq, now})
		}
	}
}

// slot returns the slot that sends by d.
func (c *carrier) slot(d *downTrack) *carrierSlot {
	for _, s := range c.slots {
		if s.downTrack == d {
			return s
		}
	}
	return nil
}

// turn forwards what the child's slots have not had yet.
func (c *carrier) turn(t *turn, limit Limit) (more bool) {
	if c.ready.Swap(false) {
		c.begin()
	}
	if limit != c.limit {
		c.limit = limit
		c.nudge() // the child shall know what it may have
	}
	var bytes uint64
	demand, low := c.demand.Load(), c.lowest(t.now)
	if demand.Take > c.taken {
		c.take(demand, t.now)
	}
	for _, s := range c.slots {
		n, again := s.forward(t, s.wanted(demand, low, limit))
		bytes, more = bytes+n, more || again
	}
	if bytes > 0 {
		c.add(bytes)
		if !t.now.Before(c.nextReport) {
			c.nextReport = t.now.Add(reportInterval)
			c.report(t)
		}
	}
	return more
}

// lowest returns the video slot of the least rate among those whose layer is being sent.
func (c *carrier) lowest(now time.Time) (low *carrierSlot) {
	for _, s := range c.slots {
		if s.kind != "video" || s.layer == nil || !s.layer.active(now) {
			continue
		}
		if low == nil || s.layer.rate.Load() < low.layer.rate.Load() {
			low = s
		}
	}
	return low
}

// add counts payload bytes sent.
func (c *carrier) add(bytes uint64) {
	c.session.payload.Add(bytes)
	c.session.st.bytesOut.Add(bytes)
}

// report sends sender reports as viewers get them, for the source's own timestamps.
func (c *carrier) report(t *turn) {
	now := t.now
	var sending []*carrierSlot
	instant, known := ntp.FromTime(now), true
	for _, s := range c.slots {
		if s.layer == nil || s.newest == nil {
			continue
		}
		sending = append(sending, s)
		r := s.layer.report.Load()
		if known = known && r != nil; known {
			instant = r.Now(now)
		}
	}
	if !known {
		instant = ntp.FromTime(now)
	}
	var packets []rtcp.Packet
	for _, s := range sending {
		rate := s.layer.codec.ClockRate
		timestamp := s.newest.Timestamp + uint64(ntp.Ticks(now.Sub(s.newest.Arrival), rate))
		if known {
			timestamp = s.layer.report.Load().TimestampAt(instant, rate)
		}
		packets = append(packets, &rtcp.SenderReport{
			SSRC: s.ssrc, NTPTime: uint64(instant), RTPTime: uint32(timestamp), PacketCount: s.packets, OctetCount: s.octets,
		})
	}
	if len(packets) > 0 {
		c.session.viewer.sent.Store(&sentReport{instant.Middle(), now})
		_ = t.egress.Report(c.session, packets) // one that is lost is followed by another
	}
}
