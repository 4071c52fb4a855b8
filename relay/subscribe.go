package relay

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/negotiate"
)

// SubscribeOptions configure a viewer's session.
type SubscribeOptions struct {
	// Control receives the viewer's control frames. Nil ignores them.
	Control ControlHandler
	// Child says that the offer may come from a relay, which then gets what it asks for: all layers, under the source's numbers, where
	// a viewer gets one renumbered for it.
	Child bool
	// Standby makes a viewer's session one that is sent no media until SetStandby ends that. It does not count as a viewer.
	Standby bool
}

// Subscribe answers the offer of a viewer or a child relay. It waits until the codecs of the stream are known, for ten seconds
// at most, or until ctx ends. Errors: ErrNoStream, ErrNoCodec, ErrFull, ErrOverloaded,
// ErrBadSDP, ErrUnsupported, ErrClosed.
func (r *Relay) Subscribe(ctx context.Context, stream, offerSDP string, o SubscribeOptions) (*Session, error) {
	s, err := r.subscribe(ctx, stream, offerSDP, o)
	if err != nil {
		return nil, fmt.Errorf("subscribe to %q: %w", stream, err)
	}
	return s, nil
}

func (r *Relay) subscribe(ctx context.Context, name, offerSDP string, o SubscribeOptions) (*Session, error) {
	if err := r.ready(ctx); err != nil {
		return nil, err
	}
	offer, offerSDP, err := readOffer(offerSDP)
	if err != nil {
		return nil, err
	}
	s := r.newSession(RoleViewer, name, o.Control)
	s.viewer = newViewer(s)
	s.aside.Store(o.Standby)
	choose := subscribed
	if asks, ok := asksAsChild(offerSDP); ok && o.Child {
		s.viewer.carrier = newCarrier(s, asks)
		s.aside.Store(false)
		choose = s.viewer.carrier.subscribed
	}
	var media []negotiate.Media
	err = r.join(ctx, s, name, func(codecs map[string]negotiate.Codec) (err error) {
		media, s.viewer.tracks, err = choose(offer, codecs)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := s.newPeer(peerOptions{media: media, channel: offer.HasChannel(), passive: offer.Passive()}); err != nil {
		return nil, s.abandon(err)
	}
	if err := s.viewer.addTracks(); err != nil {
		return nil, s.abandon(err)
	}
	if s.answer, err = s.answerTo(ctx, offerSDP, s.viewer.stopUnused); err != nil {
		return nil, s.abandon(err)
	}
	if c := s.viewer.carrier; c != nil {
		if s.answer, err = c.answer(s.answer); err != nil {
			return nil, s.abandon(err)
		}
	}
	close(s.negotiated)
	if err := r.serve(s); err != nil {
		s.closeFor("relay stops")
		s.teardown()
		return nil, err
	}
	return s, nil
}

// asksAsChild returns what an offer says that comes from a relay.
func asksAsChild(offer string) (cascade.Offer, bool) {
	m := cascade.Find(offer)
	if m == nil {
		return cascade.Offer{}, false
	}
	o, err := cascade.DecodeOffer(m)
	return o, err == nil
}

// subscribed decides which tracks of a stream an offer receives, and by which of the offered codecs. A viewer may leave out
// audio or video; what it offers to receive it must be able to decode.
func subscribed(o negotiate.Offer, codecs map[string]negotiate.Codec) ([]negotiate.Media, []*downTrack, error) {
	sections := map[string]negotiate.Media{} // by kind: the chosen one, else the first
	var tracks []*downTrack
	for _, m := range o.Media {
		if m.Kind == "application" {
			continue
		}
		if m.MID == "" {
			return nil, nil, fmt.Errorf("%w: %s section without mid", ErrBadSDP, m.Kind)
		}
		stream, ok := codecs[m.Kind]
		taken := slices.ContainsFunc(tracks, func(d *downTrack) bool { return d.kind == m.Kind })
		if !ok || !m.Receives || taken {
			if _, ok := sections[m.Kind]; !ok {
				sections[m.Kind] = m
			}
			continue
		}
		c, ok := negotiate.Match(stream, m.Codecs)
		if !ok {
			return nil, nil, fmt.Errorf("%w: the stream is %s, and the offer has %s; watch with a player that decodes it", ErrNoCodec, stream, list(m.Codecs))
		}
		m.Codecs = []negotiate.Codec{c}
		sections[m.Kind] = m
		tracks = append(tracks, newDownTrack(m.Kind, c))
	}
	if len(tracks) == 0 {
		return nil, nil, fmt.Errorf("%w: the stream is %s, and the offer receives neither; add a transceiver whose direction is recvonly", ErrNoCodec, describe(codecs))
	}
	return slices.Collect(maps.Values(sections)), tracks, nil
}

func describe(codecs map[string]negotiate.Codec) string {
	var names []string
	for _, c := range codecs {
		names = append(names, c.String())
	}
	slices.Sort(names)
	return strings.Join(names, " and ")
}

func list(codecs []negotiate.Codec) string {
	var names []string
	for _, c := range codecs {
		if n := c.String(); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return "no codec known here"
	}
	return strings.Join(names, ", ")
}

// addTracks makes the viewer's tracks the peer connection's, each sending only.
func (v *viewer) addTracks() error {
	for _, d := range v.tracks {
		t, err := v.session.pc.AddTransceiverFromTrack(d, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		if err != nil {
			return err
		}
		d.sender = t.Sender()
	}
	return nil
}

// stopUnused makes the sections inactive for which there is nothing to send.
func (v *viewer) stopUnused() error {
	for _, t := range v.session.pc.GetTransceivers() {
		if t.Sender() == nil {
			if err := t.Stop(); err != nil {
				return err
			}
		}
	}
	return nil
}
