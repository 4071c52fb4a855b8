package relay

import "errors"

// Errors a caller decides by. They are wrapped with the operation and the stream; test with errors.Is.
var (
	// ErrAddrInUse: another process holds the media address.
	ErrAddrInUse = errors.New("media address already in use")
	// ErrClosed: the relay's Run has ended, or the session is closed.
	ErrClosed = errors.New("closed")
	// ErrBusy: the stream has a live source.
	ErrBusy = errors.New("stream already has a source")
	// ErrNoStream: nobody publishes the stream here.
	ErrNoStream = errors.New("no such stream")
	// ErrNoCodec: the offer cannot receive the codec that the stream is sent in. The message names that codec.
	ErrNoCodec = errors.New("no shared codec")
	// ErrFull: the relay has as many viewers, publishers or streams as its operator allows. The message says which.
	ErrFull = errors.New("relay is full")
	// ErrOverloaded: one more viewer would harm those that are served: the relay sends as much as its operator allows, or is late.
	ErrOverloaded = errors.New("relay is overloaded")
	// ErrBadSDP: the description or fragment could not be read.
	ErrBadSDP = errors.New("malformed SDP")
	// ErrUnsupported: the description is valid but asks for what this relay does not do. The message says what to change.
	ErrUnsupported = errors.New("unsupported")
	// ErrControl: the control channel cannot take the frame.
	ErrControl = errors.New("control frame not sent")
)
