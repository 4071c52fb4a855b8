package relay

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay/internal/dependency"
	"github.com/casto-network/casto/relay/internal/keyframe"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/ntp"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/scalable"
)

// Ring sizes in packets. 4096 is 4.5 s of video at 8 Mbit/s in packets of 1200 bytes: two group-of-picture lengths of a
// usual encoder, so that a key frame stays in reach of a joining viewer; 512 is 10 s of Opus.
const (
	videoRing = 4096
	audioRing = 512
)

// idle is how long a simulcast layer may be silent before viewers are moved off it. Encoders pause their top layers when
// the publisher's uplink shrinks.
const idle = time.Second

// behind is how much older than another's a layer's newest packet may be.
const behind = 500 * time.Millisecond

// layer is one incoming RTP stream: a simulcast layer, or the only one of its track. UpTracks write, that of the stream's source and those of
// hot standbys; shards read.
type layer struct {
	origin  *origin
	codec   negotiate.Codec
	rid     string
	serial  uint32 // counts the layers of this RID and origin
	ring    *packet.Ring
	feeder  atomic.Pointer[upTrack]    // the source's
	feeds   atomic.Pointer[[]*upTrack] // all who fill the ring; never changed, but replaced
	beat    atomic.Int64               // the longest time from one frame to the next lately, in nanoseconds; zero if unknown
	carried                            // what a parent says of it
	rest    atomic.Pointer[rest]       // the last
	report  atomic.Pointer[ntp.Report] // the source's last sender report
	rate    atomic.Uint64              // payload bytes per second, over the last rateWindow
	rates   atomic.Pointer[scalable.Rates]

	write       sync.Mutex // guards the fields below, and is held to write to the ring
	top         uint64     // the highest number in the ring
	frame       uint64     // timestamp of the newest frame; zero after a rest
	measured    time.Time  // when the last packet came that was measured
	windowBytes uint64
	windowStart time.Time
	descriptors dependency.Parser
	meter       scalable.Meter

	keyMu sync.Mutex // guards key
	key   keyframe.Throttle
}

// measure counts a packet for the layer's rate and those of its own layers, and for its beat. The caller holds write.
func (l *layer) measure(p *packet.Packet, now time.Time) {
	if silent := now.Sub(l.measured); silent > l.patience() && l.rate.Load() != 0 {
		l.forget() // windows of layers end at different times: a silence would make a large layer look smaller than a small one
		if silent >= idle && l.told.Load() == nil {
			l.rest.Store(&rest{l.measured, now})
		}
	}
	l.measured = now
	if r, ok := l.meter.Add(p, now); ok {
		l.rates.Store(r)
	}
	l.windowBytes += uint64(len(p.Payload))
	if l.windowStart.IsZero() {
		l.windowStart = now
	}
	if d := now.Sub(l.windowStart); d >= rateWindow {
		l.rate.Store(l.windowBytes * uint64(time.Second) / uint64(d))
		l.windowBytes, l.windowStart = 0, now
	}
	if p.Timestamp <= l.frame {
		return
	}
	if rate := uint64(l.codec.ClockRate); l.frame != 0 && rate != 0 {
		d := min((p.Timestamp-l.frame)*1000/rate, uint64(maxBeat/time.Millisecond))
		was := l.beat.Load()
		l.beat.Store(max(int64(d)*int64(time.Millisecond), was-was/beatMemory))
	}
	l.frame = p.Timestamp
}

// rested forgets what a measurement across a rest would get wrong.
func (l *layer) rested() {
	l.write.Lock()
	defer l.write.Unlock()
	l.forget()
	l.frame = 0
}

// forget begins the measurement of rates anew; the last stand until it ends. The caller holds write.
func (l *layer) forget() {
	l.windowBytes, l.windowStart = 0, time.Time{}
	l.meter.Forget()
}

// requestKeyFrame asks the source for a key frame, merged with the wishes of others.
func (l *layer) requestKeyFrame(now time.Time) {
	if k, ok := l.ring.Key(); ok && !k.Arrival.Before(now) {
		return // it has come since
	}
	l.keyMu.Lock()
	send := l.key.Request(now)
	l.keyMu.Unlock()
	if send {
		l.sendPLI()
	}
}

// keyFrameDue sends a request that had to wait.
func (l *layer) keyFrameDue(now time.Time) {
	l.keyMu.Lock()
	send := l.key.Due(now)
	l.keyMu.Unlock()
	if send {
		l.sendPLI()
	}
}

func (l *layer) keyFrameArrived() {
	l.keyMu.Lock()
	l.key.KeyFrame()
	l.keyMu.Unlock()
}

func (l *layer) sendPLI() {
	if u := l.feeder.Load(); u != nil && !l.asleep.Load() {
		// An error means that the source is gone, which its session notices by itself.
		_ = u.source.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: u.ssrc}})
	}
}

// active says whether the layer's source still sends it.
func (l *layer) active(now time.Time) bool {
	if told := l.told.Load(); told != nil {
		return told.live
	}
	p := l.ring.Last()
	return p != nil && now.Sub(p.Arrival) < idle
}

// rest is a time in which a layer's source sent nothing of it.
type rest struct{ from, to time.Time } // to is zero as long as it lasts

// active says whether the source still sends a layer of the feed. One that falls behind the others has been paused; all fall silent together.
func (f *feed) active(l *layer, now time.Time) bool {
	if told := l.told.Load(); told != nil {
		return told.live || f.returning(l, now)
	}
	p := l.ring.Last()
	if p == nil {
		return false
	}
	newest := p.Arrival
	for _, other := range f.layers {
		if q := other.ring.Last(); q != nil && q.Arrival.After(newest) {
			newest = q.Arrival
		}
	}
	return now.Sub(newest) < idle && (newest.Sub(p.Arrival) < behind || f.returning(l, now))
}

// returning says whether a layer rested only because all did, until a moment ago: they do not all come back in the same instant.
func (f *feed) returning(l *layer, now time.Time) bool {
	var from time.Time
	if r := l.rest.Load(); l.told.Load() != nil && r != nil {
		from = r.from
	} else if p := l.ring.Last(); p != nil {
		from = p.Arrival
	}
	for _, other := range f.layers {
		if r := other.rest.Load(); r != nil && r.to.After(from) && now.Sub(r.to) < behind && r.from.Sub(from).Abs() < behind {
			return true
		}
	}
	return false
}

// feed is one track of a stream as its present source sends it. A feed never changes; a new layer makes a new feed.
type feed struct {
	origin *origin
	codec  negotiate.Codec
	layers []*layer
}

// with returns the feed with one more layer. A layer whose RID is known already replaces the one before.
func (f *feed) with(l *layer) *feed {
	layers := slices.DeleteFunc(slices.Clone(f.layers), func(old *layer) bool { return old.rid == l.rid })
	return &feed{origin: f.origin, codec: f.codec, layers: append(layers, l)}
}

// sent appends the layers being sent to list, in the order of their bitrates.
func (f *feed) sent(now time.Time, list []*layer) []*layer {
	if f == nil || len(f.layers) < 2 {
		return list
	}
	for _, l := range f.layers {
		rate := l.rate.Load()
		if rate == 0 || !f.active(l, now) {
			continue
		}
		at := len(list)
		for at > 0 && list[at-1].rate.Load() > rate {
			at--
		}
		list = slices.Insert(list, at, l)
	}
	return list
}

// choose returns the layers with the highest and the lowest bitrate among those being sent. It keeps to high, the choice
// before, unless another is clearly larger: rates of neighbouring layers can meet while an encoder starts up.
func (f *feed) choose(now time.Time, before *layer) (high, low *layer) {
	if f == nil || len(f.layers) == 0 {
		return nil, nil
	}
	if len(f.layers) == 1 {
		return f.layers[0], f.layers[0]
	}
	for _, l := range f.layers {
		rate := l.rate.Load()
		if rate == 0 || !f.active(l, now) { // not measured yet, or paused
			continue
		}
		if high == nil || rate > high.rate.Load() {
			high = l
		}
		if low == nil || rate < low.rate.Load() {
			low = l
		}
	}
	if high == nil {
		if before == nil || before.origin != f.origin {
			before = f.layers[0]
		}
		return before, before
	}
	if before != nil && before != high && slices.Contains(f.layers, before) && f.active(before, now) &&
		high.rate.Load() < before.rate.Load()*5/4 {
		high = before
	}
	return high, low
}
