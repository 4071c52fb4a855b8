package cascade

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Version is the one understood here. A peer that names another is served as a plain viewer.
const Version = 1

// Slots is how many video layers one session can carry: four sizes of simulcast, one more than browsers send.
const Slots = 4

// The types of frame on the control channel. Peers of an earlier time ignore them.
const (
	TypeLayers = "cascade-layers" // parent to child
	TypeDemand = "cascade-demand" // child to parent
)

// MaxFrame bounds a frame, in bytes, as the control channel does.
const MaxFrame = 4 << 10

// Application is the name of the RTCP packet (RFC 3550, section 6.7) that says a frame beside the control channel, and MaxUrgent the most bytes of one
// that it may hold, for the packet to pass any path. Blanks may follow the frame.
const (
	Application = "CAST"
	MaxUrgent   = 1024
)

const (
	maxLayers = 16
	maxText   = 256
)

// ErrMalformed: the message cannot be used. The text says why.
var ErrMalformed = errors.New("malformed cascade message")

// Offer is what a child says in its offer.
type Offer struct {
	Version int `json:"v"`
	// Epoch names the origin whose packets the child holds already, empty if none.
	Epoch string `json:"epoch,omitempty"`
	// Resume says, for layers of that origin, where to go on.
	Resume []Resume `json:"resume,omitempty"`
	Demand Demand   `json:"demand"`
}

// Resume is the lowest number of a layer that the child is without: all before it have come, or are lost for good.
type Resume struct {
	Kind   string `json:"kind"`
	RID    string `json:"rid,omitempty"`
	Serial uint32 `json:"serial,omitempty"`
	Seq    uint64 `json:"seq,string"`
}

// Layers is the parent's account of the stream: all of it, each time.
type Layers struct {
	Type    string `json:"type,omitempty"`
	Version int    `json:"v,omitempty"` // in an answer
	// Generation rises when a slot gets another layer, which begins once the child has quoted it in a Demand.
	Generation uint64 `json:"n,string"`
	// Epoch names the origin: whoever numbered the packets. Two layers of one epoch with the same kind, RID
	// and serial number are the same.
	Epoch  string  `json:"epoch"`
	Layers []Layer `json:"layers"`
}

// Layer is one layer of the stream, and the slot that carries it.
type Layer struct {
	MID  string `json:"mid"` // of the slot's section
	Kind string `json:"kind"`
	RID  string `json:"rid,omitempty"`
	// Serial counts the layers that the source has begun under this RID.
	Serial uint32 `json:"serial,omitempty"`
	MIME   string `json:"mime"`
	Fmtp   string `json:"fmtp,omitempty"`
	// Seq and Timestamp are 64-bit numbers of the layer's newest packet, as far as the parent knows: numbers on the wire are extended
	// to the nearest.
	Seq       uint64 `json:"seq,string"`
	Timestamp uint64 `json:"ts,string"`
	// Shift is what the wire adds to sequence numbers, modulo 2^16: zero until a slot's layer is replaced.
	Shift uint16 `json:"shift,omitempty"`
	// From is the number that forwarding began at, the last time it did: there is nothing to be asked for before it. Zero is unknown.
	From uint64 `json:"from,omitempty,string"`
	// Rate is payload bytes a second, zero if not measured.
	Rate uint64 `json:"rate,omitempty"`
	// Live says that the source sends the layer and that the child may have it.
	Live bool `json:"live,omitempty"`
	// Quiet says that the parent itself has nothing of the layer at present, and sends nothing for that reason.
	Quiet bool `json:"quiet,omitempty"`
}

// Demand is what a child needs. The zero Demand is nothing at all.
type Demand struct {
	Type string `json:"type,omitempty"`
	// Number counts a session's demands: one that comes after a later one is of no interest. Zero, of a child of an earlier time, is never late.
	Number uint64 `json:"no,omitempty,string"`
	// Seen is the newest Layers.Generation that the child has made room for.
	Seen uint64 `json:"seen,omitempty,string"`
	// Audio asks for audio; All for every video layer; Lowest for the one of the least rate. RIDs names further layers, the empty RID
	// that of a stream without simulcast.
	Audio  bool     `json:"audio,omitempty"`
	All    bool     `json:"all,omitempty"`
	Lowest bool     `json:"lowest,omitempty"`
	RIDs   []string `json:"rids,omitempty"`
	// Take is the number of a takeover, above those of all before; zero is none. With the first Demand that has it, layers of Epoch that are not
	// being sent begin where Resume says, once they are asked for. A parent of an earlier time begins with them as with any.
	Take   uint64   `json:"take,omitempty,string"`
	Epoch  string   `json:"epoch,omitempty"`
	Resume []Resume `json:"resume,omitempty"`
}

// ResumeOf returns the number to begin a layer of an epoch at, zero if the list does not say.
func ResumeOf(list []Resume, kind, rid string, serial uint32) uint64 {
	for _, r := range list {
		if r.Kind == kind && r.RID == rid && r.Serial == serial {
			return r.Seq
		}
	}
	return 0
}

// Equal says whether two demands ask for the same; RIDs are in order, and numbers and takeovers do not count.
func (d Demand) Equal(o Demand) bool {
	return d.Audio == o.Audio && d.All == o.All && d.Lowest == o.Lowest && strings.Join(d.RIDs, "\n") == strings.Join(o.RIDs, "\n")
}

// Encode returns a message as JSON without line breaks.
func Encode(m any) ([]byte, error) {
	b, err := json.Marshal(m)
	if err == nil && len(b) > MaxFrame {
		err = fmt.Errorf("%w: %d bytes, at most %d", ErrMalformed, len(b), MaxFrame)
	}
	return b, err
}

// Type returns the type of a frame, or the empty string for one that is not of this package.
func Type(frame []byte) string {
	if len(frame) > MaxFrame || !strings.Contains(string(frame), `"cascade-`) {
		return ""
	}
	var t struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(frame, &t) != nil || t.Type != TypeLayers && t.Type != TypeDemand {
		return ""
	}
	return t.Type
}

// DecodeOffer reads a child's Offer. One of another version is ErrMalformed.
func DecodeOffer(b []byte) (Offer, error) {
	var o Offer
	if err := decode(b, &o); err != nil {
		return Offer{}, err
	}
	if o.Version != Version {
		return Offer{}, fmt.Errorf("%w: version %d", ErrMalformed, o.Version)
	}
	if len(o.Resume) > maxLayers || len(o.Epoch) > maxText {
		return Offer{}, fmt.Errorf("%w: too much to resume", ErrMalformed)
	}
	return o, o.Demand.validate()
}

// DecodeLayers reads a parent's Layers.
func DecodeLayers(b []byte) (Layers, error) {
	var l Layers
	if err := decode(b, &l); err != nil {
		return Layers{}, err
	}
	if l.Epoch == "" || len(l.Epoch) > maxText || len(l.Layers) > maxLayers {
		return Layers{}, fmt.Errorf("%w: epoch %.40q with %d layers", ErrMalformed, l.Epoch, len(l.Layers))
	}
	seen := map[string]bool{}
	for _, x := range l.Layers {
		if x.Kind != "audio" && x.Kind != "video" || len(x.MID)+len(x.RID)+len(x.MIME)+len(x.Fmtp) > 4*maxText {
			return Layers{}, fmt.Errorf("%w: layer of kind %.40q", ErrMalformed, x.Kind)
		}
		if seen[x.MID] {
			return Layers{}, fmt.Errorf("%w: two layers in one slot", ErrMalformed)
		}
		seen[x.MID] = true
	}
	return l, nil
}

// DecodeDemand reads a child's Demand.
func DecodeDemand(b []byte) (Demand, error) {
	var d Demand
	if err := decode(b, &d); err != nil {
		return Demand{}, err
	}
	return d, d.validate()
}

func (d Demand) validate() error {
	if len(d.RIDs) > maxLayers {
		return fmt.Errorf("%w: demand for %d layers", ErrMalformed, len(d.RIDs))
	}
	if len(d.Resume) > maxLayers || len(d.Epoch) > maxText {
		return fmt.Errorf("%w: takeover of %d layers", ErrMalformed, len(d.Resume))
	}
	return nil
}

func decode(b []byte, m any) error {
	if len(b) > MaxFrame {
		return fmt.Errorf("%w: %d bytes, at most %d", ErrMalformed, len(b), MaxFrame)
	}
	if err := json.Unmarshal(b, m); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}
