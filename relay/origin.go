package relay

import (
	"crypto/rand"
	"encoding/hex"
	"sync/atomic"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/packet"
)

// origin is whoever numbered a stream's packets: the first relay, for the length of one publisher's session. All relays that carry its
// numbers know it by the same epoch; within a relay there is one origin of an epoch and stream.
type origin struct{ epoch string }

func newOrigin() *origin {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails
	return &origin{hex.EncodeToString(b[:])}
}

func newLayer(o *origin, c negotiate.Codec, rid string) *layer {
	size := videoRing
	if c.Kind == codec.Opus {
		size = audioRing
	}
	ring, _ := packet.NewRing(size) // fails for other sizes only
	return &layer{origin: o, codec: c, rid: rid, ring: ring}
}

// carried is what a layer has besides, if a parent carries it.
type carried struct {
	told   atomic.Pointer[told]
	link   atomic.Pointer[link]
	needed atomic.Int64 // when it last was, in Unix nanoseconds
	asleep atomic.Bool  // the parent was told to stop; it seeks a key frame itself when it begins again
	child  atomic.Pointer[wish]
}

// tell takes what the parent says of the layer, and returns what it said before, nil if nothing.
func (l *layer) tell(is *told, now time.Time) (was *told) {
	was = l.told.Swap(is)
	switch r := l.rest.Load(); {
	case was == nil || was.live == is.live:
	case !is.live:
		l.rest.Store(&rest{from: now})
	case r != nil:
		l.rest.Store(&rest{r.from, now})
	}
	return was
}

// wish is where a child wants a layer to go on that nobody here has needed.
type wish struct {
	seq uint64
	at  time.Time
}

// told is what the parent last said of a layer.
type told struct {
	seq, timestamp uint64 // of its newest packet there
	live, quiet    bool
}

// wishFor is how long a child's wish holds.
const wishFor = time.Second

// wished returns where the layer is to go on for a child that took over, zero if there is none.
func (l *layer) wished(now time.Time) uint64 {
	w := l.child.Load()
	if w == nil || now.Sub(w.at) > wishFor {
		return 0
	}
	if last := l.ring.Last(); last != nil {
		return max(w.seq, last.Seq+1)
	}
	return w.seq
}

// needGrain is how exactly the time of a need is kept, so that a thousand viewers cost one store.
const needGrain = 100 * time.Millisecond

// need notes that somebody here wants the layer now. One that nobody has wanted is asked for at once.
func (l *layer) need(now time.Time) {
	was, is := l.needed.Load(), now.UnixNano()
	if is-was < int64(needGrain) || !l.needed.CompareAndSwap(was, is) {
		return
	}
	if k := l.link.Load(); k != nil && is-was > int64(linger/2) {
		k.nudge()
	}
}

// newest returns the numbers of the layer's newest packet, here or at the parent. It is false before the first.
func (l *layer) newest() (seq, timestamp uint64, ok bool) {
	if p := l.ring.Last(); p != nil {
		seq, timestamp, ok = p.Seq, p.Timestamp, true
	}
	if t := l.told.Load(); t != nil && t.seq > seq {
		seq, timestamp, ok = t.seq, t.timestamp, true
	}
	return seq, timestamp, ok
}
