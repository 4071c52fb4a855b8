package relay

import (
	"context"
	"fmt"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/negotiate"
)

// Publish answers a publisher's offer. The stream begins with the publisher's first packets. Errors: ErrBusy, ErrBadSDP,
// ErrUnsupported, ErrFull, ErrClosed.
func (r *Relay) Publish(ctx context.Context, stream, offerSDP string) (*Session, error) {
	s, err := r.publish(ctx, stream, offerSDP)
	if err != nil {
		return nil, fmt.Errorf("publish %q: %w", stream, err)
	}
	return s, nil
}

func (r *Relay) publish(ctx context.Context, name, offerSDP string) (*Session, error) {
	if err := r.ready(ctx); err != nil {
		return nil, err
	}
	offer, offerSDP, err := readOffer(offerSDP)
	if err != nil {
		return nil, err
	}
	media, err := published(offer, r.o.MaxLayers)
	if err != nil {
		return nil, err
	}
	s := r.newSession(RolePublisher, name, nil)
	if err := r.succeed(ctx, s, name); err != nil {
		return nil, err
	}
	if err := s.newPeer(peerOptions{media: media, receiving: true, feedback: true, channel: offer.HasChannel(), passive: offer.Passive()}); err != nil {
		return nil, s.abandon(err)
	}
	s.receive(media)
	if s.answer, err = s.answerTo(ctx, offerSDP, func() error { return nil }); err != nil {
		return nil, s.abandon(err)
	}
	close(s.negotiated)
	if err := r.serve(s); err != nil {
		s.closeFor("relay stops")
		s.teardown()
		return nil, err
	}
	return s, nil
}

// receive makes the tracks of media, as they come, the stream's.
func (s *Session) receive(media []negotiate.Media) {
	var kinds []string
	for _, m := range media {
		kinds = append(kinds, m.Kind)
	}
	s.relay.expect(s, kinds)
	for _, m := range media {
		if len(m.Codecs) == 1 {
			s.relay.announce(s, m.Kind, m.Codecs[0])
		}
	}
	s.spawn(s.reportToSource)
	s.pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		for _, m := range media {
			for _, c := range m.Codecs {
				if m.Kind == t.Kind().String() && c.PayloadType == uint8(t.Codec().PayloadType) {
					s.addTrack(t, r, m.Kind, c)
					return
				}
			}
		}
		s.log.Debug("track of no negotiated codec", "payloadType", t.Codec().PayloadType)
	})
}

func (s *Session) addTrack(t *webrtc.TrackRemote, r *webrtc.RTPReceiver, kind string, c negotiate.Codec) {
	l := newLayer(s.origin, c, t.RID())
	u := newUpTrack(s, t, c, l)
	s.log.Info("track", "codec", c.MIME, "rid", u.rid)
	for _, e := range r.GetParameters().HeaderExtensions {
		if e.URI == sdp.TransportCCURI {
			u.transportID = uint8(e.ID)
		}
	}
	l.feeder.Store(u)
	l.enlist(u, true)
	s.relay.addLayer(s, kind, l)
	s.begin(u, r)
}

// begin starts to read a track.
func (s *Session) begin(u *upTrack, r *webrtc.RTPReceiver) {
	u.extensions = extensionIDs(r.GetParameters().HeaderExtensions)
	s.arrivals.add(u)
	s.spawn(u.run)
	s.spawn(func() { u.readReports(r) })
}
