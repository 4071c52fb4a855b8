package client

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v4"

	"github.com/casto-network/casto/relay/clip"
)

// maxPayload keeps packets within 1200 bytes, with header extensions that a relay may add and the tags of SRTP.
const maxPayload = 1140

// sender packetizes one track.
type sender struct {
	track     *webrtc.TrackLocalStaticRTP
	cut       rtp.Payloader
	clock     uint32
	seq       uint16
	timestamp uint32 // of PTS zero
}

// addSender adds a track that only sends.
func (p *peer) addSender(t clip.Track, i int) (*sender, error) {
	c := sendCodec(t, i).RTPCodecCapability
	track, err := webrtc.NewTrackLocalStaticRTP(c, kindOf(t.MIME).String(), "casto")
	if err != nil {
		return nil, err
	}
	tr, err := p.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
	if err != nil {
		return nil, err
	}
	s := &sender{track: track, clock: t.ClockRate}
	switch t.MIME {
	case clip.MIMEVP8:
		s.cut = &codecs.VP8Payloader{EnablePictureID: true}
	case clip.MIMEVP9:
		s.cut = &codecs.VP9Payloader{}
	case clip.MIMEAV1:
		s.cut = &codecs.AV1Payloader{}
	case clip.MIMEH264:
		s.cut = &codecs.H264Payloader{}
	case clip.MIMEOpus:
		s.cut = &codecs.OpusPayloader{}
	default:
		return nil, fmt.Errorf("codec %q cannot be sent", t.MIME)
	}
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	s.seq, s.timestamp = binary.BigEndian.Uint16(b[:]), binary.BigEndian.Uint32(b[2:])
	p.spawn(func() {
		// Reading is what drives the interceptor that answers NACKs.
		buf := make([]byte, receiveMTU)
		for {
			if _, _, err := tr.Sender().Read(buf); err != nil {
				return
			}
		}
	})
	return s, nil
}

// send writes the packets of one frame.
func (s *sender) send(f clip.Frame) error {
	// Whole seconds apart, so that a stream of years does not overflow.
	ticks := uint64(f.PTS/time.Second)*uint64(s.clock) + uint64(f.PTS%time.Second)*uint64(s.clock)/uint64(time.Second)
	payloads := s.cut.Payload(maxPayload, f.Data)
	for i, payload := range payloads {
		s.seq++
		err := s.track.WriteRTP(&rtp.Packet{
			Header: rtp.Header{
				Version: 2, Marker: i == len(payloads)-1 && strings.HasPrefix(s.track.Codec().MimeType, "video/"),
				SequenceNumber: s.seq, Timestamp: s.timestamp + uint32(ticks),
			},
			Payload: payload,
		})
		if err != nil {
			if err == io.ErrClosedPipe {
				return ErrEnded
			}
			return err
		}
	}
	return nil
}

func kindOf(mime string) webrtc.RTPCodecType {
	if strings.HasPrefix(mime, "audio/") {
		return webrtc.RTPCodecTypeAudio
	}
	return webrtc.RTPCodecTypeVideo
}

// sendCodec is how the i-th track is offered.
func sendCodec(t clip.Track, i int) webrtc.RTPCodecParameters {
	c := webrtc.RTPCodecCapability{MimeType: t.MIME, ClockRate: t.ClockRate, RTCPFeedback: feedback(t.MIME)}
	switch t.MIME {
	case clip.MIMEOpus:
		c.Channels = 2 // always, whatever is in the packets (RFC 7587, section 7)
		c.SDPFmtpLine = "minptime=10;useinbandfec=1"
		if t.Channels > 1 {
			c.SDPFmtpLine += ";stereo=1;sprop-stereo=1"
		}
	case clip.MIMEVP9:
		c.SDPFmtpLine = "profile-id=0"
	case clip.MIMEH264:
		c.SDPFmtpLine = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" + t.Profile
	}
	return webrtc.RTPCodecParameters{RTPCodecCapability: c, PayloadType: webrtc.PayloadType(96 + i)}
}

func feedback(mime string) []webrtc.RTCPFeedback {
	if kindOf(mime) == webrtc.RTPCodecTypeAudio {
		return []webrtc.RTCPFeedback{{Type: "nack"}}
	}
	return []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "ccm", Parameter: "fir"}}
}
