package clip

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// parseOgg reads the first Opus stream of an Ogg file (RFC 3533, RFC 7845).
func parseOgg(b []byte) (*track, error) {
	packets, err := oggPackets(b)
	if err != nil {
		return nil, err
	}
	if len(packets) == 0 {
		return nil, fmt.Errorf("%w: Ogg file without a packet", ErrUnsupported)
	}
	head := packets[0]
	if !bytes.HasPrefix(head, []byte("OpusHead")) {
		return nil, convert("Ogg without Opus")
	}
	if len(head) < 19 {
		return nil, fmt.Errorf("%w: Opus header of %d bytes; the file is damaged", ErrUnsupported, len(head))
	}
	channels, family := int(head[9]), head[18]
	if family != 0 || channels < 1 || channels > 2 {
		return nil, convert(fmt.Sprintf("Opus with %d channels", channels))
	}
	return newOpus(channels, packets[min(2, len(packets)):], nil) // after OpusHead and OpusTags
}

// oggPackets returns the packets of the logical stream that the first page belongs to. A page that is cut off ends the file.
func oggPackets(b []byte) ([][]byte, error) {
	const head = 27
	var packets [][]byte
	var open []byte // a packet that goes on in the next page
	var serial uint32
	for page := 0; len(b) >= head; page++ {
		if string(b[:4]) != "OggS" || b[4] != 0 {
			return nil, fmt.Errorf("%w: Ogg page %d has no capture pattern; the file is damaged", ErrUnsupported, page)
		}
		segments := int(b[26])
		if len(b) < head+segments {
			break
		}
		lacing, body, size := b[head:head+segments], b[head+segments:], 0
		for _, n := range lacing {
			size += int(n)
		}
		if len(body) < size {
			break
		}
		own := binary.LittleEndian.Uint32(b[14:])
		continued := b[5]&1 != 0
		b = body[size:]
		if page == 0 {
			serial = own
		}
		if own != serial {
			continue // another stream, multiplexed with ours
		}
		if !continued {
			open = nil
		}
		skip := continued && open == nil // the beginning is lost
		for _, n := range lacing {
			open = append(open, body[:n]...)
			body = body[n:]
			if n < 255 {
				if !skip {
					packets = append(packets, open)
				}
				open, skip = nil, false
			}
		}
	}
	return packets, nil
}
