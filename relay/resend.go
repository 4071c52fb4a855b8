package relay

import (
	"encoding/binary"
	"time"

	"github.com/casto-network/casto/relay/internal/feedback"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/rewrite"
	"github.com/casto-network/casto/relay/internal/scalable"
)

const (
	// resendHistory is how many recent retransmissions are remembered, to answer a repeated NACK only once per round trip, and
	// maxResends times in all: receivers ask ten times.
	resendHistory = 256
	minResend     = 5 * time.Millisecond
	maxResends    = 10
	// A viewer may be sent as much again as it is sent, saved up to resendBurst bytes. That mends a loss of half of all packets, and a
	// receiver that asks for everything, always, costs no more than a second viewer.
	resendBurst = 512 << 10
)

// resend is the last time a packet went out that the viewer had missed.
type resend struct {
	seq   uint64
	at    time.Time
	count int
}

// retransmit answers NACKs from the ring, by RTX where negotiated (RFC 4588), else by sending the packets again.
func (d *downTrack) retransmit(t *turn, missing []feedback.Message, rtt time.Duration) {
	for _, m := range missing {
		if d.resendable <= 0 {
			return
		}
		d.resend(t, m.Seq, rtt)
		for i := range uint16(16) {
			if m.Mask>>i&1 != 0 {
				d.resend(t, m.Seq+i+1, rtt)
			}
		}
	}
}

func (d *downTrack) resend(t *turn, seq uint16, rtt time.Duration) {
	origin, ok := d.numbers.Reverse(seq)
	if !ok {
		return
	}
	p := origin.Source.ring.Find(origin.Seq)
	if p == nil || origin.Source == d.layer && p.Position >= d.cursor || !d.mayResend(t.now, origin.Numbers.Seq, rtt) {
		return
	}
	if d.resendable -= len(p.Payload); d.resendable < 0 {
		d.resendable = 0
		return
	}
	d.write(t, origin, p, seq)
}

// repeat sends a packet once more, missed or not. It is false if there is no such packet any more.
func (d *downTrack) repeat(t *turn, seq uint16) bool {
	origin, ok := d.numbers.Reverse(seq)
	if !ok {
		return false
	}
	p := origin.Source.ring.Find(origin.Seq)
	if p == nil || origin.Empty || origin.Source == d.layer && p.Position >= d.cursor {
		return false
	}
	d.write(t, origin, p, seq)
	return true
}

// write sends a packet that went out under seq again.
func (d *downTrack) write(t *turn, origin rewrite.Origin[*layer], p *packet.Packet, seq uint16) {
	t.out = outgoing{
		ssrc: d.ssrc, payloadType: d.codec.PayloadType, again: true, seq: origin.Numbers.Seq, timestamp: uint32(origin.Timestamp(p)),
	}
	var payload []byte
	if !origin.Empty {
		payload = origin.Segment.Payload(p.Payload, p.Info, t.scratch[:])
		t.out.marker, t.out.payload = scalable.Ends(p, origin.Segment.Top), payload
		d.extend(t, p, origin.Segment)
	}
	if d.rtxSSRC != 0 {
		d.rtxSeq++
		binary.BigEndian.PutUint16(t.rtx[:], seq)
		t.out.payload = t.rtx[:2+copy(t.rtx[2:], payload)]
		t.out.ssrc, t.out.payloadType, t.out.seq, t.out.again = d.rtxSSRC, d.codec.RTX, d.rtxSeq, false
	}
	d.stamp(t, &t.out)
	_ = t.egress.Send(d, &t.out) // a lost retransmission is asked for again
}

// mayResend limits retransmissions of one packet to one per round trip: a peer that asks faster would only get copies of what
// is under way.
func (d *downTrack) mayResend(now time.Time, seq uint64, rtt time.Duration) bool {
	if d.resent == nil {
		d.resent = new([resendHistory]resend)
	}
	r := &d.resent[seq%resendHistory]
	if r.seq != seq {
		*r = resend{seq: seq}
	}
	if r.count >= maxResends || now.Sub(r.at) < max(minResend, rtt*3/4) {
		return false
	}
	r.at = now
	r.count++
	return true
}
