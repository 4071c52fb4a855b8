package relay

import (
	"time"

	"github.com/casto-network/casto/relay/internal/congestion"
	"github.com/casto-network/casto/relay/internal/extension"
	"github.com/casto-network/casto/relay/internal/feedback"
)

const (
	// headroom is the share of the estimate that layers may fill; the rest is for sound, retransmissions and key frames.
	headroom = 0.9
	// probing is how much of a higher layer's rate is tried.
	probing = 1.3
	// paceGain is how much faster than the estimate a burst may leave, so that key frames are not late where there is room.
	paceGain = 2.5
	// paceBurst is how much leaves at once.
	paceBurst = 10 * time.Millisecond
	// paceLeast is the least that leaves at once, in bytes: three packets.
	paceLeast = 3600
	// paddingRun bounds the packets that a probe adds in one turn.
	paddingRun = 16
	// paddingReach is how many packets back those lie that are repeated.
	paddingReach = 64
)

// bandwidth is what is known of a viewer's path, and the pace that follows. It belongs to the viewer's shard.
type bandwidth struct {
	congestion.Controller
	epoch   time.Time // of the Controller's times
	seq     uint16    // transport-wide, of the next packet
	tokens  float64   // bytes that may leave now
	counted time.Time // when tokens last grew
	known   uint64    // the estimate at the last turn
}

// observe begins congestion control for a viewer whose tracks have negotiated reports.
func (v *viewer) observe() {
	for _, d := range v.tracks {
		if d.transportID != 0 {
			v.bandwidth = &bandwidth{epoch: time.Now()}
		}
	}
	if v.bandwidth != nil {
		for _, d := range v.tracks {
			d.bandwidth = v.bandwidth
		}
	}
}

// stamp gives a packet its transport-wide number and notes it as sent. Packets that may have to be sent again byte for byte have none.
func (d *downTrack) stamp(t *turn, o *outgoing) {
	b := d.bandwidth
	if b == nil || d.transportID == 0 || o.again {
		return
	}
	t.elements = append(t.elements[:0], o.extensions...)
	t.number = [2]byte{byte(b.seq >> 8), byte(b.seq)}
	t.elements = extension.Put(t.elements, o.long, d.transportID, t.number[:])
	o.extensions = t.elements
	b.Sent(b.seq, o.headerSize()+len(o.payload), t.now.Sub(b.epoch))
	b.seq++
}

// refill lets the viewer's tokens grow, and tells its video how much fits.
func (b *bandwidth) refill(t *turn) {
	b.known = b.Estimate()
	if b.known == congestion.Unlimited {
		return
	}
	pace := float64(b.known) / 8 * paceGain
	b.tokens += pace * t.now.Sub(b.counted).Seconds()
	b.tokens = min(b.tokens, max(pace*paceBurst.Seconds(), paceLeast))
	b.counted = t.now
}

// spend takes a packet's bytes. It is false if they have to wait.
func (b *bandwidth) spend(bytes int) bool {
	if b == nil || b.known == congestion.Unlimited {
		return true
	}
	if b.tokens <= 0 {
		return false
	}
	b.tokens -= float64(bytes)
	return true
}

// target returns what layers may take of the path, in bits per second, or zero if nothing is known against any rate.
func (b *bandwidth) target() uint64 {
	if b == nil || b.known == congestion.Unlimited {
		return 0
	}
	return max(uint64(float64(b.known)*headroom), 1)
}

// probe sends what a running probe wants, and begins one if a rate above the present one, in bits per second, may fit. It is true while
// one runs.
func (d *downTrack) probe(t *turn, above uint64) (more bool) {
	b := d.bandwidth
	if b == nil || d.rtxSSRC == 0 || d.last == nil || d.lost {
		return false
	}
	now := t.now.Sub(b.epoch)
	if above != 0 {
		b.Probe(uint64(float64(above)*probing), now)
	}
	for range paddingRun {
		n, running := b.Padding(now)
		if n <= 0 {
			return running
		}
		d.padding++
		if !d.repeat(t, uint16(d.numbers.Last().Seq-d.padding%paddingReach)) {
			return running
		}
	}
	return true
}

// reported takes a compound of the viewer's RTCP for the estimate, on the shard.
func (b *bandwidth) reported(compound []byte, now time.Time, rtt time.Duration) {
	at := now.Sub(b.epoch)
	if feedback.Arrivals(compound, func(a feedback.Arrival) {
		if a.Arrived {
			b.Received(a.Seq, a.At)
		} else {
			b.Lost(a.Seq)
		}
	}) {
		b.Reported(at, rtt)
	} else if rate, ok := feedback.Remote(compound); ok {
		b.Remote(rate, at)
	}
}
