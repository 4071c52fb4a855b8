// Package relay forwards live WebRTC streams from one source to many viewers.
//
// # One packet
//
//	 source                                   relay                                        viewers
//	┌──────┐  SRTP   ┌─────────┐  Put   ┌──────────────┐  cursor  ┌───────┐  egress  ┌────────┐
//	│ WHIP │────────▶│ upTrack │───────▶│ layer's ring │─────────▶│ shard │─────────▶│ viewer │
//	│ Pull │◀────────│         │        └──────────────┘          │       │◀─────────│        │
//	└──────┘ NACK PLI└─────────┘  wake at frame end or 1 ms ─────▶ └───────┘ NACK PLI └────────┘
//
// A stream has one source, a publisher (Publish) or a parent relay (Pull), and any number of viewers (Subscribe), child
// relays among them. Each incoming RTP stream, so each simulcast layer, has an upTrack, which is given a packet,
// parses it once and puts it, from then on immutable, into its layer's ring. At the end of a frame, or 1 ms after its
// first packet, it wakes the shards. A shard is one goroutine, one per core, that owns a disjoint set of viewers. For each
// it reads from the viewer's cursor to the ring's head, renumbers what must be, and hands the packet to its egress. No
// packet is copied, queued or allocated per viewer.
//
// The same ring and cursor serve every case. A join is a cursor at the last key frame: what has arrived since is replayed,
// paced, and the source is asked for a new key frame only if that one is older than three seconds. A NACK is a look at an
// earlier position, found through the map that renumbered it; it is answered by RTX where that was negotiated. A viewer too
// slow for the ring jumps to the next key frame, without a gap in its numbers. A change of simulcast layer or of the source
// is a cursor in another ring.
//
// # Numbers
//
// Sequence numbers and timestamps are extended to 64 bits on arrival at the first relay. Viewers get the source's own; only after
// a switch does a viewer's numbering differ, by constants that keep sequence numbers, timestamps and the picture ids of VP8 and
// VP9 continuous.
//
// # Cascade
//
// A child relay gets every layer that its viewers and children need, untouched (carrier): the numbers of all relays in a tree are
// the source's, all 64 bits of them. So a child that loses its parent goes on from another where it stood (link), and neither its
// viewers nor its children notice more than the time that took.
//
// # Standbys
//
// A stream that is pulled may have further parents (PullOptions.Standby), warm ones that send nothing, or hot ones whose packets go into the
// same rings (feeding). When nothing comes from the source that it owes (silence), the owner hears of it, and makes a standby the source
// (Session.Promote): one message says from which number on each layer is missing. A child is told what its parent has nothing of, so
// that one relay of a chain looks for another parent, and nobody does when the publisher pauses.
//
// # Feedback
//
// Towards the source: NACKs of the upTrack's own (every 20 ms, or a round trip if that is longer), key frame requests of all
// viewers merged to one per 500 ms and layer, receiver reports, and transport-wide feedback for the congestion control of a
// publisher. Towards viewers: sender reports once a second, for one instant of the source's clock over all tracks, and with them the
// answer to a viewer's reference time, from which it learns the round trip.
//
// # Layers
//
// A viewer's share of the video is bounded by its owner (Session.SetLimit), by its wish (Session.SetLayers) and by what its path
// carries. Among simulcast layers that is a choice of ring, which begins at a key frame. Within a stream of spatial and temporal
// layers, of VP8, VP9, or of any codec with dependency descriptors, it is a choice of packets (package scalable): fewer from the next picture
// on, more where the decoder can follow. The others are left out of the viewer's numbers without a gap; where a loss makes that
// impossible, because the missing packet turns out not to be the viewer's, an empty one fills its place. Without descriptor, AV1 and H264
// are forwarded whole.
//
// # Header extensions
//
// These pass from source to viewer where both negotiate them: video-orientation, playout-delay, color-space, abs-capture-time,
// ssrc-audio-level, and the dependency descriptor, which tells of the layers that the viewer gets. All others end here: MID and RID,
// transport-wide numbers, abs-send-time. So do RED (RFC 2198), ULPFEC and FlexFEC, which the relay's answers do not contain: losses
// are mended by retransmission, and Opus has its own redundancy in band.
//
// # Life cycle
//
// New binds the one UDP port for all sessions but those with parents, Run works until its context ends and waits for everything it started. A
// session ends when either side closes it, when DTLS closes, or when its peer has been silent for four seconds, a viewer for ten. Viewers
// outlive their source by ten seconds: another Publish or Pull of the stream resumes them at its first key frame.
//
// # Limits
//
// A viewer is refused before it harms those there are: by number, by the bitrate that is sent and was promised, and by how late the
// shards are (admission). Offers that cannot work are refused in a sentence that says what to change (negotiate), and what only shows in
// a publisher's stream, such as B-frames, stands in StreamInfo.Advice.
//
// # Past Pion
//
// Pion does ICE, DTLS, SDP and data channels, on the port's leavings: once a session is connected over UDP, the goroutine that reads
// the port decrypts its media itself (path), and its shard seals what it sends (sender), with the keys of the DTLS handshake. Where
// those cannot be had, for SRTP profiles without AEAD or by way of TURN or TCP, media goes through Pion as well.
//
// Packages under internal know little of Pion: its SDP parser, its SRTP contexts.
// What a session costs, and who pays, is not known here: an owner reads Session.PayloadBytes, talks to the peer over the
// data channel "casto" (ControlHandler, Session.SendControl), and limits it (Session.SetLimit).
package relay
