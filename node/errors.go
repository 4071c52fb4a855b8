package node

import "errors"

// Errors that callers decide by.
var (
	// ErrUnknownStream reports a stream of which nobody this node can reach has said anything.
	ErrUnknownStream = errors.New("nobody on this network is known to carry it; check the link, or open one that names a relay (?via=…)")
	// ErrNoParent reports that the stream is known but nobody took this node as a child.
	ErrNoParent = errors.New("no node that carries it took this one as a child")
	// ErrUnknownChannel reports a channel that this node neither pays nor earns on.
	ErrUnknownChannel = errors.New("no such channel here")
	// ErrDataBusy reports a data folder that another node uses.
	ErrDataBusy = errors.New("another casto-node uses it: stop that one, or give this one a folder of its own by --data")
	// ErrPortBusy reports a listen address that another process holds.
	ErrPortBusy = errors.New("address already in use: stop the other process or choose another address")
)
