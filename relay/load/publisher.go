package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/nack"
	"github.com/pion/interceptor/pkg/report"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/clip"
	"github.com/casto-network/casto/relay/whip"
)

// packets are one frame, cut up. Payloads are the publisher's until the next frame.
type packets struct {
	track     int
	pts       time.Duration
	timestamp uint32
	payloads  [][]byte
	paced     time.Duration // between two packets
	video     bool
}

// frames yields a stream to publish.
type frames interface {
	tracks() []clip.Track
	// next returns the frame that is due next; key asks for a key frame as soon as can be.
	next(key bool) (packets, error)
	// sending is called just before a payload is sent.
	sending(payload []byte, now time.Time)
}

// publisher publishes frames by WHIP.
type publisher struct {
	pc     *webrtc.PeerConnection
	frames frames
	locals []*webrtc.TrackLocalStaticRTP
	seqs   []uint16
	key    atomic.Bool
	sent   atomic.Uint64 // packets
	plis   atomic.Uint64
	down   chan struct{}
	wg     sync.WaitGroup
}

// publish connects to a WHIP endpoint.
func publish(ctx context.Context, endpoint *whip.Client, f frames) (_ *publisher, err error) {
	p := &publisher{frames: f, down: make(chan struct{}), seqs: make([]uint16, len(f.tracks()))}
	api, err := publisherAPI(f.tracks())
	if err != nil {
		return nil, err
	}
	if p.pc, err = api.NewPeerConnection(webrtc.Configuration{}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	for _, t := range f.tracks() {
		if err := p.add(t); err != nil {
			return nil, err
		}
	}
	up := make(chan struct{})
	var once, end sync.Once
	p.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		switch s {
		case webrtc.PeerConnectionStateConnected:
			once.Do(func() { close(up) })
		case webrtc.PeerConnectionStateFailed, webrtc.PeerConnectionStateClosed:
			end.Do(func() { close(p.down) })
		}
	})
	offer, err := p.pc.CreateOffer(nil)
	if err != nil {
		return nil, err
	}
	gathered := webrtc.GatheringCompletePromise(p.pc)
	if err := p.pc.SetLocalDescription(offer); err != nil {
		return nil, err
	}
	<-gathered
	answer, err := endpoint.Exchange(ctx, p.pc.LocalDescription().SDP)
	if err != nil {
		return nil, err
	}
	if err := p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		return nil, fmt.Errorf("%w: %w", errAnswer, err)
	}
	select {
	case <-up:
		return p, nil
	case <-p.down:
		return nil, errors.New("ICE came to nothing; is the server's UDP port open?")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// publisherAPI knows the codecs of tracks, answers NACKs and numbers packets for congestion control, as a browser does.
func publisherAPI(tracks []clip.Track) (*webrtc.API, error) {
	me, registry := &webrtc.MediaEngine{}, &interceptor.Registry{}
	for i, t := range tracks {
		kind, c := webrtc.RTPCodecTypeVideo, webrtc.RTPCodecCapability{MimeType: t.MIME, ClockRate: t.ClockRate}
		switch t.MIME {
		case clip.MIMEOpus:
			kind, c.Channels, c.SDPFmtpLine = webrtc.RTPCodecTypeAudio, 2, "minptime=10;useinbandfec=1"
		case clip.MIMEVP9:
			c.SDPFmtpLine = "profile-id=0"
		case clip.MIMEH264:
			c.SDPFmtpLine = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" + t.Profile
		}
		c.RTCPFeedback = []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "ccm", Parameter: "fir"}}
		if err := me.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: c, PayloadType: webrtc.PayloadType(96 + i)}, kind); err != nil {
			return nil, err
		}
	}
	if err := webrtc.ConfigureTWCCHeaderExtensionSender(me, registry); err != nil {
		return nil, err
	}
	responder, err := nack.NewResponderInterceptor(nack.ResponderSize(1024))
	if err != nil {
		return nil, err
	}
	reports, err := report.NewSenderInterceptor()
	if err != nil {
		return nil, err
	}
	registry.Add(responder)
	registry.Add(reports)
	se := webrtc.SettingEngine{LoggerFactory: silent()}
	se.SetIncludeLoopbackCandidate(true)
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	return webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(se)), nil
}

func (p *publisher) add(t clip.Track) error {
	kind := "audio"
	if t.Video() {
		kind = "video"
	}
	local, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: t.MIME, ClockRate: t.ClockRate}, kind, "load")
	if err != nil {
		return err
	}
	tr, err := p.pc.AddTransceiverFromTrack(local, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return err
	}
	p.locals = append(p.locals, local)
	p.wg.Go(func() {
		for { // reading is what drives the interceptors
			got, _, err := tr.Sender().ReadRTCP()
			if err != nil {
				return
			}
			for _, c := range got {
				switch c.(type) {
				case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
					p.plis.Add(1)
					p.key.Store(true)
				}
			}
		}
	})
	return nil
}

// play sends frames when they are due until ctx ends. It returns why it ended before.
func (p *publisher) play(ctx context.Context) error {
	start := time.Now()
	for {
		f, err := p.frames.next(p.key.Swap(false))
		if err != nil {
			return err
		}
		for i, body := range f.payloads {
			due := start.Add(f.pts + time.Duration(i)*f.paced)
			if wait := time.Until(due); wait > 0 {
				select {
				case <-ctx.Done():
					return nil
				case <-p.down:
					return errors.New("the server ended the publisher's session")
				case <-time.After(wait):
				}
			} else if wait < -time.Second { // the machine was asleep: go on from here
				start = start.Add(-wait)
			}
			if ctx.Err() != nil {
				return nil
			}
			p.seqs[f.track]++
			p.frames.sending(body, time.Now())
			err := p.locals[f.track].WriteRTP(&rtp.Packet{Header: rtp.Header{Version: 2, Marker: f.video && i == len(f.payloads)-1,
				SequenceNumber: p.seqs[f.track], Timestamp: f.timestamp}, Payload: body})
			if err != nil && !errors.Is(err, io.ErrClosedPipe) {
				return err
			}
			p.sent.Add(1)
		}
	}
}

func (p *publisher) close() {
	_ = p.pc.GracefulClose()
	p.wg.Wait()
}
