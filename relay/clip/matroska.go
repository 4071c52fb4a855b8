package clip

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/at-wat/ebml-go"

	"github.com/casto-network/casto/relay/internal/bitstream"
)

// Elements of Matroska (RFC 9559, section 5.1) that are read.
const (
	idSegment      = 0x18538067
	idInfo         = 0x1549A966
	idScale        = 0x2AD7B1
	idTracks       = 0x1654AE6B
	idTrackEntry   = 0xAE
	idTrackNumber  = 0xD7
	idTrackType    = 0x83
	idCodec        = 0x86
	idCodecPrivate = 0x63A2
	idEncodings    = 0x6D80
	idAudio        = 0xE1
	idChannels     = 0x9F
	idCluster      = 0x1F43B675
	idTimestamp    = 0xE7
	idSimpleBlock  = 0xA3
	idBlockGroup   = 0xA0
	idBlock        = 0xA1
)

// matroska collects what a file holds.
type matroska struct {
	scale   uint64 // nanoseconds a tick
	cluster uint64 // timestamp of the open cluster, in ticks
	tracks  []*entry
	err     error
}

// entry is a track of the file, chosen or not.
type entry struct {
	number, kind uint64
	codec        string
	private      []byte
	channels     uint64
	encoded      bool // compressed or encrypted by the container
	data         [][]byte
	at           []time.Duration
}

// parseMatroska reads the first video and the first audio track of a WebM or Matroska file (RFC 9559).
func parseMatroska(b []byte) ([]*track, error) {
	m := &matroska{scale: 1e6}
	top := elements{b: b}
	for e, ok := top.next(); ok; e, ok = top.next() {
		if e.id == idSegment {
			m.walk(e.data, 0)
		}
	}
	if m.err == nil {
		m.err = top.err
	}
	if m.err != nil {
		return nil, m.err
	}
	var out []*track
	for _, kind := range []uint64{1, 2} { // video, audio
		i := slices.IndexFunc(m.tracks, func(e *entry) bool { return e.kind == kind })
		if i < 0 {
			continue
		}
		t, err := m.tracks[i].track()
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: no video and no audio in the file", ErrUnsupported)
	}
	return out, nil
}

// maxDepth is how deep the elements that are read are nested: a block group in a cluster.
const maxDepth = 3

// walk reads the elements of a segment, a cluster or a block group. Their ids do not overlap, so that a cluster of unknown
// size may end where the next one begins.
func (m *matroska) walk(b []byte, depth int) {
	if depth > maxDepth {
		m.err = fmt.Errorf("%w: Matroska elements within themselves; the file is damaged", ErrUnsupported)
		return
	}
	list := elements{b: b}
	for e, ok := list.next(); ok && m.err == nil; e, ok = list.next() {
		switch e.id {
		case idInfo, idTracks, idBlockGroup:
			m.walk(e.data, depth+1)
		case idCluster:
			m.cluster = 0
			if len(list.b) == 0 { // of unknown size or the last: go on here instead of one level deeper for each
				list.b = e.data
				continue
			}
			m.walk(e.data, depth+1)
		case idScale:
			m.scale = e.number()
		case idTrackEntry:
			m.tracks = append(m.tracks, newEntry(e.data))
		case idTimestamp:
			m.cluster = e.number()
		case idSimpleBlock, idBlock:
			m.block(e.data)
		}
	}
	if m.err == nil {
		m.err = list.err
	}
}

func newEntry(b []byte) *entry {
	t := &entry{channels: 1}
	list := elements{b: b}
	for e, ok := list.next(); ok; e, ok = list.next() {
		switch e.id {
		case idTrackNumber:
			t.number = e.number()
		case idTrackType:
			t.kind = e.number()
		case idCodec:
			t.codec = strings.TrimRight(string(e.data), "\x00")
		case idCodecPrivate:
			t.private = e.data
		case idEncodings:
			t.encoded = true
		case idAudio:
			inner := elements{b: e.data}
			for a, ok := inner.next(); ok; a, ok = inner.next() {
				if a.id == idChannels {
					t.channels = a.number()
				}
			}
		}
	}
	return t
}

// block adds the frames of a block to its track.
func (m *matroska) block(b []byte) {
	block, err := ebml.UnmarshalBlock(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return // cut off: the frames before it are good
	}
	i := slices.IndexFunc(m.tracks, func(t *entry) bool { return t.number == block.TrackNumber })
	if i < 0 {
		return
	}
	const century = 100 * 365 * 24 * time.Hour
	ticks := int64(m.cluster) + int64(block.Timecode)
	if m.scale == 0 || m.cluster > uint64(century) || ticks < 0 || uint64(ticks) > uint64(century)/m.scale {
		m.err = fmt.Errorf("%w: Matroska block at tick %d of %d ns; the file is damaged", ErrUnsupported, ticks, m.scale)
		return
	}
	t := m.tracks[i]
	for _, data := range block.Data {
		if len(data) > 0 {
			t.data = append(t.data, data)
			t.at = append(t.at, time.Duration(uint64(ticks)*m.scale))
		}
	}
}

// track turns an entry into a track, or says why it cannot be sent.
func (t *entry) track() (*track, error) {
	if t.encoded {
		return nil, convert("Matroska with compressed or encrypted tracks")
	}
	switch t.codec {
	case "A_OPUS":
		if t.channels > 2 {
			return nil, convert(fmt.Sprintf("Opus with %d channels", t.channels))
		}
		return newOpus(int(max(t.channels, 1)), t.data, t.at)
	case "V_VP8":
		return newVideo(MIMEVP8, t.frames())
	case "V_VP9":
		return newVideo(MIMEVP9, t.frames())
	case "V_AV1":
		return newVideo(MIMEAV1, t.frames())
	case "V_MPEG4/ISO/AVC":
		return t.avc()
	}
	return nil, convert(fmt.Sprintf("Matroska with %s", t.codec))
}

func (t *entry) frames() []Frame {
	frames := make([]Frame, len(t.data))
	for i := range t.data {
		frames[i] = Frame{Data: t.data[i], PTS: t.at[i]}
	}
	return frames
}

// avc turns length-prefixed NAL units into Annex-B form, with the parameter sets of the header at each IDR picture.
func (t *entry) avc() (*track, error) {
	config, size, err := bitstream.ParseAVCConfig(t.private)
	if err != nil {
		return nil, fmt.Errorf("%w: %w; the file is damaged", ErrUnsupported, err)
	}
	var sets parameterSets
	var profile string
	for _, nal := range config {
		sets.note(nal)
	}
	if sps, err := bitstream.ParseSPS(sets.sps); err == nil {
		profile = sps.ProfileLevelID
	}
	frames := t.frames()
	for i := range frames {
		nals, err := bitstream.SplitAVC(frames[i].Data, size)
		if err != nil {
			return nil, fmt.Errorf("%w: frame %d: %w; the file is damaged", ErrUnsupported, i, err)
		}
		idr := false
		for _, nal := range nals {
			sets.note(nal)
			idr = idr || nal[0]&0x1f == bitstream.NALIDR
		}
		frames[i].Data = bitstream.JoinAnnexB(sets.complete(nals, idr)...)
	}
	v, err := newVideo(MIMEH264, frames)
	if err != nil {
		return nil, err
	}
	v.Profile = profile
	return v, nil
}
