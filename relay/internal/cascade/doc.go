// Package cascade encodes what a relay and its parent agree on so that a stream keeps its source's numbers from hop to hop: a line of
// the session description each way, then frames on the control channel.
package cascade
