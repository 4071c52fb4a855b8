package relay

import "sync/atomic"

// Role says what a session's peer is to this relay.
type Role uint8

// The roles of a session's peer.
const (
	RolePublisher Role = iota + 1 // sends the stream by WHIP
	RoleViewer                    // receives the stream: a viewer or a child relay
	RoleParent                    // a relay that this one pulls the stream from
)

// String returns the role's name.
func (r Role) String() string {
	switch r {
	case RolePublisher:
		return "publisher"
	case RoleViewer:
		return "viewer"
	case RoleParent:
		return "parent"
	}
	return "unknown"
}

// Limit bounds what a viewer is sent.
type Limit uint8

// The limits, from none to all.
const (
	LimitNone   Limit = iota // everything, in the highest layer
	LimitLowest              // the lowest layer
	LimitPaused              // nothing
)

// ControlHandler receives what a session's peer says on the data channel "casto". Both methods are called from one
// goroutine per session; a slow handler slows only its own session.
type ControlHandler interface {
	// Open is called once, when the channel is open in both directions.
	Open(s *Session)
	// Frame is called for each frame of at most 4 KiB. The callee may keep frame.
	Frame(s *Session, frame []byte)
}

// Session is one peer connection. All methods are safe for concurrent use.
type Session struct {
	id, stream, answer string
	role               Role
	payload            atomic.Uint64
	done               chan struct{}
}

// ID returns 128 random bits in hexadecimal.
func (s *Session) ID() string { return s.id }

// Stream returns the name of the session's stream.
func (s *Session) Stream() string { return s.stream }

// Role says what the peer is to this relay.
func (s *Session) Role() Role { return s.role }

// AnswerSDP returns the answer, with all candidates: ours to the peer, or for RoleParent the parent's to us.
func (s *Session) AnswerSDP() string { return s.answer }

// PayloadBytes returns the unique media payload bytes sent to a viewer or received from a source: the RTP payload
// after header, extensions and without padding, each packet once, no retransmissions. It only rises.
func (s *Session) PayloadBytes() uint64 { return s.payload.Load() }

// SendControl sends one frame of at most 4 KiB on the data channel "casto", or keeps it until the channel opens.
func (s *Session) SendControl(frame []byte) error { return ErrUnsupported }

// SetLimit changes what a viewer is sent. The layer changes at a key frame; a pause is immediate.
func (s *Session) SetLimit(l Limit) {}

// Trickle adds the remote candidates of an SDP fragment (RFC 8840). Candidates of a kind that is not used are ignored.
func (s *Session) Trickle(sdpfrag string) error { return ErrUnsupported }

// Restart answers an ICE restart (RFC 9725, section 4.3.3) or returns ErrUnsupported, which leaves the session alive.
func (s *Session) Restart(sdpfrag string) (string, error) { return "", ErrUnsupported }

// Close ends the session. It does not wait; Done tells when everything has ended. Later calls do nothing.
func (s *Session) Close() error { return nil }

// Done is closed once the session has ended, for whatever reason.
func (s *Session) Done() <-chan struct{} { return s.done }
