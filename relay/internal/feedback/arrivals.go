package feedback

import (
	"encoding/binary"
	"time"
)

// Arrival is what a receiver says of one packet, by its transport-wide sequence number.
type Arrival struct {
	Seq     uint16
	Arrived bool
	// At is the time of arrival by the receiver's clock, of those that arrived. Its zero is any moment; it wraps after some 12 days.
	At time.Duration
}

const (
	formatTransport = 15
	formatREMB      = 15
	// maxReported bounds the packets of one report. A path has fewer on their way, and a run takes two bytes to claim 8,191.
	maxReported = 2048
	// referenceUnit and deltaUnit are the resolution of the report's times.
	referenceUnit = 64 * time.Millisecond
	deltaUnit     = 250 * time.Microsecond
)

// Status symbols of a packet status chunk.
const (
	statusMissing = iota
	statusSmallDelta
	statusLargeDelta
)

// Report is one transport-wide congestion control feedback packet, a part of the compound that it came in.
type Report []byte

// Arrivals calls f for each packet that the report is about, in the order of their numbers
// (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1). It is false for one that is malformed: then f is called for none, or
// for those before the end.
func (b Report) Arrivals(f func(Arrival)) bool {
	const header = 20
	if len(b) < header {
		return false
	}
	seq, count := binary.BigEndian.Uint16(b[12:]), int(binary.BigEndian.Uint16(b[14:]))
	at := time.Duration(uint32(b[16])<<16|uint32(b[17])<<8|uint32(b[18])) * referenceUnit
	if count > maxReported {
		return false
	}
	deltas := header
	for n := 0; n < count; deltas += 2 {
		if deltas+2 > len(b) {
			return false
		}
		n += statuses(binary.BigEndian.Uint16(b[deltas:]))
	}
	for chunk, n := header, 0; n < count; chunk += 2 {
		c := binary.BigEndian.Uint16(b[chunk:])
		for i := 0; i < statuses(c) && n < count; i, n = i+1, n+1 {
			a := Arrival{Seq: seq + uint16(n)}
			switch status(c, i) {
			case statusSmallDelta:
				if deltas+1 > len(b) {
					return false
				}
				at += time.Duration(b[deltas]) * deltaUnit
				deltas++
				a.Arrived, a.At = true, at
			case statusLargeDelta:
				if deltas+2 > len(b) {
					return false
				}
				at += time.Duration(int16(binary.BigEndian.Uint16(b[deltas:]))) * deltaUnit
				deltas += 2
				a.Arrived, a.At = true, at
			}
			f(a)
		}
	}
	return count > 0
}

// statuses returns how many packets a chunk is about: a run, or a vector of one-bit or two-bit symbols.
func statuses(chunk uint16) int {
	switch {
	case chunk&0x8000 == 0:
		return int(chunk & 0x1fff)
	case chunk&0x4000 == 0:
		return 14
	}
	return 7
}

func status(chunk uint16, i int) int {
	switch {
	case chunk&0x8000 == 0:
		return int(chunk >> 13 & 3)
	case chunk&0x4000 == 0:
		return int(chunk >> (13 - i) & 1)
	}
	return int(chunk >> (12 - 2*i) & 3)
}

// remote returns the rate of a REMB message.
func remote(b []byte, format int) (rate uint64, ok bool) {
	if format != formatREMB || len(b) < 20 || string(b[12:16]) != "REMB" {
		return 0, false
	}
	exponent, mantissa := b[17]>>2, uint64(b[17]&3)<<16|uint64(b[18])<<8|uint64(b[19])
	return mantissa << exponent, exponent < 46
}
