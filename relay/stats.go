package relay

import (
	"cmp"
	"slices"
)

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
