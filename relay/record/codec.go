package record

import (
	"encoding/binary"
	"fmt"

	"github.com/casto-network/casto/relay/internal/bitstream"
	"github.com/casto-network/casto/relay/internal/codec"
)

// codecID is Matroska's name of a codec (draft-ietf-cellar-codec, section 6).
func codecID(k codec.Kind) string {
	switch k {
	case codec.VP8:
		return "V_VP8"
	case codec.VP9:
		return "V_VP9"
	case codec.AV1:
		return "V_AV1"
	case codec.H264:
		return "V_MPEG4/ISO/AVC"
	default:
		return "A_OPUS"
	}
}

// private makes the codec's configuration from a key frame; VP8 and VP9 need none.
func private(k codec.Kind, keyFrame []byte) ([]byte, error) {
	switch k {
	case codec.AV1:
		return bitstream.AV1Config(keyFrame)
	case codec.H264:
		var sps, pps []byte
		for _, nal := range bitstream.SplitAnnexB(keyFrame) {
			switch nal[0] & 0x1f {
			case bitstream.NALSPS:
				sps = nal
			case bitstream.NALPPS:
				pps = nal
			}
		}
		return bitstream.AVCConfig(sps, pps)
	}
	return nil, nil
}

// contained turns a frame into the form that the container holds. Parameter sets stay in: they may change with a key frame.
func contained(k codec.Kind, frame []byte) ([]byte, error) {
	switch k {
	case codec.AV1:
		return bitstream.WithoutDelimiters(frame)
	case codec.H264:
		var nals [][]byte
		for _, nal := range bitstream.SplitAnnexB(frame) {
			if nal[0]&0x1f != bitstream.NALAUD {
				nals = append(nals, nal)
			}
		}
		if len(nals) == 0 {
			return nil, fmt.Errorf("%w: H264 access unit without NAL units", bitstream.ErrMalformed)
		}
		return bitstream.JoinAVC(nals...), nil
	}
	return frame, nil
}

// opusHead is the identification header of RFC 7845, section 5.1, without pre-skip: a live stream is joined in its middle.
func opusHead(channels int) []byte {
	b := append([]byte("OpusHead"), 1, byte(channels), 0, 0)
	b = binary.LittleEndian.AppendUint32(b, 48000)
	return append(b, 0, 0, 0)
}
