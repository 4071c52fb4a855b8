package tree

import "time"

// Kind is what an Action has done.
type Kind uint8

// The kinds.
const (
	Find          Kind = iota + 1 // look for candidates for Role, and answer by Found
	Join                          // ask Peer for a place in Role, and answer by Accepted, Refused or Lost
	Leave                         // end the connection with parent Peer, for Reason
	Promote                       // make parent Peer the source; what is missing is resumed from it
	TellPath                      // tell every child the new Path
	TellRepairing                 // tell every child that media come again in about ETA
	TellMove                      // tell every child to go to another
	Drop                          // end the connection with child Peer, for Reason
)

// String returns the kind's name.
func (k Kind) String() string {
	return [...]string{"", "find", "join", "leave", "promote", "tell path", "tell repairing", "tell move", "drop"}[min(k, Drop)]
}

// Action is something that a Member wants done. Fields that its kind does not name are zero.
type Action struct {
	Kind   Kind
	Peer   ID
	Role   Role
	Reason Reason
	ETA    time.Duration
	Meets  bool // a standby whose way may meet the primary's, as long as it does not lead through the primary itself, or it has another that does not
}
