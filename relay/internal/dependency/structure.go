package dependency

import "errors"

// ErrMalformed: the bytes are no dependency descriptor, or one that needs a structure which has not come.
var ErrMalformed = errors.New("malformed dependency descriptor")

// Bounds of the format.
const (
	maxTargets   = 32
	maxTemplates = 64
	// MaxLayers is the number of spatial, and of temporal, layers that Target tells apart; all beyond count as the highest.
	MaxLayers = 4
)

// Indication says what a frame is to a decode target.
type Indication uint8

// The indications.
const (
	NotPresent  Indication = iota // no part of it
	Discardable                   // a part that no other frame of it needs
	Switch                        // a part from which on all of it can be decoded
	Required                      // a part that others need
)

// indications are those of a frame for all decode targets, two bits each.
type indications uint64

func (i indications) of(target int) Indication { return Indication(i >> (2 * target) & 3) }

// template is a kind of frame.
type template struct {
	spatial, temporal uint8
	indications       indications
	frameDiffs        []uint16
	chainDiffs        []uint16
}

// Structure says how the frames of a coded video sequence depend on one another.
type Structure struct {
	offset      uint8 // of the template ids
	targets     int
	templates   []template
	chains      int
	protectedBy []uint8        // the chain of each target
	layers      [maxTargets]at // of each target
	covers      [maxTargets]uint32
}

// at is a pair of layers.
type at struct{ spatial, temporal uint8 }

// Targets returns the number of decode targets.
func (s *Structure) Targets() int { return s.targets }

// All returns the bit mask of all decode targets.
func (s *Structure) All() uint32 { return uint32(uint64(1)<<s.targets - 1) }

// Covers returns the decode targets that can be decoded wherever target is: those whose frames are all among its own.
func (s *Structure) Covers(target int) uint32 { return s.covers[target] }

// Layers returns the highest spatial and temporal layer of a decode target.
func (s *Structure) Layers(target int) (spatial, temporal uint8) {
	return s.layers[target].spatial, s.layers[target].temporal
}

// Target returns the best decode target of active, a bit mask, that goes up to a spatial and a temporal layer: the one with the highest
// spatial layer, then the highest temporal. If none keeps within them, it returns the lowest; if none is active, -1.
func (s *Structure) Target(spatial, temporal uint8, active uint32) int {
	best, lowest := -1, -1
	for i := range s.targets {
		if active>>i&1 == 0 {
			continue
		}
		l := s.layers[i]
		if lowest < 0 || l.less(s.layers[lowest]) {
			lowest = i
		}
		if l.spatial <= spatial && l.temporal <= temporal && (best < 0 || s.layers[best].less(l)) {
			best = i
		}
	}
	if best < 0 {
		return lowest
	}
	return best
}

func (a at) less(b at) bool {
	return a.spatial < b.spatial || a.spatial == b.spatial && a.temporal < b.temporal
}

func parseStructure(r *reader) (*Structure, error) {
	s := &Structure{offset: uint8(r.bits(6)), targets: int(r.bits(5)) + 1}
	if err := s.parseLayers(r); err != nil {
		return nil, err
	}
	for i := range s.templates {
		for t := range s.targets {
			s.templates[i].indications |= indications(r.bits(2)) << (2 * t)
		}
	}
	for i := range s.templates {
		for r.flag() {
			s.templates[i].frameDiffs = append(s.templates[i].frameDiffs, uint16(r.bits(4))+1)
		}
	}
	s.parseChains(r)
	if r.flag() { // resolutions, of which each spatial layer has one
		for range int(s.templates[len(s.templates)-1].spatial) + 1 {
			r.bits(32)
		}
	}
	if r.bad {
		return nil, ErrMalformed
	}
	s.derive()
	return s, nil
}

func (s *Structure) parseLayers(r *reader) error {
	var l at
	for {
		if len(s.templates) == maxTemplates || r.bad {
			return ErrMalformed
		}
		s.templates = append(s.templates, template{spatial: l.spatial, temporal: l.temporal})
		switch r.bits(2) {
		case 0: // the same layers
		case 1:
			l.temporal++
		case 2:
			l.spatial, l.temporal = l.spatial+1, 0
		case 3:
			return nil
		}
	}
}

func (s *Structure) parseChains(r *reader) {
	s.chains = int(r.below(uint32(s.targets) + 1))
	if s.chains == 0 {
		return
	}
	for range s.targets {
		s.protectedBy = append(s.protectedBy, uint8(r.below(uint32(s.chains))))
	}
	for i := range s.templates {
		for range s.chains {
			s.templates[i].chainDiffs = append(s.templates[i].chainDiffs, uint16(r.bits(4)))
		}
	}
}

// derive finds the layers of the targets, and which targets hold which.
func (s *Structure) derive() {
	for i := range s.targets {
		s.covers[i] = s.All()
		for _, t := range s.templates {
			if t.indications.of(i) != NotPresent {
				s.layers[i].spatial = max(s.layers[i].spatial, t.spatial)
				s.layers[i].temporal = max(s.layers[i].temporal, t.temporal)
				continue
			}
			for j := range s.targets {
				if t.indications.of(j) != NotPresent {
					s.covers[i] &^= 1 << j
				}
			}
		}
	}
}
