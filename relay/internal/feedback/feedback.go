package feedback

import "encoding/binary"

// Kind says what a Message is about.
type Kind uint8

// The kinds of message.
const (
	NACK        Kind = iota + 1 // generic NACK (RFC 4585, section 6.2.1): one of its pairs
	PictureLost                 // PLI (RFC 4585, section 6.3.1) or FIR (RFC 5104, section 4.3.1)
	Reception                   // report block (RFC 3550, section 6.4.1)
	Transport                   // transport-wide congestion control feedback, about all SSRCs
	Remote                      // the receiver's estimate of the path (REMB, draft-alvestrand-rmcat-remb-03), about all SSRCs
	Application                 // APP (RFC 3550, section 6.7), of subtype 0
	Reference                   // receiver reference time (RFC 3611, section 4.4), of the receiver whose SSRC it is
)

// Message is one statement about one SSRC.
type Message struct {
	Kind Kind
	SSRC uint32
	// Of a NACK: a missing sequence number, and a mask of those that follow it.
	Seq  uint16
	Mask uint16
	// Of a report block: the middle bits of the last sender report's NTP time, and the time since its arrival in 1/65536 s.
	// Of a reference time: its own middle bits.
	LastReport uint32
	Delay      uint32
	// Of a report block: the share of packets lost since the one before, in 1/256.
	FractionLost uint8
	// Of transport-wide feedback.
	Report Report
	// Of REMB: bits per second.
	Rate uint64
	// Of APP: its name, of four bytes, and its data, both parts of the compound that it came in.
	Name, Data []byte
}

// Packet types and formats.
const (
	typeSR, typeRR    = 200, 201
	typeAPP           = 204
	typeRTPFB, typePS = 205, 206
	typeXR            = 207
	formatNACK        = 1
	formatPLI         = 1
	formatFIR         = 4
	blockReference    = 4
)

// Each calls f for each message in a compound packet. It stops at the first part that is malformed.
func Each(compound []byte, f func(Message)) {
	parts(compound, func(part []byte, kind byte, count int) {
		switch kind {
		case typeSR:
			reports(part, 28, count, f)
		case typeRR:
			reports(part, 8, count, f)
		case typeAPP:
			if count == 0 && len(part) >= 12 {
				f(Message{Kind: Application, SSRC: binary.BigEndian.Uint32(part[4:]), Name: part[8:12], Data: part[12:]})
			}
		case typeRTPFB:
			switch count {
			case formatNACK:
				nacks(part, f)
			case formatTransport:
				f(Message{Kind: Transport, Report: part})
			}
		case typePS:
			pictures(part, count, f)
			if rate, ok := remote(part, count); ok {
				f(Message{Kind: Remote, Rate: rate})
			}
		case typeXR:
			references(part, f)
		}
	})
}

// parts calls f for each packet of a compound, without its padding, with its type and its format or count.
func parts(b []byte, f func(part []byte, kind byte, count int)) {
	for len(b) >= 4 && b[0]>>6 == 2 {
		size := 4 * (int(binary.BigEndian.Uint16(b[2:])) + 1)
		if size > len(b) {
			return
		}
		part := b[:size]
		b = b[size:]
		if part[0]&0x20 != 0 { // padding, in the last part only
			pad := int(part[size-1])
			if pad == 0 || pad > size-4 {
				return
			}
			part = part[:size-pad]
		}
		f(part, part[1], int(part[0]&0x1f))
	}
}

func reports(b []byte, at, count int, f func(Message)) {
	for ; count > 0 && at+24 <= len(b); at, count = at+24, count-1 {
		f(Message{
			Kind:         Reception,
			SSRC:         binary.BigEndian.Uint32(b[at:]),
			FractionLost: b[at+4],
			LastReport:   binary.BigEndian.Uint32(b[at+16:]),
			Delay:        binary.BigEndian.Uint32(b[at+20:]),
		})
	}
}

// references finds the reference times among the blocks of an extended report (RFC 3611, section 3).
func references(b []byte, f func(Message)) {
	for at := 8; at+4 <= len(b); {
		end := at + 4*(int(binary.BigEndian.Uint16(b[at+2:]))+1)
		if end > len(b) {
			return
		}
		if b[at] == blockReference && end-at == 12 {
			f(Message{Kind: Reference, SSRC: binary.BigEndian.Uint32(b[4:]), LastReport: binary.BigEndian.Uint32(b[at+6:])})
		}
		at = end
	}
}

func nacks(b []byte, f func(Message)) {
	for at := 12; at+4 <= len(b); at += 4 {
		f(Message{
			Kind: NACK,
			SSRC: binary.BigEndian.Uint32(b[8:]),
			Seq:  binary.BigEndian.Uint16(b[at:]),
			Mask: binary.BigEndian.Uint16(b[at+2:]),
		})
	}
}

func pictures(b []byte, format int, f func(Message)) {
	switch {
	case format == formatPLI && len(b) >= 12:
		f(Message{Kind: PictureLost, SSRC: binary.BigEndian.Uint32(b[8:])})
	case format == formatFIR:
		for at := 12; at+8 <= len(b); at += 8 {
			f(Message{Kind: PictureLost, SSRC: binary.BigEndian.Uint32(b[at:])})
		}
	}
}
