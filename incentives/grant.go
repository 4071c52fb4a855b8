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

// ClockSkew is how far the clocks of streamer, relay and viewer may differ before a grant is refused; it is added on both ends.
const ClockSkew = 10 * time.Second

// Covers reports whether now lies within the grant's window, give or take ClockSkew.
func (g SessionGrant) Covers(now time.Time) bool {
	return now.Add(ClockSkew).Unix() >= clampUnix(g.NotBefore) && now.Add(-ClockSkew).Unix() <= clampUnix(g.NotAfter)
}

// CoversMs reports whether a time in Unix milliseconds lies within the grant's window, give or take skew.
func (g SessionGrant) CoversMs(timeMs uint64, skew time.Duration) bool {
	begin, end := clampUnix(g.NotBefore)*1000, clampUnix(g.NotAfter)*1000
	at, most := int64(min(timeMs, 1<<60)), skew.Milliseconds()
	return at+most >= begin && at <= end+most
}

// MaxBytes returns the most payload bytes the grant pays for at now: MaxKbps for the part of the window that has passed, with
// a tenth on top for bursts. ClockSkew is added to the time that has passed, which also lets a session begin with a key frame.
func (g SessionGrant) MaxBytes(now time.Time) uint64 {
	begin, end := clampUnix(g.NotBefore), clampUnix(g.NotAfter)
	at := now.UnixMilli() + ClockSkew.Milliseconds()
	ms := min(at, end*1000) - begin*1000
	if ms <= 0 {
		return 0
	}
	// 1 kbit/s is 125 bytes/s; with a tenth on top 137.5 bytes/s, that is 11/80 of a byte a millisecond.
	hi, lo := bits.Mul64(uint64(ms)*11/80, uint64(g.MaxKbps))
	if hi != 0 {
		return math.MaxUint64
	}
	return lo
}

// clampUnix returns Unix seconds as signed, cut to what milliseconds can still express with room for a factor of 11.
func clampUnix(seconds uint64) int64 { return int64(min(seconds, 1<<48)) }

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
