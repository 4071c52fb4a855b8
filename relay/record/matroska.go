package record

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/at-wat/ebml-go"
	"github.com/at-wat/ebml-go/webm"
)

const (
	// headBytes is the fixed place of everything before the first cluster, so that it can be written anew when a track joins and
	// when the file is complete. What is not used is a Void element.
	headBytes   = 4096
	app         = "casto"
	unknownSize = uint64(1)<<56 - 1
)

// Ids of the elements that are written by hand (RFC 9559, section 5.1).
var (
	idSegment = []byte{0x18, 0x53, 0x80, 0x67}
	idCluster = []byte{0x1f, 0x43, 0xb6, 0x75}
	idInfo    = []byte{0x15, 0x49, 0xa9, 0x66}
	idTracks  = []byte{0x16, 0x54, 0xae, 0x6b}
	idCues    = []byte{0x1c, 0x53, 0xbb, 0x6b}
)

// cue is an entry of the index: the cluster that begins with the key frame of a time.
type cue struct {
	at       time.Duration
	position int64 // within the file
}

// cluster collects blocks.
type cluster struct {
	begun  bool
	at     time.Duration // its timestamp, that of its first block in whole milliseconds
	blocks []byte
}

// holds says whether a block of the given PTS can be told relative to the cluster, in 16 bits of milliseconds.
func (c *cluster) holds(pts time.Duration) bool {
	d := (pts - c.at) / time.Millisecond
	return d >= -1<<15 && d < 1<<15
}

func (c *cluster) length(pts time.Duration) time.Duration { return pts - c.at }

// add appends a SimpleBlock (RFC 9559, section 10.2).
func (c *cluster) add(track uint64, pts time.Duration, key bool, data []byte) {
	if !c.begun {
		c.begun, c.at = true, pts.Truncate(time.Millisecond)
	}
	const simpleBlock, keyFlag = 0xa3, 0x80
	c.blocks = append(c.blocks, simpleBlock)
	c.blocks = appendSize(c.blocks, uint64(len(data)+4))
	c.blocks = append(c.blocks, 0x80|byte(track))
	c.blocks = binary.BigEndian.AppendUint16(c.blocks, uint16(int16((pts-c.at)/time.Millisecond)))
	flags := byte(0)
	if key {
		flags = keyFlag
	}
	c.blocks = append(append(c.blocks, flags), data...)
}

func (c *cluster) bytes() []byte {
	const timestamp = 0xe7
	at := binary.BigEndian.AppendUint64([]byte{timestamp, 0x88}, uint64(c.at/time.Millisecond))
	b := appendSize(append([]byte(nil), idCluster...), uint64(len(at)+len(c.blocks)))
	return append(append(b, at...), c.blocks...)
}

// appendSize appends an element's size in eight bytes.
func appendSize(b []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(b, 1<<56|n) }

// writeHead writes the head of a file that still grows: its size is unknown.
func (w *Writer) writeHead() error {
	if w.end == 0 {
		w.end = headBytes
	}
	return w.writeHeadFor(unknownSize, 0, 0)
}

// writeTail writes the index, then the head of a complete file.
func (w *Writer) writeTail() error {
	at := uint64(0)
	if len(w.cues) > 0 {
		index, err := marshal(&struct {
			Cues webm.Cues `ebml:"Cues"`
		}{w.index()})
		if err != nil {
			return err
		}
		at = uint64(w.end - w.segment)
		n, err := w.f.WriteAt(index, w.end)
		w.end += int64(n)
		if err != nil {
			return err
		}
	}
	return w.writeHeadFor(uint64(w.end-w.segment), w.length, at)
}

func (w *Writer) index() webm.Cues {
	var c webm.Cues
	for _, cue := range w.cues {
		c.CuePoint = append(c.CuePoint, webm.CuePoint{
			CueTime: uint64(cue.at / time.Millisecond),
			CueTrackPositions: []webm.CueTrackPosition{{
				CueTrack: w.video.number, CueClusterPosition: uint64(cue.position - w.segment),
			}},
		})
	}
	return c
}

// writeHeadFor fills the first headBytes of the file. cues is the position of the index in the segment, zero if there is none.
func (w *Writer) writeHeadFor(size uint64, length time.Duration, cues uint64) error {
	kind := "matroska"
	if w.webm {
		kind = "webm"
	}
	head, err := marshal(&struct {
		EBML webm.EBMLHeader `ebml:"EBML"`
	}{webm.EBMLHeader{
		EBMLVersion: 1, EBMLReadVersion: 1, EBMLMaxIDLength: 4, EBMLMaxSizeLength: 8,
		DocType: kind, DocTypeVersion: 4, DocTypeReadVersion: 2,
	}})
	if err != nil {
		return err
	}
	head = appendSize(append(head, idSegment...), size)
	w.segment = int64(len(head))

	info, err := marshal(&struct {
		Info webm.Info `ebml:"Info"`
	}{webm.Info{TimecodeScale: uint64(time.Millisecond), MuxingApp: app, WritingApp: app, Duration: float64(length) / float64(time.Millisecond)}})
	if err != nil {
		return err
	}
	tracks, err := marshal(&struct {
		Tracks webm.Tracks `ebml:"Tracks"`
	}{webm.Tracks{TrackEntry: w.entries()}})
	if err != nil {
		return err
	}
	seek, err := seekHead(uint64(len(info)), cues)
	if err != nil {
		return err
	}
	head = append(append(append(head, seek...), info...), tracks...)
	const voidHead = 9
	rest := headBytes - len(head) - voidHead
	if rest < 0 {
		return fmt.Errorf("%w: %d bytes of track headers", ErrUnsupported, len(tracks))
	}
	const void = 0xec
	head = append(appendSize(append(head, void), uint64(rest)), make([]byte, rest)...)
	_, err = w.f.WriteAt(head, 0)
	return err
}

// seekHead says where the other elements are. They stand behind it, so that its own length moves them: it is made until that holds.
func seekHead(info, cues uint64) ([]byte, error) {
	var own uint64
	for {
		entries := []webm.Seek{{SeekID: idInfo, SeekPosition: own}, {SeekID: idTracks, SeekPosition: own + info}}
		if cues > 0 {
			entries = append(entries, webm.Seek{SeekID: idCues, SeekPosition: cues})
		}
		b, err := marshal(&struct {
			SeekHead webm.SeekHead `ebml:"SeekHead"`
		}{webm.SeekHead{Seek: entries}})
		if err != nil || uint64(len(b)) == own {
			return b, err
		}
		own = max(own+1, uint64(len(b))) // upwards only: it ends
	}
}

// entries describe the tracks (RFC 9559, section 5.1.4).
func (w *Writer) entries() []webm.TrackEntry {
	const typeVideo, typeAudio = 1, 2
	var out []webm.TrackEntry
	if t := w.video; t != nil {
		out = append(out, webm.TrackEntry{
			TrackNumber: t.number, TrackUID: t.number, TrackType: typeVideo, CodecID: codecID(t.kind), CodecPrivate: t.private,
			Video: &webm.Video{PixelWidth: uint64(t.info.Width), PixelHeight: uint64(t.info.Height)},
		})
	}
	if t := w.audio; t != nil {
		out = append(out, webm.TrackEntry{
			TrackNumber: t.number, TrackUID: t.number, TrackType: typeAudio, CodecID: codecID(t.kind), CodecPrivate: t.private,
			SeekPreRoll: uint64(80 * time.Millisecond), // RFC 7845, section 4.6
			Audio:       &webm.Audio{SamplingFrequency: 48000, Channels: uint64(t.channels)},
		})
	}
	return out
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := ebml.Marshal(v, &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
