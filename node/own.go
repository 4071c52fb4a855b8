package node

import (
	"context"
	"fmt"
	"sync"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/casto-network/casto/incentives"
	"github.com/casto-network/casto/node/wire"
	"github.com/casto-network/casto/relay"
)

const (
	// announceEvery renews the announcement of a live stream well before announceTTL ends it in others' directories.
	announceEvery = 30 * time.Second
	announceTTL   = 90 * time.Second
	// returnGrace is how long a source that is gone may come back as the same stream (the relay holds the viewers as long).
	returnGrace = 10 * time.Second
	// warrantLife is how long the wallet authorises the hot key at a time.
	warrantLife = 7 * 24 * time.Hour
)

// ownStreams are the streams that this node publishes: it is the root of their trees.
type ownStreams struct {
	node *Node

	mu   sync.Mutex // guards live and the fields of its values
	live map[incentives.StreamID]*ownStream
	seq  uint64 // of the last announcement; starts at the clock, so that it rises over restarts
}

type ownStream struct {
	id      incentives.StreamID
	name    string
	warrant incentives.SignedStreamKey
	since   time.Time
	branch  *branch // the root of its tree
	stop    context.CancelFunc
}

// publish answers a WHIP offer for the stream called name and announces the stream for as long as it is live.
func (o *ownStreams) publish(ctx context.Context, name, offer string) (*relay.Session, error) {
	id := incentives.NewStreamID(o.node.identity, name)
	warrant, err := o.warrant(id)
	if err != nil {
		return nil, err
	}
	session, err := o.node.relay.Publish(ctx, id.String(), offer)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	s := o.live[id]
	if s == nil {
		s = &ownStream{id: id, name: name, since: time.Now(), branch: o.node.newBranch(id, true), stop: func() {}}
		o.live[id] = s
		o.grow(s)
	}
	s.warrant = warrant
	o.mu.Unlock()
	o.node.log.Info("stream is live", "stream", id, "name", name)
	o.node.tasks.start(func(ctx context.Context) { o.hold(ctx, s, session) })
	return session, nil
}

// hold announces the stream until its source has been gone for returnGrace.
func (o *ownStreams) hold(ctx context.Context, s *ownStream, session *relay.Session) {
	soon := time.After(500 * time.Millisecond) // the tracks are known once media flows
	tick := time.NewTicker(announceEvery)
	defer tick.Stop()
	o.announce(ctx, s, announceTTL)
	_ = o.node.host.Provide(ctx, s.id)
	for {
		select {
		case <-soon:
			o.announce(ctx, s, announceTTL)
		case <-tick.C:
			o.renew(s)
			o.announce(ctx, s, announceTTL)
		case <-ctx.Done():
			o.end(context.WithoutCancel(ctx), s)
			return
		case <-session.Done():
			select {
			case <-time.After(returnGrace):
			case <-ctx.Done():
			}
			if !o.hasSource(s.id) {
				o.end(context.WithoutCancel(ctx), s)
			}
			return
		}
	}
}

// grow runs the root of a stream's tree until the stream ends.
func (o *ownStreams) grow(s *ownStream) {
	running, stop := context.WithCancel(context.Background())
	s.stop = stop
	o.node.tasks.start(func(ctx context.Context) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(running, cancel)()
		o.node.tasks.start(func(context.Context) { s.branch.pulse(ctx) })
		s.branch.run(ctx)
	})
}

// branch is the root of a live stream's tree.
func (o *ownStreams) branch(id incentives.StreamID) *branch {
	o.mu.Lock()
	defer o.mu.Unlock()
	if s := o.live[id]; s != nil {
		return s.branch
	}
	return nil
}

// branches are the roots of all live streams' trees.
func (o *ownStreams) branches() (list []*branch) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, s := range o.live {
		list = append(list, s.branch)
	}
	return list
}

// renew has the wallet authorise the hot key anew when half of the last warrant is over.
func (o *ownStreams) renew(s *ownStream) {
	o.mu.Lock()
	ends := time.Unix(int64(s.warrant.Message.NotAfter), 0)
	o.mu.Unlock()
	if time.Until(ends) > warrantLife/2 {
		return
	}
	warrant, err := o.warrant(s.id)
	if err != nil {
		o.node.log.Warn("stream key is not renewed", "stream", s.id, "err", err)
		return
	}
	o.mu.Lock()
	s.warrant = warrant
	o.mu.Unlock()
}

func (o *ownStreams) end(ctx context.Context, s *ownStream) {
	o.mu.Lock()
	held := o.live[s.id] == s
	if held {
		delete(o.live, s.id)
	}
	o.mu.Unlock()
	if held {
		s.stop()
		o.announce(ctx, s, 0)
		_ = o.node.host.Unprovide(ctx, s.id)
		o.node.log.Info("stream has ended", "stream", s.id, "name", s.name)
	}
}

// hasSource tells whether the stream is published at this moment.
func (o *ownStreams) hasSource(id incentives.StreamID) bool {
	for _, info := range o.node.relay.Streams() {
		if info.Stream == id.String() {
			return info.HasSource
		}
	}
	return false
}

// has tells whether the stream is this node's own and live, or back within its grace.
func (o *ownStreams) has(id incentives.StreamID) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.live[id] != nil
}

// get returns the warrant of a live stream.
func (o *ownStreams) get(id incentives.StreamID) (incentives.SignedStreamKey, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if s := o.live[id]; s != nil {
		return s.warrant, true
	}
	return incentives.SignedStreamKey{}, false
}

// names maps the live streams' ids to their names.
func (o *ownStreams) names() map[incentives.StreamID]string {
	o.mu.Lock()
	defer o.mu.Unlock()
	names := make(map[incentives.StreamID]string, len(o.live))
	for id, s := range o.live {
		names[id] = s.name
	}
	return names
}

// warrant has the wallet authorise the hot key for one stream. In pool mode the hot key authorises itself.
func (o *ownStreams) warrant(id incentives.StreamID) (incentives.SignedStreamKey, error) {
	w, err := incentives.StreamKey{Streamer: o.node.identity, StreamID: id, Key: o.node.hot.Address(),
		NotAfter: uint64(time.Now().Add(warrantLife).Unix())}.Sign(o.node.wallet(), o.node.domain)
	if err != nil {
		return w, fmt.Errorf("authorise the stream key: %w", err)
	}
	return w, nil
}

// announce tells the network of the stream; ttl 0 says that it has ended.
func (o *ownStreams) announce(ctx context.Context, s *ownStream, ttl time.Duration) {
	o.mu.Lock()
	o.seq = max(o.seq+1, uint64(time.Now().UnixMilli()))
	seq, warrant := o.seq, s.warrant
	o.mu.Unlock()
	a := &wire.StreamAnnounce{StreamId: s.id[:], Streamer: o.node.identity[:], StreamKey: streamKeyToWire(warrant),
		Domain: domainToWire(o.node.domain), Seq: seq, Issued: uint64(time.Now().UnixMilli()), TtlS: uint32(ttl / time.Second),
		Tracks: o.tracks(s.id), Origin: o.node.self(), EntryRelays: o.node.entries(s.id),
		PriceCeiling: incentives.Amount(o.node.opts.PriceCeiling).Big().Bytes(), Name: s.name}
	a.Fit()
	payload, err := a.SigningBytes()
	if err == nil {
		var sig incentives.Signature
		sig, err = incentives.SignBlob(o.node.hot, wire.AnnounceTag, o.node.domain.ChainID, payload)
		a.Signature = sig[:]
	}
	if err == nil {
		err = o.node.host.Announce(ctx, a)
	}
	if err != nil {
		o.node.log.Warn("stream is not announced", "stream", s.id, "size", proto.Size(a), "err", err)
	}
}

// tracks describes what the source sends, one track per kind with its layers.
func (o *ownStreams) tracks(id incentives.StreamID) []*wire.Track {
	var tracks []*wire.Track
	byCodec := map[string]*wire.Track{}
	for _, info := range o.node.relay.Streams() {
		if info.Stream != id.String() {
			continue
		}
		for _, t := range info.Tracks {
			codec := codecName(t.Codec)
			track := byCodec[codec]
			if track == nil {
				track = &wire.Track{Id: uint32(len(tracks)), Codec: codec}
				byCodec[codec] = track
				tracks = append(tracks, track)
			}
			if t.RID != "" {
				track.Layers = append(track.Layers, &wire.Layer{Id: uint32(len(track.Layers))})
			}
		}
	}
	return tracks
}
