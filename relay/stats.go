package relay

import (
	"cmp"
	"slices"
	"time"
)

// StreamInfo describes one stream at one moment.
type StreamInfo struct {
	Stream    string
	Tracks    []TrackInfo
	HasSource bool   // false while a lost source may still return
	Route     Route  // how its packets come
	Standbys  int    // sessions with further parents
	Conflicts uint64 // packets in which one of them contradicted the source
	Viewers   int    // viewers and child relays
	PacketsIn uint64 // RTP packets received, each once
	BytesIn   uint64 // their payload bytes
	BytesOut  uint64 // payload bytes sent, each packet once per viewer
	// Advice is what the publisher should change, in sentences, because viewers suffer by it: B-frames, a profile that browsers cannot
	// decode, key frames that do not come, no media.
	Advice []string
}

// TrackInfo describes one incoming track: one layer of a simulcast.
type TrackInfo struct {
	Kind  string // "audio" or "video"
	Codec string // MIME type, as "video/VP8"
	RID   string // RTP stream id of a simulcast layer (RFC 8851), else empty
}

// Load is what a relay does at one moment, to be held against its Options.
type Load struct {
	Viewers    int // viewers and child relays
	Standbys   int // viewers connected and sent nothing
	Publishers int
	Streams    int
	Bitrate    uint64        // bits per second sent from the media port, over the last two seconds or so, all headers included
	Lag        time.Duration // how late packets leave, on average over the last second or so
	Busy       float64       // share of the time that the busiest shard works, from 0 to 1
	Refused    uint64        // sessions refused because of a limit, so far
}

// Load returns the relay's load.
func (r *Relay) Load() Load {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	l := Load{
		Viewers: r.viewers, Standbys: r.standbys, Publishers: r.publishers(), Streams: len(r.streams),
		Bitrate: r.admission.seconds[0].rate, Refused: r.admission.refused,
	}
	for _, s := range r.shards {
		l.Lag, l.Busy = max(l.Lag, s.lag.Lag(now)), max(l.Busy, s.lag.Busy(now))
	}
	return l
}

// Streams lists the streams, ordered by name.
func (r *Relay) Streams() []StreamInfo {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]StreamInfo, 0, len(r.streams))
	for _, st := range r.streams {
		info := StreamInfo{
			Stream:    st.name,
			HasSource: st.source != nil,
			Viewers:   len(st.viewers),
			PacketsIn: st.packetsIn.Load(),
			BytesIn:   st.bytesIn.Load(),
			BytesOut:  st.bytesOut.Load(),
		}
		for standby := range st.standbys {
			info.Standbys++
			info.Conflicts += standby.Conflicts()
		}
		if st.source != nil {
			info.Route = st.source.Route()
			info.Advice = advice(st.source.advised.stand.Load()).sentences()
		}
		for _, kind := range []string{"video", "audio"} {
			f := st.feed(kind).Load()
			if f == nil {
				continue
			}
			for _, l := range f.layers {
				info.Tracks = append(info.Tracks, TrackInfo{Kind: kind, Codec: f.codec.Kind.MIME(), RID: l.rid})
			}
			if len(f.layers) == 0 {
				info.Tracks = append(info.Tracks, TrackInfo{Kind: kind, Codec: f.codec.Kind.MIME()})
			}
		}
		out = append(out, info)
	}
	slices.SortFunc(out, func(a, b StreamInfo) int { return cmp.Compare(a.Stream, b.Stream) })
	return out
}
