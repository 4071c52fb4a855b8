package scalable

import (
	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/dependency"
	"github.com/casto-network/casto/relay/internal/packet"
)

// dependent is the part of a Selector that goes by dependency descriptors.
type dependent struct {
	structure *dependency.Structure
	target    int  // decode target sent; -1 before the first frame
	full      bool // before the first frame: the viewer has had everything
	announced bool // the viewer was told of fewer targets than the source's
	timestamp uint64
	frames    [history]frame
	count     int
	before    struct { // the structure that the present one replaced
		structure *dependency.Structure
		target    int
	}
}

// frame is what has been decided of one frame.
type frame struct {
	number    uint16
	timestamp uint64
	sent      bool
}

func (s *dependent) judge(sel *Selector, p *packet.Packet, late bool) Verdict {
	d := p.Dependency
	f := s.find(d.Number, p.Timestamp)
	if late {
		switch {
		case f != nil:
			return Verdict{Forward: f.sent}
		case s.older(p.Timestamp):
		case s.structure == d.Structure:
			return Verdict{Forward: d.Indication(s.target) != dependency.NotPresent}
		case s.before.structure == d.Structure:
			return Verdict{Forward: d.Indication(s.before.target) != dependency.NotPresent}
		}
		return Verdict{Forward: true}
	}
	v := Verdict{Continues: f != nil}
	if f == nil {
		v.KeyFrame = s.follow(sel.want, p)
		sent := d.Indication(s.target) != dependency.NotPresent
		f = &s.frames[s.count%history]
		*f = frame{d.Number, p.Timestamp, sent}
		s.count++
		v.Picture = !sent && sel.kind == codec.VP8
	}
	v.Forward = f.sent
	s.dress(&v, d)
	return v
}

// older says whether a timestamp is from before the first frame judged.
func (s *dependent) older(timestamp uint64) bool {
	return s.count == 0 || s.count <= history && timestamp < s.frames[0].timestamp
}

// find returns the decision about a frame, or nil.
func (s *dependent) find(number uint16, timestamp uint64) *frame {
	for i := s.count - 1; i >= 0 && i > s.count-1-history; i-- {
		if f := &s.frames[i%history]; f.number == number && f.timestamp == timestamp {
			return f
		}
	}
	return nil
}

// follow moves to the target wanted, if this frame allows it. It is true if only a key frame will.
func (s *dependent) follow(want Layers, p *packet.Packet) (keyFrame bool) {
	d := p.Dependency
	first := s.count == 0 || p.Timestamp != s.timestamp // of its picture
	s.timestamp = p.Timestamp
	aim := d.Structure.Target(want.Spatial, want.Temporal, d.Active)
	if s.structure != d.Structure {
		anew := s.structure != nil || d.Attached || !s.full
		s.before.structure, s.before.target = s.structure, s.target
		s.structure, s.announced = d.Structure, false
		if s.target = aim; !anew {
			s.target = d.Structure.Target(all, all, d.Active)
		}
	}
	if aim < 0 || aim == s.target {
		return false
	}
	if s.target < 0 {
		s.target = aim
		return false
	}
	if first { // down, as far as what is sent allows
		if held := d.Active & s.structure.Covers(s.target); held != 0 {
			s.target = d.Structure.Target(want.Spatial, want.Temporal, held)
		}
	}
	from, _ := s.structure.Layers(s.target)
	to, _ := s.structure.Layers(aim)
	if d.Indication(aim) == dependency.Switch && (first || from == to) && s.refersToSent(d) {
		s.target = aim
	}
	return s.target != aim && from != to && s.structure.Covers(s.target)>>aim&1 == 0
}

// refersToSent says whether no frame that d refers to was dropped.
func (s *dependent) refersToSent(d *dependency.Descriptor) bool {
	for _, diff := range d.FrameDiffs {
		number := d.Number - diff
		for i := s.count - 1; i >= 0 && i > s.count-1-history; i-- {
			if f := &s.frames[i%history]; f.number == number {
				if !f.sent {
					return false
				}
				break
			}
		}
	}
	return true
}

// dress says what the viewer's copy of the packet must tell of the targets.
func (s *dependent) dress(v *Verdict, d *dependency.Descriptor) {
	if s.target < 0 {
		return
	}
	targets := d.Active & s.structure.Covers(s.target)
	if d.Attached { // tells of all, or of those it names
		s.announced = false
	}
	if targets != d.Active || s.announced {
		v.Targets, s.announced = targets, true
	}
	top, _ := s.structure.Layers(s.structure.Target(all, all, s.structure.All()))
	if own, _ := s.structure.Layers(s.target); own < top {
		v.Top = own + 1
	}
}
