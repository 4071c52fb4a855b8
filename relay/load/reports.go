package load

import (
	"context"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay/internal/codec"
)

const (
	// viewerSSRC is that of a viewer's reports. It sends no media, so it may be the same for all.
	viewerSSRC = 1
	// tick is how often viewers look what they have to report: missing packets at once, the rest every so many ticks.
	tick          = 20 * time.Millisecond
	feedbackTicks = 5
	reportTicks   = 50
	// keyFrameWait is between two requests for the first key frame.
	keyFrameWait = 500 * time.Millisecond
	// roundTrip is the least time between two requests for one packet.
	roundTrip = 50 * time.Millisecond
	maxNACKs  = 64
)

// Of a hostile viewer, per tick.
const (
	floodPLIs  = 20 // 1,000 a second
	floodNACKs = 10
)

// reports sends what viewers report until ctx ends.
func (r *run) reports(ctx context.Context) {
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			for _, v := range r.present() {
				v.report(now)
			}
		}
	}
}

// report sends what is due now.
func (v *viewer) report(now time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.opener == nil {
		return
	}
	v.reports++
	if v.hostile {
		v.flood()
		return
	}
	for _, t := range v.tracks {
		if t.payload.kind == codec.Opus {
			continue
		}
		if due := t.missing.Due(now, roundTrip, nil); len(due) > 0 {
			due = due[:min(len(due), maxNACKs)]
			v.counts.NACKs += uint64(len(due))
			v.send(&rtcp.TransportLayerNack{SenderSSRC: viewerSSRC, MediaSSRC: t.ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(due)})
		}
		if v.whole.IsZero() && now.Sub(t.since) > keyFrameWait && now.Sub(v.asked) > keyFrameWait {
			v.asked = now
			v.counts.PLIs++
			v.send(&rtcp.PictureLossIndication{SenderSSRC: viewerSSRC, MediaSSRC: t.ssrc})
		}
	}
	n := v.reports + v.number // not all viewers in one tick
	if v.run.o.Feedback && n%feedbackTicks == 0 {
		if v.recorder != nil {
			for _, p := range v.recorder.BuildFeedbackPacket() {
				v.counts.Feedbacks++
				v.send(p)
			}
		} else {
			v.counts.Feedbacks++
			v.receiverReport(now)
		}
	}
	if n%reportTicks == 0 {
		v.receiverReport(now)
	}
}

// receiverReport reports on all tracks.
func (v *viewer) receiverReport(now time.Time) {
	rr := &rtcp.ReceiverReport{SSRC: viewerSSRC}
	for _, t := range v.tracks {
		if b, ok := t.reception.Report(t.ssrc, now); ok && len(rr.Reports) < 31 {
			rr.Reports = append(rr.Reports, b)
		}
	}
	v.send(rr)
}

// flood is what a hostile viewer sends in a tick.
func (v *viewer) flood() {
	for _, t := range v.tracks {
		if t.payload.kind == codec.Opus {
			continue
		}
		for range floodPLIs {
			v.send(&rtcp.PictureLossIndication{SenderSSRC: viewerSSRC, MediaSSRC: t.ssrc})
		}
		var pairs []rtcp.NackPair
		for i := range maxNACKs / 4 {
			pairs = append(pairs, rtcp.NackPair{PacketID: uint16(t.seqs.highest) - uint16(17*i), LostPackets: 0xffff})
		}
		for range floodNACKs {
			v.send(&rtcp.TransportLayerNack{SenderSSRC: viewerSSRC, MediaSSRC: t.ssrc, Nacks: pairs})
		}
	}
}

// send encrypts and sends one RTCP packet. What cannot be sent is lost, as on any path.
func (v *viewer) send(p rtcp.Packet) {
	b, err := p.Marshal()
	if err == nil {
		b, err = v.sealer.EncryptRTCP(nil, b, nil)
	}
	if err == nil {
		_ = v.socket.write(b, v.remote)
	}
}
