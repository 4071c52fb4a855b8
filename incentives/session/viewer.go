package session

import (
	"errors"
	"fmt"
	"time"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/incentives/control"
)

// Interval is how often a viewer should call Receipt.
const Interval = 2 * time.Second

// ErrProtocol reports a frame that a relay must not send; the viewer should leave that relay.
var ErrProtocol = errors.New("relay breaks the session protocol")

// Event is what a frame from the relay changed, one of Granted, Free, Acked, Limited, Refused; what it says of the stream and of other
// relays, control.Source, control.Alternatives, control.Move; nil when nothing did.
type Event any

// The events of Handle.
type (
	// Granted says that receipts are wanted from now on, under Grant.
	Granted struct{ Grant incentives.SignedGrant }
	// Free says that no receipts are wanted, and why.
	Free struct{ Reason string }
	// Acked says that the relay has stored the receipt numbered Seq.
	Acked struct{ Seq uint64 }
	// Limited says how the relay serves from now on, and why.
	Limited struct {
		State  control.LimitState
		Reason string
	}
	// Refused says that the relay could not do what it was asked.
	Refused struct{ Code, Reason string }
)

// Viewer holds one viewer's session with one relay. It has no clock and does no I/O. It is not safe for concurrent use.
type Viewer struct {
	signer incentives.KeySigner
	domain incentives.Domain
	grant  *incentives.SessionGrant // nil until granted, and while the session is free
	hash   incentives.Hash          // digest of grant

	seq    uint64 // of the last receipt signed under grant
	bytes  uint64 // acknowledged under grant by the last receipt
	base   uint64 // what the connection's counter stood at when bytes was nought; see offset
	offset uint64 // acknowledged under grant in earlier connections

	stored      uint64 // bytes of the last receipt that the relay stored, under grant
	unconfirmed []mark // receipts signed and not acknowledged, oldest first
}

// mark is one signed receipt.
type mark struct{ seq, bytes uint64 }

// maxUnconfirmed bounds the receipts remembered while a relay does not acknowledge.
const maxUnconfirmed = 64

// New returns a viewer with the given session key. The key is ephemeral: one viewing, one key.
func New(signer incentives.KeySigner) *Viewer { return &Viewer{signer: signer} }

// Hello returns the frame that opens the session. Call it once for every new connection to the relay: the counter given to
// Receipt starts from nought after it, and acknowledgements go on from what the relay is known to have stored.
func (v *Viewer) Hello() []byte {
	v.grant = nil
	v.base, v.offset, v.bytes = 0, v.stored, v.stored
	v.unconfirmed = nil
	return encode(control.Hello{Viewer: v.signer.Address()})
}

// Handle takes a frame from the relay. A frame of an unknown type changes nothing; a malformed one, or a grant for somebody
// else, is an error after which the relay is not to be trusted.
func (v *Viewer) Handle(frame []byte) (Event, error) {
	f, err := control.Decode(frame)
	if errors.Is(err, control.ErrUnknownType) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProtocol, err)
	}
	switch f := f.(type) {
	case control.Grant:
		if err := v.granted(f); err != nil {
			return nil, err
		}
		return Granted{f.Grant}, nil
	case control.Free:
		v.grant = nil
		return Free{f.Reason}, nil
	case control.Ack:
		v.acked(f.Seq)
		return Acked{f.Seq}, nil
	case control.Limit:
		return Limited{f.State, f.Reason}, nil
	case control.Error:
		return Refused{f.Code, f.Reason}, nil
	case control.Source, control.Alternatives, control.Move:
		return f, nil
	default:
		return nil, fmt.Errorf("%w: a viewer's frame came from the relay", ErrProtocol)
	}
}

// granted takes a first grant, the same one again after a reconnection, or a renewal. A renewal counts from what the last
// receipt under the old grant acknowledged, so that no byte is acknowledged twice or never.
func (v *Viewer) granted(f control.Grant) error {
	grant := f.Grant.Message
	if grant.ViewerKey != v.signer.Address() {
		return fmt.Errorf("%w: grant for another viewer, %s", ErrProtocol, grant.ViewerKey.Hex())
	}
	if _, err := f.Grant.Recover(f.Domain); err != nil {
		return fmt.Errorf("%w: grant: %w", ErrProtocol, err)
	}
	hash := grant.Digest(f.Domain)
	if v.hash != hash {
		v.base += v.bytes - v.offset
		v.seq, v.bytes, v.offset, v.stored, v.unconfirmed = 0, 0, 0, 0, nil
	}
	v.grant, v.hash, v.domain = &grant, hash, f.Domain
	return nil
}

// acked notes what the relay has stored.
func (v *Viewer) acked(seq uint64) {
	for len(v.unconfirmed) > 0 && v.unconfirmed[0].seq <= seq {
		v.stored = v.unconfirmed[0].bytes
		v.unconfirmed = v.unconfirmed[1:]
	}
}

// Receipt returns the frame that acknowledges bytesTotal, the unique media payload bytes received since the last Hello. It
// returns false when there is nothing to say: no grant, the grant is over, or no byte more than last time.
func (v *Viewer) Receipt(bytesTotal uint64, now time.Time) ([]byte, bool) {
	if v.grant == nil || !v.grant.Covers(now) || bytesTotal < v.base {
		return nil, false
	}
	bytes := v.offset + bytesTotal - v.base
	if bytes <= v.bytes {
		return nil, false
	}
	receipt := incentives.Receipt{GrantHash: v.hash, Relay: v.grant.Relay, Seq: v.seq + 1, BytesTotal: bytes,
		TimeMs: uint64(max(now.UnixMilli(), 0))}
	signed, err := receipt.Sign(v.signer, v.domain)
	if err != nil {
		return nil, false // only a viewer without a key gets here
	}
	v.seq, v.bytes = receipt.Seq, bytes
	if len(v.unconfirmed) == maxUnconfirmed {
		v.unconfirmed = v.unconfirmed[1:]
	}
	v.unconfirmed = append(v.unconfirmed, mark{receipt.Seq, bytes})
	return encode(control.Receipt{Receipt: signed}), true
}

// Bye returns the frame that ends the session. Send a last receipt before it.
func (v *Viewer) Bye() []byte { return encode(control.Bye{}) }

// encode encodes a frame without text, which always fits.
func encode(f control.Frame) []byte {
	b, err := control.Encode(f)
	if err != nil {
		return nil
	}
	return b
}
