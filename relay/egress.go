package relay

import (
	"encoding/binary"
	"errors"
	"hash/maphash"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"

	"github.com/casto-network/casto/relay/internal/extension"
	"github.com/casto-network/casto/relay/internal/seal"
	"github.com/casto-network/casto/relay/internal/udp"
)

// errIndexUsed: a packet would have been sealed under an index that another has had.
var errIndexUsed = errors.New("SRTP index used before")

// outgoing is one packet as one viewer gets it.
type outgoing struct {
	ssrc        uint32
	payloadType uint8
	marker      bool
	again       bool   // byte for byte the packet that went out under this number before
	seq         uint64 // extended; the lower 16 bits are sent, the rest counts the rollovers
	timestamp   uint32
	// extensions are header extension elements in the one-byte form of RFC 8285 or, if long, the two-byte form, of at most 255 words;
	// or nil.
	extensions []byte
	long       bool
	payload    []byte
}

// egress is a shard's way out. A shard calls Send and Report for each packet of a turn, viewer by viewer, and then Flush;
// only the shard's goroutine calls. An egress may hold packets back until Flush, but not what o points to.
type egress interface {
	Send(d *downTrack, o *outgoing) error
	Report(s *Session, packets []rtcp.Packet) error
	Flush() error
}

// sender is the egress of a shard: what it can seal itself goes out in batches, the rest at once through Pion.
type sender struct {
	out    udp.Writer
	seed   maphash.Seed
	header [headerMax]byte
}

// headerMax is the size of the largest RTP header: the fixed part, and extensions of 255 words.
const headerMax = 16 + 4*255

func newSender(out udp.Writer) *sender { return &sender{out: out, seed: maphash.MakeSeed()} }

func (s *sender) Flush() error { return s.out.Flush() }

func (s *sender) Send(d *downTrack, o *outgoing) error {
	p := d.path
	if p == nil {
		return sendThroughPion(d, o)
	}
	indices := &d.indices
	if o.ssrc == d.rtxSSRC && d.rtxSSRC != 0 {
		indices = &d.rtxIndices
	}
	index, ok := indices.take(o)
	if !ok {
		return errIndexUsed
	}
	header := o.headerSize()
	if d.rtxSSRC == 0 && !d.sums.same(index, s.sum(o), o.again) {
		return errIndexUsed
	}
	b := s.out.Reserve(*p.remote.Load(), header+len(o.payload)+seal.Overhead)
	o.putHeader(b)
	p.sealer.Seal(b, header, o.payload, o.ssrc, index)
	return nil
}

// Report sends RTCP to a viewer, beside what Send sends.
func (s *sender) Report(to *Session, packets []rtcp.Packet) error {
	p := to.path.Load()
	if p == nil {
		return to.pc.WriteRTCP(packets)
	}
	compound, err := rtcp.Marshal(packets)
	if err != nil {
		return err
	}
	if !p.reports.Seal(s.out.Reserve(*p.remote.Load(), len(compound)+seal.RTCPOverhead), compound) {
		return errIndexUsed
	}
	return nil
}

// sum is a hash of all that goes under an index.
func (s *sender) sum(o *outgoing) uint64 {
	header := s.header[:o.headerSize()]
	o.putHeader(header)
	return maphash.Bytes(s.seed, header)*31 ^ maphash.Bytes(s.seed, o.payload)
}

// sums remember what went out under the last indices of a track that repeats packets under their own: only the very same may go
// again. Two packets under one index would give the key away.
type sums [sumsKept]struct{ index, sum uint64 }

// sumsKept is half a second of video at 2.5 Mbit/s, and five of audio.
const sumsKept = 256

// same notes the hash of a packet, or compares that of a packet that goes again.
func (s *sums) same(index, sum uint64, again bool) bool {
	e := &s[index%sumsKept]
	if again {
		return e.index == index && e.sum == sum
	}
	e.index, e.sum = index, sum
	return true
}

// indices turns the extended sequence numbers of one SSRC into SRTP indices, of which none is used for two packets.
type indices struct {
	started bool
	base    uint64 // the number whose index is zero
	window  seal.Window
}

func (n *indices) take(o *outgoing) (index uint64, ok bool) {
	if !n.started {
		n.started, n.base = true, o.seq&^0xffff // a receiver takes the cycle of the first packet for the first
	}
	if o.seq < n.base {
		return 0, false
	}
	index = o.seq - n.base
	if o.again {
		return index, n.window.Used(index)
	}
	return index, n.window.Use(index)
}

func (o *outgoing) headerSize() int {
	if len(o.extensions) == 0 {
		return 12
	}
	return 16 + (len(o.extensions)+3)&^3
}

// putHeader writes the RTP header (RFC 3550, section 5.1; RFC 8285, section 4.2).
func (o *outgoing) putHeader(b []byte) {
	b[0], b[1] = 0x80, o.payloadType
	if o.marker {
		b[1] |= 0x80
	}
	binary.BigEndian.PutUint16(b[2:], uint16(o.seq))
	binary.BigEndian.PutUint32(b[4:], o.timestamp)
	binary.BigEndian.PutUint32(b[8:], o.ssrc)
	if n := len(o.extensions); n > 0 {
		b[0] |= 0x10
		words := (n + 3) / 4
		profile := uint32(rtp.ExtensionProfileOneByte)
		if o.long {
			profile = rtp.ExtensionProfileTwoByte
		}
		binary.BigEndian.PutUint32(b[12:], profile<<16|uint32(words))
		clear(b[16+copy(b[16:], o.extensions) : 16+4*words])
	}
}

// sendThroughPion has Pion number the rollovers and encrypt: for DTLS as a client, SRTP profiles without AEAD, TURN and TCP.
func sendThroughPion(d *downTrack, o *outgoing) error {
	h := rtp.Header{
		Version: 2, Marker: o.marker, PayloadType: o.payloadType, SequenceNumber: uint16(o.seq), Timestamp: o.timestamp, SSRC: o.ssrc,
	}
	if len(o.extensions) > 0 {
		h.Extension, h.ExtensionProfile = true, rtp.ExtensionProfileOneByte
		if o.long {
			h.ExtensionProfile = rtp.ExtensionProfileTwoByte
		}
		var err error
		extension.Each(h.ExtensionProfile, o.extensions, func(id uint8, data []byte) bool {
			err = h.SetExtension(id, data)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	_, err := d.writer.WriteRTP(&h, o.payload)
	return err
}
