package relay

import (
	"bytes"
	"slices"
	"time"

	"github.com/casto-network/casto/relay/internal/lossmap"
	"github.com/casto-network/casto/relay/internal/packet"
)

const (
	// maxAhead is how far a standby's number may be above all that have come, and maxAheadOfSource how far above the source's own while that
	// one is sending: a quarter of a ring, so that what it makes up cannot push out what others sent.
	maxAhead         = 512
	maxAheadOfSource = videoRing / 4
	// living is how long the feeder of a ring may say nothing before the next one asks for what is missing, at least.
	living = 60 * time.Millisecond
	// headStart is added to the time by which a feeder is usually behind, when another waits for it.
	headStart = 10 * time.Millisecond
)

// enlist makes u one of those who fill the layer's ring, or takes it from them.
func (l *layer) enlist(u *upTrack, on bool) {
	for {
		was := l.feeds.Load()
		var list []*upTrack
		if was != nil {
			list = slices.DeleteFunc(slices.Clone(*was), func(o *upTrack) bool { return o == u })
		}
		if on {
			list = append(list, u)
		}
		if l.feeds.CompareAndSwap(was, &list) {
			return
		}
	}
}

// fed returns those who fill the ring.
func (l *layer) fed() []*upTrack {
	if list := l.feeds.Load(); list != nil {
		return *list
	}
	return nil
}

// guest says whether u is a standby's, whose word counts for less than the source's.
func (u *upTrack) guest() bool { return u.slot != nil && u.source.Duty() != StandbyNone }

// lives says whether u has sent lately.
func (u *upTrack) lives(now time.Time) bool {
	return now.UnixNano()-u.heard.Load() < max(int64(living), 2*u.beat.Load())
}

// hearing notes that a packet has come. The caller holds the mutex.
func (u *upTrack) hearing(seq uint64, now time.Time) {
	at := now.UnixNano()
	u.heard.Store(at)
	u.source.heard.Store(at)
	if seq > u.reached.Load() {
		u.reached.Store(seq)
	}
	if u.lull.Load() {
		u.lull.Store(false)
	}
	u.source.watch.stir()
}

// put stores a packet in the ring, unless it is there already or cannot be. Filled says that others have overtaken it. The caller
// holds the upTrack's mutex.
func (u *upTrack) put(p *packet.Packet, h packet.Header) (stored, filled bool) {
	l, guest := u.layer, u.guest()
	l.write.Lock()
	defer l.write.Unlock()
	if guest && !u.plausible(p.Seq, p.Arrival) {
		return false, false
	}
	u.extend(p, h)
	if !l.ring.Put(p) {
		return false, false
	}
	if filled = p.Seq < l.top; !filled {
		l.top = p.Seq
	}
	if guest {
		u.brought.Use(p.Seq)
	}
	l.measure(p, p.Arrival)
	if b := u.behind.Load(); b != 0 {
		u.behind.Store(b - b/8) // it came first
	}
	return true, filled
}

// plausible says whether a standby's number can be. The caller holds the layer's write.
func (u *upTrack) plausible(seq uint64, now time.Time) bool {
	if u.top != 0 && seq > u.top+maxAhead {
		return false
	}
	source := u.feeder.Load()
	return source == nil || source == u || !source.lives(now) || seq <= source.reached.Load()+maxAheadOfSource
}

// repeated takes a packet whose number is in the ring already: the same again, or what contradicts it. The caller holds the mutex.
func (u *upTrack) repeated(twin *packet.Packet, marker bool, timestamp uint64, payload []byte, now time.Time) {
	if u.slot == nil {
		return
	}
	if late := int64(now.Sub(twin.Arrival)); late >= 0 {
		was := u.behind.Load()
		u.behind.Store(was + (late-was)/8)
	}
	if twin.Timestamp != timestamp || twin.Marker != marker || !bytes.Equal(twin.Payload, payload) {
		u.contradicts(twin.Seq)
		return
	}
	u.reception.Received(twin.Seq, timestamp, now, u.codec.ClockRate)
	if u.nack {
		u.missing.Received(twin.Seq, now)
		u.recover(now)
	}
}

// contradicts finds whose packet is not the source's. What came first stays; of the standby that differs nothing more is taken.
func (u *upTrack) contradicts(seq uint64) {
	if u.guest() {
		u.source.contradicted()
		return
	}
	u.write.Lock()
	defer u.write.Unlock()
	for _, o := range u.fed() {
		if o != u && o.guest() && o.brought.Used(seq) {
			o.source.contradicted()
			return
		}
	}
}

// judge says what to do about a number that is missing here. Another may bring it without being asked; and one asks, for all.
func (u *upTrack) judge(now time.Time) func(uint64, time.Time) lossmap.Verdict {
	asks, others := u.asks(now), u.fed()
	return func(seq uint64, noticed time.Time) lossmap.Verdict {
		if u.ring.Find(seq) != nil {
			return lossmap.Have
		}
		if !asks {
			return lossmap.Wait
		}
		for _, o := range others {
			if o == u || !o.lives(now) || o.reached.Load() >= seq {
				continue
			}
			if behind := time.Duration(o.behind.Load()); behind < u.rtt && now.Sub(noticed) < behind+headStart {
				return lossmap.Wait
			}
		}
		return lossmap.Ask
	}
}

// asks says whether u is the one who asks for what is missing: the source's, or while that one says nothing the first that does.
func (u *upTrack) asks(now time.Time) bool {
	source := u.feeder.Load()
	if source == u {
		return true
	}
	if source != nil && source.lives(now) {
		return false
	}
	for _, o := range u.fed() {
		if o != source && o.lives(now) {
			return o == u
		}
	}
	return false
}

// quiet says whether there is nothing of the layer to send on, for no fault of this relay.
func (l *layer) quiet() bool {
	if t := l.told.Load(); t != nil && t.quiet {
		return true
	}
	for _, u := range l.fed() {
		if u.heard.Load() != 0 && !u.lull.Load() {
			return false
		}
	}
	return true
}
