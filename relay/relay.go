package relay

import (
	"context"
	"net/netip"
)

// Relay forwards streams between WebRTC peers. All methods are safe for concurrent use.
type Relay struct {
}

// New binds the media port. It starts nothing; Run does the work and releases the port. A busy port is ErrAddrInUse.
func New(o Options) (*Relay, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	return &Relay{}, nil
}

// Run forwards media until ctx ends, then closes every session and returns after all of its goroutines have ended.
func (r *Relay) Run(ctx context.Context) error { <-ctx.Done(); return nil }

// MediaAddr returns the bound UDP address.
func (r *Relay) MediaAddr() netip.AddrPort { return netip.AddrPort{} }

// Publish answers a publisher's offer. Errors: ErrBusy, ErrBadSDP, ErrUnsupported, ErrClosed.
func (r *Relay) Publish(ctx context.Context, stream, offerSDP string) (*Session, error) {
	return nil, ErrUnsupported
}

// SubscribeOptions configure a viewer's session.
type SubscribeOptions struct {
	// Control receives the viewer's control frames. Nil ignores them.
	Control ControlHandler
}

// Subscribe answers the offer of a viewer or a child relay. It waits until the codecs of the stream are known or ctx ends.
// Errors: ErrNoStream, ErrNoCodec, ErrFull, ErrBadSDP, ErrUnsupported, ErrClosed.
func (r *Relay) Subscribe(ctx context.Context, stream, offerSDP string, o SubscribeOptions) (*Session, error) {
	return nil, ErrUnsupported
}

// Exchange brings an offer to a parent relay and its answer back.
type Exchange func(ctx context.Context, offerSDP string) (answerSDP string, err error)

// PullOptions configure a session with a parent relay.
type PullOptions struct {
	// Control receives the parent's control frames. Nil ignores them.
	Control ControlHandler
}

// Pull makes this relay a viewer of a parent, through ex, and serves the stream from it. A stream has one source: a Pull
// of a stream that is being pulled returns that session without calling ex; one that is published here is ErrBusy.
func (r *Relay) Pull(ctx context.Context, stream string, ex Exchange, o PullOptions) (*Session, error) {
	return nil, ErrUnsupported
}

// StreamInfo describes one stream at one moment.
type StreamInfo struct {
	Stream    string
	Tracks    []TrackInfo
	HasSource bool   // false while a lost source may still return
	Viewers   int    // viewers and child relays
	PacketsIn uint64 // RTP packets received, each once
	BytesIn   uint64 // their payload bytes
	BytesOut  uint64 // payload bytes sent, each packet once per viewer
}

// TrackInfo describes one incoming track: one layer of a simulcast.
type TrackInfo struct {
	Kind  string // "audio" or "video"
	Codec string // MIME type, as "video/VP8"
	RID   string // RTP stream id of a simulcast layer (RFC 8851), else empty
}

// Streams lists the streams, ordered by name.
func (r *Relay) Streams() []StreamInfo { return nil }
