package relay

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/cascade"
	"github.com/casto-network/casto/relay/internal/negotiate"
)

// Exchange brings an offer to a parent relay and its answer back.
type Exchange func(ctx context.Context, offerSDP string) (answerSDP string, err error)

// PullOptions configure a session with a parent relay.
type PullOptions struct {
	// Control receives the parent's control frames. Nil ignores them.
	Control ControlHandler
	// Keep is what the parent sends while nobody here needs it.
	Keep Keep
	// Standby makes a further session with another parent, of a stream that is being pulled: at most four of a stream. See Session.Promote. Without a
	// source the session becomes the source.
	Standby Standby
	// Silent is called, in a goroutine of its own, each time that a source from which media was flowing has sent nothing at all for 100 ms or
	// three frames' time, whichever is longer, while it is asked for media and has not said that it has none itself. So of a chain of
	// relays the one below the failure hears of it, and nobody of a publisher's pause. A source that was promoted, or is new, and never
	// sends what it says it has, is silent as well, after its round trip more. It is called for a hot standby too. It must not wait
	// for the session's end.
	Silent func(*Session)
	// ICE helps to reach a parent that is behind an address translator, where this relay is too.
	ICE ICE
}

// Pull makes this relay a child of a parent, through ex, and serves the stream from it. A parent that takes it for a child
// (SubscribeOptions.Child) sends every layer that is needed here, as the source numbered it, and one that follows another within the grace
// goes on where that one left off; any other parent sends what a viewer gets. A stream has one source: a Pull
// of a stream that is being pulled returns that session without calling ex; one that is published here is ErrBusy. When
// the parent is lost, viewers and standbys stay for ten seconds, and another Pull or Publish of the stream, or a promotion, resumes them. Errors: those
// of ex, ErrBusy, ErrFull, ErrBadSDP for an unusable answer, ErrUnsupported for a standby's parent that does not carry the source's numbers, ErrClosed.
func (r *Relay) Pull(ctx context.Context, stream string, ex Exchange, o PullOptions) (*Session, error) {
	for {
		s, err := r.pull(ctx, stream, ex, o)
		if errors.Is(err, context.Canceled) && ctx.Err() == nil {
			continue // the caller who was pulling has given up, this one has not
		}
		if err != nil {
			return nil, fmt.Errorf("pull %q: %w", stream, err)
		}
		return s, nil
	}
}

func (r *Relay) pull(ctx context.Context, name string, ex Exchange, o PullOptions) (*Session, error) {
	if err := r.ready(ctx); err != nil {
		return nil, err
	}
	s := r.newSession(RoleParent, name, o.Control)
	s.watch.silent, s.ice = o.Silent, o.ICE
	standby := o.Standby != StandbyNone
	if standby {
		var err error
		if standby, err = r.stand(s, name, o.Standby); err != nil {
			return nil, err
		}
	}
	if !standby {
		if err := r.claim(s, name); errors.Is(err, ErrBusy) {
			return r.pulled(ctx, name)
		} else if err != nil {
			return nil, err
		}
	}
	if err := s.pullFrom(ctx, ex, o.Keep); err != nil {
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

// pulled returns the session that pulls the stream already, once it is negotiated.
func (r *Relay) pulled(ctx context.Context, name string) (*Session, error) {
	r.mu.Lock()
	var s *Session
	if st := r.streams[name]; st != nil {
		s = st.source
	}
	r.mu.Unlock()
	if s == nil || s.role != RoleParent {
		return nil, ErrBusy
	}
	select {
	case <-s.negotiated:
		return s, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// pullFrom offers to receive anything, and takes what the parent answers.
func (s *Session) pullFrom(ctx context.Context, ex Exchange, keep Keep) (err error) {
	offered := everyCodec()
	if err := s.newPeer(peerOptions{media: offered, receiving: true, channel: true}); err != nil {
		return err
	}
	if err := s.addSlots(offered); err != nil {
		return err
	}
	channel, err := s.pc.CreateDataChannel(controlLabel, nil)
	if err != nil {
		return err
	}
	s.control.adopt(channel)
	offer, err := s.pc.CreateOffer(nil)
	if err != nil {
		return err
	}
	text, err := s.gather(ctx, offer)
	if err != nil {
		return err
	}
	s.link = newLink(s, keep)
	holding, err := cascade.Encode(s.link.offer())
	if err != nil {
		return err
	}
	answer, err := ex(ctx, cascade.Put(text, holding))
	if err != nil {
		return err
	}
	parsed, err := negotiate.Parse(answer)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	s.answer = answer
	if carried, err := s.pullCarried(answer, parsed); carried || err != nil {
		return errors.Join(err, s.accept(answer))
	}
	s.link = nil
	if s.Duty() != StandbyNone {
		return fmt.Errorf("%w: a parent that numbers packets anew cannot stand by", ErrUnsupported)
	}
	media, err := published(parsed, 0)
	if err != nil {
		return err
	}
	s.receive(media)
	return s.accept(answer)
}

// addSlots offers to receive each kind, and video in as many sections as there may be layers. The further sections list few codecs, to
// keep the offer short; a relay decodes nothing, so that one profile stands for all.
func (s *Session) addSlots(offered []negotiate.Media) error {
	init := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
	for _, m := range offered {
		kind := webrtc.NewRTPCodecType(m.Kind)
		first, err := s.pc.AddTransceiverFromKind(kind, init)
		if err != nil || m.Kind != "video" {
			if err != nil {
				return err
			}
			continue
		}
		few := slices.DeleteFunc(slices.Clone(first.Receiver().GetParameters().Codecs), func(c webrtc.RTPCodecParameters) bool {
			return !stands(uint8(c.PayloadType)) && !stands(uint8(c.PayloadType)-1) // the latter for its RTX
		})
		for range cascade.Slots - 1 {
			t, err := s.pc.AddTransceiverFromKind(kind, init)
			if err == nil {
				err = t.SetCodecPreferences(few)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// accept sets the parent's answer.
func (s *Session) accept(answer string) (err error) {
	defer func() {
		if p := recover(); p != nil { // as in answerTo
			err = fmt.Errorf("%w: %v", ErrBadSDP, p)
		}
	}()
	if err := s.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		return fmt.Errorf("%w: %w", ErrBadSDP, err)
	}
	return nil
}

// stands says whether a payload type of everyCodec stands for all of its codec.
func stands(payloadType uint8) bool {
	switch payloadType {
	case 96, 98, 100, 45, 112:
		return true
	}
	return false
}

// everyCodec lists all codecs a stream may have, under payload types of our own.
func everyCodec() []negotiate.Media {
	video := []negotiate.Codec{
		{MIME: webrtc.MimeTypeVP8, PayloadType: 96},
		{MIME: webrtc.MimeTypeVP9, PayloadType: 98, Fmtp: "profile-id=0"},
		{MIME: webrtc.MimeTypeVP9, PayloadType: 100, Fmtp: "profile-id=2"},
		{MIME: webrtc.MimeTypeAV1, PayloadType: 45},
	}
	pt := uint8(102)
	for _, mode := range []string{"1", "0"} {
		for _, profile := range []string{"42001f", "42e01f", "4d001f", "640c1f", "64001f", "f4001f"} {
			video = append(video, negotiate.Codec{
				MIME: webrtc.MimeTypeH264, PayloadType: pt,
				Fmtp: "level-asymmetry-allowed=1;packetization-mode=" + mode + ";profile-level-id=" + profile,
			})
			pt += 2
		}
	}
	for i := range video {
		video[i].ClockRate, video[i].RTX = 90000, video[i].PayloadType+1
	}
	return []negotiate.Media{
		{Kind: "video", Codecs: video},
		{Kind: "audio", Codecs: []negotiate.Codec{{
			MIME: webrtc.MimeTypeOpus, PayloadType: 60, ClockRate: 48000, Channels: 2, Fmtp: "minptime=10;useinbandfec=1",
		}}},
	}
}
