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
)

var (
	// ErrFrame reports bytes that are no well-formed frame.
	ErrFrame = errors.New("malformed control frame")
	// ErrUnknownType reports a well-formed frame of a type this version does not know; ignore it.
	ErrUnknownType = errors.New("unknown control frame type")
)

// Frame is one of the frame types of this package. Every one is a comparable value.
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

// LimitState is how much of a stream a session gets.
type LimitState string

// The states of a Limit frame.
const (
	LimitNone   LimitState = "none"   // everything
	LimitLowest LimitState = "lowest" // the lowest layer only
	LimitPaused LimitState = "paused" // nothing
)
