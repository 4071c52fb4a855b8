package load

import (
	"encoding/binary"
	"hash/crc32"
	"time"
)

// A synthetic payload ends in a stamp, since servers may rewrite how a payload begins (picture ids) but not how it ends:
//
//	magic 4 | CRC-32 of the rest and of the body 4 | packet number 8 | sent 8 | frame 4 | index 2 | packets in frame 2
const (
	stampSize  = 32
	stampMagic = 0xca570bed
	// headSize is what is left out of the CRC at the beginning: descriptor and frame header.
	headSize = 24
)

// stamp is what a synthetic packet says of itself.
type stamp struct {
	number       uint64 // of the packet in the stream, from 1
	sent         time.Time
	frame        uint32
	index, count uint16 // within the frame
}

// put writes the stamp to the end of a payload of at least headSize + stampSize bytes.
func (s stamp) put(payload []byte) {
	b := payload[len(payload)-stampSize:]
	binary.BigEndian.PutUint32(b, stampMagic)
	binary.BigEndian.PutUint64(b[8:], s.number)
	binary.BigEndian.PutUint64(b[16:], uint64(s.sent.UnixNano()))
	binary.BigEndian.PutUint32(b[24:], s.frame)
	binary.BigEndian.PutUint16(b[28:], s.index)
	binary.BigEndian.PutUint16(b[30:], s.count)
	binary.BigEndian.PutUint32(b[4:], crc(payload))
}

// crc covers what no server has a reason to change.
func crc(payload []byte) uint32 {
	at := len(payload) - stampSize
	sum := crc32.ChecksumIEEE(payload[at+8:])
	return crc32.Update(sum, crc32.IEEETable, payload[min(headSize, at):at])
}

// readStamp returns the stamp of a payload, which may come from anywhere. It does not look at the CRC.
func readStamp(payload []byte) (stamp, bool) {
	if len(payload) < stampSize {
		return stamp{}, false
	}
	b := payload[len(payload)-stampSize:]
	if binary.BigEndian.Uint32(b) != stampMagic {
		return stamp{}, false
	}
	return stamp{
		number: binary.BigEndian.Uint64(b[8:]), sent: time.Unix(0, int64(binary.BigEndian.Uint64(b[16:]))),
		frame: binary.BigEndian.Uint32(b[24:]), index: binary.BigEndian.Uint16(b[28:]), count: binary.BigEndian.Uint16(b[30:]),
	}, true
}

// intact says whether a stamped payload is what was sent.
func intact(payload []byte) bool {
	return len(payload) >= stampSize && binary.BigEndian.Uint32(payload[len(payload)-stampSize+4:]) == crc(payload)
}
