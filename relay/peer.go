package relay

import (
	"context"
	"fmt"
	"time"

	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"

	"github.com/pion/dtls/v3"
	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/sdp/v3"
	"github.com/pion/transport/v5"
	"github.com/pion/transport/v5/stdnet"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/negotiate"
)

// A vanished source is noticed after unreachable + unreachableFailed: long enough for a phone to change its cell, short enough for a
// child relay to find another parent while its viewers' buffers last.
const (
	unreachable       = 2 * time.Second
	unreachableFailed = 2 * time.Second
	checkInterval     = 500 * time.Millisecond
)

// A vanished viewer does no harm but a few packets sent in vain. So its own checks of our consent to receive, every two seconds or five (RFC
// 7675, section 5.1), are answered, and none of ours are sent: each costs as much as three packets of media, and as with ICE-lite
// nobody misses it. Of the rarer checks three in a row may be lost. A child relay checks as often as we check a source, and the sooner it is
// given up the sooner it hears of it.
const (
	viewerUnreachable       = 15 * time.Second
	childUnreachable        = 5 * time.Second
	viewerUnreachableFailed = 5 * time.Second
	viewerCheckInterval     = 0
)

// referenceTimes is what libwebrtc calls, as feedback, a receiver's reference times (RFC 3611, section 4.4). They are answered, said or not.
const referenceTimes = "rrtr"

// certificateReserve is how long before its end a DTLS certificate is replaced.
const certificateReserve = 48 * time.Hour

// peerOptions say what one peer connection negotiates.
type peerOptions struct {
	media     []negotiate.Media // the codecs to register, by kind
	receiving bool              // we receive media: reports, and what simulcast needs
	feedback  bool              // transport-wide congestion control feedback for the sender
	channel   bool              // there is a data channel
	passive   bool              // the offerer waits for us to begin DTLS
}

// newPeer makes the session's peer connection.
func (s *Session) newPeer(o peerOptions) error {
	me := &webrtc.MediaEngine{}
	for _, m := range o.media {
		if err := registerCodecs(me, m); err != nil {
			return err
		}
	}
	if err := passExtensions(me, o.media, o.receiving); err != nil {
		return err
	}
	if !o.receiving {
		if err := me.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: sdp.TransportCCURI}, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
		me.RegisterFeedback(webrtc.RTCPFeedback{Type: webrtc.TypeRTCPFBTransportCC}, webrtc.RTPCodecTypeVideo)
		me.RegisterFeedback(webrtc.RTCPFeedback{Type: referenceTimes}, webrtc.RTPCodecTypeVideo)
	}
	if o.receiving {
		if err := receiveExtensions(me, o.feedback); err != nil {
			return err
		}
	}
	cert, err := s.relay.certificate()
	if err != nil {
		return err
	}
	if err := s.openPort(); err != nil {
		return err
	}
	se := s.relay.settings()
	if s.mux != nil {
		se.SetICEUDPMux(s.mux)
		se.SetICETCPMux(nil)
		if s.relay.tcpMux != nil {
			se.DisableActiveTCP(false) // to a parent that UDP does not reach; the parent is of our choice
		}
		se.SetSTUNGatherTimeout(gatherTimeout)
		se.SetSrflxAcceptanceMinWait(srflxWait)
		se.SetPrflxAcceptanceMinWait(prflxWait)
		se.SetRelayAcceptanceMinWait(relayWait)
	}
	switch {
	case s.viewer == nil:
		se.SetICETimeouts(unreachable, unreachableFailed, checkInterval)
	case s.viewer.carrier != nil:
		se.SetICETimeouts(childUnreachable, viewerUnreachableFailed, viewerCheckInterval)
	default:
		se.SetICETimeouts(viewerUnreachable, viewerUnreachableFailed, viewerCheckInterval)
	}
	se.SetDTLSKeyLogWriter(&s.handshake) // in memory only
	se.SetDTLSServerHelloMessageHook(s.handshake.ServerHello)
	// A peer that leaves ends SCTP and DTLS at one stroke. Pion closes the connection for the latter, and then waits 400 ms,
	// locks held, for an SCTP abort that can no longer be sent; so where there is SCTP, its end is the signal.
	se.DisableCloseByDTLS(o.channel)
	if o.passive {
		_ = se.SetAnsweringDTLSRole(webrtc.DTLSRoleClient) // fails for other roles only
	}
	api := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(&interceptor.Registry{}), webrtc.WithSettingEngine(se))
	s.pc, err = api.NewPeerConnection(webrtc.Configuration{
		Certificates: []webrtc.Certificate{cert},
		ICEServers:   s.ice.servers(),
		// Packets whose header extensions are encrypted (Cryptex, RFC 9335) the path cannot open.
		RTPHeaderEncryptionPolicy: webrtc.RTPHeaderEncryptionPolicyDisable,
	})
	if err != nil {
		return err
	}
	s.pc.OnConnectionStateChange(s.onState)
	s.pc.OnDataChannel(s.control.adopt)
	s.iceTransport().OnSelectedCandidatePairChange(s.move)
	s.pc.SCTP().OnClose(func(error) { s.closeFor("closed by peer") })
	if !o.channel {
		s.control.refuse()
	}
	return nil
}

// openPort gives the session its UDP port: the relay's, or towards a parent one of its own. Several sessions between the same two ports
// could not be told apart.
func (s *Session) openPort() error {
	s.port = s.relay.port
	if s.role != RoleParent {
		return nil
	}
	conn, err := listen(s.relay.o, s.relay.anyPort())
	if err != nil {
		return fmt.Errorf("port towards the parent: %w", err)
	}
	s.port = newPort(conn)
	s.port.overhear = s.handshake.Overhear
	s.mux = s.relay.newMux(s.port)
	return nil
}

// settings are the same for every peer: one port, UDP and TCP, host candidates only, DTLS as server so that the peer begins.
func (r *Relay) settings() webrtc.SettingEngine {
	se := webrtc.SettingEngine{LoggerFactory: pionLogs{r.log}}
	se.SetICEUDPMux(r.mux)
	networks := []webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6}
	if r.tcpMux != nil {
		networks = append(networks, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6)
		se.SetICETCPMux(r.tcpMux)
	}
	se.SetNetworkTypes(networks)
	se.DisableActiveTCP(true) // a peer's candidate must not have us connect to anywhere
	se.SetIncludeLoopbackCandidate(true)
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	se.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AEAD_AES_256_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80)
	se.SetReceiveMTU(maxPacket)
	_ = se.SetAnsweringDTLSRole(webrtc.DTLSRoleServer) // fails for other roles only
	if len(r.o.PublicIPs) > 0 {
		// Replaces the addresses of host candidates; fails only beside the legacy setting for the same.
		_ = se.SetICEAddressRewriteRules(webrtc.ICEAddressRewriteRule{
			External: r.o.PublicIPs, AsCandidateType: webrtc.ICECandidateTypeHost, Mode: webrtc.ICEAddressRewriteReplace,
		})
	}
	if n := r.network(time.Now()); n != nil {
		se.SetNet(n)
	}
	return se
}

// systemFresh is how long the list of this machine's interfaces is used.
const systemFresh = 5 * time.Second

// network is what sessions see of the network. Of this machine's they share a view while it is fresh: one of their own would ask the kernel for
// its interfaces, and keep 7 KiB. It is nil if the kernel does not say; Pion then asks again.
func (r *Relay) network(now time.Time) transport.Net {
	if r.o.Net != nil {
		return r.o.Net
	}
	r.systemMu.Lock()
	defer r.systemMu.Unlock()
	if r.system == nil || now.Sub(r.systemAt) > systemFresh {
		n, err := stdnet.NewNet()
		if err != nil {
			return nil
		}
		r.system, r.systemAt = n, now
	}
	return r.system
}

// certificate returns the relay's DTLS certificate, the same for all sessions while it lasts: making one costs more than
// the rest of a session's set-up.
func (r *Relay) certificate() (webrtc.Certificate, error) {
	r.certMu.Lock()
	defer r.certMu.Unlock()
	if r.cert == nil || time.Until(r.cert.Expires()) < certificateReserve {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return webrtc.Certificate{}, err
		}
		if r.cert, err = webrtc.GenerateCertificate(key); err != nil {
			return webrtc.Certificate{}, err
		}
	}
	return *r.cert, nil
}

// registerCodecs makes exactly the codecs of m negotiable, under the payload types they were offered with.
func registerCodecs(me *webrtc.MediaEngine, m negotiate.Media) error {
	kind := webrtc.NewRTPCodecType(m.Kind)
	feedback := []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "ccm", Parameter: "fir"}}
	if kind == webrtc.RTPCodecTypeAudio {
		feedback = feedback[:1]
	}
	for _, c := range m.Codecs {
		err := me.RegisterCodec(webrtc.RTPCodecParameters{
			RTPCodecCapability: webrtc.RTPCodecCapability{
				MimeType: c.MIME, ClockRate: c.ClockRate, Channels: c.Channels, SDPFmtpLine: c.Fmtp, RTCPFeedback: feedback,
			},
			PayloadType: webrtc.PayloadType(c.PayloadType),
		}, kind)
		if err == nil && c.RTX != 0 {
			err = me.RegisterCodec(webrtc.RTPCodecParameters{
				RTPCodecCapability: webrtc.RTPCodecCapability{
					MimeType: webrtc.MimeTypeRTX, ClockRate: c.ClockRate, SDPFmtpLine: fmt.Sprintf("apt=%d", c.PayloadType),
				},
				PayloadType: webrtc.PayloadType(c.RTX),
			}, kind)
		}
		if err != nil {
			return fmt.Errorf("codec %s: %w", c, err)
		}
	}
	return nil
}

// receiveExtensions registers the header extensions of a source: what tells its simulcast layers apart, and the numbers that
// feedback for its congestion control goes by. What RTCP it gets is ours: there are no interceptors.
func receiveExtensions(me *webrtc.MediaEngine, feedback bool) error {
	if err := webrtc.ConfigureSimulcastExtensionHeaders(me); err != nil {
		return err
	}
	mid := webrtc.RTPHeaderExtensionCapability{URI: sdp.SDESMidURI}
	if err := me.RegisterHeaderExtension(mid, webrtc.RTPCodecTypeAudio); err != nil {
		return err
	}
	if !feedback {
		return nil
	}
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		me.RegisterFeedback(webrtc.RTCPFeedback{Type: webrtc.TypeRTCPFBTransportCC}, kind)
		if err := me.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: sdp.TransportCCURI}, kind); err != nil {
			return err
		}
	}
	return nil
}

// answerTo answers offer, with all of our candidates. Whatever Pion finds wrong with the offer is ErrBadSDP. Between reading
// the offer and answering it calls prepare.
func (s *Session) answerTo(ctx context.Context, offer string, prepare func() error) (answer string, err error) {
	defer func() {
		// The offer is a stranger's, and most of what reads it is not ours.
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrBadSDP, p)
		}
	}()
	if err := s.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	if err := prepare(); err != nil {
		return "", err
	}
	desc, err := s.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	return s.gather(ctx, desc)
}

// gather sets the local description and returns it with all candidates.
func (s *Session) gather(ctx context.Context, desc webrtc.SessionDescription) (string, error) {
	complete := webrtc.GatheringCompletePromise(s.pc)
	if err := s.pc.SetLocalDescription(desc); err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	if len(s.ice.STUN)+len(s.ice.TURN) > 0 {
		s.askServers(ctx, complete)
	} else {
		select {
		case <-complete:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return withMapped(s.pc.LocalDescription().SDP, s.mappedOf()), nil
}

// abandon ends a session whose negotiation failed with err.
func (s *Session) abandon(err error) error {
	s.err = err
	s.closeFor("negotiation failed")
	s.teardown()
	close(s.negotiated)
	return err
}
