package packet

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/casto-network/casto/relay/internal/codec"
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
}

// Header is what an RTP header says, with the numbers as they are on the wire.
type Header struct {
	Marker      bool
	PayloadType uint8
	Seq         uint16
	Timestamp   uint32
	SSRC        uint32
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
		start += 4 + 4*int(binary.BigEndian.Uint16(b[start+2:]))
	}
	if start > end {
		return Header{}, nil, ErrMalformed
	}
	return Header{
		Marker:      b[1]&0x80 != 0,
		PayloadType: b[1] & 0x7f,
		Seq:         binary.BigEndian.Uint16(b[2:]),
		Timestamp:   binary.BigEndian.Uint32(b[4:]),
		SSRC:        binary.BigEndian.Uint32(b[8:]),
	}, b[start:end], nil
}
