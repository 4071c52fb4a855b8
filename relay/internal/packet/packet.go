package packet

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
	"github.com/casto-network/casto/relay/internal/dependency"
)

// ErrMalformed: the bytes are not an RTP packet (RFC 3550, section 5.1).
var ErrMalformed = errors.New("malformed RTP packet")

// Packet is one received RTP packet. Nobody changes it after Ring.Put.
type Packet struct {
	Position  uint64 // in the ring, by order of arrival
	Seq       uint64 // extended sequence number
	Timestamp uint64 // extended timestamp, in ticks of the codec's clock
	Arrival   time.Time
	Marker    bool
	Payload   []byte // after header and extensions, without padding
	Info      codec.Info
	// Extensions are the header extensions that pass through, in the canonical form of package extension, or nil.
	Extensions []byte
	// Dependency is what the dependency descriptor among them says, or nil.
	Dependency *dependency.Descriptor
}

// Header is what an RTP header says, with the numbers as they are on the wire.
type Header struct {
	Marker      bool
	PayloadType uint8
	Seq         uint16
	Timestamp   uint32
	SSRC        uint32

	profile    uint16 // of the header extension
	extensions []byte
}

// Extensions returns the header extension and its profile (RFC 8285), a part of the packet.
func (h *Header) Extensions() (profile uint16, b []byte) { return h.profile, h.extensions }

// Extension returns the header extension element of an id, or nil, in the one-byte and in the two-byte form (RFC 8285). It is a part of
// the packet.
func (h *Header) Extension(id uint8) []byte {
	long := h.profile&0xfff0 == 0x1000
	if !long && h.profile != 0xbede {
		return nil
	}
	for b := h.extensions; len(b) > 0; {
		if b[0] == 0 { // padding
			b = b[1:]
			continue
		}
		this, start, size := b[0]>>4, 1, int(b[0]&0x0f)+1
		if long {
			if len(b) < 2 {
				return nil
			}
			this, start, size = b[0], 2, int(b[1])
		} else if this == 15 { // ends the list
			return nil
		}
		if start+size > len(b) {
			return nil
		}
		if this == id {
			return b[start : start+size]
		}
		b = b[start+size:]
	}
	return nil
}

// Parse reads one RTP packet. The payload is a part of b.
func Parse(b []byte) (h Header, payload []byte, err error) {
	if len(b) < 12 || b[0]>>6 != 2 {
		return Header{}, nil, ErrMalformed
	}
	end := len(b)
	if b[0]&0x20 != 0 { // padding: its length is the last byte, which it counts
		pad := int(b[end-1])
		if pad == 0 {
			return Header{}, nil, ErrMalformed
		}
		end -= pad
	}
	start := 12 + 4*int(b[0]&0x0f)
	if b[0]&0x10 != 0 { // header extension
		if start+4 > len(b) {
			return Header{}, nil, ErrMalformed
		}
		h.profile = binary.BigEndian.Uint16(b[start:])
		begin := start + 4
		start = begin + 4*int(binary.BigEndian.Uint16(b[start+2:]))
		if start > end {
			return Header{}, nil, ErrMalformed
		}
		h.extensions = b[begin:start]
	}
	if start > end {
		return Header{}, nil, ErrMalformed
	}
	h.Marker, h.PayloadType = b[1]&0x80 != 0, b[1]&0x7f
	h.Seq = binary.BigEndian.Uint16(b[2:])
	h.Timestamp = binary.BigEndian.Uint32(b[4:])
	h.SSRC = binary.BigEndian.Uint32(b[8:])
	return h, b[start:end], nil
}
