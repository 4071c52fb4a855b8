package incentives

import (
	"math"
	"math/bits"
	"time"
)

const grantType = "SessionGrant(bytes32 streamId,address relay,address viewerKey,uint64 notBefore,uint64 notAfter,uint32 maxKbps)"

// SessionGrant is the streamer's promise to pay Relay for what ViewerKey acknowledges of one stream, within a time window
// and up to a bitrate. It is signed by the stream key.
type SessionGrant struct {
	StreamID  StreamID `json:"streamId"`
	Relay     Address  `json:"relay"`            // who serves, and is paid
	ViewerKey Address  `json:"viewerKey"`        // the viewer's ephemeral session key
	NotBefore uint64   `json:"notBefore,string"` // Unix seconds
	NotAfter  uint64   `json:"notAfter,string"`  // Unix seconds
	MaxKbps   uint32   `json:"maxKbps"`          // kilobits (1000 bits) per second of payload
}

// Digest implements Message. The digest is the grantHash that receipts refer to.
func (g SessionGrant) Digest(d Domain) Hash { return typedDigest(d, grantType, g.words()) }

// Validate implements Message; every value of the Go type is in range.
func (g SessionGrant) Validate() error { return nil }

// Sign signs g in domain d, with the stream key.
func (g SessionGrant) Sign(signer Signer, d Domain) (SignedGrant, error) { return Sign(g, signer, d) }

// Covers reports whether now lies within the grant's window, both ends included.
func (g SessionGrant) Covers(now time.Time) bool {
	return now.Unix() >= 0 && uint64(now.Unix()) >= g.NotBefore && uint64(now.Unix()) <= g.NotAfter
}

// MaxBytes returns the most payload bytes the grant pays for when the session has lasted for d: the bitrate with a tenth on
// top for bursts and clocks that differ. It never exceeds what the whole window allows.
func (g SessionGrant) MaxBytes(d time.Duration) uint64 {
	if g.NotAfter < g.NotBefore || d < 0 {
		return 0
	}
	// 1 kbit/s is 125 bytes/s; with a tenth on top 137.5 bytes/s, that is 11/80 of a byte a millisecond.
	windowMs, ms := satMul(g.NotAfter-g.NotBefore, 1000), uint64(d.Milliseconds())
	return satMul(satMul(min(ms, windowMs), 11)/80, uint64(g.MaxKbps))
}

// satMul returns a*b, or the largest uint64 when that does not fit.
func satMul(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	if hi != 0 {
		return math.MaxUint64
	}
	return lo
}

func (g SessionGrant) words() []word {
	return []word{word(g.StreamID), addressWord(g.Relay), addressWord(g.ViewerKey),
		uintWord(g.NotBefore), uintWord(g.NotAfter), uintWord(uint64(g.MaxKbps))}
}

// AppendBinary implements encoding.BinaryAppender; the form has 192 bytes.
func (g SessionGrant) AppendBinary(b []byte) ([]byte, error) { return appendWords(b, g.words()) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (g *SessionGrant) UnmarshalBinary(b []byte) error {
	r := wordReader{rest: b}
	*g = SessionGrant{StreamID: StreamID(r.next(32)), Relay: r.address(), ViewerKey: r.address(),
		NotBefore: r.uint64(), NotAfter: r.uint64(), MaxKbps: r.uint32()}
	return r.end()
}
