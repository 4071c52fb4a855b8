package relay

import (
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/internal/dependency"
	"github.com/casto-network/casto/relay/internal/extension"
	"github.com/casto-network/casto/relay/internal/negotiate"
	"github.com/casto-network/casto/relay/internal/packet"
	"github.com/casto-network/casto/relay/internal/rewrite"
)

// passExtensions makes the header extensions negotiable that pass from a source to its viewers.
func passExtensions(me *webrtc.MediaEngine, media []negotiate.Media, receiving bool) error {
	direction := webrtc.RTPTransceiverDirectionSendonly
	if receiving {
		direction = webrtc.RTPTransceiverDirectionRecvonly
	}
	for _, m := range media {
		for _, k := range extension.Of(m.Kind) {
			c := webrtc.RTPHeaderExtensionCapability{URI: k.URI()}
			if err := me.RegisterHeaderExtension(c, webrtc.NewRTPCodecType(m.Kind), direction); err != nil {
				return err
			}
		}
	}
	return nil
}

// extensionIDs returns the ids that a peer has negotiated.
func extensionIDs(negotiated []webrtc.RTPHeaderExtensionParameter) (ids extension.IDs) {
	for _, e := range negotiated {
		ids.Set(e.URI, e.ID)
	}
	return ids
}

// extend reads the header extensions that pass into p. The layer's write is held.
func (u *upTrack) extend(p *packet.Packet, h packet.Header) {
	profile, b := h.Extensions()
	p.Extensions = extension.Parse(profile, b, &u.extensions)
	if b := extension.Find(p.Extensions, extension.DependencyDescriptor); b != nil {
		if d, err := u.descriptors.Parse(b); err == nil {
			p.Dependency = &d
		}
	}
}

// extensionBuffers are where a packet's header extensions are put together.
type extensionBuffers struct {
	descriptor, canonical, out [600]byte
}

// extend gives the packet that t sends next the header extensions of p, as its place in the viewer's stream changes them. All that is
// written depends on the packet and its place alone: what goes out again is the same.
func (d *downTrack) extend(t *turn, p *packet.Packet, s rewrite.Segment) {
	if len(p.Extensions) == 0 {
		return
	}
	canonical, b := p.Extensions, &t.buffers
	if p.Dependency != nil && (s.Frame != 0 || s.Targets != 0) {
		raw := extension.Find(canonical, extension.DependencyDescriptor)
		edited := b.descriptor[:0]
		if s.Targets != 0 {
			edited = p.Dependency.Announce(edited, raw, s.Targets)
		} else {
			edited = append(edited, raw...)
		}
		dependency.Renumber(edited, p.Dependency.Number+s.Frame)
		canonical = extension.Set(b.canonical[:0], canonical, extension.DependencyDescriptor, edited)
	}
	t.out.extensions, t.out.long = extension.Append(b.out[:0], canonical, &d.extensions)
}
