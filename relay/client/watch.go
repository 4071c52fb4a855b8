package client

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/ntp"
	"github.com/casto-network/casto/relay/record"
)

// Sink takes the frames that a Watcher receives, in the order of decoding, from a key frame on and without gaps that matter to a
// decoder. *record.Writer is one. It is called from one goroutine; an error ends the Watcher.
type Sink interface {
	WriteFrame(f record.Frame) error
}

// WatchOptions configure Watch.
type WatchOptions struct {
	Network
	// Sink takes the media. Nil only counts it. The caller closes it after Wait.
	Sink Sink
	// Packet is told of every unique packet of media as it arrives, in time or not, and must not keep the payload. Nil is fine.
	// It is called by one goroutine at a time, and must not call the Watcher.
	Packet func(arrival time.Time, payload []byte)
	// Hello is the first frame sent on the data channel "casto". Nil sends none.
	Hello []byte
	// Control gets each frame that the relay sends on that channel, and returns an answer or nil. It is called from one goroutine.
	Control func(frame []byte) (reply []byte)
}

const (
	// nackInterval is how often missing packets are asked for. A relay answers each once per round trip.
	nackInterval = 20 * time.Millisecond
	// tick is how often late packets and key frame requests are looked after.
	tick = 20 * time.Millisecond
	// lateness is how long a missing packet is waited for: some round trips of a bad path.
	lateness = 500 * time.Millisecond
	// queued bounds the frames between the network and the Sink: three seconds of video and audio.
	queued = 256
)

// Watcher receives one stream. All methods are safe for concurrent use.
type Watcher struct {
	o     WatchOptions
	peer  *peer
	ctl   control
	begun time.Time

	mu        sync.Mutex // guards the fields below and all receivers
	receivers []*receiver
	stats     Stats
	zero      ntp.Time // PTS zero of what the Sink gets, zero before
	exact     bool     // by the sender's clock

	frames chan received // to the goroutine that serves the Sink
	done   chan struct{}
	err    error // set before done is closed
}

// Watch asks a relay for a stream and returns when media can flow. The Watcher works until ctx ends, Close is called, or something
// fails; Wait tells. Errors: an error of exchange, ErrUnreachable, ErrAnswer.
func Watch(ctx context.Context, exchange Exchange, o WatchOptions) (*Watcher, error) {
	w, err := watch(ctx, exchange, o)
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	return w, nil
}

func watch(ctx context.Context, exchange Exchange, o WatchOptions) (*Watcher, error) {
	me, registry := &webrtc.MediaEngine{}, &interceptor.Registry{}
	if err := receiveCodecs(me); err != nil {
		return nil, err
	}
	nacks, err := nack.NewGeneratorInterceptor(nack.GeneratorInterval(nackInterval), nack.GeneratorSize(1024),
		nack.GeneratorMaxNacksPerPacket(uint16(lateness/nackInterval)))
	if err != nil {
		return nil, err
	}
	reports, err := report.NewReceiverInterceptor()
	if err != nil {
		return nil, err
	}
	registry.Add(nacks)
	registry.Add(reports)
	p, err := o.newPeer(me, registry, true)
	if err != nil {
		return nil, err
	}
	w := &Watcher{o: o, peer: p, begun: time.Now(), frames: make(chan received, queued), done: make(chan struct{})}
	p.pc.OnTrack(w.track)
	if err = w.prepare(); err == nil {
		err = p.connect(ctx, exchange)
	}
	if err != nil {
		p.close()
		return nil, err
	}
	w.mu.Lock()
	w.stats.Connected = time.Since(w.begun)
	w.mu.Unlock()
	go w.run(ctx)
	return w, nil
}

// prepare adds what the offer asks for: video, audio, the data channel.
func (w *Watcher) prepare() error {
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		_, err := w.peer.pc.AddTransceiverFromKind(kind, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
		if err != nil {
			return fmt.Errorf("offer %s: %w", kind, err)
		}
	}
	d, err := w.peer.pc.CreateDataChannel(controlLabel, nil)
	if err != nil {
		return fmt.Errorf("offer data channel: %w", err)
	}
	w.ctl.adopt(d, w.o.Hello, w.o.Control)
	return nil
}

// run is the Watcher's life after it is connected.
func (w *Watcher) run(ctx context.Context) {
	sink := make(chan error, 1)
	go func() { sink <- w.serve() }()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for alive := true; alive; {
		select {
		case <-ctx.Done():
			w.peer.end(nil)
			alive = false
		case <-w.peer.down:
			alive = false
		case now := <-ticker.C:
			w.look(now)
		}
	}
	w.peer.close()
	close(w.frames)
	served := <-sink
	if w.err = w.peer.why; w.err == nil {
		w.err = served
	}
	close(w.done)
}

// Wait returns when everything has ended: nil if ctx ended or Close was called, else ErrLost, ErrEnded, or the Sink's error.
func (w *Watcher) Wait() error {
	<-w.done
	if w.err != nil {
		return fmt.Errorf("watch: %w", w.err)
	}
	return nil
}

// Done is closed when everything has ended.
func (w *Watcher) Done() <-chan struct{} { return w.done }

// Close ends the session and returns what Wait returns.
func (w *Watcher) Close() error {
	w.peer.end(nil)
	return w.Wait()
}

// PayloadBytes returns the unique media payload bytes received: the RTP payload after header and extensions, without padding, each
// (SSRC, extended sequence number) once. It only rises.
func (w *Watcher) PayloadBytes() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	var n uint64
	for _, r := range w.receivers {
		n += r.stats.PayloadBytes
	}
	return n
}

// RTT returns the round trip time to the relay as last measured, zero if it is not known.
func (w *Watcher) RTT() time.Duration { return w.peer.roundTrip() }

// After tells how much later than another Watcher of the same stream this one's PTS zero is, by the source's clock. It is false until
// both Sinks have had frames, and where the source's clock is not known.
func (w *Watcher) After(other *Watcher) (time.Duration, bool) {
	begins := func(w *Watcher) (ntp.Time, bool) {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.zero, w.exact && w.zero != 0
	}
	a, known := begins(w)
	b, ok := begins(other)
	return a.Sub(b), known && ok
}

// SendControl sends a frame of at most 4 KiB on the data channel "casto", or keeps it until the channel opens. Error: ErrControl.
func (w *Watcher) SendControl(frame []byte) error { return w.ctl.send(frame) }

// receiveCodecs registers all codecs that a relay forwards. There is no RTX: retransmissions come under the number of
// the packet that was lost, which is simplest.
func receiveCodecs(me *webrtc.MediaEngine) error {
	var errs []error
	add := func(mime string, clock uint32, fmtp string, payloadType webrtc.PayloadType) {
		c := webrtc.RTPCodecCapability{MimeType: mime, ClockRate: clock, SDPFmtpLine: fmtp, RTCPFeedback: feedback(mime)}
		if mime == webrtc.MimeTypeOpus {
			c.Channels = 2
		}
		errs = append(errs, me.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: c, PayloadType: payloadType}, kindOf(mime)))
	}
	add(webrtc.MimeTypeOpus, 48000, "minptime=10;useinbandfec=1;stereo=1", 111)
	add(webrtc.MimeTypeVP8, 90000, "", 96)
	add(webrtc.MimeTypeVP9, 90000, "profile-id=0", 98)
	add(webrtc.MimeTypeVP9, 90000, "profile-id=2", 100)
	add(webrtc.MimeTypeAV1, 90000, "level-idx=5;profile=0;tier=0", 45)
	payloadType := webrtc.PayloadType(102)
	for _, profile := range []string{"42e01f", "42001f", "4d001f", "64001f"} {
		for _, mode := range []int{1, 0} {
			add(webrtc.MimeTypeH264, 90000, fmt.Sprintf("level-asymmetry-allowed=1;packetization-mode=%d;profile-level-id=%s", mode, profile), payloadType)
			payloadType++
		}
	}
	return errors.Join(errs...)
}
