package control

import (
	"errors"

	"github.com/casto-network/casto/incentives"
)

const (
	// Label is the name of the data channel. The offerer creates it, ordered and reliable.
	Label = "casto"
	// MaxFrame is the most bytes of a frame.
	MaxFrame = 4096
	// MaxText is the most bytes of a reason or code inside a frame.
	MaxText = 512
	// MaxAlternatives is the most addresses of other relays in a frame, MaxURL the most bytes of each.
	MaxAlternatives, MaxURL = 8, 128
	// maxRID is the most bytes of the name of a simulcast layer.
	maxRID = 32
)

var (
	// ErrFrame reports bytes that are no well-formed frame.
	ErrFrame = errors.New("malformed control frame")
	// ErrUnknownType reports a well-formed frame of a type this version does not know; ignore it.
	ErrUnknownType = errors.New("unknown control frame type")
)

// Frame is one of the frame types of this package.
type Frame interface {
	// fields returns the frame as it stands on the wire.
	fields() object
}

// Hello opens a session: Viewer is the address of the viewer's ephemeral session key.
type Hello struct{ Viewer incentives.Address }

// Grant hands the streamer's grant to the viewer, with the domain that receipts are signed in. It also renews a session.
type Grant struct {
	Grant  incentives.SignedGrant
	Domain incentives.Domain
}

// Free says that the relay wants no receipts, and why.
type Free struct{ Reason string }

// Receipt carries the viewer's cumulative acknowledgement.
type Receipt struct{ Receipt incentives.SignedReceipt }

// Ack says that the receipt numbered Seq is on the relay's disk.
type Ack struct{ Seq uint64 }

// Limit says how the relay now serves the session, and why.
type Limit struct {
	State  LimitState
	Reason string
}

// Error says that the relay cannot do what the last frame asked. Code is for programs, Reason for people.
type Error struct{ Code, Reason string }

// Bye ends a session, after the last receipt.
type Bye struct{}

// Standby asks the relay to send no media while On, and to play at once, from the key frame it has, when that ends.
type Standby struct{ On bool }

// Layers asks for no more than these layers of the video. RID names the highest simulcast layer wanted, empty for the highest there
// is. Spatial and Temporal are how many layers of a scalable stream are wanted, zero for all. The zero Layers takes a wish back.
type Layers struct {
	RID               string
	Spatial, Temporal uint8
}

// Silent asks whether the relay had media for this viewer in the last ForMs milliseconds, in which nothing came.
type Silent struct{ ForMs uint32 }

// Source answers Silent, and tells when it changes of itself: what the relay gets of the stream.
type Source struct{ State SourceState }

// Alternatives are the base URLs of other relays with the stream, the best first. Above are those that the stream comes here through: who watches at one of
// them had better not stand by here. It is told to those on standby.
type Alternatives struct{ URLs, Above []string }

// Move asks the viewer to go to another relay, because this one stops in DeadlineMs milliseconds.
type Move struct {
	DeadlineMs uint32
	Reason     string
}

// LimitState is how much of a stream a session gets.
type LimitState string

// The states of a Limit frame.
const (
	LimitNone   LimitState = "none"   // everything
	LimitLowest LimitState = "lowest" // the lowest layer only
	LimitPaused LimitState = "paused" // nothing
)

// SourceState is what a relay gets of a stream.
type SourceState string

// The states of a Source frame.
const (
	SourceLive   SourceState = "live"   // media
	SourceSilent SourceState = "silent" // nothing
	SourceIdle   SourceState = "idle"   // nothing, because it asks for nothing: there are no viewers but on standby
)
