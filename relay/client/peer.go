package client

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/transport/v5"
	"github.com/pion/webrtc/v4"
)

// Errors a caller decides by.
var (
	// ErrUnreachable: the relay answered, and then ICE or DTLS came to nothing: its port cannot be reached from here, by UDP or TCP.
	ErrUnreachable = errors.New("relay not reachable over UDP or TCP")
	// ErrLost: the relay went silent.
	ErrLost = errors.New("connection to the relay lost")
	// ErrEnded: the relay ended the session.
	ErrEnded = errors.New("session ended by the relay")
	// ErrAnswer: what the exchange returned is no usable answer.
	ErrAnswer = errors.New("unusable answer")
)

const (
	// connectTimeout is how long ICE and DTLS may take after the answer. On a link with 20 % loss they take 3 s at worst.
	connectTimeout = 15 * time.Second
	// A relay that falls silent is given up after silent + silentFailed.
	silent        = 3 * time.Second
	silentFailed  = 5 * time.Second
	checkInterval = time.Second
	// replayWindow lets retransmissions through that come a second late at 10 Mbit/s.
	replayWindow = 1024
	receiveMTU   = 1600
)

// Exchange carries an offer to a relay and returns its answer. whip.Client.Exchange is one. Both have all candidates in them.
type Exchange func(ctx context.Context, offer string) (answer string, err error)

// ICEServer is a STUN or TURN server. A relay with a public address needs none.
type ICEServer struct {
	URL                  string
	Username, Credential string
}

// Network is what Publish and Watch have in common. The zero value uses every address of the host.
type Network struct {
	// ICEServers help to reach a relay that has no public address.
	ICEServers []ICEServer
	// Logger gets one info line when connected, and Pion's lines at level debug. Nil discards.
	Logger *slog.Logger
	// Net replaces the host's network, so that a test can run in virtual time. Nil means the host's.
	Net transport.Net
}

// peer is one peer connection with the state of its life.
type peer struct {
	pc  *webrtc.PeerConnection
	log *slog.Logger

	up    chan struct{} // closed when connected
	down  chan struct{} // closed when it has ended, for why
	once  sync.Once
	onceU sync.Once
	why   error // set before down is closed

	mu     sync.Mutex // guards closed and the start of goroutines
	closed bool
	wg     sync.WaitGroup // goroutines that read from the connection
}

// spawn runs f in a goroutine that close waits for.
func (p *peer) spawn(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.wg.Go(f)
	}
}

// newPeer makes a peer connection with the codecs of me. Channel says that a data channel will be offered.
func (n Network) newPeer(me *webrtc.MediaEngine, registry *interceptor.Registry, channel bool) (*peer, error) {
	log := n.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	se := webrtc.SettingEngine{LoggerFactory: pionLogs{log}}
	se.SetIncludeLoopbackCandidate(true)
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	networks := []webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6}
	if n.Net == nil { // virtual networks have no TCP
		networks = append(networks, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6)
	}
	se.SetNetworkTypes(networks)
	se.SetICETimeouts(silent, silentFailed, checkInterval)
	se.SetSTUNGatherTimeout(2 * time.Second)
	se.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AEAD_AES_256_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80)
	se.SetSRTPReplayProtectionWindow(replayWindow)
	se.SetReceiveMTU(receiveMTU)
	// A relay that ends the session ends SCTP and DTLS at one stroke. Pion closes the connection for the latter, and then waits
	// up to 400 ms, locks held, for an SCTP abort that can no longer be sent; so where there is SCTP, its end is the signal.
	se.DisableCloseByDTLS(channel)
	if n.Net != nil {
		se.SetNet(n.Net)
	}
	var config webrtc.Configuration
	for _, s := range n.ICEServers {
		config.ICEServers = append(config.ICEServers, webrtc.ICEServer{URLs: []string{s.URL}, Username: s.Username, Credential: s.Credential})
	}
	api := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(se))
	pc, err := api.NewPeerConnection(config)
	if err != nil {
		return nil, err
	}
	p := &peer{pc: pc, log: log, up: make(chan struct{}), down: make(chan struct{})}
	pc.OnConnectionStateChange(p.state)
	pc.SCTP().OnClose(func(error) { p.end(ErrEnded) })
	return p, nil
}

// state follows the connection.
func (p *peer) state(s webrtc.PeerConnectionState) {
	switch s {
	case webrtc.PeerConnectionStateConnected:
		p.onceU.Do(func() { close(p.up) })
	case webrtc.PeerConnectionStateFailed:
		select {
		case <-p.up:
			p.end(fmt.Errorf("%w: nothing came for %v", ErrLost, silent+silentFailed))
		default:
			p.end(fmt.Errorf("%w: is its UDP port open?", ErrUnreachable))
		}
	case webrtc.PeerConnectionStateClosed:
		p.end(ErrEnded)
	}
}

// end notes why the connection has ended; the first reason counts.
func (p *peer) end(why error) {
	p.once.Do(func() {
		p.why = why
		close(p.down)
	})
}

// connect negotiates and waits until media can flow.
func (p *peer) connect(ctx context.Context, exchange Exchange) error {
	offer, err := p.pc.CreateOffer(nil)
	if err != nil {
		return fmt.Errorf("create offer: %w", err)
	}
	gathered := webrtc.GatheringCompletePromise(p.pc)
	if err := p.pc.SetLocalDescription(offer); err != nil {
		return fmt.Errorf("create offer: %w", err)
	}
	select {
	case <-gathered:
	case <-ctx.Done():
		return ctx.Err()
	}
	answer, err := exchange(ctx, p.pc.LocalDescription().SDP)
	if err != nil {
		return err
	}
	asked := time.Now()
	if err := p.accept(answer); err != nil {
		return err
	}
	timeout := time.NewTimer(connectTimeout)
	defer timeout.Stop()
	select {
	case <-p.up:
	case <-p.down:
		return p.why
	case <-timeout.C:
		return fmt.Errorf("%w: no connection within %v; is its UDP port open?", ErrUnreachable, connectTimeout)
	case <-ctx.Done():
		return ctx.Err()
	}
	p.log.Info("connected to relay", "after", time.Since(asked).Round(time.Millisecond))
	return nil
}

// accept sets the answer, which a stranger made.
func (p *peer) accept(answer string) (err error) {
	defer func() {
		if v := recover(); v != nil { // most of what reads it is not ours
			err = fmt.Errorf("%w: %v", ErrAnswer, v)
		}
	}()
	if err := p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		return fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	return nil
}

// roundTrip returns the path's round trip time as ICE checks last measured it, zero if unknown.
func (p *peer) roundTrip() time.Duration {
	stats, ok := p.pc.SCTP().Transport().ICETransport().GetSelectedCandidatePairStats()
	if !ok {
		return 0
	}
	return time.Duration(stats.CurrentRoundTripTime * float64(time.Second))
}

// close ends the connection and waits for all that it started.
func (p *peer) close() {
	p.end(nil)
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	if err := p.pc.GracefulClose(); err != nil {
		p.log.Debug("close peer connection", "err", err)
	}
	p.wg.Wait()
}
