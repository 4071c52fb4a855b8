package dependency

import "encoding/binary"

// Descriptor is what one packet says of its frame.
type Descriptor struct {
	Begin, End        bool // the packet is the first, the last of its frame
	Number            uint16
	Spatial, Temporal uint8
	// Structure is the one in force; it is Attached to the packets of a key frame.
	Structure *Structure
	Attached  bool
	// Active are the decode targets that the source produces at present, as a bit mask.
	Active uint32
	// FrameDiffs are how many frames before this one those are that it refers to.
	FrameDiffs []uint16
	// ChainDiffs are, for each chain, how many frames before this one the last frame of the chain is; zero for none.
	ChainDiffs []uint16

	indications indications
	extended    bool // has flags, and what they announce
	activeAt    int  // bit offset of the mask of active decode targets, or where it would be
	announced   bool // has the mask
}

// Indication says what the frame is to a decode target.
func (d *Descriptor) Indication(target int) Indication {
	if target < 0 || target >= maxTargets {
		return NotPresent
	}
	return d.indications.of(target)
}

// Parser reads the descriptors of one RTP stream in the order of arrival. The zero Parser is ready.
type Parser struct {
	structure *Structure
	since     uint16 // frame number at which structure came
	active    uint32
	activeNum uint16 // frame number at which active changed last
}

// Parse reads one descriptor. It is ErrMalformed for one whose structure is not known.
func (p *Parser) Parse(b []byte) (Descriptor, error) {
	if len(b) < 3 {
		return Descriptor{}, ErrMalformed
	}
	r := reader{b: b}
	d := Descriptor{Begin: r.flag(), End: r.flag()}
	id := uint8(r.bits(6))
	d.Number = uint16(r.bits(16))
	d.extended = len(b) > 3
	var dtis, fdiffs, chains bool
	if d.extended {
		d.Attached, d.announced = r.flag(), r.flag()
		dtis, fdiffs, chains = r.flag(), r.flag(), r.flag()
	}
	d.Structure = p.structure
	if d.Attached {
		s, err := parseStructure(&r)
		if err != nil {
			return Descriptor{}, err
		}
		d.Structure = s
	}
	s := d.Structure
	if s == nil {
		return Descriptor{}, ErrMalformed
	}
	d.activeAt = r.pos
	d.Active = p.active
	if d.Attached {
		d.Active = s.All()
	}
	if d.announced {
		d.Active = r.bits(s.targets)
	}
	index := int(id+maxTemplates-s.offset) % maxTemplates
	if index >= len(s.templates) {
		return Descriptor{}, ErrMalformed
	}
	t := &s.templates[index]
	d.Spatial, d.Temporal = t.spatial, t.temporal
	d.indications, d.FrameDiffs, d.ChainDiffs = t.indications, t.frameDiffs, t.chainDiffs
	if dtis {
		d.indications = 0
		for i := range s.targets {
			d.indications |= indications(r.bits(2)) << (2 * i)
		}
	}
	if fdiffs {
		d.FrameDiffs = nil
		for n := r.bits(2); n != 0; n = r.bits(2) {
			d.FrameDiffs = append(d.FrameDiffs, uint16(r.bits(4*int(n)))+1)
		}
	}
	if chains {
		d.ChainDiffs = nil
		for range s.chains {
			d.ChainDiffs = append(d.ChainDiffs, uint16(r.bits(8)))
		}
	}
	if r.bad {
		return Descriptor{}, ErrMalformed
	}
	p.follow(&d)
	return d, nil
}

// follow takes what lasts beyond the packet: a structure, and the active decode targets. Those of a packet that comes late do not
// undo what later ones brought; a structure that came before, again, is the same.
func (p *Parser) follow(d *Descriptor) {
	if d.Attached {
		late := p.structure != nil && int16(d.Number-p.since) < 0
		switch {
		case late:
			return
		case p.structure != nil && d.Number == p.since && p.structure.same(d.Structure):
			d.Structure = p.structure
		default:
			p.structure, p.since = d.Structure, d.Number
			p.active, p.activeNum = d.Active, d.Number
			return
		}
	}
	if d.announced && int16(d.Number-p.activeNum) >= 0 {
		p.active, p.activeNum = d.Active, d.Number
	}
}

// same says whether two structures with one offset are copies, as in the packets of one frame.
func (s *Structure) same(o *Structure) bool {
	return s.offset == o.offset && s.targets == o.targets && len(s.templates) == len(o.templates) && s.chains == o.chains
}

// Announce appends to dst the descriptor b, which d was read from, with active as its mask of active decode targets.
func (d *Descriptor) Announce(dst, b []byte, active uint32) []byte {
	if d.Structure == nil || len(b) < 3 || d.extended && d.activeAt > 8*len(b) {
		return append(dst, b...)
	}
	n := d.Structure.targets
	if !d.extended {
		w := writer{b: append(dst, b[:3]...)}
		w.bits(0b01000, 5)
		w.bits(active, n)
		return w.b
	}
	r := reader{b: b}
	w := writer{b: dst}
	w.bits(r.bits(24), 24)
	w.bits(r.bits(1), 1)
	r.bits(1)
	w.bits(1, 1)
	for r.pos < d.activeAt {
		w.bits(r.bits(1), 1)
	}
	w.bits(active, n)
	if d.announced {
		r.bits(n)
	}
	for r.pos < 8*len(b) {
		w.bits(r.bits(1), 1)
	}
	return w.b
}

// Renumber changes the frame number of a descriptor in place.
func Renumber(b []byte, number uint16) {
	if len(b) >= 3 {
		binary.BigEndian.PutUint16(b[1:], number)
	}
}
