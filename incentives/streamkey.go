package incentives

import (
	"fmt"
	"time"
)

const streamKeyType = "StreamKey(address streamer,bytes32 streamId,address key,uint64 notAfter)"

// StreamKey is the streamer's warrant that Key speaks for one stream until NotAfter: it may sign announcements, grants and
// vouchers, so that the wallet stays cold. It is signed by the streamer's wallet.
type StreamKey struct {
	Streamer Address  `json:"streamer"`
	StreamID StreamID `json:"streamId"`
	Key      Address  `json:"key"`
	NotAfter uint64   `json:"notAfter,string"` // Unix seconds
}

// Digest implements Message.
func (k StreamKey) Digest(d Domain) Hash { return typedDigest(d, streamKeyType, k.words()) }

// Validate implements Message; every value of the Go type is in range.
func (k StreamKey) Validate() error { return nil }

// Sign signs k in domain d, with the streamer's wallet.
func (k StreamKey) Sign(signer Signer, d Domain) (SignedStreamKey, error) { return Sign(k, signer, d) }

// Valid reports whether the warrant still stands at now.
func (k StreamKey) Valid(now time.Time) bool {
	return now.Unix() >= 0 && uint64(now.Unix()) <= k.NotAfter
}

func (k StreamKey) words() []word {
	return []word{addressWord(k.Streamer), word(k.StreamID), addressWord(k.Key), uintWord(k.NotAfter)}
}

// AppendBinary implements encoding.BinaryAppender; the form has 128 bytes.
func (k StreamKey) AppendBinary(b []byte) ([]byte, error) { return appendWords(b, k.words()) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (k *StreamKey) UnmarshalBinary(b []byte) error {
	r := wordReader{rest: b}
	*k = StreamKey{Streamer: r.address(), StreamID: StreamID(r.next(32)), Key: r.address(), NotAfter: r.uint64()}
	return r.end()
}

// MaxStreamName is the longest name of a stream, in bytes. Who shows the court a leaf pays for the name's bytes.
const MaxStreamName = 64

// Warrant is a stream key with the name of the stream it speaks for, from which anybody can tell whose stream that is.
type Warrant struct {
	Key  SignedStreamKey `json:"key"`
	Name string          `json:"name"`
}

// Verify fails unless the streamer whose stream has that name signed the stream key in domain d: with ErrSyntax on a name that
// is too long, with ErrSigner otherwise. It does not look at the time.
func (w Warrant) Verify(d Domain) error {
	k := w.Key.Message
	if len(w.Name) > MaxStreamName {
		return fmt.Errorf("warrant: %w: a name of %d bytes", ErrSyntax, len(w.Name))
	}
	if NewStreamID(k.Streamer, w.Name) != k.StreamID {
		return fmt.Errorf("warrant: %w: stream %s is not %q of %s", ErrSigner, k.StreamID, w.Name, k.Streamer.Hex())
	}
	return w.Key.Verify(d, k.Streamer)
}
