package client

import (
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/frame"
	"github.com/casto-network/casto/relay/internal/ntp"
	"github.com/casto-network/casto/relay/internal/packet"
)

const (
	// joinGrace is how long a relay has to begin with a key frame of its own accord.
	joinGrace = 500 * time.Millisecond
	// pliInterval is the least time between two requests for a key frame.
	pliInterval = 500 * time.Millisecond
)

// receiver takes the packets of one track. The Watcher's mutex guards it, but for its constants.
type receiver struct {
	mime     string
	kind     codec.Kind
	clock    uint32
	channels int
	ssrc     uint32

	order  *frame.Order
	build  *frame.Builder
	report *ntp.Report // the first one of the sender
	last   uint64      // extended timestamp of the last packet in sequence
	asked  time.Time   // when a key frame was asked for last
	since  time.Time   // of the first packet
	resync bool        // the Sink missed a frame and waits for a key frame

	stats TrackStats
}

// received is a frame on its way to the Sink.
type received struct {
	from    *receiver
	frame   frame.Frame
	arrival time.Time
}

// track is Pion's call for each track of the stream.
func (w *Watcher) track(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
	c := t.Codec()
	kind := codec.FromMIME(c.MimeType)
	rx := &receiver{
		mime: kind.MIME(), kind: kind, clock: c.ClockRate, channels: int(c.Channels), ssrc: uint32(t.SSRC()),
		order: frame.NewOrder(lateness), build: frame.NewBuilder(kind), stats: TrackStats{MIME: kind.MIME()},
	}
	w.mu.Lock()
	w.receivers = append(w.receivers, rx)
	w.mu.Unlock()
	w.peer.spawn(func() { w.readReports(rx, r) })
	w.peer.spawn(func() {
		buf := make([]byte, receiveMTU)
		for {
			n, _, err := t.Read(buf)
			if err != nil {
				return
			}
			if h, payload, err := packet.Parse(buf[:n]); err == nil {
				w.packet(rx, time.Now(), h, payload)
			}
		}
	})
}

// packet counts and orders a packet.
func (w *Watcher) packet(rx *receiver, now time.Time, h packet.Header, payload []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if rx.since.IsZero() {
		rx.since = now
		if w.stats.FirstPacket == 0 {
			w.stats.FirstPacket = now.Sub(w.begun)
		}
	}
	if !rx.order.Push(now, h, append([]byte(nil), payload...)) {
		rx.stats.Duplicates++
		return
	}
	rx.stats.Packets++
	rx.stats.PayloadBytes += uint64(len(payload))
	if w.o.Packet != nil {
		w.o.Packet(now, payload)
	}
	w.drain(rx, now)
}

// drain passes on the frames that are complete. It needs mu.
func (w *Watcher) drain(rx *receiver, now time.Time) {
	for {
		p, gap, ok := rx.order.Pop(now)
		if !ok {
			break
		}
		rx.last = p.Timestamp
		if f, ok := rx.build.Push(p, gap); ok {
			w.complete(rx, f, now)
		}
	}
	rx.stats.Lost, rx.stats.Recovered, rx.stats.Dropped = rx.order.Lost(), rx.order.Recovered(), rx.build.Dropped()
}

// complete counts a frame and queues it. It needs mu.
func (w *Watcher) complete(rx *receiver, f frame.Frame, now time.Time) {
	rx.stats.Frames++
	if rx.stats.FirstFrame == 0 {
		rx.stats.FirstFrame = now.Sub(w.begun)
	}
	if f.KeyFrame {
		rx.stats.KeyFrames++
		if f.Width > 0 {
			rx.stats.Width, rx.stats.Height = f.Width, f.Height
		}
	}
	if rx.resync && !f.KeyFrame {
		rx.stats.Skipped++
		return
	}
	select {
	case w.frames <- received{rx, f, now}:
		rx.resync = false
	default: // the Sink is slower than the stream
		rx.resync = true
		rx.stats.Skipped++
	}
}

// look does what is due although no packet came: it gives up late packets, and asks for key frames.
func (w *Watcher) look(now time.Time) {
	var ask []rtcp.Packet
	w.mu.Lock()
	for _, rx := range w.receivers {
		w.drain(rx, now)
		if rx.build.Synced() || rx.since.IsZero() || now.Sub(rx.since) < joinGrace || now.Sub(rx.asked) < pliInterval {
			continue
		}
		rx.asked = now
		rx.stats.PLIs++
		ask = append(ask, &rtcp.PictureLossIndication{MediaSSRC: rx.ssrc})
	}
	w.mu.Unlock()
	if len(ask) > 0 {
		_ = w.peer.pc.WriteRTCP(ask) // fails only when the session is ending
	}
}

// readReports keeps the first sender report of a track, which relates its timestamps to those of the other.
func (w *Watcher) readReports(rx *receiver, r *webrtc.RTPReceiver) {
	buf := make([]byte, receiveMTU)
	for {
		n, _, err := r.Read(buf)
		if err != nil {
			return
		}
		packets, err := rtcp.Unmarshal(buf[:n])
		if err != nil {
			continue
		}
		now := time.Now()
		for _, p := range packets {
			sr, ok := p.(*rtcp.SenderReport)
			if !ok || sr.SSRC != rx.ssrc || sr.NTPTime == 0 {
				continue
			}
			w.mu.Lock()
			if rx.report == nil && rx.last != 0 {
				rx.report = &ntp.Report{NTP: ntp.Time(sr.NTPTime), Timestamp: packet.Near32(rx.last, sr.RTPTime), Arrival: now}
			}
			w.mu.Unlock()
		}
	}
}
