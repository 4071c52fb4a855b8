package scalable

import (
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/packet"
)

// Layers are the highest spatial and temporal layer of a choice, counted from zero.
type Layers struct{ Spatial, Temporal uint8 }

// all stands for a layer above any that there is.
const all = 255

// All returns the choice of everything.
func All() Layers { return Layers{all, all} }

func (l Layers) min(o Layers) Layers {
	return Layers{min(l.Spatial, o.Spatial), min(l.Temporal, o.Temporal)}
}

// holds says whether a packet of a layer is part of the choice.
func (l Layers) holds(o codec.Layer) bool { return o.Spatial <= l.Spatial && o.Temporal <= l.Temporal }

// Verdict is what happens to one packet.
type Verdict struct {
	// Forward: the viewer gets it.
	Forward bool
	// Continues: it belongs to the frame of the packet judged before.
	Continues bool
	// Picture: it is the first to come of a picture that is dropped, whose id must leave no gap (VP8).
	Picture bool
	// KeyFrame: the viewer waits for a key frame to go up.
	KeyFrame bool
	// Top is one more than the highest spatial layer sent, or zero if that is the source's own.
	Top uint8
	// Targets are the decode targets sent, to be announced, or zero if they are the source's own.
	Targets uint32
}

// history is how many pictures, or frames with a dependency descriptor, a packet may be late by: at least a second.
const history = 128

// picture is what has been decided of one picture.
type picture struct {
	timestamp uint64
	id        uint16
	layers    Layers
	sent      bool // its base layer was forwarded
}

// Selector judges the packets of one RTP stream for one viewer. The zero Selector must be Reset. It belongs to one goroutine.
type Selector struct {
	kind    codec.Kind
	want    Layers
	have    Layers // of the next picture
	started bool
	highest uint64 // sequence number judged in order
	last    Verdict

	// Without dependency descriptor.
	pictures [history]picture
	count    int // judged in all

	dependent dependent
}

// Reset begins a stream of a codec of which the viewer has had the layers of have, and wants those of want.
func (s *Selector) Reset(kind codec.Kind, have, want Layers) {
	s.kind, s.have, s.want, s.started, s.count, s.last = kind, have, want, false, 0, Verdict{Forward: true}
	s.dependent = dependent{target: -1, full: have == All()}
}

// Want changes the layers wanted.
func (s *Selector) Want(l Layers) { s.want = l }

// Judge decides about the next packet. Packets may come late and out of order: those are judged as their pictures were.
func (s *Selector) Judge(p *packet.Packet) Verdict {
	late := s.started && p.Seq < s.highest
	if !late {
		s.started, s.highest = true, p.Seq
	}
	var v Verdict
	switch {
	case p.Dependency != nil:
		v = s.dependent.judge(s, p, late)
	case p.Info.Layer.Known && (s.kind == codec.VP8 || s.kind == codec.VP9):
		v = s.judge(p, late)
	default:
		v = s.last
		v.Forward, v.Continues, v.Picture, v.KeyFrame = true, false, false, false
	}
	if !late {
		s.last = v
	}
	return v
}

// judge is for the payload descriptors of VP8 and VP9.
func (s *Selector) judge(p *packet.Packet, late bool) (v Verdict) {
	l := p.Info.Layer
	if late {
		layers, known := s.lookUp(p.Timestamp)
		return Verdict{Forward: !known || layers.holds(l)}
	}
	pic := s.newest()
	fresh := pic == nil || pic.timestamp != p.Timestamp
	if fresh {
		pic = s.begin(p)
	}
	v.Forward = pic.layers.holds(l)
	v.Continues = !fresh
	v.Picture = fresh && !v.Forward && s.kind == codec.VP8
	v.KeyFrame = l.Spatial > pic.layers.Spatial && l.Spatial <= s.want.Spatial && l.Temporal <= pic.layers.Temporal
	if pic.layers.Spatial != all && s.kind == codec.VP9 {
		v.Top = pic.layers.Spatial + 1
	}
	return v
}

func (s *Selector) newest() *picture {
	if s.count == 0 {
		return nil
	}
	return &s.pictures[(s.count-1)%history]
}

// lookUp returns what was decided of the picture with a timestamp or, if none of it has come, of the one before. It is not known of a
// picture from before the first.
func (s *Selector) lookUp(timestamp uint64) (Layers, bool) {
	for i := s.count - 1; i >= 0 && i > s.count-1-history; i-- {
		if p := &s.pictures[i%history]; p.timestamp <= timestamp {
			return p.layers, true
		}
	}
	return Layers{}, false
}

// begin decides about the picture that a packet is the first of.
func (s *Selector) begin(p *packet.Packet) *picture {
	l := p.Info.Layer
	s.have = s.have.min(s.want)
	switch {
	case p.Info.KeyFrame:
		s.have = s.want
	case l.Up && s.have.Temporal < s.want.Temporal && l.Temporal == s.have.Temporal+1 && s.refersToSent(p): // Y of VP8
		s.have.Temporal = l.Temporal
	}
	s.pictures[s.count%history] = picture{
		timestamp: p.Timestamp, id: p.Info.PictureID.Value, layers: s.have, sent: l.Temporal <= s.have.Temporal,
	}
	s.count++
	if s.kind == codec.VP9 && l.Up && l.Temporal <= s.have.Temporal {
		s.have.Temporal = s.want.Temporal // RFC 9628: pictures after this one do not look behind it
	}
	return s.newest()
}

// refersToSent says whether all pictures that a packet's frame refers to have been sent. VP8 vouches for them by Y; VP9 names them in
// flexible mode only. Those that have not come may have been lost, and count as sent.
func (s *Selector) refersToSent(p *packet.Packet) bool {
	if s.kind == codec.VP9 && p.Info.Layer.Diffs[0] == 0 {
		return false
	}
	mask := p.Info.PictureID.Mask()
	for _, diff := range p.Info.Layer.Diffs {
		if diff == 0 {
			break
		}
		id := (p.Info.PictureID.Value - uint16(diff)) & mask
		for i := s.count - 1; i >= 0 && i > s.count-1-history; i-- {
			if pic := &s.pictures[i%history]; pic.id == id {
				if !pic.sent {
					return false
				}
				break
			}
		}
	}
	return true
}

// Ends says whether a packet ends the picture for a viewer whose highest spatial layer is one below top; zero leaves that to the
// source's marker.
func Ends(p *packet.Packet, top uint8) bool {
	switch {
	case p.Marker, top == 0:
		return p.Marker
	case p.Dependency != nil:
		return p.Dependency.End && p.Dependency.Spatial+1 == top
	}
	return p.Info.Layer.End && p.Info.Layer.Spatial+1 == top
}
