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
	// paddingRun bounds the packets that a probe adds in one turn.
	paddingRun = 16
	// paddingReach is how many packets back those lie that are repeated.
	paddingReach = 64
	// leastReport is the least time between two receiver reports. One that comes through Pion comes once for each track.
	leastReport = 100 * time.Millisecond
)

// bandwidth is what is known of a viewer's path, and the pace that follows. It belongs to the viewer's shard, apart from its reports.
type bandwidth struct {
	congestion.Controller
	pacer    congestion.Pacer
	reports  compounds
	numbered bool      // packets have transport-wide numbers; else there are receiver reports at best
	epoch    time.Time // of the Controller's times
	seq      uint16    // transport-wide, of the next packet
	known    uint64    // the estimate at the last turn
	bytes    uint64    // sent
	again    uint32    // packets sent once more under their own numbers
	heard    heard
}

// heard is what had been sent at the last receiver report.
type heard struct {
	at      time.Time
	packets uint32  // of video
	seq     uint64  // its last number
	gaps    float64 // numbers between the reports that had no packet, for the source had lost them
	again   uint32  // packets sent once more under their own numbers, so that the receiver does not miss them
	bytes   uint64  // of all
}

// observe begins congestion control for a viewer. A child relay has its own.
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
	size := o.headerSize() + len(o.payload)
	if o.again || o.ssrc == d.rtxSSRC {
		b.pacer.Repair(size)
		if o.again {
			b.again++
		}
	} else {
		b.pacer.Spend(size)
	}
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
	b.pacer.Refill(b.known, t.now.Sub(b.epoch))
}

// ready says whether a packet that can wait may leave now. What is known of a path by reports of loss alone is enough to choose layers by, and
// not to hold back the lowest.
func (b *bandwidth) ready() bool { return b == nil || !b.numbered || b.pacer.Ready() }

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
	if b == nil || !b.numbered || d.rtxSSRC == 0 || d.last == nil || d.lost {
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
				b.received(d, float64(m.FractionLost)/256, now, time.Duration(v.rtt.Load()))
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

// received takes the share of the video's numbers that were missing since the last receiver report. What the source had lost already is
// not the path's.
func (b *bandwidth) received(d *downTrack, missing float64, now time.Time, rtt time.Duration) {
	before, seq := b.heard, d.numbers.Last().Seq
	packets := d.packets - before.packets
	if packets == 0 || seq <= before.seq || now.Sub(before.at) < leastReport {
		return // the same once more
	}
	numbers := float64(seq - before.seq)
	b.heard = heard{at: now, packets: d.packets, seq: seq, gaps: max(numbers-float64(packets), 0), again: b.again, bytes: b.bytes}
	elapsed := now.Sub(before.at)
	if before.at.IsZero() {
		b.heard.gaps = 0
		return
	}
	gaps := b.heard.gaps + before.gaps // the receiver may count one in the report after
	if gaps > 0 {
		gaps += numbers / 256 // and says what is missing to that
	}
	lost := max(missing*numbers-gaps, 0)
	again := b.again - before.again
	b.ReceiverReport(congestion.Reception{
		Packets: int(packets + again), Loss: min((lost+float64(again))/float64(packets+again), 1), RTT: rtt,
		Rate: uint64(float64(b.bytes-before.bytes) * 8 / elapsed.Seconds()),
	}, now.Sub(b.epoch))
}
