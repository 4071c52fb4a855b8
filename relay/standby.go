package relay

import (
	"fmt"
	"time"
)

// Standby is what a session with a parent is beside the stream's source.
type Standby uint8

// How a standby stands by.
const (
	StandbyNone Standby = iota // it does not: it is the source
	StandbyWarm                // connected, and sent nothing
	StandbyHot                 // sent what the source sends; each packet counts that comes first
)

// Promote makes a standby the stream's source, and what was its source a standby of the same kind, once this one sends; its owner may close
// it. Both carry the source's numbers, so that viewers notice nothing but the time it takes: the new source is asked, in one message, for each layer
// from the first number on that is missing here. On the source itself Promote does nothing. Errors: ErrUnsupported for a session that is
// not with a parent, ErrClosed for one that has ended, ErrBusy if the stream is published here.
func (s *Session) Promote() error {
	return fmt.Errorf("promote: %w", ErrUnsupported)
}

// Demote makes a standby one of another kind: StandbyWarm or StandbyHot. The source remains what it is: promote another in its place.
// Errors are those of Promote.
func (s *Session) Demote(to Standby) error {
	return fmt.Errorf("demote: %w", ErrUnsupported)
}

// Duty says what a session with a parent is: StandbyNone for the source.
func (s *Session) Duty() Standby { return StandbyNone }

// Conflicts counts what a standby has contradicted the source in: packets of the same number that differ, and numbers that cannot be. One is
// proof that one of the two parents lies; the standby's media is not used any more.
func (s *Session) Conflicts() uint64 { return 0 }

// LastMedia returns when the peer last sent media of any layer, the zero time if it never has.
func (s *Session) LastMedia() time.Time { return time.Time{} }
