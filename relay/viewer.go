package relay

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/feedback"
	"github.com/casto-network/casto/relay/internal/ntp"
)

// reportInterval is the time between two sender reports. Receivers need two to align audio with video.
const reportInterval = time.Second

// viewer is the sending side of a viewer's session. After attach it belongs to one shard.
type viewer struct {
	session   *Session
	tracks    []*downTrack // set before the session is handed out
	bandwidth *bandwidth   // nil for a child relay; of the shard
	carrier   *carrier     // of a child relay: it forwards, in place of the tracks; likewise
	shard     *shard       // set by attach, under the session's mutex

	askMu  sync.Mutex // guards asking and asked: Pion has a reader for each track
	asking time.Time  // the present second of NACKs
	asked  int

	nextReport time.Time
	reported   int // tracks that the last reports were about
	sent       atomic.Pointer[sentReport]
	reference  atomic.Pointer[reference] // to be answered with the next reports; nil if none is
	rtt        atomic.Int64              // nanoseconds, from receiver reports
}

// sentReport is what a receiver report quotes of ours.
type sentReport struct {
	middle uint32
	at     time.Time
}

// reference is what a viewer's clock showed. The answer tells it the path's round trip, by which it knows when to ask for a packet
// again; a browser that does not know waits 100 ms each time. Where media goes through Pion, they are not heard.
type reference struct {
	ssrc, middle uint32
	at           time.Time
}

func newViewer(s *Session) *viewer { return &viewer{session: s} }

// track returns the viewer's track of a kind, or nil.
func (v *viewer) track(kind string) *downTrack {
	for _, d := range v.tracks {
		if d.kind == kind {
			return d
		}
	}
	return nil
}

// attach gives a connected viewer to the shard with the fewest. The caller holds the session's mutex.
func (v *viewer) attach() {
	shards := v.session.relay.shards
	v.shard = shards[0]
	for _, s := range shards {
		if s.viewers.Load() < v.shard.viewers.Load() {
			v.shard = s
		}
	}
	v.observe()
	p := v.session.path.Load()
	for _, d := range v.tracks {
		if d.rtxSSRC == 0 {
			d.sums = new(sums)
		}
		if d.path = p; p == nil {
			v.session.wg.Go(func() { v.readFeedback(d) })
		}
	}
	v.shard.attach(v)
}

// detach takes the viewer from its shard. When it returns, the shard sends nothing to it any more.
func (v *viewer) detach() {
	v.session.mu.Lock()
	s := v.shard
	v.session.mu.Unlock()
	if s != nil {
		s.detach(v)
	}
}

// turn forwards to the viewer what its tracks have not had yet. It is true if there is more.
func (v *viewer) turn(t *turn) (more bool) {
	limit := v.session.bound()
	if v.carrier != nil {
		return v.carrier.turn(t, limit)
	}
	if v.bandwidth != nil {
		v.bandwidth.refill(v, t)
	}
	var sent uint64
	for _, d := range v.tracks { // audio first, so that it survives a slow turn
		if d.kind == "audio" {
			sent += d.forwardAudio(t, limit)
		}
	}
	for _, d := range v.tracks {
		if d.kind == "video" {
			n, again := d.forwardVideo(t, limit)
			sent, more = sent+n, again || more
			more = d.probe(t, d.above) || more
		}
		if d.layer != nil && limit != LimitPaused {
			d.layer.need(t.now)
		}
	}
	if sent > 0 {
		v.session.payload.Add(sent)
		t.sent += sent
		if begun := v.begun(); begun > v.reported || !t.now.Before(v.nextReport) {
			v.nextReport, v.reported = t.now.Add(reportInterval), begun
			v.report(t)
		}
	}
	return more
}

// begun counts the tracks of which something was sent. A receiver can place what comes once each has its report, so that is not to wait.
func (v *viewer) begun() (n int) {
	for _, d := range v.tracks {
		if d.last != nil {
			n++
		}
	}
	return n
}

// report sends a sender report for each track, all for one instant, so that a receiver can align them. The instant is of
// the source's clock once all tracks know it, else of ours.
func (v *viewer) report(t *turn) {
	now := t.now
	instant, known := ntp.FromTime(now), true
	for _, d := range v.tracks {
		if d.last == nil {
			continue
		}
		r := d.from.report.Load()
		if known = known && r != nil; known {
			instant = r.Now(now)
		}
	}
	if !known {
		instant = ntp.FromTime(now)
	}
	var packets []rtcp.Packet
	for _, d := range v.tracks {
		if d.last == nil {
			continue
		}
		rate := d.from.codec.ClockRate
		timestamp := d.last.Timestamp + uint64(ntp.Ticks(now.Sub(d.last.Arrival), rate))
		if known {
			timestamp = d.from.report.Load().TimestampAt(instant, rate)
		}
		packets = append(packets, &rtcp.SenderReport{
			SSRC:        d.ssrc,
			NTPTime:     uint64(instant),
			RTPTime:     uint32(timestamp + d.shift),
			PacketCount: d.packets,
			OctetCount:  d.octets,
		})
	}
	if len(packets) > 0 {
		if r := v.reference.Swap(nil); r != nil {
			packets = append(packets, r.answer(v.tracks[0].ssrc, now))
		}
		v.sent.Store(&sentReport{instant.Middle(), now})
		_ = t.egress.Report(v.session, packets) // one that is lost is followed by another
	}
}

// answer is what a sender makes of a receiver's reference time (RFC 3611, section 4.5).
func (r *reference) answer(ssrc uint32, now time.Time) rtcp.Packet {
	delay := uint32(now.Sub(r.at) * 65536 / time.Second)
	return &rtcp.ExtendedReport{SenderSSRC: ssrc, Reports: []rtcp.ReportBlock{
		&rtcp.DLRRReportBlock{Reports: []rtcp.DLRRReport{{SSRC: r.ssrc, LastRR: r.middle, DLRR: delay}}},
	}}
}

// readFeedback reads what Pion has of the viewer's RTCP about one track, until the session ends. A compound about several tracks
// reaches each of their readers.
func (v *viewer) readFeedback(d *downTrack) {
	buf := make([]byte, maxPacket)
	for {
		n, _, err := d.sender.Read(buf)
		if err != nil {
			return
		}
		v.feedback(buf[:n], d, time.Now())
	}
}

// feedback takes a compound of the viewer's RTCP: what it says about only, or about every track if only is nil.
func (v *viewer) feedback(b []byte, only *downTrack, now time.Time) {
	if v.shard == nil {
		return
	}
	var missing []feedback.Message // of asking
	var asking *downTrack
	path := false
	feedback.Each(b, func(m feedback.Message) {
		if m.Kind == feedback.Transport || m.Kind == feedback.Remote {
			path = true
			return
		}
		if m.Kind == feedback.Application {
			if v.carrier != nil && string(m.Name) == cascade.Application {
				v.carrier.urgent(m.Data)
			}
			return
		}
		if m.Kind == feedback.Reference {
			v.reference.Store(&reference{m.SSRC, m.LastReport, now})
			return
		}
		d := v.bySSRC(m.SSRC)
		if d == nil || only != nil && d != only {
			return
		}
		switch m.Kind {
		case feedback.NACK:
			if d != asking {
				v.retransmit(asking, missing)
				asking, missing = d, nil
			}
			if v.mayAsk(now) {
				missing = append(missing, m)
			}
		case feedback.PictureLost:
			v.shard.request(v.answering(d).pictureLost)
		case feedback.Reception:
			path = true
			v.measure(m, now)
		}
	})
	v.retransmit(asking, missing)
	if path && v.bandwidth != nil {
		v.bandwidth.reports.put(b)
	}
}

// bySSRC returns the track of an SSRC, or nil.
func (v *viewer) bySSRC(ssrc uint32) *downTrack {
	for _, d := range v.tracks {
		if d.ssrc == ssrc {
			return d
		}
	}
	return nil
}

// retransmit has the shard answer NACKs about a track.
func (v *viewer) retransmit(d *downTrack, missing []feedback.Message) {
	if len(missing) == 0 {
		return
	}
	out, rtt := v.answering(d), time.Duration(v.rtt.Load())
	v.shard.request(func(t *turn) { out.retransmit(t, missing, rtt) })
}

// maxNACKs bounds the NACKs that are looked at in a second, each for 17 packets at most. On a path that loses a fifth of 20 Mbit/s
// there are some 250.
const maxNACKs = 600

// mayAsk counts a NACK.
func (v *viewer) mayAsk(now time.Time) bool {
	v.askMu.Lock()
	defer v.askMu.Unlock()
	if now.Sub(v.asking) >= time.Second {
		v.asking, v.asked = now, 0
	}
	v.asked++
	return v.asked <= maxNACKs
}

// answering is what answers a viewer's feedback about one track, in its shard.
type answering interface {
	retransmit(t *turn, missing []feedback.Message, rtt time.Duration)
	pictureLost(t *turn)
}

func (v *viewer) answering(d *downTrack) answering {
	if v.carrier != nil {
		return v.carrier.slot(d)
	}
	return d
}

// measure takes the round trip time from a report block that quotes our last sender report (RFC 3550, section 6.4.1).
func (v *viewer) measure(m feedback.Message, now time.Time) {
	sent := v.sent.Load()
	if sent == nil || m.LastReport != sent.middle {
		return
	}
	delay := time.Duration(m.Delay) * time.Second / 65536
	if rtt := now.Sub(sent.at) - delay; rtt >= 0 {
		v.rtt.Store(int64(rtt))
	}
}
