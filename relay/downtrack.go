package relay

import (
	"sync/atomic"
	"time"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/extension"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/ntp"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/rewrite"
	"github.com/casto-network/casto/relay/internal/scalable"
)

const (
	// maxReplay is the age up to which a key frame in the ring begins a join. An older one would be followed by more video
	// than a receiver wants to catch up on; a new one is asked for instead.
	maxReplay = 3 * time.Second
	// Packets older than stale are history, and go out replayBurst per turn, 1 ms apart: 77 Mbit/s of 1200 byte packets.
	stale       = 50 * time.Millisecond
	replayBurst = 8
	// overlap is how much older than the last packet sent a key frame of another layer may be and still be switched to.
	overlap = 50 * time.Millisecond
	// maxElapsed bounds what a source's clock may claim to have passed at a switch.
	maxElapsed = 10 * time.Second
	// A viewer may ask for mostWishes key frames at once, and for one per wishInterval in the long run. What it asks for within
	// wishMerged is one wish.
	mostWishes   = 4
	wishInterval = 4 * time.Second
	wishMerged   = 500 * time.Millisecond
	// maxLag is how far a viewer may fall behind on a path too narrow before it is moved to the next key frame; for lagPatience it
	// waits for one that comes anyway, unless a smaller layer is on its way.
	maxLag      = time.Second
	lagPatience = 4 * time.Second
)

// downTrack sends one track to one viewer: a cursor into the ring of one layer, and the numbers the viewer knows its packets
// by. After it is bound, it belongs to the viewer's shard.
type downTrack struct {
	kind string

	// Of each turn, in few cache lines.
	layer           *layer // nil until the first packet
	cursor          uint64
	lost            bool       // the viewer needs a key frame before anything else
	joining         bool       // audio: the next packet begins a segment
	broken          bool       // the viewer has not had the end of the frame it was sent last
	transportID     uint8      // of the header extension with transport-wide numbers; zero if there is none. Set by Bind
	ssrc, rtxSSRC   uint32     // rtxSSRC is zero without RTX. Set by Bind
	packets, octets uint32     // sent, modulo 2^32, as reports have it
	path            *path      // set by attach; nil if the media goes through Pion
	bandwidth       *bandwidth // of the viewer; nil for child relays
	resendable      int        // bytes, see resendBurst
	above           uint64     // bits per second of the next higher choice of layers, if only the path keeps it from the viewer
	target          uint64     // what the viewer's path carries of layers, in bits per second; zero is no bound
	wish            atomic.Pointer[Layers]
	limit           Limit
	layers          scalable.Layers    // the choice within layer
	selector        *scalable.Selector // nil as long as the viewer has had all of layer
	last            *packet.Packet     // newest sent
	from            *layer             // where last came from
	shift           uint64             // what was added to last's timestamp
	indices         indices            // of the egress
	numbers         rewrite.Map[*layer]
	codec           negotiate.Codec // as this viewer calls it
	extensions      extension.IDs   // that the viewer has negotiated; set by Bind

	sender     *webrtc.RTPSender
	writer     webrtc.TrackLocalWriter // set by Bind
	rtxIndices indices                 // of the egress
	sums       *sums                   // likewise, of a track without RTX
	padding    uint64                  // packets repeated to probe
	patience   time.Time               // until then, no key frame is asked for
	lowered    time.Time               // when target last took something from the viewer
	rtxSeq     uint64
	wishes     float64 // for key frames, granted and not yet outlived
	wished     time.Time
	resent     *[resendHistory]resend
}

func newDownTrack(kind string, c negotiate.Codec) *downTrack {
	return &downTrack{kind: kind, codec: c, layers: scalable.All()}
}

// Bind implements webrtc.TrackLocal.
func (d *downTrack) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	for _, p := range c.CodecParameters() {
		if uint8(p.PayloadType) != d.codec.PayloadType {
			continue
		}
		d.ssrc, d.writer = uint32(c.SSRC()), c.WriteStream()
		d.extensions = extensionIDs(c.HeaderExtensions())
		if d.codec.RTX != 0 {
			d.rtxSSRC = uint32(c.SSRCRetransmission())
		}
		for _, e := range c.HeaderExtensions() {
			if e.URI == sdp.TransportCCURI && e.ID > 0 && e.ID < 15 && d.rtxSSRC != 0 {
				d.transportID = uint8(e.ID)
			}
		}
		return p, nil
	}
	return webrtc.RTPCodecParameters{}, webrtc.ErrUnsupportedCodec
}

// Unbind implements webrtc.TrackLocal.
func (d *downTrack) Unbind(webrtc.TrackLocalContext) error { return nil }

// ID implements webrtc.TrackLocal.
func (d *downTrack) ID() string { return d.kind }

// RID implements webrtc.TrackLocal: viewers get one layer.
func (d *downTrack) RID() string { return "" }

// StreamID implements webrtc.TrackLocal. It is the same for audio and video, which receivers then synchronise.
func (d *downTrack) StreamID() string { return controlLabel }

// Kind implements webrtc.TrackLocal.
func (d *downTrack) Kind() webrtc.RTPCodecType { return webrtc.NewRTPCodecType(d.kind) }

// forwardAudio sends what is new. Audio needs no key frame: it joins at the newest packet, and again wherever it was cut.
func (d *downTrack) forwardAudio(t *turn, limit Limit) (bytes uint64) {
	if limit == LimitPaused {
		d.joining = true
		if d.layer != nil {
			d.cursor = d.layer.ring.Head()
		}
		return 0
	}
	if l := t.audio; l != nil && l != d.layer {
		d.layer, d.cursor, d.joining = l, l.ring.Head(), true
		if d.cursor > 0 {
			d.cursor-- // the newest, rather than wait for the next
		}
	}
	if d.layer == nil {
		return 0
	}
	for ring := d.layer.ring; d.cursor < ring.Head(); d.cursor++ {
		p := ring.At(d.cursor)
		if p == nil { // overtaken
			d.cursor, d.joining = ring.Head()-1, true
			if p = ring.At(d.cursor); p == nil {
				break
			}
		}
		if d.joining {
			d.begin(d.layer, p, p.Seq)
			d.joining = false
		}
		bytes += d.send(t, p, rewrite.Style{})
	}
	return bytes
}

// forwardVideo sends what is new of the layer that the limit, the viewer's wish and its path allow. More is true if older packets are left for the next
// turn.
func (d *downTrack) forwardVideo(t *turn, limit Limit) (bytes uint64, more bool) {
	if limit == LimitPaused {
		d.lost = d.layer != nil
		return 0, false
	}
	want := d.choose(t, limit)
	if want != nil && (d.lost || d.layer != want) {
		d.switchTo(t, want)
	}
	if d.layer == nil || d.lost {
		return 0, false
	}
	budget := replayBurst
	for ring, head := d.layer.ring, d.layer.ring.Head(); d.cursor < head; d.cursor++ {
		p := ring.At(d.cursor)
		if p == nil { // overtaken
			d.lost = true
			return bytes, true
		}
		if t.now.Sub(p.Arrival) > stale {
			if budget == 0 {
				return bytes, true
			}
			budget--
		}
		v := d.judge(t, p)
		if v.Forward && !d.bandwidth.ready() {
			if t.now.Sub(p.Arrival) > maxLag { // the path does not carry this
				if d.lost = true; want == d.layer {
					d.patience = t.now.Add(lagPatience)
				}
			}
			return bytes, true
		}
		bytes += d.pass(t, p, v)
	}
	return bytes, false
}

// judge says whether the viewer gets a video packet. The same packet may be judged again, if it had to wait.
func (d *downTrack) judge(t *turn, p *packet.Packet) scalable.Verdict {
	if d.selector == nil {
		return scalable.Verdict{Forward: true}
	}
	v := d.selector.Judge(p)
	if v.KeyFrame {
		t.wantKeyFrame(d.layer)
	}
	return v
}

// pass sends a video packet, or leaves it out.
func (d *downTrack) pass(t *turn, p *packet.Packet, v scalable.Verdict) uint64 {
	if v.Forward {
		return d.send(t, p, rewrite.Style{Top: v.Top, Targets: v.Targets})
	}
	if n, _, ok := d.numbers.Drop(d.layer, p, rewrite.Dropped{Continues: v.Continues, Picture: v.Picture}); ok {
		t.out = outgoing{ssrc: d.ssrc, payloadType: d.codec.PayloadType, seq: n.Seq, timestamp: uint32(n.Timestamp)}
		d.stamp(t, &t.out)
		if t.egress.Send(d, &t.out) == nil {
			d.packets++
		}
	}
	return 0
}

// switchTo moves the cursor to the last key frame of a layer, if there is one that the viewer can go on from. Else it asks
// for one, and stays.
func (d *downTrack) switchTo(t *turn, l *layer) {
	key, ok := l.ring.Key()
	switch {
	case !ok, t.now.Sub(key.Arrival) > maxReplay:
		ok = false
	case l == d.layer:
		ok = key.Position >= d.cursor
	case d.last != nil:
		ok = key.Arrival.After(d.last.Arrival.Add(-overlap))
	}
	first := l.ring.At(key.Position)
	if !ok || first == nil {
		if t.now.After(d.patience) {
			t.wantKeyFrame(l)
		}
		return
	}
	d.begin(l, first, key.Seq)
	d.layer, d.cursor, d.lost = l, key.Position, false
	d.selectFrom(l, d.within(t, l))
}

// begin starts a segment at packet p of layer l. Seq is the lowest number that belongs to it.
func (d *downTrack) begin(l *layer, p *packet.Packet, seq uint64) {
	live := p
	if newest := l.ring.Last(); newest.Timestamp > p.Timestamp {
		live = newest
	}
	at := rewrite.Start{Seq: seq, Timestamp: p.Timestamp, Live: live.Timestamp, Info: p.Info, Broken: d.broken}
	if p.Dependency != nil {
		at.Frame = p.Dependency.Number
	}
	if d.last != nil {
		at.Elapsed = d.elapsed(l, live)
	}
	d.numbers.Begin(l, at)
}

// elapsed returns the ticks between the last packet sent and p: within a layer its own, between layers by the source's clock
// if both have it, else by arrival.
func (d *downTrack) elapsed(l *layer, p *packet.Packet) uint64 {
	if d.from == l && p.Timestamp > d.last.Timestamp {
		return p.Timestamp + d.shift - d.numbers.Last().Timestamp
	}
	rate := l.codec.ClockRate
	gap := p.Arrival.Sub(d.last.Arrival)
	if d.from.origin == l.origin {
		a, b := d.from.report.Load(), l.report.Load()
		if a != nil && b != nil {
			exact := b.Instant(p.Timestamp, rate).Sub(a.Instant(d.last.Timestamp, rate))
			if exact > -maxElapsed && exact < maxElapsed {
				gap = exact
			}
		}
	}
	return uint64(max(ntp.Ticks(gap, rate), 1))
}

// send writes one packet of the current layer and returns its payload bytes.
func (d *downTrack) send(t *turn, p *packet.Packet, style rewrite.Style) uint64 {
	n, segment, ok := d.numbers.Forward(d.layer, p, style)
	if !ok {
		return 0
	}
	if d.last == nil || n.Seq == d.numbers.Last().Seq {
		d.last, d.from, d.shift = p, d.layer, d.numbers.Shift()
	} else {
		d.mayResend(t.now, n.Seq, 0) // it comes late: the viewer's NACK for it is under way
	}
	payload := segment.Payload(p.Payload, p.Info, t.scratch[:])
	t.out = outgoing{
		ssrc: d.ssrc, payloadType: d.codec.PayloadType, marker: scalable.Ends(p, segment.Top),
		seq: n.Seq, timestamp: uint32(n.Timestamp), payload: payload,
	}
	if d.last == p {
		d.broken = d.kind == "video" && !t.out.marker
	}
	d.extend(t, p, segment)
	d.stamp(t, &t.out)
	if err := t.egress.Send(d, &t.out); err != nil {
		return 0
	}
	d.packets++
	d.octets += uint32(len(payload))
	d.resendable = min(d.resendable+len(payload), resendBurst)
	return uint64(len(payload))
}

// pictureLost passes a viewer's wish for a key frame on. A key frame is for everybody, and costs everybody: who asks for more than a few
// gets one every wishInterval.
func (d *downTrack) pictureLost(t *turn) {
	if d.layer == nil || d.kind != "video" || t.now.Sub(d.wished) < wishMerged {
		return
	}
	d.wishes = max(0, d.wishes-t.now.Sub(d.wished).Seconds()/wishInterval.Seconds())
	if d.wishes > mostWishes-1 {
		return
	}
	d.wishes++
	d.wished = t.now
	t.wantKeyFrame(d.layer)
}
