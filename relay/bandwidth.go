package relay

import (
	"time"

	"github.com/casto-network/casto/relay/internal/congestion"
	"github.com/casto-network/casto/relay/internal/extension"
	"github.com/casto-network/casto/relay/internal/feedback"
	"github.com/casto-network/casto/relay/internal/seal"
)

const (
	// headroom is the share of the estimate that layers may fill; the rest is for sound, retransmissions and key frames.
	headroom = 0.9
	// probing is how much of a higher rate is tried: what its layers need, and a little, since measuring is coarse.
	probing = 1.4
	// sustaining is the same for the present layers, if not even they are known to fit.
	sustaining = 1.15
	// paddingRun bounds the packets that a probe adds in one turn.
	paddingRun = 16
	// repairShare is the share of the estimate that retransmissions may take, saved up for repairSaved, of which repairLeast bytes are
	// saved up in any case.
	repairShare = 0.5
	repairSaved = 500 * time.Millisecond
	repairLeast = 12_000
	// wireOverhead is what SRTP, UDP and IP add to a packet, in bytes.
	wireOverhead = seal.Overhead + 28
	// fewReported is how many packets a receiver report must be about to say something of the path.
	fewReported = 20
)

// bandwidth is what is known of a viewer's path, and the pace that follows. It belongs to the viewer's shard, apart from its reports.
type bandwidth struct {
	congestion.Controller
	pacer    congestion.Pacer
	reports  compounds
	numbered bool      // packets have transport-wide numbers; else there are receiver reports and REMB at best
	epoch    time.Time // of the Controller's times
	seq      uint16    // transport-wide, of the next packet
	known    uint64    // the estimate at the last turn
	repairs  float64   // bytes of retransmissions that may leave now
	refilled time.Time // when repairs last grew
	packets  uint32    // sent
	bytes    uint64    // likewise, on the wire
	heard    heard
}

// heard is what had been sent at the last receiver report.
type heard struct {
	at      time.Time
	packets uint32
	bytes   uint64
}

// observe begins congestion control for a viewer. A child relay has none: it gets what it demands.
func (v *viewer) observe() {
	if v.carrier != nil {
		return
	}
	v.bandwidth = &bandwidth{epoch: time.Now(), known: congestion.Unlimited}
	for _, d := range v.tracks {
		d.bandwidth = v.bandwidth
		v.bandwidth.numbered = v.bandwidth.numbered || d.transportID != 0
	}
}

// stamp accounts for a packet about to be sent, and gives it its transport-wide number. Packets that may have to be sent again byte for
// byte have none.
func (d *downTrack) stamp(t *turn, o *outgoing) {
	b := d.bandwidth
	if b == nil {
		return
	}
	numbered := d.transportID != 0 && !o.again
	if numbered {
		t.elements = append(t.elements[:0], o.extensions...)
		t.number = [2]byte{byte(b.seq >> 8), byte(b.seq)}
		t.elements = extension.Put(t.elements, o.long, d.transportID, t.number[:])
		o.extensions = t.elements
	}
	size := o.headerSize() + len(o.payload) + wireOverhead
	b.pacer.Spend(size)
	b.packets++
	b.bytes += uint64(size)
	if numbered {
		b.Sent(b.seq, size, t.now.Sub(b.epoch))
		b.seq++
	}
}

// refill takes what the viewer has reported, and lets its tokens grow.
func (b *bandwidth) refill(v *viewer, t *turn) {
	b.reports.each(func(compound []byte) { b.reported(v, compound, t.now) })
	b.known = b.Estimate()
	b.pacer.Refill(b.known, b.Queued(), t.now.Sub(b.epoch))
	if b.known == congestion.Unlimited {
		b.repairs = repairLeast
	} else {
		rate := float64(b.known) / 8 * repairShare
		b.repairs = min(b.repairs+rate*t.now.Sub(b.refilled).Seconds(), max(rate*repairSaved.Seconds(), repairLeast))
	}
	b.refilled = t.now
}

// ready says whether a packet of video may leave now.
func (b *bandwidth) ready() bool { return b == nil || b.pacer.Ready() }

// mayRepair says whether a packet may be sent again now. If not, the viewer will ask for it again.
func (b *bandwidth) mayRepair() bool {
	return b == nil || b.known == congestion.Unlimited || b.repairs > 0
}

// repaired takes the bytes of a packet sent again.
func (b *bandwidth) repaired(bytes int) {
	if b != nil {
		b.repairs -= float64(bytes)
	}
}

// target returns what layers may take of the path, in bits per second, or zero if nothing is known against any rate.
func (b *bandwidth) target() uint64 {
	if b == nil || b.known == congestion.Unlimited {
		return 0
	}
	return max(uint64(float64(b.known)*headroom), 1)
}

// probe sends what a running probe wants, and begins one if there is a rate that may fit: of the next higher layers, or of the present
// ones if not even they are known to. It is true while one runs.
func (d *downTrack) probe(t *turn) (more bool) {
	b := d.bandwidth
	if b == nil || b.known == congestion.Unlimited || !b.numbered || d.rtxSSRC == 0 || d.last == nil || d.lost {
		return false
	}
	rate := float64(d.above) * probing
	if d.above == 0 {
		rate = float64(d.layer.wire(d.layers)) * sustaining
	}
	now := t.now.Sub(b.epoch)
	b.Probe(uint64(rate), now)
	for range paddingRun {
		n, running := b.Padding(now)
		if n <= 0 {
			return running
		}
		d.padding++
		if !d.repeat(t, uint16(d.numbers.Last().Seq-d.padding%resendHistory)) {
			return running
		}
	}
	return true
}

// reported takes a compound of the viewer's RTCP.
func (b *bandwidth) reported(v *viewer, compound []byte, now time.Time) {
	at := now.Sub(b.epoch)
	feedback.Each(compound, func(m feedback.Message) {
		switch {
		case m.Kind == feedback.Transport && b.numbered:
			if m.Report.Arrivals(b.arrival) {
				b.Reported(at, time.Duration(v.rtt.Load()))
			}
		case b.numbered:
		case m.Kind == feedback.Remote:
			b.Remote(m.Rate, at)
		case m.Kind == feedback.Reception:
			if d := v.track("video"); d != nil && d.ssrc == m.SSRC {
				b.received(float64(m.FractionLost)/256, now)
			}
		}
	})
}

func (b *bandwidth) arrival(a feedback.Arrival) {
	if a.Arrived {
		b.Received(a.Seq, a.At)
	} else {
		b.Lost(a.Seq)
	}
}

// received takes the loss of video since the last receiver report.
func (b *bandwidth) received(loss float64, now time.Time) {
	before := b.heard
	b.heard = heard{now, b.packets, b.bytes}
	elapsed := now.Sub(before.at)
	if before.at.IsZero() || elapsed <= 0 || b.packets-before.packets < fewReported {
		return
	}
	rate := float64(b.bytes-before.bytes) * 8 / elapsed.Seconds()
	b.ReceiverReport(loss, uint64(rate), now.Sub(b.epoch))
}
