package loss

import (
	"context"
	"errors"
	"sync"

	"github.com/pion/ice/v4"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/whip"
)

// newStockPeer makes a peer connection as Pion's examples do.
func newStockPeer() (*webrtc.PeerConnection, error) {
	se := webrtc.SettingEngine{}
	se.SetIncludeLoopbackCandidate(true)
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	return webrtc.NewAPI(webrtc.WithSettingEngine(se)).NewPeerConnection(webrtc.Configuration{}) // default codecs and interceptors
}

// stock is the fan-out of Pion's examples: what the publisher sends is written to one local track, and Pion does the rest.
type stock struct {
	tracks chan *webrtc.TrackLocalStaticRTP // holds the publisher's, once there is one

	mu       sync.Mutex // guards sessions
	sessions []*stockSession
}

func newStock() *stock { return &stock{tracks: make(chan *webrtc.TrackLocalStaticRTP, 1)} }

// close ends all sessions.
func (s *stock) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		_ = session.Close() // ends the readers too
	}
}

func (s *stock) publish(ctx context.Context, offer string) (whip.Session, error) {
	pc, err := newStockPeer()
	if err != nil {
		return nil, err
	}
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		local, err := webrtc.NewTrackLocalStaticRTP(remote.Codec().RTPCodecCapability, "video", "stock")
		if err != nil {
			return
		}
		select {
		case s.tracks <- local:
		default: // the second track of a publisher, or the second publisher
			return
		}
		for {
			p, _, err := remote.ReadRTP()
			if err != nil {
				return
			}
			if err := local.WriteRTP(p); err != nil {
				return
			}
		}
	})
	return s.answer(ctx, pc, offer)
}

func (s *stock) subscribe(ctx context.Context, offer string) (whip.Session, error) {
	var track *webrtc.TrackLocalStaticRTP
	select {
	case track = <-s.tracks:
		s.tracks <- track
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	pc, err := newStockPeer()
	if err != nil {
		return nil, err
	}
	sender, err := pc.AddTrack(track)
	if err != nil {
		return nil, errors.Join(err, pc.Close())
	}
	go func() {
		for { // reading is what drives the interceptors
			if _, _, err := sender.ReadRTCP(); err != nil {
				return
			}
		}
	}()
	return s.answer(ctx, pc, offer)
}

// answer answers an offer with all candidates in it.
func (s *stock) answer(ctx context.Context, pc *webrtc.PeerConnection, offer string) (whip.Session, error) {
	err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer})
	if err != nil {
		return nil, errors.Join(err, pc.Close())
	}
	answer, err := pc.CreateAnswer(nil)
	if err != nil {
		return nil, errors.Join(err, pc.Close())
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(answer); err != nil {
		return nil, errors.Join(err, pc.Close())
	}
	select {
	case <-gathered:
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), pc.Close())
	}
	session := &stockSession{pc: pc, done: make(chan struct{})}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions = append(s.sessions, session)
	return session, nil
}

// stockSession is a peer connection behind WHIP.
type stockSession struct {
	pc   *webrtc.PeerConnection
	once sync.Once
	done chan struct{}
}

// AnswerSDP implements whip.Session.
func (s *stockSession) AnswerSDP() string { return s.pc.LocalDescription().SDP }

// Trickle implements whip.Session: all candidates are in the offer.
func (s *stockSession) Trickle(string) error { return nil }

// Close implements whip.Session.
func (s *stockSession) Close() error {
	s.once.Do(func() { close(s.done) })
	return s.pc.Close()
}

// Done implements whip.Session.
func (s *stockSession) Done() <-chan struct{} { return s.done }
